"""A file of points: read whole or refused whole, and written again with the area of each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.crs import points_at
from geo.errors import DataError, Problem, raise_problems
from geo.home import write_atomically
from geo.spreadsheet_text import without_formula
from geo.text import _, number
from geo.words import Place

NEEDED: Final = ("id", "lat", "lng")
ADDED: Final = ("kode_kabupaten", "kode_kecamatan", "kode_desa", "place", "distance_m")
"""Columns that `write_points` adds."""

MAX_BYTES: Final = 300 * 2**20
MOST_DEGREES: Final = {"lat": 90.0, "lng": 180.0}
INDONESIA_LNG: Final = (94.5, 141.5)

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


@dataclass(frozen=True)
class PointTable:
    """Rows of a file of points: its columns, its cells as text, and each row's place."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    lat: pd.Series
    lng: pd.Series

    def points(self) -> gpd.GeoDataFrame:
        """A row for each of the file's, in its order; None where lat or lng is empty."""
        return gpd.GeoDataFrame(geometry=points_at(self.lat, self.lng))


def read_points(file: Path) -> PointTable:
    """
    Read a CSV of points.

    Parameters
    ----------
    file : Path
        UTF-8 with commas, and at least the columns id, lat, lng (degrees on WGS 84, with a
        decimal point). An empty lat or lng is a point that is missing.

    Raises
    ------
    DataError
        Naming the file, line, column, value and remedy; nothing is guessed.
    """
    records = _records(file)
    line, columns = next(records, (1, []))
    _require_columns(file, line, columns)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    at = {name: columns.index(name) for name in NEEDED}
    for line, cells in records:
        rows.append(cells)
        if len(cells) != len(columns):
            reason = _("{n} cells instead of {m}", n=len(cells), m=len(columns))
            problems.append(Problem(line, columns[0], cells[0], reason))
            continue
        problems += _faults(line, lat=cells[at["lat"]].strip(), lng=cells[at["lng"]].strip())
    remedy = _("Mend these lines in {file}; nothing was written.", file=file.name)
    raise_problems(file.name, problems, remedy=remedy, rows=len(rows))
    lat, lng = (_degrees([cells[at[name]] for cells in rows]) for name in ("lat", "lng"))
    return PointTable(columns, rows, lat, lng)


def write_points(file: Path, table: PointTable, found: pd.DataFrame) -> None:
    """
    Write the rows of a file with the area of each, whole or not at all.

    Parameters
    ----------
    file : Path
        UTF-8 CSV; what it held before is replaced.
    table : PointTable
        The rows read. Text that a spreadsheet would run as a formula gets an apostrophe.
    found : DataFrame
        What `locate` says of them, in the same order; metres are written to one decimal.
    """
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow([harmless(cell) for cell in (*table.columns, *ADDED)])
    metres = found["distance_m"].map(lambda m: "" if pd.isna(m) else f"{m:.1f}")
    added = found.assign(distance_m=metres)[list(ADDED)].itertuples(index=False, name=None)
    for cells, more in zip(table.rows, added, strict=True):
        writer.writerow([*(harmless(cell) for cell in cells), *more])
    write_atomically(file, content.getvalue().encode("utf-8"))


def count_places(found: pd.DataFrame) -> dict[str, int]:
    """How many points were read, and of these how many lie where."""
    counts = Counter(found["place"])
    where = (Place.INSIDE, Place.SHORE, Place.OUTSIDE, Place.MISSING)
    return {"read": len(found), **{place.value: counts[place.value] for place in where}}


def harmless(cell: str) -> str:
    """The cell as a spreadsheet shows it without running it; numbers stay as they are."""
    return cell if _NUMBER.fullmatch(cell.strip(" ")) else without_formula(cell)


def require_other_file(output: Path, *, than: Path) -> None:
    """Raise DataError unless `output` can be written without harm to anything else."""
    if output.exists() and not output.is_file():
        raise DataError(_("{path}: not a file. Name a file to write.", path=output))
    if output.exists() and than.exists() and output.samefile(than):
        raise DataError(_("{path}: is the file that is read. Name another one.", path=output))


def _records(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Records of a CSV, each with the line it begins on; empty lines are passed over."""
    reader = csv.reader(io.StringIO(_content(file), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            _(
                "{file}: line {line}: a quote does not end, or a cell is too long. Mend the line; "
                "nothing was written.",
                file=file.name,
                line=line,
            )
        ) from error


def _content(file: Path) -> str:
    if not file.is_file():
        raise DataError(_("{path}: no such file. Check the path.", path=file))
    if file.stat().st_size > MAX_BYTES:
        limit = number(MAX_BYTES / 2**20)
        raise DataError(_("{file}: larger than {limit} MB. Split it.", file=file.name, limit=limit))
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(_("{file}: not UTF-8. Save it as UTF-8.", file=file.name)) from error


def _require_columns(file: Path, line: int, columns: Sequence[str]) -> None:
    """Raise DataError unless the first line names the columns, each once and none of ours."""
    fault = _column_fault(columns)
    if fault:
        where = _("line {line}", line=line)
        raise DataError(f"{file.name}: {where}: {fault}")


def _column_fault(columns: Sequence[str]) -> str:
    if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
        return _("the columns are not parted by commas. Save the file as CSV with commas.")
    if missing := [name for name in NEEDED if name not in columns]:
        return _(
            "no column {missing}. The first line must name the columns id, lat, lng.",
            missing=", ".join(missing),
        )
    if twice := [name for name, n in Counter(columns).items() if n > 1]:
        return _("the column '{name}' stands here twice. Name each once.", name=twice[0])
    if ours := [name for name in columns if name in ADDED]:
        return _("the column '{name}' is one that is added. Rename it.", name=ours[0])
    return ""


def _faults(line: int, *, lat: str, lng: str) -> Iterator[Problem]:
    unreadable = [
        Problem(line, name, cell, reason)
        for name, cell in (("lat", lat), ("lng", lng))
        if cell and (reason := _not_degrees(name, cell))
    ]
    if unreadable and _swapped(lat, lng):
        reason = _("lat and lng look swapped: write lat {lng}, lng {lat}", lat=lat, lng=lng)
        unreadable = [Problem(line, "lat", lat, reason)]
    yield from unreadable


def _not_degrees(name: str, cell: str) -> str | None:
    """Why a cell is no latitude or longitude; None if it is one."""
    if _DECIMAL_COMMA.fullmatch(cell):
        return _("a decimal comma: write {number}", number=cell.replace(",", "."))
    if not _NUMBER.fullmatch(cell):
        return _("not a number such as -8.115; leave it empty where it is not known")
    most = MOST_DEGREES[name]
    within = abs(float(cell)) <= most
    return None if within else _("not between -{most} and {most} degrees", most=number(most))


def _swapped(lat: str, lng: str) -> bool:
    """Whether lat is a longitude of Indonesia, and lng could be a latitude."""
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lng)):
        return False
    west, east = INDONESIA_LNG
    return west <= float(lat) <= east and abs(float(lng)) <= MOST_DEGREES["lat"]


def _degrees(cells: Sequence[str]) -> pd.Series:
    stripped = (cell.strip() for cell in cells)
    return pd.Series([float(cell) if cell else float("nan") for cell in stripped], dtype="float64")
