"""Concentrations of reports from a shell, as the page has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli_options import JsonOption, OfficeOption, SinceOption, UntilOption, known_office
from geo.cli_reports import filter_of
from geo.console import print_json
from geo.errors import DataError
from geo.labels import sample_stamp
from geo.text import _, _n, date, number
from geo.words import Level

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    import pandas as pd

    from geo.analysis.concentrations import Concentrations
    from geo.analysis.hotspot_settings import HotspotSettings
    from geo.analysis.hotspots import Hotspots
    from geo.analysis.stability import Stability
    from geo.exports.hotspot_settings import Provenance, SettingsFile
    from geo.store.offices import Office
    from geo.store.rules import Rules


def hotspots(
    office: OfficeOption,
    unit: Annotated[
        str | None, typer.Option(help=_("desa, kecamatan or cells: h3:5, h3:6, h3:7, h3:8"))
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    series: Annotated[
        str | None, typer.Option(help=_("laporan, or temuan: what officers found"))
    ] = None,
    correction: Annotated[
        str | None, typer.Option(help=_("bh (Benjamini-Hochberg) or by (Benjamini-Yekutieli)"))
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            help=_(
                "exact (its own number stays, all others are dealt anew), whole (it is dealt anew "
                "too) or permutations (as exact, drawn)"
            )
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(help=_("File of settings, or an earlier answer as JSON, to make it again")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say where reports are concentrated beyond chance, with the numbers of the page."""
    from geo.exports.hotspots_answer import hotspots_json
    from geo.maps.worlds import names_in
    from geo.store.recorded import recorded_facts
    from geo.store.scope import LAPTOP

    asked = known_office(office)
    options = {"unit": unit, "since": since, "until": until}
    options |= {"series": series, "correction": correction, "method": method}
    earlier = _earlier(settings, asked, options) if settings else None
    rules = earlier.rules if earlier else recorded_facts(LAPTOP).rules
    wanted = earlier.settings if earlier else _settings(asked, rules, **options)
    answer, stability, made_of = _computed(asked, wanted, rules)
    world, shore_m = answer.hotspots.world, rules.shore_tolerance_m
    names = names_in(world, asked.kabupaten, shore_m=shore_m)
    otherwise = _differences(earlier, made_of)
    if as_json:
        told = hotspots_json(answer, stability, names=names, made_of=made_of)
        print_json(told | {"differs": otherwise})
        return
    for text in otherwise:
        typer.echo(_("Not as in the file: {text}.", text=text))
    _tell(asked, answer, stability, made_of, names)


def _differences(earlier: SettingsFile | None, made_of: Provenance) -> list[str]:
    """What an answer is made of otherwise than one of a file, in words."""
    from geo.exports.hotspot_settings import differences

    return differences(earlier.made_of, made_of) if earlier else []


def _computed(
    office: Office, wanted: HotspotSettings, rules: Rules
) -> tuple[Concentrations, Stability, Provenance]:
    from geo.analysis.concentrations import answer_hotspots
    from geo.analysis.stability import repeat_hotspots
    from geo.boundaries.layers import layers_version
    from geo.exports.hotspot_settings import provenance_of
    from geo.maps.worlds import read_worlds
    from geo.store.reports import read_points, read_reports
    from geo.store.scope import LAPTOP

    reports, worlds = read_reports(LAPTOP, office), read_worlds(office.kabupaten)
    answer = answer_hotspots(reports, worlds, wanted, rules)
    points = read_points(LAPTOP, office)
    stability = repeat_hotspots(answer.hotspots, reports, points, worlds)
    made_of = provenance_of(
        answer,
        office=office.key,
        boundaries=layers_version(office.kabupaten),
        reports=reports,
        points=points,
        areas=worlds.areas[Level.KABUPATEN],
    )
    return answer, stability, made_of


def _earlier(file: Path, office: Office, options: dict[str, str | None]) -> SettingsFile:
    """Settings of a file; raises DataError for another office's, or with other options."""
    from geo.exports.hotspot_settings import read_settings_file

    if any(value is not None for value in options.values()):
        raise DataError(_("--settings says what is asked; leave the other options out."))
    stated = read_settings_file(file.read_bytes(), name=file.name)
    if stated.made_of.office != office.key:
        raise DataError(
            _(
                "{file} is of office '{value}'; say --office {value}.",
                file=file.name,
                value=stated.made_of.office,
            )
        )
    return stated


def _settings(
    office: Office,
    rules: Rules,
    *,
    unit: str | None,
    since: str | None,
    until: str | None,
    series: str | None,
    correction: str | None,
    method: str | None,
) -> HotspotSettings:
    """What the options ask; raises DataError for one that makes no sense."""
    from geo.analysis.hotspot_settings import (
        CORRECTIONS,
        METHODS,
        UNITS,
        Correction,
        HotspotSettings,
        unit_key,
    )

    units = {unit_key(each): each for each in UNITS}
    if unit not in units:
        raise DataError(
            _("--unit '{value}': say one of {known}.", value=unit or "", known=", ".join(units))
        )
    corrections: dict[str, Correction] = {each: each for each in CORRECTIONS}
    for name, value, known in (
        ("correction", correction, CORRECTIONS),
        ("method", method, METHODS),
    ):
        if value is not None and value not in known:
            raise DataError(
                _(
                    "--{name} '{value}': say one of {known}.",
                    name=name,
                    value=value,
                    known=", ".join(known),
                )
            )
    return HotspotSettings(
        filter=filter_of(office, rules, since, until, "laporan" if series is None else series),
        unit=units[unit],
        correction=corrections[correction or CORRECTIONS[0]],
        method=method or METHODS[0],
    )


def _tell(
    office: Office,
    answer: Concentrations,
    stability: Stability,
    made_of: Provenance,
    names: pd.Series,
) -> None:
    """Say what was asked, the answer, the places with reasons, its method and what is left out."""
    from geo.exports.hotspot_sentences import (
        hotspot_headline,
        left_out_notes,
        method_notes,
        stability_text,
    )
    from geo.exports.place_reasons import place_reason
    from geo.store.scope import LAPTOP

    hotspots = answer.hotspots
    if answer.is_sample:
        typer.echo(sample_stamp(answer.is_sample))
    typer.echo(_asked_of(answer, made_of))
    typer.echo(f"{office.name}: {hotspot_headline(answer, stability, scope=LAPTOP)}")
    for unit, row in hotspots.significant.to_dict("index").items():
        told = stability.table.loc[unit]
        n_runs = int(told["n_runs"])
        n_unable = len(stability.runs) - n_runs
        held = stability_text(int(told["n_significant"]), n_runs, n_unable)
        n = _counted(int(row["n_reports"]), hotspots)
        reason = place_reason(row, hotspots, scope=LAPTOP)
        typer.echo(f"{unit:<16} {names[unit]:<24} {n}. {reason} {held}")
    typer.echo(_where_all_went(answer))
    for note in [*method_notes(hotspots), *left_out_notes(answer, scope=LAPTOP)]:
        typer.echo(note)


def _asked_of(answer: Concentrations, made_of: Provenance) -> str:
    """Period, series, unit and filter of an answer; its data, boundaries and program."""
    from geo.exports.sentences import filter_note
    from geo.maps.reports import series_label, unit_label

    settings = answer.hotspots.settings
    wanted, last = settings.filter, made_of.last_report
    parts = [
        _("{since} to {until}.", since=date(wanted.since), until=date(wanted.until)),
        f"{series_label(wanted.series)}, {unit_label(settings.unit)}.",
        *filter_note(wanted),
        *([_("Last report in the data: {day}.", day=date(last))] if last else []),
        _("Boundaries: {sets} ({vintage}).", sets=made_of.boundaries, vintage=made_of.vintage),
        f"PetaPORA {made_of.program}.",
    ]
    return " ".join(parts)


def _counted(n: int, hotspots: Hotspots) -> str:
    """A number of what is counted."""
    from geo.exports.not_enough import counts_finds

    if counts_finds(hotspots):
        return _n("{n} finding of officers", "{n} findings of officers", n)
    return _n("{n} report", "{n} reports", n)


def _where_all_went(answer: Concentrations) -> str:
    """Where each of all reports is: numbers that add up to theirs."""
    from geo.exports.not_enough import unit_noun
    from geo.maps.reports import series_label

    totals, settings = answer.totals, answer.hotspots.settings
    numbers = {
        "total": totals.total,
        "within": totals.in_units,
        "off": totals.off_grid,
        "outside": totals.outside,
        "coarser": totals.coarser,
        "nowhere": totals.without_location - totals.coarser,
    }
    return _(
        "{series}: {total} in all = {within} in these {units} + {off} beside them + {outside} "
        "outside the work area + {coarser} known only to a wider area + {nowhere} without "
        "location.",
        series=series_label(settings.filter.series),
        units=unit_noun(settings.unit),
        **{name: number(n) for name, n in numbers.items()},
    )


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command(help=_("Say where reports are concentrated beyond chance."))(hotspots)
