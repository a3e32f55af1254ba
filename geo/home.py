"""Where things lie: the project, its curated facts, and the folder of all that is built."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # temporary files are private to begin with
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def folder_atomically(path: Path) -> Iterator[Path]:
    """A fresh folder to fill, which becomes `path` only if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    draft.chmod(0o755)
    old = draft.with_name(f"{draft.name}.old")
    try:
        yield draft
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
