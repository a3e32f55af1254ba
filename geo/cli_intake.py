"""A file of an office into the store, from a shell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli_options import JsonOption, KindOption, OfficeOption, known_kind, known_office
from geo.console import print_json, progress_bar
from geo.errors import DataError
from geo.text import _, _n, number
from geo.words import Kind

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    from geo.intake.job_folder import Job
    from geo.intake.judged import Counts, Question, Understanding
    from geo.store.imports import Receipt
    from geo.store.offices import Office

imports = typer.Typer(
    help=_("Files that were taken in: list them, undo one."), no_args_is_help=True
)


def intake(
    file: Annotated[Path, typer.Argument(help=_("CSV, XLSX, XLS, ODS or a file of points"))],
    office: OfficeOption,
    kind: KindOption = "reports",
    sender: Annotated[
        str, typer.Option(help=_("Agency or place that sent the file, never a person"))
    ] = "",
    sheet: Annotated[
        str, typer.Option(help=_("Name of the sheet; the one that fits best if not given"))
    ] = "",
    dates: Annotated[
        str, typer.Option(help=_("dmy or mdy, for days that can be read both ways"))
    ] = "",
    crs: Annotated[
        str, typer.Option(help=_("What the coordinates are in, such as EPSG:32750"))
    ] = "",
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help=_("field=value that every row says; may be given several times")
        ),
    ] = None,
    without_personal: Annotated[
        bool,
        typer.Option("--without-personal", help=_("Take rows without what tells of a person")),
    ] = False,
    swap: Annotated[
        bool, typer.Option("--swap-lat-lng", help=_("Latitude and longitude are swapped"))
    ] = False,
    add_minus: Annotated[
        bool, typer.Option("--add-minus", help=_("The minus of southern latitudes is missing"))
    ] = False,
    corrects: Annotated[
        bool,
        typer.Option("--corrects", help=_("Rows take the place of those of the same number")),
    ] = False,
    new_list: Annotated[
        bool,
        typer.Option("--new-list", help=_("A list that counts anew: no column is own number")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would become of the rows; store nothing"))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read a file, judge its rows and take them in; say what became of them."""
    from geo.intake import jobs
    from geo.store.database import prepare_store
    from geo.store.scope import LAPTOP

    jobs.sweep()
    asked, wanted = known_office(office), known_kind(kind)
    if dates not in ("", "dmy", "mdy"):
        raise DataError(_("--dates '{value}': say dmy or mdy.", value=dates))
    prepare_store()
    job = _given(file)
    try:
        with _told(_("Reading")) as progress:
            jobs.read(job, progress=progress)
        if not dry_run and jobs.mends(job):
            _say_mended(jobs.mend_by_file(LAPTOP, asked, job), as_json=as_json)
            return
        understanding = jobs.understand(
            LAPTOP,
            job,
            office=asked,
            kind=wanted,
            sender=sender or asked.key,
            sheet=_sheet_named(job, sheet) if sheet else None,
            constants=_constants(constants or [], wanted),
        )
        understanding = replace(
            understanding,
            dates=dates,
            crs=crs or understanding.crs,
            swapped=swap,
            minus=add_minus,
            without_personal=without_personal,
            corrects=corrects,
            columns=_columns(understanding, new_list=new_list),
        )
        _require_all_fields(job, understanding)
        answer = _answer(job, asked, understanding, dry_run=dry_run)
    finally:
        jobs.end(job)
    if as_json:
        print_json(answer)
    else:
        _say(answer, file=job.name)


@contextmanager
def _told(step: str) -> Iterator[Callable[[int, int], None] | None]:
    """Shows how far a step has come, to whoever looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    with progress_bar() as move:
        yield lambda done, of: move(step, done, of or done)


def _given(file: Path) -> Job:
    from geo.intake import jobs
    from geo.intake.screening import shown_name

    if not file.is_file():
        raise DataError(_("{file}: no such file.", file=shown_name(file.name)))
    return jobs.begin(file, name=file.name)


def _sheet_named(job: Job, name: str) -> int:
    from geo.intake.job_folder import file_of

    names = [sheet.name for sheet in file_of(job).sheets]
    if name not in names:
        raise DataError(
            _("--sheet '{value}' is not there. Known: {known}.", value=name, known=", ".join(names))
        )
    return names.index(name)


def _constants(said: list[str], kind: Kind) -> dict[str, str]:
    """What --set says, by field."""
    from geo.intake.schema import SCHEMAS

    known = [field.name for field in SCHEMAS[kind].fields]
    pairs = [text.partition("=") for text in said]
    for name, sign, _value in pairs:
        if name not in known or not sign:
            raise DataError(
                _(
                    "--set '{value}': say field=value; fields are {known}.",
                    value=name,
                    known=", ".join(known),
                )
            )
    return {name: value for name, _sign, value in pairs}


def _columns(understanding: Understanding, *, new_list: bool) -> dict[str, int]:
    """The columns, of a list that counts anew without that of the own number."""
    from geo.intake.schema import SCHEMAS

    key = SCHEMAS[understanding.kind].key
    return {name: n for name, n in understanding.columns.items() if not new_list or name != key}


def _require_all_fields(job: Job, understanding: Understanding) -> None:
    from geo.intake import jobs
    from geo.intake.schema import field_label

    missing = jobs.missing_fields(understanding)
    if missing:
        names = ", ".join(f"{field_label(name)} ({name})" for name in missing)
        raise DataError(
            _(
                "{file}: no column for {names}. Name the columns as the template does, or give "
                "what all rows say by --set field=value.",
                file=job.name,
                names=names,
            )
        )


def _answer(
    job: Job, office: Office, understanding: Understanding, *, dry_run: bool
) -> dict[str, Any]:
    """What became of the rows, or would become of them."""
    from geo.intake import jobs
    from geo.store.scope import LAPTOP

    asked = jobs.questions(LAPTOP, office, job, understanding)
    with _told(_("Judging") if dry_run else _("Taking in")) as progress:
        if dry_run:
            verdict = jobs.judge_all(LAPTOP, job, understanding, progress=progress)
            compared = {n: getattr(verdict, f"n_{n}") for n in ("new", "changed", "same")}
            judged = _counted(verdict.counts, dict(verdict.reasons), asked)
            return judged | compared | {"dry_run": True}
        outcome = jobs.take_in(LAPTOP, job, understanding, progress=progress)
    receipt = outcome.receipt
    return _counted(receipt, outcome.reasons, asked) | {
        "added": 0 if outcome.was_known else receipt.added,
        "updated": 0 if outcome.was_known else receipt.updated,
        "unchanged": receipt.accepted if outcome.was_known else receipt.unchanged,
        "import_id": receipt.import_id,
        "sheet": receipt.sheet,
        "was_known": outcome.was_known,
        "dry_run": False,
    }


def _counted(
    counts: Counts | Receipt, reasons: dict[str, int], asked: list[Question]
) -> dict[str, Any]:
    return {
        "read": counts.read,
        "accepted": counts.accepted,
        "warned": counts.warned,
        "held": counts.held,
        "rejected": counts.rejected,
        "reasons": reasons,
        "questions": [
            {"reason": q.reason, "n": q.n, "evidence": list(q.evidence), "answers": list(q.answers)}
            for q in asked
        ],
    }


def _say(answer: dict[str, Any], *, file: str) -> None:
    from geo.intake.reasons import reason_text

    told = {name: number(answer[name]) for name in ("read", "accepted", "held", "rejected")}
    typer.echo(
        _(
            "{file}: {read} rows read: {accepted} accepted, {held} held, {rejected} rejected.",
            file=file,
            **told,
        )
    )
    for reason, n in answer["reasons"].items():
        typer.echo(f"{number(n):>9}  {reason_text(reason)}")
    for question in answer["questions"]:
        typer.echo(_("Question: {text}", text=reason_text(question["reason"])))
    if answer["dry_run"]:
        compared = {name: number(answer[name]) for name in ("new", "changed", "same")}
        typer.echo(
            _("{new} new, {changed} changed, {same} there already. Nothing was stored.", **compared)
        )
    elif answer["was_known"]:
        key = answer["import_id"]
        typer.echo(_("This file was taken in before, as import {key}; nothing was added.", key=key))
    else:
        numbers = {name: number(answer[name]) for name in ("added", "updated", "unchanged")}
        typer.echo(
            _(
                "Import {key}: {added} added, {updated} changed, {unchanged} there already. "
                "To undo: petapora imports undo {key}",
                key=answer["import_id"],
                **numbers,
            )
        )


def _say_mended(mended: Any, *, as_json: bool) -> None:
    receipt = mended.receipt
    answer = {
        "mended": mended.taken_in,
        **_counted(receipt, {}, []),
        "import_id": receipt.import_id,
    }
    if as_json:
        print_json(answer)
        return
    typer.echo(
        _n(
            "{n} row that waited is taken in; {waiting} wait.",
            "{n} rows that waited are taken in; {waiting} wait.",
            mended.taken_in,
            waiting=number(receipt.held + receipt.rejected),
        )
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command(help=_("Take the rows of a file into the store, or say what would become."))(intake)
