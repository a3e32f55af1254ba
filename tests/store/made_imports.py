"""Files of an office on their way into the store, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

import pandas as pd

from geo.store.imports import ImportHeader, Receipt, importing
from geo.store.scope import LAPTOP, Scope
from geo.words import Kind
from tests.builders import make_office
from tests.store.made_rows import make_reports

OFFICE = make_office("51.07", "51.08")
DESA = "51.08.01.2001"
_numbers = count()


def make_header(name: str = "minggu.csv", kind: Kind = Kind.REPORTS, **other: Any) -> ImportHeader:
    """A file that the police of a kabupaten sent; each has another content."""
    sha256 = f"sha {next(_numbers)}"
    return ImportHeader(OFFICE, kind, "polres", name, sha256, {"sheet": 0}, **other)


def lines_of(frame: pd.DataFrame, first: int = 2) -> pd.DataFrame:
    """The rows as they stand in a file, beneath its headings."""
    return frame.set_index(pd.RangeIndex(first, first + len(frame), name="line"))


def reports_of(*kode: str, first: int = 2, **cells: object) -> pd.DataFrame:
    """Reports r1, r2 and so on of these desa, as a file brings them."""
    return lines_of(make_reports(*kode).assign(**cells), first)


def take_in(
    frame: pd.DataFrame,
    header: ImportHeader | None = None,
    *,
    about: str = "reports",
    scope: Scope = LAPTOP,
) -> Receipt:
    """Import a frame; its receipt."""
    with importing(scope, header or make_header()) as rows:
        rows.put(about, frame)
    assert rows.receipt is not None
    return rows.receipt


def waiting_of(*lines: int, state: str = "held") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of these lines that wait, and one issue for each."""
    cells: Sequence[dict[str, str]] = [{"Desa": "Selat", "Tanggal": f"{n}"} for n in lines]
    waiting = pd.DataFrame(
        {"state": [state] * len(lines), "cells": cells}, index=pd.Index(lines, name="line")
    )
    issues = pd.DataFrame(
        {
            "line": list(lines),
            "state": state,
            "field": "desa",
            "column": "Desa",
            "value": "Selat",
            "reason": "ambiguous",
            "details": [("51.07.07", "62.03.01")] * len(lines),
        }
    )
    return waiting, issues
