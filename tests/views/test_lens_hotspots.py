"""The lens of concentrations: one sentence, the places with reasons, and the shell's numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.analysis.piles import Doubles
from geo.analysis.reports import Series
from geo.intake.reports import COLUMNS, enter_reports
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.text import use_language
from geo.views import hotspots_how
from geo.views.cached import drawn_units
from geo.views.hotspots_how import doubles_text
from tests.shell import Shell
from tests.test_cli_hotspots import planted as planted_rows
from tests.test_cli_reports import row
from tests.views.reading import (
    address,
    click_map,
    component,
    faults,
    notices,
    open_page,
    pairs,
    panel,
    said,
    texts,
    widgets,
)
from tests.views.recorded import ON

HERE = {"lang": "en", "office": "bali", "date": ON, "unit": "h3-8"}
FEW = {"lang": "en", "office": "bali", "date": ON, "unit": "kecamatan"}
HOSTILE = '<img src=x onerror="alert(1)">'
BEYOND = "Places beyond chance"
MEETING = {**HERE, "mode": "rapat"}
SHELL = ("hotspots", "--office", "bali", "--unit", "h3:8", "--until", ON)


@pytest.fixture
def planted(dashboard: Path) -> Path:
    """A hundred reports all over the eight desa and sixty around one of them."""
    rows = [*planted_rows(), row(900, accuracy="desa"), row(902, channel="temuan petugas")]
    prepare_store()
    load_shipped(LAPTOP)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    enter_reports(LAPTOP, frame, read_facts().offices["bali"])
    return dashboard


def labels() -> dict[str, str]:
    """Class of the map of each cell drawn."""
    sent = component(open_page("laporan", **HERE), "area_map")
    names = [each["label"] for each in sent["classes"]]
    cells = drawn_units(read_facts().offices["bali"], 8)[1]
    return {cell: names[int(value)] for cell, value in zip(cells, sent["values"], strict=True)}


def told(shell: Shell, *more: str) -> dict[str, Any]:
    answer: dict[str, Any] = shell(*SHELL, *more, "--json").json
    return answer


def test_the_page_says_what_the_shell_says(planted: Path, shell: Shell) -> None:
    answer = told(shell)
    app = open_page("laporan", **HERE)
    assert faults(app) == notices(app, "info") == []
    assert answer["sentence"] in texts(app)
    assert answer["sentence"].startswith(f"{answer['totals']['significant']} of ")
    assert answer["totals"]["significant"] > 0


def test_the_sentence_has_the_same_numbers_in_bahasa_indonesia(planted: Path, shell: Shell) -> None:
    totals = told(shell)["totals"]
    page = said(open_page("laporan", **{**HERE, "lang": "id"}))
    shows = "menunjukkan konsentrasi di atas dugaan acak"
    assert f"{totals['significant']} dari {totals['units']} sel {shows}" in page
    assert "beyond chance" not in page


def test_the_classes_of_the_map_are_those_of_the_shell(planted: Path, shell: Shell) -> None:
    answer, shown = told(shell), labels()
    strong = {u["cell"] for u in answer["units"] if u["class"] == "signifikan"}
    stable = {u["cell"] for u in answer["units"] if u["stable"]}
    drawn = {cell for cell, label in shown.items() if label.startswith("Significant")}
    assert drawn == strong
    held = {cell for cell, label in shown.items() if label == "Significant and stable"}
    assert held == stable
    assert (len(drawn), len(held)) == (
        answer["totals"]["significant"],
        answer["totals"]["stable"],
    )


def test_each_place_stands_with_its_number_interval_and_reason(planted: Path) -> None:
    app = open_page("laporan", **HERE)
    first = said(app).partition(BEYOND)[2]
    assert "cell at Pejarakan" in first
    assert "95 % interval" in first
    assert "would be expected if all other places were dealt anew: beyond chance (p" in first
    assert "Significant in " in first
    assert first.index("Significant and stable") < len(first)


def test_where_every_report_went_adds_up(planted: Path) -> None:
    went = pairs(open_page("laporan", **HERE), "Where every report went")
    wider = "known only to a desa or kecamatan"
    parts = ("in cells on the map", "outside the work area", wider, "without location")
    assert sum(int(went[part]) for part in parts) == 161
    assert went["All reports of this selection"] == "161"


def test_a_cell_that_is_clicked_says_why_it_has_its_class(planted: Path) -> None:
    app = open_page("laporan", **HERE)
    cell = next(each for each, label in labels().items() if label == "Not significant")
    click_map(app, cell)
    assert faults(app) == []
    assert address(app)["cell"] == cell
    before = said(app).partition(BEYOND)[0]
    assert "would be expected if all other" in before
    assert component(app, "area_map")["selected"] == cell


@pytest.mark.parametrize("lang", ["id", "en"])
def test_with_too_few_reports_there_is_a_list_by_name_and_no_test(
    recorded: Path, lang: str
) -> None:
    app = open_page("laporan", **{**FEW, "lang": lang})
    title = {
        "en": "Reports by place, in the order of names",
        "id": "Laporan per tempat, menurut abjad",
    }[lang]
    assert faults(app) == []
    found = [each for each in texts(app) if each in ("Gerokgak", "Selat")]
    assert found[-2:] == ["Gerokgak", "Selat"]
    assert panel(app, title)[:4] == ["Gerokgak", "7", "Selat", "6"]
    assert ("Not enough data yet" if lang == "en" else "Belum cukup data") in said(app)
    assert BEYOND not in said(app)
    counts = {each["label"]: each["count"] for each in component(app, "area_map")["classes"]}
    assert [n for n in counts.values() if n not in ("", "0")] == ["4"]


def test_the_list_is_by_name_and_not_by_number(recorded: Path) -> None:
    told = panel(
        open_page("laporan", **{**FEW, "unit": "desa"}), "Reports by place, in the order of names"
    )
    assert told[:6:2] == sorted(told[:6:2])
    assert told[1:6:2] == ["2", "6", "4"]


def test_another_filter_is_another_answer(planted: Path, shell: Shell) -> None:
    app = open_page("laporan", **HERE, series="temuan")
    answer = told(shell, "--series", "temuan")
    assert answer["sentence"] in texts(app)
    assert "Reports, counted apart: 161." in said(app)
    assert BEYOND not in said(app)


def test_what_officers_found_is_not_called_reports_on_map_and_list(planted: Path) -> None:
    enter_reports(
        LAPTOP,
        pd.DataFrame(
            [row(n, channel="temuan petugas") for n in range(2000, 2006)], columns=list(COLUMNS)
        ),
        read_facts().offices["bali"],
    )
    app = open_page("laporan", **HERE, series="temuan")
    assert faults(app) == []
    assert component(app, "area_map")["title"].startswith("Concentration of findings of officers")
    assert panel(app, "Findings of officers by place, in the order of names")[1] == "7"
    assert "7 findings of officers in the window, 60 are needed" in said(app)
    assert "1 point has 5 findings of officers or more" in said(app)


def test_pairs_that_look_alike_are_at_least_so_many_if_only_the_newest_are_listed(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_part, text in (
        (False, "37 pairs of reports look like one"),
        (True, "At least 37 pairs of reports look like one"),
    ):
        counted = Doubles(37, is_part=is_part)
        monkeypatch.setattr(hotspots_how, "load_doubles", lambda *_asked, n=counted: n)
        assert [told for told in texts(open_page("laporan", **HERE)) if told.startswith(text)]
    use_language("en")
    assert doubles_text(counted, Series.FOUND).startswith("At least 37 pairs of findings")


def test_the_correction_stands_in_the_address_and_is_applied(planted: Path, shell: Shell) -> None:
    app = open_page("laporan", **HERE)
    assert (address(app)["correction"], address(app)["method"]) == ("bh", "exact")
    app.button_group(key="correction").set_value("by").run()
    assert faults(app) == []
    assert address(app)["correction"] == "by"
    answer = told(shell, "--correction", "by")
    assert answer["sentence"] in texts(app)
    assert answer["totals"]["significant"] < told(shell)["totals"]["significant"]
    assert answer["sentence"] in texts(open_page("laporan", **HERE, correction="by"))


def test_the_law_in_which_every_place_is_dealt_anew_is_applied(planted: Path, shell: Shell) -> None:
    app = open_page("laporan", **HERE, method="whole")
    assert faults(app) == []
    assert address(app)["method"] == "whole"
    assert told(shell, "--method", "whole")["sentence"] in texts(app)
    assert "would be expected if all places were dealt anew" in said(app)


@pytest.mark.parametrize("asked", [{"correction": HOSTILE}, {"method": "guess"}])
def test_a_correction_that_the_address_makes_up_is_said_and_not_taken(
    planted: Path, asked: dict[str, str]
) -> None:
    app = open_page("laporan", **HERE, **asked)
    assert faults(app) == []
    assert len(notices(app, "info")) == 1
    assert (address(app)["correction"], address(app)["method"]) == ("bh", "exact")


def test_a_meeting_sees_classes_and_no_number_of_the_test(planted: Path) -> None:
    app = open_page("laporan", **MEETING)
    assert faults(app) == []
    assert widgets(app) == ["button"]
    page = said(app)
    assert BEYOND in page
    for hidden in ("interval", "(p ", "z =", "dealt anew:"):
        assert hidden not in page
    shown = component(app, "area_map")["amounts"][1]
    assert {text for text in shown if text.isdigit()} == set()
    assert "hidden (<5)" in shown
    told = component(open_page("laporan", **HERE), "area_map")["values"]
    assert component(app, "area_map")["values"] == told.replace("5", "4")  # too few, or none


def test_the_settings_and_the_way_to_make_it_again_are_offered(planted: Path) -> None:
    page = said(open_page("laporan", **HERE))
    assert "Settings of this answer (JSON)" in page
    assert "petapora hotspots --office bali --settings FILE" in page
    assert "The same question, asked otherwise" in page
