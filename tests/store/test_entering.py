"""What helps to enter: remembered headings, drafts, denominators, and how good the rows are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store import drafts
from geo.store.changes import read_changes
from geo.store.database import store_version
from geo.store.denominators import read_denominators, write_denominators
from geo.store.drafts import drop_draft, read_draft, save_draft
from geo.store.mappings import forget, remember, remembered
from geo.store.quality import read_quality_rows
from geo.store.reports import read_reports, write_reports
from geo.store.scope import LAPTOP, Role, Scope
from geo.words import Kind
from tests.builders import make_office
from tests.store.made_imports import reports_of, take_in
from tests.store.made_rows import make_reports

OFFICE = make_office("51.07", "51.08")
NARROW = Scope("x", Role.ENTRY, ("51.08",))


def test_headings_are_remembered_by_sender_and_kind(home: Path) -> None:
    remember(LAPTOP, "polres", Kind.REPORTS, {"Tgl": "received_on", "Ket": ""})
    remember(LAPTOP, "polres", Kind.REPORTS, {"Tgl": "received_on", "Ket": "kind"})
    assert remembered(LAPTOP, "polres", Kind.REPORTS) == {"Tgl": "received_on", "Ket": "kind"}
    assert remembered(LAPTOP, "polsek", Kind.REPORTS) == {}
    assert remembered(LAPTOP, "polres", Kind.VISITS) == {}


def test_what_is_remembered_already_is_no_change(home: Path) -> None:
    remember(LAPTOP, "polres", Kind.REPORTS, {"Tgl": "received_on"})
    version = store_version(LAPTOP)
    remember(LAPTOP, "polres", Kind.REPORTS, {"Tgl": "received_on"})
    assert store_version(LAPTOP) == version
    forget(LAPTOP, "polres", Kind.REPORTS)
    assert remembered(LAPTOP, "polres", Kind.REPORTS) == {}
    assert read_changes(LAPTOP)["action"].to_list() == ["record", "withdraw"]
    with pytest.raises(DataError, match="heading: 501 characters"):
        remember(LAPTOP, "polres", Kind.REPORTS, {"x" * 501: "kind"})


def test_a_draft_is_kept_for_who_wrote_it_and_is_no_record(home: Path) -> None:
    version = store_version(LAPTOP)
    save_draft(LAPTOP, OFFICE, "visit", {"desa": "51.08.01.2001", "n": 2})
    save_draft(LAPTOP, OFFICE, "visit", {"desa": "x"}, name="phone")
    save_draft(LAPTOP, OFFICE, "visit", {"desa": "51.08.01.2001", "n": 3})
    assert read_draft(LAPTOP, OFFICE, "visit") == {"desa": "51.08.01.2001", "n": 3}
    assert read_draft(LAPTOP, OFFICE, "visit", name="phone") == {"desa": "x"}
    assert read_draft(NARROW, OFFICE, "visit") is None
    assert read_draft(LAPTOP, OFFICE, "report") is None
    drop_draft(LAPTOP, OFFICE, "visit")
    assert read_draft(LAPTOP, OFFICE, "visit") is None
    assert store_version(LAPTOP) == version


def test_old_drafts_go_and_large_ones_do_not_come(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=drafts.KEPT_DAYS + 1)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "utc_moment", old.isoformat)
        save_draft(LAPTOP, OFFICE, "visit", {"desa": "x"})
    assert read_draft(LAPTOP, OFFICE, "visit") == {"desa": "x"}
    save_draft(LAPTOP, OFFICE, "report", {})
    assert read_draft(LAPTOP, OFFICE, "visit") is None
    with pytest.raises(DataError, match="holds too much"):
        save_draft(LAPTOP, OFFICE, "report", {"note": "x" * drafts.MOST_CHARACTERS})


def denominators(*kode: str, **cells: object) -> pd.DataFrame:
    columns = {
        "denominator": [f"d{n}" for n in range(1, len(kode) + 1)],
        "kode": list(kode),
        "measure": "penduduk",
        "since": "2020-01-01",
        "until": "2020-12-31",
        "value": 5.5,
        "source": "daftar",
    }
    return pd.DataFrame({**columns, **cells})


def test_denominators_are_read_in_the_areas_of_a_scope(facts: Path) -> None:
    write_denominators(LAPTOP, denominators("51.08.01", "51.07", "51.08.01.2001"))
    assert list(read_denominators(LAPTOP, OFFICE).index) == ["d2", "d1", "d3"]
    assert list(read_denominators(NARROW, OFFICE).index) == ["d1", "d3"]
    assert len(read_denominators(LAPTOP, make_office("62.03"))) == 0
    with pytest.raises(StoreError, match="1 of 1 rows of denominators are in the store already"):
        write_denominators(LAPTOP, denominators("51.08"))
    with pytest.raises(StoreError, match="x may not record about 51.07"):
        write_denominators(NARROW, denominators("51.07", denominator="new"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"measure": "sapi"}, "measure 'sapi' is not known"),
        ({"kode": "51.99"}, r"kode '51\.99' is not in the register"),
        ({"since": "2021-01-01"}, "until '2020-12-31': before the period begins"),
        ({"until": "31/12/2020"}, "until '31/12/2020': not a date"),
        ({"value": float("inf")}, "A value that is no number"),
        ({"value": -1.0}, "ck_denominators_value"),
    ],
)
def test_a_denominator_that_is_none_is_refused(
    facts: Path, cells: dict[str, object], reason: str
) -> None:
    with pytest.raises((DataError, StoreError), match=reason):
        write_denominators(LAPTOP, denominators("51.08").assign(**cells))
    assert len(read_denominators(LAPTOP, OFFICE)) == 0


def test_a_report_has_its_agency_if_one_is_known(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001").assign(agency="camat"))
    write_reports(LAPTOP, make_reports("51.08.01.2001", prefix="s"))
    agency = read_reports(LAPTOP, OFFICE)["agency"]
    assert (agency["r1"], agency.isna().to_list()) == ("camat", [False, True])


def test_rows_tell_how_good_they_are_and_when_they_came_in(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001", prefix="hand"))
    write_reports(LAPTOP, make_reports("51.08.01.2001", "51.07.01.2001", prefix="many"))
    receipt = take_in(reports_of("51.08", ""))
    rows = read_quality_rows(LAPTOP, OFFICE)
    assert list(rows.index) == ["hand1", "many1", "many2", "r1", "r2"]
    assert rows["entered_at"].isna().to_list() == [False] * 5
    assert rows.loc["r1", "entered_at"] == pd.Timestamp(receipt.at)
    assert rows.loc["r1", "import_id"] == receipt.import_id
    assert rows["import_id"].isna().to_list() == [True, True, True, False, False]
    assert rows.loc["hand1", "received_at"] == pd.Timestamp("2020-01-02T03:04:05Z")
    assert rows["place"].to_list() == ["inside", "inside", "inside", "stated", "missing"]
    assert rows["distance_m"].isna().to_list() == [False, False, False, True, True]
    assert set(rows) & {"lat", "lng"} == set()
    assert set(read_quality_rows(NARROW, OFFICE).index) == {"hand1", "many1", "r1"}


def test_rows_have_the_same_columns_without_any(facts: Path) -> None:
    empty = read_quality_rows(LAPTOP, OFFICE)
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    one = read_quality_rows(LAPTOP, OFFICE)
    plain = ["received_at", "entered_at", "received_on", "distance_m", "is_sample"]
    assert empty[plain].dtypes.to_dict() == one[plain].dtypes.to_dict()
    assert list(empty) == list(one)
