"""The printed sheet: everything on it, nothing over another, nothing cut off, text as text."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from geo.exports.print_furniture import HATCHES, round_length
from geo.exports.print_ground import path_of
from geo.exports.print_labels import Places, Wanted
from geo.exports.print_map import draw_sheet, print_map
from geo.exports.print_text import Ruler, font, plain
from geo.exports.taken import Taken
from geo.maps.view import BubbleClass
from geo.theme import status_style
from geo.words import TeamStatus
from tests.exports.made import STAMP, small_counts, taken_formation, taken_reports
from tests.hostile import TEXTS

pytestmark = pytest.mark.slow

WITH_BUBBLES = {
    "bubbles": [0, 1, 2, 0],
    "bubble_title": "Laporan",
    "bubble_classes": [BubbleClass("1 sampai 4", 4, few=True, count="1"), BubbleClass("5+", 9)],
}


def texts_of(figure: Figure) -> list[Text]:
    found = figure.findobj(Text)
    return [each for each in found if isinstance(each, Text) and each.get_text().strip()]


def said_on(taken: Taken) -> list[str]:
    return [each.get_text() for each in texts_of(draw_sheet(taken))]


def with_bubbles(taken: Taken) -> Taken:
    return replace(taken, view=replace(taken.view, **WITH_BUBBLES))  # type: ignore[arg-type]


def test_a_sheet_has_title_day_legend_scale_north_sources_and_licences(land: Path) -> None:
    taken = with_bubbles(taken_formation())
    said = said_on(taken)
    whole = " ".join(said)
    for text in (taken.heading, "Data as of 3 January 2020", taken.view.title, "Laporan", "N"):
        assert text in whole
    for each in taken.view.classes:
        assert each.label in said
        assert each.count in said
    assert [text for text in said if text.endswith(" km")]
    assert [text for text in said if text.startswith("About 1 : ")]
    assert "Tim Buleleng dibentuk" in whole
    assert "own use" in whole
    assert taken.view.credit in whole


def test_areas_kabupaten_and_neighbours_are_named_once_each(land: Path) -> None:
    said = [text.replace("\n", " ") for text in said_on(taken_formation())]
    for name in ("Gerokgak", "Seririt", "Rendang", "Selat", "BULELENG", "KARANGASEM"):
        assert said.count(name) == 2, name  # the letters, and the light around them


def test_notable_places_are_named(land: Path) -> None:
    assert said_on(taken_reports(small_counts(7))).count("Lovina") == 2


@pytest.mark.parametrize("language_length", [1, 40])
def test_nothing_on_a_sheet_is_cut_off_at_its_edge(land: Path, language_length: int) -> None:
    long = "Kecamatan dengan nama yang panjang sekali, " * language_length
    taken = with_bubbles(taken_formation(stamp=STAMP))
    view = replace(taken.view, title=long, stamp=long, credit=long)
    figure = draw_sheet(replace(taken, heading=long, view=view, notes=[long], sources=[long]))
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    wide, high = renderer.get_canvas_width_height()
    for text in texts_of(figure):
        if text.get_rotation() in (0, 90):
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= high, text


def test_no_text_around_the_map_lies_on_another(land: Path) -> None:
    figure = draw_sheet(with_bubbles(taken_formation(stamp=STAMP)))
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    around = [each for each in texts_of(figure) if each.axes is not figure.axes[0]]
    boxes = [(each.get_text(), each.get_window_extent(renderer)) for each in around]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert not a.overlaps(b), (one, other)


def test_names_never_lie_on_another_nor_over_the_edge() -> None:
    frame = (0.0, 0.0, 100.0, 100.0)
    places = Places(frame, [(40.0, 40.0, 60.0, 60.0)])
    draws = np.random.default_rng(7).uniform(0, 100, size=(150, 2))
    areas = [shapely.Point(x, y).buffer(15) for x, y in draws]
    given = [
        places.put_inside(Wanted(area, [("nama", 12.0, 4.0)]), share=0.5)
        or places.put_near(Wanted(area, [("nama", 12.0, 4.0)]), inside=lambda box: 0.0)
        for area in areas
    ]
    boxes = [shapely.box(g.x - 6, g.y - 2, g.x + 6, g.y + 2) for g in given if g]
    assert 40 < len(boxes) < 150
    for one, other in itertools.combinations([*boxes, shapely.box(40, 40, 60, 60)], 2):
        assert one.intersection(other).area < 1e-9
    assert all(shapely.box(*frame).contains(box) for box in boxes)


def test_a_class_is_filled_and_hatched_as_on_the_screen(land: Path) -> None:
    figure = draw_sheet(taken_formation())
    patches = [each for each in figure.axes[0].patches if isinstance(each, PathPatch)]
    hatches = {each.get_hatch() for each in patches if each.get_zorder() == 3}
    shown = (TeamStatus.UNKNOWN, TeamStatus.NOT_FORMED, TeamStatus.FORMED)
    assert hatches == {HATCHES[status_style(each).pattern] for each in shown}


def test_of_cells_only_those_with_reports_are_drawn(land: Path) -> None:
    taken = taken_reports(small_counts(7))
    view = replace(taken.view, values=[int(n == 3) for n in range(len(taken.areas))])
    figure = draw_sheet(replace(taken, view=view))
    fills = [p for p in figure.axes[0].patches if isinstance(p, PathPatch) and p.get_zorder() == 3]
    n_points = [len(patch.get_path().vertices) for patch in fills]
    assert n_points[-1] == 7  # one hexagon, closed
    assert len(fills) == 2  # that, and the land without reports


@pytest.mark.parametrize("text", ["".join(TEXTS), "$x^2$ \\frac{ $$", "漢字 😀 \x00\n\u202e", ""])
def test_hostile_text_is_printed_as_text(land: Path, text: str) -> None:
    taken = taken_formation()
    areas = taken.areas.assign(nama=text)
    view = replace(taken.view, title=text, stamp=text, credit=text)
    hostile = replace(
        taken, heading=text, view=view, areas=areas, notes=[text], sources=[text], stamp=text[:40]
    )
    assert print_map(hostile, to="pdf").startswith(b"%PDF")
    figure = draw_sheet(hostile)
    assert not [each for each in texts_of(figure) if each.get_parse_math()]
    FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]


def test_text_is_one_line_of_characters_that_the_font_has() -> None:
    assert plain("a\x00b\u2028c \u202ed") == "a b c d"
    assert plain("漢 $5") == "□ $5"


def test_the_same_view_is_the_same_file(land: Path) -> None:
    taken = taken_formation(stamp=STAMP)
    for to in ("png", "pdf"):
        assert print_map(taken, to=to) == print_map(taken, to=to)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("longest", "length"), [(9.99, 5), (10, 10), (19_999, 10_000), (50_000, 50_000), (2.1, 2)]
)
def test_a_scale_bar_is_1_2_or_5_times_a_power_of_ten(longest: float, length: float) -> None:
    assert round_length(longest) == length


def test_the_scale_bar_measures_true_metres(land: Path) -> None:
    figure = draw_sheet(taken_formation())
    ground, side = figure.axes
    metres_an_inch = (ground.get_xlim()[1] - ground.get_xlim()[0]) / (
        ground.get_position().width * figure.get_figwidth()
    )
    bars = sorted(p.get_x() for p in side.patches if getattr(p, "get_height", float)() == 0.055)  # type: ignore[attr-defined]
    drawn = (bars[1] - bars[0]) * 4 * metres_an_inch / 1000
    (said,) = [t.get_text() for t in side.texts if t.get_text().endswith(" km")]
    assert float(said.removesuffix(" km").replace(",", "")) == pytest.approx(drawn)


def test_a_hole_in_an_area_stays_open() -> None:
    ring = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0, 0).buffer(1))
    path = path_of([ring, None, shapely.Point(5, 5)])
    assert path is not None
    figure = Figure(figsize=(1, 1), dpi=50)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-2, 2), ylim=(-2, 2))
    axes.axis("off")
    axes.add_patch(PathPatch(path, facecolor="#000000"))
    canvas.draw()  # type: ignore[no-untyped-call]
    dark = np.asarray(canvas.buffer_rgba())[25, :, 0] < 100
    assert (dark[6], dark[25], dark[43]) == (True, False, True)
    assert path_of([]) is None


def test_lines_are_broken_to_a_width_and_the_rest_is_marked() -> None:
    ruler = Ruler(Figure(dpi=100))
    lines = ruler.broken("kata " * 100, font(8), width=1.0, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(ruler.size(line, font(8))[0] <= 1.0 for line in lines)
    assert len(ruler.broken("x" * 60, font(8), width=1.0, most=9)) > 2
