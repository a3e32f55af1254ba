"""The only door to the store: every reading and every writing says for whom it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import Connection, Engine

from geo.errors import StoreError
from geo.home import home
from geo.store.faults import damaged, name_of, store_faults_in_words
from geo.store.scope import Role, Scope
from geo.store.sqlite import connect_to_write, open_engine
from geo.store.upgrade import make_or_migrate, require_no_journal
from geo.text import _

READERS = (Role.AUDITOR, Role.MEETING)
"""Roles that record nothing."""

_engines: dict[Path, tuple[tuple[int, int], Engine]] = {}
_opening = threading.Lock()
_writing: ContextVar[tuple[Scope, Connection] | None] = ContextVar("writing", default=None)


def store_file() -> Path:
    """The file that holds all that an office records."""
    return home() / "records" / "petapora.sqlite"


def prepare_store() -> None:
    """
    Make the store if there is none, migrate an older one after a copy was kept, and check it.

    The other functions do the same when a process first needs the store, but for the check,
    which reads the whole file; only this one begins a new store where one has gone meanwhile.

    Raises
    ------
    StoreError
        If it is damaged, newer than this program, locked, or may not be written.
    """
    file = store_file()
    with store_faults_in_words(file), _connect(file, anew=True) as connection:
        if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
            raise StoreError(damaged(name_of(file)))


@contextmanager
def reading(scope: Scope) -> Iterator[Connection]:
    """
    A connection that sees the store as it is at one moment.

    Parameters
    ----------
    scope : Scope
        Whom the rows are read for; the caller leaves out what lies outside.

    Raises
    ------
    StoreError
        As `prepare_store` does, also out of the block.
    """
    file = store_file()
    with store_faults_in_words(file), _connect(file) as connection, connection.begin():
        yield connection


@contextmanager
def writing(scope: Scope) -> Iterator[Connection]:
    """
    A connection whose changes are kept all together if the block ends well, or not at all.

    Inside of another block of the same scope it takes part in that one's transaction.

    Parameters
    ----------
    scope : Scope
        Who writes; a role that only reads is refused.

    Raises
    ------
    StoreError
        As `prepare_store` does, also out of the block.
    """
    outer = _writing.get()
    if outer is not None:
        if outer[0] != scope:
            raise RuntimeError("one transaction is of one scope")
        yield outer[1]
        return
    _require_writer(scope)
    file = store_file()
    with (
        store_faults_in_words(file),
        _connect(file, to_write=True) as connection,
        beginning(scope, connection),
    ):
        yield connection


@contextmanager
def preparing(scope: Scope) -> Iterator[Connection]:
    """
    A connection outside of any transaction, of its own, on which `beginning` begins one.

    What is attached to it is gone when the block ends.

    Parameters
    ----------
    scope : Scope
        Who writes; a role that only reads is refused.

    Raises
    ------
    StoreError
        As `prepare_store` does, also out of the block.
    """
    if _writing.get() is not None:
        raise RuntimeError("this is a transaction of its own")
    _require_writer(scope)
    file = store_file()
    with store_faults_in_words(file), _connect(file, to_write=True) as connection:
        connection.detach()
        yield connection


@contextmanager
def beginning(scope: Scope, connection: Connection) -> Iterator[None]:
    """A transaction on a connection, in which `writing` takes part."""
    token = _writing.set((scope, connection))
    try:
        with connection.begin():
            yield
    finally:
        _writing.reset(token)


def _require_writer(scope: Scope) -> None:
    if scope.role in READERS:
        raise StoreError(_("The role {role} records nothing.", role=scope.role.value))


def store_version(scope: Scope) -> str:
    """
    A short text that differs after every change of the store, and from one store to another.

    It names the store and its newest change with its moment, so that a store that was put back
    from a copy and written to again does not pass for what it was.
    """
    with reading(scope) as connection:
        store = connection.exec_driver_sql("SELECT id FROM store").scalar()
        newest = connection.exec_driver_sql(
            "SELECT seq, at FROM changes ORDER BY seq DESC LIMIT 1"
        ).first()
    return f"{store}:{newest.seq}:{newest.at}" if newest else f"{store}:0"


def _connect(file: Path, *, to_write: bool = False, anew: bool = False) -> Connection:
    engine = _engine(file, anew=anew)
    return connect_to_write(engine) if to_write else engine.connect()


def _engine(file: Path, *, anew: bool) -> Engine:
    """
    Connections to the store, which is made or migrated when a process first needs it.

    One that this process knew and that has gone is begun `anew` only if that is asked for.
    """
    with _opening:
        known = _engines.get(file)
        if known is not None and known[0] == _identity(file):
            return known[1]
        if known is not None:  # another file lies there by now
            known[1].dispose()
            require_no_journal(file)
            if not anew and not file.exists():
                raise StoreError(_gone(file))
            del _engines[file]
        try:
            make_or_migrate(file)
        except OSError as error:
            remedy = _("See to the disk and its rights, then try again.")
            raise StoreError(f"{name_of(file)}: {error.strerror or error}. {remedy}") from error
        engine = open_engine(file)
        _engines[file] = _identity(file), engine
        return engine


def _gone(file: Path) -> str:
    return _(
        "{store} has gone while PetaPORA was running. Put it back, or begin a new one by: "
        "petapora build",
        store=name_of(file),
    )


def _identity(file: Path) -> tuple[int, int]:
    """What stays the same while a file is written, and differs when another takes its place."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino
