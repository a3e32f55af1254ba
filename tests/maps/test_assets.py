"""Static files: named by their content, with a gzipped twin, behind names that cannot climb."""

from __future__ import annotations

import gzip
import os
import re
import time
from pathlib import Path

import pytest

from geo.errors import NotBuilt
from geo.maps import assets as module
from geo.maps.assets import (
    FONT,
    LEAFLET_CSS,
    NAME,
    asset_in_use,
    asset_url,
    extract_assets,
    keep_newest,
    map_assets,
    read_asset,
    write_asset,
)
from geo.text import use_language


def test_a_file_is_named_by_its_content(assets: Path) -> None:
    name = write_asset("kecamatan", "json", b"[1]")
    assert re.fullmatch(r"kecamatan-[0-9a-f]{16}\.json", name)
    assert write_asset("kecamatan", "json", b"[1]") == name
    assert write_asset("kecamatan", "json", b"[2]") != name


def test_the_gzipped_twin_holds_the_same(assets: Path) -> None:
    content = b"[1, 2, 3]" * 1000
    name = write_asset("desa", "json", content)
    assert (assets / name).read_bytes() == content
    twin = (assets / f"{name}.gz").read_bytes()
    assert gzip.decompress(twin) == content
    assert len(twin) < len(content)


def test_the_twin_does_not_tell_when_it_was_made(assets: Path) -> None:
    name = write_asset("desa", "json", b"[1]")
    seconds = (assets / f"{name}.gz").read_bytes()[4:8]
    assert seconds == bytes(4)


def test_writing_the_same_again_touches_nothing(assets: Path) -> None:
    name = write_asset("desa", "json", b"[1]")
    before = (assets / name).stat().st_mtime_ns
    write_asset("desa", "json", b"[1]")
    assert (assets / name).stat().st_mtime_ns == before


def written(stem: str, *, hours_ago: int) -> str:
    """A file of that stem, used so long ago."""
    name = write_asset(stem, "json", f'["{stem}", {hours_ago}]'.encode())
    moment = time.time() - 3600 * hours_ago
    os.utime(module.assets_folder() / name, (moment, moment))
    return name


def test_of_files_that_every_answer_makes_the_newest_stay(assets: Path) -> None:
    names = [written("density", hours_ago=hours) for hours in (2, 3, 4, 5)]
    others = [written(stem, hours_ago=9) for stem in ("density-2", "densities", "coast")]
    (assets / "density-notes.json").write_text("{}")
    before = set(assets.iterdir())
    assert asset_in_use(names[3])  # by a reader who came back to it
    keep_newest("density", "json", most=2)
    gone = {file.name for file in before - set(assets.iterdir())}
    assert gone == {names[1], f"{names[1]}.gz", names[2], f"{names[2]}.gz"}
    assert all(asset_in_use(name) for name in (names[0], names[3], *others))
    assert not asset_in_use(names[1])


def test_a_file_that_a_browser_may_be_about_to_fetch_stays(assets: Path) -> None:
    names = [write_asset("density", "json", f"[{n}]".encode()) for n in range(5)]
    names.append(written("density", hours_ago=2))
    keep_newest("density", "json", most=2)
    assert [asset_in_use(name) for name in names] == [True] * 5 + [False]


def test_a_file_whose_writing_was_interrupted_is_written_again(assets: Path) -> None:
    name = write_asset("desa", "json", b"[1]")
    (assets / f"{name}.gz").unlink()
    (assets / name).write_bytes(b"[")
    write_asset("desa", "json", b"[1]")
    assert read_asset(name) == "[1]"


@pytest.mark.parametrize(
    "name", ["leaflet.css", "area-map-0821669a787ca2e8.js", "desa-13717ffb92b1768f.json", FONT]
)
def test_a_plain_file_name_is_served(name: str) -> None:
    assert NAME.fullmatch(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".env", "../manifest.json", "a/../../etc/passwd", "a/b.json", "a\\b.json"),
        *("/etc/passwd", "a..json", "a.json\n", "a.json\0.js", "%2e%2e.json", "A.json", "C:a.json"),
        *(".manifest.json.x1", "manifest", "a.json:stream", "~root.json", "-rf.json"),
    ],
)
def test_no_other_name_is(name: str) -> None:
    assert not NAME.fullmatch(name)


def test_pages_load_leaflet_the_skeleton_and_our_own_files(assets: Path) -> None:
    names = map_assets()
    assert set(names) == {"leaflet", "flatpickr", "skeleton", "area_map", "area_map_css"}
    for name in names.values():
        assert NAME.fullmatch(name)
        assert (assets / name).is_file()
        assert (assets / f"{name}.gz").is_file()
    assert asset_url(names["leaflet"]).startswith("/aset/leaflet-")


def test_the_skeleton_is_a_function_that_makes_an_empty_map(assets: Path) -> None:
    skeleton = read_asset(map_assets()["skeleton"])
    assert skeleton.startswith("window.petaporaSkeleton = function (element) {")
    assert "L.map(" in skeleton
    assert "geoJson" not in skeleton


def test_before_set_up_a_page_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    map_assets.cache_clear()
    with pytest.raises(NotBuilt, match="not extracted yet. Run: petapora build"):
        map_assets()


def test_without_the_packages_nothing_is_taken_out_and_set_up_is_asked_for(
    assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    before = {file.name: file.read_bytes() for file in assets.iterdir()}
    monkeypatch.setattr(module, "_LEAFLET", tmp_path / "none")
    with pytest.raises(NotBuilt, match=r"npm packages are not installed\. Run: python make\.py"):
        extract_assets()
    assert {file.name: file.read_bytes() for file in assets.iterdir()} == before


@pytest.mark.real
def test_what_is_taken_out_of_the_packages_asks_for_nothing_else(assets: Path) -> None:
    extract_assets()
    map_assets.cache_clear()
    leaflet = read_asset(map_assets()["leaflet"])
    assert "sourceMappingURL" not in leaflet
    assert (assets / FONT).read_bytes()[:4] == b"wOF2"
    for style in (LEAFLET_CSS, map_assets()["area_map_css"], module.FLATPICKR_CSS):
        loaded = re.findall(r"url\(['\"]?(?!data:|#)[^)]*\)|@import[^;]*", read_asset(style))
        assert loaded == []
