"""The sample and the facts that ship, from a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.home import ROOT
from geo.store.database import store_file
from tests.builders import FACTS, write_facts
from tests.shell import Shell

LATER = FACTS["claims"][0].replace("0.75", "0.8")


@pytest.fixture
def offered(shell: Shell, small: Path) -> Path:
    """A store of the small facts, of which one claim ships otherwise since."""
    assert shell("facts", "offers").code == 0
    from geo.cli_store import set_up

    set_up()
    write_facts(small, claims=[LATER, *FACTS["claims"][1:]])
    return small


def test_where_no_office_has_a_sample_it_is_said(shell: Shell, small: Path) -> None:
    answer = shell("sample", "load")
    assert answer.code == 2
    assert answer.err.startswith("No office with a sample has its boundaries built.")


@pytest.mark.parametrize("until", ["2026-02-30", "besok"])
def test_a_last_day_that_is_none_is_refused(shell: Shell, small: Path, until: str) -> None:
    answer = shell("sample", "load", "--until", until)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"--until '{until}': say a day as")


def test_taking_out_a_sample_that_is_not_there_does_no_harm(shell: Shell, small: Path) -> None:
    answer = shell("sample", "remove")
    assert answer.code == 0
    assert answer.out.startswith("The sample is taken out.")


def test_facts_that_ship_as_they_are_stored_are_not_offered(shell: Shell, small: Path) -> None:
    from geo.cli_store import set_up

    set_up()
    assert shell("facts", "offers", "--json").json == []
    assert shell("facts", "offers").out.startswith("Nothing is offered")


def test_a_fact_that_ships_otherwise_is_offered_with_both_values(
    shell: Shell, offered: Path
) -> None:
    (offer,) = shell("facts", "offers", "--json").json
    assert (offer["about"], offer["key"]) == ("claims", "tiga-perempat")
    assert (offer["own"]["value"], offer["shipped"]["value"]) == (0.75, 0.8)
    assert "value: in the store '0.75', ships '0.8'" in shell("facts", "offers").out


@pytest.mark.parametrize(("choice", "value"), [("take", 0.8), ("keep", 0.75)])
def test_an_offer_is_taken_or_left_and_not_made_again(
    shell: Shell, offered: Path, choice: str, value: float
) -> None:
    answer = shell("facts", choice, "claims", "tiga-perempat")
    assert answer.code == 0, answer.err
    assert shell("facts", "offers", "--json").json == []
    told = shell("formation", "--office", "bali", "--on", "2020-01-03", "--json").json
    assert [claim["claimed"] for claim in told["claims"]][:1] == [value]


@pytest.mark.parametrize("choice", ["take", "keep"])
@pytest.mark.parametrize("about", ["claims", "nothing", "'; DROP TABLE claims;--"])
def test_what_is_not_offered_cannot_be_taken_or_kept(
    shell: Shell, offered: Path, choice: str, about: str
) -> None:
    answer = shell("facts", choice, about, "unknown")
    assert (answer.code, answer.out) == (2, "")
    assert "petapora facts offers" in answer.err


def test_a_damaged_store_is_told_and_left_as_it_is(shell: Shell, small: Path) -> None:
    store_file().parent.mkdir(parents=True)
    store_file().write_bytes(b"not a store")
    answer = shell("sample", "remove")
    assert (answer.code, answer.out) == (2, "")
    assert "is damaged or is not a store" in answer.err
    assert store_file().read_bytes() == b"not a store"


@pytest.mark.real
def test_a_sample_is_loaded_counted_and_taken_out(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "boundaries").symlink_to(ROOT / "built" / "boundaries")
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    loaded = shell("sample", "load", "--until", "2026-11-21")
    assert loaded.out.startswith("A sample of 2 offices is in the store: singaraja, palangka-raya.")
    window = ("--since", "2024-11-22", "--until", "2026-11-21", "--json")
    counted = shell("reports", "--office", "singaraja", *window).json
    assert (counted["reported"] + counted["found"], counted["is_sample"]) == (4000, True)
    shell("sample", "remove")
    assert shell("reports", "--office", "singaraja", *window).json["total"] == 0
