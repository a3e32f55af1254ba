"""The follow-up of reports from a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli_options import JsonOption, OfficeOption, known_day, known_office, today_of
from geo.console import print_json
from geo.errors import DataError
from geo.labels import sample_stamp
from geo.text import _
from geo.words import Level

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    import pandas as pd

    from geo.analysis.follow_up import FollowUpReport
    from geo.store.offices import Office


def follow_up(
    office: OfficeOption,
    on: Annotated[
        str | None, typer.Option("--on", help=_("Day, 2026-11-22; today if not given"))
    ] = None,
    series: Annotated[
        str, typer.Option(help=_("laporan, or temuan: what officers found"))
    ] = "laporan",
    as_json: JsonOption = False,
) -> None:
    """Say which open reports are over their limit, exactly as the page shows them."""
    from geo.analysis.follow_up import follow_up_on
    from geo.analysis.reports import Series
    from geo.boundaries.register import read_register
    from geo.exports.follow_up import follow_up_headline
    from geo.store.follow_ups import read_steps
    from geo.store.recorded import recorded_facts
    from geo.store.reports import read_reports
    from geo.store.scope import LAPTOP

    if series not in list(Series):
        raise DataError(_("--series '{value}': say laporan or temuan.", value=series))
    asked = known_office(office)
    names = read_register(Level.KECAMATAN)["nama"]
    names = names[names.index.str[:5].isin(asked.kabupaten)]
    report = follow_up_on(
        read_reports(LAPTOP, asked),
        read_steps(LAPTOP, asked),
        known_day(on, option="--on") if on else today_of(asked),
        rules=recorded_facts(LAPTOP).rules,
        areas=names.index,
        series=Series(series),
    )
    if as_json:
        print_json(_answer(asked, report, names))
        return
    if report.is_sample:
        typer.echo(sample_stamp(report.is_sample))
    typer.echo(f"{asked.name}, {report.on}: {follow_up_headline(report, names, LAPTOP)}")
    most = report.overdue.counts[report.overdue.counts > 0]
    for kode, n in most.sort_values(ascending=False, kind="stable").items():
        typer.echo(f"{kode:<10}{names[kode]:<28}{n:>8}")


def _answer(office: Office, report: FollowUpReport, names: pd.Series) -> dict[str, Any]:
    opened, overdue = report.open, report.overdue
    return {
        "office": office.key,
        "on": report.on.isoformat(),
        "series": opened.filter.series.value,
        "open": opened.sums.total,
        "overdue": overdue.sums.total,
        "in_time": report.n_in_time,
        "without_step": report.n_undated,
        "limits": {state.value: days for state, days in report.limits.items()},
        "overdue_outside": overdue.sums.outside,
        "overdue_without_location": overdue.sums.without_location,
        "by_kecamatan": [
            {"kode": k, "nama": names[k], "open": int(opened.counts[k]), "overdue": int(n)}
            for k, n in overdue.counts.items()
        ],
        "by_agency": [
            {"agency": key, "open": int(n), "overdue": int(overdue.by_agency.get(key, 0))}
            for key, n in opened.by_agency.items()
        ],
        "by_state": {
            state.value: {
                "open": int(opened.by_follow_up[state.value]),
                "overdue": int(overdue.by_follow_up[state.value]),
            }
            for state in report.limits
        },
        "reports": [
            {
                "report": key,
                "received_on": row["received_on"].date().isoformat(),
                "kode": row["kode"],
                "kind": row["kind"],
                "state": row["state"],
                "since": row["since"].date().isoformat(),
                "days_over": row["days_over"],
                "agency": row["agency"],
            }
            for key, row in report.overdue_in(None).to_dict("index").items()
        ],
        "is_sample": report.is_sample,
        "stamp": sample_stamp(report.is_sample),
    }


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command = app.command("follow-up", help=_("Which reports are overdue for follow-up."))
    command(follow_up)
