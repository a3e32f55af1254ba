"""The lens of density: a map of bands with enough reports, a list of counts without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.maps.assets import assets_folder
from tests.views.reading import address, component, faults, notices, open_page, pairs, panel, texts
from tests.views.recorded import ON, record_reports, report, some

ASKED = {"lens": "kepadatan", "office": "bali", "date": ON}


@pytest.fixture
def dense(dashboard: Path) -> Path:
    """Seventy reports in one desa, six in another, one at sea, one known to a kecamatan only."""
    rows = [*some(70, "51.07.07.2001"), *some(6, "51.08.02.2002"), *some(2, "51.08.01.2001")]
    rows += [
        report("51.08.01.2001", lat=-8.302, lng=115.025),
        report("51.08.01", accuracy="kecamatan", stated_kode="51.08.01"),
    ]
    record_reports(rows)
    return dashboard


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_lens_opens_in_both_languages(dense: Path, language: str) -> None:
    app = open_page("laporan", lang=language, **ASKED)
    assert faults(app) == notices(app, "error") == []
    assert component(app, "area_map")["amounts"]


def test_the_densest_place_is_named_and_every_report_told(dense: Path) -> None:
    app = open_page("laporan", lang="en", bandwidth="1", **ASKED)
    assert [text for text in texts(app) if text.startswith("Reports lie closest together around S")]
    sums = pairs(app, "Where every report went")
    assert sums["All reports of this selection"] == "80"
    assert sums["used for the density"] == "79"
    assert (sums["known only to a desa or kecamatan"], sums["without location"]) == ("1", "0")
    assert sum(int(amount) for amount in component(app, "area_map")["amounts"][1]) == 79


def test_the_bandwidth_stands_in_the_address_and_begins_with_the_middle(dense: Path) -> None:
    assert address(open_page("laporan", **ASKED))["bandwidth"] == "2"
    app = open_page("laporan", bandwidth="7", **ASKED)
    assert len(notices(app, "info")) == 1
    assert address(app)["bandwidth"] == "2"
    app.button_group(key="bandwidth").set_value("4").run()
    assert address(app)["bandwidth"] == "4"


def test_a_map_whose_file_was_removed_has_it_written_again(dense: Path) -> None:
    app = open_page("laporan", bandwidth="1", **ASKED)
    name = component(app, "area_map")["geometry"].rpartition("/")[2]
    for file in (assets_folder() / name, assets_folder() / f"{name}.gz"):
        file.unlink()
    again = component(app.run(), "area_map")["geometry"].rpartition("/")[2]
    assert (again, (assets_folder() / name).is_file()) == (name, True)


def test_a_band_that_is_clicked_says_its_land_and_its_kecamatan(dense: Path) -> None:
    app = open_page("laporan", lang="en", bandwidth="1", band="band-4", **ASKED)
    said = panel(app, "4\N{EN DASH}8 times the mean")
    assert said[said.index("Kecamatan touched") + 1] == "Selat, Gerokgak"


def test_few_reports_have_a_list_in_the_order_of_kode_and_no_map(recorded: Path) -> None:
    app = open_page("laporan", lang="en", **ASKED)
    assert "Not enough data for a density: it takes 60 reports with a point." in texts(app)
    kinds = [each.proto.component_name for each in app.get("bidi_component")]
    assert "petapora.area_map" not in kinds
    assert pairs(app, "Reports by kecamatan") == {"Selat": "6", "Gerokgak": "7"}


def test_a_meeting_sees_steps_and_ranges(dense: Path) -> None:
    app = open_page("laporan", lang="en", bandwidth="1", mode="rapat", **ASKED)
    assert faults(app) == []
    said = " ".join(texts(app))
    assert "times the mean or more" in said or "\N{EN DASH}8 times the mean" in said
    assert "per km²" not in said
    assert "hidden (<5)" in said
