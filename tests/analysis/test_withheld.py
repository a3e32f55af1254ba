"""In a meeting no hidden count can be worked out from what is shown beside it."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.amounts import shown_count
from geo.analysis.reports import ReportCounts, count_reports
from geo.analysis.withheld import BREAKDOWNS, INSIDE, TOTAL, said_inside, said_total, withheld
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Channel, Level, Suspicion
from tests.analysis.made_reports import make_report, make_reports
from tests.exports.made import WINDOW

pytestmark = pytest.mark.slow

DESA = ["51.08.01.2001", "51.07.01.2002", "51.07.07.2001"]
MOST = 10_000


def span(text: str) -> tuple[int, int]:
    """What a text leaves possible, read as a person in the hall reads it."""
    numbers = [int(each.replace(",", "")) for each in re.findall(r"[\d,]+", text)]
    if text.startswith("hidden"):
        return 1, numbers[0] - 1
    if text.startswith("about"):
        return max(100, numbers[0] - 5), numbers[0] + 4
    if text.endswith("+") or text.startswith("at least"):
        return numbers[0], MOST
    return numbers[0], numbers[-1]


def counts_of(*groups: tuple[int, dict[str, str]]) -> ReportCounts:
    rows = [make_report(**said) for n, said in groups for _each in range(n)]
    return count_reports(
        make_reports(*rows), WINDOW, unit=Level.DESA, areas=pd.Index(DESA, dtype="str")
    )


numbers_of_reports = st.sampled_from([1, 1, 1, 2, 3, 4, 4, 5, 9, 24, 40])
places = st.sampled_from(
    [
        *({"kode": kode} for kode in DESA),
        {"kode": "51.08.01", "accuracy": "kecamatan"},
        {"place": "outside"},
        {"accuracy": "tanpa lokasi"},
    ]
)
words = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in Suspicion]),
        "channel": st.sampled_from([Channel.PUBLIC.value, Channel.MEDIA.value]),
        "on": st.sampled_from([f"2026-{month:02}-03" for month in range(1, 11)]),
    }
)
groups = st.tuples(numbers_of_reports, places, words).map(lambda g: (g[0], {**g[1], **g[2]}))


def spans_of(numbers: list[int]) -> list[tuple[int, int]]:
    return [span(shown_count(int(n), MEETING)) for n in numbers]


def possible(parts: list[tuple[int, int]], whole: tuple[int, int]) -> list[tuple[int, int]]:
    """What each part can be, where they add up to the whole."""
    low, high = (sum(ends) for ends in zip(*parts, strict=True))
    return [(max(a, whole[0] - (high - b)), min(b, whole[1] - (low - a))) for a, b in parts]


def meet(*spans: tuple[int, int]) -> tuple[int, int]:
    return max(low for low, _high in spans), min(high for _low, high in spans)


def total_of(parts: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(low for low, _high in parts), sum(high for _low, high in parts)


def both_missing(counts: ReportCounts) -> list[tuple[int, int]]:
    """Reports of a wider area and of none, where one page shows both and another their sum."""
    sums = counts.sums
    coarser, nowhere, whole = spans_of([sums.coarser, sums.nowhere, sums.without_location])
    both = possible([coarser, nowhere], whole)
    return [meet(coarser, both[0]), meet(nowhere, both[1])]


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(groups, min_size=1, max_size=14))
def test_every_hidden_count_could_be_two_numbers_at_least(
    made: list[tuple[int, dict[str, str]]],
) -> None:
    use_language("en")
    counts = counts_of(*made)
    left_out, sums = withheld(counts, MEETING), counts.sums
    areas = spans_of(list(counts.counts))
    tables = [spans_of(list(getattr(counts, name))) for name in BREAKDOWNS if name not in left_out]
    inside = meet(total_of(areas), span(said_inside(counts, MEETING)))
    around = [inside, *spans_of([sums.outside]), *both_missing(counts)]
    total = span(said_total(counts, MEETING))
    whole = meet(total, total_of(around), *(total_of(table) for table in tables))
    placed = possible(around, whole)
    hidden = list(zip(around[1:], placed[1:], strict=True))
    for parts, all_of_them in [(areas, placed[0]), *((table, whole) for table in tables)]:
        hidden += zip(parts, possible(parts, all_of_them), strict=True)
    for shown, left in hidden:
        if shown[0] >= 1 and shown[1] <= 4:
            assert left[1] > left[0], (shown, left)


def test_five_and_four_single_ones_would_be_told_by_a_total_of_five_to_nine() -> None:
    use_language("en")
    apart = [(1, {"kode": DESA[1]}), (1, {"kode": DESA[2]}), (1, {"place": "outside"})]
    counts = counts_of((5, {"kode": DESA[0]}), *apart, (1, {"accuracy": "tanpa lokasi"}))
    assert TOTAL in withheld(counts, MEETING)
    assert said_total(counts, MEETING) == "at least 9"
    assert said_total(counts, LAPTOP) == "9"


@pytest.mark.parametrize("n", [1, 4])
def test_fewer_than_five_reports_are_not_broken_down(n: int) -> None:
    counts = counts_of((n, {"kode": DESA[0]}))
    assert withheld(counts, MEETING) == set(BREAKDOWNS)
    assert withheld(counts, LAPTOP) == frozenset()


def test_many_reports_are_broken_down() -> None:
    both = product(DESA, [kind.value for kind in Suspicion])
    counts = counts_of(*((12, {"kode": kode, "kind": kind}) for kode, kind in both))
    assert not withheld(counts, MEETING) & {TOTAL, INSIDE, *BREAKDOWNS}
