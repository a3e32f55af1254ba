"""How much a file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """
    What one file may take; beyond it nothing is read.

    Attributes
    ----------
    seconds : int
        From start to end, and as many of one core.
    memory_mb : int
        Address space of the process; libraries alone take about half of it.
    file_mb, unpacked_mb, written_mb : int
        The file, all that an archive or a workbook unpacks to, and each file of rows written.
    rows, sheet_rows : int
        Rows of a text file, and of a sheet or a layer of any other.
    columns : int
    cell : int
        Characters of a cell.
    sheets : int
        Sheets or layers that are read.
    """

    seconds: int = 120
    memory_mb: int = 1024
    file_mb: int = 200
    unpacked_mb: int = 200
    written_mb: int = 1024
    rows: int = 2_000_000
    sheet_rows: int = 200_000
    columns: int = 256
    cell: int = 4_000
    sheets: int = 40
