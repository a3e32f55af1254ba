"""wilayah_boundaries: desa polygons downloaded from its repository, checked and read."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextvars import copy_context
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

import geopandas as gpd
import pandas as pd

from geo.boundaries.layers import boundaries_folder
from geo.boundaries.match import match_report
from geo.boundaries.register import read_register
from geo.boundaries.repair import polygons_of
from geo.boundaries.sources import WILAYAH, wilayah_base
from geo.boundaries.tiling import Tiles, clean
from geo.crs import WGS84
from geo.errors import DataError, SourceUnreachable
from geo.home import ROOT, write_atomically
from geo.text import _, number
from geo.words import Level

HASHES = ROOT / "data" / "wilayah_boundaries.sha256"
GAP_WIDTH = 0.0005
ANSWER_SECONDS = 5.0
"""Within this long the source must answer at all; a file may then pause for `FILE_SECONDS`."""
FILE_SECONDS = 10.0
_DOWNLOADS_AT_ONCE = 4

Done = Callable[[int, int], None]
"""Told how many files are there, and how many there will be."""

_INSERT = re.compile(
    r"^INSERT\s+INTO\s+[`\w]+\s*\(([^)]*)\)\s*VALUES", re.IGNORECASE | re.MULTILINE
)
_STATEMENT_END = re.compile(r"\s*;")
_COLUMNS = ["kode", "nama", "path"]
_VALUE = r"'(?:[^'\\]++|''|\\.)*+'|NULL|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_TUPLE = re.compile(rf"\s*[,;]?\s*\(\s*((?:{_VALUE})(?:\s*,\s*(?:{_VALUE}))*)\s*\)", re.IGNORECASE)
_VALUES = re.compile(_VALUE, re.IGNORECASE)
_ESCAPED = re.compile(r"''|\\(.)")


def desa_files(provinsi: str) -> dict[str, str]:
    """SHA-256 by path of the files that hold a province's desa; empty if there are none."""
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {path: sha for sha, path in pairs if path.startswith(f"db/kel/{provinsi}/")}


def read_tiles(provinsi: str, *, done: Done = lambda n, total: None) -> Tiles:
    """
    Desa of a province as a cleaned coverage, downloaded where they are not at hand.

    Raises
    ------
    SourceUnreachable
        If the source does not answer in time, or with other bytes than the pinned ones.
    DataError
        If a file cannot be understood.
    """
    rows = pd.concat([read_sql(file) for file in download(provinsi, done=done)])
    rows = rows.set_index("kode").sort_index()
    shaped = rows[rows["path"].notna()]
    polygons = [polygons_of(json.loads(path)) for path in shaped["path"]]
    desa = gpd.GeoDataFrame({"nama": shaped["nama"]}, geometry=polygons, crs=WGS84)
    return _in_register(clean(desa[~desa.is_empty], gap_width=GAP_WIDTH), provinsi)


def _in_register(desa: gpd.GeoDataFrame, provinsi: str) -> Tiles:
    """The polygons under the names of the register, and which of its desa have none."""
    register = read_register(Level.DESA)
    register = register[register.index.str[:2] == provinsi]
    unknown = desa.index.difference(register.index)
    if len(unknown):
        raise DataError(
            _(
                "wilayah_boundaries has desa that the register does not have: {kode}. "
                "Use versions of the two that belong together.",
                kode=", ".join(unknown[:5]),
            )
        )
    found = pd.DataFrame({"source_name": desa["nama"], "how": "code", "score": 100.0})
    named = desa.assign(
        nama=register["nama"].reindex(desa.index),
        level=Level.DESA.value,
        parent=register["parent"].reindex(desa.index),
    )
    return Tiles(WILAYAH, named, match_report(register, found), gpd.GeoSeries([], crs=WGS84))


# -- downloading


def download(provinsi: str, *, done: Done = lambda n, total: None) -> list[Path]:
    """
    Files of a province, from the folder of downloads or from the source.

    A file is kept under its hash once it is whole and right, so that what an interrupted build
    has fetched is not fetched again.

    Raises
    ------
    SourceUnreachable
        Within seconds if the source does not answer; also for an answer that is an error, and
        for bytes that are not the pinned ones.
    """
    wanted = desa_files(provinsi)
    absent = {path: sha for path, sha in wanted.items() if not _is_kept(sha)}
    if absent:
        _must_answer(next(iter(absent)))
        _fetch_all(absent, done=lambda n: done(len(wanted) - len(absent) + n, len(wanted)))
    return [_kept(sha) for sha in wanted.values()]


def _kept(sha: str) -> Path:
    return boundaries_folder() / "downloads" / f"{sha}.sql"


def _is_kept(sha: str) -> bool:
    file = _kept(sha)
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == sha


def _fetch_all(files: Mapping[str, str], *, done: Callable[[int], None]) -> None:
    calls = [partial(_fetch, path, sha) for path, sha in files.items()]
    with ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
        pending = [pool.submit(copy_context().run, call) for call in calls]
        try:
            for n, finished in enumerate(as_completed(pending), start=1):
                finished.result()
                done(n)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _fetch(path: str, sha: str) -> None:
    address = f"{wilayah_base()}/{path}"
    try:
        content = _get(address, timeout=FILE_SECONDS)
    except SourceUnreachable:  # one line that drops is no reason to give up hundreds of files
        content = _get(address, timeout=FILE_SECONDS)
    found = hashlib.sha256(content).hexdigest()
    if found != sha:
        raise SourceUnreachable(
            _(
                "{path}: not the pinned file: SHA-256 {found} instead of {pinned}.",
                path=path,
                found=found[:12],
                pinned=sha[:12],
            )
        )
    write_atomically(_kept(sha), content)


def _must_answer(path: str) -> None:
    """Ask for one file's head, and wait no longer than a few seconds, whatever hangs."""
    address = f"{wilayah_base()}/{path}"
    answer: Future[bytes] = Future()

    def ask() -> None:
        try:
            answer.set_result(_get(address, timeout=ANSWER_SECONDS, method="HEAD"))
        except SourceUnreachable as fault:
            answer.set_exception(fault)

    asking = threading.Thread(target=copy_context().run, args=(ask,), daemon=True)
    asking.start()  # a thread of its own, as looking up a name knows no timeout
    try:
        answer.result(timeout=ANSWER_SECONDS)
    except TimeoutError as error:
        raise SourceUnreachable(
            _(
                "{address} cannot be reached: no answer in {seconds} seconds.",
                address=address,
                seconds=number(ANSWER_SECONDS),
            )
        ) from error


def _get(address: str, *, timeout: float, method: str = "GET") -> bytes:
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            content: bytes = answer.read()
    except (OSError, HTTPException, ValueError) as error:  # HTTPError and URLError are OSErrors
        if isinstance(error, HTTPError):
            error.close()
        raise SourceUnreachable(
            _("{address} cannot be reached: {reason}.", address=address, reason=error)
        ) from error
    return content


# -- reading


def read_sql(file: Path) -> pd.DataFrame:
    """
    Rows of the INSERT statements of a file; nothing in it is executed.

    Returns
    -------
    DataFrame
        ``kode``, ``nama`` and ``path`` (JSON text, or None for NULL), in file order.

    Raises
    ------
    DataError
        If the rows do not end where a statement ends, or have another number of values than
        columns.
    """
    text = file.read_text(encoding="utf-8")
    rows = [row for insert in _INSERT.finditer(text) for row in _rows_after(text, insert, file)]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def _rows_after(text: str, insert: re.Match[str], file: Path) -> Iterator[tuple[str | None, ...]]:
    columns = [column.strip(" `").lower() for column in insert[1].split(",")]
    at = insert.end()
    while row := _TUPLE.match(text, at):
        values = [_unquoted(value) for value in _VALUES.findall(row[1])]
        if len(values) != len(columns) or not set(_COLUMNS) <= set(columns):
            break
        cells = dict(zip(columns, values, strict=True))
        yield tuple(cells[column] for column in _COLUMNS)
        at = row.end()
    if not _STATEMENT_END.match(text, at):
        line = text.count("\n", 0, at) + 1
        raise DataError(
            _(
                "{file}: line {line} is not a row of {columns}. Use the pinned file.",
                file=file.name,
                line=line,
                columns=", ".join(_COLUMNS),
            )
        )


def _unquoted(value: str) -> str | None:
    if value.upper() == "NULL":
        return None
    if not value.startswith("'"):
        return value
    return _ESCAPED.sub(lambda found: found[1] or "'", value[1:-1])
