"""
Writers that are killed while they write: each begins where the one before was killed.

Each writer is a process of its own. It checks the store, writes batches of reports, imports a file
for each and undoes every other one, and says the number of a batch once the store has acknowledged
all of it. Run as a program it prints those numbers.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import pandas as pd

from geo.store.database import reading, writing
from geo.store.imports import ImportHeader, importing, undo_import
from geo.store.reports import write_reports
from geo.store.scope import LAPTOP
from geo.store.teams import record_team_event
from geo.words import Kind, TeamStatus
from tests.builders import day, make_office
from tests.store.made_rows import ask, make_reports, make_visits

ROWS = 5
"""Reports in a batch; a batch is one transaction."""

VISITS = 3
"""Rows of a file; an import is one transaction, and so is undoing it."""

OFFICE = make_office("51.07", "51.08")
KILLS = 60
FIRST_ACKNOWLEDGED = b"."


def check() -> None:
    """Raise if the store is damaged or a reference is broken."""
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []


def next_batch() -> int:
    """Number of the first batch that is not in the store."""
    with reading(LAPTOP) as connection:
        written = connection.exec_driver_sql("SELECT count(*) FROM reports").scalar_one()
    return written // ROWS


def write_batch(batch: int) -> None:
    """Write some reports and an event of a team, in one step."""
    with writing(LAPTOP):
        write_reports(LAPTOP, make_reports(*["51.08.01.2001"] * ROWS, prefix=f"{batch}-"))
        record_team_event(
            LAPTOP,
            fact=f"{batch}",
            kode="51.07.01",
            status=TeamStatus.FORMED,
            holds_from=day("2020-01-01"),
            source="berita",
        )


def is_undone(batch: int) -> bool:
    """Whether the file of a batch is undone after it was imported."""
    return batch % 2 == 1


def import_file(batch: int) -> None:
    """Import a file of visits, one of which the next file changes; undo every other file."""
    visits = make_visits(*["51.08.01.2001"] * VISITS, prefix=f"{batch}-")
    visits.loc[0, ["visit", "programme"]] = ["shared", f"programme {batch}"]
    waiting = pd.DataFrame({"state": ["held"], "cells": [{}]}, index=[VISITS])
    issues = pd.DataFrame(columns=["line", "reason"])
    header = ImportHeader(OFFICE, Kind.VISITS, "polres", f"{batch}", f"{batch}")
    with importing(LAPTOP, header) as rows:
        rows.put("visits", visits)
        rows.hold(waiting, issues)
    if is_undone(batch):
        undo_import(LAPTOP, OFFICE, rows.import_id)


def write_until_killed(ready: int) -> None:
    """Check the store, then write batch after batch."""
    check()
    batch = next_batch()
    while True:
        write_batch(batch)
        import_file(batch)
        os.write(sys.stdout.fileno(), f"{batch}\n".encode())
        os.write(ready, FIRST_ACKNOWLEDGED)
        batch += 1


def main() -> None:
    """Let one writer after the other be killed, each some moments after its first batch."""
    wait = random.Random(1)
    for _turn in range(KILLS):
        hears, ready = os.pipe()
        writer = os.fork()
        if not writer:
            try:
                write_until_killed(ready)
            finally:
                os._exit(1)
        os.close(ready)
        began = os.read(hears, 1) == FIRST_ACKNOWLEDGED
        time.sleep(wait.uniform(0, 0.05))
        os.kill(writer, signal.SIGKILL)
        _pid, status = os.waitpid(writer, 0)
        os.close(hears)
        if not began or os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit("a writer ended by itself")


if __name__ == "__main__":
    main()
