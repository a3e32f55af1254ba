"""What both views of change share: the ground of their maps, names of places, rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.exports.change import Land
from geo.maps.ground import Ground
from geo.store.offices import Office
from geo.text import _
from geo.views.cached import (
    load_all_names,
    load_areas,
    load_drawn,
)
from geo.views.frame import load_ground
from geo.views.html import fill, join, show
from geo.views.lens import Ask
from geo.views.state import CLICKED, chosen_area, presenting
from geo.words import Level, kode_at

Row = tuple[str, str]
"""Two texts, one after the other."""


def ground_of(ask: Ask) -> Ground:
    """What the maps of this page have in common; picks the chosen area or cell."""
    ground = load_ground(ask.office, ask.unit)
    return replace(ground, selected=chosen_area(ground.drawn, name=chosen_name(ask)))


def chosen_name(ask: Ask) -> str:
    """Name in the address of the chosen area or cell."""
    return "area" if isinstance(ask.unit, Level) else "cell"


def clicked_name(ask: Ask) -> str:
    """Name in the session's state under which a map puts what was clicked."""
    return CLICKED if isinstance(ask.unit, Level) else "cell"


def land_of(ask: Ask) -> Land:
    """What a file taken along is laid over."""
    return Land(
        office=ask.office,
        areas=load_drawn(ask.office, ask.unit),
        outline=load_areas(ask.office, Level.KABUPATEN, display=True),
        names=load_all_names(ask.office),
    )


def place_names(office: Office, unit: Level | int, units: pd.Index) -> list[Row]:
    """Name of each area or cell, and of the kecamatan it lies in."""
    names = load_all_names(office)
    if isinstance(unit, Level):
        within = [kode_at(kode, Level.KECAMATAN) for kode in units]
        own = [str(names.get(kode, kode)) for kode in units]
    else:
        drawn = load_drawn(office, unit)
        within = [drawn["kecamatan"].get(cell, "") for cell in units]
        own = [str(drawn["nama"].get(cell, cell)) for cell in units]
    around = ["" if kode in units else str(names.get(kode, "")) for kode in within]
    return list(zip(own, around, strict=True))


def show_rules(rules: Sequence[str], *, meanings: Sequence[tuple[Markup, str, str]] = ()) -> None:
    """How it is decided, folded away unless in a hall: each class, then the rules."""
    with st.container() if presenting() else st.expander(_("How this is worked out")):
        if meanings:
            rows = [
                fill(
                    "<p>{sign} <b>{label}</b>: {meaning}</p>", sign=sign, label=label, meaning=text
                )
                for sign, label, text in meanings
            ]
            show(fill('<div class="pp-meanings">{rows}</div>', rows=join(rows)))
        lines = join([fill("<li>{text}</li>", text=text) for text in rules])
        show(fill('<ul class="pp-plain">{lines}</ul>', lines=lines))
