"""A file's rows go into the store in one transaction, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final
from uuid import uuid4

import pandas as pd
from sqlalchemy import Connection, select, update

from geo.errors import DataError, StoreError
from geo.store import tables
from geo.store.changes import note_change
from geo.store.database import beginning, preparing, store_file
from geo.store.import_checks import CHECKS, check_rows
from geo.store.import_header import refuse_known, write_header
from geo.store.import_rows import settle_corrections, write_waiting
from geo.store.merge import Merge, Put
from geo.store.offices import Office
from geo.store.receipts import ImportHeader as ImportHeader
from geo.store.receipts import Receipt as Receipt
from geo.store.receipts import find_import as find_import
from geo.store.receipts import read_imports as read_imports
from geo.store.receipts import read_receipt as read_receipt
from geo.store.receipts import read_waiting as read_waiting
from geo.store.receipts import receipt_of
from geo.store.sample import withdraw_sample
from geo.store.scope import Scope
from geo.store.staging import Staging, staging_beside
from geo.store.undo import Undone as Undone
from geo.store.undo import undo_import as undo_import
from geo.text import _

_SET_HERE: Final = ("source", "import_id", "deleted_at", "is_sample", "state")


class Importing:
    """
    Rows of a file on their way into the store; they are written when the block ends.

    Attributes
    ----------
    import_id : str
        Key of the import; the document that its rows rest on is ``import-<import_id>``.
    receipt : Receipt or None
        What became of the rows; set when the block has ended well.
    """

    def __init__(self, scope: Scope, office: Office, import_id: str, staging: Staging) -> None:
        self.import_id = import_id
        self.receipt: Receipt | None = None
        self._scope, self._office, self._staging = scope, office, staging
        self._n = dict.fromkeys(("accepted", "warned", "held", "rejected"), 0)
        self._expected: int | None = None
        self._kept: dict[str, tuple[str, ...]] = {}

    def put(
        self, about: str, frame: pd.DataFrame, *, warned: int = 0, kept: Collection[str] = ()
    ) -> None:
        """
        Hand in accepted rows; checked at once, written when the block ends.

        Parameters
        ----------
        about : str
            Table: reports, team_events, members, meetings, operations, visits, denominators.
        frame : DataFrame
            Indexed by ``line``. The columns of the table but ``source``, ``import_id``,
            ``deleted_at`` and ``is_sample``, which the store sets itself (they are left aside if
            they are there, as is ``state``); a text that is missing is kept, or empty in a row
            that comes in. Reports as `geo.intake.reports.join_reports` gives them, with
            ``boundaries``, ``office`` and ``agency``. All frames of a block have the same columns.
        warned : int
            How many of them have a warning.
        kept : collection of str
            Columns that the file does not tell: a row that is there keeps what it says in them,
            and one that comes in has what `frame` says. The same for all frames of a table.

        Raises
        ------
        DataError, StoreError
            For a row that the store does not take; see `geo.store.import_checks.check_rows`.
        """
        if frame.empty:
            return
        own = frame.drop(columns=[name for name in _SET_HERE if name in frame])
        table = tables.metadata.tables.get(about)
        invented = {"is_sample": 0} if table is not None and "is_sample" in table.c else {}
        check_rows(self._scope, self._office, about, own.assign(**invented))
        self._staging.add(tables.metadata.tables[about], own)
        self._kept[about] = tuple(name for name in own if name in kept)
        self._n["accepted"] += len(own)
        self._n["warned"] += warned

    def hold(self, waiting: pd.DataFrame, issues: pd.DataFrame) -> None:
        """
        Hand in rows that are held or rejected.

        Parameters
        ----------
        waiting : DataFrame
            Indexed by ``line``: ``state`` (held, rejected) and ``cells`` (dict of texts, masked).
        issues : DataFrame
            ``line``, ``state``, ``field``, ``column``, ``value``, ``reason``, ``details``; those of
            lines that do not wait are left aside.

        Raises
        ------
        DataError
            For another state.
        """
        if waiting.empty:
            return
        for state in sorted(set(waiting["state"]) - {"held", "rejected"}):
            raise DataError(_("A row that is '{state}' does not wait.", state=state))
        own = issues[issues["line"].isin(waiting.index)]
        said: dict[int, list[Mapping[str, Any]]] = {}
        texts = own.drop(columns="line").to_dict("records")
        for line, text in zip(own["line"].tolist(), texts, strict=True):
            said.setdefault(line, []).append({str(name): cell for name, cell in text.items()})
        rows = {
            "line": waiting.index,
            "state": waiting["state"].to_numpy(),
            "cells": [_json(cells) for cells in waiting["cells"]],
            "issues": [_json(said.get(line, [])) for line in waiting.index.tolist()],
        }
        self._staging.add_waiting(pd.DataFrame(rows))
        n_held = int((waiting["state"] == "held").sum())
        self._n["held"] += n_held
        self._n["rejected"] += len(waiting) - n_held

    def expect(self, n_read: int) -> None:
        """Say how many rows the file has; the import is refused if others were handed in."""
        self._expected = n_read

    def counts(self) -> dict[str, int]:
        """How many rows were handed in: read, accepted, warned, held, rejected."""
        n_read = self._n["accepted"] + self._n["held"] + self._n["rejected"]
        return {"read": n_read, **self._n}

    @property
    def lines(self) -> str:
        """SQL for the lines that were handed in."""
        return self._staging.lines

    def close(self) -> None:
        """See to it that no row is lost or there twice, before the store is locked."""
        n_read = self.counts()["read"]
        if self._expected not in (None, n_read):
            raise StoreError(
                _(
                    "{n} rows were read, and {known} of them accounted for. Nothing was recorded.",
                    n=self._expected,
                    known=n_read,
                )
            )
        self._staging.require_each_line_once()
        for about in self._staging.columns:
            self._staging.index(tables.metadata.tables[about])

    def merge(self, connection: Connection) -> Put:
        """Take over the rows that were put."""
        total = Put()
        for about in CHECKS:
            if about in self._staging.columns:
                table, columns = tables.metadata.tables[about], self._staging.columns[about]
                own = Merge(
                    self._scope,
                    self._office.key,
                    self.import_id,
                    table,
                    columns,
                    kept=self._kept[about],
                )
                total += own.run(connection)
        return total


@contextmanager
def importing(scope: Scope, header: ImportHeader) -> Iterator[Importing]:
    """
    Take a file's rows into the store, all of them when the block ends well, or none.

    The rows wait in a file beside the store, so that others can write while the block lasts; only
    the last step locks the store. A row is told by its own key. One that the store has, unchanged,
    changes nothing; another takes its place, and the former content is kept for `undo_import`. A
    row that was taken out comes back, unless it was merged into another that is in use. A report
    with steps of follow-up keeps its state and agency, whatever the file says.

    Raises
    ------
    DataError, StoreError
        Out of `put` for a row that the store does not take; at the end for a key that is there
        twice, that is an invented row's, another office's or outside of the scope, if rows that
        were read are not accounted for, and if the same file was taken in meanwhile. The store
        is then as it was.
    """

    def finish(connection: Connection, rows: Importing) -> None:
        refuse_known(connection, scope, header)
        if header.replaces_sample:
            withdraw_sample(connection, scope)
        write_header(connection, scope, header, rows.import_id, rows.counts())
        put = rows.merge(connection)
        write_waiting(connection, rows.import_id)
        added = {"n_added": put.added, "n_updated": put.updated}
        own = tables.imports.c.import_id == rows.import_id
        connection.execute(update(tables.imports).where(own).values(**added))
        after = {**rows.counts(), **asdict(put), "kind": header.kind.value}
        note_change(connection, scope, "import", "imports", key=rows.import_id, after=after)

    with _taking_over(scope, header.office, uuid4().hex, finish) as rows:
        yield rows


@contextmanager
def correcting(scope: Scope, office: Office, import_id: str) -> Iterator[Importing]:
    """
    Put mended rows of an import into the store, which were held or rejected.

    The same as `importing`; each line handed in has to wait. Lines put are accepted from then on,
    those held again get their new cells and issues, and the counts of the import follow.

    Raises
    ------
    DataError, StoreError
        As `importing` does, and for an import that is not there or was undone, and a line that
        does not wait.
    """

    def finish(connection: Connection, rows: Importing) -> None:
        put = rows.merge(connection)
        settle_corrections(connection, import_id, rows.lines, rows.counts(), put)
        after = rows.counts()
        note_change(connection, scope, "correct", "imports", key=import_id, after=after)

    read_receipt(scope, office, import_id)
    with _taking_over(scope, office, import_id, finish) as rows:
        yield rows


@contextmanager
def _taking_over(
    scope: Scope,
    office: Office,
    import_id: str,
    finish: Callable[[Connection, Importing], None],
) -> Iterator[Importing]:
    """Let rows wait beside the store; then `finish` takes them over in one transaction."""
    with preparing(scope) as connection, staging_beside(connection, store_file()) as staging:
        rows = Importing(scope, office, import_id, staging)
        yield rows
        rows.close()
        with beginning(scope, connection):
            finish(connection, rows)
            own = tables.imports.c.import_id == import_id
            said = connection.execute(select(tables.imports).where(own)).one()
        rows.receipt = receipt_of(said)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
