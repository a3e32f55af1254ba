"""What the store gives back is what ships, in the same shape, until an office says otherwise."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from geo.home import ROOT
from geo.store.facts import Facts, read_facts
from geo.store.recorded import recorded_facts
from geo.store.scope import LAPTOP, MEETING
from geo.store.teams import record_team_event
from geo.words import TeamStatus
from tests.builders import FACTS, day, make_register, write_facts

REGISTER = make_register()


def require_same(recorded: Facts, shipped: Facts) -> None:
    """Fail if one says anything that the other does not; lines of files are the files' own."""
    for field in fields(Facts):
        ours, theirs = getattr(recorded, field.name), getattr(shipped, field.name)
        if field.name == "formation":
            ours, theirs = ours.drop(columns="line"), theirs.drop(columns="line")
        if isinstance(ours, pd.DataFrame):
            pd.testing.assert_frame_equal(ours, theirs)
        else:
            assert ours == theirs, field.name
            assert list(ours) == list(theirs) if field.name != "rules" else True


@pytest.mark.parametrize("scope", [LAPTOP, MEETING])
def test_a_fresh_store_says_what_ships(home: Path, tmp_path: Path, scope) -> None:  # type: ignore[no-untyped-def]
    folder = write_facts(tmp_path / "facts")
    shipped = read_facts(folder, register=REGISTER)
    require_same(recorded_facts(scope, folder, register=REGISTER), shipped)
    require_same(recorded_facts(scope, folder, register=REGISTER), shipped)


def test_a_store_without_any_fact_has_the_same_columns(home: Path, tmp_path: Path) -> None:
    empty = dict.fromkeys(set(FACTS) - {"sources", "offices", "rules"}, ())
    folder = write_facts(tmp_path / "facts", **empty)
    require_same(
        recorded_facts(LAPTOP, folder, register=REGISTER), read_facts(folder, register=REGISTER)
    )


def test_of_two_facts_of_one_day_the_one_recorded_later_counts_more(facts: Path) -> None:
    both = {"kode": "51.07.01", "holds_from": day("2020-01-01"), "source": "berita"}
    record_team_event(LAPTOP, fact="later", status=TeamStatus.FORMED, **both)  # type: ignore[arg-type]
    formation = recorded_facts(LAPTOP, facts, register=REGISTER).formation
    rendang = formation[formation["kode"] == "51.07.01"]
    assert list(rendang["fact"]) == ["rendang", "later"]
    assert rendang["line"].is_monotonic_increasing


def test_an_event_of_a_kabupatens_kecamatan_speaks_of_each_of_them(facts: Path) -> None:
    record_team_event(
        LAPTOP,
        fact="all",
        kode="51.07",
        applies_to="kecamatan",
        status=TeamStatus.FORMED,
        holds_from=day("2021-01-01"),
        event_on=day("2021-01-01"),
        review_by=day("2026-01-01"),
        source="berita",
    )
    formation = recorded_facts(LAPTOP, facts, register=REGISTER).formation
    spoken_of = formation[formation["fact"] == "all"]
    assert list(spoken_of["kode"]) == ["51.07.01", "51.07.07"]
    assert set(spoken_of["review_by"]) == {pd.Timestamp("2026-01-01")}


def test_an_office_that_ships_no_more_leaves_its_figures_unread(facts: Path) -> None:
    kahayan = FACTS["offices"][1]
    write_facts(facts, offices=[kahayan], targets=(), claims=(), members=())
    found = recorded_facts(LAPTOP, facts, register=REGISTER)
    assert (found.targets, found.claims, found.members) == ((), (), ())


@pytest.mark.real
def test_the_facts_that_ship_are_the_same_out_of_the_store(real_home: Path) -> None:
    require_same(recorded_facts(LAPTOP, ROOT / "data"), read_facts(ROOT / "data"))
