"""What a template says of its fields: what each means, how it is written, and an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from geo.intake.schema import Field, Grammar
from geo.labels import word_label
from geo.store.offices import Office
from geo.text import _

N_: Callable[[str], str] = str
"""Marks a text for the catalogue; it is translated where it is shown."""

NEVER: Final = (
    N_("Never write names of persons, passport numbers, NIK, permit numbers or nationalities."),
    N_("Never write telephone numbers, e-mail, house addresses, days of birth, or put in photos."),
    N_("Rows that hold such things are not taken in, and what they hold is not kept."),
)
"""What no file may hold."""

HOW: Final = (
    N_("Fill the first sheet: one row for each, from the second line on."),
    N_("Columns with a star are needed. The order of the columns does not matter."),
    N_(
        "Of the place, the kode is enough, or the names; a name that stands twice needs the others."
    ),
    N_("The examples below are invented. They stand only here, so that none is taken in."),
)
"""How a template is filled."""

_MEANINGS: Final[Mapping[str, str]] = {
    "received_on": N_("Day on which the report came in"),
    "channel": N_("Who the report came from"),
    "lat": N_("Latitude of the place; southern ones with a minus or with LS"),
    "lng": N_("Longitude of the place"),
    "kode": N_("Kemendagri code of the place"),
    "desa": N_("Name of the desa or kelurahan"),
    "kecamatan": N_("Name of the kecamatan"),
    "kabupaten": N_("Name of the kabupaten or kota"),
    "accuracy": N_("How well the place is known"),
    "n_persons": N_("How many persons the report is about"),
    "follow_up": N_("What became of the report"),
    "agency": N_("Agency or post, never a person"),
    "status": N_("What a document or a meeting says of the team"),
    "event_on": N_("Day of the decree, the meeting or the inauguration"),
    "sk": N_("Number of the decree as it stands there"),
    "review_by": N_("Day by which the decree has to be renewed"),
    "note": N_("A short remark about the place or the event, never about a person"),
    "level": N_("Level of the team that the agency sits in"),
    "held_on": N_("Day on which it was held"),
    "order_no": N_("Number of the surat perintah as it stands there"),
    "result": N_("What came of it, in a few words and without persons"),
    "visited_on": N_("Day on which the desa was visited"),
    "programme": N_("Name of the programme, such as SI RAJA GARANG"),
    "measure": N_("What was counted"),
    "since": N_("First day of the period"),
    "until": N_("Last day of the period"),
    "value": N_("The number that was counted"),
}

_FORMS: Final[Mapping[Grammar, str]] = {
    Grammar.KEY: N_("Your own number, each once; empty if there is none"),
    Grammar.DAY: N_("A day: 25/03/2019, 2019-03-25 or 25 Maret 2019"),
    Grammar.WORD: N_("A word of the list"),
    Grammar.WHOLE: N_("A whole number"),
    Grammar.NUMBER: N_("A number"),
    Grammar.LAT: N_("Degrees: 8.2951 LS, -8.2951 or 8°17'42\" LS"),
    Grammar.LNG: N_("Degrees: 115.0251 BT, 115.0251 or 115°01'30\" BT"),
    Grammar.KODE: N_("Digits and dots: 51.08, 51.08.01 or 51.08.01.2001"),
    Grammar.PLACE: N_("A name of the list"),
    Grammar.AGENCY: N_("An agency of the list"),
    Grammar.DOCUMENT: N_("As on the document"),
    Grammar.TEXT: N_("A few words"),
}

_EXAMPLES: Final[Mapping[str, tuple[str, str, str]]] = {
    "report": ("CONTOH-1", "CONTOH-2", "CONTOH-3"),
    "received_on": ("23/01/2026", "2026-01-15", "3 Februari 2026"),
    "lat": ("8.2951 LS", "", "8°17'42\" LS"),
    "lng": ("115.0251 BT", "", "115°01'30\" BT"),
    "n_persons": ("1", "2", ""),
    "event_on": ("23/01/2026", "2026-01-15", "3 Februari 2026"),
    "sk": ("CONTOH/1/2026", "", "CONTOH/3/2026"),
    "review_by": ("23/01/2028", "", "3 Februari 2028"),
    "note": ("CONTOH", "", ""),
    "held_on": ("23/01/2026", "2026-01-15", "3 Februari 2026"),
    "order_no": ("CONTOH-SP-1", "", "CONTOH-SP-3"),
    "result": ("CONTOH", "", ""),
    "visited_on": ("23/01/2026", "2026-01-15", "3 Februari 2026"),
    "programme": ("SI RAJA GARANG", "", "SI RAJA GARANG"),
    "since": ("2025-01-01", "2025-01-01", "1 Januari 2025"),
    "until": ("31/12/2025", "2025-12-31", "31 Desember 2025"),
    "value": ("1200", "85", "12,5"),
}


def field_meaning(field: Field) -> str:
    """What a field says, in the reader's language."""
    if field.grammar is Grammar.KEY:
        return _("By this number a later file changes this row and adds no second one")
    if field.name == "kind":
        return _("What the report suspects, or which kind of operation it was")
    return _(_MEANINGS[field.name])


def field_form(field: Field, office: Office) -> str:
    """How a field is written and what an empty cell of it means, in the reader's language."""
    said = _(_FORMS[field.grammar])
    empty = _empty_means(field, office)
    return f"{said}. {empty}" if empty else said


def _empty_means(field: Field, office: Office) -> str:
    """What a row says of a field that it leaves empty; empty if it then says nothing."""
    if field.name == "n_persons":
        return _("Empty counts as one person, with a remark")
    if field.name == "accuracy":
        return _("Empty means as the point or the area tells")
    if field.name == "programme" and office.visit_programme:
        return _("Empty means: {what}", what=office.visit_programme)
    if field.words is not None and field.default:
        return _("Empty means: {what}", what=word_label(field.words(field.default)))
    return ""


def field_examples(field: Field) -> tuple[str, ...]:
    """Three invented cells of a field that has no list."""
    return _EXAMPLES["report" if field.grammar is Grammar.KEY else field.name]
