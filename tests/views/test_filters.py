"""What is asked of the reports stands in the address, is applied, and stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.text import use_language
from tests.views.reading import address, click_map, faults, notices, open_page, pairs, said
from tests.views.recorded import ON

ASKED = {"lang": "en", "office": "bali", "date": ON}
COUNTS = {**ASKED, "lens": "jumlah"}
"""The lens of numbers, which alone asks for a month."""

BEYOND_CHANCE = {"lens": "konsentrasi", "correction": "bh", "method": "exact"}
"""What the address says of the first lens."""

ALL = "All reports of this selection"


def total(lens: str = "jumlah", **asked: str) -> str:
    app = open_page("laporan", **ASKED, **asked, lens=lens)
    assert faults(app) == notices(app, "info") == []
    assert {**asked, "lens": lens}.items() <= address(app).items()
    if asked.get("series") == "temuan":
        found = pairs(app, "Where every finding of officers went")
        return found["All findings of officers in this selection"]
    return pairs(app, "Where every report went")[ALL]


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ({"months": "1"}, "0"),
        ({"months": "3"}, "6"),
        ({"months": "6"}, "19"),
        ({"months": "24"}, "20"),
        ({"month": "2026-02"}, "4"),
        ({"month": "2025-11"}, "0"),
        ({"months": "24", "month": "2024-12"}, "1"),
        ({"series": "temuan"}, "2"),
        ({"kind": "overstay"}, "6"),
        ({"kind": "overstay,other"}, "9"),
        ({"channel": "public"}, "13"),
        ({"channel": "village,media"}, "6"),
        ({"accuracy": "gps"}, "11"),
        ({"accuracy": "desa,kecamatan,none"}, "7"),
        ({"kind": "presence", "accuracy": "gps", "month": "2025-10"}, "5"),
        ({"kind": "presence", "channel": "village"}, "0"),
    ],
)
def test_a_filter_in_the_address_is_applied_and_stays(
    recorded: Path, asked: dict[str, str], n: str
) -> None:
    assert total(**asked) == n


@pytest.mark.parametrize("unit", ["kecamatan", "desa", "h3-5", "h3-6", "h3-7", "h3-8"])
def test_the_unit_changes_no_total(recorded: Path, unit: str) -> None:
    assert total(unit=unit, kind="presence") == "10"


@pytest.mark.parametrize("asked", [{"months": "3", "unit": "desa"}, {"channel": "public"}])
def test_the_lenses_ask_of_the_same_reports(recorded: Path, asked: dict[str, str]) -> None:
    assert total("konsentrasi", **asked) == total(**asked)


@pytest.mark.parametrize(
    ("asked", "usual"),
    [
        ("unit=provinsi", "h3-8"),
        ("unit=h3-9", "h3-8"),
        ("months=5", "12"),
        ("months=-1", "12"),
        ("month=2020-13", "all"),
        ("month=2024-12", "all"),
        ("series=semua", "laporan"),
        ("lens=rahasia", "konsentrasi"),
        ("lens=", "konsentrasi"),
        ("kind=overstay,spy", None),
        ("channel=patrol", None),
        ("accuracy=satelit", None),
    ],
)
def test_a_filter_that_is_not_known_is_said_and_left_out(
    recorded: Path, asked: str, usual: str | None
) -> None:
    name, value = asked.split("=")
    app = open_page("laporan", **{**COUNTS, name: value})
    assert faults(app) == []
    (notice,) = notices(app, "info")
    assert f"“{asked}”" in notice
    assert address(app).get(name) == usual
    assert pairs(app, "Where every report went")[ALL] == "19"


def test_what_is_chosen_goes_into_the_address(recorded: Path) -> None:
    use_language("en")  # pills are pressed by their labels
    app = open_page("laporan", **COUNTS)
    app.selectbox(key="unit").set_value("desa").run()
    app.selectbox(key="months").set_value("6").run()
    app.select_slider(key="month").set_value("2026-01").run()
    app.button_group(key="kind").set_value(["overstay"]).run()
    app.button_group(key="channel").set_value(["village"]).run()
    app.button_group(key="accuracy").set_value(["gps", "address"]).run()
    assert address(app) == {
        **COUNTS,
        "unit": "desa",
        "months": "6",
        "series": "laporan",
        "month": "2026-01",
        "kind": "overstay",
        "channel": "village",
        "accuracy": "gps,address",
    }
    assert pairs(app, "Where every report went")[ALL] == "2"


def test_a_filter_that_is_taken_back_leaves_the_address(recorded: Path) -> None:
    app = open_page("laporan", **COUNTS, kind="overstay")
    app.button_group(key="kind").set_value([]).run()
    assert "kind" not in address(app)
    assert pairs(app, "Where every report went")[ALL] == "19"


def test_the_filters_are_kept_from_page_to_page_and_back(recorded: Path) -> None:
    asked = {"unit": "desa", "months": "6", "month": "2026-02", "kind": "overstay"}
    app = open_page("laporan", **COUNTS, **asked, series="laporan")
    before = address(app)
    app.switch_page("pages/visits.py").run()
    assert address(app) == {**ASKED, "months": "6"}
    app.switch_page("pages/reports.py").run()
    assert address(app) == before


def test_the_lens_is_kept_too_and_a_month_waits_for_the_lens_that_asks_for_it(
    recorded: Path,
) -> None:
    app = open_page("laporan", **COUNTS, month="2026-02")
    app.button_group(key="lens").set_value("konsentrasi").run()
    assert faults(app) == []
    assert BEYOND_CHANCE.items() <= address(app).items()
    assert "month" not in address(app)
    assert pairs(app, "Where every report went")[ALL] == "19"
    app.switch_page("pages/visits.py").run()
    assert address(app) == {**ASKED, "months": "12"}
    app.switch_page("pages/reports.py").run()
    assert address(app)["lens"] == "konsentrasi"
    app.button_group(key="lens").set_value("jumlah").run()
    assert address(app)["month"] == "2026-02"
    assert pairs(app, "Where every report went")[ALL] == "4"


def test_a_month_outside_of_a_shorter_period_is_let_go(recorded: Path) -> None:
    app = open_page("laporan", **COUNTS, month="2025-10")
    assert pairs(app, "Where every report went")[ALL] == "10"
    app.selectbox(key="months").set_value("3").run()
    assert faults(app) == []
    assert address(app)["month"] == "all"
    assert pairs(app, "Where every report went")[ALL] == "6"


@pytest.mark.parametrize(
    ("path", "asked", "kode"),
    [
        ("ringkasan", {}, "51.08.02"),
        ("status", {}, "51.08.02"),
        ("laporan", {"unit": "kecamatan"}, "51.08.02"),
        ("laporan", {"unit": "desa", "lens": "jumlah"}, "51.08.02.2001"),
        ("wilayah", {"area": "51.07.07"}, "51.08.02.2002"),
        ("kunjungan", {}, "51.08.02.2002"),
    ],
)
def test_clicking_an_area_on_any_map_leads_to_its_profile(
    recorded: Path, path: str, asked: dict[str, str], kode: str
) -> None:
    app = open_page(path, **ASKED, **asked)
    click_map(app, kode)
    assert faults(app) == []
    assert f"Kabupaten Buleleng · {kode}" in said(app)
    assert address(app) == {**ASKED, "area": kode}


def test_clicking_a_kabupaten_shows_it_on_the_same_page(recorded: Path) -> None:
    app = open_page("status", **ASKED, level="kabupaten")
    click_map(app, "51.08")
    assert address(app) == {**ASKED, "level": "kabupaten", "area": "51.08"}


def test_the_profile_lets_choose_a_kecamatan_and_a_desa_in_it(recorded: Path) -> None:
    app = open_page("wilayah", **ASKED, area="51.08.01")
    app.selectbox(key="desa picked").set_value("51.08.01.2001").run()
    assert address(app)["area"] == "51.08.01.2001"
    app.selectbox(key="kecamatan picked").set_value("51.07.07").run()
    assert address(app)["area"] == "51.07.07"
    assert list(app.selectbox(key="desa picked").options)[1:] == ["Selat", "Duda"]
