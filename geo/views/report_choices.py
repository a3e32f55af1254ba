"""What a reader asks of the reports: areas or cells, period, kind, channel, accuracy."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st
from babel.dates import format_date
from streamlit.delta_generator import DeltaGenerator

from geo.analysis.months import months_of, window_start
from geo.analysis.reports import ReportFilter, Series
from geo.labels import accuracy_label, channel_label, level_label, suspicion_label
from geo.maps.cells import cell_resolutions
from geo.maps.reports import series_label
from geo.store.rules import Rules
from geo.text import _, _n, language
from geo.views.choices import pick_from, pick_on_scale, pick_some, pick_switch
from geo.views.frame import Choice
from geo.views.state import presenting
from geo.words import Accuracy, Channel, Level, Suspicion

CELLS = "h3-"
WHOLE = "all"
PERIODS = (1, 3, 6, 12, 24)


def pick_unit(area_km2: float, *, is_asked: bool = True, is_tested: bool = False) -> Level | int:
    """
    Let the reader choose cells of a size, kecamatan or desa.

    Parameters
    ----------
    area_km2 : float
        Land of the work area, which bounds the sizes.
    is_asked : bool
        Whether it decides anything here.
    is_tested : bool
        Whether places are tested with their neighbours. A meeting is then shown no cells finer
        than a map begins with: among few reports their classes would tell hidden counts.
    """
    offered, first = cell_resolutions(area_km2)
    names = {f"{CELLS}{each}": _("Cells H3, resolution {r}", r=each) for each in offered}
    areas = {level.value: level_label(level) for level in (Level.KECAMATAN, Level.DESA)}
    unit = pick_from(
        "unit",
        _("By cell or area"),
        {**areas, **names},
        default=f"{CELLS}{first}",
        is_asked=is_asked,
    )
    if unit not in names:
        return Level(unit)
    resolution = int(unit.removeprefix(CELLS))
    return min(resolution, first) if is_tested and presenting() else resolution


def pick_period(rules: Rules, *, is_asked: bool = True) -> int:
    """Let the reader choose how many months up to the day are counted; see `pick_from`."""
    options = sorted({*PERIODS, rules.window_months})
    names = {str(n): _n("{n} month", "{n} months", n) for n in options}
    usual = str(rules.window_months)
    return int(pick_from("months", _("Period"), names, default=usual, is_asked=is_asked))


def pick_reports(
    choice: Choice, n_months: int, *, series_at: DeltaGenerator, filter_at: DeltaGenerator
) -> ReportFilter:
    """
    Let the reader choose series, kinds, channels and accuracies.

    Parameters
    ----------
    choice : Choice
        Office and day.
    n_months : int
        Length of the period that ends on the day.
    series_at, filter_at : DeltaGenerator
        Places for the two.
    """
    names = {series.value: series_label(series) for series in Series}
    with series_at:
        series = Series(pick_switch("series", _("What is counted"), names))
    with filter_at, st.container() if presenting() else _filter_popover():
        kinds = pick_some("kind", _("Suspicion (dugaan)"), list(Suspicion), suspicion_label)
        reported = [channel for channel in Channel if channel is not Channel.PATROL]
        channels = pick_some("channel", _("Channel"), reported, channel_label)
        accuracies = pick_some("accuracy", _("Accuracy of place"), list(Accuracy), accuracy_label)
    return ReportFilter(
        since=window_start(choice.on, n_months),
        until=choice.on,
        series=series,
        kinds=kinds,
        channels=channels,
        accuracies=accuracies,
    )


def _filter_popover() -> DeltaGenerator:
    return st.popover(_("Filter"), icon=":material/filter_list:", width="stretch")


def pick_month(window: ReportFilter, *, forgets: bool = True) -> ReportFilter:
    """
    Let the reader choose one month of a period, or all of it; what is then asked for.

    A month that is gone from the address is taken back, unless `forgets` is off: when the reader
    comes to this choice from another, the address has not said it for a while.
    """
    months = [str(month) for month in months_of(window.since, window.until)]
    names = {WHOLE: _("Whole period"), **{month: month_label(month) for month in months}}
    chosen = pick_on_scale("month", _("Month"), names, forgets=forgets)
    if chosen == WHOLE:
        return window
    first = dt.date.fromisoformat(f"{chosen}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return replace(window, since=max(first, window.since), until=min(last, window.until))


def month_label(month: str | pd.Period) -> str:
    """A month, 2026-08, as Agt 2026."""
    first = dt.date.fromisoformat(f"{month}-01")
    return format_date(first, "LLL y", locale=language())
