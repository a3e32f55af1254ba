"""Reports that look like one: same place, day and kind; to be merged or kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final, Literal

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from geo.errors import DataError
from geo.store.bounds import require_sees, visible_reports
from geo.store.changes import note_change, utc_moment
from geo.store.content import Content, find_row
from geo.store.database import reading, writing
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import imports, pairs, reports
from geo.store.teams import withdraw
from geo.text import _
from geo.words import Channel

MOST_PAIRS: Final = 500
"""So many pairs are listed at most; the others are counted."""

_ALIKE: Final = ("received_on", "kind", "spot", "is_found", "is_sample")
_COLUMNS: Final = ("first", "second", "received_on", "kind", "spot", "kode_kecamatan")

Decision = Literal["merged", "kept"]


@dataclass(frozen=True)
class NearPairs:
    """
    Pairs of reports that look like one and are not decided.

    Attributes
    ----------
    pairs : DataFrame
        At most `MOST_PAIRS`, the newest day first: ``first`` and ``second`` (keys; the second came
        later, or has the greater key), ``received_on`` (Timestamp), ``kind``, ``spot`` (H3 cell of
        resolution 8, or the finest kode), ``kode_kecamatan``.
    total : int
        How many there are in all.
    """

    pairs: pd.DataFrame
    total: int


def near_pairs(scope: Scope, office: Office) -> NearPairs:
    """
    Reports of an office, of those a scope may see, that agree in place, day and kind.

    The place is the H3 cell of resolution 8, or without one the finest kode; reports without
    either are nobody's pair, nor is an invented one a real one's, nor what officers found a
    report's. Pairs that `decide_pair` decided are left out.
    """
    alike = _alike(scope, office)
    with reading(scope) as connection:
        decided = _decided(connection, scope, office)
        groups, total = _groups(connection, alike, MOST_PAIRS + len(decided))
        members = _members(connection, alike, groups)
    return NearPairs(_frame(members, decided), total - len(decided))


def decide_pair(
    scope: Scope, first: str, second: str, decision: Decision, *, keep: str | None = None
) -> None:
    """
    Say of two reports that they are one (merged) or two (kept); they are not shown again.

    Of merged ones one is taken out; an import that holds it does not bring it back.

    Parameters
    ----------
    scope : Scope
        Who decides; holds the areas of both.
    first, second : str
        Keys of reports in use.
    decision : {"merged", "kept"}
        What they are.
    keep : str, optional
        Key of the merged one that stays; without, the earlier.

    Raises
    ------
    DataError
        For a report that is not there, two that are one and the same or were decided already,
        an invented one with a real one, and one to keep that is neither.
    StoreError
        For a report outside of the scope.
    """
    low, high = sorted((first, second))
    with writing(scope) as connection:
        rows = [_in_use(connection, scope, key) for key in (low, high)]
        is_pair = low != high and rows[0]["is_sample"] == rows[1]["is_sample"]
        if not is_pair or keep not in (None, low, high):
            raise DataError(_("'{first}' and '{second}' are no pair.", first=low, second=high))
        known = and_(pairs.c.first == low, pairs.c.second == high)
        if connection.execute(select(exists().where(known))).scalar():
            raise DataError(
                _("'{first}' and '{second}' were decided already.", first=low, second=high)
            )
        row = {"first": low, "second": high, "decision": decision, "at": utc_moment()}
        connection.execute(insert(pairs).values(**row))
        note_change(connection, scope, "record", "pairs", key=f"{low}/{high}", after=row)
        if decision == "merged":
            later = max(rows, key=lambda each: (each["received_at"], each["report"]))["report"]
            goes = {low: high, high: low}[keep] if keep else later
            withdraw(scope, "reports", goes)


def undo_decision(scope: Scope, first: str, second: str) -> None:
    """
    Take a decision about two reports back; one that was taken out as merged is in use again.

    Raises
    ------
    DataError
        For two that were not decided, merged ones of which none is in use, and one whose import
        was undone.
    StoreError
        For a report outside of the scope.
    """
    low, high = sorted((first, second))
    own = and_(pairs.c.first == low, pairs.c.second == high)
    with writing(scope) as connection:
        said = connection.execute(select(pairs).where(own)).mappings().one_or_none()
        if said is None:
            raise DataError(_("'{first}' and '{second}' were not decided.", first=low, second=high))
        rows = [row for key in (low, high) if (row := find_row(connection, reports, key))]
        require_sees(scope, [_area(row) for row in rows])
        gone = [row for row in rows if row["deleted_at"]]
        if said["decision"] == "merged" and gone:
            _bring_back(connection, scope, gone)
        connection.execute(delete(pairs).where(own))
        note_change(connection, scope, "undo", "pairs", key=f"{low}/{high}", before=dict(said))


def _bring_back(connection: Connection, scope: Scope, gone: list[Content]) -> None:
    """Use a report again that was taken out as merged, if nothing else took it or both out."""
    row, key = gone[0], gone[0]["report"]
    undone = and_(imports.c.import_id == row["import_id"], imports.c.undone_at != "")
    if len(gone) > 1 or connection.execute(select(exists().where(undone))).scalar():
        raise DataError(_("'{key}' was taken out for another reason too; it stays out.", key=key))
    connection.execute(update(reports).where(reports.c.report == key).values(deleted_at=None))
    note_change(connection, scope, "undo", "reports", key=key, before={"was": row["deleted_at"]})


def _in_use(connection: Connection, scope: Scope, key: str) -> Content:
    row = find_row(connection, reports, key)
    if row is None or row["deleted_at"]:
        raise DataError(_("{about} has no '{key}' in use.", about="reports", key=key))
    require_sees(scope, [_area(row)])
    return row


def _area(row: Content) -> str:
    """Kode of the finest area that a report is in; empty if it is in none."""
    return str(row["kode_desa"] or row["kode_kecamatan"] or row["kode_kabupaten"])


def _is_found() -> ColumnElement[bool]:
    """Whether a report is what officers found themselves."""
    return (reports.c.channel == Channel.PATROL.value).label("is_found")


def _spot() -> ColumnElement[str]:
    """Where a report lies: its cell of resolution 8, its finest kode, or NULL."""
    names = ("h3_r8", "kode_desa", "kode_kecamatan", "kode_kabupaten")
    return func.coalesce(*(func.nullif(reports.c[name], "") for name in names))


def _alike(scope: Scope, office: Office) -> Subquery:
    """Reports that may be one of a pair, with their spot."""
    columns = ("report", "received_at", "received_on", "kind", "kode_kecamatan", "is_sample")
    own = [reports.c[name] for name in columns]
    wanted = select(*own, _spot().label("spot"), _is_found())
    return wanted.where(visible_reports(scope, office), _spot().is_not(None)).subquery()


def _decided(connection: Connection, scope: Scope, office: Office) -> set[tuple[str, str]]:
    """Pairs of reports that are seen and alike, and were decided."""
    both = [(row.first, row.second) for row in connection.execute(select(pairs))]
    own = [*(reports.c[name] for name in ("received_on", "kind", "is_sample")), _is_found()]
    seen = and_(visible_reports(scope, office), _spot().is_not(None))
    keys = union_all(select(pairs.c.first), select(pairs.c.second))
    wanted = select(reports.c.report, seen.label("seen"), _spot().label("spot"), *own)
    rows = connection.execute(wanted.where(reports.c.report.in_(keys))).all()
    like = {row.report: tuple(row)[2:] for row in rows if row.seen}
    return {(one, two) for one, two in both if one in like and like[one] == like.get(two)}


def _groups(connection: Connection, alike: Subquery, most: int) -> tuple[pd.DataFrame, int]:
    """The newest groups of reports that are alike, and how many pairs all groups have."""
    own = [alike.c[name] for name in _ALIKE]
    n = func.count().label("n")
    groups = select(*own, n).group_by(*own).having(n > 1).subquery()
    n_pairs = func.sum(groups.c.n * (groups.c.n - 1) // 2).over().label("n_pairs")
    newest = select(groups, n_pairs).order_by(groups.c.received_on.desc(), groups.c.spot)
    rows = connection.execute(newest.limit(most)).all()
    return pd.DataFrame(rows, columns=[*_ALIKE, "n", "n_pairs"]), rows[0].n_pairs if rows else 0


def _members(connection: Connection, alike: Subquery, groups: pd.DataFrame) -> pd.DataFrame:
    """Reports of some groups, the newest day first, the earlier report of a group first."""
    days = alike.c.received_on.in_(groups["received_on"].unique().tolist())
    order = (alike.c.received_on.desc(), alike.c.spot, alike.c.received_at, alike.c.report)
    rows = connection.execute(select(alike).where(days).order_by(*order)).all()
    frame = pd.DataFrame(rows, columns=[column.name for column in alike.c])
    return frame.merge(groups[list(_ALIKE)], on=list(_ALIKE)) if len(groups) else frame


def _frame(members: pd.DataFrame, decided: set[tuple[str, str]]) -> pd.DataFrame:
    """Pairs of the members of each group that are not decided; as many as are listed."""
    few = members.groupby(list(_ALIKE), sort=False)
    undecided = (
        (one.report, other.report, one.received_on, one.kind, one.spot, one.kode_kecamatan)
        for _alike, group in few
        for one, other in combinations(group.itertuples(index=False), 2)
        if tuple(sorted((one.report, other.report))) not in decided
    )
    listed = list(islice(undecided, MOST_PAIRS))
    frame = pd.DataFrame(listed, columns=list(_COLUMNS), dtype="str")
    days = pd.to_datetime(frame["received_on"], format="%Y-%m-%d")
    return frame.assign(received_on=days.astype("datetime64[us]"))


def read_decisions(scope: Scope, office: Office) -> pd.DataFrame:
    """
    What was decided about pairs of reports, of which a scope may see one that is in use.

    Returns
    -------
    DataFrame
        The newest decision first: ``first`` and ``second`` (keys), ``decision`` (merged, kept),
        ``at`` (UTC).
    """
    visible = select(reports.c.report).where(visible_reports(scope, office))
    either = or_(pairs.c.first.in_(visible), pairs.c.second.in_(visible))
    columns = ("first", "second", "decision", "at")
    wanted = select(*(pairs.c[name] for name in columns)).where(either)
    with reading(scope) as connection:
        rows = connection.execute(wanted.order_by(pairs.c.at.desc())).all()
    frame = pd.DataFrame(rows, columns=list(columns), dtype="str")
    return frame.assign(at=pd.to_datetime(frame["at"], utc=True))
