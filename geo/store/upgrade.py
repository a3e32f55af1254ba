"""A store is made whole, or brought up to what this program needs after a copy was kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from geo.errors import StoreError
from geo.home import sync
from geo.store.faults import damaged, driver, name_of
from geo.store.sqlite import connect_to_write, open_engine
from geo.store.tables import HEAD
from geo.text import _

MIGRATIONS = Path(__file__).parent / "migrations"
JOURNALS = ("-wal", "-journal")


def make_or_migrate(file: Path) -> None:
    """
    See to it that `file` is a store of this program's version.

    Raises
    ------
    StoreError
        If the file is not a store, was written by a newer program, or has gone and left its
        journal behind; the file is then as it was.
    """
    if not file.exists():
        _make(file)
    revision = read_revision(file)
    if revision > HEAD:
        raise StoreError(
            _(
                "{store} was written by a newer PetaPORA (version {theirs} of the store; "
                "this program knows {ours}). Install the newer program; nothing was changed.",
                store=name_of(file),
                theirs=revision,
                ours=HEAD,
            )
        )
    if revision < HEAD:
        migrate(file)


def read_revision(file: Path) -> str:
    """Version of the store in `file`; StoreError if it says none."""
    with closing(driver.connect(file)) as connection:
        connection.execute("PRAGMA busy_timeout = 10000")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if ("alembic_version",) not in tables.fetchall():
            raise StoreError(damaged(name_of(file)))
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else ""


def _make(file: Path) -> None:
    """Make an empty store beside `file`, then put it there, unless another program was first."""
    require_no_journal(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".making.") as folder:
        draft = Path(folder) / file.name
        migrate(draft)
        sync(draft)
        with contextlib.suppress(FileExistsError):
            _put(draft, file)
    sync(file.parent)


def require_no_journal(file: Path) -> None:
    """Refuse to open a store beside the journal of another, which would be read into it."""
    beside = [file.with_name(f"{file.name}{end}") for end in JOURNALS]
    left = [path.name for path in beside if path.exists() and path.stat().st_size]
    if left:
        raise StoreError(
            _(
                "{store} has gone or was replaced, but its journal {journal} is still there. "
                "Put the store back, or end PetaPORA and move the journal away.",
                store=name_of(file),
                journal=left[0],
            )
        )


def _put(draft: Path, file: Path) -> None:
    """Give the draft its name; FileExistsError if there is a store by now."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if file.exists():
            raise FileExistsError(file) from None
        draft.rename(file)


def migrate(file: Path, *, to: str = HEAD) -> None:
    """Bring a store to version `to` in one transaction; one that holds anything is copied first."""
    engine = open_engine(file, foreign_keys=False)  # tables may be rebuilt; checked below
    try:
        with connect_to_write(engine) as connection, connection.begin():
            revision = _revision(connection)
            if revision == to:  # another program was first
                return
            if revision:
                keep_copy(file, revision)
            _run(connection, to)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError(damaged(name_of(file)))
    finally:
        engine.dispose()


def _revision(connection: Connection) -> str:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""


def _run(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def keep_copy(file: Path, revision: str) -> Path:
    """Copy a store, as it was last committed, to the folder ``kept`` beside it."""
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = file.parent / "kept" / f"{file.stem}-{revision}-{moment}{file.suffix}"
    copy.parent.mkdir(exist_ok=True)
    draft = copy.with_suffix(".draft")
    with closing(driver.connect(file)) as whole, closing(driver.connect(draft)) as into:
        whole.backup(into)
        if into.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise StoreError(damaged(name_of(file)))
        into.execute("PRAGMA journal_mode = DELETE")  # one file, without a journal beside it
    sync(draft)
    draft.replace(copy)
    sync(copy.parent)
    return copy
