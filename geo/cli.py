"""The same functions from a shell: build, serve, areas, formation, and the groups beside."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo import (
    cli_boundaries,
    cli_export,
    cli_follow_up,
    cli_hotspots,
    cli_imports,
    cli_intake,
    cli_reports,
    cli_store,
)
from geo.cli_options import JsonOption, OfficeOption, known_day, known_office, today_of
from geo.console import print_json
from geo.errors import DataError, PetaporaError
from geo.labels import sample_stamp
from geo.text import _, date, number, percent
from geo.words import Level, TeamStatus

if TYPE_CHECKING:  # commands import what they need, so that a shell answers at once
    from geo.analysis.formation import FormationReport, Progress

app = typer.Typer(
    name="petapora",
    help=_("PetaPORA: boundaries, formation status and maps for immigration offices."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_boundaries.app, name="boundaries")
app.add_typer(cli_store.sample, name="sample")
app.add_typer(cli_store.facts, name="facts")
cli_reports.register(app)
cli_export.register(app)
cli_intake.register(app)
cli_follow_up.register(app)
cli_imports.register(app)
cli_hotspots.register(app)

FIRST_PORT = 8501


@app.command(help=_("Build what is missing: register, boundaries, map files."))
def build(
    source: Annotated[
        str, typer.Option(help=_("auto, wilayah (wilayah_boundaries) or gadm"))
    ] = "auto",
    province: Annotated[
        list[str] | None, typer.Option(help=_("Kode of a province; may be given several times"))
    ] = None,
    country: Annotated[
        bool, typer.Option("--country", help=_("Build all provinces of Indonesia"))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Build what is missing and say what was built."""
    from geo.boundaries.build import build as build_boundaries
    from geo.boundaries.register import build_register, read_register
    from geo.console import progress_bar, show_summaries
    from geo.maps.assets import extract_assets
    from geo.store.facts import read_facts

    if source not in ("auto", "wilayah", "gadm"):
        raise DataError(_("--source '{value}': say auto, wilayah or gadm.", value=source))
    build_register()
    facts = read_facts()
    provinces = province or sorted({p for o in facts.offices.values() for p in o.provinsi})
    if country:
        provinces = list(read_register(Level.PROVINSI).index)
    with progress_bar() as progress:
        summaries = build_boundaries(provinces, source=source, progress=progress)  # type: ignore[arg-type]
        extract_assets()
    show_summaries(summaries, as_json=as_json)
    if source == "auto" and not as_json and any(s.source == "gadm" for s in summaries):
        typer.echo(
            _(
                "Boundaries are from GADM, which is indicative. With internet, take better ones "
                "by: petapora build --source wilayah"
            )
        )
    cli_store.set_up(quiet=as_json)
    if any(summary.fault for summary in summaries):
        raise typer.Exit(2)


@app.command(help=_("Start the dashboard on this machine and print its address."))
def serve(
    port: Annotated[
        int,
        typer.Option(min=1, max=65535, help=_("Port to start at; the next free one is taken")),
    ] = FIRST_PORT,
) -> None:
    """Serve the dashboard until stopped."""
    free = _free_port(port)
    from geo.views.server import serve as serve_app

    cli_store.set_up_if_possible()
    typer.echo(
        _("PetaPORA is running at {address} (Ctrl+C ends it)", address=f"http://127.0.0.1:{free}")
    )
    sys.stdout.flush()
    serve_app(port=free)


def _free_port(first: int) -> int:
    """The first port from `first` on that nothing listens at."""
    for port in range(first, min(first + 100, 65536)):
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise DataError(_("No free port from {port} on. Give another one: --port", port=first))


@app.command(help=_("List the areas of an office."))
def areas(
    office: OfficeOption,
    level: Annotated[str, typer.Option(help=_("kabupaten, kecamatan or desa"))] = "kecamatan",
    as_json: JsonOption = False,
) -> None:
    """List areas with kode, nama, area and coast."""
    from geo.boundaries.layers import LAYER_LEVELS, read_areas

    if level not in [known.value for known in LAYER_LEVELS]:
        raise DataError(_("--level '{value}': say kabupaten, kecamatan or desa.", value=level))
    frame = read_areas(Level(level), known_office(office).kabupaten).reset_index()
    columns = [
        "kode",
        "nama",
        "parent",
        "area_km2",
        "coastal",
        "coast_m",
        "coast_doubtful",
        "source",
    ]
    records = frame[columns].round({"area_km2": 3, "coast_m": 0}).to_dict("records")
    if as_json:
        print_json(records)
        return
    for row in records:
        shore = (
            _("coast") if row["coastal"] else _("coast doubtful") if row["coast_doubtful"] else ""
        )
        typer.echo(
            f"{row['kode']:<14} {row['nama']:<28} {number(row['area_km2'], 1):>10} km²  {shore}"
        )


@app.command(help=_("Formation status of an office's teams on one day."))
def formation(
    office: OfficeOption,
    on: Annotated[
        str | None, typer.Option("--on", help=_("Day, 2019-03-25; today if not given"))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say how many teams are formed, against the target, with claims beside."""
    from geo.analysis.formation import report_formation
    from geo.boundaries.layers import read_areas
    from geo.store.activities import read_meetings, read_operations
    from geo.store.facts import names_by_kode
    from geo.store.recorded import recorded_facts
    from geo.store.scope import LAPTOP

    wanted = known_office(office)
    day = known_day(on, option="--on") if on else today_of(wanted)
    km2 = float(read_areas(Level.KABUPATEN, wanted.kabupaten)["area_km2"].sum())
    report = report_formation(
        recorded_facts(LAPTOP),
        names_by_kode(),
        office=wanted,
        on=day,
        area_km2=km2,
        meetings=read_meetings(LAPTOP, wanted),
        operations=read_operations(LAPTOP, wanted),
    )
    answer = _formation_answer(report)
    if as_json:
        print_json(answer)
        return
    if report.is_sample:
        typer.echo(sample_stamp(report.is_sample))
    typer.echo(f"{wanted.name}, {date(day)}: {_formed_in_words(report.progress)}")
    for row in answer["by_kabupaten"]:
        formed = f"{row['formed']} / {row['n_kecamatan']}"
        unknown = _("{n} not known", n=row["unknown"]) if row["unknown"] else ""
        typer.echo(f"{row['kode']:<7}{row['nama']:<28}{formed:>8}  {unknown}")


def _formed_in_words(progress: Progress) -> str:
    if progress.share is None:
        return _("no source speaks of any of the {n} kecamatan", n=progress.n_areas)
    return _(
        "{formed} of {target} kecamatan formed ({share}), {unknown} not known",
        formed=progress.n_formed,
        target=progress.target or progress.n_areas,
        share=percent(progress.share),
        unknown=progress.n_unknown,
    )


def _formation_answer(report: FormationReport) -> dict[str, Any]:
    progress = report.progress
    return {
        "office": report.office.key,
        "on": report.on.isoformat(),
        "is_sample": report.is_sample,
        "stamp": sample_stamp(report.is_sample),
        "target": progress.target,
        "n_kecamatan": progress.n_areas,
        "formed": progress.n_formed,
        "unknown": progress.n_unknown,
        "share": progress.share,
        "claims": [
            {
                "measure": beside.claim.measure.value,
                "claimed": beside.claim.value,
                "computed": beside.computed,
                "stated_on": beside.claim.stated_on.isoformat(),
                "said_by": beside.claim.said_by,
                "source": beside.claim.source,
            }
            for beside in report.claims
        ],
        "by_kabupaten": [
            {
                "kode": kode,
                "nama": row["nama"],
                "status": TeamStatus(row["status"]).value,
                "n_kecamatan": row["n_kecamatan"],
                "formed": row["n_formed"],
                "unknown": row["n_unknown"],
            }
            for kode, row in report.by_kabupaten.to_dict("index").items()
        ],
    }


def main() -> None:
    """Run a command; faults a reader can mend end with their text and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console may speak another code page
    try:
        app(prog_name="petapora")
    except PetaporaError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        remedy = _("See to the disk and its rights, then try again.")
        typer.echo(f"{where}{error.strerror or error}. {remedy}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
