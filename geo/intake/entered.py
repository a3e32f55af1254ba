"""What is typed into a form: checked field by field, before any of it is recorded or kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from geo.intake.coordinates import read_points
from geo.intake.grammar import Parsed, Reading, read_column
from geo.intake.grammar_keys import read_texts
from geo.intake.identifiers import find_identifiers
from geo.intake.judged import Understanding
from geo.intake.reasons import reason_text, remedy_text
from geo.intake.schema import SCHEMAS, Field, Grammar, field_label
from geo.labels import identifier_label
from geo.rows import iso_date
from geo.text import _, number
from geo.words import Accuracy, Kind, Level, level_of


class Form(StrEnum):
    """The forms; the value stands in the address."""

    REPORT = "report"
    VISIT = "visit"
    MEETING = "meeting"
    OPERATION = "operation"
    TEAM = "team"

    @property
    def kind(self) -> Kind:
        """The kind of rows that a form makes."""
        return Kind(f"{self.value}s")

    @property
    def day(self) -> str:
        """Name of the field that says when it was."""
        return {Form.REPORT: "received_on", Form.VISIT: "visited_on", Form.TEAM: "event_on"}.get(
            self, "held_on"
        )

    @property
    def takes_points(self) -> bool:
        """Whether the spot itself is recorded, not only its area."""
        return self is Form.REPORT


Cells = Mapping[str, str]
"""
What stands in a form, by the names of `geo.intake.schema`.

``kode`` is the finest area chosen, ``lat`` and ``lng`` the spot if one was clicked; ``accuracy`` is
``tanpa lokasi`` if it is said that no place is known; ``coordinates`` what was typed of the spot
and is not kept as it stands. Of a meeting ``n_actions`` says how many
actions there are, each with ``agency.0``, ``what.0``, ``due_on.0``. Of a team ``document`` is what
says it and ``said_by`` the post or agency that does.
"""

MOST_PERSONS: Final = 999
MOST_ACTIONS: Final = 20
ACTION_FIELDS: Final = ("agency", "what", "due_on")
_FREE: Final = (Grammar.TEXT, Grammar.DOCUMENT)
_ELSEWHERE: Final = ("lat", "lng", "kode", "desa", "kecamatan", "kabupaten", "accuracy", "agency")
_WHAT: Final = Field("what", Grammar.TEXT, required=True)


@dataclass(frozen=True)
class Known:
    """
    What an entry is held against.

    Attributes
    ----------
    today : date
    timezone : ZoneInfo
        Day and clock of the office.
    areas, agencies : collection of str
        Kode of all areas of the office, and keys of all agencies.
    """

    today: dt.date
    timezone: ZoneInfo
    areas: Collection[str]
    agencies: Collection[str]


def fields_of(form: Form) -> tuple[Field, ...]:
    """Fields of a form that stand for themselves: all but its key and what says where."""
    schema = SCHEMAS[form.kind]
    own = [f for f in schema.fields[1:] if f.name not in (*_ELSEWHERE, "follow_up")]
    if form is Form.TEAM:  # a document of its own tells more than a note
        own = [f for f in own if f.name != "note"]
        own.append(Field("document", Grammar.TEXT, required=True))
        own.append(Field("said_by", Grammar.TEXT, required=True))
    return tuple(own)


def label_of(name: str) -> str:
    """A field of a form as readers know it; of an action without its number."""
    bare = name.partition(".")[0]
    own = {
        "document": _("Document that says so"),
        "said_by": _("Published or said by (agency or post)"),
        "what": _("What is to be done"),
        "due_on": _("Due on"),
        "place": _("Place"),
        "coordinates": _("Coordinates (if known)"),
    }
    return own.get(bare) or field_label(bare)


def count_actions(cells: Cells) -> int:
    """How many agreed actions a form holds."""
    text = cells.get("n_actions", "")
    return min(int(text), MOST_ACTIONS) if text.isdecimal() and text.isascii() else 0


def free_texts(form: Form, cells: Cells) -> list[str]:
    """Names of the fields in which anything can be typed."""
    own = [field.name for field in fields_of(form) if field.grammar in _FREE]
    return own + [f"what.{i}" for i in range(count_actions(cells))]


def identifier_faults(form: Form, cells: Cells) -> dict[str, str]:
    """
    Faults of texts that tell who a person is, by field; the text itself is never repeated.

    These stand from the moment they are typed, whether or not the form is to be recorded.
    """
    found = {name: find_identifiers(cells.get(name, "")) for name in free_texts(form, cells)}
    return {
        name: _(
            "This tells who a person is ({what}). Write it without; it was not kept.",
            what=", ".join(dict.fromkeys(identifier_label(each) for each in identifiers)),
        )
        for name, identifiers in found.items()
        if identifiers
    }


def without_identifiers(form: Form, cells: Cells) -> dict[str, str]:
    """The cells that may be kept as a draft: without any text that tells who a person is."""
    refused = identifier_faults(form, cells)
    known = _names_of(form, cells)
    return {n: text for n, text in cells.items() if n in known and n not in refused and text}


def _names_of(form: Form, cells: Cells) -> set[str]:
    own = {field.name for field in fields_of(form)} | {"kode", "lat", "lng", "accuracy"}
    own |= {"agency"} if form is Form.REPORT else set()
    numbered = (f"{name}.{i}" for i in range(count_actions(cells)) for name in ACTION_FIELDS)
    return {*own, "n_actions", *numbered} if form is Form.MEETING else own


def entry_faults(form: Form, cells: Cells, known: Known) -> dict[str, str]:
    """
    All that keeps a form from being recorded, by field in the order of the form.

    Parameters
    ----------
    form : Form
    cells : mapping of str to str
        As `Cells` describes them.
    known : Known
        What they are held against.

    Returns
    -------
    dict
        Field to a sentence on what is wrong and what to do; ``place`` for where it was. Empty if
        the form can be recorded.
    """
    refused = identifier_faults(form, cells)
    said = {field.name: _fault(field, cells, known) for field in fields_of(form)}
    said |= dict(_action_faults(cells, known)) if form is Form.MEETING else {}
    if form is Form.REPORT:
        said["agency"] = _agency_fault(cells, known)
    if form.takes_points:
        said["coordinates"] = read_spot(cells.get("coordinates", "")).fault
    said |= {**refused, "place": place_fault(form, cells, known)}
    return {name: fault for name, fault in said.items() if fault}


@dataclass(frozen=True)
class Spot:
    """A spot that was typed: degrees as text with six decimals, or why it is none."""

    lat: str = ""
    lng: str = ""
    fault: str = ""


def read_spot(text: str) -> Spot:
    """
    Read the coordinates of a spot, latitude first, in any form that files may have them in.

    Nothing is swapped or signed: what looks swapped, or lacks the minus of the south, is a fault.
    """
    if not text.strip():
        return Spot()
    cell = pd.Series([text], dtype="str")
    both = Understanding(Kind.REPORTS, "", "", columns={"lat": 0, "lng": 0})
    points = read_points(cell, cell, understanding=both)
    if reason := str(points.reason.iloc[0]):
        column = field_label(str(points.field.iloc[0]))
        shown = "…" if find_identifiers(text) else text
        said = reason_text(reason, column=column, value=shown)
        return Spot(fault=f"{said} {remedy_text(reason)}")
    return Spot(f"{points.lat.iloc[0]:.6f}", f"{points.lng.iloc[0]:.6f}")


def _agency_fault(cells: Cells, known: Known) -> str:
    agency = cells.get("agency", "")
    return _("Not a known agency. Choose one.") if agency not in {"", *known.agencies} else ""


def _fault(field: Field, cells: Cells, known: Known) -> str:
    """What is wrong with one field that stands for itself; empty if nothing is."""
    text = cells.get(field.name, "").strip() or field.default
    if not text and field.required:
        return _("Nothing is chosen. Choose one.") if field.words else _("Empty. Fill it in.")
    if not text:
        return ""
    if field.grammar is Grammar.DAY and iso_date(text):
        return _("Not a day. Choose one from the calendar.")
    if field.words is not None and text not in {word.value for word in field.words}:
        return _("Nothing is chosen. Choose one.")
    said = _read(field, text, known).reason.iloc[0]
    if said:
        return f"{reason_text(said, column=label_of(field.name), value=text)} {remedy_text(said)}"
    if field.grammar is Grammar.WHOLE and int(text) > MOST_PERSONS:
        return _("More than {n}. Write a smaller number.", n=number(MOST_PERSONS))
    return ""


def _read(field: Field, text: str, known: Known) -> Parsed:
    """A text as the grammar of files reads it."""
    reading = Reading(known.today, known.timezone)
    return read_column(field, pd.Series([text], dtype="str"), None, reading)


def cleaned(form: Form, cells: Cells) -> dict[str, str]:
    """Cells with their free texts in one line and without marks, as the grammar reads them."""
    texts = {name: cells.get(name, "") for name in free_texts(form, cells)}
    flat = read_texts(pd.Series(texts, dtype="str")).values
    return {**cells, **flat.to_dict()}


def place_fault(form: Form, cells: Cells, known: Known) -> str:
    """What is wrong with where it was; empty if nothing is."""
    kode = cells.get("kode", "")
    if form.takes_points and cells.get("accuracy") == Accuracy.NONE.value:
        return ""
    if cells.get("lat") and not kode:
        return _(
            "The spot lies outside the work area of this office. Click again, or choose from the "
            "lists."
        )
    if kode not in known.areas:
        return _("No place is chosen. Choose it from the lists, or click on the map.")
    if form is Form.VISIT and level_of(kode) is not Level.DESA:
        return _("Only the kecamatan is chosen. Choose the desa that was visited.")
    if level_of(kode) not in SCHEMAS[form.kind].levels:
        return _("Teams are of a kabupaten/kota or a kecamatan. Choose one of these.")
    return ""


def _action_faults(cells: Cells, known: Known) -> Iterator[tuple[str, str]]:
    held_on = cells.get("held_on", "")
    for i in range(count_actions(cells)):
        agency, what, due_on = (cells.get(f"{name}.{i}", "").strip() for name in ACTION_FIELDS)
        if agency not in known.agencies:
            yield f"agency.{i}", _("No agency is chosen. Choose who does it.")
        yield f"what.{i}", _fault(_WHAT, {_WHAT.name: what}, known)
        if not due_on:
            yield f"due_on.{i}", _("No day is chosen. Choose by when it is to be done.")
        elif iso_date(due_on):
            yield f"due_on.{i}", _("Not a day. Choose one from the calendar.")
        elif due_on < held_on:
            yield f"due_on.{i}", _("The day lies before the meeting. Choose a later one.")
