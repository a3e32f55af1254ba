"""What a row of each kind tells: its fields, how each is written, and which of them it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from geo.text import _
from geo.words import (
    Accuracy,
    Channel,
    FollowUp,
    Kind,
    Level,
    Measure,
    OperationKind,
    Suspicion,
    TeamStatus,
)


class Grammar(Enum):
    """How the cells of a field are written; `geo.intake.grammar` reads each strictly."""

    KEY = auto()
    DAY = auto()
    WORD = auto()
    WHOLE = auto()
    NUMBER = auto()
    LAT = auto()
    LNG = auto()
    KODE = auto()
    PLACE = auto()
    """Name of an area of the level that the field is named for."""
    AGENCY = auto()
    """Key or name of an agency of the store."""
    DOCUMENT = auto()
    """Number of a decree or a surat perintah."""
    TEXT = auto()


@dataclass(frozen=True)
class Field:
    """
    One field of a row.

    Attributes
    ----------
    name : str
        As the store has it; kode, desa, kecamatan and kabupaten together say where.
    grammar : Grammar
    required : bool
        A row without it is held.
    words : type of StrEnum, optional
        Of a WORD, the words that are known.
    default : str
        What a row says that does not tell it; only where that is no guess.
    """

    name: str
    grammar: Grammar
    required: bool = False
    words: type[StrEnum] | None = None
    default: str = ""


@dataclass(frozen=True)
class Schema:
    """The fields of a kind, in the order of its template; the first is the row's own key."""

    kind: Kind
    fields: tuple[Field, ...]
    levels: tuple[Level, ...]
    """Levels of the area that a row is about; empty for a row about none."""

    @property
    def key(self) -> str:
        """Name of the row's own key."""
        return self.fields[0].name

    def field(self, name: str) -> Field:
        """The field of a name."""
        return next(field for field in self.fields if field.name == name)


_KABUPATEN = Field("kabupaten", Grammar.PLACE)
_KECAMATAN = Field("kecamatan", Grammar.PLACE)
_DESA = Field("desa", Grammar.PLACE)
_KODE = Field("kode", Grammar.KODE)
_TEAM_PLACE = (_KODE, _KECAMATAN, _KABUPATEN)
_TEAM_LEVELS = (Level.KABUPATEN, Level.KECAMATAN)
_NOTE = Field("note", Grammar.TEXT)

SCHEMAS: Final = {
    schema.kind: schema
    for schema in (
        Schema(
            Kind.REPORTS,
            (
                Field("report", Grammar.KEY),
                Field("received_on", Grammar.DAY, required=True),
                Field("channel", Grammar.WORD, required=True, words=Channel),
                Field("kind", Grammar.WORD, required=True, words=Suspicion),
                Field("lat", Grammar.LAT),
                Field("lng", Grammar.LNG),
                _KODE,
                _DESA,
                _KECAMATAN,
                _KABUPATEN,
                Field("accuracy", Grammar.WORD, words=Accuracy),
                Field("n_persons", Grammar.WHOLE, default="1"),
                Field("follow_up", Grammar.WORD, words=FollowUp, default=FollowUp.NEW.value),
                Field("agency", Grammar.AGENCY),
            ),
            (Level.KABUPATEN, Level.KECAMATAN, Level.DESA),
        ),
        Schema(
            Kind.TEAMS,
            (
                Field("fact", Grammar.KEY),
                *_TEAM_PLACE,
                Field("status", Grammar.WORD, required=True, words=TeamStatus),
                Field("event_on", Grammar.DAY, required=True),
                Field("sk", Grammar.DOCUMENT),
                Field("review_by", Grammar.DAY),
                _NOTE,
            ),
            _TEAM_LEVELS,
        ),
        Schema(
            Kind.MEMBERS,
            (
                Field("member", Grammar.KEY),
                Field("level", Grammar.WORD, required=True, words=Level),
                Field("agency", Grammar.AGENCY, required=True),
            ),
            (),
        ),
        Schema(
            Kind.MEETINGS,
            (
                Field("meeting", Grammar.KEY),
                *_TEAM_PLACE,
                Field("held_on", Grammar.DAY, required=True),
                _NOTE,
            ),
            _TEAM_LEVELS,
        ),
        Schema(
            Kind.OPERATIONS,
            (
                Field("operation", Grammar.KEY),
                *_TEAM_PLACE,
                Field("held_on", Grammar.DAY, required=True),
                Field("kind", Grammar.WORD, required=True, words=OperationKind),
                Field("order_no", Grammar.DOCUMENT),
                Field("result", Grammar.TEXT),
                _NOTE,
            ),
            _TEAM_LEVELS,
        ),
        Schema(
            Kind.VISITS,
            (
                Field("visit", Grammar.KEY),
                _KODE,
                _DESA,
                _KECAMATAN,
                _KABUPATEN,
                Field("visited_on", Grammar.DAY, required=True),
                Field("programme", Grammar.TEXT),
                _NOTE,
            ),
            (Level.DESA,),
        ),
        Schema(
            Kind.DENOMINATORS,
            (
                Field("denominator", Grammar.KEY),
                _KODE,
                _DESA,
                _KECAMATAN,
                _KABUPATEN,
                Field("measure", Grammar.WORD, required=True, words=Measure),
                Field("since", Grammar.DAY, required=True),
                Field("until", Grammar.DAY, required=True),
                Field("value", Grammar.NUMBER, required=True),
            ),
            (Level.KABUPATEN, Level.KECAMATAN, Level.DESA),
        ),
    )
}


def kind_label(kind: Kind) -> str:
    """A kind of rows as readers know it."""
    return {
        Kind.REPORTS: _("Reports"),
        Kind.TEAMS: _("Teams and decrees"),
        Kind.MEMBERS: _("Members of teams"),
        Kind.MEETINGS: _("Coordination meetings"),
        Kind.OPERATIONS: _("Operations"),
        Kind.VISITS: _("Visits to desa"),
        Kind.DENOMINATORS: _("Denominators"),
    }[kind]


def field_label(name: str) -> str:
    """A field as readers know it; also its heading in templates."""
    return {
        **dict.fromkeys(("report", "fact", "member", "meeting"), _("Own number")),
        **dict.fromkeys(("operation", "visit", "denominator"), _("Own number")),
        "received_on": _("Day received"),
        "channel": _("Source of the report"),
        "kind": _("Kind"),
        "lat": _("Latitude"),
        "lng": _("Longitude"),
        "kode": _("Kode of the area"),
        "desa": _("Desa/kelurahan"),
        "kecamatan": _("Kecamatan"),
        "kabupaten": _("Kabupaten/kota"),
        "accuracy": _("Accuracy of the place"),
        "n_persons": _("Number of persons"),
        "follow_up": _("Follow-up"),
        "agency": _("Responsible agency"),
        "status": _("Status"),
        "event_on": _("Day of the event"),
        "sk": _("Number of the decree (SK)"),
        "review_by": _("To be renewed by"),
        "note": _("Note"),
        "level": _("Level of the team"),
        "held_on": _("Day held"),
        "order_no": _("Number of the surat perintah"),
        "result": _("Result"),
        "visited_on": _("Day of the visit"),
        "programme": _("Programme"),
        "measure": _("Measure"),
        "since": _("From"),
        "until": _("Until"),
        "value": _("Value"),
    }[name]
