"""Rows that wait and are not to come in: they stay in the list, as rejected."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from geo.intake.reason_words import Reason
from geo.store.imports import Receipt, correcting, read_receipt, read_waiting
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.words import RowState


def leave_out(scope: Scope, office: Office, import_id: str, lines: Collection[int]) -> Receipt:
    """
    Reject rows of an import that are held; with their cells, so that they can be mended still.

    Parameters
    ----------
    scope : Scope
    office : Office
        Whose import.
    import_id : str
    lines : collection of int
        Rows that wait.

    Returns
    -------
    Receipt
        As it stands since: read = accepted + held + rejected still.

    Raises
    ------
    DataError
        For an import that is not there, and a line that does not wait.
    """
    waiting = read_waiting(scope, office, import_id)
    wanted = waiting.loc[waiting.index.intersection(sorted(lines))]
    issue = {"state": RowState.REJECTED.value, "field": "", "column": "", "value": ""}
    said = {**issue, "reason": Reason.NOT_WANTED.value, "details": ()}
    issues = pd.DataFrame([{"line": int(line), **said} for line in wanted.index])
    with correcting(scope, office, import_id) as importing:
        importing.hold(wanted.assign(state=RowState.REJECTED.value)[["state", "cells"]], issues)
    return read_receipt(scope, office, import_id)
