"""Options that several commands of the shell share, and what they may hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import DataError
from geo.rows import iso_date
from geo.text import _
from geo.words import Kind

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    from geo.store.offices import Office

OfficeOption = Annotated[str, typer.Option("--office", help=_("Key of an office in offices.csv"))]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer as JSON"))]
KindOption = Annotated[
    str,
    typer.Option(help=_("reports, teams, members, meetings, operations, visits or denominators")),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", help=_("First day, 2025-11-22; the published window if not given")),
]
UntilOption = Annotated[
    str | None, typer.Option("--until", help=_("Last day, 2026-11-22; today if not given"))
]


def known_office(key: str) -> Office:
    """
    The office of a key.

    Raises
    ------
    DataError
        If offices.csv has no such key; names those it has.
    """
    from geo.store.facts import read_facts

    offices = read_facts().offices
    if key not in offices:
        known = ", ".join(offices)
        raise DataError(
            _("--office '{value}' is not known. Known: {known}.", value=key, known=known)
        )
    return offices[key]


def known_kind(text: str) -> Kind:
    """The kind of rows that an option names; raises DataError if it names none."""
    if text not in list(Kind):
        raise DataError(
            _("--kind '{value}': say one of {known}.", value=text, known=", ".join(Kind))
        )
    return Kind(text)


def known_day(text: str, *, option: str) -> dt.date:
    """The day that an option names; raises DataError if it is none."""
    if iso_date(text):
        raise DataError(
            _("{option} '{value}': say a day as 2019-03-25.", option=option, value=text)
        )
    return dt.date.fromisoformat(text)


def today_of(office: Office) -> dt.date:
    """Today by the office's own clock."""
    return dt.datetime.now(office.timezone).date()


def require_folder_of(output: Path) -> None:
    """Raise DataError if the folder of a file to write is not there: none is made for it."""
    if not output.absolute().parent.is_dir():
        raise DataError(
            _("{folder}: no such folder. Name a folder that exists.", folder=output.parent)
        )
