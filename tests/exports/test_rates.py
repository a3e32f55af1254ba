"""Rates taken along have the numbers of their page; a meeting takes classes only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo import __version__
from geo.analysis.bases import Base
from geo.analysis.rates import rates_of
from geo.analysis.reports import Series
from geo.boundaries.layers import read_areas
from geo.exports.files import FORMATS, file_of
from geo.exports.rates import area_name, base_notes, rates_headline, take_rates
from geo.exports.taken import Taken
from geo.maps.files import areas_file, base_file_of
from geo.maps.ground import Ground
from geo.maps.rates import draw_rates
from geo.store.facts import names_by_kode, read_facts
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.text import use_language
from geo.words import Level, Measure
from tests.analysis.made_bases import make_base
from tests.exports.made import table_of
from tests.maps.counted import make_counts

COUNTS = make_counts(k51_07_01=4, k51_07_07=20, k51_08_01=12, k51_08_02=0)
BASE = make_base(k51_07_01=500, k51_07_07=50, k51_08_01=100)
NAMES = pd.Series({"51.07.07": "Selat", "51.08.01": "Gerokgak", "51.08.01.2001": "Sumber Klampok"})
NUMBERS = ["Raw rate", "Smoothed rate", "Smoothed rate, 95 % to"]


def taken(scope: Scope = LAPTOP, base: Base = BASE, *, smoothed: bool = True) -> Taken:
    facts = read_facts()
    office, rates = facts.offices["bali"], rates_of(COUNTS, base, Rules())
    areas, outline = (
        read_areas(level, office.kabupaten, display=True)
        for level in (Level.KECAMATAN, Level.KABUPATEN)
    )
    view = draw_rates(
        rates,
        Ground(
            geometry=areas_file(office.kabupaten, Level.KECAMATAN),
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit="Batas: peta kecil",
        ),
        smoothed=smoothed,
        document="Dinas Pariwisata",
        rules=Rules(),
        scope=scope,
    )
    return take_rates(
        rates,
        heading="Angka di Bali.",
        document="Dinas Pariwisata",
        office=office,
        view=view,
        areas=areas,
        outline=outline,
        names=names_by_kode(),
        rules=Rules(),
        scope=scope,
    )


def headline(scope: Scope = LAPTOP, *, smoothed: bool = False, **n_reports: Any) -> str:
    use_language("en")
    counts = make_counts(**n_reports) if n_reports else COUNTS
    return rates_headline(rates_of(counts, BASE, Rules()), NAMES, smoothed=smoothed, scope=scope)


def test_every_area_stands_with_its_number_base_rate_and_class(land: Path) -> None:
    table = table_of(taken(), "Areas").set_index("Kode")
    row = table.loc["51.07.07"]
    assert (row["Reports"], row["Registered lodgings"], row["Raw rate"]) == (20, 50.0, 40.0)
    assert row["Class"] == "2 times the office or more"
    assert table.loc["51.08.02", "Class"] == "No base known"
    assert pd.isna(table.loc["51.08.02", "Raw rate"])


def test_the_settings_say_what_was_divided_by_what(land: Path) -> None:
    settings = table_of(taken(), "How it was worked out").set_index("Measure")["Value"]
    assert settings["Rate"] == "per 100 registered lodgings a year"
    assert (settings["Document"], settings["Days of the base"]) == ("Dinas Pariwisata", "2026")
    assert settings["Rate of the whole office"] == round(36 / 6.5, 4)


def test_the_settings_stand_by_their_names_with_rule_boundaries_and_program(land: Path) -> None:
    settings = table_of(taken(), "Settings").set_index("Setting")["Value"]
    assert (settings["since"], settings["until"]) == ("2025-11-23", "2026-11-22")
    assert (settings["series"], settings["kinds"], settings["channels"]) == ("laporan", "", "")
    assert (settings["measure"], settings["per"]) == ("penginapan terdaftar", 100)
    assert (settings["base_source"], settings["base_until"]) == ("dinas", "2026-12-31")
    assert settings["rules.enough_reports"] == 5
    assert settings["program"] == f"PetaPORA {__version__}"
    assert settings["boundaries"] == "Batas: peta kecil"
    assert settings["vintage"].endswith(": 2020")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_settings_say_whether_the_fill_is_of_the_smoothed_rate(
    land: Path, language: str
) -> None:
    use_language(language)
    for smoothed, fill in ((True, "smoothed"), (False, "raw")):
        settings = taken(smoothed=smoothed).tables[2]
        assert dict(map(tuple, settings.rows))["fill"] == fill


def test_a_meeting_takes_neither_a_rate_nor_what_one_could_be_worked_out_from(land: Path) -> None:
    shown = taken(MEETING)
    table = table_of(shown, "Areas").set_index("Kode")
    assert not set(NUMBERS) & set(table.columns)
    assert not {"rate", "smoothed"} & set(shown.areas.columns)
    assert table.loc["51.07.01", ["Reports", "Class"]].to_list() == [
        "hidden (<5)",
        "Not enough data",
    ]
    assert "Rate of the whole office" not in set(
        table_of(shown, "How it was worked out")["Measure"]
    )
    assert [each.name for each in shown.tables] == ["Areas", "How it was worked out", "Settings"]


def test_holders_of_permits_are_persons_and_a_meeting_takes_ranges_of_them(land: Path) -> None:
    base = make_base(Measure.PERMITS, k51_07_01=3, k51_07_07=52, k51_08_01=100)
    shown = taken(MEETING, base)
    told = table_of(shown, "Areas").set_index("Kode")["Holders of stay permits"]
    ranges = ["hidden (<5)", f"50{chr(0x2013)}99", f"100{chr(0x2013)}249"]
    assert told[["51.07.01", "51.07.07", "51.08.01"]].to_list() == ranges
    assert shown.areas["base"][["51.07.01", "51.07.07", "51.08.01"]].to_list() == ranges
    assert taken(LAPTOP, base).areas["base"]["51.07.07"] == 52


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_file_can_be_made(land: Path, kind: str) -> None:
    assert len(file_of(taken(), kind)) > 200


def test_the_sentence_names_the_highest_rate_its_interval_and_the_office_s(land: Path) -> None:
    assert headline() == (
        "In Selat there are 40.0 reports per 100 registered lodgings a year (95 % interval 24.4 to "
        "61.8), 7.2 times the rate of the whole office."
    )
    use_language("id")
    rates = rates_of(COUNTS, BASE, Rules())
    said = rates_headline(rates, NAMES, smoothed=False, scope=LAPTOP)
    assert "Selat" in said


def test_the_sentence_of_a_meeting_has_no_number_of_a_rate() -> None:
    said = headline(MEETING)
    assert said.endswith(
        "per 100 registered lodgings a year are 2 times the rate of the whole office or more."
    )
    assert "Selat" in said
    assert "40" not in said


def test_the_sentence_says_when_nothing_can_be_said() -> None:
    few = headline(k51_08_01=1, k51_07_07=1)
    assert few.startswith("In no area are there enough reports per 100")
    assert headline(k51_08_01=0).startswith("In no area are there enough reports")
    alike = headline(smoothed=True, k51_08_01=10, k51_07_07=5)
    assert alike.endswith("a year differ by no more than chance.")


def test_what_officers_found_is_not_called_reports() -> None:
    use_language("en")
    counts = make_counts(k51_08_01=9, filter_={"series": Series.FOUND})
    base = make_base(k51_08_01=30, k51_08_02=30)
    said = rates_headline(rates_of(counts, base, Rules()), NAMES, smoothed=False, scope=LAPTOP)
    assert said.startswith("In Gerokgak there are 30.0 findings of officers per 100")


def test_a_desa_is_named_with_its_kecamatan() -> None:
    assert area_name("51.08.01.2001", NAMES) == "Sumber Klampok (Gerokgak)"
    assert area_name("51.08.01", NAMES) == "Gerokgak"


def test_residents_are_said_to_be_the_wrong_ones() -> None:
    use_language("en")
    (note,) = base_notes(make_base(Measure.POPULATION, k51_08_01=1))
    assert note.startswith("Residents are not those")
    assert base_notes(BASE) == []
