"""Invented denominators say that they are, change nothing else, and go with the sample."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.analysis.bases import bases_of
from geo.errors import StoreError
from geo.intake.sample_denominators import make_denominators
from geo.intake.sample_plan import centres_of
from geo.intake.store_setup import set_up_store
from geo.store.denominators import WRITTEN, read_denominators, write_denominators
from geo.store.facts import read_facts
from geo.store.offices import Office
from geo.store.sample import has_records, remove_sample
from geo.store.scope import LAPTOP
from geo.words import Measure
from tests.analysis.made_reports import make_visits
from tests.builders import FACTS, write_facts
from tests.intake.squares import make_land
from tests.intake.test_sample import OFFICES, real_sample, small_plan

UNTIL = dt.date(2026, 11, 21)


def invented(until: dt.date = UNTIL, seed: int = 1) -> pd.DataFrame:
    plan, land = small_plan(residents=1000), make_land()
    places = pd.DataFrame({"nama": ["Lovina"], "lat": [-8.161], "lng": [115.026]})
    centres = centres_of(plan, places, land.kecamatan)
    rng = np.random.default_rng(seed)
    return make_denominators(plan, centres, land, until=until, rng=rng)


@pytest.fixture
def office(small: Path) -> Office:
    """The office in Bali, with a store that knows the document of the sample."""
    contoh = "contoh,Data contoh,PetaPORA,PetaPORA,,,2026-11-22,no,,"
    write_facts(small, sources=(*FACTS["sources"], contoh))
    set_up_store(LAPTOP)
    return read_facts().offices["bali"]


def test_every_row_names_the_document_of_the_sample_and_no_key_comes_twice() -> None:
    rows = invented()
    assert list(rows.columns) == list(WRITTEN)
    assert set(rows["source"]) == {"contoh"}
    assert rows["denominator"].is_unique
    assert (rows["value"] >= 0).all()
    assert (rows["value"] % 1 == 0).all()


def test_residents_and_lodgings_are_of_desa_and_years_patrols_of_kecamatan_and_quarters() -> None:
    depth = invented().assign(depth=lambda rows: rows["kode"].str.count(r"\."))
    by_measure = depth.groupby("measure")
    assert by_measure["depth"].unique().map(list).to_dict() == {
        "penduduk": [3], "penginapan terdaftar": [3], "hari patroli": [2],
    }  # fmt: skip
    assert by_measure["since"].nunique().to_dict() == {
        "penduduk": 2, "penginapan terdaftar": 2, "hari patroli": 8,
    }  # fmt: skip


def test_patrols_cover_the_24_months_without_a_gap() -> None:
    days = invented().query("measure == 'hari patroli'")[["since", "until"]].drop_duplicates()
    firsts, lasts = (pd.to_datetime(days[name]) for name in ("since", "until"))
    assert (firsts.iloc[0], lasts.iloc[-1]) == (pd.Timestamp("2024-11-22"), pd.Timestamp(UNTIL))
    assert (
        (firsts.iloc[1:].to_numpy() - lasts.iloc[:-1].to_numpy()) == np.timedelta64(1, "D")
    ).all()


def test_the_same_seed_makes_the_same_rows() -> None:
    pd.testing.assert_frame_equal(invented(), invented())
    assert not invented(seed=2)["value"].equals(invented()["value"])


def test_they_go_with_the_sample_and_may_come_again(office: Office) -> None:
    write_denominators(LAPTOP, invented())
    assert len(read_denominators(LAPTOP, office)) == len(invented())
    remove_sample(LAPTOP)
    assert read_denominators(LAPTOP, office).empty
    again = invented(seed=2)
    write_denominators(LAPTOP, again)
    read = read_denominators(LAPTOP, office)["value"]
    assert read.to_dict() == again.set_index("denominator")["value"].to_dict()


def test_real_denominators_stay_when_the_sample_goes(office: Office) -> None:
    own = invented().head(1).assign(denominator="own", source="daftar")
    write_denominators(LAPTOP, pd.concat([own, invented().tail(3)]))
    remove_sample(LAPTOP)
    assert list(read_denominators(LAPTOP, office).index) == ["own"]


def test_an_invented_row_never_takes_the_place_of_a_real_one_nor_a_real_of_one_that_went(
    office: Office,
) -> None:
    row = invented().head(1)
    write_denominators(LAPTOP, row)
    remove_sample(LAPTOP)
    with pytest.raises(StoreError, match="in the store already"):
        write_denominators(LAPTOP, row.assign(source="daftar"))
    write_denominators(LAPTOP, row.assign(denominator="own", source="daftar"))
    with pytest.raises(StoreError, match="in the store already"):
        write_denominators(LAPTOP, row.assign(denominator="own"))


def test_a_store_with_denominators_gets_no_sample_by_itself(office: Office) -> None:
    assert not has_records(LAPTOP)
    write_denominators(LAPTOP, invented().head(1))
    assert has_records(LAPTOP)


@pytest.mark.real
@pytest.mark.parametrize("key", OFFICES)
def test_both_offices_have_bases_that_fit_the_year_up_to_the_last_day(key: str) -> None:
    rows = real_sample(key).denominators.set_index("denominator")
    days = {name: pd.to_datetime(rows[name]) for name in ("since", "until")}
    words = pd.Categorical(rows["measure"], categories=[each.value for each in Measure])
    bases = bases_of(
        rows.assign(measure=words, **days), make_visits(), since=dt.date(2025, 11, 22), until=UNTIL
    )
    assert [base.measure for base in bases if base.fits] == [
        Measure.LODGINGS,
        Measure.PATROL_DAYS,
        Measure.POPULATION,
    ]
    assert all(base.is_sample for base in bases)
    assert set(rows["kode"].str[:5]) == set(read_facts().offices[key].kabupaten)
