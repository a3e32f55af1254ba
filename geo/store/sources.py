"""Documents and persons that facts come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.rows import day_or_year, filled, one_of, read_rows
from geo.text import _, language


@dataclass(frozen=True)
class Source:
    """
    A document: who published it, who is quoted in it, and whether an office confirmed it.

    ``date`` is a day, 2019-03-25, or a year, 2025, where no day is known.
    """

    key: str
    title: str
    publisher: str
    said_by: str
    date: str
    confirmed: bool
    notes: Mapping[str, str]

    @property
    def note(self) -> str:
        """Remark in the reader's language."""
        return self.notes[language()]


def read_sources(file: Path) -> dict[str, Source]:
    """Sources by key; raises DataError as `geo.rows.read_rows` does."""
    rows = read_rows(
        file,
        columns=[
            "source",
            "title",
            "publisher",
            "said_by",
            "date",
            "confirmed",
            "note_id",
            "note_en",
        ],
        checks={
            "source": filled,
            "title": filled,
            "publisher": filled,
            "date": day_or_year,
            "confirmed": one_of(("yes", "no"), _("answer (yes or no)")),
        },
        key="source",
    )
    return {
        row["source"]: Source(
            key=row["source"],
            title=row["title"],
            publisher=row["publisher"],
            said_by=row["said_by"],
            date=row["date"],
            confirmed=row["confirmed"] == "yes",
            notes={"id": row["note_id"], "en": row["note_en"]},
        )
        for row in rows
    }
