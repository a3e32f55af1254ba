"""Reading a file in a test: in the limited process, or in this one where that is not the point."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from geo.intake.reading.formats import read_any
from geo.intake.reading.found import Found
from geo.intake.reading.limits import Limits
from geo.intake.reading.sandbox import read_file, rows_of
from geo.intake.table import FileRead

FILES = Path(__file__).resolve().parents[2] / "fixtures" / "files"


def read_fixture(name: str, folder: Path) -> FileRead:
    """A file of another program, read as an upload is."""
    return read_file(FILES / name, name=name, folder=folder)


def read_here(content: bytes, folder: Path, limits: Limits | None = None) -> Found:
    """Read some bytes in this process."""
    folder.mkdir(exist_ok=True)
    file = folder / "upload"
    file.write_bytes(content)
    return read_any(file, limits or Limits(), folder)


def all_rows(folder: Path, sheet: int = 0) -> pd.DataFrame:
    """Rows of a sheet as one frame."""
    return pd.concat(list(rows_of(folder, sheet)), ignore_index=True)


def cells_of(folder: Path, sheet: int = 0) -> list[list[str]]:
    """Cells of a sheet, row by row."""
    rows = all_rows(folder, sheet)
    return rows[[name for name in rows.columns if name.startswith("c")]].to_numpy().tolist()


def column(folder: Path, name: str, read: FileRead | Found, sheet: int = 0) -> list[str]:
    """Cells of the column of a heading."""
    at = read.sheets[sheet].headings.index(name)
    return all_rows(folder, sheet)[f"c{at}"].tolist()


def pack(path: Path, entries: dict[str, bytes]) -> Path:
    """A zip archive of some entries."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def changed_workbook(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook of LibreOffice with one thing changed in it."""
    with zipfile.ZipFile(FILES / "buku.xlsx") as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    assert old in entries[part]
    return pack(path, entries | {part: entries[part].replace(old, new)})


def leftovers(folder: Path) -> Iterator[str]:
    """Names of all that lies in a folder."""
    return (entry.name for entry in folder.rglob("*"))


def write(file: Path, content: str | bytes) -> Path:
    """A file of some content."""
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def kml(body: str, *, before: str = "") -> str:
    """A KML document, with something before its root."""
    return f'<?xml version="1.0"?>{before}<kml><Document>{body}</Document></kml>'
