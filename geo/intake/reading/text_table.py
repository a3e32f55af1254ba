"""CSV and its kin: which line is which row is never lost, and nothing is shifted or guessed."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TextIO

import pyarrow as pa

from geo.intake.reading.encoding import find_encoding
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.found import Found
from geo.intake.reading.headings import SAMPLE, find_heading
from geo.intake.reading.limits import Limits
from geo.intake.reading.plain_text import plain_columns
from geo.intake.reading.sheet_writer import SheetWriter, Spool
from geo.intake.reason_words import Reason

DELIMITERS: Final = (",", ";", "\t", "|")
LONGEST_LINE: Final = 2_000_000
_LONGEST_FIELD: Final = 16_000
_BLOCK: Final = 5_000
"""So many lines are tried at once; where one of them is odd, each is read for itself."""

_SEP: Final = "sep="


class Record(NamedTuple):
    """One row: the line it begins on, its cells, and what is wrong with it."""

    line: int
    cells: list[str]
    fault: str


class Lines(Iterator[str]):
    """
    Lines of a text, counted; those of a record that went wrong can be read once more.

    All lines are kept until it is known where the table begins (`rewind`).
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._back: deque[str] = deque()
        self._top: list[str] | None = []
        self.taken: list[str] = []
        self.before = 0

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.taken.append(line)
        if len(line) == LONGEST_LINE:
            at = self.before + len(self.taken)
            raise Unreadable(Fault.LINE_TOO_LONG, line=at, limit=LONGEST_LINE)
        return line

    def begin(self) -> int:
        """Number of the line that the next record begins on."""
        self.before += len(self.taken)
        if self._top is not None:
            self._top += self.taken
        self.taken.clear()
        return self.before + 1

    def rewind(self, line: int) -> None:
        """Read all from a line on once more, and keep no more lines after this."""
        self.begin()
        assert self._top is not None
        self._back.extendleft(reversed(self._top[line - 1 :]))
        self.before, self._top = line - 1, None

    def give_back(self, *, keep: int) -> None:
        """Read the lines of this record again, but for the first ones."""
        self._back.extendleft(reversed(self.taken[keep:]))
        del self.taken[keep:]


def read_text_table(file: Path, spool: Spool) -> Found:
    """Write the one sheet of a text file; its encoding and delimiter are told by its content."""
    encoding = find_encoding(file)
    with file.open(encoding=encoding, newline="") as stream:
        lines = Lines(stream)
        delimiter = _delimiter(lines, spool.limits)
        records = Records(lines, delimiter)
        top = list(islice(records, SAMPLE))
        heading = find_heading([record.cells for record in top])
        if heading is None:
            raise Unreadable(Fault.NO_HEADING if top else Fault.EMPTY)
        with SheetWriter(
            spool,
            0,
            heading.names,
            heading_line=top[heading.at].line,
            most_rows=spool.limits.rows,
        ) as sheet:
            records.width = sheet.width
            below = top[heading.at + heading.n_rows :]
            # The top was read before the width of the table was known.
            lines.rewind(below[0].line if below else lines.begin())
            _write(sheet, records)
    return Found("csv", (sheet.sheet,), encoding=encoding, delimiter=delimiter)


def _write(sheet: SheetWriter, records: Records) -> None:
    n_read = 1
    while n_read:
        line, columns = records.plain_block()
        if columns:
            sheet.add_all(line, columns)
            n_read = len(columns[0])
        else:
            n_read = _write_each(sheet, islice(records, _BLOCK))


def _write_each(sheet: SheetWriter, records: Iterator[Record]) -> int:
    """Write records one by one; gives how many there were."""
    width, add, n_read = sheet.width, sheet.add, 0
    for line, cells, fault in records:
        n_read += 1
        if fault or len(cells) == width:
            add(line, cells, fault=fault)
        elif _fits(cells, width):
            add(line, cells[:width])
        else:
            add(line, cells, fault=Reason.CELL_COUNT.value)
    return n_read


def _fits(cells: Sequence[str], width: int) -> bool:
    """Whether there is a cell a column, and nothing beyond them."""
    return len(cells) >= width and not any(cell.strip() for cell in cells[width:])


class Records(Iterator[Record]):
    """
    Records of a text that hold anything; one that goes wrong costs no line but its own.

    A record of several lines that does not have `width` cells, or of which a further line alone
    looks like a row, is taken for a quote that was left open: its first line is at fault, and the
    others are read again, each for itself.
    """

    def __init__(self, lines: Lines, delimiter: str) -> None:
        csv.field_size_limit(_LONGEST_FIELD)
        self._lines = lines
        self._delimiter = delimiter
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self.width = 0

    def __next__(self) -> Record:
        lines = self._lines
        while True:
            line = lines.begin()
            try:
                cells = next(self._reader)
            except csv.Error:
                return self._at_fault(line)
            if len(lines.taken) > 1 and self.width and self._is_left_open(cells):
                return self._at_fault(line)
            if any(map(str.strip, cells)):
                return Record(line, cells, "")

    def plain_block(self) -> tuple[int, list[pa.Array]]:
        """
        The next lines as columns, and the line that they begin on, where nothing is odd in them.

        Without such lines there are no columns, and the lines are still to be read.
        """
        lines = self._lines
        first = lines.begin()
        taken = list(islice(lines, _BLOCK))
        columns = plain_columns(taken, self._delimiter, width=self.width, longest=_LONGEST_FIELD)
        if columns is None:
            lines.give_back(keep=0)
        return first, columns or []

    def _is_left_open(self, cells: Sequence[str]) -> bool:
        """Whether a record of several lines swallowed other rows."""
        if not _fits(cells, self.width):
            return True
        within = self._lines.taken[1:]
        if "\n" in cells[0] or "\r" in cells[0]:
            within = within[:-1]  # the last line of a text in the first column ends like a row
        return self.width > 1 and any(self._width_of(text) == len(cells) for text in within)

    def _width_of(self, text: str) -> int:
        """Number of cells of one line alone."""
        try:
            return len(next(csv.reader([text], delimiter=self._delimiter), []))
        except csv.Error:
            return 0

    def _at_fault(self, line: int) -> Record:
        taken = self._lines.taken
        alone = len(taken) == 1 and len(taken[0]) > _LONGEST_FIELD
        self._lines.give_back(keep=1)
        return Record(line, [], (Reason.LONG_CELL if alone else Reason.OPEN_QUOTE).value)


def _delimiter(lines: Lines, limits: Limits) -> str:
    """
    What parts the cells: as a ``sep=`` line says, else what gives most lines the same width.

    Leaves `lines` at the first line of the table.
    """
    sample = list(islice(lines, SAMPLE))
    first = sample[0].strip() if sample else ""
    if first[: len(_SEP)].lower() == _SEP and len(first) <= len(_SEP) + 1:
        said = sample[0].rstrip("\r\n")[len(_SEP) :] or "\t"
        if said in DELIMITERS:
            lines.give_back(keep=1)
            return said
    best = max(DELIMITERS, key=lambda mark: _fit("".join(sample), mark, limits.columns))
    lines.give_back(keep=0)
    return best


def _fit(text: str, delimiter: str, most: int) -> tuple[float, int]:
    """Share of the lines that have the most frequent width, and that width; more fits better."""
    widths = [len(cells) for cells in _loosely(text, delimiter) if any(map(str.strip, cells))]
    parted = [width for width in widths if width > 1]
    if not parted:
        return 0.0, 0
    usual = max(set(parted), key=parted.count)
    return parted.count(usual) / len(widths), min(usual, most)


def _loosely(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_LINE * SAMPLE)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return
