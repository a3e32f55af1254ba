"""Views taken along from a shell: the same files as from the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli_options import (
    OfficeOption,
    SinceOption,
    UntilOption,
    known_day,
    known_office,
    require_folder_of,
    today_of,
)
from geo.cli_reports import filter_of, unit_of
from geo.errors import DataError
from geo.home import write_atomically
from geo.maps.ground import Ground
from geo.text import LANGUAGES, _, use_language
from geo.words import Level

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    import datetime as dt

    from geo.analysis.reports import ReportFilter
    from geo.exports.taken import Taken
    from geo.store.facts import Facts
    from geo.store.offices import Office

VIEWS = ("formation", "reports")


def export(
    office: OfficeOption,
    view: Annotated[str, typer.Option(help=_("formation or reports"))],
    to: Annotated[str, typer.Option(help=_("html, png, pdf, xlsx, csv or gpkg"))],
    output: Annotated[Path, typer.Option("--output", "-o", help=_("File to write"))],
    on: Annotated[
        str | None, typer.Option("--on", help=_("Day, 2019-03-25; today if not given"))
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    level: Annotated[
        str,
        typer.Option(
            help=_("kabupaten or kecamatan; of reports also desa or an H3 resolution, 5 to 8")
        ),
    ] = "kecamatan",
    lang: Annotated[str | None, typer.Option(help=_("id or en"))] = None,
) -> None:
    """Write one view as one file, whole or not at all."""
    from geo.exports.files import FORMATS, file_of
    from geo.store.recorded import recorded_facts
    from geo.store.scope import LAPTOP

    _require_one_of("--view", view, VIEWS)
    _require_one_of("--to", to, tuple(FORMATS))
    if lang is not None:
        _require_one_of("--lang", lang, tuple(LANGUAGES))
        use_language(lang)
    if output.is_dir():
        raise DataError(_("{path}: a folder. Name a file in it.", path=output))
    require_folder_of(output)
    asked, unit = known_office(office), unit_of(level)
    facts = recorded_facts(LAPTOP)
    if view == "reports":
        if on and until:
            raise DataError(_("--on and --until say the same of reports: give one of them."))
        wanted = filter_of(asked, facts.rules, since, until or on, "laporan")
        taken = taken_reports(asked, facts, wanted, unit=unit)
    else:
        if unit not in (Level.KABUPATEN, Level.KECAMATAN):
            raise DataError(
                _("--level '{value}': teams are of kabupaten or kecamatan.", value=level)
            )
        if since or until:
            raise DataError(_("--since and --until are of reports; teams take --on."))
        day = known_day(on, option="--on") if on else today_of(asked)
        taken = taken_formation(asked, facts, day, level=Level(level))
    write_atomically(output, file_of(taken, to))
    typer.echo(_("{file} written: {heading}", file=output, heading=taken.heading))


def _require_one_of(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise DataError(
            _(
                "{option} '{value}': say one of {known}.",
                option=option,
                value=value,
                known=", ".join(known),
            )
        )


def taken_formation(office: Office, facts: Facts, day: dt.date, *, level: Level) -> Taken:
    """The page of formation status on one day, as files take it."""
    from geo.analysis.formation import report_formation
    from geo.boundaries.layers import read_areas
    from geo.exports.formation import take_formation
    from geo.maps.credit import boundary_credit
    from geo.maps.files import areas_file, base_file_of
    from geo.maps.formation import draw_formation
    from geo.store.activities import read_meetings, read_operations
    from geo.store.facts import names_by_kode
    from geo.store.scope import LAPTOP

    whole = read_areas(Level.KABUPATEN, office.kabupaten)
    report = report_formation(
        facts,
        names_by_kode(),
        office=office,
        on=day,
        area_km2=float(whole["area_km2"].sum()),
        meetings=read_meetings(LAPTOP, office),
        operations=read_operations(LAPTOP, office),
    )
    areas = read_areas(level, office.kabupaten, display=True)
    view = draw_formation(
        report,
        level,
        Ground(
            geometry=areas_file(office.kabupaten, level),
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit=boundary_credit(areas["source"]),
        ),
    )
    outline = read_areas(Level.KABUPATEN, office.kabupaten, display=True)
    return take_formation(report, level, view=view, areas=areas, outline=outline, facts=facts)


def taken_reports(
    office: Office, facts: Facts, wanted: ReportFilter, *, unit: Level | int
) -> Taken:
    """The page of report concentrations, as files take it."""
    import pandas as pd

    from geo.analysis.reports import count_reports
    from geo.boundaries.layers import read_areas
    from geo.boundaries.register import read_register
    from geo.exports.reports import cells_of, take_reports
    from geo.exports.sentences import record_sources, report_headline
    from geo.maps.credit import boundary_credit
    from geo.maps.files import areas_file, base_file_of, cells_file
    from geo.maps.reports import draw_reports
    from geo.store.reports import read_reports
    from geo.store.scope import LAPTOP

    named = {level: read_register(level)["nama"] for level in Level}
    named = {level: n[n.index.str[:5].isin(office.kabupaten)] for level, n in named.items()}
    found = read_reports(LAPTOP, office)
    counts, by_kecamatan = (
        count_reports(
            found, wanted, unit=each, areas=named[each].index if isinstance(each, Level) else None
        )
        for each in (unit, Level.KECAMATAN)
    )
    if isinstance(unit, Level):
        geometry = areas_file(office.kabupaten, unit)
        areas = read_areas(unit, office.kabupaten, display=True)
    else:
        tolerance = facts.rules.shore_tolerance_m
        geometry = cells_file(office.kabupaten, unit, shore_m=tolerance)
        areas = cells_of(geometry)
    outline = read_areas(Level.KABUPATEN, office.kabupaten, display=True)
    view = draw_reports(
        counts,
        Ground(
            geometry=geometry,
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit=boundary_credit(outline["source"]),
            lines=areas_file(office.kabupaten, Level.KECAMATAN) if unit != Level.KECAMATAN else "",
        ),
        rules=facts.rules,
        scope=LAPTOP,
    )
    return take_reports(
        counts,
        heading=report_headline(by_kecamatan, named[Level.KECAMATAN], scope=LAPTOP),
        office=office,
        view=view,
        areas=areas,
        outline=outline,
        names=pd.concat(list(named.values())),
        scope=LAPTOP,
        sources=record_sources(facts, is_sample=counts.is_sample),
    )


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    text = _("Write a view as a file: map (html, png, pdf), tables (xlsx, csv) or areas (gpkg).")
    app.command(help=text)(export)
