"""Reports that were joined by earlier boundaries are counted, and joined again in one step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from geo.boundaries.layers import layers_version
from geo.errors import StoreError
from geo.intake.boundaries.use import use_boundaries
from geo.intake.reports import enter_reports, rejoin_reports
from geo.intake.store_setup import set_up_store
from geo.store.changes import read_changes
from geo.store.facts import read_facts
from geo.store.joins import count_joined_otherwise
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP, Role, Scope
from geo.words import Level
from tests.intake.test_reports import make_rows
from tests.shell import Shell
from tests.small_land import SIDE, make_areas

pytestmark = pytest.mark.slow

RENDANG = {"lat": -8.295, "lng": 115.005}


@pytest.fixture
def office(
    small: Path, small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The office in Bali with four reports, of which two have a point, in a home to change."""
    home = tmp_path / "home to change"
    shutil.copytree(small_home, home)
    monkeypatch.setenv("PETAPORA_HOME", str(home))
    set_up_store(LAPTOP)
    found = read_facts().offices["bali"]
    stated = {"stated_kode": "51.08.02.2001", "accuracy": "desa"}
    abroad = {"lat": -1.995, "lng": 113.005}
    enter_reports(LAPTOP, make_rows(RENDANG, stated, abroad, {}), found)
    return found


def move_boundaries(folder: Path) -> None:
    """Put boundaries in use that lie one desa further west."""
    make_areas(Level.DESA, move=-SIDE).to_parquet(folder / "moved.parquet")
    assert use_boundaries(folder / "moved.parquet", source="Peta baru", vintage="2026").in_use


def n_otherwise(office: Office, scope: Scope = LAPTOP) -> int:
    return count_joined_otherwise(scope, office, layers_version(office.kabupaten))


def kode_desa(office: Office) -> dict[str, str]:
    return read_reports(LAPTOP, office)["kode_desa"].dropna().astype(str).to_dict()


def test_reports_follow_other_boundaries_only_when_they_are_joined_again(
    office: Office, tmp_path: Path
) -> None:
    before = {"r1": "51.07.01.2001", "r2": "51.08.02.2001"}
    assert (n_otherwise(office), kode_desa(office)) == (0, before)
    move_boundaries(tmp_path)
    assert (n_otherwise(office), kode_desa(office)) == (4, before)
    assert rejoin_reports(LAPTOP, office) == 4
    assert n_otherwise(office) == 0
    assert kode_desa(office) == before | {"r1": "51.07.07.2001"}


def test_joining_again_by_the_same_boundaries_changes_no_report_and_is_noted_once(
    office: Office,
) -> None:
    reports, changes = read_reports(LAPTOP, office), len(read_changes(LAPTOP))
    rejoin_reports(LAPTOP, office)
    pd.testing.assert_frame_equal(read_reports(LAPTOP, office), reports)
    noted = read_changes(LAPTOP).iloc[changes:]
    assert noted[["action", "about", "key", "after"]].to_numpy().tolist() == [
        ["rejoin", "reports", "bali", '{"rows": 4}']
    ]


def test_only_who_holds_the_work_area_joins_again_and_a_narrow_scope_counts_its_own(
    office: Office, tmp_path: Path
) -> None:
    move_boundaries(tmp_path)
    narrow = Scope("x", Role.ENTRY, ("51.08",))
    assert n_otherwise(office, narrow) == 1
    with pytest.raises(StoreError, match="x may not record about|x tidak"):
        rejoin_reports(narrow, office)
    assert n_otherwise(office) == 4


def test_the_shell_says_how_many_were_joined_again(shell: Shell, office: Office) -> None:
    answer = shell("rejoin", "--office", "bali")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("4 reports of Kantor Imigrasi Bali are joined")
    assert shell("rejoin", "--office", "kahayan").out.startswith("0 reports")
