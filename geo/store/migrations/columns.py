"""Columns that many tables have, as the migrations write them; never altered after a release."""

from __future__ import annotations

import sqlalchemy as sa


def key(name: str) -> sa.Column[str]:
    """Part of the primary key."""
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def text(name: str) -> sa.Column[str]:
    """A text that is empty where nothing is known."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def needed(name: str) -> sa.Column[str]:
    """A text that every row has."""
    return sa.Column(name, sa.Text, nullable=False)


def source() -> sa.Column[str]:
    """The document that a row rests on."""
    return sa.Column("source", sa.Text, sa.ForeignKey("sources.source"), nullable=False)


def sample() -> sa.Column[int]:
    """Whether the row is invented."""
    return sa.Column("is_sample", sa.Integer, nullable=False, server_default="0")


def deleted() -> sa.Column[str]:
    """The moment at which a row was taken out."""
    return sa.Column("deleted_at", sa.Text)
