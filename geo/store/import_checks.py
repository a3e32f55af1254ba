"""What the store asks of rows that come in by a file; the same as of those recorded by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from geo.errors import DataError
from geo.store import tables
from geo.store.activities import check_activities
from geo.store.bounds import require_sees
from geo.store.checks import require_keys
from geo.store.denominators import check_denominators
from geo.store.offices import Office
from geo.store.reports import check_reports
from geo.store.scope import Scope
from geo.store.teams import check_events
from geo.text import _
from geo.words import Level

_Check = Callable[[Scope, Office, pd.DataFrame], None]


def check_rows(scope: Scope, office: Office, about: str, frame: pd.DataFrame) -> None:
    """
    Refuse rows that the store does not take.

    Parameters
    ----------
    scope : Scope
        Who takes them in.
    office : Office
        For which office.
    about : str
        Table, one of `CHECKS`.
    frame : DataFrame
        As `geo.store.imports.Importing.put` takes it, with ``is_sample`` where the table has it.

    Raises
    ------
    DataError
        For a table that takes no rows of files, a column that it does not have, and a key, a
        word, a kode or a day that is none.
    StoreError
        For an area outside of the scope.
    """
    if about not in CHECKS:
        raise DataError(_("'{about}' takes no rows of files.", about=about))
    table = tables.metadata.tables[about]
    unknown = [str(name) for name in frame if name not in table.c]
    if unknown:
        raise DataError(_("{about} has no column '{name}'.", about=about, name=", ".join(unknown)))
    own_key = list(table.primary_key.columns)
    if len(own_key) == 1:
        require_keys(own_key[0].name, frame[own_key[0].name])
    CHECKS[about](scope, office, frame)


def _check_reports(scope: Scope, office: Office, frame: pd.DataFrame) -> None:
    _require_office(office, frame)
    check_reports(scope, frame)


def _check_events(scope: Scope, _office: Office, frame: pd.DataFrame) -> None:
    check_events(scope, frame)


def _check_members(scope: Scope, office: Office, frame: pd.DataFrame) -> None:
    _require_office(office, frame)
    levels = (Level.KABUPATEN.value, Level.KECAMATAN.value)
    for level in sorted(set(frame["level"].unique()) - set(levels)):
        raise DataError(
            _(
                "{column} '{value}' is not known. Known: {known}.",
                column="level",
                value=level,
                known=", ".join(levels),
            )
        )
    require_sees(scope, office.kabupaten)


def _check_meetings(scope: Scope, _office: Office, frame: pd.DataFrame) -> None:
    check_activities(scope, tables.meetings, frame)


def _check_operations(scope: Scope, _office: Office, frame: pd.DataFrame) -> None:
    check_activities(scope, tables.operations, frame)


def _check_visits(scope: Scope, _office: Office, frame: pd.DataFrame) -> None:
    check_activities(scope, tables.visits, frame)


def _check_denominators(scope: Scope, _office: Office, frame: pd.DataFrame) -> None:
    check_denominators(scope, frame)


def _require_office(office: Office, frame: pd.DataFrame) -> None:
    for other in sorted(set(frame["office"].unique()) - {office.key}):
        raise DataError(
            _("Rows of the office '{other}' in a file of '{own}'.", other=other, own=office.key)
        )


CHECKS: Final[Mapping[str, _Check]] = {
    "reports": _check_reports,
    "team_events": _check_events,
    "members": _check_members,
    "meetings": _check_meetings,
    "operations": _check_operations,
    "visits": _check_visits,
    "denominators": _check_denominators,
}
"""Tables that take rows of files, and what each asks of them."""
