"""Whatever stands in the cells: no row is lost, and what is accepted the store takes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.judge import judge
from geo.intake.judge_seen import Seen, read_habits
from geo.intake.judged import Counts, Judged
from geo.intake.reports import COLUMNS, join_reports
from geo.intake.schema import SCHEMAS
from geo.intake.table import MASK
from geo.store.activities import write_activities
from geo.store.checks import key_fault
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.words import Kind
from tests.builders import make_register, write_facts
from tests.intake.judged_rows import (
    FULL,
    OFFICE,
    judged,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
)
from tests.intake.squares import make_land
from tests.small_land import build_land

pytestmark = pytest.mark.slow

ODD = (
    "",
    "-",
    "0",
    "1",
    "7",
    "-8.1",
    "115.1",
    "8°06' LS",
    "25/03/2026",
    "03/04/2026",
    "2026-13-01",
    "51.08",
    "51.08.05.2014",
    "51.99",
    "Selat",
    "Buleleng",
    "Anturan",
    "Kab. Badung",
    "masyarakat",
    "keberadaan",
    "terbentuk",
    "khusus",
    "kecamatan",
    "camat",
    "gps",
    "tanpa lokasi",
    "penduduk",
    MASK,
    "\x00",
    "=1+1",
    "{{7*7}}",
    "\u202eabc",
    "1e999",
    "NaN",
)
CELLS = st.one_of(st.sampled_from(ODD), st.text(max_size=12))


@st.composite
def rows(draw: st.DrawFn, kind: Kind) -> list[dict[str, str]]:
    """Rows of a kind that are full but for some cells, in which anything may stand."""
    names = [field.name for field in SCHEMAS[kind].fields]
    changes = st.dictionaries(st.sampled_from(names), CELLS, max_size=4)
    return [{**FULL[kind], **said} for said in draw(st.lists(changes, max_size=6))]


def judge_rows(kind: Kind, said: Sequence[dict[str, str]], order: Sequence[int] = ()) -> Judged:
    batch = make_batch(kind, said)
    shuffled = batch.iloc[list(order)] if order else batch
    return judge(shuffled, make_sheet(kind), make_understanding(kind), make_context(kind))


@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_row_is_accepted_or_waits_with_a_reason(kind: Kind, data: st.DataObject) -> None:
    said = data.draw(rows(kind))
    result = judge_rows(kind, said)
    assert result.counts.adds_up
    assert sorted([*result.accepted.index, *result.waiting.index]) == list(range(2, 2 + len(said)))
    reasoned = result.issues[result.issues["state"] != "warned"]["line"]
    assert set(result.waiting.index) == set(reasoned)
    warned = result.accepted.index[result.accepted["state"] == "warned"]
    assert set(warned) == set(result.issues["line"]) - set(reasoned)


@settings(max_examples=20, deadline=None)
@given(said=rows(Kind.REPORTS))
def test_reports_that_are_accepted_can_be_joined(said: list[dict[str, str]]) -> None:
    accepted = judge_rows(Kind.REPORTS, said).accepted
    assert accepted["report"].is_unique
    frame = accepted.assign(source="berita")[list(COLUMNS)]
    joined = join_reports(frame, OFFICE, make_land(), tolerance_m=300)
    assert len(joined) == len(accepted)
    assert list(joined["place"] == "missing") == list(accepted["accuracy"] == "tanpa lokasi")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MEMBERS])
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_keys_of_accepted_rows_are_keys(kind: Kind, data: st.DataObject) -> None:
    accepted = judge_rows(kind, data.draw(rows(kind))).accepted
    keys = accepted[SCHEMAS[kind].key]
    assert keys.is_unique
    assert [key_fault(key) for key in keys] == [None] * len(keys)


@settings(max_examples=10, deadline=None)
@given(said=rows(Kind.REPORTS), data=st.data())
def test_the_order_of_the_rows_of_a_batch_changes_nothing(
    said: list[dict[str, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(said))))
    one, other = judge_rows(Kind.REPORTS, said), judge_rows(Kind.REPORTS, said, order)
    pd.testing.assert_frame_equal(one.accepted, other.accepted)
    pd.testing.assert_frame_equal(one.issues, other.issues)
    pd.testing.assert_frame_equal(one.waiting, other.waiting)


@settings(max_examples=10, deadline=None)
@given(said=rows(Kind.REPORTS), cut=st.integers(0, 6))
def test_a_file_judged_in_parts_is_judged_as_a_whole(said: list[dict[str, str]], cut: int) -> None:
    kind = Kind.REPORTS
    batch = make_batch(kind, said)
    parts = [batch.iloc[:cut], batch.iloc[cut:]]
    understanding, context = make_understanding(kind), make_context(kind)
    seen = Seen(read_habits(parts, understanding))
    results = [judge(part, make_sheet(kind), understanding, context, seen=seen) for part in parts]
    whole = judge_rows(kind, said)
    assert sum((each.counts for each in results), start=Counts()) == whole.counts
    lines = [line for each in results for line in each.accepted.index]
    assert lines == list(whole.accepted.index)
    issues = pd.concat([each.issues for each in results], ignore_index=True)
    assert issues.to_dict("records") == whole.issues.to_dict("records")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of the small land."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PETAPORA_HOME", str(home))
    build_land(home)
    load_shipped(LAPTOP, write_facts(home / "facts"), register=make_register())


@pytest.mark.parametrize("kind", [Kind.MEETINGS, Kind.OPERATIONS, Kind.VISITS])
@pytest.mark.usefixtures("store")
def test_activities_that_are_accepted_go_into_the_store(kind: Kind) -> None:
    place = "51.08.01.2001" if kind is Kind.VISITS else "51.08.01"
    said = [{"kode": place, SCHEMAS[kind].key: number} for number in ("", "7", "12/A/2026")]
    accepted = judged(*said, kind=kind).accepted.drop(columns="state")
    write_activities(LAPTOP, **{kind.value: accepted.assign(source="berita")})
    assert len(accepted) == 3
