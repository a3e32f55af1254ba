"""Many write at once, and writers are killed: what was acknowledged is there, whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.home import ROOT
from geo.store.activities import read_visits, write_activities
from geo.store.changes import read_changes
from geo.store.database import store_file
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.builders import make_office
from tests.store.made_rows import ask, make_visits
from tests.store.writer import KILLS, ROWS, VISITS, check, is_undone

OFFICE = make_office("51.07", "51.08")
THREADS, TIMES = 8, 25


@pytest.mark.slow
def test_many_threads_write_and_read_at_once_and_none_is_refused(facts: Path) -> None:
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for turn in range(TIMES):
                visit = make_visits("51.08.01.2001", prefix=f"{name}-{turn}-")
                write_activities(LAPTOP, visits=visit)
                assert len(read_visits(LAPTOP, OFFICE)) >= turn
        except BaseException as fault:  # noqa: BLE001 # told by the assertion below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(read_visits(LAPTOP, OFFICE)) == THREADS * TIMES
    assert (read_changes(LAPTOP)["about"] == "visits").sum() == THREADS * TIMES


def missing_or_torn(acknowledged: set[int], rows: dict[int, int]) -> set[int]:
    """Batches that were acknowledged and are not there, or are there in part."""
    return {b for b in acknowledged | set(rows) if rows.get(b, 0) != ROWS}


def test_a_batch_that_is_lost_or_torn_would_be_found() -> None:
    assert missing_or_torn({0, 1, 2}, {0: ROWS, 1: ROWS - 1}) == {1, 2}
    assert missing_or_torn({0}, {0: ROWS, 1: ROWS}) == set()  # written, not yet acknowledged


@pytest.mark.store
@pytest.mark.skipif(os.name == "nt", reason="Windows does not fork")
def test_no_acknowledged_row_is_lost_when_writers_are_killed(facts: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.store.writer"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    acknowledged = {int(line) for line in told.stdout.splitlines()}
    assert len(acknowledged) >= KILLS

    check()
    reports = read_reports(LAPTOP, OFFICE).index.str.partition("-").get_level_values(0).astype(int)
    rows = reports.value_counts().to_dict()
    assert missing_or_torn(acknowledged, rows) == set()
    assert len(rows) - len(acknowledged) <= KILLS  # at most the one that each was writing
    events = ask("SELECT count(*) FROM team_events WHERE fact < 'a'")
    assert events == [(len(rows),)]
    noted = read_changes(LAPTOP)["about"].value_counts()
    assert (noted["reports"], noted["team_events"]) == (len(rows), len(rows))
    check_imports(acknowledged)


def check_imports(acknowledged: set[int]) -> None:
    """Every file is there whole, undone whole, or not there; and its change with it."""
    imports = ask("SELECT import_id, file, undone_at <> '', n_added + n_updated FROM imports")
    assert {row[3] for row in imports} == {VISITS}
    files = {int(file): bool(undone) for _key, file, undone, _n in imports}
    assert {batch: files[batch] for batch in acknowledged} == {
        batch: is_undone(batch) for batch in acknowledged
    }
    own = """SELECT count(*) FROM visits
        WHERE deleted_at IS NULL AND visit <> 'shared' AND import_id = ?"""
    for key, _file, undone, _n in imports:
        assert ask(own, key) == [(0 if undone else VISITS - 1,)]
    (said,) = ask("SELECT programme, import_id FROM visits WHERE visit = 'shared'")
    last = max(file for file, undone in files.items() if not undone)
    assert said[0] == f"programme {last}"
    assert ask("SELECT file FROM imports WHERE import_id = ?", said[1]) == [(f"{last}",)]
    waiting = ask("SELECT count(*), count(DISTINCT import_id) FROM import_rows")
    assert waiting == [(len(imports), len(imports))]
    actions = read_changes(LAPTOP)["action"].value_counts()
    assert (actions["import"], actions["undo"]) == (len(imports), sum(files.values()))
    left = [path.stat().st_size for path in store_file().parent.glob(".staging*/*")]
    assert max(left, default=0) < 64_000, "killed while it opens its file, it leaves no row there"
