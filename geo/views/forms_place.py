"""Where it was: chosen from lists, or by a click on the map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.intake.entered import Form, label_of, read_spot
from geo.intake.reports import BOUNDS
from geo.labels import accuracy_label, level_label
from geo.maps.pick import draw_pick
from geo.store.offices import Office
from geo.text import _
from geo.views.cached import load_names_of
from geo.views.cached_land import locate_point
from geo.views.formation import short_name
from geo.views.forms_entry import Entry
from geo.views.forms_fields import bound, show_fault
from geo.views.frame import load_ground
from geo.views.html import fill, show
from geo.views.maps import show_map
from geo.words import Accuracy, Level, kode_at, level_of

CLICKED_PLACE = "clicked place"
"""Name in the session's state under which the map of a form puts what was clicked."""

NOWHERE = "nowhere"
_SPOT = re.compile(r"(-?\d{1,2}\.\d{1,6}),(\d{2,3}\.\d{1,6})")


def take_click(entry: Entry, office: Office) -> None:
    """Put what was just clicked on the map into the form."""
    text = str(st.session_state.pop(CLICKED_PLACE, ""))
    if spot := _SPOT.fullmatch(text):
        lat, lng = (float(each) for each in spot.groups())
        within = zip((lat, lng), BOUNDS.values(), strict=True)
        if all(low <= value <= high for value, (low, high) in within):
            _put(entry, locate_point(office, lat, lng), lat=spot[1], lng=spot[2])
            entry.cells["accuracy"] = entry.cells.get("accuracy") or Accuracy.ADDRESS.value
    elif text in load_names_of(office, _drawn_level(entry.form)).index:
        _put(entry, text)
    if text and not entry.focus:  # a first click is coarse; from nearby it can be mended
        entry.focus = kode_at(entry.cells.get("kode", ""), Level.KECAMATAN)


def _put(entry: Entry, kode: str, *, lat: str = "", lng: str = "") -> None:
    """Choose an area, and the spot in it if there is one; what was typed of another goes."""
    entry.cells.pop("coordinates", None)
    keeps = lat and entry.cells.get("accuracy") in (Accuracy.GPS.value, Accuracy.ADDRESS.value)
    accuracy = entry.cells.get("accuracy", "") if keeps else ""
    chosen = {"kode": kode, "lat": lat, "lng": lng, "accuracy": accuracy}
    for name, text in chosen.items():
        if text:
            entry.cells[name] = text
        else:
            entry.cells.pop(name, None)


def _drawn_level(form: Form) -> Level:
    return Level.DESA if form in (Form.REPORT, Form.VISIT) else Level.KECAMATAN


def ask_place(entry: Entry, office: Office, faults: Mapping[str, str]) -> None:
    """Let the reader choose the place from lists: kecamatan, then desa where there is one."""
    chosen = entry.cells.get("kode", "")
    above = kode_at(chosen, Level.KECAMATAN) if chosen else None
    if entry.cells.get("accuracy") == Accuracy.NONE.value:
        above = NOWHERE
    with_desa = _drawn_level(entry.form) is Level.DESA
    label = level_label(Level.KECAMATAN) if with_desa else _("Kabupaten/kota or kecamatan")
    _list(entry, office, "kecamatan", label, _wide_options(entry.form, office), above)
    if with_desa and above and above != NOWHERE:
        names = load_names_of(office, Level.DESA)
        inside = names[names.index.str.startswith(f"{above}.")].to_dict()
        _list(entry, office, "desa", level_label(Level.DESA), inside, chosen)
    show_fault(faults, "place")
    if entry.form.takes_points:
        _ask_coordinates(entry, office, faults)
    if entry.cells.get("lat"):
        _ask_accuracy(entry)


def _ask_coordinates(entry: Entry, office: Office, faults: Mapping[str, str]) -> None:
    """Let the reader write the spot, which moves the pin; what was typed and is faulty stays."""
    name = "coordinates"
    binding = bound(entry, name, entry.cells.get(name, ""))

    def changed() -> None:
        text = str(st.session_state[binding["key"]] or "").strip()
        spot = read_spot(text)
        if spot.lat:
            kode = locate_point(office, float(spot.lat), float(spot.lng))
            _put(entry, kode, lat=spot.lat, lng=spot.lng)
            entry.cells["accuracy"] = Accuracy.GPS.value
            entry.focus = kode_at(kode, Level.KECAMATAN) if kode else ""
        elif not text and name in entry.cells and entry.cells.get("lat"):
            _put(entry, entry.cells.get("kode", ""))
        entry.cells[name] = text

    st.text_input(
        label_of(name),
        placeholder="-8.1125, 115.0900",
        key=binding["key"],
        on_change=changed,
    )
    show_fault(faults, name)


def _wide_options(form: Form, office: Office) -> dict[str, str]:
    """Kecamatan with their kabupaten, the kabupaten themselves where a team can be of one."""
    kabupaten = load_names_of(office, Level.KABUPATEN)
    names = load_names_of(office, Level.KECAMATAN)
    said = {kode: f"{nama}, {short_name(kabupaten[kode[:5]])}" for kode, nama in names.items()}
    if _drawn_level(form) is Level.KECAMATAN:
        return {**kabupaten.to_dict(), **said}
    return {**said, NOWHERE: _("Place not known")} if form.takes_points else said


def _list(
    entry: Entry,
    office: Office,
    name: str,
    label: str,
    options: Mapping[str, str],
    chosen: str | None,
) -> None:
    binding = bound(entry, f"list {name}", chosen if chosen in options else None)

    def changed() -> None:
        kode = st.session_state[binding["key"]]
        if name == "desa" and kode is None:
            kode = kode_at(entry.cells["kode"], Level.KECAMATAN)
        _put(entry, "" if kode in (None, NOWHERE) else kode)
        if kode == NOWHERE:
            entry.cells["accuracy"] = Accuracy.NONE.value
        entry.focus = kode_at(kode, Level.KECAMATAN) if kode and kode != NOWHERE else ""

    st.selectbox(
        label,
        list(options),
        index=None,
        key=binding["key"],
        on_change=changed,
        format_func=lambda kode: options[kode],
        placeholder=_("Choose, or click on the map"),
    )


def _ask_accuracy(entry: Entry) -> None:
    options = {each.value: accuracy_label(each) for each in (Accuracy.ADDRESS, Accuracy.GPS)}
    show(
        fill(
            '<p class="pp-under">{text}</p>',
            text=_("Spot: {lat}, {lng}", lat=entry.cells["lat"], lng=entry.cells["lng"]),
        )
    )
    st.segmented_control(
        _("How the spot is known"),
        list(options),
        format_func=lambda key: options[key],
        required=True,
        **bound(entry, "accuracy", entry.cells["accuracy"]),
    )


def show_place_map(entry: Entry, office: Office) -> None:
    """The map on which the place is clicked; a pin shows what was chosen."""
    level = _drawn_level(entry.form)
    cells = entry.cells
    at = (float(cells["lat"]), float(cells["lng"])) if cells.get("lat") else None
    ground = replace(load_ground(office, level), selected=cells.get("kode"), focus=entry.focus)
    view = draw_pick(level, ground, point=entry.form.takes_points, at=at)
    show_map(view, key=f"entry map {office.key} {level}", choice=CLICKED_PLACE)


def place_name(kode: str, office: Office) -> str:
    """An area with what holds it: Pejarakan, Gerokgak, Buleleng."""
    names: list[str] = []
    for level in (Level.DESA, Level.KECAMATAN, Level.KABUPATEN):
        if list(Level).index(level_of(kode)) >= list(Level).index(level):
            own: pd.Series = load_names_of(office, level)
            names.append(short_name(str(own.get(kode_at(kode, level), kode_at(kode, level)))))
    return ", ".join(names)
