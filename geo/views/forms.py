"""The forms in which an office records what happened: one column for a thumb, a map beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st
from babel.dates import format_datetime

from geo.errors import PetaporaError
from geo.intake.entered import (
    Form,
    Known,
    entry_faults,
    identifier_faults,
    label_of,
    read_spot,
)
from geo.intake.entries import save_entry, take_back
from geo.store.drafts import drop_draft
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, language
from geo.views.cached import load_all_names, load_facts
from geo.views.forms_entry import (
    Entry,
    blank,
    form_label,
    keep_draft,
    other_drafts,
    pick_entry,
    resume,
    today_at,
)
from geo.views.forms_place import ask_place, place_name, show_place_map, take_click
from geo.views.forms_questions import ask_fields
from geo.views.html import fill, show
from geo.views.messages import as_text

_STYLE = Path(__file__).with_name("forms.css")
_TO_SAVE, _TO_UNDO, _TO_DROP = "entry to save", "entry to take back", "draft to throw away"


def record(scope: Scope, office: Office) -> None:
    """Let the reader fill in a form and record it."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    facts, known = load_facts(scope), known_to(scope, office)
    entry = pick_entry(scope, office)
    take_click(entry, office)
    notices = st.container()
    _save_if_asked(scope, office, entry, known)
    keep_draft(scope, office, entry)
    faults = _faults(entry, known)
    with notices:
        _say_saved(entry, office)
        _offer_drafts(scope, office, entry)
        _say_first(entry, faults)
    with st.container(key="entry"):
        with st.container(key="entry-fields"):
            ask_fields(entry, faults, facts, known.today)
            ask_place(entry, office, faults)
        with st.container(key="entry-map"), st.spinner(_("Loading the map …")):
            show_place_map(entry, office)
        with st.container(key="entry-save"):
            _echo(entry, faults)
            _offer_save()
    _say_kept(entry)


def known_to(scope: Scope, office: Office) -> Known:
    """What an entry of an office is held against."""
    agencies = load_facts(scope).agencies
    areas = frozenset(load_all_names(office).index)
    return Known(today_at(office), office.timezone, areas, frozenset(agencies))


def _faults(entry: Entry, known: Known) -> dict[str, str]:
    """All faults once it was to be recorded; before that only what is refused at any time."""
    if entry.tried:
        return entry_faults(entry.form, entry.cells, known)
    faults = identifier_faults(entry.form, entry.cells)
    if entry.cells.get("lat") and not entry.cells.get("kode"):
        faults["place"] = entry_faults(entry.form, entry.cells, known)["place"]
    if spot_fault := read_spot(entry.cells.get("coordinates", "")).fault:
        faults["coordinates"] = spot_fault
    return faults


# ---- recording, and taking back ----


def _save_if_asked(scope: Scope, office: Office, entry: Entry, known: Known) -> None:
    if st.session_state.pop(_TO_UNDO, False) and entry.saved:
        take_back(scope, entry.saved)
        entry.saved = None
        entry.begin(entry.saved_cells)
    if not st.session_state.pop(_TO_SAVE, False):
        return
    entry.tried, entry.refused = True, ""
    if entry_faults(entry.form, entry.cells, known):
        return
    try:
        entry.saved = save_entry(scope, office, entry.form, entry.cells)
        if entry.draft:
            drop_draft(scope, office, entry.form.value, name=entry.draft)
    except PetaporaError as error:
        entry.refused = str(error)
        return
    entry.saved_cells = dict(entry.cells)
    entry.begin(blank(entry.form, office, known.today), is_kept=True)


def _offer_save() -> None:
    def asked() -> None:
        st.session_state[_TO_SAVE] = True

    st.button(
        _("Save"),
        type="primary",
        icon=":material/check:",
        key="save entry",
        width="stretch",
        on_click=asked,
    )


def _say_saved(entry: Entry, office: Office) -> None:
    """One sentence on what was recorded, with the way back and the way on."""
    if not entry.saved:
        return
    cells = entry.saved_cells
    where = place_name(cells["kode"], office) if cells.get("kode") else _("place not known")
    said = _(
        "Saved: {form} of {day}, {place}.",
        form=form_label(entry.form),
        day=date(cells[entry.form.day]),
        place=where,
    )
    st.success(as_text(said), icon=":material/check_circle:")

    def undo() -> None:
        st.session_state[_TO_UNDO] = True

    def one_more() -> None:
        kept = (entry.form.day, "kode", "lat", "lng", "accuracy")
        again = {name: cells[name] for name in kept if name in cells}
        today = dt.date.fromisoformat(cells[entry.form.day])
        entry.begin({**blank(entry.form, office, today), **again})
        entry.saved = None

    with st.container(horizontal=True, key="entry-after"):
        st.button(
            _("One more on this day, at this place"),
            icon=":material/add:",
            key="one more",
            on_click=one_more,
        )
        st.button(_("Take it back"), icon=":material/undo:", key="take back", on_click=undo)


def _echo(entry: Entry, faults: Mapping[str, str]) -> None:
    """On a phone the outcome once more where the thumb is, since the top is out of sight."""
    if faults:
        said = _not_saved(faults)
        show(fill('<p class="pp-fault pp-echo">{text}</p>', text=said))
    elif entry.saved and entry.is_blank:
        show(fill('<p class="pp-saved pp-echo">{text}</p>', text=_("Saved.")))


def _not_saved(faults: Mapping[str, str]) -> str:
    """How many fields are not right yet, and which."""
    names = ", ".join(dict.fromkeys(label_of(name) for name in faults))
    return _n(
        "Not saved yet. {n} field is not complete: {fields}",
        "Not saved yet. {n} fields are not complete: {fields}",
        len(faults),
        fields=names,
    )


def _say_first(entry: Entry, faults: Mapping[str, str]) -> None:
    """What is not right yet, at the top too; or why the store did not take the form."""
    if entry.refused:
        said = _("Not saved: {why} What was typed is still here.", why=entry.refused)
        st.error(as_text(said), icon=":material/error:")
    elif faults:
        said = _not_saved(faults)
        st.error(as_text(said), icon=":material/error:")


# ---- drafts ----


def _offer_drafts(scope: Scope, office: Office, entry: Entry) -> None:
    """Offer to go on with what was begun and is not open here."""
    dropped = str(st.session_state.pop(_TO_DROP, ""))
    for draft in other_drafts(scope, office):
        if draft.name == dropped:
            drop_draft(scope, office, draft.form, name=draft.name)
    begun = other_drafts(scope, office) if entry.is_blank and not entry.saved else []
    if not begun:
        return
    newest = begun[0]
    moment = pd.Timestamp(newest.at).tz_convert(office.timezone)
    said = _(
        "A form is begun and not saved: {form}, {moment}.",
        form=form_label(Form(newest.form)),
        moment=format_datetime(moment, "d MMMM y, HH:mm", locale=language()),
    )
    st.info(as_text(said), icon=":material/edit_note:")

    def drop() -> None:
        st.session_state[_TO_DROP] = newest.name

    with st.container(horizontal=True, key="entry-begun"):
        st.button(
            _("Go on with it"),
            icon=":material/edit:",
            key="resume draft",
            on_click=resume,
            args=(newest.name,),
        )
        st.button(_("Throw it away"), icon=":material/delete:", key="drop draft", on_click=drop)


def _say_kept(entry: Entry) -> None:
    if entry.draft:
        st.caption(
            _(
                "Not saved yet, but kept as a draft for 14 days: after a lost connection it is "
                "here again as it was."
            )
        )
