"""What a view costs at the server, beside a Folium map with its geometry built on every rerun."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from benchmarks.rows import Row, median_ms
from geo.boundaries import layers
from geo.maps.assets import assets_folder
from geo.maps.folium_door import map_with_geometry
from geo.maps.formation import draw_formation
from geo.maps.view import AreaView, MapClass, view_message
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from geo.theme import status_style
from geo.views.cached import base_file, geometry_file, load_areas, load_facts, load_formation
from geo.views.frame import load_ground
from geo.words import Level, TeamStatus

DAYS = [dt.date(2019, 3, 24), dt.date(2019, 3, 25)]


def measure_server() -> list[Row]:
    """Rows of (what, measured, promised)."""
    facts = load_facts(LAPTOP)
    office = facts.offices["palangka-raya"]
    ours = median_ms(_draw_kecamatan(office), times=50)
    baseline = median_ms(
        lambda: map_with_geometry(load_areas(office, Level.KECAMATAN, display=True)), times=5
    )
    rows = [
        ("Map of 77 kecamatan at the server", f"{ours:.1f} ms", "20 ms"),
        (
            "… of a Folium map with its geometry, built anew (baseline)",
            f"{baseline:.0f} ms, {baseline / ours:.0f} times",
            "-",
        ),
        (
            f"Map of {len(load_areas(office, Level.DESA))} desa at the server",
            f"{median_ms(_draw_desa(office), times=50):.1f} ms",
            "20 ms",
        ),
        ("Reading one office's kecamatan from its file", f"{_reading(office):.0f} ms", "100 ms"),
    ]
    return rows + _weights(facts)


def _draw_kecamatan(office: Office) -> Callable[[], object]:
    ground = load_ground(office, Level.KECAMATAN)
    turn = iter(range(10**9))

    def draw() -> object:
        report = load_formation(LAPTOP, office, DAYS[next(turn) % 2])
        view = draw_formation(report, Level.KECAMATAN, ground)
        return json.dumps(view_message(view))

    return draw


def _draw_desa(office: Office) -> Callable[[], object]:
    geometry, base = geometry_file(office, Level.DESA), base_file(office)
    n = len(load_areas(office, Level.DESA))
    classes = [MapClass(status.value, "0", status_style(status)) for status in TeamStatus]

    def draw() -> object:
        values = [i % len(classes) for i in range(n)]
        return json.dumps(view_message(AreaView("", "", "", classes, values, geometry, base)))

    return draw


def _reading(office: Office) -> float:
    def read() -> object:
        layers._read.cache_clear()
        return layers.read_areas(Level.KECAMATAN, office.kabupaten)

    return median_ms(read, times=15)


def _weights(facts: Facts) -> list[Row]:
    rows = []
    for office in facts.offices.values():
        name = geometry_file(office, Level.DESA)
        n = len(load_areas(office, Level.DESA))
        kb = (assets_folder() / f"{name}.gz").stat().st_size / 1000
        rows.append(
            (
                f"Geometry of {n} desa of {office.short_name}, gzipped, once",
                f"{kb:.0f} kB",
                "250 kB",
            )
        )
    return rows
