"""What is built or recorded is there whole, or as it was before."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pandas as pd
import pytest

from geo.home import (
    ROOT,
    facts_folder,
    folder_atomically,
    home,
    write_atomically,
    write_parquet,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_built_lies_in_the_project_unless_the_setting_moves_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PETAPORA_HOME", raising=False)
    assert home() == ROOT / "built"
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    assert home() == tmp_path


def test_facts_lie_in_the_project_unless_the_setting_names_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PETAPORA_FACTS", "")
    assert facts_folder() == ROOT / "data"
    monkeypatch.setenv("PETAPORA_FACTS", str(tmp_path))
    assert facts_folder() == tmp_path


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c.json"
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["c.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_written_can_be_read_by_others(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"new")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "current.json"
    file.write_bytes(b"old")

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["current.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_interrupted_parquet_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file, old = tmp_path / "desa.parquet", pd.DataFrame({"kode": ["51.08.01.2001"]})
    write_parquet(old, file)

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_parquet(pd.concat([old, old]), file)
    assert pd.read_parquet(file).equals(old)
    assert names(tmp_path) == ["desa.parquet"]


def test_parquet_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    file, old = tmp_path / "desa.parquet", pd.DataFrame({"kode": ["51.08.01.2001"]})
    write_parquet(old, file)
    mixed = pd.DataFrame({"kode": [1, "51.08"]}, dtype=object)
    with pytest.raises((TypeError, ValueError)):
        write_parquet(mixed, file)
    assert pd.read_parquet(file).equals(old)
    assert names(tmp_path) == ["desa.parquet"]


def test_all_parquet_that_lasts_is_written_through_the_one_door() -> None:
    handed_on = "vector_child.py"  # in a temporary folder, to the process that waits for it
    files = [*ROOT.glob("geo/**/*.py"), *ROOT.glob("pages/*.py")]
    found = [file.name for file in files if ".to_parquet(" in file.read_text(encoding="utf-8")]
    assert found == ["home.py", handed_on]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux names open files")
def test_a_folder_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, steps = tmp_path / "51", list[str]()
    sync, move = os.fsync, os.replace

    def sync_noted(handle: int) -> None:
        steps.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    def move_noted(source: Path, target: Path) -> None:
        steps.append(f"named {target.name}")
        move(source, target)

    monkeypatch.setattr(os, "fsync", sync_noted)
    monkeypatch.setattr(os, "replace", move_noted)
    with folder_atomically(wanted) as draft:
        (draft / "inside").mkdir()
        (draft / "inside" / "desa.parquet").write_bytes(b"whole")
    assert steps[-1] == "named 51"
    assert {"desa.parquet", "inside"} <= set(steps[:-1])


def test_a_folder_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    wanted = tmp_path / "sets" / "51"
    with folder_atomically(wanted) as draft:
        (draft / "desa.parquet").write_bytes(b"half")
        assert not wanted.exists()
    assert names(wanted) == ["desa.parquet"]
    assert names(wanted.parent) == ["51"]


def test_a_folder_made_anew_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    wanted = tmp_path / "51"
    wanted.mkdir()
    (wanted / "old").touch()
    with folder_atomically(wanted) as draft:
        (draft / "new").touch()
        assert names(wanted) == ["old"]
    assert names(wanted) == ["new"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_an_interrupted_folder_leaves_the_old_one_and_no_rest(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    wanted = tmp_path / "51"
    wanted.mkdir()
    (wanted / "old").touch()
    with pytest.raises(fault), folder_atomically(wanted) as draft:  # noqa: PT012
        (draft / "new").touch()
        raise fault
    assert names(wanted) == ["old"]
    assert names(tmp_path) == ["51"]


def test_a_folder_whose_swap_fails_is_the_old_one_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "51"
    wanted.mkdir()
    (wanted / "old").touch()
    move = os.replace

    def fail_once(source: Path, target: Path) -> None:
        if target == wanted and (source / "new").exists():
            raise PermissionError(target)
        move(source, target)

    monkeypatch.setattr(os, "replace", fail_once)
    with pytest.raises(PermissionError), folder_atomically(wanted) as draft:
        (draft / "new").touch()
    assert names(wanted) == ["old"]
    assert names(tmp_path) == ["51"]


def test_an_old_folder_is_never_half_removed_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "51"
    wanted.mkdir()
    removed: list[Path] = []
    monkeypatch.setattr(shutil, "rmtree", lambda path, **_how: removed.append(path))
    with folder_atomically(wanted) as draft:
        (draft / "new").touch()
    assert wanted not in removed
