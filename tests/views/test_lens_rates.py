"""The lens of rates: reports by a base of the reader's choice, or why there is none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.store.denominators import write_denominators
from geo.store.scope import LAPTOP
from geo.words import Measure
from tests.views.reading import address, amounts, component, faults, open_page, panel, said
from tests.views.recorded import ON

HERE = {"lens": "angka", "lang": "en", "date": ON}
HOSTILE = '<img src=x onerror="alert(1)">'


def record_lodgings(**said: object) -> None:
    """100 lodgings in Selat and 50 in Gerokgak, in 2026."""
    rows = {
        "denominator": ["d1", "d2"],
        "kode": ["51.07.07", "51.08.01"],
        "measure": "penginapan terdaftar",
        "since": "2026-01-01",
        "until": "2026-12-31",
        "value": [100.0, 50.0],
        "source": "daftar",
    }
    write_denominators(LAPTOP, pd.DataFrame({**rows, **said}))


def test_reports_stand_by_lodgings_with_the_interval_and_the_document(recorded: Path) -> None:
    record_lodgings()
    app = open_page("laporan", rate="raw", **HERE)
    assert not faults(app)
    assert "In Gerokgak there are 14.0 reports per 100 registered lodgings a year" in said(app)
    assert "Base: Registered lodgings, Kecamatan (Daftar kantor, 2026)." in said(app)
    assert amounts(app) == ["7 · 14.0 (5.6\N{EN DASH}28.8)", "6 · 6.0 (2.2\N{EN DASH}13.1)"]
    assert "Selat" in panel(app, "Reports per 100 registered lodgings a year")


def test_the_reader_chooses_the_base_and_the_address_keeps_it(recorded: Path) -> None:
    record_lodgings()
    app = open_page("laporan", base="visits-kecamatan", **HERE)
    assert address(app)["base"] == "visits-kecamatan"
    assert component(app, "area_map")["title"] == "Reports per 10 visits, Kecamatan"
    assert "recorded in this program" in said(app)


def test_where_no_base_fits_the_numbers_are_shown_and_the_way_to_the_file(recorded: Path) -> None:
    record_lodgings(since="2010-01-01", until="2010-12-31")
    app = open_page("laporan", **{**HERE, "date": "2023-12-31"})
    assert not faults(app)
    assert "No base fits this period: only the numbers of reports can be shown." in said(app)
    (reason,) = panel(app, "Bases that do not fit this period")
    assert reason.endswith("its days lie outside of the period.")
    assert component(app, "area_map")["title"].startswith("Reports without a base")
    (link,) = app.get("page_link")
    assert "kind=denominators" in link.proto.query_string


def test_a_meeting_is_told_no_rate_in_numbers(recorded: Path) -> None:
    record_lodgings()
    app = open_page("laporan", mode="rapat", **HERE)
    assert not faults(app)
    assert amounts(app) == [f"5{chr(0x2013)}9", f"5{chr(0x2013)}9"]
    assert "14.0" not in said(app)
    assert "Rates in numbers are left out" in said(app)
    assert not app.get("page_link")


def test_a_meeting_is_told_no_number_of_holders_of_permits_and_has_no_table(recorded: Path) -> None:
    record_lodgings(measure=Measure.PERMITS.value, value=[52.0, 3.0])
    assert "52" in said(open_page("laporan", **HERE))
    app = open_page("laporan", mode="rapat", **HERE)
    assert "52" not in said(app)
    assert "All areas" not in said(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_invented_reports_are_stamped(sampled: Path, lang: str) -> None:
    record_lodgings()
    app = open_page("laporan", **{**HERE, "lang": lang})
    assert component(app, "area_map")["sample"]
    assert "DATA CONTOH" in said(app)


def test_a_base_that_the_address_makes_up_is_not_taken(recorded: Path) -> None:
    record_lodgings()
    app = open_page("laporan", base=HOSTILE, **HERE)
    assert not faults(app)
    assert address(app)["base"] == "lodgings-kecamatan-daftar"
