"""Rows of a file are judged batch by batch, and those accepted go into the store in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from geo.boundaries.layers import layers_version
from geo.intake.context import Context
from geo.intake.judge import judge
from geo.intake.judge_seen import Habits, Seen, read_habits
from geo.intake.judged import Counts, Judged, Understanding
from geo.intake.land import Land, read_land
from geo.intake.reading.sandbox import rows_of
from geo.intake.reports import COLUMNS, join_reports
from geo.intake.table import Sheet
from geo.store.facts import read_facts
from geo.store.imports import Importing
from geo.store.offices import Office
from geo.words import Kind

TABLES: Final[Mapping[Kind, str]] = {
    Kind.REPORTS: "reports",
    Kind.TEAMS: "team_events",
    Kind.MEMBERS: "members",
    Kind.MEETINGS: "meetings",
    Kind.OPERATIONS: "operations",
    Kind.VISITS: "visits",
    Kind.DENOMINATORS: "denominators",
}
"""Where the rows of each kind go."""

MOST_ISSUES: Final = 1000
"""So many things said of rows are shown; the others are counted."""

Progress = Callable[[int], None]
"""Told how many rows are done; it may raise to stop the work."""


@dataclass(frozen=True)
class Rows:
    """The rows of one sheet, as they lie in the folder of a job."""

    folder: Path
    number: int
    sheet: Sheet

    def batches(self) -> Iterator[pd.DataFrame]:
        """All rows, some thousands at a time."""
        return rows_of(self.folder, self.number)


@dataclass(frozen=True)
class Verdict:
    """
    What would become of the rows of a file.

    Attributes
    ----------
    counts : Counts
    reasons : mapping of str to int
        How many rows each reason is said of, the most frequent first.
    issues : DataFrame
        As `Judged` has them, the first `MOST_ISSUES`; those that hold a row or reject it come
        before mere warnings.
    """

    counts: Counts
    reasons: Mapping[str, int]
    issues: pd.DataFrame


class Tally:
    """Adds up what was judged, and keeps the first issues."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._reasons: Counter[str] = Counter()
        self._kept: dict[bool, list[pd.DataFrame]] = {True: [], False: []}

    def add(self, judged: Judged) -> None:
        """Count a batch."""
        self.counts = self.counts + judged.counts
        said = judged.issues.drop_duplicates(["line", "reason"])["reason"].value_counts()
        self._reasons.update({str(word): int(n) for word, n in said.items()})
        waits = judged.issues["line"].isin(judged.waiting.index)
        for waiting, kept in self._kept.items():
            room = MOST_ISSUES - sum(map(len, kept))
            kept.append(judged.issues[waits == waiting].head(room))

    def verdict(self) -> Verdict:
        """All of it."""
        first = [frame for kept in self._kept.values() for frame in kept]
        issues = pd.concat(first, ignore_index=True) if first else pd.DataFrame()
        reasons = dict(sorted(self._reasons.items(), key=lambda pair: (-pair[1], pair[0])))
        return Verdict(self.counts, reasons, issues.head(MOST_ISSUES))


def judge_rows(
    rows: Rows,
    understanding: Understanding,
    context: Context,
    *,
    progress: Progress,
    habits: Habits | None = None,
) -> Iterator[Judged]:
    """All rows of a sheet, judged batch by batch by what holds in the whole of it."""
    known = read_habits(rows.batches(), understanding) if habits is None else habits
    done, seen = 0, Seen(known)
    for batch in rows.batches():
        judged = judge(batch, rows.sheet, understanding, context, seen=seen)
        done += len(batch)
        progress(done)
        yield judged


def judge_all(
    rows: Rows, understanding: Understanding, context: Context, *, progress: Progress
) -> Verdict:
    """
    Say what would become of all rows of a sheet; nothing is stored.

    Parameters
    ----------
    rows : Rows
    understanding : Understanding
    context : Context
        Of the office and the kind.
    progress : callable
        Told the number of rows done after each batch.
    """
    tally = Tally()
    for judged in judge_rows(rows, understanding, context, progress=progress):
        tally.add(judged)
    return tally.verdict()


class Entering:
    """Judged rows on their way into the tables of one office; the land is read but once."""

    def __init__(self, importing: Importing, office: Office, kind: Kind) -> None:
        self._importing = importing
        self._office = office
        self._kind = kind
        self._land: Land | None = None
        self._tolerance_m = 0.0
        self._version = ""

    def enter(self, judged: Judged) -> None:
        """
        Hand a batch to the store: accepted rows to their table, the others to wait.

        Raises
        ------
        NotBuilt
            If reports have to be joined to boundaries that are not built yet.
        StoreError
            If the store does not take a row; nothing is stored then.
        """
        accepted = judged.accepted
        if len(accepted):
            frame = accepted.drop(columns="state")
            joined = self._joined(frame) if self._kind is Kind.REPORTS else frame
            self._importing.put(TABLES[self._kind], joined, warned=judged.counts.warned)
        if len(judged.waiting):
            self._importing.hold(judged.waiting, judged.issues)

    def _joined(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Reports with their areas and cells, by the boundaries in use."""
        if self._land is None:
            self._land = read_land(self._office.kabupaten)
            self._tolerance_m = read_facts().rules.shore_tolerance_m
            self._version = layers_version(self._office.kabupaten)
        said = frame.assign(source="", is_sample=False)[list(COLUMNS)]
        joined = join_reports(said, self._office, self._land, tolerance_m=self._tolerance_m)
        return joined.assign(agency=frame["agency"], boundaries=self._version)
