"""What became of each file that was taken in: its receipt, and the rows that wait."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, true

from geo.errors import DataError
from geo.store.database import reading
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import import_rows, imports
from geo.text import _
from geo.words import Kind

COUNTS: Final = ("read", "accepted", "warned", "held", "rejected", "added", "updated")


@dataclass(frozen=True)
class ImportHeader:
    """
    What is known of a file before its rows are put into the store.

    Attributes
    ----------
    office : Office
        Which office takes it in.
    kind : Kind
        What its rows are.
    sender : str
        Who sent it: an agency or a place, never a person.
    file, sha256 : str
        Its name as it may be shown, and the hash of its content.
    settings : mapping
        How it was understood; anything that JSON can say.
    replaces_sample : bool
        Take all invented rows out in the same transaction; undoing the import does not bring
        them back.
    """

    office: Office
    kind: Kind
    sender: str
    file: str
    sha256: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    replaces_sample: bool = False


@dataclass(frozen=True)
class Receipt:
    """
    A file that was taken in, and what became of its rows.

    ``read = accepted + held + rejected`` always. Of the accepted, ``warned`` have a warning,
    ``added`` came in, ``updated`` took the place of what the store said, and the others were in
    the store already. ``at`` and ``undone_at`` are moments in UTC as text; the last is empty for
    an import that holds.
    """

    import_id: str
    at: str
    actor: str
    office: str
    kind: Kind
    sender: str
    file: str
    sha256: str
    settings: Mapping[str, Any]
    read: int
    accepted: int
    warned: int
    held: int
    rejected: int
    added: int
    updated: int
    undone_at: str = ""

    @property
    def unchanged(self) -> int:
        """Number of accepted rows that the store had already, as they are."""
        return self.accepted - self.added - self.updated

    @property
    def sheet(self) -> str:
        """Name of the sheet that was read; empty for a file that has but one."""
        return str(self.settings.get("sheet", {}).get("name", ""))


def find_import(
    scope: Scope,
    office: Office,
    kind: Kind,
    sha256: str,
    *,
    settings: Mapping[str, Any] | None = None,
) -> Receipt | None:
    """
    The newest import of the same file as rows of the same kind that holds; None without.

    With `settings`, as `ImportHeader` has them, only one of the same sheet and columns, and that
    took the file for corrections if this does.
    """
    with reading(scope) as connection:
        return find_same(connection, scope, office, kind, sha256, settings)


def find_same(
    connection: Connection,
    scope: Scope,
    office: Office,
    kind: Kind,
    sha256: str,
    settings: Mapping[str, Any] | None,
) -> Receipt | None:
    """The same as `find_import`, in the transaction of the caller."""
    same = and_(imports.c.kind == kind.value, imports.c.sha256 == sha256, imports.c.undone_at == "")
    wanted = select(imports).where(_visible(scope, office), same).order_by(imports.c.at.desc())
    found = map(receipt_of, connection.execute(wanted))
    wants = None if settings is None else _read_as(settings)
    return next((each for each in found if wants in (None, _read_as(each.settings))), None)


def _read_as(settings: Mapping[str, Any]) -> tuple[Any, ...]:
    """Which rows of a file were read, and as what."""
    said = settings.get("understanding", {})
    return said.get("sheet"), dict(said.get("columns", {})), bool(said.get("corrects"))


def read_receipt(scope: Scope, office: Office, import_id: str) -> Receipt:
    """
    The receipt of an import.

    Raises
    ------
    DataError
        If the office has no such import, or the scope may not see it.
    """
    own = and_(_visible(scope, office), imports.c.import_id == import_id)
    with reading(scope) as connection:
        found = connection.execute(select(imports).where(own)).first()
    if found is None:
        raise no_import(import_id)
    return receipt_of(found)


def read_imports(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Imports of an office, the newest first.

    Parameters
    ----------
    scope : Scope
        One that does not hold the whole work area sees the imports of its own actor.
    office : Office
        Whose imports.

    Returns
    -------
    DataFrame
        Indexed by ``import_id``: ``at`` (UTC), ``actor``, ``kind``, ``sender``, ``file``,
        ``sha256``; how many rows were ``read``, ``accepted``, ``warned``, ``held``, ``rejected``,
        ``added`` and ``updated`` (int); ``undone_at`` (UTC or NaT).
    """
    texts = ("import_id", "at", "actor", "kind", "sender", "file", "sha256")
    columns = [imports.c[name] for name in (*texts, *(f"n_{n}" for n in COUNTS), "undone_at")]
    wanted = select(*columns).where(_visible(scope, office)).order_by(imports.c.at.desc())
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=[*texts, *COUNTS, "undone_at"], dtype=object)
    moments = {n: pd.to_datetime(frame[n].replace("", None), utc=True) for n in ("at", "undone_at")}
    kinds = {**dict.fromkeys(texts, "str"), **dict.fromkeys(COUNTS, int)}
    del kinds["at"]
    return frame.astype(kinds).assign(**moments).set_index("import_id")


def read_waiting(
    scope: Scope,
    office: Office,
    import_id: str,
    *,
    lines: Collection[int] | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """
    Rows of an import that are held or rejected, and were not mended since.

    Parameters
    ----------
    scope : Scope
    office : Office
    import_id : str
    lines : collection of int, optional
        Only these lines, as far as they wait.
    limit : int, optional
        Only the first so many.

    Returns
    -------
    DataFrame
        Indexed by ``line`` and sorted by it: ``state`` (held, rejected), ``cells`` (dict of heading
        and text, identifiers masked) and ``issues`` (list of dict, as they were handed in).

    Raises
    ------
    DataError
        If the office has no such import, or the scope may not see it.
    """
    read_receipt(scope, office, import_id)
    own = and_(import_rows.c.import_id == import_id, import_rows.c.resolved_at == "")
    columns = [import_rows.c[name] for name in ("line", "state", "cells", "issues")]
    wanted = select(*columns).where(own).order_by("line").limit(limit)
    if lines is not None:
        wanted = wanted.where(
            import_rows.c.line.between(min(lines, default=0), max(lines, default=0))
        )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    if lines is not None:
        known = set(lines)
        rows = [row for row in rows if row.line in known]
    frame = pd.DataFrame(rows, columns=["line", "state", "cells", "issues"], dtype=object)
    said = {name: [json.loads(text) for text in frame[name]] for name in ("cells", "issues")}
    said = {name: pd.Series(values, dtype=object) for name, values in said.items()}
    return frame.astype({"line": int, "state": "str"}).assign(**said).set_index("line")


def receipt_of(row: Row[Any]) -> Receipt:
    """The receipt that a row of the table says."""
    said = dict(row._mapping)
    counts = {name: said.pop(f"n_{name}") for name in COUNTS}
    settings = json.loads(said.pop("settings"))
    return Receipt(**{**said, **counts, "kind": Kind(said["kind"]), "settings": settings})


def no_import(import_id: str) -> DataError:
    """What is said of an import that is not there."""
    return DataError(_("There is no import '{key}' of this office.", key=import_id))


def _visible(scope: Scope, office: Office) -> ColumnElement[bool]:
    whole = scope.sees_all(office.kabupaten)
    whose = true() if whole else or_(imports.c.actor == scope.actor)
    return and_(imports.c.office == office.key, whose)
