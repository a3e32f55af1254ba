"""What stands in a form: kept through a session, and as a draft in the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import streamlit as st

from geo.errors import PetaporaError
from geo.intake.entered import Form, without_identifiers
from geo.intake.entries import Saved, new_key
from geo.store.drafts import Draft, begun_drafts, read_draft, save_draft
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.views.choices import pick_switch
from geo.views.messages import as_text
from geo.views.state import put_in_address, take_from_address
from geo.words import Level, kode_at

FORM, DRAFT = "form", "draft"
"""Names in the address."""

RESUMED = "draft to resume"
_ENTRIES = "entries"


@dataclass
class Entry:
    """
    One form of one office as it is being filled.

    Attributes
    ----------
    cells : dict
        As `geo.intake.entered.Cells` describes them.
    kept : dict
        What the store has of it, or what a blank form says.
    draft : str
        Name of its draft; empty until something is typed.
    serial : int
        Number of the filling; its widgets are named by it, so that a new one begins with new ones.
    tried : bool
        Whether it was to be recorded; from then on every fault is said.
    refused : str
        Why the store did not take it.
    focus : str
        Kode of what its map shows first.
    saved : Saved, optional
        The form of this kind that was recorded last, with its cells, to be taken back.
    """

    form: Form
    cells: dict[str, str]
    kept: dict[str, str]
    draft: str = ""
    serial: int = 0
    tried: bool = False
    refused: str = ""
    focus: str = ""
    saved: Saved | None = None
    saved_cells: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in yet."""
        return not self.draft and self.cells == self.kept

    def begin(self, cells: dict[str, str], *, draft: str = "", is_kept: bool = False) -> None:
        """Begin another filling with these cells; `is_kept` says that no draft of them is due."""
        self.cells, self.kept = dict(cells), dict(cells) if is_kept else {}
        self.draft, self.serial = draft, self.serial + 1
        self.tried, self.refused, self.focus = False, "", ""
        if kode := cells.get("kode"):
            self.focus = kode_at(kode, Level.KECAMATAN)


def blank(form: Form, office: Office, today: dt.date) -> dict[str, str]:
    """What a form of an office says before anything is filled in."""
    cells = {form.day: today.isoformat()}
    if form is Form.VISIT and office.visit_programme:
        cells["programme"] = office.visit_programme
    return cells | ({"n_persons": "1"} if form is Form.REPORT else {})


def form_label(form: Form) -> str:
    """A form as readers know it."""
    return {
        Form.REPORT: _("Report"),
        Form.VISIT: _("Visit to a desa"),
        Form.MEETING: _("Meeting"),
        Form.OPERATION: _("Operation"),
        Form.TEAM: _("Event of a team"),
    }[form]


def pick_entry(scope: Scope, office: Office) -> Entry:
    """Let the reader choose the form; what was begun of it, by the address or in this session."""
    named = _draft_asked_for()
    found = _find_draft(scope, office, named) if named else None
    if found is not None:
        st.session_state[FORM] = found.form
    form = _pick_form()
    entry = _entry_of(office, form)
    if found is not None and found.form == form and entry.draft != found.name:
        cells = read_draft(scope, office, found.form, name=found.name) or {}
        entry.begin(blank(form, office, today_at(office)) | cells, draft=found.name, is_kept=True)
    elif named and found is None and named != entry.draft:
        st.session_state["not understood"].append(f"{DRAFT}={named[:40]}")
    return entry


def _pick_form() -> Form:
    names = {form.value: form_label(form) for form in Form}
    return Form(pick_switch(FORM, _("What is to be recorded"), names))


def leave_entry() -> None:
    """Where no form is shown: the one chosen and its draft stay in the address for later."""
    _pick_form()
    take_from_address(DRAFT, parse=lambda text: text, default="")
    put_in_address(DRAFT, st.session_state[DRAFT])


def _draft_asked_for() -> str:
    """Name of the draft that the reader just asked for, by the address or a button."""
    before = st.session_state.get(DRAFT, "")
    take_from_address(DRAFT, parse=lambda text: text, default="", forgets=False)
    stated = str(st.session_state[DRAFT])
    return str(st.session_state.pop(RESUMED, "")) or (stated if stated != before else "")


def _find_draft(scope: Scope, office: Office, name: str) -> Draft | None:
    known = {form.value for form in Form}
    drafts = (each for each in begun_drafts(scope, office) if each.form in known)
    return next((each for each in drafts if each.name == name), None)


def _entry_of(office: Office, form: Form) -> Entry:
    entries = st.session_state.setdefault(_ENTRIES, {})
    key = f"{office.key} {form.value}"
    if key not in entries:
        cells = blank(form, office, today_at(office))
        entries[key] = Entry(form, cells, dict(cells))
    entry: Entry = entries[key]
    return entry


def today_at(office: Office) -> dt.date:
    """The day by the office's clock."""
    return dt.datetime.now(office.timezone).date()


def keep_draft(scope: Scope, office: Office, entry: Entry) -> None:
    """Keep what was changed since it was last kept; what tells who a person is never is."""
    allowed = without_identifiers(entry.form, entry.cells)
    if allowed != entry.kept:
        entry.draft = entry.draft or new_key("d")
        try:
            save_draft(scope, office, entry.form.value, allowed, name=entry.draft)
            entry.kept = allowed
        except PetaporaError as error:
            said = _("This form is not kept as a draft: {why}", why=str(error))
            st.warning(as_text(said), icon=":material/warning:")
    st.session_state[DRAFT] = entry.draft
    put_in_address(DRAFT, entry.draft)


def other_drafts(scope: Scope, office: Office) -> list[Draft]:
    """Drafts of an office that are not open in this session, the newest first."""
    open_here = {entry.draft for entry in st.session_state[_ENTRIES].values()}
    known = {form.value for form in Form}
    drafts = begun_drafts(scope, office)
    return [each for each in drafts if each.name not in open_here and each.form in known]


def resume(name: str) -> None:
    """Let the next run go on with a draft."""
    st.session_state[RESUMED] = name
