"""Which column of a file tells which field; and what every row says where none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from geo.errors import PetaporaError
from geo.intake.coordinate_systems import crs_of
from geo.intake.identifiers import find_identifiers
from geo.intake.jobs import missing_fields
from geo.intake.judged import Understanding
from geo.intake.schema import SCHEMAS, Field, field_label
from geo.intake.screening import refusal
from geo.intake.table import Sheet
from geo.labels import word_label
from geo.text import _, _n
from geo.views.messages import as_text

NONE = -1
"""Stands for no column."""


def pick_columns(sheet: Sheet, understanding: Understanding, key: str) -> Understanding:
    """
    Show which columns were understood, and let the reader say otherwise.

    Parameters
    ----------
    sheet : Sheet
    understanding : Understanding
        As the headings and earlier files of the sender say.
    key : str
        Id of the file.

    Returns
    -------
    Understanding
        With the columns and constants that the reader chose.
    """
    missing = missing_fields(understanding)
    used = set(understanding.columns.values())
    unused = [name for place, name in enumerate(sheet.headings) if place not in used]
    title = _n("{n} column understood", "{n} columns understood", len(understanding.columns))
    if unused:
        title += "; " + _n("{n} left aside", "{n} left aside", len(unused))
    with st.expander(title, expanded=bool(missing), key=f"columns {key}"):
        columns = _columns(sheet, understanding, key)
        crs = _crs(understanding, key)
    if unused:
        st.caption(as_text(_("Left aside: {names}.", names=", ".join(unused))))
    constants = _constants(replace(understanding, columns=columns), key)
    return replace(understanding, columns=columns, constants=constants, crs=crs)


def _columns(sheet: Sheet, understanding: Understanding, key: str) -> dict[str, int]:
    """A list for each field; the columns chosen."""
    options = {NONE: _("(none)"), **dict(enumerate(sheet.headings))}
    chosen = {}
    places = st.columns(3, gap="small")
    own = f"{understanding.kind} {understanding.sheet} {understanding.sender} {key}"
    for turn, field in enumerate(SCHEMAS[understanding.kind].fields):
        before = understanding.columns.get(field.name, NONE)
        with places[turn % len(places)]:
            column = st.selectbox(
                _label(field),
                list(options),
                index=list(options).index(before),
                key=f"column {field.name} {own}",
                format_func=options.__getitem__,
            )
        if column != NONE:
            chosen[field.name] = column
    return chosen


def _crs(understanding: Understanding, key: str) -> str:
    """What the coordinates are in, where the reader states it; empty for degrees."""
    if "lat" not in understanding.columns:
        return understanding.crs
    text = st.text_input(
        _("Coordinates are in (empty for degrees), such as EPSG:32750 or UTM 50S"),
        value=understanding.crs,
        key=f"crs {understanding.crs} {key}",
        max_chars=40,
    ).strip()
    try:
        crs_of(text)
    except PetaporaError as error:
        st.error(as_text(str(error)), icon=":material/error:")
        return understanding.crs
    return text


def _label(field: Field) -> str:
    return f"{field_label(field.name)} *" if field.required else field_label(field.name)


def _constants(understanding: Understanding, key: str) -> dict[str, str]:
    """What every row says of a field that it needs and no column tells."""
    without = replace(understanding, constants={})
    said = {}
    for name in missing_fields(without):
        field = SCHEMAS[understanding.kind].field(name)
        text = _ask(field, understanding.constants, key)
        if text:
            said[name] = text
    return said


def _ask(field: Field, before: Mapping[str, str], key: str) -> str:
    label = _("No column says “{field}”. What holds for every row?", field=field_label(field.name))
    own = f"constant {field.name} {key}"
    if field.words is None:
        text = st.text_input(label, value=before.get(field.name, ""), key=own).strip()
        if found := find_identifiers(text):
            st.error(refusal(found), icon=":material/error:")
            return ""
        return text
    words = {word.value: word_label(word) for word in field.words}
    known = before.get(field.name)
    return (
        st.selectbox(
            label,
            list(words),
            index=list(words).index(known) if known in words else None,
            key=own,
            format_func=lambda word: words[word],
            placeholder=_("Choose"),
        )
        or ""
    )
