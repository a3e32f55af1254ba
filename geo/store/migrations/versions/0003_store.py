"""What tells a store from any other."""

from __future__ import annotations

from alembic import op

from geo.store.migrations.columns import key

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table("store", key("id"), sqlite_strict=True)
    op.execute("INSERT INTO store (id) VALUES (lower(hex(randomblob(8))))")
