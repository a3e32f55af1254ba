"""The tables of the store, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

from geo.words import CELL_RESOLUTIONS

HEAD = "0003"
"""The migration that this program needs."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


def _text(name: str) -> Column[str]:
    """A text that is empty where nothing is known."""
    return Column(name, Text, nullable=False, server_default="")


def _source() -> Column[str]:
    return Column("source", Text, ForeignKey("sources.source"), nullable=False)


def _deleted() -> Column[str]:
    """The moment at which a row was taken out; it stays, and is not read."""
    return Column("deleted_at", Text)


def _sample() -> Column[int]:
    """Whether the row is invented."""
    return Column("is_sample", Integer, nullable=False, server_default="0")


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


store = _table("store", _key("id"))
"""One row: by what a store is told from any other, drawn when it is made."""

changes = _table(
    "changes",
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),
    _text("key"),
    Column("before", Text),
    Column("after", Text),
)
"""Every change of the store, written in the same transaction; never altered."""

shipped = _table(
    "shipped",
    _key("about"),
    _key("key"),
    Column("content", Text, nullable=False),
)
"""What the project shipped under an id when the office last looked at it, as JSON."""

sources = _table(
    "sources",
    _key("source"),
    *(_text(n) for n in ("title", "publisher_id", "publisher_en", "said_by_id", "said_by_en")),
    *(_text(n) for n in ("date", "confirmed", "note_id", "note_en")),
    _deleted(),
)

agencies = _table(
    "agencies", _key("agency"), _text("nama"), _text("name_en"), _source(), _deleted()
)

members = _table(
    "members",
    _key("office"),
    _key("level"),
    Column("agency", Text, ForeignKey("agencies.agency"), primary_key=True, nullable=False),
    _source(),
    _deleted(),
)

team_events = _table(
    "team_events",
    _key("fact"),
    *(_text(name) for name in ("kode", "applies_to", "status", "holds_from", "event_on", "sk")),
    _text("review_by"),
    _source(),
    _text("note_id"),
    _text("note_en"),
    _deleted(),
)
"""Dated events of teams and their evidence; columns as in data/formation.csv."""

targets = _table(
    "targets",
    _key("office"),
    _key("level"),
    _key("stated_on"),
    Column("target", Integer, nullable=False),
    _source(),
    _deleted(),
)

claims = _table(
    "claims",
    _key("claim"),
    _text("office"),
    _text("measure"),
    Column("value", REAL, nullable=False),
    *(_text(name) for name in ("stated_on", "said_by_id", "said_by_en")),
    _source(),
    _text("note_id"),
    _text("note_en"),
    _deleted(),
)

meetings = _table(
    "meetings",
    _key("meeting"),
    Column("kode", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    _text("note"),
    _source(),
    _sample(),
    _deleted(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Coordination meetings (rakor) of the team of a kabupaten or a kecamatan."""

operations = _table(
    "operations",
    _key("operation"),
    Column("kode", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    Column("kind", Text, nullable=False),
    _text("order_no"),
    _text("note"),
    _source(),
    _sample(),
    _deleted(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Joint operations and patrols in a kabupaten or a kecamatan; order_no is the surat perintah."""

visits = _table(
    "visits",
    _key("visit"),
    Column("kode", Text, nullable=False),
    Column("visited_on", Text, nullable=False),
    _text("programme"),
    _source(),
    _sample(),
    _deleted(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Visits to desa offices."""

reports = _table(
    "reports",
    _key("report"),
    Column("office", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    *(Column(n, Text, nullable=False) for n in ("channel", "kind", "accuracy", "follow_up")),
    Column("n_persons", Integer, nullable=False),
    Column("lat", REAL),
    Column("lng", REAL),
    _text("stated_kode"),
    Column("place", Text, nullable=False),
    *(_text(name) for name in ("kode_kabupaten", "kode_kecamatan", "kode_desa")),
    Column("distance_m", REAL),
    *(_text(f"h3_r{resolution}") for resolution in CELL_RESOLUTIONS),
    Column("boundaries", Text, nullable=False),
    _source(),
    _sample(),
    _deleted(),
    CheckConstraint("lat IS NULL OR lat BETWEEN -11.5 AND 6.5", name="lat"),
    CheckConstraint("lng IS NULL OR lng BETWEEN 94.5 AND 141.5", name="lng"),
    CheckConstraint("n_persons >= 0", name="n_persons"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
    Index("ix_reports_office", "office"),
)
"""Reports of foreign nationals, each joined once to its areas and cells by the boundaries named."""
