"""The state of a page lives in its address, so that a view can be sent."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from geo.store.scope import LAPTOP, MEETING, Scope
from geo.text import FIRST, LANGUAGES, _, use_language
from geo.views.messages import as_text

T = TypeVar("T")
NOTICES = "place for notices"
"""Name in the session's state of the container in which notices are shown."""

CLICKED = "clicked area"
"""Name in the session's state under which a map puts the area whose profile is asked for."""

PRESENTING = "rapat"
PROFILE = "pages/area.py"
PROFILE_ADDRESS = "wilayah"


def speak() -> None:
    """Begin a run: speak the language of the address, before anything is said."""
    st.session_state["address"] = {}
    st.session_state["not understood"] = []
    take_from_address("lang", parse=one_of(LANGUAGES), default=FIRST, forgets=False)
    use_language(st.session_state["lang"])


def enter(page: str) -> None:
    """
    Say which page runs; on a page just entered, what was chosen before goes along.

    An area just clicked on a map leads to its profile first.
    """
    if clicked := st.session_state.pop(CLICKED, ""):
        st.session_state["area"] = clicked
        if page != PROFILE_ADDRESS:
            st.switch_page(PROFILE, query_params=_address_of_profile(clicked))
    st.session_state["just entered"] = st.session_state.get("page") != page
    st.session_state["page"] = page
    take_from_address("mode", parse=one_of({PRESENTING: ""}), default="")
    put_in_address("lang", st.session_state["lang"])
    put_in_address("mode", st.session_state["mode"])


def _address_of_profile(kode: str) -> dict[str, str]:
    """The whole address of an area's profile, with language, office, day and mode as they are."""
    kept = {
        name: str(st.session_state.get(name, "")) for name in ("lang", "mode", "office", "date")
    }
    return {name: text for name, text in {**kept, "area": kode}.items() if text}


def lead_to(kode: str) -> None:
    """Let the next run show the profile of an area."""
    st.session_state[CLICKED] = kode


def presenting() -> bool:
    """Whether the page is shown in a hall: large, without controls, aggregates only."""
    return st.session_state.get("mode") == PRESENTING


def present(wanted: bool) -> None:
    """Begin or end showing the page in a hall."""
    st.session_state["mode"] = PRESENTING if wanted else ""


def reader_scope() -> Scope:
    """In whose name the page asks the store."""
    return MEETING if presenting() else LAPTOP


def chosen_area(known: Container[str], *, name: str = "area") -> str | None:
    """
    What is in the address or was just chosen on the map, if it is one of `known`.

    What is not stays chosen for pages that know it; if the reader's address says it, it is said
    not to be understood.

    Parameters
    ----------
    known : container of str
        Kode or cells.
    name : str
        Its name in the address and in the session's state: ``area`` or ``cell``.
    """
    stated, ours = st.query_params.get(name), st.session_state.get(f"{name} in address")
    take_from_address(name, parse=lambda text: text, default="")
    chosen: str = st.session_state[name]
    if chosen in known:
        put_in_address(name, chosen)
        return chosen
    put_in_address(name, "")
    if chosen and chosen == stated != ours:
        st.session_state["not understood"].append(f"{name}={chosen[:40]}")
    return None


def choose_area(kode: str) -> None:
    """Choose an area for the reader, who has chosen none."""
    st.session_state["area"] = kode
    put_in_address("area", kode)


def say_what_was_not_understood() -> None:
    """
    Tell the reader of an address that part of it is not known, and that the usual is shown.

    Called when the page has picked everything; said in the place that its frame kept for it.
    """
    unknown = ", ".join(st.session_state["not understood"])
    if unknown and NOTICES in st.session_state:
        said = _("The address says “{text}”, which is not known; the usual is shown.", text=unknown)
        st.session_state[NOTICES].info(as_text(said))


def write_address() -> None:
    """
    End a run: put all that was chosen into the address, as one step of the browser's history.

    An empty address that a reader went back to stays empty until something is chosen; otherwise
    Back could never pass it.
    """
    state = st.session_state
    chosen = {name: text for name, text in state["address"].items() if text}
    is_empty = not st.query_params and not state["just entered"]
    went_back = is_empty and any(state.get(f"{name} in address") for name in chosen)
    if went_back or (is_empty and chosen == state.get("left empty")):
        state["left empty"], written = chosen, {}
    else:
        written = chosen
    if st.query_params.to_dict() != written:
        st.query_params.from_dict(written)
    for name in state["address"]:
        state[f"{name} in address"] = written.get(name, "")


def take_from_address(
    name: str, *, parse: Callable[[str], T | None], default: T, forgets: bool = True
) -> None:
    """
    Before a widget is drawn: an address that changed wins, then what this session had.

    A name that was in the address of this page and is gone (the reader went back) gives the
    default, unless `forgets` is off. The value is set anew in every run, because a widget of the
    same name on another page would begin with its own default.
    """
    stated, ours = st.query_params.get(name), st.session_state.get(f"{name} in address")
    value: T | None = st.session_state.get(name)
    if stated is not None and stated != ours:
        value = parse(stated)
        if value is None:
            st.session_state["not understood"].append(f"{name}={stated[:40]}")
    elif stated is None and ours and forgets and not st.session_state["just entered"]:
        value = default
    elif value is None and ours:
        value = parse(ours)
    st.session_state[name] = default if value is None else value


def put_in_address(name: str, text: str) -> None:
    """Say what shall stand in the address under a name; empty text leaves it out."""
    st.session_state["address"][name] = text


def address_of_run() -> Callable[[], str]:
    """What gives the address of all that this run shows; to be called when the run is over."""
    page, chosen = st.session_state["page"], st.session_state["address"]
    return lambda: f"/{page}?" + urlencode({name: text for name, text in chosen.items() if text})


def is_new_in_address(name: str) -> bool:
    """Whether what the address shall say under a name is not what it said after the run before."""
    said = st.session_state["address"].get(name, "")
    return bool(said != st.session_state.get(f"{name} in address"))


def keep_in_address(names: Iterable[str]) -> None:
    """Let what was chosen in other views of a page stand in the address until they come back."""
    for name in names:
        stated = st.query_params.get(name, "")
        if stated == st.session_state.get(f"{name} in address"):
            put_in_address(name, stated)


def one_of(known: Mapping[str, object]) -> Callable[[str], str | None]:
    """A parser that knows these texts only."""
    return lambda text: text if text in known else None


def some_of(known: Mapping[str, object]) -> Callable[[str], list[str] | None]:
    """A parser of texts parted by commas, all of which must be known."""

    def parse(text: str) -> list[str] | None:
        parts = text.split(",") if text else []
        return parts if all(part in known for part in parts) else None

    return parse
