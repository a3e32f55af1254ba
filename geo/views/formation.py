"""What the page of formation status says beside its map."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from geo.analysis.formation import FormationReport, counts_by_status
from geo.exports.sentences import formation_headline, kabupaten_headline
from geo.labels import level_label, status_label, status_meaning
from geo.store.facts import Facts
from geo.text import _, _n, date, language, number
from geo.theme import css_fill, status_style
from geo.views.figures import class_mark
from geo.views.frame import show_answer
from geo.views.html import fill, join, show
from geo.views.sources import source_line
from geo.words import Level, TeamStatus, kode_at


def show_headline(report: FormationReport, level: Level) -> None:
    """The answer in one sentence, and what it rests on."""
    show_answer(report.office.name, formation_headline(report, level), _under(report, level))


def _under(report: FormationReport, level: Level) -> str:
    texts = [_("As of {day}.", day=date(report.on))]
    if level is Level.KABUPATEN:
        texts.append(formation_headline(report, Level.KECAMATAN))
    else:
        unknown = report.progress.n_unknown
        if unknown and report.progress.share is not None:
            texts.append(
                _n(
                    "{n} kecamatan is not known: no source speaks of it.",
                    "{n} kecamatan are not known: no source speaks of them.",
                    unknown,
                )
            )
        known = counts_by_status(report.kabupaten)[TeamStatus.UNKNOWN] < len(report.kabupaten)
        text = kabupaten_headline(report) if known else _("Teams of kabupaten/kota: not known.")
        texts.append(text)
    newest = pd.concat([report.kecamatan, report.kabupaten])["holds_from"].max()
    if pd.notna(newest):
        texts.append(_("Newest fact known from {day}.", day=date(newest.date())))
    return " ".join(texts)


def show_progress(report: FormationReport) -> None:
    """Kecamatan with a team, a bar a kabupaten; what is not known is its own part of the bar."""
    rows = []
    for _kode, row in report.by_kabupaten.iterrows():
        total = row["n_kecamatan"]
        rows.append(
            fill(
                '<span>{nama}</span><span class="pp-bar" role="img" aria-label="{said}">'
                '<span style="width:{formed:.1f}%;background:{solid}"></span>'
                '<span style="width:{unknown:.1f}%;background:{open}"></span>'
                "</span><b>{count}</b>",
                nama=short_name(row["nama"]),
                said=_(
                    "{n} of {total} formed, {unknown} not known",
                    n=row["n_formed"],
                    total=total,
                    unknown=row["n_unknown"],
                ),
                formed=100 * row["n_formed"] / total,
                unknown=100 * row["n_unknown"] / total,
                solid=css_fill(status_style(TeamStatus.FORMED)),
                open=css_fill(status_style(TeamStatus.UNKNOWN)),
                count=_count(row),
            )
        )
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3><div class="pp-bars">{rows}</div>'
            '<p class="pp-source">{note}</p></div>',
            title=_("Kecamatan with a team, by kabupaten/kota"),
            rows=join(rows),
            note=_(
                "Filled: formed. Dotted: not known. Counted from the facts up to {day}.",
                day=date(report.on),
            ),
        )
    )


def _count(row: pd.Series) -> Markup:
    unknown = _("{n} not known", n=row["n_unknown"]) if row["n_unknown"] else ""
    return fill(
        "{formed}/{all} <small>{unknown}</small>",
        formed=row["n_formed"],
        all=row["n_kecamatan"],
        unknown=unknown,
    )


def short_name(nama: str) -> str:
    """Name of a kabupaten without the word; a kota keeps its own."""
    return nama.removeprefix("Kabupaten ")


def status_tag(status: TeamStatus) -> Markup:
    """A status as a coloured mark and its word."""
    return class_mark(status_style(status), status_label(status))


def show_area(
    kode: str, report: FormationReport, facts: Facts, area: pd.Series, level: Level
) -> None:
    """Evidence and source for one area."""
    state = (report.kabupaten if level is Level.KABUPATEN else report.kecamatan).loc[kode]
    kabupaten = report.kabupaten.loc[kode_at(kode, Level.KABUPATEN)]
    within = "" if level is Level.KABUPATEN else f", {kabupaten['nama']}"
    pairs = _evidence(state)
    if level is Level.KECAMATAN:
        own = status_tag(TeamStatus(kabupaten["status"]))
        pairs.append((_("Team of the kabupaten/kota"), own))
    pairs += [(_("Area"), number(area["area_km2"], 1) + " km²"), (_("Coast"), _coast(area))]
    known = state["source"] in facts.sources
    show(
        fill(
            '<div class="pp-panel"><h3>{nama}</h3><p class="pp-under">{where} · {kode}</p>'
            '<dl class="pp-facts">{pairs}</dl><p>{meaning} {note}</p>'
            '<p class="pp-source">{source}</p></div>',
            kode=kode,
            nama=state["nama"],
            where=level_label(level) + within,
            pairs=join([fill("<dt>{a}</dt><dd>{b}</dd>", a=a, b=b) for a, b in pairs]),
            meaning=status_meaning(TeamStatus(state["status"])),
            note=state["note_en"] if language() == "en" else state["note_id"],
            source=source_line(facts.sources[state["source"]])
            if known
            else _("No source up to {day}.", day=date(report.on)),
        )
    )


def _evidence(state: pd.Series) -> list[tuple[str, object]]:
    status = TeamStatus(state["status"])
    pairs: list[tuple[str, object]] = [(_("Status"), status_tag(status))]
    if status is not TeamStatus.UNKNOWN:
        happened = state["event_on"]
        day = date(happened.date()) if pd.notna(happened) else _("day not given")
        pairs.append((_("Known since"), date(state["holds_from"].date())))
        pairs.append((_("Formed on"), day))
        pairs.append((_("Decree (SK)"), state["sk"] or _("number not known")))
    return pairs


def _coast(area: pd.Series) -> str:
    if area["coast_doubtful"]:
        return _("doubtful (river mouth)")
    return _("{km} km", km=number(area["coast_m"] / 1000, 1)) if area["coastal"] else _("none")


def show_members(report: FormationReport, facts: Facts) -> None:
    """Which agencies sit in the teams, by level; an office without a list is said to have none."""
    own = [member for member in facts.members if member.office == report.office.key]
    parts = []
    for level in (Level.KABUPATEN, Level.KECAMATAN):
        names = [facts.agencies[m.agency].name for m in own if m.level is level]
        if names:
            items = join([fill("<li>{name}</li>", name=name) for name in names])
            parts.append(
                fill(
                    '<h3>{title}</h3><ul class="pp-list">{items}</ul>',
                    title=_("{level}: {n} agencies", level=level_label(level), n=len(names)),
                    items=items,
                )
            )
    sources = [facts.sources[key] for key in dict.fromkeys(member.source for member in own)]
    empty = fill(
        "<p>{text}</p>",
        text=_("No source lists the members of this office's teams. Add rows to data/members.csv."),
    )
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3>{parts}{source}</div>',
            title=_("Members of the teams, by agency"),
            parts=join(parts) or empty,
            source=join([fill('<p class="pp-source">{s}</p>', s=source_line(s)) for s in sources]),
        )
    )
