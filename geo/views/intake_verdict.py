"""What would become of the rows of a file, before anything is taken in."""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from geo.intake.job_folder import Job, file_of
from geo.intake.jobs import BIG_ROWS, judge_all
from geo.intake.judged import Understanding
from geo.intake.reasons import reason_text, remedy_text
from geo.intake.schema import field_label
from geo.intake.take_in import Verdict
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.views.about import show_table
from geo.views.imports import show_counts
from geo.views.waiting import lines_text

SHOWN_REASONS = 12
SHOWN_CHANGES = 20


def tell(bar: st.delta_generator.DeltaGenerator, said: str, done: int, of: int) -> None:
    """Say on a bar how many rows are done."""
    share = min(1.0, done / of) if of else 0.0
    bar.progress(share, said.format(done=number(done), all=number(of)))


def verdict_of(
    job: Job,
    scope: Scope,
    understanding: Understanding,
    place: st.delta_generator.DeltaGenerator,
) -> Verdict | None:
    """What would become of the rows; of a large file only when it is asked for."""
    key = json.dumps(understanding.as_json(), sort_keys=True)
    kept = st.session_state.get(f"verdict {job.key}")
    if kept is not None and kept[0] == key:
        verdict: Verdict = kept[1]
        return verdict
    n_rows = file_of(job).sheets[understanding.sheet].n_rows
    if n_rows > BIG_ROWS and not place.button(
        _n("Check {n} row", "Check all {n} rows", n_rows), key="check", type="primary"
    ):
        return None
    bar = place.progress(0.0, _("Checking the rows …"))
    verdict = judge_all(
        scope, job, understanding, progress=partial(tell, bar, _("{done} of {all} rows checked …"))
    )
    bar.empty()
    st.session_state[f"verdict {job.key}"] = (key, verdict)
    return verdict


def show_verdict(verdict: Verdict) -> None:
    """How many rows would be taken and what they would change, and all that was noticed."""
    show_counts(verdict.counts)
    st.caption(
        _(
            "Of the accepted: {new} are new, {changed} change what is recorded, {same} are there "
            "already.",
            new=number(verdict.n_new),
            changed=number(verdict.n_changed),
            same=number(verdict.n_same),
        )
    )
    _show_changes(verdict)
    _show_reasons(verdict)


def _show_changes(verdict: Verdict) -> None:
    """The first of what is recorded and would say otherwise."""
    if verdict.differs.empty:
        return
    shown = verdict.differs.head(SHOWN_CHANGES)
    rows: list[list[object]] = [
        [number(int(line)), field_label(str(field)), before, after]
        for line, field, before, after in shown[["line", "field", "before", "after"]].to_numpy()
    ]
    headings = [_("Line"), _("Field"), _("Recorded"), _("In the file")]
    with st.expander(_("What would change")):
        show_table("", headings, rows)


def _show_reasons(verdict: Verdict) -> None:
    """What was noticed, the same things of several rows in one line."""
    if verdict.issues.empty:
        return
    said = ["reason", "column", "value"]
    gathered = verdict.issues.groupby(said, sort=False)["line"].agg(list)
    most = gathered.loc[gathered.map(len).sort_values(ascending=False, kind="stable").index]
    rows: list[list[object]] = [
        [
            number(len(set(lines))),
            f"{reason_text(reason, column=column, value=value)} {remedy_text(reason)}",
            lines_text(sorted(set(lines))),
        ]
        for (reason, column, value), lines in most.head(SHOWN_REASONS).items()
    ]
    headings = [_("How many rows"), _("What"), _("Where")]
    show_table(_("What was noticed"), headings, rows)
    if len(most) > SHOWN_REASONS:
        more = len(most) - SHOWN_REASONS
        st.caption(_n("{n} more thing was noticed", "{n} more things were noticed", more))
