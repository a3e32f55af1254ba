"""Forms begun and not yet saved, kept when a connection drops."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from geo.errors import DataError
from geo.store.changes import as_json, utc_moment
from geo.store.database import reading, writing
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import drafts
from geo.text import _

MOST_CHARACTERS: Final = 20_000
KEPT_DAYS: Final = 14
"""For so long a draft is kept after it was last saved."""


def save_draft(
    scope: Scope, office: Office, form: str, cells: Mapping[str, Any], *, name: str = ""
) -> None:
    """
    Keep what stands in a form, in place of what was kept of it; older ones of anybody go.

    It is no record: nothing is noted among the changes, and `store_version` stays the same.

    Parameters
    ----------
    scope : Scope
        Whose draft; nobody else reads it.
    office : Office
        For which office.
    form : str
        Which form.
    cells : mapping
        Anything that JSON can say.
    name : str
        Tells several drafts of one form apart.

    Raises
    ------
    DataError
        For a draft of more than `MOST_CHARACTERS`.
    """
    said = as_json(cells)
    if len(said) > MOST_CHARACTERS:
        raise DataError(
            _("This form holds too much to be kept as a draft. Save it, or shorten it.")
        )
    row = {"draft": _key(scope, office, form, name), "office": office.key, "form": form}
    row |= {"at": utc_moment(), "cells": said}
    oldest = dt.datetime.now(dt.UTC) - dt.timedelta(days=KEPT_DAYS)
    with writing(scope) as connection:
        new = insert(drafts).on_conflict_do_update(index_elements=[drafts.c.draft], set_=row)
        connection.execute(delete(drafts).where(drafts.c.at < oldest.isoformat()))
        connection.execute(new, [row])


def read_draft(scope: Scope, office: Office, form: str, *, name: str = "") -> dict[str, Any] | None:
    """What was kept of a form; None if nothing was."""
    own = drafts.c.draft == _key(scope, office, form, name)
    with reading(scope) as connection:
        found = connection.execute(select(drafts.c.cells).where(own)).scalar()
    return None if found is None else dict(json.loads(found))


@dataclass(frozen=True)
class Draft:
    """A form begun: which form, its name among the drafts of that form, and when it was kept."""

    form: str
    name: str
    at: dt.datetime


def begun_drafts(scope: Scope, office: Office) -> list[Draft]:
    """All drafts of a scope's own actor for an office, the newest first."""
    wanted = select(drafts.c.draft, drafts.c.at).where(drafts.c.office == office.key)
    with reading(scope) as connection:
        rows = connection.execute(wanted.order_by(drafts.c.at.desc())).all()
    keys = ((json.loads(row.draft), dt.datetime.fromisoformat(row.at)) for row in rows)
    return [
        Draft(form, name, at) for (actor, _office, form, name), at in keys if actor == scope.actor
    ]


def drop_draft(scope: Scope, office: Office, form: str, *, name: str = "") -> None:
    """Forget what was kept of a form."""
    own = drafts.c.draft == _key(scope, office, form, name)
    with writing(scope) as connection:
        connection.execute(delete(drafts).where(own))


def _key(scope: Scope, office: Office, form: str, name: str) -> str:
    return json.dumps([scope.actor, office.key, form, name])
