"""The profile of an area taken along has the numbers of the map it was taken from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.analysis.formation import report_formation
from geo.analysis.profile import Records, area_profile
from geo.boundaries.layers import read_areas
from geo.boundaries.register import read_register
from geo.exports.profile import take_profile
from geo.store.facts import names_by_kode, read_facts
from geo.store.scope import LAPTOP
from geo.words import Level
from tests.exports.made import UNTIL, WINDOW, small_counts, small_reports, taken_reports


def test_desa_around_an_area_have_their_own_reports_too(land: Path) -> None:
    facts = read_facts()
    office = facts.offices["bali"]
    none = pd.DataFrame({"kode": [], "held_on": pd.to_datetime([]), "is_sample": []}, dtype="str")
    none = none.assign(
        held_on=pd.to_datetime([]), visited_on=pd.to_datetime([]), kind="", note="", source=""
    ).astype({"is_sample": bool})
    desa = read_register(Level.DESA)
    records = Records(small_reports(), none, none, none, desa[desa.index.str.startswith("51")])
    profile = area_profile(
        "51.07.07",
        records,
        formation=report_formation(facts, names_by_kode(), office=office, on=UNTIL),
        facts=facts,
        shapes=read_areas(Level.KECAMATAN, office.kabupaten),
        wanted=WINDOW,
    )
    drawn = small_counts(Level.DESA)
    page = taken_reports(drawn)
    taken = take_profile(
        profile,
        drawn,
        heading="Selat",
        office=office,
        view=page.view,
        areas=read_areas(Level.DESA, office.kabupaten, display=True),
        outline=page.outline,
        scope=LAPTOP,
        sources=[],
    )
    told = {i: str(n) for i, n in enumerate(taken.areas["n_reports"]) if n}
    assert told == dict(sorted(page.view.amounts.items()))
    assert taken.areas.loc["51.08.01.2001", ["n_reports", "in_area"]].to_list() == [12, "no"]
