"""Zip archives of strangers: weighed before a byte is unpacked, unpacked under names of our own."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from geo.errors import DataError
from geo.text import _, number

MAX_UNPACKED: Final = 200 * 2**20
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 50
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz")


def unpack(archive: Path, folder: Path, *, suffixes: Sequence[str]) -> Path:
    """
    Unpack the parts of the one layer in an archive.

    Parameters
    ----------
    archive : Path
        A zip file.
    folder : Path
        An empty folder; the parts come to lie there as ``layer.shp``, ``layer.dbf`` and so on.
    suffixes : sequence of str
        Suffixes of the parts wanted, the one that names the layer first; others stay packed.

    Returns
    -------
    Path
        The part of the first suffix.

    Raises
    ------
    DataError
        If the archive is damaged, locked or beyond the limits, or holds not exactly one layer.
    """
    with _opened(archive) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        _weigh(archive, entries)
        for entry in _parts_of_one_layer(archive, entries, suffixes):
            part = folder / f"layer{PurePosixPath(entry.filename).suffix.lower()}"
            part.write_bytes(packed.read(entry))
    return folder / f"layer{suffixes[0]}"


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(archive) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise DataError(
            _("{file}: locked by a password. Pack it without.", file=archive.name)
        ) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # what a directory before the file's first byte gives
            raise
        raise _damaged(archive) from error


def _damaged(archive: Path) -> DataError:
    return DataError(_("{file}: a damaged archive. Pack it again.", file=archive.name))


def _weigh(archive: Path, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is too large, too tightly packed, or writes where it should not."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    names = [entry.filename.replace("\\", "/") for entry in entries]
    reasons = {
        _("holds more than {n} files", n=MAX_ENTRIES): len(entries) > MAX_ENTRIES,
        _("unpacks to more than {n} MB", n=number(MAX_UNPACKED / 2**20)): unpacked > MAX_UNPACKED,
        _("is packed more than {n} times", n=MAX_RATIO): unpacked > MAX_RATIO * packed,
        _("holds a path that leaves its folder"): any(map(_leaves, names)),
        _("holds another archive"): any(name.lower().endswith(_ARCHIVES) for name in names),
    }
    for reason, holds in reasons.items():
        if holds:
            raise DataError(
                _(
                    "{file}: {reason}. Pack only the parts of one Shapefile.",
                    file=archive.name,
                    reason=reason,
                )
            )


def _leaves(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _parts_of_one_layer(
    archive: Path, entries: Sequence[zipfile.ZipInfo], suffixes: Sequence[str]
) -> list[zipfile.ZipInfo]:
    known = [entry for entry in entries if not entry.filename.startswith("__MACOSX/")]
    paths = [PurePosixPath(entry.filename.replace("\\", "/")) for entry in known]
    layers = [path.with_suffix("") for path in paths if path.suffix.lower() == suffixes[0]]
    if len(layers) != 1:
        raise DataError(
            _(
                "{file}: holds {n} files {suffix}; it must be one. Pack one Shapefile.",
                file=archive.name,
                n=len(layers),
                suffix=suffixes[0],
            )
        )
    return [
        entry
        for entry, path in zip(known, paths, strict=True)
        if path.with_suffix("") == layers[0] and path.suffix.lower() in suffixes
    ]
