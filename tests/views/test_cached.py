"""What is kept between readers follows the files it was made from."""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

import pytest

from geo.analysis.reports import ReportFilter
from geo.boundaries.layers import take_back
from geo.home import ROOT
from geo.intake.boundaries.use import use_boundaries
from geo.store.database import store_file
from geo.store.scope import LAPTOP, Role, Scope
from geo.store.teams import withdraw
from geo.views.cached import (
    base_file,
    count_in,
    geometry_file,
    load_areas,
    load_facts,
    load_files,
    load_formation,
    load_names,
    load_records,
    load_reports,
)
from geo.words import Level
from tests.builders import FACTS, day, write_facts
from tests.small_land import make_areas
from tests.store.damage import end_connections
from tests.views.reading import component, open_page, said

CACHES = ("st.cache_resource", "st.cache_data")


def ignored_arguments(code: str) -> list[str]:
    """Arguments that Streamlit leaves out of a cache's key, since their names begin so."""
    return [
        f"{node.name}({argument.arg})"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(each).startswith(CACHES) for each in node.decorator_list)
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if argument.arg.startswith("_")
    ]


def test_no_cache_leaves_an_argument_out_of_its_key() -> None:
    files = [*ROOT.glob("geo/views/*.py"), *ROOT.glob("pages/*.py")]
    found = {file.name: ignored_arguments(file.read_text(encoding="utf-8")) for file in files}
    assert {name: arguments for name, arguments in found.items() if arguments} == {}


def test_an_argument_that_a_cache_would_ignore_is_found() -> None:
    code = "@st.cache_resource(max_entries=2)\ndef f(_version, kode): ..."
    assert ignored_arguments(code) == ["f(_version)"]


def test_facts_are_read_once_until_a_file_of_theirs_changes(dashboard: Path) -> None:
    load_facts(LAPTOP)  # takes them in, which changes the store
    first = load_facts(LAPTOP)
    assert load_facts(LAPTOP) is first
    newer = "bali,kecamatan,40,2020-01-02,berita"
    write_facts(dashboard, targets=[*FACTS["targets"], newer])
    assert [target.target for target in load_facts(LAPTOP).targets] == [4, 40]


def test_facts_are_read_again_when_the_store_changes(dashboard: Path) -> None:
    assert len(load_facts(LAPTOP).claims) == 2
    withdraw(LAPTOP, "claims", "luas")
    assert [claim.key for claim in load_facts(LAPTOP).claims] == ["tiga-perempat"]


def test_what_one_scope_reads_is_not_kept_for_another(dashboard: Path) -> None:
    everything = load_facts(LAPTOP)
    narrow = load_facts(Scope("x", Role.ENTRY, ("51.07",)))
    assert len(narrow.formation) < len(everything.formation)
    assert load_facts(LAPTOP).formation.equals(everything.formation)


def test_a_report_follows_the_facts(dashboard: Path) -> None:
    office, on = load_facts(LAPTOP).offices["bali"], day("2020-01-02")
    assert load_formation(LAPTOP, office, on) is load_formation(LAPTOP, office, on)
    assert load_formation(LAPTOP, office, on).progress.n_formed == 2
    withdraw(LAPTOP, "team_events", "buleleng")
    assert load_formation(LAPTOP, office, on).progress.n_formed == 0


@pytest.fixture
def home_to_change(
    dashboard: Path, small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home of the small land of which a test may change all."""
    home = tmp_path / "home to change"
    shutil.copytree(small_home, home)
    monkeypatch.setenv("PETAPORA_HOME", str(home))
    return home


def test_other_boundaries_show_without_a_new_start_and_can_be_taken_back(
    home_to_change: Path,
) -> None:
    office = load_facts(LAPTOP).offices["bali"]
    before = geometry_file(office, Level.KECAMATAN), base_file(office)
    app = open_page(office="bali")
    assert "Peta kecil" in said(app)

    make_areas(Level.DESA, move=0.0005).to_parquet(home_to_change / "new.parquet")
    assert use_boundaries(home_to_change / "new.parquet", source="Peta baru", vintage="2026").in_use
    app.run()
    assert "Peta baru" in said(app)
    assert component(app, "area_map")["geometry"] != f"/aset/{before[0]}"
    assert load_areas(office, Level.KECAMATAN)["source"].unique().tolist() == ["Peta baru"]

    take_back()
    app.run()
    assert "Peta kecil" in said(app)
    assert (geometry_file(office, Level.KECAMATAN), base_file(office)) == before


def test_an_office_that_gets_another_kabupaten_shows_its_reports_without_a_new_start(
    recorded: Path,
) -> None:
    wanted = ReportFilter(since=day("2025-04-01"), until=day("2026-03-31"))

    def counted() -> list[str]:
        office = load_files().offices["bali"]
        load_records(LAPTOP, office)
        return list(count_in(LAPTOP, office, wanted, Level.KABUPATEN).counts.index)

    assert counted() == ["51.07", "51.08"]
    smaller = "bali,Kantor Imigrasi Bali,Bali,Asia/Makassar,51.08,,daftar"
    write_facts(recorded, offices=[smaller, FACTS["offices"][1]])
    assert counted() == ["51.08"]


def test_names_are_read_again_after_a_build(home_to_change: Path) -> None:
    first = load_names()
    assert load_names() is first
    os.utime(home_to_change / "boundaries" / "current.json", ns=(1, 1))
    assert load_names() is not first


def test_another_store_with_as_many_changes_shows_without_a_new_start(
    recorded: Path, tmp_path: Path
) -> None:
    office = load_facts(LAPTOP).offices["bali"]
    n = len(load_reports(LAPTOP, office))
    end_connections()
    shutil.copy(store_file(), tmp_path / "copy.sqlite")
    withdraw(LAPTOP, "reports", "r0")
    assert len(load_reports(LAPTOP, office)) == n - 1
    end_connections()
    (tmp_path / "copy.sqlite").replace(store_file())
    withdraw(LAPTOP, "reports", "r1")
    assert "r0" in load_reports(LAPTOP, office).index


def test_the_page_about_the_data_counts_reports_of_earlier_boundaries(
    recorded: Path, small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home to change"
    shutil.copytree(small_home, home)
    end_connections()
    shutil.copytree(store_file().parent, home / "records")
    monkeypatch.setenv("PETAPORA_HOME", str(home))
    command = "petapora rejoin --office bali"
    assert command not in said(open_page("tentang", office="bali"))
    make_areas(Level.DESA, move=0.0005).to_parquet(home / "new.parquet")
    assert use_boundaries(home / "new.parquet", source="Peta baru", vintage="2026").in_use
    shown = said(open_page("tentang", office="bali"))
    assert command in shown
    assert "22 " in shown.partition(command)[0]


def test_what_is_kept_is_not_changed_by_showing_it(dashboard: Path) -> None:
    office = load_facts(LAPTOP).offices["bali"]
    areas, formation = load_areas(office, Level.KECAMATAN), load_facts(LAPTOP).formation
    kept, kept_facts = areas.copy(), formation.copy()
    open_page(office="bali", date="2020-01-02", area="51.08.01")
    assert areas.equals(kept)
    assert formation.equals(kept_facts)
