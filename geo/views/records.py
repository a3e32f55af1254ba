"""What the page about the data says of the store: what is recorded, the sample, offers."""

from __future__ import annotations

import streamlit as st

from geo.analysis.amounts import shown_total
from geo.analysis.profile import Records
from geo.boundaries.layers import layers_version
from geo.store.database import store_file
from geo.store.joins import count_joined_otherwise
from geo.store.offices import Office
from geo.store.sample import remove_sample
from geo.store.scope import Scope
from geo.store.shipped import Offer, keep_own, take_offer
from geo.text import _, _n
from geo.views.about import show_table
from geo.views.cached import load_offers
from geo.views.state import presenting


def show_records(records: Records, scope: Scope, office: Office) -> None:
    """How much is recorded of an office, how much of it is invented, and the way out of that."""
    kinds = [
        (_("Reports"), records.reports),
        (_("Coordination meetings"), records.meetings),
        (_("Operations"), records.operations),
        (_("Visits to desa"), records.visits),
    ]
    rows: list[list[object]] = [
        [name, shown_total(len(frame), scope), shown_total(int(frame["is_sample"].sum()), scope)]
        for name, frame in kinds
    ]
    show_table(
        _("What is recorded of this office"),
        [_("What"), _("Number"), _("of these invented")],
        rows,
        _("Kept in {file}. Reports hold no names, numbers or photos.", file=store_file().name),
    )
    if presenting():
        return
    _show_earlier_joins(scope, office)
    if records.is_sample:
        _offer_removal(scope)


def _show_earlier_joins(scope: Scope, office: Office) -> None:
    """Say how many reports have the areas and cells of other boundaries than those in use."""
    n = count_joined_otherwise(scope, office, layers_version(office.kabupaten))
    if n:
        st.caption(
            _n(
                "{n} report was joined to its area by other boundaries than those in use. To join "
                "it again: petapora rejoin --office {office}",
                "{n} reports were joined to their areas by other boundaries than those in use. To "
                "join them again: petapora rejoin --office {office}",
                n,
                office=office.key,
            )
        )


def _offer_removal(scope: Scope) -> None:
    with st.popover(_("Take the sample out"), icon=":material/delete:"):
        st.markdown(
            _(
                "All invented reports, meetings, operations and visits of all offices are taken "
                "out in one step; what was really recorded stays. To have them again: petapora "
                "sample load"
            )
        )
        if st.button(_("Yes, take it all out"), key="no sample"):
            remove_sample(scope)
            st.rerun()


def show_offers(scope: Scope) -> None:
    """Facts that ship otherwise than the store has them, each to take or to leave."""
    offers = load_offers(scope)
    if not offers or presenting():
        return
    title = _("Facts that ship otherwise than yours")
    st.markdown(f"**{title}**")
    for offer in offers:
        _show_offer(offer, scope)


def _show_offer(offer: Offer, scope: Scope) -> None:
    own, ships = offer.own or {}, offer.shipped or {}
    rows: list[list[object]] = [
        [column, own.get(column, ""), ships.get(column, "")]
        for column in dict.fromkeys([*own, *ships])
        if own.get(column) != ships.get(column)
    ]
    show_table(f"{offer.about}: {offer.key}", [_("Column"), _("Yours"), _("Ships")], rows)
    key = f"{offer.about} {offer.key}"
    decisions = ((_("Take what ships"), take_offer, "take"), (_("Keep mine"), keep_own, "keep"))
    for column, (label, act, name) in zip(st.columns([1, 1, 4]), decisions, strict=False):
        if column.button(label, key=f"{name} {key}"):
            act(scope, offer.about, offer.key)
            st.rerun()
