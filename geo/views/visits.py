"""What the page of visits and meetings says around its map."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from markupsafe import Markup

from geo.store.offices import Office
from geo.text import _, date, number, percent
from geo.theme import colour
from geo.views.figures import Bar, bars, show_panel
from geo.views.formation import short_name
from geo.views.frame import show_answer
from geo.views.html import fill, join
from geo.views.report_choices import month_label

MEETING_MARK, OPERATION_MARK = "●", "◆"


def show_visit_headline(contact: pd.DataFrame, *, office: Office, since: dt.date) -> None:
    """
    How many desa had contact, and how many were never visited.

    Parameters
    ----------
    contact : DataFrame
        As `geo.analysis.visits.contact_by_desa` gives it.
    office : Office
        Whose desa.
    since : date
        First day of the window.
    """
    n, silent = len(contact), int((~contact["any"]).sum())
    show_answer(
        office.name,
        visit_headline(contact),
        _(
            "Since {day}. {silent} desa had neither a visit nor a meeting of their kecamatan "
            "nor a report ({share}).",
            day=date(since),
            silent=number(silent),
            share=percent(silent / n if n else 0, 0),
        ),
    )


def visit_headline(contact: pd.DataFrame) -> str:
    """How many desa were visited, and how many never, in one sentence."""
    return _(
        "{visited} of {n} desa were visited in the period; {never} were never visited, as far as "
        "recorded.",
        visited=number(int(contact["visit"].sum())),
        n=number(len(contact)),
        never=number(int((~contact["ever_visited"]).sum())),
    )


def show_coverage(coverage: pd.DataFrame, names: pd.Series) -> None:
    """Share of desa with any contact, a bar a kabupaten, and what it is made of."""
    rows = [
        Bar(
            short_name(str(names.get(kode, kode))),
            float(row["any_share"]),
            _("{n} of {all}", n=number(int(row["n_any"])), all=number(int(row["n_desa"]))),
        )
        for kode, row in coverage.iterrows()
    ]
    show_panel(
        _("Desa with any contact in the period"),
        bars(rows, colour=colour("ink", "accent")),
        _("Contact: a visit, a meeting of the kecamatan, or a report from the desa."),
    )
    body = join([_contact_row(kode, row, names) for kode, row in coverage.iterrows()])
    head = join(
        [
            fill("<th>{h}</th>", h=heading)
            for heading in ("", _("Visit"), _("Meeting"), _("Report"), _("Never visited"))
        ]
    )
    table = fill(
        '<table class="pp-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>',
        head=head,
        body=body,
    )
    show_panel(_("By kind of contact, number of desa"), table)


def _contact_row(kode: object, row: pd.Series, names: pd.Series) -> Markup:
    headings = (_("Visit"), _("Meeting"), _("Report"), _("Never visited"))
    columns = ("n_visit", "n_meeting", "n_report", "n_never")
    cells = join(
        [
            fill('<td class="n" data-h="{h}">{n}</td>', h=heading, n=number(int(row[column])))
            for heading, column in zip(headings, columns, strict=True)
        ]
    )
    return fill(
        "<tr><td>{nama}</td>{cells}</tr>",
        nama=short_name(str(names.get(kode, kode))),
        cells=cells,
    )


def show_timeline(timeline: pd.DataFrame, names: pd.Series) -> None:
    """Meetings, operations and visits per kabupaten and month."""
    months = timeline.index.get_level_values("month").unique()
    head = join([fill("<td>{m}</td>", m=month_label(month)) for month in months])
    rows = []
    for kode, own in timeline.groupby(level="kode", sort=False):
        cells = join([_cell(row) for _month, row in own.iterrows()])
        nama = short_name(str(names.get(kode, kode)))
        rows.append(fill("<tr><th>{nama}</th>{cells}</tr>", nama=nama, cells=cells))
    table = fill(
        '<div class="pp-scroll"><table class="pp-time"><thead><tr><th></th>{head}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        head=head,
        rows=join(rows),
    )
    show_panel(
        _("Meetings, operations and visits by month"),
        table,
        _(
            "{meeting} coordination meeting, {operation} operation or patrol; small: desa visited.",
            meeting=MEETING_MARK,
            operation=OPERATION_MARK,
        ),
    )


def _cell(row: pd.Series) -> Markup:
    marks = [
        fill('<i class="{look}">{mark}{n}</i>', look=look, mark=mark, n=number(n) if n > 1 else "")
        for look, mark, n in (
            ("pp-meet", MEETING_MARK, int(row["n_meetings"])),
            ("pp-oper", OPERATION_MARK, int(row["n_operations"])),
        )
        if n
    ]
    visits = int(row["n_visits"])
    if visits:
        marks.append(fill("<small>{n}</small>", n=number(visits)))
    return fill("<td>{marks}</td>", marks=join(marks))
