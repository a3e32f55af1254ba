"""Documents and persons that facts come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.rows import Row, day_or_year, filled, one_of, read_rows
from geo.text import _, language


@dataclass(frozen=True)
class Source:
    """
    A document: who published it, who is quoted in it, and whether an office confirmed it.

    ``date`` is a day, 2019-03-25, or a year, 2025, where no day is known.
    """

    key: str
    title: str
    date: str
    confirmed: bool
    publishers: Mapping[str, str]
    sayers: Mapping[str, str]
    notes: Mapping[str, str]

    @property
    def publisher(self) -> str:
        """Who published it, in the reader's language."""
        return self.publishers[language()]

    @property
    def said_by(self) -> str:
        """Who is quoted in it, in the reader's language; empty if nobody is."""
        return self.sayers[language()]

    @property
    def note(self) -> str:
        """Remark in the reader's language."""
        return self.notes[language()]


def read_sources(file: Path) -> list[Row]:
    """Checked rows of sources; raises DataError as `geo.rows.read_rows` does."""
    return read_rows(
        file,
        columns=[
            "source",
            "title",
            "publisher_id",
            "publisher_en",
            "said_by_id",
            "said_by_en",
            "date",
            "confirmed",
            "note_id",
            "note_en",
        ],
        checks={
            "source": filled,
            "title": filled,
            "publisher_id": filled,
            "publisher_en": filled,
            "date": day_or_year,
            "confirmed": one_of(("yes", "no"), _("answer (yes or no)")),
        },
        key="source",
    )


def sources_of(rows: Iterable[Row]) -> dict[str, Source]:
    """Sources by key, in the order of the rows."""
    return {
        row["source"]: Source(
            key=row["source"],
            title=row["title"],
            publishers={"id": row["publisher_id"], "en": row["publisher_en"]},
            sayers={"id": row["said_by_id"], "en": row["said_by_en"]},
            date=row["date"],
            confirmed=row["confirmed"] == "yes",
            notes={"id": row["note_id"], "en": row["note_en"]},
        )
        for row in rows
    }
