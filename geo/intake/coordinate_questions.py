"""Questions about the coordinates of a whole file; each answer is how the file would be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from geo.intake.coordinate_systems import Bounds, crs_of, inside, place, turned_rows
from geo.intake.coordinates import Points
from geo.intake.judged import Question, Understanding
from geo.intake.reason_words import Reason
from geo.intake.table import LINE
from geo.text import _

ZONES: Final = {
    Reason.UTM_49S: "EPSG:32749",
    Reason.UTM_50S: "EPSG:32750",
    Reason.UTM_49N: "EPSG:32649",
    Reason.UTM_50N: "EPSG:32650",
}
"""What coordinates in metres may be in, by the answer that says so."""

FITTING: Final = 0.95
"""Share of points that lie in the work area if a system is the right one."""

_MOST_SHOWN = 3


def coordinate_questions(
    points: Points,
    frame: pd.DataFrame,
    bounds: Bounds,
    understanding: Understanding,
    *,
    unstated: bool = False,
) -> list[Question]:
    """
    What only a reader can decide about the coordinates of a file.

    Parameters
    ----------
    points : Points, n rows
        Read by `understanding`, with `bounds`.
    frame : DataFrame, n rows
        The rows, with ``_line``; in the order of `points`.
    bounds : Bounds
        Of the office's work area.
    understanding : Understanding
    unstated : bool
        As `geo.intake.coordinates.read_points` takes it.

    Returns
    -------
    list of Question
        What the coordinates are in, and nothing else until that is known; then whether latitude
        and longitude are swapped, whether the minus of the south is missing, and that points lie
        far outside. Each with the lines of a few rows, as they stand and as they would become.
    """
    rows = _Rows(points, frame[LINE].to_numpy(), bounds, understanding)
    if asked := _which_system(rows, unstated=unstated):
        return [asked]
    found = (_swapped(rows), _minus_missing(rows), _far_outside(rows))
    return [question for question in found if question]


class _Rows:
    """Points with their lines, and where they would lie if they were understood otherwise."""

    def __init__(
        self, points: Points, lines: np.ndarray, bounds: Bounds, understanding: Understanding
    ) -> None:
        self.points, self.lines, self.bounds, self.now = points, lines, bounds, understanding
        self.given = points.raw[["y", "x"]].notna().all(axis=1).to_numpy()

    def is_inside(self, understanding: Understanding) -> np.ndarray:
        """Whether each point would lie in the work area."""
        return inside(*place(self.points.raw, understanding, self.bounds), self.bounds)

    def share_inside(self, understanding: Understanding, among: np.ndarray) -> float:
        """Share of some points that would lie in the work area."""
        return float(self.is_inside(understanding)[among].mean()) if among.any() else 0.0

    def evidence(self, about: np.ndarray, understanding: Understanding) -> tuple[str, ...]:
        """The first of some rows, as they stand and, if they change, as they would become."""
        lat, lng = place(self.points.raw, understanding, self.bounds)
        raw = self.points.raw
        shown = []
        for row in np.flatnonzero(about)[:_MOST_SHOWN]:
            line, found = int(self.lines[row]), _pair(lat[row], lng[row])
            stands = _pair(raw["y"].iloc[row], raw["x"].iloc[row])
            if found in (stands, "") or understanding == self.now:
                shown.append(_("line {line}: {point}", line=line, point=found or stands))
            else:
                said = _("line {line}: {point} → {found}", line=line, point=stands, found=found)
                shown.append(said)
        return tuple(shown)

    def ask(
        self, reason: Reason, about: np.ndarray, answers: dict[Reason, Understanding]
    ) -> Question | None:
        """A question about some rows, shown by its first answer; None if there are none."""
        if not about.any():
            return None
        evidence = self.evidence(about, next(iter(answers.values())))
        named = {answer.value: understood for answer, understood in answers.items()}
        return Question(reason.value, int(about.sum()), evidence, named)


def _which_system(rows: _Rows, *, unstated: bool) -> Question | None:
    """Ask what coordinates are in that are too large for degrees, or of a file that must say it."""
    reasons = rows.points.reason
    metres = (reasons == Reason.METRES.value).to_numpy()
    unknown = metres | (reasons == Reason.CRS_UNKNOWN.value).to_numpy()
    answers = {answer: replace(rows.now, crs=crs) for answer, crs in ZONES.items()}
    if not metres.all() and unstated:
        answers[Reason.WGS84] = replace(rows.now, crs="EPSG:4326")

    def fit(answer: Reason) -> float:
        understood = answers[answer]
        turned = replace(understood, swapped=True)
        return max(rows.share_inside(each, unknown) for each in (understood, turned))

    best = sorted(answers, key=fit, reverse=True)  # equal ones stay in their order
    return rows.ask(Reason.CRS_UNKNOWN, unknown, {each: answers[each] for each in best})


def _swapped(rows: _Rows) -> Question | None:
    """Ask about points whose latitude stands in the place of the longitude, until it is said."""
    if rows.now.swapped:
        return None
    turned = replace(rows.now, swapped=True)
    about = rows.given & turned_rows(rows.points.raw, rows.now, rows.bounds)
    return rows.ask(Reason.SWAPPED, about, {Reason.SWAP: turned, Reason.AS_IT_STANDS: rows.now})


def _minus_missing(rows: _Rows) -> Question | None:
    """Ask about points that would lie in the work area south of the equator, and do not."""
    about = (rows.points.reason == Reason.MINUS_MISSING.value).to_numpy()
    signed = replace(rows.now, minus=True)
    answers = {Reason.ADD_MINUS: signed, Reason.AS_IT_STANDS: rows.now}
    return rows.ask(Reason.MINUS_MISSING, about, answers)


def _far_outside(rows: _Rows) -> Question | None:
    """Tell of points far outside, with the zones in which nearly all lie in the work area."""
    warned = (rows.points.warning == Reason.FAR_OUTSIDE.value).to_numpy()
    far = warned | (rows.points.reason == Reason.FAR_POINT.value).to_numpy()
    crs = crs_of(rows.now.crs)
    answers: dict[Reason, Understanding] = {}
    if crs is not None and crs.is_projected:
        others = {answer: replace(rows.now, crs=zone) for answer, zone in ZONES.items()}
        answers = {a: u for a, u in others.items() if rows.share_inside(u, rows.given) >= FITTING}
    return rows.ask(Reason.FAR_OUTSIDE, far, {**answers, Reason.AS_IT_STANDS: rows.now})


def _pair(y: float, x: float) -> str:
    """Two coordinates as a reader writes them; empty where there is none."""
    return "" if np.isnan(y) or np.isnan(x) else f"{_shown(y)}, {_shown(x)}"


def _shown(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
