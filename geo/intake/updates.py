"""Accepted rows beside what the store has: which are there already, and which name another row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.intake.judge import cells_of
from geo.intake.judge_notes import Mask, Notes
from geo.intake.judged import Judged, Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS, Grammar
from geo.intake.table import LINE, Sheet
from geo.store.alike import read_alike
from geo.store.joins import JOINED
from geo.store.merge import SAID
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import metadata
from geo.words import Kind, RowState

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

DAYS: Final[Mapping[Kind, str]] = {
    Kind.REPORTS: "received_on",
    Kind.TEAMS: "event_on",
    Kind.MEETINGS: "held_on",
    Kind.OPERATIONS: "held_on",
    Kind.VISITS: "visited_on",
    Kind.DENOMINATORS: "since",
}
"""The day by which a row is told from another with the same own number."""

_PLACE: Final = ("lat", "lng", "kode", "desa", "kecamatan", "kabupaten", "accuracy")
_PLACED: Final = ("lat", "lng", "stated_kode", "accuracy", *JOINED)
_ELSEWHERE: Final = {"note": ("note_id", "note_en")}
"""Columns of a field of the team events that bear another name."""


def kept_columns(understanding: Understanding) -> tuple[str, ...]:
    """Columns of the table that a file says nothing about; what is recorded there stays."""
    told = {*understanding.columns, *understanding.constants}
    kind = understanding.kind
    names: list[str] = []
    for field in SCHEMAS[kind].fields:
        if field.grammar is not Grammar.KEY and field.name not in (*told, *_PLACE):
            names += _ELSEWHERE[field.name] if _is_elsewhere(kind, field.name) else [field.name]
    if kind is Kind.REPORTS and not told & set(_PLACE):
        names += [name for name in _PLACED if name != "received_on"]
    return tuple(names)


def _is_elsewhere(kind: Kind, field: str) -> bool:
    return kind is Kind.TEAMS and field in _ELSEWHERE


def compare(
    scope: Scope,
    office: Office,
    judged: Judged,
    batch: pd.DataFrame,
    sheet: Sheet,
    understanding: Understanding,
) -> Judged:
    """
    Set accepted rows beside the rows of the store that have the same key.

    Parameters
    ----------
    scope : Scope
    office : Office
        By whose clock a day is one.
    judged : Judged
        Of a batch.
    batch : DataFrame
        The rows that were judged, with the columns that `geo.intake.table` names.
    sheet : Sheet
        Of the batch.
    understanding : Understanding

    Returns
    -------
    Judged
        The same rows, with ``n_changed``, ``n_same`` and ``differs``. Held are rows whose own
        number is that of another day's or kind's row, and those that were changed by hand in the
        store and differ, unless the file is one of corrections; and rows that were taken out by
        hand. A row without own number that the store has already is accepted with a warning.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    beside = Beside(scope, office, judged.accepted, understanding)
    if not len(beside.lines):
        return judged
    notes = _noted(beside, sheet, understanding)
    waits = pd.Index(beside.lines[notes.waits])
    stays = ~notes.waits
    changed = beside.changed & stays
    differs = beside.differs()
    return replace(
        _parted(judged, beside.lines, notes, batch, sheet),
        n_changed=int(changed.sum()),
        n_same=int((stays & ~changed).sum()),
        differs=differs[~differs["line"].isin(waits)].reset_index(drop=True),
    )


class Beside:
    """
    Rows of a file and the rows of the store with the same keys, in the order of the file.

    Attributes
    ----------
    lines : ndarray of int
        Lines of the file whose key the store has.
    numbers : list of str
        The own number of each, as the file has it; empty for a row without.
    own, changed, is_other : ndarray of bool
        Whether it has an own number, says something else than the store, and something else of
        its day or of the kind of report.
    """

    def __init__(
        self, scope: Scope, office: Office, accepted: pd.DataFrame, understanding: Understanding
    ) -> None:
        self._kind, self._office = understanding.kind, office
        names = [column.name for column in metadata.tables[TABLES[self._kind]].primary_key]
        keys = accepted[names[0]] if len(accepted) else pd.Series("", index=accepted.index)
        for name in names[1:] if len(accepted) else ():
            keys = keys + "/" + accepted[name]
        found = read_alike(scope, TABLES[self._kind], keys.to_list())
        known = keys[keys.isin(found.index)]
        self.lines: npt.NDArray[np.int64] = known.index.to_numpy(dtype=np.int64)
        self._here = accepted.loc[known.index].reset_index(drop=True)
        self.there = found.loc[known.to_list()].reset_index(drop=True)
        self.numbers = [_number(key, self._kind) for key in known]
        self.own: Mask = np.array([number != "" for number in self.numbers], dtype=bool)
        self._unlike = self._compared(kept_columns(understanding))
        self.changed: Mask = np.zeros(len(known), dtype=bool)
        for unlike in self._unlike.values():
            self.changed |= unlike

    @property
    def is_other(self) -> Mask:
        """Rows with an own number that the store has for another day, or kind of report."""
        other = np.zeros(len(self.lines), dtype=bool)
        if self._kind in DAYS:
            other |= (self.days != self.recorded_days).to_numpy(dtype=bool)
        if "kind" in self._unlike and self._kind is Kind.REPORTS:
            other |= self._unlike["kind"]
        return other & self.own

    @property
    def days(self) -> pd.Series:
        """The day that each row says, as text."""
        if self._kind is Kind.REPORTS:
            local = self._here["received_at"].dt.tz_convert(self._office.timezone)
            return local.dt.strftime("%Y-%m-%d").astype("str")
        return self._here[DAYS[self._kind]].astype("str")

    @property
    def recorded_days(self) -> pd.Series:
        """The day that the store says."""
        return self.there[DAYS[self._kind]].astype("str")

    def differs(self) -> pd.DataFrame:
        """What rows say otherwise: ``line``, ``field`` (column), ``before``, ``after`` (texts)."""
        parts = [
            pd.DataFrame(
                {
                    "line": self.lines[unlike],
                    "field": name,
                    "before": _texts(self.there[name][unlike]).to_numpy(),
                    "after": _texts(self._here[name][unlike]).to_numpy(),
                }
            )
            for name, unlike in self._unlike.items()
            if unlike.any()
        ]
        if not parts:
            return pd.DataFrame(columns=["line", "field", "before", "after"])
        return pd.concat(parts).sort_values("line", kind="stable").reset_index(drop=True)

    def _compared(self, kept: Sequence[str]) -> dict[str, Mask]:
        """By column, which rows differ from the store in what the file tells."""
        told = [str(name) for name in self._here if name in self.there and name not in kept]
        if self._kind is Kind.REPORTS:
            told = [name for name in told if name in SAID]
        unlike = {name: _unlike(self._here[name], self.there[name]) for name in told}
        for name in {"follow_up", "agency"} & set(unlike):
            unlike[name] = unlike[name] & ~self.there["has_steps"].to_numpy(dtype=bool)
        return {name: flags for name, flags in unlike.items() if name != "is_sample"}


def _number(key: str, kind: Kind) -> str:
    """The own number within a key; empty for a key made of what the row says."""
    if kind is Kind.MEMBERS or (key.startswith("h-") and "." not in key):
        return ""
    return key.partition(".")[2] or key


def _unlike(here: pd.Series, there: pd.Series) -> Mask:
    if pd.api.types.is_numeric_dtype(here.dtype):
        one, two = here.astype(float).to_numpy(), there.astype(float).to_numpy()
        return (one != two) & ~(np.isnan(one) & np.isnan(two))
    return (_texts(here) != _texts(there)).to_numpy(dtype=bool)


def _texts(cells: pd.Series) -> pd.Series:
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        moments = cells.dt.tz_convert(dt.UTC)
        return moments.dt.strftime("%Y-%m-%dT%H:%M:%S+00:00").astype("str")
    return cells.astype("str").where(cells.notna(), "").astype("str")


def _noted(beside: Beside, sheet: Sheet, understanding: Understanding) -> Notes:
    """What is to be said of rows that the store has."""
    notes = Notes(beside.lines)
    name = SCHEMAS[understanding.kind].key
    column = understanding.columns.get(name)
    there = beside.there
    heading = "" if column is None else sheet.headings[column]

    def hold(where: Mask, reason: Reason, details: list[tuple[str, ...]] | None = None) -> None:
        notes.add(where, reason, field=name, column=heading, value=beside.numbers, details=details)

    gone = there["taken_out"].to_numpy(dtype=bool)
    hold(gone, Reason.TAKEN_OUT_HERE)
    if not understanding.corrects:
        other = beside.is_other & ~gone
        if other.any():
            hold(other, Reason.OTHER_ROW, [(str(day),) for day in beside.recorded_days])
        by_hand = there["changed_here"].to_numpy(dtype=bool) & beside.changed
        hold(by_hand & ~other & ~gone, Reason.CHANGED_HERE)
    again = ~beside.own & ~beside.changed & ~gone
    notes.add(again, Reason.SAME_RECORDED, state=RowState.WARNED)
    return notes


def _parted(
    judged: Judged, lines: npt.NDArray[np.int64], notes: Notes, batch: pd.DataFrame, sheet: Sheet
) -> Judged:
    """The rows with what was noted: some of those accepted wait, or have a warning."""
    issues = notes.issues()
    if issues.empty:
        return judged
    held = pd.Index(lines[notes.waits], name="line")
    warned = pd.Index(lines[notes.noted(RowState.WARNED)])
    states = judged.accepted["state"].mask(
        judged.accepted.index.isin(warned), RowState.WARNED.value
    )
    accepted = judged.accepted.assign(state=states)
    accepted = accepted[~accepted.index.isin(held)]
    more = batch[batch[LINE].isin(held)].sort_values(LINE, kind="stable")
    waiting = pd.DataFrame({"state": RowState.HELD.value}, index=held.sort_values(), dtype="str")
    waiting["cells"] = pd.Series(cells_of(more, sheet), index=waiting.index, dtype=object)
    everyone = pd.concat([judged.waiting, waiting]).sort_index() if len(held) else judged.waiting
    said = pd.concat([judged.issues, issues]) if len(judged.issues) else issues
    said = said.sort_values("line", kind="stable").reset_index(drop=True)
    return replace(judged, accepted=accepted, issues=said, waiting=everyone)
