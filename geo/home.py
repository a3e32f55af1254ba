"""Where things lie: the project, its curated facts, and the folder of all that is built."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"


def home() -> Path:
    """Folder of all that is built or recorded; the setting ``PETAPORA_HOME`` moves it."""
    return Path(os.environ.get("PETAPORA_HOME") or ROOT / "built").absolute()


def facts_folder() -> Path:
    """Folder of the curated facts; the setting ``PETAPORA_FACTS`` names another."""
    return Path(os.environ.get("PETAPORA_FACTS") or ROOT / "data").absolute()


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: a temporary file, synced, then renamed over `path`."""
    with _file_atomically(path) as draft:
        draft.write_bytes(content)


def write_parquet(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as Parquet, with its geometry if it has one, whole or not at all."""
    with _file_atomically(file) as draft:
        frame.to_parquet(draft, compression="zstd")


@contextmanager
def _file_atomically(path: Path) -> Iterator[Path]:
    """A file to write, which becomes `path` only if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        sync(draft)
        draft.chmod(0o644)  # temporary files are private to begin with
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Wait until the disk holds a file, or the names in a folder; Windows syncs no folder."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def folder_atomically(path: Path) -> Iterator[Path]:
    """A fresh folder to fill, which becomes `path` only if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    draft.chmod(0o755)
    old = draft.with_name(f"{draft.name}.old")
    try:
        yield draft
        for written in (*draft.rglob("*"), draft):
            sync(written)
        if path.exists():
            os.replace(path, old)  # never half removed where it is read
        os.replace(draft, path)
    except BaseException:
        if old.exists() and not path.exists():
            os.replace(old, path)
        raise
    finally:
        for rest in (draft, old):
            shutil.rmtree(rest, ignore_errors=True)
