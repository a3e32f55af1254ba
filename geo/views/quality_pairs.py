"""Reports that look like one, side by side: which of two is kept, or both, and back again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from geo.analysis.follow_up import STATES
from geo.errors import PetaporaError
from geo.labels import accuracy_label, channel_label, follow_up_label, suspicion_label
from geo.store.offices import Office
from geo.store.pairs import Decision, NearPairs, decide_pair, undo_decision
from geo.store.scope import Scope
from geo.text import _, date, number, use_language
from geo.views.cached import load_names_of, load_reports
from geo.views.cached_work import load_details, load_imports
from geo.views.figures import facts
from geo.views.html import fill, show
from geo.views.messages import as_text
from geo.words import Accuracy, Channel, FollowUp, Level, Suspicion

PAIRS_AT_ONCE = 20
_DECIDED, _REFUSED = "pairs decided here", "pair refused"


@dataclass(frozen=True)
class Side:
    """One report of a pair: what is shown of it, and what tells which says more."""

    key: str
    said: tuple[tuple[object, object], ...]
    follow_up: str
    n_persons: int


@dataclass(frozen=True)
class Card:
    """Two reports at their place in the list; a decision if one was made here."""

    sides: tuple[Side, Side]
    at: int
    decision: Decision | None = None
    kept: str = ""

    @property
    def keys(self) -> tuple[str, str]:
        """Keys of both reports, the earlier first."""
        return self.sides[0].key, self.sides[1].key


def show_pairs(pairs: NearPairs, *, office: Office, scope: Scope) -> None:
    """
    Pairs side by side; one that was decided here stays in its place until the page is left.

    Parameters
    ----------
    pairs : NearPairs
        Undecided ones.
    office, scope
        Whose reports, and who looks.
    """
    if st.session_state["just entered"]:
        st.session_state.pop(_DECIDED, None)
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(as_text(refused), icon=":material/error:")
    decided = [c for key, c in st.session_state.get(_DECIDED, []) if key == office.key]
    if pairs.pairs.empty and not decided:
        st.caption(_("No two reports look like one."))
        return
    cards = _cards(pairs, decided, office=office, scope=scope)
    st.caption(
        _(
            "The same place, day and kind. Merging takes one of them out; keeping both says that "
            "they are two. {shown} of {n} are shown, the newest first.",
            shown=number(len(cards) - len(decided)),
            n=number(pairs.total),
        )
    )
    for card in cards:
        with st.container(border=True):
            if card.decision:
                _show_decided(card, scope)
            else:
                _ask(card, office, scope)


def _cards(pairs: NearPairs, decided: list[Card], *, office: Office, scope: Scope) -> list[Card]:
    """Undecided pairs with those decided here among them, each where it was."""
    shown = pairs.pairs.head(max(1, PAIRS_AT_ONCE - len(decided)))
    keys = pd.Index(pd.concat([shown["first"], shown["second"]]).unique())
    sides = _sides(keys, office=office, scope=scope)
    both = zip(shown["first"], shown["second"], strict=True)
    cards = [Card((sides[one], sides[other]), 0) for one, other in both]
    for card in sorted(decided, key=lambda each: each.at):
        cards.insert(card.at, card)
    return [replace(card, at=at) for at, card in enumerate(cards)]


def _sides(keys: pd.Index, *, office: Office, scope: Scope) -> dict[str, Side]:
    """What is shown of each report."""
    own = load_reports(scope, office).loc[keys]
    details, imports = load_details(scope, office).loc[keys], load_imports(scope, office)
    desa, kecamatan = load_names_of(office, Level.DESA), load_names_of(office, Level.KECAMATAN)
    sides = {}
    for key, row in own.to_dict("index").items():
        import_id = details.at[key, "import_id"]
        said: list[tuple[object, object]] = [
            (_("Received on"), date(row["received_on"].date())),
            (_("Kecamatan"), str(kecamatan.get(row["kode_kecamatan"], ""))),
            (_("Desa"), str(desa.get(row["kode_desa"], _("not known")))),
            (_("Suspicion (dugaan)"), suspicion_label(Suspicion(row["kind"]))),
            (_("Accuracy of place"), accuracy_label(Accuracy(row["accuracy"]))),
            (_("Persons"), number(int(row["n_persons"]))),
            (_("Channel"), channel_label(Channel(row["channel"]))),
            (_("Follow-up"), follow_up_label(FollowUp(row["follow_up"]))),
            (_("From"), sender_text("" if pd.isna(import_id) else str(import_id), imports)),
        ]
        sides[str(key)] = Side(str(key), tuple(said), str(row["follow_up"]), int(row["n_persons"]))
    return sides


def sender_text(import_id: str, imports: pd.DataFrame) -> str:
    """By which file a report came, and who sent it."""
    if not import_id:
        return _("entered without a file")
    if import_id not in imports.index:
        return _("a file")
    row = imports.loc[import_id]
    return f"{row['sender']}, {row['file']}"


def _ask(card: Card, office: Office, scope: Scope) -> None:
    first, second = card.keys
    place = st.container()
    kept: str = st.radio(
        _("If they are one, which is kept"),
        card.keys,
        key=f"keep {first} {second}",
        horizontal=True,
        format_func=as_text,
    )
    with place:
        _show_sides(card, {key: _("kept") if key == kept else _("goes out") for key in card.keys})
    if lost := what_is_lost(card, kept):
        st.caption(as_text(lost))
    merge, both, _rest = st.columns([1, 1, 1.5])
    merged = replace(card, decision="merged", kept=kept)
    for column, label, decided in (
        (merge, _("Merge"), merged),
        (both, _("Both are right"), replace(card, decision="kept")),
    ):
        column.button(
            label,
            key=f"{decided.decision} {first} {second}",
            on_click=_decide,
            args=(scope, office.key, decided),
            width="stretch",
        )


def _show_sides(card: Card, marks: dict[str, str]) -> None:
    for column, side in zip(st.columns(2, gap="medium"), card.sides, strict=True):
        mark = marks.get(side.key, "")
        title = f"{side.key} · {mark}" if mark else side.key
        with column:
            body = facts(side.said)
            show(fill('<div class="pp-panel"><h3>{t}</h3>{body}</div>', t=title, body=body))


def what_is_lost(card: Card, kept: str) -> str:
    """What the report that goes out says beyond the one that is kept; empty if nothing."""
    stays, goes = sorted(card.sides, key=lambda side: side.key != kept)
    parts = []
    if STATES.index(goes.follow_up) > STATES.index(stays.follow_up):
        state = follow_up_label(FollowUp(goes.follow_up))
        parts.append(_("The one that goes out is further in its follow-up: {state}.", state=state))
    if goes.n_persons > stays.n_persons:
        n = number(goes.n_persons)
        parts.append(_("The one that goes out counts more persons: {n}.", n=n))
    return " ".join(parts)


def _show_decided(card: Card, scope: Scope) -> None:
    """What was decided, where the buttons were; the way back lies apart from them."""
    first, second = card.keys
    if card.decision == "merged":
        goes = second if card.kept == first else first
        _show_sides(card, {card.kept: _("kept"), goes: _("went out")})
        text = _("Merged: {kept} is kept, {gone} went out.", kept=card.kept, gone=goes)
    else:
        _show_sides(card, {})
        text = _("Both are kept: {first}, {second}.", first=first, second=second)
    said, back = st.columns([3, 1], vertical_alignment="center")
    said.success(as_text(text), icon=":material/check_circle:")
    back.button(
        _("Undo this decision"),
        key=f"undo {first} {second}",
        on_click=_undo,
        args=(scope, first, second),
        width="stretch",
    )


def _decide(scope: Scope, office_key: str, card: Card) -> None:
    use_language(st.session_state["lang"])  # this comes before the run that speaks it
    keep = card.kept if card.decision == "merged" else None
    try:
        decide_pair(scope, *card.keys, card.decision or "kept", keep=keep)
    except PetaporaError as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[_DECIDED] = [*st.session_state.get(_DECIDED, []), (office_key, card)]


def _undo(scope: Scope, first: str, second: str) -> None:
    use_language(st.session_state["lang"])  # this comes before the run that speaks it
    try:
        undo_decision(scope, first, second)
    except PetaporaError as error:
        st.session_state[_REFUSED] = str(error)
        return
    decided = st.session_state.get(_DECIDED, [])
    st.session_state[_DECIDED] = [each for each in decided if each[1].keys != (first, second)]
