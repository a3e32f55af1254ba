"""A store that cannot be used is never touched, and the reader is told what to do."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.store import sqlite
from geo.store.changes import read_changes
from geo.store.database import prepare_store, reading, store_file, store_version, writing
from geo.store.faults import driver
from geo.store.reports import read_reports, write_reports
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.text import use_language
from tests.builders import make_office, make_register, write_facts
from tests.store.damage import (
    close_store,
    empty,
    end_connections,
    other_database,
    overwrite,
    replace,
    truncate,
)
from tests.store.made_rows import make_reports

pytestmark = pytest.mark.slow

OFFICE = make_office("51.07", "51.08")
DAMAGED = (
    r"^records/petapora\.sqlite is damaged or is not a store of PetaPORA\. "
    r"Move it away and put your last copy in its place; nothing in it was changed\.$"
)
JOURNAL = r"has gone or was replaced, but its journal petapora\.sqlite-wal is still there"


@pytest.fixture
def closed(facts: Path) -> Path:
    """The file of a store with 500 reports that nobody has open."""
    write_reports(LAPTOP, make_reports(*["51.08.01.2001"] * 500))
    close_store()
    assert not store_file().with_name("petapora.sqlite-wal").exists()
    return store_file()


@pytest.mark.parametrize("damage", [truncate, empty, overwrite, replace, other_database])
def test_a_damaged_store_is_said_to_be_and_left_as_it_is(
    closed: Path, damage: Callable[[Path], None]
) -> None:
    damage(closed)
    content = closed.read_bytes()
    with pytest.raises(StoreError, match=DAMAGED):
        prepare_store()
    with pytest.raises(StoreError, match=DAMAGED):
        read_reports(LAPTOP, OFFICE)
    close_store()
    assert closed.read_bytes() == content


def test_damage_deep_in_the_file_is_found_when_the_program_starts(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    place = content.index(b"51.08.01.2001")
    page = place - place % 4096
    content[page : page + 4096] = bytes(4096)
    closed.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=DAMAGED):
        prepare_store()


def test_the_store_says_it_in_the_language_of_the_reader(closed: Path) -> None:
    replace(closed)
    with pytest.raises(StoreError) as english:
        prepare_store()
    use_language("id")
    with pytest.raises(StoreError) as indonesian:
        prepare_store()
    assert "records/petapora.sqlite" in str(indonesian.value)
    assert str(english.value).startswith("records/petapora.sqlite is damaged")


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(closed: Path) -> None:
    with closing(driver.connect(closed)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    content = closed.read_bytes()
    newer = r"written by a newer PetaPORA \(version 0099 of the store; this program knows \d{4}\)"
    with pytest.raises(StoreError, match=rf"{newer}\. Install the newer program"):
        prepare_store()
    assert closed.read_bytes() == content


def test_a_store_whose_journal_alone_is_left_is_not_begun_anew(facts: Path) -> None:
    with reading(LAPTOP):
        journal = store_file().with_name("petapora.sqlite-wal").read_bytes()
    close_store()
    store_file().unlink()
    store_file().with_name("petapora.sqlite-wal").write_bytes(journal)
    with pytest.raises(StoreError, match=JOURNAL):
        prepare_store()
    assert not store_file().exists()


@pytest.fixture
def older(facts: Path, tmp_path: Path) -> Path:
    """A copy of the store from before its only report was recorded."""
    close_store()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(store_file().read_bytes())
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    return copy


def test_a_file_that_takes_the_place_of_the_store_is_read_without_a_new_start(older: Path) -> None:
    end_connections()
    older.replace(store_file())
    assert len(read_reports(LAPTOP, OFFICE)) == 0


def test_a_copy_that_is_put_back_and_written_to_again_is_of_another_version(older: Path) -> None:
    before = store_version(LAPTOP)
    end_connections()
    older.replace(store_file())
    write_reports(LAPTOP, make_reports("51.07.01.2001", prefix="other"))
    assert store_version(LAPTOP).split(":")[:2] == before.split(":")[:2]
    assert store_version(LAPTOP) != before


def test_a_store_that_goes_while_the_program_runs_is_not_begun_anew_unless_asked(
    facts: Path, tmp_path: Path
) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    end_connections()
    away = store_file().rename(tmp_path / "away.sqlite")
    for _turn in range(2):
        with pytest.raises(StoreError, match=r"has gone while.* Put it back, or .*petapora build"):
            read_reports(LAPTOP, OFFICE)
        with pytest.raises(StoreError, match="has gone"):
            write_reports(LAPTOP, make_reports("51.08.01.2001", prefix="more"))
        assert not store_file().exists()
    away.rename(store_file())
    assert len(read_reports(LAPTOP, OFFICE)) == 1
    end_connections()
    store_file().unlink()
    prepare_store()
    assert len(read_reports(LAPTOP, OFFICE)) == 0


def test_a_file_put_in_place_of_a_store_in_use_never_gets_the_journal_of_that_one(
    older: Path,
) -> None:
    content = older.read_bytes()
    older.replace(store_file())
    for _turn in range(2):
        with pytest.raises(StoreError, match=JOURNAL):
            read_reports(LAPTOP, OFFICE)
    assert store_file().read_bytes() == content


def test_a_store_that_another_program_writes_to_is_waited_for_and_then_said_to_be_in_use(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_store()
    impatient = ("busy_timeout = 50", *sqlite.SETTINGS[1:])
    monkeypatch.setattr(sqlite, "SETTINGS", impatient)
    other = sqlite.connect_to_write(sqlite.open_engine(store_file()))
    with other, other.begin():
        with pytest.raises(StoreError, match=r"is in use by another program\. Wait until"):
            write_reports(LAPTOP, make_reports("51.08.01.2001"))
        assert len(read_reports(LAPTOP, OFFICE)) == 0  # reading goes on meanwhile
    write_reports(LAPTOP, make_reports("51.08.01.2001"))


def test_a_full_disk_takes_nothing_in_and_loses_nothing(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    close_store()
    pages = store_file().stat().st_size // 4096 + 4
    monkeypatch.setattr(sqlite, "SETTINGS", (*sqlite.SETTINGS, f"max_page_count = {pages}"))
    with pytest.raises(StoreError, match=r"the disk is full; nothing was recorded\. Make room"):
        write_reports(LAPTOP, make_reports(*["51.08.01.2001"] * 500, prefix="more"))
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1"]


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder in which every account of the machine may look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Nobody may write there, not even root, whose thread acts as an account without rights."""
    parts = [folder, *folder.rglob("*")]
    modes = {part: part.stat().st_mode for part in parts}
    for part in parts:
        part.chmod(0o555 if part.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        ctypes.CDLL(None).setfsuid(65534)
    try:
        yield
    finally:
        if root:
            ctypes.CDLL(None).setfsuid(0)
        for part, mode in modes.items():
            part.chmod(mode)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an account without rights")
def test_a_store_that_may_not_be_written_is_said_to_need_rights(
    public_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(public_folder))
    folder = write_facts(tmp_path / "facts")
    with without_rights(public_folder), pytest.raises(StoreError, match=r"^records/.*rights"):
        prepare_store()
    load_shipped(LAPTOP, folder, register=make_register())
    close_store()
    rights = r"cannot be opened or written here\. See to the rights of the folder and its files"
    with without_rights(public_folder):
        with pytest.raises(StoreError, match=rights):
            write_reports(LAPTOP, make_reports("51.08.01.2001"))
        close_store()
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    assert len(read_reports(LAPTOP, OFFICE)) == 1


def test_a_folder_that_is_a_file_is_named(home: Path) -> None:
    home.mkdir()
    (home / "records").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"^records/petapora\.sqlite: .*See to the disk and its"):
        prepare_store()


def test_a_fault_in_the_middle_of_a_step_takes_all_of_it_back(facts: Path) -> None:
    changes = len(read_changes(LAPTOP))
    with pytest.raises(StoreError, match="no such table"), writing(LAPTOP) as connection:  # noqa: PT012
        write_reports(LAPTOP, make_reports("51.08.01.2001"))
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    assert (len(read_reports(LAPTOP, OFFICE)), len(read_changes(LAPTOP))) == (0, changes)
