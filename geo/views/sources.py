"""Who says so: one line for each document."""

from __future__ import annotations

from markupsafe import Markup

from geo.store.sources import Source
from geo.text import _, date
from geo.views.html import fill


def source_line(source: Source) -> Markup:
    """Who says so, in which document, of which day, and whether an office confirmed it."""
    said = f", {source.said_by}" if source.said_by else ""
    unconfirmed = fill(
        ' <span class="pp-check">{text}</span>', text=_("to be confirmed by the office")
    )
    return fill(
        "{word}: “{title}”, {publisher}{said}, {day}.{check}",
        word=_("Source"),
        title=source.title,
        publisher=source.publisher,
        said=said,
        day=date(source.date),
        check=Markup("") if source.confirmed else unconfirmed,
    )
