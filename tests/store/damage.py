"""What can happen to the file of a store that nobody has open."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from geo.store import database
from geo.store.faults import driver


def end_connections() -> None:
    """Close all connections, so that the file holds everything."""
    for _identity, engine in database._engines.values():
        engine.dispose()


def close_store() -> None:
    """Be a program that has not opened the store yet."""
    end_connections()
    database._engines.clear()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def overwrite(file: Path) -> None:
    content = bytearray(file.read_bytes())
    noise = random.Random(1).randbytes(len(content) - 8192)
    file.write_bytes(bytes(content[:4096]) + noise + bytes(content[-4096:]))


def replace(file: Path) -> None:
    file.write_text("laporan,tanggal\n" * 400, encoding="utf-8")


def other_database(file: Path) -> None:
    file.unlink()
    with closing(driver.connect(file)) as connection:
        connection.execute("CREATE TABLE notes (text)")
