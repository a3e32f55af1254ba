"""What holds for the files of the tree, whatever they are about."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
MADE = {".git", ".venv", "node_modules", "built", "output", "__pycache__"}
HOST = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s|npm[m]irror|deb\.[d]ebian")
HOME_PATH = re.compile(r"(?<![\w.])/(?:root|home|Users|work|tmp)/[\w.]")
MOST_LINES = 299


def tree_files() -> list[Path]:
    """Files that are or may be committed; without git, all that set-up did not make."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for p in ROOT.rglob("*") if not MADE & set(p.relative_to(ROOT).parts)]
    return sorted(p for p in paths if p.is_file() and not p.is_symlink())


def texts() -> dict[str, str]:
    """Text of every text file, by its path in the tree."""
    found = {}
    for path in tree_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    return found


def requirements(lock: str) -> dict[str, str]:
    """Each requirement of a lock with all that stands after it, by name, marker and version."""
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M)
    return {block.partition(" \\\n")[0]: block for block in blocks[1:]}


def test_no_file_names_a_package_host() -> None:
    assert [name for name, text in texts().items() if HOST.search(text)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = {name: HOME_PATH.search(text) for name, text in texts().items()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_a_python_file_has_less_than_300_lines() -> None:
    sizes = {name: text.count("\n") for name, text in texts().items() if name.endswith(".py")}
    assert {name: n for name, n in sizes.items() if n > MOST_LINES} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_everything_and_names_no_address(lock: str) -> None:
    blocks = requirements(lock)
    assert blocks
    assert [head for head in blocks if "==" not in head] == []
    assert [head for head, block in blocks.items() if "--hash=sha256:" not in block] == []
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--trusted", text) == []


def test_the_lock_holds_every_dependency_and_the_build_backend() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    locked = {head.partition("==")[0] for head in requirements("requirements.lock")}
    assert {re.split("[<>=~! ]", line)[0] for line in wanted} <= locked


def test_tools_and_runtime_agree_on_what_both_lock() -> None:
    runtime, tools = (
        {tuple(re.split(r"==| ; ", head)[:2]) for head in requirements(lock)} for lock in LOCKS[:2]
    )
    shared = {name for name, _ in runtime} & {name for name, _ in tools}
    assert {pin for pin in tools if pin[0] in shared} <= runtime


def test_npm_packages_are_exact_hashed_and_without_address() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {path: package for path, package in locked.items() if path}
    assert asked["private"] is True
    for name, version in asked["dependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(p["integrity"].startswith("sha512-") for p in packages.values())
    assert [path for path, package in packages.items() if "resolved" in package] == []
