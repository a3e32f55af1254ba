"""What the page about the data says: sources, match report, methods, facts and their documents."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

import geo
from geo.boundaries.layers import read_match_report, read_summary
from geo.boundaries.sources import SOURCES, Source
from geo.labels import level_label, status_meaning
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.text import _, date, number, percent
from geo.views.formation import status_tag
from geo.views.frame import hidden_on_purpose
from geo.views.html import fill, join, show
from geo.views.state import presenting
from geo.words import Level, TeamStatus

LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
_WITHOUT_QUESTION = {"exact", "abbreviation", "fuzzy", "code"}


def show_table(title: str, headings: list[str], rows: list[list[object]], note: str = "") -> None:
    """A small table with its title and a note beneath."""
    head = join([fill("<th>{h}</th>", h=heading) for heading in headings])
    body = join([fill("<tr>{c}</tr>", c=_cells(headings, row)) for row in rows])
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3><div class="pp-scroll"><table class="pp-table">'
            "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}</div>",
            title=title,
            head=head,
            body=body,
            note=fill('<p class="pp-source">{n}</p>', n=note) if note else Markup(""),
        )
    )


def _cells(headings: list[str], row: list[object]) -> Markup:
    """Cells that carry their heading along, for screens too narrow for a table."""
    pairs = zip(headings, row, strict=True)
    return join([fill('<td data-h="{h}">{v}</td>', h=heading, v=cell) for heading, cell in pairs])


def show_boundary_sources(office: Office) -> None:
    """What the boundaries in use are made from, by province, and whether they tile."""
    rows = []
    for provinsi in office.provinsi:
        summary = read_summary(provinsi)
        source = SOURCES.get(summary["source"])
        rows.append(
            [
                f"{provinsi} {summary['nama']}",
                source.title if source else summary["source"],
                summary["vintage"],
                *(_counted(summary, level) for level in LEVELS),
                _(
                    "{overlap} / {gap} km²",
                    overlap=number(summary["overlap_km2"], 3),
                    gap=number(summary["gap_km2"], 3),
                ),
            ]
        )
    headings = [_("Province"), _("Boundaries from"), _("Vintage")]
    headings += [level_label(level) for level in LEVELS]
    show_table(
        _("Boundaries in use"),
        [*headings, _("Overlap / gap")],
        rows,
        _(
            "Counts are areas with a polygon, of the register. Better boundaries: petapora "
            "build --source wilayah, or petapora boundaries use FILE."
        ),
    )


def _counted(summary: dict[str, dict[str, int]], level: Level) -> str:
    return (
        f"{number(summary['counts'].get(level, 0))} / {number(summary['register'].get(level, 0))}"
    )


def show_licences() -> None:
    """Every source of map data with version, licence and what the licence asks."""
    rows: list[list[object]] = [
        [s.title, s.version, s.licence, s.vintage, _note(s)] for s in SOURCES.values()
    ]
    show_table(
        _("Sources of map data and their licences"),
        [_("Source"), _("Version"), _("Licence"), _("Vintage"), _("Note")],
        rows,
    )


def _note(source: Source) -> str:
    return _(source.licence_note) if source.licence_note else ""


def show_match_report(office: Office) -> None:
    """How each desa of the office found its polygon, in numbers; every open case by name."""
    report = pd.concat([read_match_report(provinsi) for provinsi in office.provinsi])
    own = report[report["kecamatan"].str[:5].isin(office.kabupaten)]
    units = own[own["how"] != "no polygon"]
    plain = int(units["how"].isin(_WITHOUT_QUESTION).sum())
    counts = own["how"].value_counts()
    show_table(
        _("Match report: how desa of the register found a polygon"),
        [_("How"), _("Number"), _("Meaning")],
        [[_how(how), number(int(n)), _meaning(how)] for how, n in counts.items()],
        _(
            "{n} of {all} polygons matched ({share}).",
            n=number(plain),
            all=number(len(units)),
            share=percent(plain / max(1, len(units))),
        ),
    )
    open_cases = own[~own["how"].isin(_WITHOUT_QUESTION)]
    if presenting():
        return
    with st.expander(_("Every unmatched and assigned desa ({n})", n=number(len(open_cases)))):
        if open_cases.empty:
            st.markdown(_("None."))
            return
        columns = ["kecamatan", "kode", "nama", "source_name"]
        rows: list[list[object]] = [
            [*(case[column] for column in columns), _how(case["how"])]
            for case in open_cases.to_dict("records")
        ]
        show_table(
            "",
            [
                _("Kecamatan"),
                _("Kode"),
                _("Name in the register"),
                _("Name in the source"),
                _("How"),
            ],
            rows,
        )


def _how(how: str) -> str:
    return {
        "exact": _("same name"),
        "abbreviation": _("abbreviation or numeral"),
        "fuzzy": _("similar name"),
        "code": _("same kode"),
        "assigned": _("given to its kecamatan"),
        "no polygon": _("no polygon"),
        "unassigned": _("left out"),
    }.get(how, how)


def _meaning(how: str) -> str:
    return {
        "exact": _("The names agree once blanks and marks are left out."),
        "abbreviation": _("The names agree once Sei, Tbg., Gn. and numerals are written out."),
        "fuzzy": _("The names agree by 82 % or more inside the same kabupaten."),
        "code": _("The source carries the register's own kode."),
        "assigned": _("No desa of that name; the polygon belongs to its kecamatan only."),
        "no polygon": _("A desa of the register for which the source has no polygon."),
        "unassigned": _("A polygon that could be given to no kecamatan."),
    }.get(how, "")


def show_ladder() -> None:
    """The ladder of formation: what each rung means."""
    rows: list[list[object]] = [[status_tag(s), status_meaning(s)] for s in TeamStatus]
    show_table(_("The ladder of formation"), [_("Status"), _("Meaning")], rows, _ladder_note())


def _ladder_note() -> str:
    return _(
        "“{active}” and “{inactive}” are computed from recorded meetings and operations; where "
        "none are recorded the status stays what its source says.",
        active=_("Active"),
        inactive=_("Inactive"),
    )


def show_documents(facts: Facts) -> None:
    """Every document that a fact comes from."""
    rows: list[list[object]] = [
        [s.title, s.publisher, date(s.date), _("yes") if s.confirmed else _("no"), s.note]
        for s in facts.sources.values()
    ]
    show_table(
        _("Documents behind the facts"),
        [_("Document"), _("Publisher"), _("Date"), _("Confirmed"), _("Note")],
        rows,
        _("Facts and claims are rows of files in the folder data/; each names its document."),
    )


def show_methods(rules: Rules) -> None:
    """How figures and maps are made, in plain words."""
    texts = [
        _(
            "Kecamatan and kabupaten are dissolved from desa, so that all levels share their "
            "borders."
        ),
        _("Areas are measured in EPSG:6933 (equal-area), within 0.05 % of the geodesic area."),
        _(
            "Coast: the outline pushed out 100 m and sampled every 50 m; metres of it that lie in "
            "no land. River mouths where maps differ are marked doubtful."
        ),
        _("The status on a day is that of the latest fact which holds from that day or earlier."),
        _(
            "A claim is shown beside the figure computed for the day it was stated; neither is "
            "altered."
        ),
        _(
            "A report is joined to its areas once, when it enters. A point on a border belongs to "
            "the lowest kode; one in the water, up to {m} m from land, to the nearest area.",
            m=number(rules.shore_tolerance_m),
        ),
        _(
            "H3 cells hold reports with a GPS point or an address, each cell by its own index. "
            "Below {n} reports an area or a cell has not enough data.",
            n=number(rules.enough_reports),
        ),
        hidden_on_purpose(),
    ]
    items = join([fill("<li>{t}</li>", t=text) for text in texts])
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3><ul>{items}</ul>'
            '<p class="pp-source">{version}</p></div>',
            title=_("Methods"),
            items=items,
            version=_("PetaPORA version {v}", v=geo.__version__),
        )
    )
