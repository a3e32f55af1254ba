"""What became of each file: its receipt, the rows that wait, and the way back."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from geo.errors import DataError, PetaporaError
from geo.exports.files import FORMATS
from geo.exports.waiting_rows import waiting_rows
from geo.intake.job_mend import Mended, mend
from geo.intake.judged import Counts
from geo.intake.leave_out import leave_out
from geo.intake.reason_words import Reason
from geo.intake.schema import kind_label
from geo.intake.waiting import corrections_of
from geo.store.imports import Receipt, read_imports, read_receipt, undo_import
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, language, number, use_language
from geo.views.cached import load_all_names, load_facts
from geo.views.cached_work import load_pairs, load_waiting
from geo.views.frame import show_title
from geo.views.html import fill, join, show
from geo.views.messages import as_text
from geo.views.state import put_in_address, take_from_address
from geo.views.waiting import ask_about_waiting
from geo.words import Kind

QUALITY, PAIRS = "pages/quality.py", "pairs"
"""Where reports that look alike are decided, and what is chosen there."""

LATEST = 15
"""How many imports are listed."""


def chosen_import(scope: Scope, office: Office) -> Receipt | None:
    """The import that the address names, if the office has it."""
    take_from_address("import", parse=lambda text: text, default="")
    key = st.session_state["import"]
    try:
        receipt = read_receipt(scope, office, key) if key else None
    except DataError:
        receipt = None
    put_in_address("import", receipt.import_id if receipt else "")
    return receipt


def open_import(import_id: str, *, was_known: bool = False) -> None:
    """Let the next run show an import."""
    st.session_state["import"] = import_id
    put_in_address("import", import_id)
    st.session_state["was known"] = was_known


def show_counts(counts: Counts) -> None:
    """How many rows were read, and what became of them: numbers that add up."""
    parts = [
        (counts.read, _("read"), "="),
        (counts.accepted, _("accepted"), "+"),
        (counts.held, _("held for an answer"), "+"),
        (counts.rejected, _("rejected"), ""),
    ]
    spans = [
        fill("<span><b>{n}</b> {word}</span><span>{sign}</span>", n=number(n), word=word, sign=sign)
        for n, word, sign in parts
    ]
    show(fill('<p class="pp-sum">{spans}</p>', spans=join(spans)))
    if counts.warned:
        said = _n(
            "{n} of the accepted rows has a remark.",
            "{n} of the accepted rows have a remark.",
            counts.warned,
        )
        st.caption(said)


def counts_of(receipt: Receipt) -> Counts:
    """The counts of a receipt."""
    return Counts(receipt.read, receipt.accepted, receipt.warned, receipt.held, receipt.rejected)


def show_receipt(receipt: Receipt, scope: Scope, office: Office) -> None:
    """What became of one file, with the rows that wait to be mended, and undoing it."""
    st.button(
        _("All files"), icon=":material/arrow_back:", type="tertiary", key="all", on_click=_close
    )
    show_title(_headline(receipt), _under(receipt, office))
    show_counts(counts_of(receipt))
    _say_what_changed(receipt)
    if message := st.session_state.pop("import said", ""):
        st.success(as_text(message), icon=":material/check:")
    if receipt.undone_at:
        return
    if receipt.kind is Kind.REPORTS:
        _say_pairs(scope, office)
    waiting = load_waiting(scope, office, receipt.import_id)
    with st.container(horizontal=True):
        if len(waiting):
            _offer_workbook(waiting, receipt)
        _offer_undo(receipt, scope, office)
    if len(waiting):
        _show_waiting(waiting, receipt, scope, office)


def _headline(receipt: Receipt) -> str:
    if receipt.undone_at:
        return _("{file} was taken in and undone.", file=receipt.file)
    if st.session_state.pop("was known", False):
        what = ", ".join(filter(None, [kind_label(receipt.kind), receipt.sheet]))
        return _(
            "{file} ({what}) was taken in before; nothing was added.", file=receipt.file, what=what
        )
    if receipt.held + receipt.rejected:
        return _n(
            "{file}: {taken} of {read} rows are in; {n} waits.",
            "{file}: {taken} of {read} rows are in; {n} wait.",
            receipt.held + receipt.rejected,
            file=receipt.file,
            taken=number(receipt.accepted),
            read=number(receipt.read),
        )
    return _n(
        "{file}: its {n} row is in.",
        "{file}: all {n} rows are in.",
        receipt.read,
        file=receipt.file,
    )


def _under(receipt: Receipt, office: Office) -> str:
    return _(
        "{kind} from {sender}, taken in on {day}.",
        kind=kind_label(receipt.kind),
        sender=receipt.sender,
        day=date(pd.Timestamp(receipt.at).tz_convert(office.timezone).date()),
    )


def _say_what_changed(receipt: Receipt) -> None:
    st.caption(
        _(
            "{added} came in, {updated} took the place of what was recorded, {same} were there "
            "already.",
            added=number(receipt.added),
            updated=number(receipt.updated),
            same=number(receipt.unchanged),
        )
    )


def _say_pairs(scope: Scope, office: Office) -> None:
    """How many reports look like another, and the way to where that is decided."""
    total = load_pairs(scope, office).total
    if total:
        st.page_link(
            QUALITY,
            label=as_text(
                _n(
                    "{n} pair of reports agrees in place, day and kind: look at it",
                    "{n} pairs of reports agree in place, day and kind: look at them",
                    total,
                )
            ),
            icon=":material/difference:",
            query_params={"lang": language(), "office": office.key, "show": PAIRS},
        )


def _offer_workbook(waiting: pd.DataFrame, receipt: Receipt) -> None:
    spoken = language()

    def content() -> bytes:
        use_language(spoken)  # made in a thread of its own
        n_waiting = receipt.held + receipt.rejected
        key, file = receipt.import_id, receipt.file
        return waiting_rows(waiting, import_id=key, file=file, n_waiting=n_waiting)

    st.download_button(
        _("Rows that wait (XLSX)"),
        content,
        file_name=f"petapora-{receipt.import_id}.xlsx",
        mime=FORMATS["xlsx"].mime,
        icon=":material/download:",
        on_click="ignore",
        key="waiting rows",
    )


def _offer_undo(receipt: Receipt, scope: Scope, office: Office) -> None:
    with st.popover(_("Undo this import"), icon=":material/undo:"):
        st.markdown(_("All its rows go out, and what they changed says again what it said."))
        if st.button(_("Yes, undo it all"), key="undo"):
            try:
                undo_import(scope, office, receipt.import_id)
            except PetaporaError as error:
                st.error(as_text(str(error)), icon=":material/error:")
                return
            st.rerun()


def _show_waiting(waiting: pd.DataFrame, receipt: Receipt, scope: Scope, office: Office) -> None:
    show(fill('<p class="pp-h">{title}</p>', title=_("What is asked")))
    n_waiting = receipt.held + receipt.rejected
    if len(waiting) < n_waiting:
        first, every = number(len(waiting)), number(n_waiting)
        st.caption(_("The first {n} of {all} rows; the others come next.", n=first, all=every))
    names = load_all_names(office).to_dict()
    agencies = {key: agency.name for key, agency in load_facts(scope).agencies.items()}
    _offer_without_personal(waiting, receipt, scope, office)

    def leave(lines: tuple[int, ...]) -> None:
        leave_out(scope, office, receipt.import_id, lines)

    turn = f"{receipt.import_id} {receipt.accepted} {receipt.held}"
    answers = ask_about_waiting(waiting, receipt.kind, names, agencies, turn=turn, leave=leave)
    n_rows = len({line for problem in answers for line in problem.lines})
    label = _n("Save the answers for {n} row", "Save the answers for {n} rows", n_rows)
    if st.button(label, type="primary", key="save answers", disabled=not answers):
        _mend(partial(mend, scope, office, receipt.import_id, corrections_of(answers)))


def _offer_without_personal(
    waiting: pd.DataFrame, receipt: Receipt, scope: Scope, office: Office
) -> None:
    """One answer for all rows that wait because a cell told who a person is."""
    lines = [
        int(line)
        for line, issues in waiting["issues"].items()
        if any(issue["reason"] == Reason.IDENTIFIER for issue in issues)
    ]
    if not lines:
        return
    st.markdown(
        as_text(
            _(
                "Names, numbers and contacts of persons are not kept. The rows can be taken in "
                "without these cells."
            )
        )
    )
    label = _n("Take in {n} row without them", "Take in {n} rows without them", len(lines))
    if st.button(label, key="without personal"):
        corrections: dict[int, dict[str, str]] = {line: {} for line in lines}
        _mend(partial(mend, scope, office, receipt.import_id, corrections, without_personal=True))


def _mend(work: partial[Mended]) -> None:
    try:
        mended = work()
    except PetaporaError as error:
        st.error(as_text(str(error)), icon=":material/error:")
        return
    st.session_state["import said"] = _n(
        "{n} more row is in.", "{n} more rows are in.", mended.taken_in
    )
    st.rerun()


def _close() -> None:
    st.session_state["import"] = ""


def show_imports(scope: Scope, office: Office) -> None:
    """The latest files of an office, each with its totals; a click opens it."""
    found = read_imports(scope, office).head(LATEST)
    show(fill('<p class="pp-h">{title}</p>', title=_("Files taken in")))
    if found.empty:
        st.caption(_("None yet."))
    for import_id, row in found.iterrows():
        st.button(
            as_text(_line(row, office)),
            key=f"open {import_id}",
            icon=":material/undo:" if pd.notna(row["undone_at"]) else ":material/description:",
            type="tertiary",
            on_click=open_import,
            args=(str(import_id),),
        )


def _line(row: pd.Series, office: Office) -> str:
    said = _(
        "{day}: {file}, {kind} from {sender}: {read} read = {accepted} accepted + {held} held + "
        "{rejected} rejected",
        day=date(row["at"].tz_convert(office.timezone).date()),
        file=row["file"],
        kind=kind_label(Kind(row["kind"])),
        sender=row["sender"],
        **{name: number(int(row[name])) for name in ("read", "accepted", "held", "rejected")},
    )
    return f"{said} · {_('undone')}" if pd.notna(row["undone_at"]) else said
