"""Documents and notebooks of an office that its own records rest on."""

from __future__ import annotations

import datetime as dt

from geo.errors import DataError
from geo.store import tables
from geo.store.changes import note_change
from geo.store.checks import key_fault, require_short
from geo.store.content import content_of, find_row, put_row
from geo.store.database import writing
from geo.store.scope import Scope
from geo.text import _


def record_source(
    scope: Scope,
    *,
    source: str,
    title: str,
    publisher: str,
    on: dt.date | int,
    said_by: tuple[str, str] = ("", ""),
) -> None:
    """
    Record a document, or change nothing if the store has one of this key.

    Parameters
    ----------
    scope : Scope
        Who records.
    source : str
        Its key.
    title, publisher : str
        What it is called, and the agency or post that published it; never a person.
    on : date or int
        Its day, or its year where no day is known.
    said_by : pair of str
        Who is quoted in it, in Bahasa Indonesia and in English.

    Raises
    ------
    DataError
        For a key that is none, and a title or a publisher that is empty or too long.
    """
    if fault := key_fault(source):
        raise DataError(f"source '{source}': {fault}.")
    for name, text in {"title": title, "publisher": publisher}.items():
        require_short(name, text)
        if not text.strip():
            raise DataError(_("A document without {column}. Say it.", column=name))
    cells = {
        "source": source,
        "title": title.strip(),
        "publisher_id": publisher.strip(),
        "publisher_en": publisher.strip(),
        "said_by_id": said_by[0],
        "said_by_en": said_by[1],
        "date": str(on),
        "confirmed": "no",
        "note_id": "",
        "note_en": "",
    }
    table = tables.sources
    with writing(scope) as connection:
        before = find_row(connection, table, source)
        if before is not None and not before["deleted_at"]:
            return
        put_row(connection, table, content_of(table, cells))
        note_change(connection, scope, "record", table.name, key=source, after=cells)
