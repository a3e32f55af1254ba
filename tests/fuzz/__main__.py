"""
Mutated files by the thousand: ``python -m tests.fuzz [--files N] [--minutes M] [--only F:N]``.

Ends with 1 if anything was found. After so many minutes it stops, whether all was tried or not;
`--only csv:12` tries the one file again that a finding names.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from geo.text import use_language
from tests.fuzz.run import Tally, bench_in, try_one
from tests.fuzz.seeds import FORMATS
from tests.fuzz.shares import share, tell
from tests.small_home import build_home

FILES = 20_000


def report(tallies: dict[str, Tally], seconds: float) -> None:
    """A table of the formats, why files were refused, and what was found."""
    tell(f"{'format':8} {'files':>6} {'read':>6} {'refused':>8} {'ended':>6} {'rows':>8} {'MB':>5}")
    total = sum(tallies.values(), Tally())
    for format_, tally in [*tallies.items(), ("all", total)]:
        n = tally.outcomes
        told = (n.total(), n["read"], n["refused"], n["ended"], tally.rows, round(tally.peak_mb))
        tell("{:8} {:6} {:6} {:8} {:6} {:8} {:5}".format(format_, *told))
    for reason, n in total.reasons.most_common():
        tell(f"  {n:6} {reason}")
    tell(f"{total.accepted} rows accepted, {len(total.findings)} findings, {seconds:.0f} s")


def main() -> int:
    """Run; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--run", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    if sys.platform != "linux":
        tell("The fuzz run forks from a warm process, which only Linux does well; nothing was run.")
        return 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as built:
        os.environ["PETAPORA_HOME"] = built
        use_language("en")
        build_home(Path(built))
        if asked.only:
            return _again(Path(built), asked.only, asked.run)
        step = os.cpu_count() or 1
        with ProcessPoolExecutor(step, mp_context=get_context("spawn")) as pool:
            given = (step, asked.files, asked.run, asked.minutes * 60)
            shares = [pool.submit(share, built, first, *given) for first in range(step)]
            parts = [each.result() for each in shares]
    tallies = {f: sum((part[f] for part in parts if f in part), Tally()) for f in FORMATS}
    report(tallies, time.monotonic() - begun)
    return 1 if any(tally.findings for tally in tallies.values()) else 0


def _again(built: Path, only: str, run: int) -> int:
    """Try one file again, also into the store, and tell what became of it."""
    format_, _colon, number = only.partition(":")
    with tempfile.TemporaryDirectory() as folder, bench_in(Path(folder), built) as bench:
        tried = try_one(bench, format_, int(number), run=run, store=True)
    tell(str(tried))
    return 1 if tried.findings else 0


if __name__ == "__main__":
    sys.exit(main())
