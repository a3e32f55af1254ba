"""Rows on their way out of the process: masked first, then written in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.intake.identifiers import (
    find_identifiers,
    mask_batch,
    mask_text,
    personal_heading,
)
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.headings import clean_headings
from geo.intake.reading.job import PROGRESS
from geo.intake.reading.limits import Limits
from geo.intake.reason_words import Reason
from geo.intake.table import FAULT, HIDDEN, LINE, MASK, TYPES, Sheet

BATCH: Final = 50_000


@dataclass
class Spool:
    """Where the sheets of one file go, and how many rows went there."""

    folder: Path
    limits: Limits
    n_rows: int = 0

    def note_progress(self, n: int) -> None:
        """Tell whoever waits that `n` more rows were read."""
        self.n_rows += n
        (self.folder / PROGRESS).write_text(str(self.n_rows), encoding="ascii")


class SheetWriter:
    """
    One sheet as it is written; `sheet` tells what became of it.

    Parameters
    ----------
    spool : Spool
    number : int
        Place of the sheet among those of the file.
    name : str
    headings : sequence of str
        As they stand.
    heading_line, is_hidden, crs
        As `Sheet` has them.
    most_rows : int
    """

    def __init__(
        self,
        spool: Spool,
        number: int,
        headings: Sequence[str],
        *,
        name: str = "",
        heading_line: int = 1,
        is_hidden: bool = False,
        crs: str = "",
        most_rows: int,
    ) -> None:
        if len(headings) > spool.limits.columns:
            raise Unreadable(Fault.TOO_MANY_COLUMNS, limit=spool.limits.columns)
        self._spool, self._most_rows = spool, most_rows
        self._path = spool.folder / f"sheet-{number}.arrow"
        plain = clean_headings(headings)
        found = {i: personal_heading(heading) for i, heading in enumerate(plain)}
        self._personal = {i: kind for i, kind in found.items() if kind is not None}
        self._headings = plain
        self._name, self._line = name, heading_line
        self._is_hidden, self._crs = is_hidden, crs
        self._rows: list[Sequence[str]] = []
        self._about: list[tuple[int, str, str]] = []
        self._parts: list[pa.Table] = []
        self._n_waiting = 0
        self._n_rows = 0
        self._writer: pa.ipc.RecordBatchFileWriter | None = None

    def __enter__(self) -> SheetWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self._headings)

    @property
    def sheet(self) -> Sheet:
        """What was written so far."""
        return Sheet(
            name=MASK if find_identifiers(self._name) else self._name,
            headings=tuple(mask_text(heading) for heading in self._headings),
            n_rows=self._n_rows + self._n_waiting,
            heading_line=self._line,
            personal=tuple((i, kind.value) for i, kind in self._personal.items()),
            is_hidden=self._is_hidden,
            crs=self._crs,
        )

    def add(self, line: int, cells: Sequence[str], *, fault: str = "", types: str = "") -> None:
        """
        Take one row.

        Parameters
        ----------
        line : int
            Where it stands.
        cells : sequence of str
            As many as there are headings, unless there is a `fault`.
        fault, types : str
            As the columns ``_fault`` and ``_types`` have them.
        """
        if fault and len(cells) != len(self._headings):
            cells = self._fitted(cells)
        self._rows.append(cells)
        self._about.append((line, fault, types))
        self._n_waiting += 1
        if self._n_waiting == BATCH:
            self._flush()

    def add_all(self, line: int, columns: Sequence[pa.Array]) -> None:
        """Take rows of text, at most `BATCH`: a column a heading, and a line a row from `line`."""
        n_rows = len(columns[0])
        self._settle()
        nothing = pa.repeat(pa.scalar("", pa.string()), n_rows)
        lines = pa.array(np.arange(line, line + n_rows))
        self._parts.append(_part(lines, nothing, nothing, columns))
        self._n_waiting += n_rows
        if self._n_waiting >= BATCH:
            self._flush()

    def _settle(self) -> None:
        """Rows that came one by one become a part."""
        if not self._rows:
            return
        columns = [pa.array(cells, pa.string()) for cells in zip(*self._rows, strict=True)]
        lines, faults, types = zip(*self._about, strict=True)
        self._rows, self._about = [], []
        about = (
            pa.array(lines, pa.int64()),
            pa.array(faults, pa.string()),
            pa.array(types, pa.string()),
        )
        self._parts.append(_part(*about, columns))

    def _fitted(self, cells: Sequence[str]) -> Sequence[str]:
        """Cells of a row that does not fit; none of them where a person may have slipped along."""
        width = len(self._headings)
        if self._personal:
            return [MASK] * width if cells else [""] * width
        return [*cells[:width], *[""] * (width - len(cells))]

    def _flush(self) -> None:
        self._settle()
        if not self._n_waiting:
            return
        every = pa.concat_tables(self._parts)
        batch, rest = every.slice(0, BATCH).combine_chunks(), every.slice(BATCH)
        self._parts, self._n_waiting = [rest], len(rest)
        self._n_rows += len(batch)
        if self._n_rows > self._most_rows:
            raise Unreadable(Fault.TOO_MANY_ROWS, limit=self._most_rows)
        lines, faults, types, *columns = batch.to_batches()[0].columns
        columns, faults = _bounded(columns, faults, self._spool.limits.cell)
        cells = pa.table(columns, [f"c{i}" for i in range(len(columns))]).to_pandas()
        masked, hidden = mask_batch(cells, self._headings, self._personal)
        self._write(lines, faults, types, hidden, masked)
        self._spool.note_progress(len(lines))

    def _write(
        self,
        lines: pa.Array,
        faults: pa.Array,
        types: pa.Array,
        hidden: pd.Series,
        cells: pd.DataFrame,
    ) -> None:
        about = {LINE: lines, FAULT: faults, TYPES: types, HIDDEN: _texts(hidden)}
        named = about | {str(name): _texts(cells[name]) for name in cells.columns}
        batch = pa.RecordBatch.from_arrays(list(named.values()), list(named))
        if self._writer is None:
            options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
            self._writer = pa.ipc.new_file(str(self._path), batch.schema, options=options)
        self._writer.write_batch(batch)


def _part(
    lines: pa.Array, faults: pa.Array, types: pa.Array, columns: Sequence[pa.Array]
) -> pa.Table:
    """Rows that wait to be written."""
    names = [LINE, FAULT, TYPES, *(f"c{number}" for number in range(len(columns)))]
    return pa.table([lines, faults, types, *columns], names)


def _texts(series: pd.Series) -> pa.Array:
    array = pa.array(series, pa.string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _bounded(
    columns: list[pa.Array], faults: pa.Array, most: int
) -> tuple[list[pa.Array], pa.Array]:
    """Cells cut to their limit, and the rows in which one was too long or holds a NUL."""
    for n, cells in enumerate(columns):
        for found, word in (
            (pc.greater(pc.utf8_length(cells), most), Reason.LONG_CELL),
            (pc.match_substring(cells, "\0"), Reason.BINARY_CELL),
        ):
            if pc.any(found).as_py():
                first = pc.and_(found, pc.equal(faults, ""))
                faults = pc.if_else(first, word.value, faults)
        if pc.max(pc.utf8_length(cells)).as_py() > most:
            columns[n] = pc.utf8_slice_codeunits(cells, 0, most)
    return columns, faults
