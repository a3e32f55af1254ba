"""Files that were taken in, from a shell: list them, undo one, write what waits; and templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli_options import (
    JsonOption,
    KindOption,
    OfficeOption,
    known_kind,
    known_office,
    require_folder_of,
)
from geo.console import print_json
from geo.errors import DataError
from geo.text import LANGUAGES, _, number, use_language

app = typer.Typer(help=_("Files that were taken in: list them, undo one."), no_args_is_help=True)


@app.command("list", help=_("List the files that were taken in, the newest first."))
def list_imports(office: OfficeOption, as_json: JsonOption = False) -> None:
    """Say of each import when, what, from whom, and what became of its rows."""
    from geo.store.imports import read_imports
    from geo.store.scope import LAPTOP

    asked = known_office(office)
    found = read_imports(LAPTOP, asked)
    if as_json:
        rows = found.reset_index().astype(object)
        print_json(rows.where(rows.notna(), None).to_dict("records"))
        return
    if found.empty:
        typer.echo(_("No file was taken in."))
    for key, row in found.iterrows():
        moment = row["at"].tz_convert(asked.timezone)
        told = {name: number(row[name]) for name in ("read", "accepted", "held", "rejected")}
        counts = _("{read} read, {accepted} accepted, {held} held, {rejected} rejected", **told)
        undone = (
            "" if row["undone_at"] is None or row["undone_at"] != row["undone_at"] else _("undone")
        )
        cells = (key, f"{moment:%Y-%m-%d %H:%M}", row["kind"], row["file"], counts, undone)
        typer.echo("  ".join(filter(None, cells)))


@app.command(help=_("Undo an import whole."))
def undo(
    key: Annotated[str, typer.Argument(metavar="IMPORT", help=_("As the list names it"))],
    office: OfficeOption,
) -> None:
    """Take out what an import added, and put back what it changed."""
    from geo.store.imports import undo_import
    from geo.store.scope import LAPTOP

    undone = undo_import(LAPTOP, known_office(office), key)
    typer.echo(
        _(
            "Import {key} is undone: {withdrawn} rows taken out, {restored} put back.",
            key=key,
            withdrawn=number(undone.withdrawn),
            restored=number(undone.restored),
        )
    )


def template(
    office: OfficeOption,
    output: Annotated[Path, typer.Option("--output", "-o", help=_("File to write, as XLSX"))],
    kind: KindOption = "reports",
    lang: Annotated[str | None, typer.Option(help=_("id or en"))] = None,
) -> None:
    """Write an empty table of a kind of rows, with lists and an explanation."""
    from geo.exports.templates import template as make_template
    from geo.home import write_atomically
    from geo.store.recorded import recorded_facts
    from geo.store.scope import LAPTOP

    asked, wanted = known_office(office), known_kind(kind)
    if lang is not None:
        if lang not in LANGUAGES:
            raise DataError(
                _(
                    "{option} '{value}': say one of {known}.",
                    option="--lang",
                    value=lang,
                    known=", ".join(LANGUAGES),
                )
            )
        use_language(lang)
    require_folder_of(output)
    agencies = recorded_facts(LAPTOP).agencies
    write_atomically(output, make_template(wanted, asked, agencies=agencies))
    typer.echo(_("{file} is written.", file=output))


@app.command(help=_("Write the rows of an import that wait, as XLSX."))
def waiting(
    key: Annotated[str, typer.Argument(metavar="IMPORT", help=_("As the list names it"))],
    office: OfficeOption,
    output: Annotated[Path, typer.Option("--output", "-o", help=_("File to write, as XLSX"))],
) -> None:
    """Write the rows of an import that wait, to be mended and taken in again."""
    from geo.exports.waiting_rows import waiting_rows
    from geo.home import write_atomically
    from geo.store.imports import read_receipt, read_waiting
    from geo.store.scope import LAPTOP

    asked = known_office(office)
    require_folder_of(output)
    receipt = read_receipt(LAPTOP, asked, key)
    rows = read_waiting(LAPTOP, asked, key)
    write_atomically(output, waiting_rows(rows, import_id=key, file=receipt.file))
    typer.echo(_("{file} is written.", file=output))


def register(program: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    program.add_typer(app, name="imports")
    program.command(help=_("Write a template to be filled, as XLSX."))(template)
