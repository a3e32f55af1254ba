"""The tables of the store, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Index, Integer, Text

from geo.store.columns import deleted, imported, key, sample, source, table, text
from geo.store.columns import metadata as metadata
from geo.words import CELL_RESOLUTIONS

HEAD = "0004"
"""The migration that this program needs."""

store = table("store", key("id"))
"""One row: by what a store is told from any other, drawn when it is made."""

changes = table(
    "changes",
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),
    text("key"),
    Column("before", Text),
    Column("after", Text),
)
"""Every change of the store, written in the same transaction; never altered."""

shipped = table(
    "shipped",
    key("about"),
    key("key"),
    Column("content", Text, nullable=False),
)
"""What the project shipped under an id when the office last looked at it, as JSON."""

sources = table(
    "sources",
    key("source"),
    *(text(n) for n in ("title", "publisher_id", "publisher_en", "said_by_id", "said_by_en")),
    *(text(n) for n in ("date", "confirmed", "note_id", "note_en")),
    deleted(),
)

agencies = table(
    "agencies",
    key("agency"),
    text("nama"),
    text("name_en"),
    source(),
    deleted(),
)

members = table(
    "members",
    key("office"),
    key("level"),
    Column("agency", Text, ForeignKey("agencies.agency"), primary_key=True, nullable=False),
    source(),
    deleted(),
    imported(),
)

team_events = table(
    "team_events",
    key("fact"),
    *(text(name) for name in ("kode", "applies_to", "status", "holds_from", "event_on", "sk")),
    text("review_by"),
    source(),
    text("note_id"),
    text("note_en"),
    deleted(),
    imported(),
)
"""Dated events of teams and their evidence; columns as in data/formation.csv."""

targets = table(
    "targets",
    key("office"),
    key("level"),
    key("stated_on"),
    Column("target", Integer, nullable=False),
    source(),
    deleted(),
)

claims = table(
    "claims",
    key("claim"),
    text("office"),
    text("measure"),
    Column("value", REAL, nullable=False),
    *(text(name) for name in ("stated_on", "said_by_id", "said_by_en")),
    source(),
    text("note_id"),
    text("note_en"),
    deleted(),
)

meetings = table(
    "meetings",
    key("meeting"),
    Column("kode", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    text("note"),
    source(),
    sample(),
    deleted(),
    imported(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Coordination meetings (rakor) of the team of a kabupaten or a kecamatan."""

operations = table(
    "operations",
    key("operation"),
    Column("kode", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    Column("kind", Text, nullable=False),
    text("order_no"),
    text("note"),
    source(),
    sample(),
    deleted(),
    imported(),
    text("result"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Joint operations and patrols in a kabupaten or a kecamatan; order_no is the surat perintah."""

visits = table(
    "visits",
    key("visit"),
    Column("kode", Text, nullable=False),
    Column("visited_on", Text, nullable=False),
    text("programme"),
    source(),
    sample(),
    deleted(),
    imported(),
    text("note"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""Visits to desa offices."""

reports = table(
    "reports",
    key("report"),
    Column("office", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    *(Column(n, Text, nullable=False) for n in ("channel", "kind", "accuracy", "follow_up")),
    Column("n_persons", Integer, nullable=False),
    Column("lat", REAL),
    Column("lng", REAL),
    text("stated_kode"),
    Column("place", Text, nullable=False),
    *(text(name) for name in ("kode_kabupaten", "kode_kecamatan", "kode_desa")),
    Column("distance_m", REAL),
    *(text(f"h3_r{resolution}") for resolution in CELL_RESOLUTIONS),
    Column("boundaries", Text, nullable=False),
    source(),
    sample(),
    deleted(),
    imported(),
    text("agency"),
    text("entered_at"),
    CheckConstraint("lat IS NULL OR lat BETWEEN -11.5 AND 6.5", name="lat"),
    CheckConstraint("lng IS NULL OR lng BETWEEN 94.5 AND 141.5", name="lng"),
    CheckConstraint("n_persons >= 0", name="n_persons"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
    Index("ix_reports_office", "office"),
    Index("ix_reports_import_id", "import_id"),
)
"""
Reports of foreign nationals, each joined once to its areas and cells by the boundaries named.

The moment of the first entry stays, whatever import a report comes in by later.
"""

follow_ups = table(
    "follow_ups",
    key("follow_up"),
    Column("report", Text, ForeignKey("reports.report"), nullable=False),
    Column("state", Text, nullable=False),
    Column("on_day", Text, nullable=False),
    text("reason"),
    text("agency"),
    sample(),
    deleted(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
    Index("ix_follow_ups_report", "report"),
)
"""Steps of the follow-up of reports: into which state, on which day, why, and who has it."""

actions = table(
    "actions",
    key("action"),
    Column("meeting", Text, ForeignKey("meetings.meeting"), nullable=False),
    Column("agency", Text, ForeignKey("agencies.agency"), nullable=False),
    Column("what", Text, nullable=False),
    Column("due_on", Text, nullable=False),
    text("done_on"),
    sample(),
    deleted(),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
)
"""What a meeting agreed on: which agency does what by when, and when it was done."""

denominators = table(
    "denominators",
    key("denominator"),
    *(Column(n, Text, nullable=False) for n in ("kode", "measure", "since", "until")),
    Column("value", REAL, nullable=False),
    source(),
    deleted(),
    imported(),
    CheckConstraint("value >= 0", name="value"),
)
"""What reports are measured against: a number of an area in a period."""

imports = table(
    "imports",
    key("import_id"),
    *(Column(n, Text, nullable=False) for n in ("at", "actor", "office", "kind", "sender")),
    *(Column(n, Text, nullable=False) for n in ("file", "sha256", "settings")),
    *(
        Column(f"n_{name}", Integer, nullable=False)
        for name in ("read", "accepted", "warned", "held", "rejected", "added", "updated")
    ),
    text("undone_at"),
    CheckConstraint("n_read = n_accepted + n_held + n_rejected", name="adds_up"),
    CheckConstraint("n_warned <= n_accepted", name="warned"),
    CheckConstraint("n_added + n_updated <= n_accepted", name="added"),
)
"""
Every file that was taken in: what became of its rows, and how it was understood.

Accepted includes those with a warning, and those that the store had already, unchanged.
"""

import_rows = table(
    "import_rows",
    Column("import_id", Text, ForeignKey("imports.import_id"), primary_key=True, nullable=False),
    Column("line", Integer, primary_key=True, nullable=False),
    Column("state", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("issues", Text, nullable=False),
    text("resolved_at"),
)
"""Rows that were held or rejected: cells with identifiers masked, and why, as JSON."""

import_before = table(
    "import_before",
    Column("import_id", Text, ForeignKey("imports.import_id"), primary_key=True, nullable=False),
    key("about"),
    key("key"),
    Column("before", Text, nullable=False),
)
"""
Rows as they were before an import changed them, as JSON; by these an import is undone.

The empty text marks a row of an earlier import that this one brought as well, unchanged.
"""

mappings = table(
    "mappings",
    key("sender"),
    key("kind"),
    key("heading"),
    Column("field", Text, nullable=False),
)
"""How headings of a sender's files were understood by a reader; remembered for the next file."""

pairs = table(
    "pairs",
    key("first"),
    key("second"),
    Column("decision", Text, nullable=False),
    Column("at", Text, nullable=False),
    CheckConstraint("decision IN ('merged', 'kept')", name="decision"),
    CheckConstraint("first < second", name="ordered"),
)
"""Reports that look like one: what was decided about each two."""

drafts = table(
    "drafts",
    key("draft"),
    *(Column(n, Text, nullable=False) for n in ("office", "form", "at", "cells")),
)
"""Forms begun and not yet saved."""
