"""Words of what is counted, reports or what officers found, where a sentence needs them."""

from __future__ import annotations

from geo.analysis.reports import Series
from geo.text import _


def series_word(series: Series) -> str:
    """What is counted, within a sentence."""
    return _("findings of officers") if series is Series.FOUND else _("reports")


def all_label(series: Series) -> str:
    """All that a selection counts, placed or not."""
    if series is Series.FOUND:
        return _("All findings of officers in this selection")
    return _("All reports of this selection")


def whereabouts_label(series: Series) -> str:
    """Title of what says where all that is counted went."""
    if series is Series.FOUND:
        return _("Where every finding of officers went")
    return _("Where every report went")


def series_note(series: Series) -> list[str]:
    """What stands before rules that speak of reports; nothing where reports are counted."""
    if series is Series.FOUND:
        return [
            _(
                "Counted here is what officers found, not reports; it is worked out as reports "
                "are, and where this says “reports”, findings of officers are meant."
            )
        ]
    return []
