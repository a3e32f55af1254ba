"""The set-up: what is done stays done, what was interrupted is made again."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import make


class Workshop:
    """Pieces that only note that they were made; `environment` empties its folder first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[str] = []
        self.breaks: str | None = None

    def make(self, name: str) -> None:
        self.made.append(name)
        if name == self.breaks:
            raise KeyboardInterrupt

    def pieces(self, *, lock: str = "1", facts: str = "1") -> list[make.Piece]:
        def piece(name: str, key: str, inside: make.Piece | None = None) -> make.Piece:
            stamp = self.folder / name
            return make.Piece(name, stamp, key, lambda: self.make(name), inside=inside)

        environment = piece("environment", lock)
        return [environment, piece("tools", "1", environment), piece("boundaries", facts)]

    def set_up(self, **keys: str) -> list[str]:
        """Names of the pieces that this set-up made."""
        self.made = []
        make.carry_out(self.pieces(**keys))
        return self.made


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def environment_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    stamp = tmp_path / "petapora-environment"
    stamp.write_text("key", encoding="utf-8")
    monkeypatch.setattr(make, "ENVIRONMENT_STAMP", stamp)
    return stamp


def pip_ends(monkeypatch: pytest.MonkeyPatch, *, code: int) -> None:
    monkeypatch.setattr(make, "status", lambda *_command: code)


def test_the_first_set_up_makes_every_piece_in_order(workshop: Workshop) -> None:
    assert workshop.set_up() == ["environment", "tools", "boundaries"]


def test_a_second_set_up_makes_nothing(workshop: Workshop) -> None:
    workshop.set_up()
    assert workshop.set_up() == []


def test_an_interrupted_piece_and_those_after_it_are_made_again(workshop: Workshop) -> None:
    workshop.breaks = "tools"
    with pytest.raises(KeyboardInterrupt):
        workshop.set_up()
    workshop.breaks = None
    assert workshop.set_up() == ["tools", "boundaries"]


def test_a_piece_interrupted_while_made_anew_loses_its_old_stamp(workshop: Workshop) -> None:
    workshop.set_up()
    workshop.breaks = "boundaries"
    with pytest.raises(KeyboardInterrupt):
        workshop.set_up(facts="2")
    workshop.breaks = None
    assert workshop.set_up(facts="1") == ["boundaries"]


def test_changed_facts_touch_the_boundaries_alone(workshop: Workshop) -> None:
    workshop.set_up()
    assert workshop.set_up(facts="2") == ["boundaries"]


def test_a_new_lock_remakes_all_that_lies_in_the_environment(workshop: Workshop) -> None:
    workshop.set_up()
    assert workshop.set_up(lock="2") == ["environment", "tools"]


def test_progress_says_which_of_how_many_steps(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.set_up()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[1/3] Lingkungan Python dan paketnya ..."
    assert lines[-1] == "[3/3] selesai, 0 s"


def test_a_killed_pip_leaves_the_environment_unfinished(
    environment_stamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip_ends(monkeypatch, code=-9)
    with pytest.raises(make.Failure):
        make.install_lock("requirements-dev.lock")
    assert not environment_stamp.exists()


def test_a_pip_that_finds_no_network_leaves_the_environment_as_it_was(
    environment_stamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip_ends(monkeypatch, code=1)
    with pytest.raises(make.Failure, match=r"requirements-dev\.lock .*gagal; .* ulangi"):
        make.install_lock("requirements-dev.lock")
    assert environment_stamp.read_text(encoding="utf-8") == "key"


def test_a_digest_tells_names_and_contents_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a", encoding="utf-8")
    two.write_text("a", encoding="utf-8")
    before = make.digest(one, "x")
    assert len({before, make.digest(two, "x"), make.digest(one, "y"), make.digest(one)}) == 4
    one.write_text("b", encoding="utf-8")
    assert make.digest(one, "x") != before


def test_a_changed_fact_or_module_asks_for_a_new_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ["pyproject.toml", "requirements.lock", "requirements-dev.lock", "package-lock.json"]
    for name in [*files, "data/offices.csv", "geo/boundaries/build.py"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    before = [piece.key for piece in make.all_pieces()]
    (tmp_path / "data/offices.csv").write_text("a third office", encoding="utf-8")
    after = [piece.key for piece in make.all_pieces()]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, True, False]


def test_a_debian_package_is_named_where_it_may_not_be_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(make.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(make.Failure, match="sudo apt-get install chromium"):
        make.apt_install("chromium", otherwise="")


def test_without_apt_the_reader_learns_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make.shutil, "which", lambda _name: None)
    monkeypatch.setattr(make, "find_chromium", lambda: None)
    with pytest.raises(make.Failure, match="Pasang Chromium, Chrome atau Edge"):
        make.browse(["pytest"], [])


def test_the_browser_that_is_set_goes_before_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "chromium"
    browser.touch()
    monkeypatch.setenv("PETAPORA_CHROMIUM", str(browser))
    assert make.find_chromium() == str(browser)


def test_a_program_that_is_not_there_is_told_in_one_line() -> None:
    with pytest.raises(make.Failure, match=r"^no-such-program: .* Pasang lalu ulangi\.$"):
        make.status("no-such-program")


@pytest.mark.parametrize(("language", "head"), [("id", "Pemakaian"), ("en", "Usage")])
def test_an_unknown_step_lists_the_steps(
    language: str,
    head: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PETAPORA_LANG", language)
    assert make.main(["fly"]) == 2
    out = capsys.readouterr().out
    assert out.startswith(head)
    assert all(f"\n  {step} " in out for step in make.STEPS)


def test_a_failed_step_ends_in_one_line_without_traceback(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_text(Path(make.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, "setup"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pyproject.toml" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_older_python_reads_make_py_far_enough_to_be_refused() -> None:
    ast.parse(Path(make.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_make_py_needs_the_standard_library_alone() -> None:
    tree = ast.parse(Path(make.__file__).read_text(encoding="utf-8"))
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
