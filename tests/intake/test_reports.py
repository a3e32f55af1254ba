"""A report is joined once: its area, its cells, its local day, and nothing personal."""

from __future__ import annotations

from typing import Any

import h3
import numpy as np
import pandas as pd
import pytest

from geo.errors import DataError
from geo.intake.reports import COLUMNS, join_reports
from geo.words import CELL_RESOLUTIONS
from tests.builders import make_office
from tests.intake.squares import make_land, spots

OFFICE = make_office("51.07", "51.08")


def make_rows(*reports: dict[str, Any]) -> pd.DataFrame:
    """Reports without a place, but for what each says; ``at`` is metres east and north."""
    first = {
        "channel": "masyarakat",
        "kind": "keberadaan",
        "accuracy": "gps",
        "follow_up": "baru",
        "n_persons": 1,
        "lat": np.nan,
        "lng": np.nan,
        "stated_kode": "",
        "source": "berita",
        "is_sample": False,
        "received_at": "2026-01-31T02:00:00Z",
    }
    rows = []
    for number, said in enumerate(reports, start=1):
        row = {"report": f"r{number}", **first, **said}
        if "at" in row:
            point = spots(row.pop("at")).geometry.iloc[0]
            row |= {"lat": point.y, "lng": point.x}
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(received_at=pd.to_datetime(frame["received_at"], utc=True))


def joined(*reports: dict[str, Any]) -> pd.DataFrame:
    return join_reports(make_rows(*reports), OFFICE, make_land(), tolerance_m=300)


def one(**said: Any) -> dict[str, Any]:
    return joined(said).iloc[0].to_dict()


def test_a_report_with_a_point_belongs_where_the_point_lies_whatever_area_it_names() -> None:
    report = one(at=(500, 500), stated_kode="51.08.02.2001")
    assert (report["kode_desa"], report["place"]) == ("51.07.01.2001", "inside")
    assert (report["office"], report["distance_m"]) == ("bali", 0)


def test_a_report_at_the_shore_goes_to_the_nearest_desa() -> None:
    report = one(at=(2500, 1200))
    assert (report["kode_desa"], report["place"]) == ("51.08.01.2001", "shore")


@pytest.mark.parametrize("at", [(4500, 500), (500, 1400)], ids=["neighbour", "far out"])
def test_a_report_elsewhere_is_outside_and_in_no_area(at: tuple[int, int]) -> None:
    report = one(at=at)
    assert (report["place"], report["kode_kabupaten"], report["h3_r8"]) == ("outside", "", "")


@pytest.mark.parametrize(
    ("stated", "kecamatan", "desa"),
    [
        ("51.08", "", ""),
        ("51.08.01", "51.08.01", ""),
        ("51.08.01.2001", "51.08.01", "51.08.01.2001"),
    ],
)
def test_a_report_without_a_point_belongs_to_the_area_it_names(
    stated: str, kecamatan: str, desa: str
) -> None:
    report = one(accuracy="desa", stated_kode=stated)
    assert report["place"] == "stated"
    assert (report["kode_kabupaten"], report["kode_kecamatan"]) == ("51.08", kecamatan)
    assert (report["kode_desa"], report["h3_r5"]) == (desa, "")


def test_a_report_that_names_an_area_of_another_office_is_outside() -> None:
    report = one(accuracy="desa", stated_kode="62.03.01.2001")
    assert (report["place"], report["kode_kabupaten"]) == ("outside", "")


@pytest.mark.parametrize(
    "said",
    [
        {"accuracy": "gps"},
        {"accuracy": "tanpa lokasi"},
        {"accuracy": "tanpa lokasi", "at": (500, 500)},
        {"accuracy": "tanpa lokasi", "stated_kode": "51.08.01"},
    ],
)
def test_a_report_without_a_place_is_missing(said: dict[str, Any]) -> None:
    report = one(**said)
    assert (report["place"], report["kode_kabupaten"], report["h3_r5"]) == ("missing", "", "")


@pytest.mark.parametrize("said", [{"at": (500, 500)}, {"stated_kode": "51.07.01.2001"}])
def test_a_report_known_to_its_kecamatan_is_given_no_desa(said: dict[str, Any]) -> None:
    report = one(accuracy="kecamatan", **said)
    assert (report["kode_kecamatan"], report["kode_desa"]) == ("51.07.01", "")


@pytest.mark.parametrize(
    ("accuracy", "at", "has_cells"),
    [
        ("gps", (500, 500), True),
        ("alamat", (500, 500), True),
        ("gps", (500, 1200), True),
        ("gps", (4500, 500), False),
        ("desa", (500, 500), False),
        ("kecamatan", (500, 500), False),
    ],
)
def test_only_a_precise_point_in_or_near_an_area_has_cells_each_its_own(
    accuracy: str, at: tuple[int, int], has_cells: bool
) -> None:
    report = one(accuracy=accuracy, at=at)
    for resolution in CELL_RESOLUTIONS:
        own = h3.latlng_to_cell(report["lat"], report["lng"], resolution) if has_cells else ""
        assert report[f"h3_r{resolution}"] == own


def test_the_day_of_a_report_is_the_office_s_and_its_moment_stays_in_utc() -> None:
    report = one(received_at="2026-01-31T17:30:00Z")
    assert (report["received_on"], report["received_at"][:16]) == ("2026-02-01", "2026-01-31T17:30")


def test_rows_come_back_in_their_order_under_their_index() -> None:
    rows = make_rows({"at": (2500, 500)}, {}, {"at": (500, 500)}).set_axis([7, 7, 3])
    answer = join_reports(rows, OFFICE, make_land(), tolerance_m=300)
    assert answer.index.to_list() == [7, 7, 3]
    assert answer["report"].to_list() == ["r1", "r2", "r3"]
    assert answer["kode_desa"].to_list() == ["51.08.01.2001", "", "51.07.01.2001"]


def test_every_report_is_in_an_area_or_outside_or_missing() -> None:
    answer = joined(
        {"at": (500, 500)}, {"at": (500, 1200)}, {"at": (4500, 1)}, {}, {"stated_kode": "51.08"}
    )
    in_areas = (answer["kode_kabupaten"] != "").sum()
    others = answer["place"].isin(["outside", "missing"]).sum()
    assert (in_areas, others, len(answer)) == (3, 2, 5)


@pytest.mark.parametrize("name", ["nama_wna", "passport", "telepon"])
def test_a_column_that_a_report_does_not_hold_is_refused(name: str) -> None:
    with pytest.raises(DataError, match=f"column {name}, which a report does not hold"):
        join_reports(make_rows({}).assign(**{name: "x"}), OFFICE, make_land(), tolerance_m=300)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"channel": "telepon"}, "r1, channel 'telepon': not one of: perangkat desa"),
        ({"kind": "pelanggaran"}, "r1, kind 'pelanggaran'"),
        ({"follow_up": ""}, "r1, follow_up ''"),
        ({"accuracy": "tepat"}, "r1, accuracy 'tepat'"),
        ({"lat": 115.0, "lng": -8.1}, "r1, lat '115.0': not between -11.5 and 6.5"),
        ({"lat": -8.1, "lng": 15.0}, "r1, lng '15.0'"),
        ({"n_persons": -1}, "r1, n_persons '-1': less than 0"),
        ({"received_at": None}, "r1, received_at 'NaT': empty"),
        ({"received_at": "2999-01-01T00:00:00Z"}, "a day that is yet to come"),
        ({"lat": -8.1}, "r1, lng 'nan': empty, though lat is given"),
        ({"lng": 115.0}, "r1, lat 'nan': empty, though lng is given"),
        ({"is_sample": 2}, "r1, is_sample '2': neither 0 nor 1"),
        ({"report": ""}, "report '': not a key"),
        ({"report": "081234567890"}, "report '081234567890': a number of 9 or more digits"),
        ({"report": "budi santoso"}, "report 'budi santoso': not a key"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_report(
    said: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataError) as refused:
        joined(said)
    assert message in str(refused.value)


def test_a_missing_column_is_named() -> None:
    rows = make_rows({}).drop(columns=["channel", "lat"])
    with pytest.raises(DataError, match="without the column channel, lat"):
        join_reports(rows, OFFICE, make_land(), tolerance_m=300)


def test_a_moment_without_a_time_zone_is_refused_in_words() -> None:
    rows = make_rows({})
    naive = rows.assign(received_at=rows["received_at"].dt.tz_localize(None))
    for each in (naive, naive.astype({"received_at": str})):
        with pytest.raises(DataError, match=r"r1, received_at '2026.*without a time zone"):
            join_reports(each, OFFICE, make_land(), tolerance_m=300)


def test_a_moment_of_another_time_zone_is_kept_in_utc() -> None:
    rows = make_rows({"received_at": "2026-01-31T17:30:00Z"})
    local = rows.assign(received_at=rows["received_at"].dt.tz_convert("Asia/Makassar"))
    answer = join_reports(local, OFFICE, make_land(), tolerance_m=300).iloc[0]
    assert answer["received_at"] == "2026-01-31T17:30:00+00:00"
    assert answer["received_on"] == "2026-02-01"


def test_a_report_of_the_office_s_own_day_is_taken() -> None:
    tonight = pd.Timestamp.now(OFFICE.timezone).normalize() + pd.Timedelta(hours=23, minutes=59)
    assert one(received_at=tonight.isoformat())["received_on"] == tonight.date().isoformat()
