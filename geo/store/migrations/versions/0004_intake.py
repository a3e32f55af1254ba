"""Imports with their rows, follow-up, agreed actions, denominators and drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.migrations.columns import deleted, key, needed, sample, source, text

revision = "0004"
down_revision = "0003"

IMPORTED = ("members", "team_events", "meetings", "operations", "visits", "reports")
MORE = {"operations": ("result",), "visits": ("note",), "reports": ("agency", "entered_at")}

FIRST_ENTRY = """
UPDATE reports SET entered_at = c.at FROM (
    SELECT key, max(at) AS at FROM changes
    WHERE about = 'reports' AND action = 'record' AND key <> '' GROUP BY key
) AS c WHERE c.key = reports.report AND reports.is_sample = 0
"""
"""Reports entered one by one say when, in the list of changes."""


def upgrade() -> None:
    """Bring the tables up to this version."""
    for name in IMPORTED:
        for column in ("import_id", *MORE.get(name, ())):
            op.add_column(name, text(column))
    op.create_index("ix_reports_import_id", "reports", ["import_id"])
    op.execute(FIRST_ENTRY)
    _follow_up()
    _denominators()
    _imports()
    _entering()


def _follow_up() -> None:
    op.create_table(
        "follow_ups",
        key("follow_up"),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.report"), nullable=False),
        *(needed(name) for name in ("state", "on_day")),
        *(text(name) for name in ("reason", "agency")),
        sample(),
        deleted(),
        sa.CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
        sqlite_strict=True,
    )
    op.create_index("ix_follow_ups_report", "follow_ups", ["report"])
    op.create_table(
        "actions",
        key("action"),
        sa.Column("meeting", sa.Text, sa.ForeignKey("meetings.meeting"), nullable=False),
        sa.Column("agency", sa.Text, sa.ForeignKey("agencies.agency"), nullable=False),
        *(needed(name) for name in ("what", "due_on")),
        text("done_on"),
        sample(),
        deleted(),
        sa.CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
        sqlite_strict=True,
    )


def _denominators() -> None:
    op.create_table(
        "denominators",
        key("denominator"),
        *(needed(name) for name in ("kode", "measure", "since", "until")),
        sa.Column("value", sa.REAL, nullable=False),
        source(),
        deleted(),
        text("import_id"),
        sa.CheckConstraint("value >= 0", name="value"),
        sqlite_strict=True,
    )


def _imports() -> None:
    counts = ("read", "accepted", "warned", "held", "rejected", "added", "updated")
    op.create_table(
        "imports",
        key("import_id"),
        *(needed(name) for name in ("at", "actor", "office", "kind", "sender")),
        *(needed(name) for name in ("file", "sha256", "settings")),
        *(sa.Column(f"n_{name}", sa.Integer, nullable=False) for name in counts),
        text("undone_at"),
        sa.CheckConstraint("n_read = n_accepted + n_held + n_rejected", name="adds_up"),
        sa.CheckConstraint("n_warned <= n_accepted", name="warned"),
        sa.CheckConstraint("n_added + n_updated <= n_accepted", name="added"),
        sqlite_strict=True,
    )
    op.create_table(
        "import_rows",
        _own_import(),
        sa.Column("line", sa.Integer, primary_key=True, nullable=False),
        *(needed(name) for name in ("state", "cells", "issues")),
        text("resolved_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "import_before",
        _own_import(),
        *(key(name) for name in ("about", "key")),
        needed("before"),
        sqlite_strict=True,
    )


def _own_import() -> sa.Column[str]:
    own = sa.ForeignKey("imports.import_id")
    return sa.Column("import_id", sa.Text, own, primary_key=True, nullable=False)


def _entering() -> None:
    op.create_table(
        "mappings",
        *(key(name) for name in ("sender", "kind", "heading")),
        needed("field"),
        sqlite_strict=True,
    )
    op.create_table(
        "pairs",
        *(key(name) for name in ("first", "second")),
        *(needed(name) for name in ("decision", "at")),
        sa.CheckConstraint("decision IN ('merged', 'kept')", name="decision"),
        sa.CheckConstraint("first < second", name="ordered"),
        sqlite_strict=True,
    )
    op.create_table(
        "drafts",
        key("draft"),
        *(needed(name) for name in ("office", "form", "at", "cells")),
        sqlite_strict=True,
    )
