"""Why nothing is said of concentrations: no reports, too few in all, or too few around a place."""

from __future__ import annotations

from geo.analysis.enough import Shortage
from geo.analysis.hotspots import Hotspots
from geo.analysis.reports import Series
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.words import Level


def counts_finds(hotspots: Hotspots) -> bool:
    """Whether what officers found is tested, which is never called a report."""
    return hotspots.settings.filter.series is Series.FOUND


def unit_noun(unit: Level | int) -> str:
    """What many areas or cells of a unit are called in a sentence."""
    if isinstance(unit, int):
        return _("cells")
    return {
        Level.KABUPATEN: _("kabupaten/kota"),
        Level.KECAMATAN: _("kecamatan"),
        Level.DESA: _("desa"),
    }[unit]


def nothing_text(hotspots: Hotspots) -> str:
    """That the selection is empty, which is no good news."""
    if counts_finds(hotspots):
        return _(
            "Nothing found by officers in this period and selection. That is not the same as no "
            "problem."
        )
    return _("No report in this period and selection. That is not the same as no problem.")


def not_enough_text(hotspots: Hotspots, *, scope: Scope) -> str:
    """Why nothing is tested; empty if there is enough."""
    enough, finds = hotspots.enough, counts_finds(hotspots)
    if enough.shortage is Shortage.REPORTS:
        return _too_few_text(enough.n_reports, enough.least_reports, finds=finds, scope=scope)
    if enough.shortage is Shortage.UNITS:
        text = (
            _(
                "Not enough data yet: only {n} {units} have findings of officers, {least} are "
                "needed."
            )
            if finds
            else _("Not enough data yet: only {n} {units} have reports, {least} are needed.")
        )
        return text.format(
            n=number(enough.n_units),
            units=unit_noun(hotspots.world.unit),
            least=number(enough.least_units),
        )
    return ""


def _too_few_text(n: int, least: int, *, finds: bool, scope: Scope) -> str:
    """That the whole window has too few; a meeting is not told how few."""
    if scope.least_count > 1:
        text = (
            _("Not enough data yet: fewer than {n} findings of officers in the window.")
            if finds
            else _("Not enough data yet: fewer than {n} reports in the window.")
        )
        return text.format(n=number(least))
    if finds:
        return _n(
            "Not enough data yet: {n} finding of officers in the window, {least} are needed.",
            "Not enough data yet: {n} findings of officers in the window, {least} are needed.",
            n,
            least=number(least),
        )
    return _n(
        "Not enough data yet: {n} report in the window, {least} are needed.",
        "Not enough data yet: {n} reports in the window, {least} are needed.",
        n,
        least=number(least),
    )


def around_text(n: int, hotspots: Hotspots) -> str:
    """That a place and its neighbours hold too few."""
    least = number(hotspots.rules.enough_reports)
    if counts_finds(hotspots):
        return _n(
            "{n} finding of officers in it and its neighbours, {least} are needed.",
            "{n} findings of officers in it and its neighbours, {least} are needed.",
            n,
            least=least,
        )
    return _n(
        "{n} report in it and its neighbours, {least} are needed.",
        "{n} reports in it and its neighbours, {least} are needed.",
        n,
        least=least,
    )
