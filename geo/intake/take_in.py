"""Rows of a file are judged batch by batch, and those accepted go into the store in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pandas as pd

from geo.boundaries.layers import layers_version
from geo.intake.context import Context
from geo.intake.judge import judge
from geo.intake.judge_seen import Habits, Seen, habit_columns, read_habits
from geo.intake.judged import Counts, Judged, Understanding
from geo.intake.land import Land, read_land
from geo.intake.point_check import PointCheck
from geo.intake.reading.sandbox import rows_of
from geo.intake.reports import COLUMNS, join_reports
from geo.intake.screening import with_known_headings
from geo.intake.table import Sheet
from geo.intake.updates import TABLES, compare, kept_columns
from geo.store.facts import read_facts
from geo.store.imports import Importing
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.words import Kind

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

    def habits(self, understanding: Understanding) -> Habits:
        """How the columns of the whole sheet write days and numbers; no others are read."""
        columns = habit_columns(understanding)
        return read_habits(rows_of(self.folder, self.number, columns=columns), understanding)


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
    n_new, n_changed, n_same : int
        How many accepted rows the store has not, has otherwise, and has as they are.
    differs : DataFrame
        As `Judged` has it, of the first `MOST_ISSUES`.
    """

    counts: Counts
    reasons: Mapping[str, int]
    issues: pd.DataFrame
    n_new: int = 0
    n_changed: int = 0
    n_same: int = 0
    differs: pd.DataFrame = field(default_factory=pd.DataFrame)


class Tally:
    """Adds up what was judged, and keeps the first issues."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._reasons: Counter[str] = Counter()
        self._kept: dict[bool, list[pd.DataFrame]] = {True: [], False: []}
        self._n_changed, self._n_same = 0, 0
        self._differs = pd.DataFrame()

    def add(self, judged: Judged) -> None:
        """Count a batch."""
        self.counts = self.counts + judged.counts
        self._n_changed += judged.n_changed
        self._n_same += judged.n_same
        room = MOST_ISSUES - len(self._differs)
        if room and len(judged.differs):
            few = [self._differs, judged.differs.head(room)]
            self._differs = pd.concat([each for each in few if len(each)], ignore_index=True)
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
        return Verdict(
            self.counts,
            reasons,
            issues.head(MOST_ISSUES),
            n_new=self.counts.accepted - self._n_changed - self._n_same,
            n_changed=self._n_changed,
            n_same=self._n_same,
            differs=self._differs,
        )


def judge_rows(
    rows: Rows,
    understanding: Understanding,
    context: Context,
    *,
    progress: Progress,
    habits: Habits | None = None,
    scope: Scope | None = None,
) -> Iterator[Judged]:
    """
    All rows of a sheet, judged batch by batch by what holds in the whole of it.

    Those accepted are compared with the rows of the store that `scope` sees; without a scope with
    none.
    """
    rows = replace(rows, sheet=with_known_headings(rows.sheet, understanding))
    known = rows.habits(understanding) if habits is None else habits
    done, seen, points = 0, Seen(known), PointCheck(context)
    for batch in rows.batches():
        judged = judge(batch, rows.sheet, understanding, context, seen=seen)
        judged = points.checked(judged, batch, rows.sheet, understanding)
        if scope is not None:
            office = context.office
            judged = compare(scope, office, judged, batch, rows.sheet, understanding)
        done += len(batch)
        progress(done)
        yield judged


def judge_all(
    rows: Rows,
    understanding: Understanding,
    context: Context,
    *,
    progress: Progress,
    scope: Scope | None = None,
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
    scope : Scope, optional
        Whose store the rows are compared with; with none if not given.
    """
    tally = Tally()
    for judged in judge_rows(rows, understanding, context, progress=progress, scope=scope):
        tally.add(judged)
    return tally.verdict()


class Entering:
    """Judged rows on their way into the tables of one office; the land is read but once."""

    def __init__(self, importing: Importing, office: Office, understanding: Understanding) -> None:
        self._importing = importing
        self._office = office
        self._kind = understanding.kind
        self._kept = kept_columns(understanding)
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
            warned = judged.counts.warned
            self._importing.put(TABLES[self._kind], joined, warned=warned, kept=self._kept)
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
