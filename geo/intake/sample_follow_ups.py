"""Invented steps of the follow-up of invented reports, and what invented meetings agreed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.store import actions, follow_ups
from geo.store.offices import Office
from geo.words import FollowUp, Suspicion

NOTE: Final = "Data contoh"

PATHS: Final[Mapping[FollowUp, tuple[FollowUp, ...]]] = {
    FollowUp.NEW: (),
    FollowUp.VERIFIED: (FollowUp.VERIFIED,),
    FollowUp.ACTED_ON: (FollowUp.VERIFIED, FollowUp.ACTED_ON),
    FollowUp.DONE: (FollowUp.VERIFIED, FollowUp.ACTED_ON, FollowUp.DONE),
    FollowUp.UNFOUNDED: (FollowUp.VERIFIED, FollowUp.UNFOUNDED),
}
"""The steps by which a report came into each state."""

WAITED: Final = {FollowUp.VERIFIED: 24.0, FollowUp.ACTED_ON: 70.0}
"""Mean number of days since the last step of a report that is still open."""

TOOK: Final = 40.0
"""Mean number of days from receipt to the end of a report that is closed."""

AGENCIES: Final[Mapping[Suspicion, tuple[str, ...]]] = {
    Suspicion.PERMIT_MISUSE: ("disnaker", "polres"),
    Suspicion.OVERSTAY: ("polsek", "polres"),
    Suspicion.ADDRESS: ("dukcapil", "desa", "camat"),
    Suspicion.SPONSOR: ("dpmptsp", "disnaker"),
    Suspicion.DOCUMENTS: ("polsek", "koramil"),
    Suspicion.PUBLIC_ORDER: ("satpol-pp", "polsek"),
    Suspicion.PRESENCE: ("desa", "camat", "kesbangpol"),
    Suspicion.OTHER: ("kesbangpol", "camat"),
}
"""Who may have a report of each suspicion; members differ from place to place."""

WITH_NOBODY: Final = 0.12
"""Share of the reports with steps of which nobody has been given the next one."""

AGREED: Final = (
    ("desa", "Memasang kanal pelaporan di kantor desa"),
    ("camat", "Menyusun daftar penginapan dan vila per desa"),
    ("polsek", "Menjadwalkan patroli bersama pada akhir pekan"),
    ("dukcapil", "Menyiapkan data alamat yang belum dilaporkan"),
    ("disnaker", "Memeriksa izin kerja di lokasi proyek"),
    ("kesbangpol", "Mengirim rekap laporan bulanan kepada anggota tim"),
    ("satpol-pp", "Menyiapkan personel untuk operasi gabungan"),
)
"""Agencies and what they agree to do."""

KEPT = 0.85
"""Share of the agreed actions that were done by their day, or soon after."""


def make_steps(
    reports: pd.DataFrame,
    office: Office,
    *,
    agencies: Collection[str],
    until: dt.date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """
    Steps that lead each report into the state that it says.

    Parameters
    ----------
    reports : DataFrame
        ``report``, ``received_at`` (UTC), ``kind`` and ``follow_up``.
    office : Office
        Its clock is the one that reports are received by.
    agencies : collection of str
        Keys that are known; who is not among them has no report.
    until : date
        The last day.

    Returns
    -------
    DataFrame
        The columns of `geo.store.follow_ups.WRITTEN`, the steps of a report in their order; none
        for a new one.
    """
    local = reports["received_at"].dt.tz_convert(office.timezone).dt.tz_localize(None)
    rows = pd.DataFrame(
        {
            "report": reports["report"].to_numpy(),
            "became": reports["follow_up"].to_numpy(),
            "received": local.dt.normalize().to_numpy(),
            "agency": _drawn_agencies(reports["kind"], agencies, rng),
        }
    )
    rows["age"] = (pd.Timestamp(until) - rows["received"]).dt.days
    rows["last"] = _days_to_last(rows, rng)
    parts = [_steps_into(state, rows, rng) for state in FollowUp if PATHS[state]]
    steps = pd.concat(parts).sort_values(["report", "number"], ignore_index=True)
    steps["follow_up"] = steps["report"] + "-" + steps["number"].astype("str")
    return steps.assign(reason=NOTE, is_sample=True)[list(follow_ups.WRITTEN)]


def _drawn_agencies(
    kinds: pd.Series, agencies: Collection[str], rng: np.random.Generator
) -> np.ndarray:
    nobody, which = rng.random(len(kinds)) < WITH_NOBODY, rng.random(len(kinds))
    drawn = [
        AGENCIES[Suspicion(kind)][int(at * len(AGENCIES[Suspicion(kind)]))]
        for kind, at in zip(kinds, which, strict=True)
    ]
    known = np.array([each if each in agencies else "" for each in drawn], dtype=object)
    return np.where(nobody, "", known)


def _days_to_last(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Days from receipt to the last step of each report."""
    waited = rows["became"].map({state.value: days for state, days in WAITED.items()})
    drawn = rng.exponential(waited.fillna(TOOK).to_numpy())
    after = np.minimum(drawn.astype(int), rows["age"])
    return after.where(waited.isna(), rows["age"] - after)


def _steps_into(state: FollowUp, rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    own, path = rows[rows["became"] == state.value], PATHS[state]
    earlier = np.sort(rng.random((len(own), len(path) - 1)), axis=1)
    shares = np.column_stack([earlier, np.ones(len(own))])
    passed = (shares * own["last"].to_numpy()[:, None]).astype(int)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "report": own["report"],
                    "state": step.value,
                    "on_day": _text(own["received"] + pd.to_timedelta(passed[:, at], unit="D")),
                    "agency": own["agency"],
                    "number": at + 1,
                }
            )
            for at, step in enumerate(path)
        ]
    )


def make_actions(
    meetings: pd.DataFrame,
    *,
    agencies: Collection[str],
    until: dt.date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """
    What each meeting agreed on: one to three actions, of different agencies.

    Parameters
    ----------
    meetings : DataFrame
        ``meeting`` and ``held_on`` (text).
    agencies : collection of str
        Keys that are known; there is no action of any other.
    until : date
        The last day; nothing was done later.

    Returns
    -------
    DataFrame
        The columns of `geo.store.actions.WRITTEN`.
    """
    offered = [each for each in AGREED if each[0] in agencies]
    rows = []
    for meeting, held in zip(meetings["meeting"], meetings["held_on"], strict=True):
        held_on = dt.date.fromisoformat(held)
        n = min(int(rng.integers(1, 4)), len(offered))
        for number, at in enumerate(rng.permutation(len(offered))[:n], start=1):
            agency, what = offered[at]
            due_on = held_on + dt.timedelta(days=int(rng.integers(30, 120)))
            done_on = due_on + dt.timedelta(days=int(rng.integers(-25, 20)))
            is_done = rng.random() < KEPT and done_on <= until
            own = [f"{meeting}-{number}", meeting, agency, what, due_on.isoformat()]
            rows.append([*own, done_on.isoformat() if is_done else "", True])
    return pd.DataFrame(rows, columns=list(actions.WRITTEN))


def _text(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d")
