"""Lines of a text in which nothing is odd become columns at once; all others are for `csv`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_QUOTE: Final = '"'
_MARK: Final = "\ufeff"


def plain_columns(
    lines: Sequence[str], delimiter: str, *, width: int, longest: int
) -> list[pa.Array] | None:
    """
    Take lines apart that are a row each.

    Parameters
    ----------
    lines : sequence of str, n lines
        With their ends.
    delimiter : str
    width : int
        Number of cells of a row.
    longest : int
        Characters that a line may have.

    Returns
    -------
    list of Array, n cells each, or None
        Cells of each column as they stand. None where any line is quoted, longer, blank or of
        another width: what such lines mean takes more than to cut them at each delimiter.
    """
    text = "".join(lines)
    if not text or _QUOTE in text or text.startswith(_MARK) or max(map(len, lines)) > longest:
        return None
    names = [f"c{number}" for number in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(text.encode()),
            csv.ReadOptions(use_threads=False, column_names=names, block_size=1 << 28),
            csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[]),
        )
    except pa.ArrowInvalid:
        return None
    columns = [column.combine_chunks() for column in table.columns]
    return None if len(table) != len(lines) or _any_blank(columns) else columns


def _any_blank(columns: Sequence[pa.Array]) -> bool:
    """Whether all cells of any row are blank."""
    blank = pa.scalar(True)
    for cells in columns:
        blank = pc.and_(blank, pc.equal(pc.utf8_trim_whitespace(cells), ""))
        if not pc.any(blank).as_py():
            return False
    return True
