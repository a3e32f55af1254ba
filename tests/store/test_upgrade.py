"""A store is made whole; an older one is migrated after a copy was kept; settings are safe."""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from geo.errors import StoreError
from geo.store import sqlite, upgrade
from geo.store.activities import read_visits
from geo.store.database import prepare_store, reading, store_file, store_version
from geo.store.faults import driver
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.store.tables import HEAD, metadata
from geo.store.upgrade import migrate, read_revision
from tests.builders import make_office
from tests.store.damage import close_store
from tests.store.made_rows import ask, make_reports, make_visits

SOUND = [(3, 51, 3), (3, 53, 4), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)]
UNSOUND = [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2), (3, 49, 9)]
DESA = "51.08.01.2001"
OLD_SOURCES = [(f"source {n}", "Berita") for n in range(50)]


@pytest.fixture
def first_version(home: Path) -> Path:
    """A store as the first version of the program left it."""
    store_file().parent.mkdir(parents=True)
    migrate(store_file(), to="0001")
    with closing(driver.connect(store_file())) as connection:
        connection.executemany("INSERT INTO sources (source, title) VALUES (?, ?)", OLD_SOURCES)
        connection.commit()
    return store_file()


def kept() -> list[Path]:
    return sorted((store_file().parent / "kept").glob("*"))


def is_empty() -> bool:
    return store_version(LAPTOP).endswith(":0")


def test_the_migrations_lead_to_the_tables_of_the_program(home: Path) -> None:
    with reading(LAPTOP) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_migrations_write_the_same_rules_and_strict_tables_as_the_program(
    home: Path, tmp_path: Path
) -> None:
    prepare_store()
    engine = sqlite.open_engine(tmp_path / "fresh.sqlite")
    metadata.create_all(engine)
    with engine.connect() as connection:
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        fresh = dict(tuple(row) for row in connection.exec_driver_sql(named))
    engine.dispose()
    made = dict(ask(named))
    assert {name: rules_of(made[name]) for name in fresh} == {
        name: rules_of(sql) for name, sql in fresh.items()
    }
    assert all(made[name].split()[-1] == "STRICT" for name in fresh)


def rules_of(sql: str) -> list[str]:
    """Columns and rules of a table in any order: a column that is added stands behind the rules."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    depths = [body[:place].count("(") - body[:place].count(")") for place in range(len(body))]
    ends = [place for place, sign in enumerate(body) if sign == "," and not depths[place]]
    parts = [body[a + 1 : b] for a, b in zip([-1, *ends], [*ends, len(body)], strict=True)]
    return sorted(" ".join(part.split()) for part in parts)


def test_rules_that_differ_would_be_found() -> None:
    strict = "CREATE TABLE a (b TEXT, CHECK (b IN (0, 1)), c TEXT) STRICT"
    assert rules_of(strict) == ["CHECK (b IN (0, 1))", "b TEXT", "c TEXT"]


def test_a_store_is_made_at_first_need_with_nothing_left_beside_it(home: Path) -> None:
    assert is_empty()
    close_store()
    assert [path.name for path in store_file().parent.iterdir()] == ["petapora.sqlite"]
    assert read_revision(store_file()) == HEAD


def test_an_older_store_is_migrated_with_all_its_rows_after_a_copy_was_kept(
    first_version: Path,
) -> None:
    assert is_empty()
    assert read_revision(first_version) == HEAD
    assert ask("SELECT source, title FROM sources") == OLD_SOURCES
    assert ask("SELECT count(*) FROM reports") == [(0,)]
    (copy,) = kept()
    assert copy.name.startswith("petapora-0001-")
    assert read_revision(copy) == "0001"
    with closing(driver.connect(copy)) as connection:
        found = connection.execute("SELECT source, title FROM sources").fetchall()
    assert found == OLD_SOURCES


@pytest.mark.slow
def test_a_store_of_the_version_before_keeps_its_reports_and_activities(home: Path) -> None:
    store_file().parent.mkdir(parents=True)
    migrate(store_file(), to="0003")
    with closing(driver.connect(store_file())) as connection:
        connection.execute("INSERT INTO sources (source) VALUES ('daftar')")
        for table, frame in (("reports", make_reports(DESA)), ("visits", make_visits(DESA))):
            marks = ", ".join("?" * len(frame.columns))
            connection.execute(
                f"INSERT INTO {table} ({', '.join(frame.columns)}) VALUES ({marks})",
                tuple(frame.astype(object).iloc[0]),
            )
        connection.commit()
    office = make_office("51.07", "51.08")
    report = read_reports(LAPTOP, office).loc["r1"]
    assert (report["kode_desa"], report["follow_up"]) == (DESA, "baru")
    assert ask("SELECT agency, import_id FROM reports") == [("", "")]
    assert read_visits(LAPTOP, office).loc["v1", ["kode", "note"]].to_list() == [DESA, ""]
    assert [copy.name[:13] for copy in kept()] == ["petapora-0003"]


def test_every_store_is_told_from_any_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store_version(LAPTOP)
    monkeypatch.setenv("PETAPORA_HOME", str(home / "other"))
    assert store_version(LAPTOP) != first
    monkeypatch.setenv("PETAPORA_HOME", str(home))
    assert store_version(LAPTOP) == first


def test_a_store_of_this_version_is_not_copied(home: Path) -> None:
    prepare_store()
    close_store()
    prepare_store()
    assert kept() == []


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upgrade._run

    def fail(connection, to: str) -> None:  # type: ignore[no-untyped-def]
        run(connection, to)
        raise KeyboardInterrupt

    monkeypatch.setattr(upgrade, "_run", fail)
    with pytest.raises(KeyboardInterrupt):
        prepare_store()
    assert read_revision(first_version) == "0001"
    assert ask("SELECT name FROM sqlite_master WHERE name = 'reports'") == []
    assert ask("SELECT source, title FROM sources") == OLD_SOURCES
    monkeypatch.undo()


def test_a_migration_that_breaks_a_reference_is_taken_back(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upgrade._run

    def lose_sources(connection, to: str) -> None:  # type: ignore[no-untyped-def]
        run(connection, to)
        connection.exec_driver_sql(
            "INSERT INTO visits (visit, kode, visited_on, source) VALUES ('v', '', '', 'gone')"
        )

    monkeypatch.setattr(upgrade, "_run", lose_sources)
    with pytest.raises(StoreError, match="is damaged"):
        prepare_store()
    assert read_revision(first_version) == "0001"


def test_threads_that_need_a_store_at_once_make_one(home: Path) -> None:
    faults: list[BaseException] = []

    def ask_version() -> None:
        try:
            assert is_empty()
        except BaseException as fault:  # noqa: BLE001 # told by the assertion below
            faults.append(fault)

    threads = [threading.Thread(target=ask_version) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_store_that_another_program_made_meanwhile_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = upgrade.migrate

    def make_slowly(file: Path, **how: str) -> None:
        make(file, **how)
        if file != store_file() and not store_file().exists():
            make(store_file())
            with closing(driver.connect(store_file())) as connection:
                connection.execute("INSERT INTO sources (source) VALUES ('first')")
                connection.commit()

    monkeypatch.setattr(upgrade, "migrate", make_slowly)
    prepare_store()
    assert ask("SELECT source FROM sources") == [("first",)]


def setting(name: str) -> object:
    with reading(LAPTOP) as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_an_acknowledged_row_is_on_the_disk_and_references_are_held(home: Path) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
    assert [setting(name) for name in names] == ["wal", 2, 1, 60000, 0]
    assert (setting("cell_size_check"), setting("recursive_triggers")) == (1, 1)


@pytest.mark.parametrize("version", SOUND)
def test_a_mended_sqlite_keeps_a_write_ahead_log(version: tuple[int, ...]) -> None:
    assert sqlite.has_sound_wal(version)


@pytest.mark.parametrize("version", UNSOUND)
def test_a_sqlite_that_can_damage_its_log_does_without(version: tuple[int, ...]) -> None:
    assert not sqlite.has_sound_wal(version)
    assert sqlite.journal_settings(version) == ("journal_mode = TRUNCATE", "synchronous = EXTRA")


def test_the_store_goes_on_without_a_log_and_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sqlite.journal_settings.cache_clear()
    monkeypatch.setattr(sqlite, "sqlite_version", lambda: (3, 40, 1))
    with caplog.at_level(logging.WARNING):
        assert [setting("journal_mode"), setting("synchronous")] == ["truncate", 3]
    assert caplog.messages == [
        "SQLite 3.40.1 has a fault in its write-ahead log; the store does without."
    ]


def test_a_sqlite_without_strict_tables_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "sqlite_version", lambda: (3, 34, 0))
    with pytest.raises(StoreError, match=r"SQLite 3\.34\.0 is too old for the store\. Install"):
        prepare_store()
