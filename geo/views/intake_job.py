"""A file that was read: how it is understood, what would become of its rows, and taking it in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.errors import PetaporaError
from geo.intake.job_folder import Job, file_of, read_state
from geo.intake.jobs import (
    cancel,
    confirm,
    end,
    mend_by_file,
    mends,
    missing_fields,
    preview,
    questions,
    take_in,
    understand,
    wait,
)
from geo.intake.judged import Question, Understanding
from geo.intake.reasons import reason_text, remedy_text
from geo.intake.table import FileRead
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.views.about import show_table
from geo.views.imports import open_import
from geo.views.intake import Given, forget_job, pick_given
from geo.views.intake_columns import pick_columns
from geo.views.intake_verdict import show_verdict, tell, verdict_of
from geo.views.messages import as_text
from geo.views.state import put_in_address

PREVIEWED = 5


def show_job(job: Job, scope: Scope, office: Office, *, has_sample: bool) -> None:
    """
    All that is asked and said between reading a file and having its rows in the store.

    Parameters
    ----------
    job : Job
    scope : Scope
    office : Office
    has_sample : bool
        Whether the office shows invented rows, which real ones may replace.
    """
    given = pick_given(scope, office)
    if read_state(job).step.is_running:  # the page was left while something was done
        _wait(job, scope, office, given)
    found = file_of(job)
    if not found.sheets:
        st.warning(_("{file}: holds no row.", file=as_text(found.file)))
        _offer_cancel(job, scope, office, given)
        return
    if import_id := mends(job):
        _offer_mending(job, scope, office, given, import_id)
        return
    sheet = _pick_sheet(found)
    understanding = _understood(job, scope, office, given, sheet)
    _say_file(found, understanding)
    asked = st.container()  # what is asked stands above the columns, and rests on them
    turn = st.session_state.get(f"turn {job.key}", 0)
    understanding = pick_columns(
        found.sheets[understanding.sheet], understanding, f"{job.key} {turn}"
    )
    _keep(job, understanding)
    with asked:
        for question in questions(scope, office, job, understanding):
            _ask(question, job, understanding)
    _show_first_rows(job, understanding)
    if not given.sender:
        st.warning(_("Say first who sent the file."), icon=":material/outgoing_mail:")
    elif not missing_fields(understanding):
        _show_verdict(job, scope, office, understanding, has_sample=has_sample)
    _offer_cancel(job, scope, office, given)


def _wait(job: Job, scope: Scope, office: Office, given: Given) -> None:
    _offer_cancel(job, scope, office, given)
    bar = st.progress(0.0)
    wait(job, progress=partial(tell, bar, _("{done} of {all} rows …")))
    st.rerun()


def _pick_sheet(found: FileRead) -> int | None:
    """The sheet that the reader chose; None for the one that fits best."""
    if len(found.sheets) == 1:
        return 0
    names = {place: sheet.name for place, sheet in enumerate(found.sheets)}
    return st.selectbox(
        _("Sheet"),
        list(names),
        index=None,
        key=f"sheet {found.sha256[:12]}",
        format_func=lambda place: f"{names[place]} ({number(found.sheets[place].n_rows)})",
        placeholder=_("The one that fits best"),
    )


def _understood(
    job: Job, scope: Scope, office: Office, given: Given, sheet: int | None
) -> Understanding:
    """How the reader understands the file so far; anew once kind, sender or sheet change."""
    kept = st.session_state.get(f"understood {job.key}")
    base = understand(scope, job, office=office, kind=given.kind, sender=given.sender, sheet=sheet)
    same = kept is not None and (kept.kind, kept.sender, kept.sheet, kept.office) == (
        base.kind,
        base.sender,
        base.sheet,
        base.office,
    )
    return kept if same and kept is not None else base


def _keep(job: Job, understanding: Understanding) -> None:
    st.session_state[f"understood {job.key}"] = understanding


def _answered(job: Job, understanding: Understanding) -> None:
    """Keep an answer; the lists of columns begin anew with what it says."""
    _keep(job, understanding)
    st.session_state[f"turn {job.key}"] = st.session_state.get(f"turn {job.key}", 0) + 1


def _say_file(found: FileRead, understanding: Understanding) -> None:
    sheet = found.sheets[understanding.sheet]
    parts = [found.format.upper(), found.encoding, sheet.name]
    st.markdown(
        as_text(
            _n(
                "{file}: {n} row ({what}).",
                "{file}: {n} rows ({what}).",
                sheet.n_rows,
                file=found.file,
                what=", ".join(part for part in parts if part),
            )
        )
    )


def _ask(question: Question, job: Job, understanding: Understanding) -> None:
    """One question about the whole file, with answers that change something as buttons."""
    with st.container(border=True):
        st.markdown(
            as_text(
                f"{reason_text(question.reason, details=question.evidence)} "
                f"{remedy_text(question.reason)}"
            )
        )
        if question.n:
            st.caption(_n("{n} row", "{n} rows", question.n))
        answers = {word: read for word, read in question.answers.items() if read != understanding}
        with st.container(horizontal=True):
            for answer, answered in answers.items():
                st.button(
                    as_text(reason_text(answer)),
                    key=f"{question.reason} {answer}",
                    on_click=_answered,
                    args=(job, answered),
                )


def _show_first_rows(job: Job, understanding: Understanding) -> None:
    first = preview(job, understanding.sheet, n=PREVIEWED)
    with st.expander(_("The first rows, as the file has them")):
        rows: list[list[object]] = [
            [number(int(line)), *cells]
            for line, cells in zip(first.index, first.to_numpy().tolist(), strict=True)
        ]
        show_table("", [_("Line"), *first.columns], rows)


def _show_verdict(
    job: Job, scope: Scope, office: Office, understanding: Understanding, *, has_sample: bool
) -> None:
    """What would become of the rows; and the button that takes them in."""
    place = st.container()
    verdict = verdict_of(job, scope, understanding, place)
    if verdict is None:
        return
    show_verdict(verdict)
    replaces = has_sample and st.checkbox(
        _(
            "Take the invented sample out in the same step; undoing the import does not bring it "
            "back"
        ),
        value=True,
        key="replaces sample",
    )
    n_waiting = verdict.counts.held + verdict.counts.rejected
    label = _n("Take in {n} row", "Take in {n} rows", verdict.counts.accepted)
    if n_waiting:
        label += " · " + _n("{n} waits", "{n} wait", n_waiting)
    if st.button(label, type="primary", key="take in", icon=":material/download_done:"):
        _take_in(job, scope, understanding, replaces_sample=replaces, place=place)


def _take_in(
    job: Job,
    scope: Scope,
    understanding: Understanding,
    *,
    replaces_sample: bool,
    place: st.delta_generator.DeltaGenerator,
) -> None:
    bar = place.progress(0.0, _("Taking the rows in …"))
    try:
        confirm(scope, job, understanding)
        outcome = take_in(
            scope,
            job,
            understanding,
            replaces_sample=replaces_sample,
            progress=partial(tell, bar, _("{done} of {all} rows …")),
        )
    except PetaporaError as error:
        bar.empty()
        place.error(as_text(str(error)), icon=":material/error:")
        return
    end(job)
    forget_job()
    open_import(outcome.receipt.import_id, was_known=outcome.was_known)
    st.rerun()


def _offer_mending(job: Job, scope: Scope, office: Office, given: Given, import_id: str) -> None:
    st.info(_("Mended rows of an earlier file: they are checked again and taken in by line."))
    if st.button(_("Take in the mended rows"), type="primary", key="mend by file"):
        mend_by_file(scope, office, job)
        end(job)
        forget_job()
        open_import(import_id)
        st.rerun()
    _offer_cancel(job, scope, office, given)


def _offer_cancel(job: Job, scope: Scope, office: Office, given: Given) -> None:
    def stop() -> None:
        taken = cancel(scope, office, job, given.kind)
        st.session_state["job"] = ""
        if taken is not None:
            open_import(taken.import_id)

    st.button(_("Cancel, take nothing in"), key="cancel", on_click=stop, type="tertiary")
    put_in_address("job", job.key)
