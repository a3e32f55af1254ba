"""What meetings agreed on, as it stood on one day: open ones first, the longest overdue before."""

from __future__ import annotations

import datetime as dt

import pandas as pd


def actions_on(actions: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """
    Agreed actions of the meetings held up to a day, as it was known at its end.

    Parameters
    ----------
    actions : DataFrame
        As `geo.store.actions.read_actions` gives them.
    on : date
        What was done later is open on the day.

    Returns
    -------
    DataFrame
        The columns of `actions`, with ``is_done`` (bool) and ``days_over`` (int: days since it was
        due, below 0 before, and 0 for one that is done). Open ones come first, the earliest due
        before; then those done, the last done before.
    """
    day = pd.Timestamp(on)
    known = actions[actions["held_on"] <= day].rename_axis("action")
    done = known["done_on"].where(known["done_on"] <= day)
    is_done = done.notna()
    days_over = (day - known["due_on"]).dt.days.where(~is_done, 0).astype(int)
    judged = known.assign(done_on=done, is_done=is_done, days_over=days_over)
    waiting = judged[~is_done].sort_values(["due_on", "action"])
    ended = judged[is_done].sort_values(["done_on", "action"], ascending=[False, True])
    return pd.concat([waiting, ended])
