"""A scope never reads or writes more than its areas, and no function of the store does without."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.home import ROOT
from geo.store.actions import Action, record_meeting_with_actions
from geo.store.activities import read_meetings, read_visits, record_meeting, write_activities
from geo.store.changes import read_changes
from geo.store.follow_ups import record_step
from geo.store.pairs import decide_pair
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports, write_reports
from geo.store.sample import has_sample, remove_sample
from geo.store.scope import LAPTOP, MEETING, Role, Scope
from geo.store.shipped import read_offers
from geo.store.teams import record_team_event, withdraw
from geo.words import FollowUp, TeamStatus
from tests.builders import day, make_office, make_register
from tests.store.made_imports import reports_of, take_in
from tests.store.made_rows import make_reports, make_visits

OFFICE = make_office("51.07", "51.08")
DESA = ("51.07.01.2001", "51.08.01.2001", "51.08.02.2001")
WIDER = ("51.08.01", "51.08", "")
ELSEWHERE = "62.10.01.2001"
ON = day("2020-03-01")
FOLDER = ROOT / "geo" / "store"
CONNECTS = {"reading", "writing", "open_engine", "connect_to_write", "_connect", "_engine"}
INFRASTRUCTURE = {"database.py": {"prepare_store"}, "sqlite.py": None, "upgrade.py": None}
"""What makes and opens the file: it reads and writes no rows. None is all of a module."""


def scope_of(*areas: str) -> Scope:
    return Scope("x", Role.ENTRY, areas)


def without_scope(code: str, exempt: Collection[str] | None = ()) -> list[str]:
    """Public functions that open a connection, and do not take a scope first."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        calls = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
        first = node.args.args[0] if node.args.args else None
        scoped = first is not None and ast.unparse(first) == "scope: Scope"
        if calls & CONNECTS and not scoped and exempt is not None and node.name not in exempt:
            found.append(node.name)
    return found


def test_every_function_that_opens_the_store_takes_a_scope_first() -> None:
    found = {
        file.name: without_scope(
            file.read_text(encoding="utf-8"), INFRASTRUCTURE.get(file.name, set())
        )
        for file in FOLDER.glob("*.py")
    }
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_a_function_without_a_scope_would_be_found() -> None:
    code = "def read_all(office):\n    with reading(LAPTOP) as connection:\n        pass"
    assert without_scope(code) == ["read_all"]
    assert without_scope(code.replace("office", "scope: Scope")) == []


def test_only_the_store_speaks_to_its_database() -> None:
    others = [f for f in ROOT.glob("**/*.py") if f.is_relative_to(ROOT / "geo")]
    speaking = {
        file.relative_to(ROOT).as_posix()
        for file in [*others, *ROOT.glob("pages/*.py"), ROOT / "app.py"]
        if {"sqlalchemy", "sqlite3", "pysqlite3"} & set(_packages(file))
    }
    assert {name for name in speaking if not name.startswith("geo/store/")} == set()


def _packages(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.fixture
def full(facts: Path) -> Path:
    """A store with reports, meetings and visits in three kecamatan of two kabupaten."""
    write_reports(LAPTOP, make_reports(*DESA, *WIDER))
    write_activities(LAPTOP, visits=make_visits(*DESA))
    for kode in ("51.07", "51.08", "51.08.01"):
        record_meeting(LAPTOP, kode=kode, held_on=ON, source="berita")
    return facts


@pytest.mark.parametrize(
    ("areas", "reports"),
    [
        (("",), {"r1", "r2", "r3", "r4", "r5", "r6"}),
        (("51",), {"r1", "r2", "r3", "r4", "r5", "r6"}),
        (("51.07", "51.08"), {"r1", "r2", "r3", "r4", "r5", "r6"}),
        (("51.08",), {"r2", "r3", "r4", "r5"}),
        (("51.08.01",), {"r2", "r4"}),
        (("51.08.01.2001",), {"r2"}),
        (("51.08.0",), set()),
        (("62",), set()),
        ((), set()),
    ],
)
def test_reports_are_read_in_the_areas_of_a_scope_and_elsewhere_only_with_the_whole(
    full: Path, areas: tuple[str, ...], reports: set[str]
) -> None:
    assert set(read_reports(scope_of(*areas), OFFICE).index) == reports


@pytest.mark.parametrize("areas", [("51.08",), ("51.08.01",), ("62",), ()])
def test_no_reader_gives_a_narrow_scope_more_than_its_areas(
    full: Path, areas: tuple[str, ...]
) -> None:
    scope = scope_of(*areas)
    facts = recorded_facts(scope, full, register=make_register())
    seen = {
        *facts.formation["kode"],
        *read_meetings(scope, OFFICE)["kode"],
        *read_visits(scope, OFFICE)["kode"],
    }
    assert {kode for kode in seen if not scope.sees(kode)} == set()
    assert (facts.targets, facts.claims, facts.members) == ((), (), ())
    assert read_offers(scope, full, register=make_register()) == []
    assert len(read_changes(scope)) == 0


def test_figures_of_an_office_are_read_with_its_whole_work_area(full: Path) -> None:
    facts = recorded_facts(scope_of("51.07", "51.08"), full, register=make_register())
    assert (len(facts.targets), len(facts.claims), len(facts.members)) == (1, 2, 2)


def test_a_report_of_the_office_about_another_area_needs_a_scope_that_holds_it(full: Path) -> None:
    write_reports(LAPTOP, make_reports(ELSEWHERE, prefix="far"))
    assert "far1" in read_reports(LAPTOP, OFFICE).index
    assert "far1" not in read_reports(scope_of("51.07", "51.08"), OFFICE).index


def test_an_invented_row_outside_of_a_scope_is_not_told_to_it(full: Path) -> None:
    write_activities(LAPTOP, visits=make_visits("51.07.07.2001", prefix="s", is_sample=True))
    assert has_sample(LAPTOP, OFFICE)
    assert has_sample(scope_of("51.07"), OFFICE)
    assert not has_sample(scope_of("51.08"), OFFICE)


def writers() -> dict[str, Callable[[Scope], object]]:
    event = {"status": TeamStatus.FORMED, "holds_from": ON, "source": "berita"}
    return {
        "report": lambda scope: write_reports(scope, make_reports(DESA[0], prefix="new")),
        "unlocated": lambda scope: write_reports(scope, make_reports("", prefix="new")),
        "visit": lambda scope: write_activities(scope, visits=make_visits(DESA[0], prefix="n")),
        "meeting": lambda s: record_meeting(s, kode="51.07", held_on=ON, source="berita"),
        "event": lambda s: record_team_event(s, fact="new", kode="51.07.01", **event),
        "other": lambda s: record_team_event(s, fact="rendang", kode="51.08.01", **event),
        "withdraw": lambda scope: withdraw(scope, "team_events", "rendang"),
        "withdraw a report": lambda scope: withdraw(scope, "reports", "r1"),
        "withdraw a claim": lambda scope: withdraw(scope, "claims", "luas"),
        "sample": remove_sample,
        "import": lambda scope: take_in(reports_of(DESA[0], report="new"), scope=scope),
        "step": lambda scope: record_step(scope, "r1", FollowUp.VERIFIED, ON),
        "pair": lambda scope: decide_pair(scope, "r1", "r3", "kept"),
        "agreed": lambda s: record_meeting_with_actions(
            s, kode="51.07", held_on=ON, source="berita", actions=[Action("camat", "Cek", ON)]
        ),
    }


@pytest.mark.parametrize("name", writers())
def test_nothing_is_recorded_outside_of_the_areas_of_a_scope(full: Path, name: str) -> None:
    changes = len(read_changes(LAPTOP))
    with pytest.raises(StoreError, match="x may not record about .*: outside of the areas given"):
        writers()[name](scope_of("51.08"))
    assert len(read_changes(LAPTOP)) == changes
    writers()[name](LAPTOP)


@pytest.mark.parametrize("name", writers())
@pytest.mark.parametrize("scope", [MEETING, Scope("x", Role.AUDITOR)])
def test_who_only_reads_records_nothing(full: Path, name: str, scope: Scope) -> None:
    with pytest.raises(StoreError, match="The role .* records nothing"):
        writers()[name](scope)


def test_an_area_may_be_recorded_about_by_who_holds_it(full: Path) -> None:
    scope = scope_of("51.08")
    record_meeting(scope, kode="51.08.02", held_on=ON, source="berita", key="own")
    assert "own" in read_meetings(scope, OFFICE).index
    assert read_changes(scope)[["actor", "key"]].to_numpy().tolist() == [["x", "own"]]
