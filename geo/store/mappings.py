"""How headings of a sender's files were understood, remembered for the next file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from geo.store.changes import note_change
from geo.store.checks import require_short
from geo.store.database import reading, writing
from geo.store.scope import Scope
from geo.store.tables import mappings
from geo.words import Kind

NO_FIELD: Final = ""
"""Field of a heading that is to be left aside."""


def remembered(scope: Scope, sender: str, kind: Kind) -> dict[str, str]:
    """Field by heading, as a reader last said for a sender's files; `NO_FIELD` leaves one aside."""
    own = (mappings.c.sender == sender) & (mappings.c.kind == kind.value)
    wanted = select(mappings.c.heading, mappings.c.field).where(own).order_by(mappings.c.heading)
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    return {row.heading: row.field for row in rows}


def remember(scope: Scope, sender: str, kind: Kind, fields: Mapping[str, str]) -> None:
    """
    Remember what headings of a sender's files mean, in place of what was remembered of these.

    Parameters
    ----------
    scope : Scope
        Who says so.
    sender : str
        An agency or a place, never a person.
    kind : Kind
        Of the rows.
    fields : mapping of str to str
        Field by heading; nothing is noted where all is remembered already.

    Raises
    ------
    DataError
        For a heading that is too long.
    """
    for heading in (sender, *fields):
        require_short("heading", heading)
    with writing(scope) as connection:
        known = remembered(scope, sender, kind)
        said = {heading: field for heading, field in fields.items() if known.get(heading) != field}
        if not said:
            return
        own = {"sender": sender, "kind": kind.value}
        rows = [{**own, "heading": heading, "field": field} for heading, field in said.items()]
        new = insert(mappings)
        key = list(mappings.primary_key.columns)
        connection.execute(
            new.on_conflict_do_update(index_elements=key, set_={"field": new.excluded.field}), rows
        )
        before = {heading: known[heading] for heading in said if heading in known}
        about = f"{sender}/{kind.value}"
        note_change(
            connection, scope, "record", "mappings", key=about, before=before or None, after=said
        )


def forget(scope: Scope, sender: str, kind: Kind) -> None:
    """Forget all that is remembered of a sender's files of a kind."""
    own = (mappings.c.sender == sender) & (mappings.c.kind == kind.value)
    with writing(scope) as connection:
        known = remembered(scope, sender, kind)
        if known:
            connection.execute(delete(mappings).where(own))
            about = f"{sender}/{kind.value}"
            note_change(connection, scope, "withdraw", "mappings", key=about, before=known)
