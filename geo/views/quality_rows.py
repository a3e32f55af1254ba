"""The rows behind each number of the quality of the data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.analysis.quality import Check, QualityReport
from geo.intake.schema import kind_label
from geo.labels import accuracy_label
from geo.store.offices import Office
from geo.store.pairs import NearPairs
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.views.formation import short_name
from geo.views.messages import as_text
from geo.views.quality import check_label, options_of
from geo.views.quality_pairs import sender_text, show_pairs
from geo.views.report_choices import month_label
from geo.views.rows import show_rows
from geo.views.state import one_of, presenting, put_in_address, take_from_address
from geo.words import Accuracy, Kind

INTAKE = "pages/intake.py"


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
        show_pairs(pairs, office=office, scope=scope)
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
            sender_text(row["import_id"], imports),
        ]
        for key, row in found.to_dict("index").items()
    ]
    show_rows(title, headings, cells, key=f"check {check}")


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
