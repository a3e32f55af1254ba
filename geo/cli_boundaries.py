"""Which boundaries are in use, and use of other files, from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.console import print_json, show_report
from geo.errors import DataError
from geo.text import _
from geo.words import Level

app = typer.Typer(
    help=_("Which boundaries are in use, and use of other files."), no_args_is_help=True
)
JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer as JSON"))]


@app.command(help=_("Check a file of kecamatan or desa and use its boundaries from now on."))
def use(
    path: Annotated[
        Path, typer.Argument(help=_("GeoPackage, GeoJSON, zipped Shapefile or GeoParquet"))
    ],
    code_column: Annotated[str | None, typer.Option(help=_("Column that holds the codes"))] = None,
    level: Annotated[str | None, typer.Option(help=_("kecamatan or desa"))] = None,
    crs: Annotated[
        str | None, typer.Option(help=_("Coordinate system, where the file does not say it"))
    ] = None,
    source: Annotated[str | None, typer.Option(help=_("Who made it; shown beneath maps"))] = None,
    vintage: Annotated[str | None, typer.Option(help=_("Which state it shows"))] = None,
    check: Annotated[bool, typer.Option("--check", help=_("Only check, change nothing"))] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the report; swap the boundaries if the file is good."""
    from geo.intake.boundaries.areas import AreaClaim
    from geo.intake.boundaries.use import use_boundaries
    from geo.store.claims import Measure
    from geo.store.recorded import recorded_facts
    from geo.store.scope import LAPTOP

    if level not in (None, Level.KECAMATAN.value, Level.DESA.value):
        raise DataError(_("--level '{value}': say kecamatan or desa.", value=level))
    facts = recorded_facts(LAPTOP)
    claims = [
        AreaClaim(facts.offices[claim.office].kabupaten, claim.value, claim.said_by)
        for claim in facts.claims
        if claim.measure is Measure.AREA_KM2
    ]
    report = use_boundaries(
        path,
        code_column=code_column,
        level=Level(level) if level else None,
        crs=crs,
        source=source,
        vintage=vintage,
        claims=claims,
        check_only=check,
    )
    show_report(report, as_json=as_json)
    if report.refused:
        raise typer.Exit(2)


@app.command(help=_("Undo the last change of boundaries."))
def back(as_json: JsonOption = False) -> None:
    """Say what is read again."""
    from geo.boundaries.layers import take_back

    taken = take_back()
    if as_json:
        print_json(taken)
    elif not taken:
        typer.echo(_("There is nothing to undo."))
    for kode, name in {} if as_json else taken.items():
        typer.echo(_("Province {kode} reads {name} again.", kode=kode, name=name))


@app.command("list", help=_("List the boundaries that each province reads."))
def list_sets(as_json: JsonOption = False) -> None:
    """Say for each province which set it reads, from what, and how many areas it has."""
    from geo.boundaries.layers import read_current, read_summary

    rows = []
    for kode, name in sorted(read_current().sets.items()):
        summary = read_summary(kode)
        kept = ("nama", "source", "vintage", "counts", "register", "built_at")
        rows.append({"provinsi": kode, "set": name, **{key: summary[key] for key in kept}})
    if as_json:
        print_json(rows)
        return
    for row in rows:
        counts = ", ".join(f"{n} {level}" for level, n in row["counts"].items())
        made_of = f"{row['source']}, {row['vintage']}"
        typer.echo(f"{row['provinsi']} {row['nama']}: {row['set']} ({made_of}), {counts}")
