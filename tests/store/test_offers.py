"""What ships is taken in once; later changes of it are offered, and never forced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.store.changes import read_changes
from geo.store.database import store_version
from geo.store.recorded import recorded_facts
from geo.store.scope import LAPTOP
from geo.store.shipped import Offer, keep_own, load_shipped, read_offers, take_offer
from geo.store.teams import record_team_event, withdraw
from geo.words import TeamStatus
from tests.builders import FACTS, day, make_register, write_facts

REGISTER = make_register()
SHARE = "tiga-perempat,bali,formed_share,{},2020-01-02,Kepala,The head,berita,Lisan.,Oral."
AREA = FACTS["claims"][1]


def ship(folder: Path, **rows: object) -> None:
    """Another version of the project ships these rows, and the program reads them."""
    write_facts(folder, **rows)  # type: ignore[arg-type]
    load_shipped(LAPTOP, folder, register=REGISTER)


def offers(folder: Path) -> list[Offer]:
    return read_offers(LAPTOP, folder, register=REGISTER)


def offered(folder: Path) -> list[tuple[str, str]]:
    return [(offer.about, offer.key) for offer in offers(folder)]


def shares(folder: Path) -> list[float]:
    """Values of the claims in use, as the program reads them."""
    return [claim.value for claim in recorded_facts(LAPTOP, folder, register=REGISTER).claims]


def test_what_ships_is_taken_in_once(facts: Path) -> None:
    assert shares(facts) == [0.75, 5.5]
    version = store_version(LAPTOP)
    load_shipped(LAPTOP, facts, register=REGISTER)
    assert shares(facts) == [0.75, 5.5]
    assert (store_version(LAPTOP), offers(facts)) == (version, [])
    loaded = read_changes(LAPTOP)
    assert loaded["action"].to_list() == ["load"]
    assert '"claims": ["tiga-perempat", "luas"]' in loaded["after"].iloc[0]


def test_a_new_row_that_ships_is_taken_in(facts: Path) -> None:
    newer = "baru,bali,area_km2,6.0,2020-02-02,Laman,The page,daftar,,"
    ship(facts, claims=[*FACTS["claims"], newer])
    assert shares(facts) == [0.75, 5.5, 6.0]
    assert offers(facts) == []


def test_a_row_that_ships_otherwise_is_offered_and_not_forced(facts: Path) -> None:
    ship(facts, claims=[SHARE.format("0.8"), AREA])
    (offer,) = offers(facts)
    assert (offer.about, offer.key) == ("claims", "tiga-perempat")
    assert offer.own is not None and offer.own["value"] == 0.75
    assert offer.shipped is not None and offer.shipped["value"] == 0.8
    assert shares(facts) == [0.75, 5.5]


def test_an_offer_that_is_taken_holds_and_is_not_made_again(facts: Path) -> None:
    ship(facts, claims=[SHARE.format("0.8"), AREA])
    take_offer(LAPTOP, "claims", "tiga-perempat", facts, register=REGISTER)
    assert (shares(facts), offers(facts)) == ([0.8, 5.5], [])
    change = read_changes(LAPTOP).iloc[-1]
    assert (change["action"], change["about"], change["key"]) == ("take", "claims", "tiga-perempat")
    assert ('"value": 0.75' in change["before"], '"value": 0.8' in change["after"]) == (True, True)


def test_an_offer_that_is_declined_is_not_made_again_until_it_changes(facts: Path) -> None:
    ship(facts, claims=[SHARE.format("0.8"), AREA])
    keep_own(LAPTOP, "claims", "tiga-perempat", facts, register=REGISTER)
    assert (shares(facts), offers(facts)) == ([0.75, 5.5], [])
    ship(facts, claims=[SHARE.format("0.9"), AREA])
    assert offered(facts) == [("claims", "tiga-perempat")]
    assert shares(facts) == [0.75, 5.5]


def test_what_an_office_says_otherwise_is_never_overwritten(facts: Path) -> None:
    record_team_event(
        LAPTOP,
        fact="rendang",
        kode="51.07.01",
        status=TeamStatus.FORMED,
        holds_from=day("2021-01-01"),
        source="berita",
        sk="SK kantor",
    )
    load_shipped(LAPTOP, facts, register=REGISTER)
    newer = "rendang,51.07.01,area,direncanakan,2020-06-01,,,,berita,,"
    ship(facts, formation=[newer, *FACTS["formation"][1:]])
    formation = recorded_facts(LAPTOP, facts, register=REGISTER).formation.set_index("fact")
    assert formation.loc["rendang", "sk"] == "SK kantor"
    assert offered(facts) == [("team_events", "rendang")]


def test_an_office_that_said_the_same_before_gets_no_offer(facts: Path) -> None:
    record_team_event(
        LAPTOP,
        fact="selat",
        kode="51.07.07",
        status=TeamStatus.PLANNED,
        holds_from=day("2020-06-01"),
        source="berita",
    )
    same = "selat,51.07.07,area,direncanakan,2020-06-01,,,,berita,,"
    ship(facts, formation=[*FACTS["formation"], same])
    assert offers(facts) == []


def test_a_row_that_an_office_took_out_does_not_come_back_by_itself(facts: Path) -> None:
    withdraw(LAPTOP, "claims", "tiga-perempat")
    load_shipped(LAPTOP, facts, register=REGISTER)
    assert (shares(facts), offers(facts)) == ([5.5], [])
    ship(facts, claims=[SHARE.format("0.8"), AREA])
    assert (shares(facts), offered(facts)) == ([5.5], [("claims", "tiga-perempat")])
    assert offers(facts)[0].own is None
    take_offer(LAPTOP, "claims", "tiga-perempat", facts, register=REGISTER)
    assert shares(facts) == [0.8, 5.5]


def test_a_row_that_ships_no_more_is_offered_as_gone(facts: Path) -> None:
    ship(facts, claims=[AREA])
    (offer,) = offers(facts)
    assert (offer.key, offer.shipped) == ("tiga-perempat", None)
    assert shares(facts) == [0.75, 5.5]


def test_a_row_that_the_office_took_out_is_not_offered_as_gone(facts: Path) -> None:
    withdraw(LAPTOP, "claims", "tiga-perempat")
    ship(facts, claims=[AREA])
    assert offers(facts) == []


@pytest.mark.parametrize(("decide", "left"), [(take_offer, [5.5]), (keep_own, [0.75, 5.5])])
def test_an_office_decides_whether_what_ships_no_more_stays(
    facts: Path, decide: Callable[..., None], left: list[float]
) -> None:
    ship(facts, claims=[AREA])
    decide(LAPTOP, "claims", "tiga-perempat", facts, register=REGISTER)
    assert (shares(facts), offers(facts)) == (left, [])
    ship(facts)  # it ships once more: known, and so not taken in by itself
    assert shares(facts) == left


def test_a_document_that_rows_rest_on_is_not_offered_as_gone(facts: Path) -> None:
    daftar = FACTS["sources"][1]
    nothing = {"formation": (), "targets": (), "claims": [AREA]}
    ship(facts, sources=[daftar], **nothing)
    assert ("sources", "berita") not in offered(facts)
    for offer in offers(facts):
        take_offer(LAPTOP, offer.about, offer.key, facts, register=REGISTER)
    assert offered(facts) == [("sources", "berita")]
    take_offer(LAPTOP, "sources", "berita", facts, register=REGISTER)
    assert list(recorded_facts(LAPTOP, facts, register=REGISTER).sources) == ["daftar"]


def test_an_offer_that_rests_on_a_new_document_brings_it_along(facts: Path) -> None:
    new = "sk,SK Bupati,Kantor,Office,,,2020,yes,,"
    target = "bali,kecamatan,5,2020-01-01,sk"
    write_facts(facts, sources=[*FACTS["sources"], new], targets=[target])
    take_offer(LAPTOP, "targets", "bali/kecamatan/2020-01-01", facts, register=REGISTER)
    found = recorded_facts(LAPTOP, facts, register=REGISTER)
    assert [(target.target, target.source) for target in found.targets] == [(5, "sk")]
    assert "sk" in found.sources


@pytest.mark.parametrize("decide", [take_offer, keep_own])
def test_what_is_not_offered_cannot_be_decided(facts: Path, decide: Callable[..., None]) -> None:
    version = store_version(LAPTOP)
    with pytest.raises(DataError, match=r"Nothing is offered for claims 'luas'\. See: petapora"):
        decide(LAPTOP, "claims", "luas", facts, register=REGISTER)
    assert store_version(LAPTOP) == version


def test_fact_files_with_a_fault_change_nothing(facts: Path) -> None:
    version = store_version(LAPTOP)
    with pytest.raises(DataError, match=r"targets\.csv: 1 of 1 rows cannot be used"):
        ship(facts, claims=[SHARE.format("0.8")], targets=["x,kecamatan,4,2020-01-01,berita"])
    assert store_version(LAPTOP) == version


@pytest.mark.parametrize(
    ("name", "row", "fault"),
    [
        ("members", "bali,kecamatan,camat,berita", "office, level, agency 'bali, kecamatan, cam"),
        ("targets", "bali,kecamatan,9,2020-01-01,daftar", "office, level, stated_on 'bali, keca"),
    ],
)
def test_two_rows_of_one_key_are_refused(facts: Path, name: str, row: str, fault: str) -> None:
    with pytest.raises(DataError, match=f"{fault}.*stands here twice"):
        ship(facts, **{name: [*FACTS[name], row]})
