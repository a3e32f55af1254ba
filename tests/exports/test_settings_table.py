"""Settings that go along with an answer say by which rules, program and boundaries it was made."""

from __future__ import annotations

import pandas as pd

from geo import __version__
from geo.exports.settings_table import said_vintage, settings_table
from geo.maps.view import AreaView
from geo.store.rules import Rules

AREAS = pd.DataFrame(
    {
        "source": ["gadm", "dinas", "gadm", "dinas"],
        "vintage": ["2022", "2024", "2022", "2019"],
    }
)


def view() -> AreaView:
    return AreaView(
        title="", stamp="", credit="Batas: dinas", classes=[], values=[], geometry="g", base="b"
    )


def test_several_words_share_a_cell_and_numbers_stay_numbers() -> None:
    table = settings_table(
        {"kinds": ["a", "b"], "channels": [], "seed": 7},
        view(),
        AREAS,
        rules=Rules(fdr_percent=5),
        used=["fdr_percent"],
    )
    assert table.rows == [
        ["kinds", "a, b"],
        ["channels", ""],
        ["seed", 7],
        ["rules.fdr_percent", 5],
        ["program", f"PetaPORA {__version__}"],
        ["boundaries", "Batas: dinas"],
        ["vintage", "dinas: 2019; dinas: 2024; gadm: 2022"],
    ]


def test_each_source_is_named_once_a_year_whatever_the_order_of_the_areas() -> None:
    assert said_vintage(AREAS.iloc[::-1]) == said_vintage(AREAS)
