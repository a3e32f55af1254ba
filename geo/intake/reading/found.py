"""What a reader found in a file."""

from __future__ import annotations

from dataclasses import dataclass

from geo.intake.table import Sheet


@dataclass(frozen=True)
class Found:
    """Format and sheets of a file, as `geo.intake.table.FileRead` has them."""

    format: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
