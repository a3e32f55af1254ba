"""What one of several processes does of a run."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.fuzz.run import Tally, bench_in, try_many


def tell(line: str) -> None:
    """Write one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def share(built: str, first: int, step: int, n: int, run: int, seconds: float) -> dict[str, Tally]:
    """What one process does of a run."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, bench_in(Path(folder), Path(built)) as bench:
        tries = try_many(bench, first=first, step=step, n=n, run=run)
        for done, (format_, number, tried) in enumerate(tries, start=1):
            tallies[format_].add(tried, number)
            for finding in tried.findings:
                tell(f"{format_}:{number} {finding}")
            if time.monotonic() - begun > seconds:
                break
            if done % 500 == 0:
                tell(f"[{first + 1}/{step}] {done} files, {time.monotonic() - begun:.0f} s")
    return dict(tallies)
