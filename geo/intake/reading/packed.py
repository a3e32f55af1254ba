"""Zip archives, which workbooks and KMZ are too: weighed by their directory before use."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.limits import MB, Limits

_WORKBOOK_ENTRIES: Final = 2_000
_ENTRIES: Final = 50
_TIGHTEST: Final = 100
"""Times that one layer may be packed; workbooks are bounded by their size alone."""
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".kmz")
_LOCKED: Final = 0x1


def kind_of_archive(names: Collection[str]) -> str:
    """What an archive with files of these names is: xlsx, ods, kmz, shp, or empty for another."""
    lower = {name.lower() for name in names}
    tests: dict[str, Callable[[], bool]] = {
        "xlsx": lambda: "xl/workbook.xml" in lower,
        "ods": lambda: "content.xml" in lower and "mimetype" in lower,
        "shp": lambda: any(name.endswith(".shp") for name in lower),
        "kmz": lambda: any(name.endswith(".kml") for name in lower),
    }
    return next((kind for kind, holds in tests.items() if holds()), "")


def weighed(file: Path, limits: Limits) -> str:
    """Kind of an archive that may be opened; raises Unreadable for one that may not."""
    with opened(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    kind = kind_of_archive([entry.filename for entry in entries])
    if not kind:
        raise Unreadable(Fault.ARCHIVE if entries else Fault.EMPTY)
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise Unreadable(Fault.PASSWORD)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_mb * MB:
        raise Unreadable(Fault.UNPACKS_TOO_LARGE, limit=limits.unpacked_mb)
    is_workbook = kind in ("xlsx", "ods")
    if len(entries) > (_WORKBOOK_ENTRIES if is_workbook else _ENTRIES):
        raise Unreadable(Fault.ARCHIVE)
    tight = unpacked > _TIGHTEST * max(1, sum(entry.compress_size for entry in entries))
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    nested = any(name.endswith(_ARCHIVES) for name in names)
    if not is_workbook and (tight or nested or any(map(_leaves, names))):
        raise Unreadable(Fault.ARCHIVE)
    return kind


def _leaves(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """An archive; what it breaks on while it is read is said in a word."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise Unreadable(Fault.PASSWORD) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # what a directory before the file's first byte gives
            raise
        raise Unreadable(Fault.DAMAGED) from error
