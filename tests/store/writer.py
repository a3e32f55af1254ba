"""
Writers that are killed while they write: each begins where the one before was killed.

Each writer is a process of its own. It checks the store, writes batches of reports, and says the
number of a batch once the store has acknowledged it. Run as a program it prints those numbers.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from geo.store.database import reading, writing
from geo.store.reports import write_reports
from geo.store.scope import LAPTOP
from geo.store.teams import record_team_event
from geo.words import TeamStatus
from tests.builders import day
from tests.store.made_rows import ask, make_reports

ROWS = 5
"""Reports in a batch; a batch is one transaction."""

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


def write_until_killed(ready: int) -> None:
    """Check the store, then write batch after batch."""
    check()
    batch = next_batch()
    while True:
        write_batch(batch)
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
