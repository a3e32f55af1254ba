"""Many mutated files, tried one after the other; the same seed gives the same files."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from geo.text import use_language
from tests.builders import write_facts
from tests.conftest import home_like
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import FORMATS, seeds
from tests.fuzz.way import Bench, Tried
from tests.warm import Warm

STORED_EVERY = 50
"""One in so many files goes into the store as well."""


@dataclass
class Tally:
    """What became of many files of a format."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    accepted: int = 0
    peak_mb: float = 0.0
    findings: list[str] = field(default_factory=list)

    def add(self, tried: Tried, number: int) -> None:
        """Count one file."""
        self.outcomes[tried.outcome] += 1
        if tried.where:
            self.reasons[f"{tried.outcome}: {tried.where}"] += 1
        self.rows += tried.counts.read
        self.accepted += tried.counts.accepted
        self.peak_mb = max(self.peak_mb, tried.peak_mb)
        self.findings += [f"file {number}: {finding}" for finding in tried.findings]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.outcomes + other.outcomes,
            self.reasons + other.reasons,
            self.rows + other.rows,
            self.accepted + other.accepted,
            max(self.peak_mb, other.peak_mb),
            self.findings + other.findings,
        )


@contextmanager
def bench_in(folder: Path, built: Path) -> Iterator[Bench]:
    """A bench with a store of its own, and what was built in another home."""
    use_language("en")
    os.environ["PETAPORA_HOME"] = str(home_like(built, folder / "home"))
    os.environ["PETAPORA_FACTS"] = str(write_facts(folder / "facts"))
    warm = Warm(folder / "tmp")
    try:
        yield Bench(folder, warm)
    finally:
        warm.close()


def try_one(
    bench: Bench, format_: str, number: int, *, run: int, store: bool | None = None
) -> Tried:
    """
    Try one mutated file.

    Parameters
    ----------
    bench : Bench
    format_ : str
        One of `FORMATS`.
    number : int
        Which of the mutated files of this format.
    run : int
        Seed of the whole run.
    store : bool, optional
        Whether it goes into the store; one in `STORED_EVERY` does if not said.
    """
    rng = random.Random(f"{run} {format_} {number}")
    seed = rng.choice(seeds()[format_])
    content = mutated(format_, seed, rng)
    to_store = rng.randrange(STORED_EVERY) == 0 if store is None else store
    return bench.try_file(content, kind=seed.kind, rng=rng, planted=True, store=to_store)


def try_many(
    bench: Bench, *, first: int, step: int, n: int, run: int
) -> Iterator[tuple[str, int, Tried]]:
    """Try every `step`-th of `n` files, the formats in turn; gives format, number and end."""
    for each in range(first, n, step):
        format_, number = FORMATS[each % len(FORMATS)], each // len(FORMATS)
        yield format_, number, try_one(bench, format_, number, run=run)
