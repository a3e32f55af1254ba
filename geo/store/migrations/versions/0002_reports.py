"""Meetings, operations, visits to desa, and reports with their areas and cells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.migrations.columns import deleted, key, needed, sample, source, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables up to this version."""
    _activities()
    _reports()
    op.create_index("ix_reports_office", "reports", ["office"])


def _activities() -> None:
    tables = {
        "meetings": ("meeting", "held_on", [text("note")]),
        "operations": ("operation", "held_on", [needed("kind"), text("order_no"), text("note")]),
        "visits": ("visit", "visited_on", [text("programme")]),
    }
    for name, (own_key, day, more) in tables.items():
        op.create_table(
            name,
            key(own_key),
            needed("kode"),
            needed(day),
            *more,
            source(),
            sample(),
            deleted(),
            sa.CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
            sqlite_strict=True,
        )


def _reports() -> None:
    op.create_table(
        "reports",
        key("report"),
        *(needed(name) for name in ("office", "received_at", "received_on", "channel", "kind")),
        *(needed(name) for name in ("accuracy", "follow_up")),
        sa.Column("n_persons", sa.Integer, nullable=False),
        *(sa.Column(name, sa.REAL) for name in ("lat", "lng")),
        text("stated_kode"),
        needed("place"),
        *(text(name) for name in ("kode_kabupaten", "kode_kecamatan", "kode_desa")),
        sa.Column("distance_m", sa.REAL),
        *(text(name) for name in ("h3_r5", "h3_r6", "h3_r7", "h3_r8")),
        needed("boundaries"),
        source(),
        sample(),
        deleted(),
        sa.CheckConstraint("lat IS NULL OR lat BETWEEN -11.5 AND 6.5", name="lat"),
        sa.CheckConstraint("lng IS NULL OR lng BETWEEN 94.5 AND 141.5", name="lng"),
        sa.CheckConstraint("n_persons >= 0", name="n_persons"),
        sa.CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
        sqlite_strict=True,
    )
