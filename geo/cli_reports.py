"""Reports and points from a shell."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli_options import (
    JsonOption,
    OfficeOption,
    SinceOption,
    UntilOption,
    known_day,
    known_office,
    require_folder_of,
    today_of,
)
from geo.console import print_json
from geo.errors import DataError
from geo.labels import sample_stamp
from geo.text import _, _n, date, number, percent
from geo.words import CELL_RESOLUTIONS, Level

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    import pandas as pd

    from geo.analysis.overview import GapTable
    from geo.analysis.reports import ReportCounts, ReportFilter
    from geo.store.offices import Office
    from geo.store.rules import Rules

UNITS: tuple[Level | int, ...] = (
    Level.KABUPATEN,
    Level.KECAMATAN,
    Level.DESA,
    *CELL_RESOLUTIONS,
)
"""Areas and cells that reports are counted by."""


def locate(
    points: Annotated[Path, typer.Argument(help=_("CSV with the columns id, lat, lng"))],
    output: Annotated[Path, typer.Option("--output", "-o", help=_("File to write, as CSV"))],
    as_json: JsonOption = False,
) -> None:
    """Write the points with their areas and say how many lie where."""
    from geo.intake.land import read_built_land
    from geo.intake.locate import locate as locate_points
    from geo.intake.points_file import count_places, read_points, require_other_file, write_points
    from geo.store.facts import read_facts

    require_folder_of(output)
    require_other_file(output, than=points)
    table = read_points(points)
    land = read_built_land()
    found = locate_points(
        table.points(),
        land.desa,
        land.kecamatan,
        elsewhere=land.elsewhere,
        tolerance_m=read_facts().rules.shore_tolerance_m,
    )
    write_points(output, table, found)
    counts = count_places(found)
    if as_json:
        print_json(counts)
        return
    typer.echo(
        _(
            "{read} points read: {inside} inside, {shore} at the shore, {outside} outside, "
            "{missing} without a place.",
            **{name: number(n) for name, n in counts.items()},
        )
    )


def reports(
    office: OfficeOption,
    since: SinceOption = None,
    until: UntilOption = None,
    series: Annotated[
        str, typer.Option(help=_("laporan, or temuan: what officers found"))
    ] = "laporan",
    level: Annotated[
        str, typer.Option(help=_("kabupaten, kecamatan, desa or an H3 resolution, 5 to 8"))
    ] = "kecamatan",
    as_json: JsonOption = False,
) -> None:
    """Count the reports of a window, exactly as the pages show them, and say where all went."""
    from geo.analysis.formation import report_formation
    from geo.analysis.overview import gap_table
    from geo.analysis.reports import Series, count_reports
    from geo.boundaries.register import read_register
    from geo.store.facts import names_by_kode
    from geo.store.recorded import recorded_facts
    from geo.store.reports import read_reports
    from geo.store.scope import LAPTOP

    asked, unit, facts = known_office(office), unit_of(level), recorded_facts(LAPTOP)
    wanted = filter_of(asked, facts.rules, since, until, series)
    formation = report_formation(facts, names_by_kode(), office=asked, on=wanted.until)
    found = read_reports(LAPTOP, asked)
    desa = read_register(Level.DESA)["nama"]
    desa = desa[desa.index.str[:5].isin(asked.kabupaten)]
    named = {
        Level.KABUPATEN: formation.kabupaten["nama"],
        Level.KECAMATAN: formation.kecamatan["nama"],
        Level.DESA: desa,
    }
    counted = {
        each: count_reports(
            found, wanted, unit=each, areas=named[each].index if isinstance(each, Level) else None
        )
        for each in UNITS
    }
    reported = replace(wanted, series=Series.REPORTED)
    kecamatan = named[Level.KECAMATAN].index
    gap = gap_table(
        formation.kecamatan, count_reports(found, reported, unit=Level.KECAMATAN, areas=kecamatan)
    )
    if as_json:
        names = {kode: nama for level in named.values() for kode, nama in level.items()}
        print_json(_reports_answer(asked, counted, gap, unit=unit, names=names))
        return
    _tell(asked, counted[Level.KECAMATAN], gap, named[Level.KECAMATAN])


def rejoin(office: OfficeOption) -> None:
    """Join the reports of an office by the boundaries in use and say how many they are."""
    from geo.intake.reports import rejoin_reports
    from geo.store.scope import LAPTOP

    asked = known_office(office)
    n = rejoin_reports(LAPTOP, asked)
    typer.echo(
        _n(
            "{n} report of {office} is joined by the boundaries in use.",
            "{n} reports of {office} are joined by the boundaries in use.",
            n,
            office=asked.name,
        )
    )


def unit_of(level: str) -> Level | int:
    """The areas or cells that an option names; raises DataError if it names none."""
    known = {str(unit): unit for unit in UNITS}
    if level not in known:
        raise DataError(
            _("--level '{value}': say one of {known}.", value=level, known=", ".join(known))
        )
    return known[level]


def filter_of(
    office: Office, rules: Rules, since: str | None, until: str | None, series: str
) -> ReportFilter:
    """What is asked of the reports; raises DataError for a series or a day that is none."""
    from geo.analysis.reports import ReportFilter, Series, window_filter

    if series not in list(Series):
        raise DataError(_("--series '{value}': say laporan or temuan.", value=series))
    last = known_day(until, option="--until") if until else today_of(office)
    first = known_day(since, option="--since") if since else window_filter(last, rules).since
    if first > last:
        raise DataError(
            _("--since {since} is later than --until {until}.", since=first, until=last)
        )
    return ReportFilter(since=first, until=last, series=Series(series))


def _reports_answer(
    office: Office,
    counted: dict[Level | int, ReportCounts],
    gap: GapTable,
    *,
    unit: Level | int,
    names: dict[str, str],
) -> dict[str, Any]:
    counts = counted[Level.KECAMATAN]
    is_found = counts.filter.series == "temuan"
    return {
        "office": office.key,
        "since": counts.filter.since.isoformat(),
        "until": counts.filter.until.isoformat(),
        "series": counts.filter.series.value,
        "total": counts.sums.total,
        "located_share": counts.sums.located_share,
        "reported": counts.n_found if is_found else counts.sums.total,
        "found": counts.sums.total if is_found else counts.n_found,
        "by_level": {_unit_key(each): asdict(c.sums) for each, c in counted.items()},
        "by_kecamatan": _rows(counted[Level.KECAMATAN], names),
        "level": _unit_key(unit),
        "counts": _rows(counted[unit], names),
        "by_month": {str(month): int(n) for month, n in counts.by_month.items()},
        "by_kind": counts.by_kind.to_dict(),
        "by_channel": counts.by_channel.to_dict(),
        "by_accuracy": counts.by_accuracy.to_dict(),
        "by_follow_up": counts.by_follow_up.to_dict(),
        "blind_spots": [{"kode": kode, "nama": names[kode]} for kode in gap.blind_spots],
        "blind_spots_unknown": gap.n_unknown,
        "is_sample": counts.is_sample,
        "stamp": sample_stamp(counts.is_sample),
    }


def _unit_key(unit: Level | int) -> str:
    return f"h3_r{unit}" if isinstance(unit, int) else unit.value


def _rows(counts: ReportCounts, names: dict[str, str]) -> list[dict[str, Any]]:
    """Areas with kode, nama and n_reports; cells with their index in place of the first two."""
    if isinstance(counts.unit, int):
        return [{"cell": cell, "n_reports": int(n)} for cell, n in counts.counts.items()]
    return [
        {"kode": kode, "nama": names[kode], "n_reports": int(n)}
        for kode, n in counts.counts.items()
    ]


def _tell(office: Office, counts: ReportCounts, gap: GapTable, names: pd.Series) -> None:
    """Say the sums and the kecamatan with reports, the most first."""
    if counts.is_sample:
        typer.echo(sample_stamp(counts.is_sample))
    typer.echo(f"{office.name}, {_told_sums(counts)}")
    if counts.filter.series == "temuan":
        typer.echo(_("Reports, counted apart: {n}.", n=number(counts.n_found)))
    else:
        typer.echo(_("Found by officers, counted apart: {n}.", n=number(counts.n_found)))
    most = counts.counts[counts.counts > 0].sort_values(ascending=False, kind="stable")
    for kode, n in most.items():
        typer.echo(f"{kode:<10}{names[kode]:<28}{number(n):>8}")
    typer.echo(
        _(
            "{n} kecamatan without a known team and without reports (blind spots)",
            n=number(len(gap.blind_spots)),
        )
    )


def _told_sums(counts: ReportCounts) -> str:
    """How many reports, or how many found by officers, and where they are."""
    sums = counts.sums
    share = sums.located_share
    told = {
        "span": f"{date(counts.filter.since)} - {date(counts.filter.until)}",
        "total": number(sums.total),
        "areas": number(sums.in_areas),
        "share": "-" if share is None else percent(share),
        "outside": number(sums.outside),
        "without": number(sums.without_location),
    }
    if counts.filter.series == "temuan":
        return _(
            "{span}: {total} found by officers, {areas} in a kecamatan ({share}), "
            "{outside} outside, {without} without a location",
            **told,
        )
    return _(
        "{span}: {total} reports, {areas} in a kecamatan ({share}), "
        "{outside} outside, {without} without a location",
        **told,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command(help=_("Count the reports of an office, and say where all of them went."))(reports)
    app.command(help=_("Find the kabupaten, kecamatan and desa of the points in a file."))(locate)
    app.command(help=_("Join the reports of an office again, by the boundaries in use."))(rejoin)
