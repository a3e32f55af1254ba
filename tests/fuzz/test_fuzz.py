"""Mutated files of every format: read and accounted for, or refused in words, and nothing else."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.mutations import mutated
from tests.fuzz.run import bench_in, try_one
from tests.fuzz.seeds import EMAIL, FORMATS, NIK, Seed, seeds
from tests.fuzz.way import Bench, Tried, identifiers_in

pytestmark = pytest.mark.cold

FILES = 500
ONLY_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="forks from a warm process, which only Linux does well"
)


@pytest.fixture(scope="module")
def bench(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    settings = dict(os.environ)
    with bench_in(tmp_path_factory.mktemp("fuzz"), small_home) as made:
        yield made
    for name in ("PETAPORA_HOME", "PETAPORA_FACTS"):
        os.environ.pop(name, None)
        if name in settings:
            os.environ[name] = settings[name]


@ONLY_LINUX
@pytest.mark.parametrize("format_", FORMATS)
def test_whole_files_of_each_format_go_all_the_way(bench: Bench, format_: str) -> None:
    for seed in seeds()[format_]:
        tried = bench.try_file(
            seed.content, kind=seed.kind, rng=random.Random(1), planted=True, store=True
        )
        is_locked = "sandi" in tried.where or "password" in tried.where
        assert tried.findings == [] and (tried.outcome == "read" or is_locked), tried


@ONLY_LINUX
@pytest.mark.parametrize("format_", FORMATS)
def test_no_mutated_file_loses_a_row_or_tells_a_person(bench: Bench, format_: str) -> None:
    tried = [try_one(bench, format_, n, run=0) for n in range(-(-FILES // len(FORMATS)))]
    found = {n: each.findings for n, each in enumerate(tried) if each.findings}
    assert found == {}
    assert {each.outcome for each in tried} >= {"read", "refused"}
    assert max(each.peak_mb for each in tried) < 512


def test_the_same_number_gives_the_same_file() -> None:
    for format_ in FORMATS:
        first, second = (
            mutated(format_, seeds()[format_][-1], random.Random("the same")) for _time in range(2)
        )
        assert first == second


def test_most_mutated_files_differ_from_their_seed() -> None:
    seed = Seed(b"Kode,Tanggal\n51.08,1/3/2026\n")
    files = {mutated("csv", seed, random.Random(n)) for n in range(100)}
    assert len(files) > 80


def test_a_planted_identifier_is_found_where_it_stands_as_a_whole() -> None:
    assert identifiers_in(f"nik {NIK}, {EMAIL}") == [NIK, EMAIL]
    assert identifiers_in(f"1{NIK} x{EMAIL}") == []


def test_what_does_not_hold_is_noted() -> None:
    tried = Tried()
    tried.require(True, "fine")
    tried.require(False, "a row was lost")
    assert tried.findings == ["a row was lost"]
