"""Teams with their events, members, targets and claims; what shipped; every change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.migrations.columns import deleted, key, needed, source, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    _changes()
    op.create_table("shipped", key("about"), key("key"), needed("content"), sqlite_strict=True)
    _documents()
    _teams()
    _figures()


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        *(needed(name) for name in ("at", "actor", "role", "action", "about")),
        text("key"),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sqlite_strict=True,
    )
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER changes_no_{event.lower()} BEFORE {event} ON changes "
            "BEGIN SELECT RAISE(ABORT, 'changes are never altered'); END"
        )


def _documents() -> None:
    op.create_table(
        "sources",
        key("source"),
        *(text(n) for n in ("title", "publisher_id", "publisher_en", "said_by_id", "said_by_en")),
        *(text(n) for n in ("date", "confirmed", "note_id", "note_en")),
        deleted(),
        sqlite_strict=True,
    )
    names = ("nama", "name_en")
    op.create_table(
        "agencies", key("agency"), *map(text, names), source(), deleted(), sqlite_strict=True
    )


def _teams() -> None:
    op.create_table(
        "members",
        *(key(name) for name in ("office", "level")),
        sa.Column("agency", sa.Text, sa.ForeignKey("agencies.agency"), primary_key=True),
        source(),
        deleted(),
        sqlite_strict=True,
    )
    op.create_table(
        "team_events",
        key("fact"),
        *(text(n) for n in ("kode", "applies_to", "status", "holds_from", "event_on", "sk")),
        text("review_by"),
        source(),
        *(text(name) for name in ("note_id", "note_en")),
        deleted(),
        sqlite_strict=True,
    )


def _figures() -> None:
    op.create_table(
        "targets",
        *(key(name) for name in ("office", "level", "stated_on")),
        sa.Column("target", sa.Integer, nullable=False),
        source(),
        deleted(),
        sqlite_strict=True,
    )
    op.create_table(
        "claims",
        key("claim"),
        *(text(name) for name in ("office", "measure")),
        sa.Column("value", sa.REAL, nullable=False),
        *(text(name) for name in ("stated_on", "said_by_id", "said_by_en")),
        source(),
        *(text(name) for name in ("note_id", "note_en")),
        deleted(),
        sqlite_strict=True,
    )
