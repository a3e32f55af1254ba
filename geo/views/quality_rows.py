"""The rows behind each number of the quality of the data; pairs are decided here."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.analysis.quality import Check, QualityReport
from geo.errors import PetaporaError
from geo.intake.schema import kind_label
from geo.labels import accuracy_label, channel_label, follow_up_label, suspicion_label
from geo.store.offices import Office
from geo.store.pairs import Decision, NearPairs, decide_pair
from geo.store.scope import Scope
from geo.text import _, _n, date, number, use_language
from geo.views.cached import load_reports
from geo.views.figures import facts as pairs_of_facts
from geo.views.formation import short_name
from geo.views.html import fill, show
from geo.views.messages import as_text
from geo.views.quality import check_label, options_of
from geo.views.report_choices import month_label
from geo.views.rows import show_rows
from geo.views.state import one_of, presenting, put_in_address, take_from_address
from geo.words import Accuracy, Channel, FollowUp, Kind, Suspicion

PAIRS_AT_ONCE = 20
INTAKE = "pages/intake.py"
_REFUSED = "pair refused"


def show_chosen(
    report: QualityReport,
    pairs: NearPairs,
    decisions: pd.DataFrame,
    held: pd.DataFrame,
    imports: pd.DataFrame,
    names: pd.Series,
    *,
    office: Office,
    scope: Scope,
) -> None:
    """
    Let the reader choose a number, and show the rows behind it; a meeting sees no rows.

    Parameters
    ----------
    report : QualityReport
        Of the period.
    pairs, decisions, held, imports
        Undecided pairs, decided ones, files with held rows, and all files.
    names : Series
        Names of kabupaten and kecamatan, by kode.
    office, scope
        Whose reports, and who looks.
    """
    options = options_of(report, pairs, decisions, held)
    chosen = _pick(options)
    if presenting():
        return
    if chosen in list(Check):
        _show_check(report, Check(chosen), imports, names)
    elif chosen == "pairs":
        _show_pairs(pairs, names, office=office, scope=scope)
    elif chosen == "decided":
        _show_decided(decisions)
    elif chosen == "held":
        _show_held(held, office)
    else:
        _show_silent(report, names)


def _pick(options: Mapping[str, str]) -> str:
    first = next(iter(options))
    take_from_address("show", parse=one_of(options), default=first)
    if not presenting():
        st.pills(
            _("Show the rows of"),
            list(options),
            key="show",
            format_func=lambda key: options[key],
            required=True,
        )
    chosen: str = st.session_state["show"] or first
    put_in_address("show", chosen)
    return chosen


def _show_check(
    report: QualityReport, check: Check, imports: pd.DataFrame, names: pd.Series
) -> None:
    found = report.rows.loc[report.found[check]]
    title = f"{check_label(check)}: {number(len(found))}"
    if found.empty:
        st.caption(as_text(_("None: {what}.", what=check_label(check))))
        return
    headings = [_("Report"), _("Received on"), _("Kecamatan"), _("Accuracy of place")]
    headings += [_("Metres to the area"), _("Days until entered"), _("From")]
    cells = [
        [
            key,
            date(row["received_on"].date()),
            str(names.get(row["kode"], "")),
            accuracy_label(Accuracy(row["accuracy"])),
            number(row["distance_m"]) if pd.notna(row["distance_m"]) else "",
            number(row["days_late"]) if pd.notna(row["days_late"]) else _("not known"),
            _sender(row["import_id"], imports),
        ]
        for key, row in found.to_dict("index").items()
    ]
    show_rows(title, headings, cells, key=f"check {check}")


def _sender(import_id: str, imports: pd.DataFrame) -> str:
    if not import_id:
        return _("entered without a file")
    if import_id not in imports.index:
        return _("a file")
    row = imports.loc[import_id]
    return f"{row['sender']}, {row['file']}"


def _show_pairs(pairs: NearPairs, names: pd.Series, *, office: Office, scope: Scope) -> None:
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(as_text(refused), icon=":material/error:")
    n = len(pairs.pairs)
    if not n:
        st.caption(_("No two reports look like one."))
        return
    st.caption(
        _(
            "The same place, day and kind. Merging takes the later one out; keeping both says that "
            "they are two. {shown} of {n} are shown, the newest first.",
            shown=number(min(n, PAIRS_AT_ONCE)),
            n=number(pairs.total),
        )
    )
    reports = load_reports(scope, office)
    for pair in pairs.pairs.head(PAIRS_AT_ONCE).to_dict("records"):
        first, second = str(pair["first"]), str(pair["second"])
        with st.container(border=True):
            sides = st.columns(2, gap="medium")
            for side, key in zip(sides, (first, second), strict=True):
                with side:
                    _show_one(key, reports.loc[key], names)
            _offer_decision(first, second, scope)


def _show_one(key: str, row: pd.Series, names: pd.Series) -> None:
    said = [
        (_("Received on"), date(row["received_on"].date())),
        (_("Kecamatan"), str(names.get(row["kode_kecamatan"], ""))),
        (_("Suspicion (dugaan)"), suspicion_label(Suspicion(row["kind"]))),
        (_("Channel"), channel_label(Channel(row["channel"]))),
        (_("Accuracy of place"), accuracy_label(Accuracy(row["accuracy"]))),
        (_("Follow-up"), follow_up_label(FollowUp(row["follow_up"]))),
        (_("Persons"), number(int(row["n_persons"]))),
    ]
    body = pairs_of_facts(said)
    show(fill('<div class="pp-panel"><h3>{key}</h3>{body}</div>', key=key, body=body))


def _offer_decision(first: str, second: str, scope: Scope) -> None:
    decisions: tuple[tuple[Decision, str], ...] = (
        ("merged", _("Merge")),
        ("kept", _("Both are right")),
    )
    for column, (decision, label) in zip(st.columns([1, 1, 3]), decisions, strict=False):
        column.button(
            label,
            key=f"{decision} {first} {second}",
            on_click=_decide,
            args=(scope, first, second, decision),
            width="stretch",
        )


def _decide(scope: Scope, first: str, second: str, decision: Decision) -> None:
    use_language(st.session_state["lang"])  # this comes before the run that speaks it
    try:
        decide_pair(scope, first, second, decision)
    except PetaporaError as error:
        st.session_state[_REFUSED] = str(error)


def _show_decided(decisions: pd.DataFrame) -> None:
    if decisions.empty:
        st.caption(_("Nothing was decided yet."))
        return
    said = {"merged": _("merged"), "kept": _("both kept")}
    cells = [
        [row["first"], row["second"], said[row["decision"]], date(row["at"].date())]
        for row in decisions.to_dict("records")
    ]
    headings = [_("Report"), _("Other report"), _("Decision"), _("On")]
    show_rows(_("Decided pairs"), headings, cells, key="decided")


def _show_held(held: pd.DataFrame, office: Office) -> None:
    if held.empty:
        st.caption(_("No row of a file waits for an answer."))
        return
    sums = held.groupby(["month", "sender"], sort=False)[["held", "rejected"]].sum()
    cells = [
        [month_label(month), sender, number(row["held"]), number(row["rejected"])]
        for (month, sender), row in sums.iterrows()
    ]
    headings = [_("Month"), _("Sender"), _("Held"), _("Rejected")]
    show_rows(_("Held rows by sender and month"), headings, cells, key="held")
    asked = {name: str(st.session_state.get(name, "")) for name in ("lang", "date")}
    for import_id, row in held.to_dict("index").items():
        rows = _n("{n} row held", "{n} rows held", int(row["held"]))
        label = f"{row['file']} · {row['sender']} · {kind_label(Kind(row['kind']))} · {rows}"
        st.page_link(
            INTAKE,
            label=as_text(label),
            icon=":material/arrow_forward:",
            query_params={**asked, "office": office.key, "import": str(import_id)},
        )


def _show_silent(report: QualityReport, names: pd.Series) -> None:
    cells = [
        [
            short_name(str(names.get(kode, kode))),
            number(len(months)),
            ", ".join(month_label(month) for month in months),
        ]
        for kode, months in report.silent.items()
    ]
    headings = [_("Kabupaten/kota"), _("Months without a report"), _("Which")]
    show_rows(_("Months without a report"), headings, cells, key="silent")
