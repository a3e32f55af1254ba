"""A view taken along as each of six kinds of file: whole, stamped, with the page's own numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from playwright.sync_api import Browser, expect

from geo.exports.workbook import STAMP_COLUMN
from tests.browser.conftest import SCREENSHOTS, Watched, watching
from tests.browser.reader import KAPUAS, address, listed, take, whole

pytestmark = [pytest.mark.browser, pytest.mark.real]

STAMP = "DATA CONTOH"
BEGINS = {
    "html": b"<!DOCTYPE html>",
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-",
    "xlsx": b"PK\x03\x04",
    "csv": "\ufeff".encode(),
    "gpkg": b"SQLite format 3\x00",
}
LEAST_BYTES = {"html": 300_000, "png": 80_000, "pdf": 20_000, "xlsx": 6_000, "csv": 1_000}


def test_a_view_goes_along_as_six_kinds_of_file_all_of_them_stamped(
    watched: Watched, dashboard: str, tmp_path: Path
) -> None:
    page = watched.open(dashboard + address("laporan", more="&lens=jumlah&unit=kecamatan"))
    total = sum(whole(amount) for _nama, amount in listed(page))
    files = {kind: take(page, kind, tmp_path) for kind in BEGINS}
    for kind, file in files.items():
        assert file.suffix == f".{kind}"
        assert "singaraja" in file.name
        assert file.stem.endswith("data-contoh")
        assert file.read_bytes().startswith(BEGINS[kind]), kind
        assert file.stat().st_size > LEAST_BYTES.get(kind, 50_000), kind
    assert STAMP in files["html"].read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(files["xlsx"])
    for sheet in sheets:
        assert STAMP in " ".join(
            str(cell) for row in sheet.iter_rows(values_only=True) for cell in row
        )
    with files["csv"].open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 22
    assert all(STAMP in row.values() for row in rows)
    (layer, _kind), *_rest = pyogrio.list_layers(files["gpkg"])
    areas = pyogrio.read_dataframe(files["gpkg"], layer=layer)
    assert len(areas) == 22
    assert areas[STAMP_COLUMN].eq(STAMP).all()
    assert areas["n_reports"].sum() == total
    watched.faults[:] = []


@pytest.mark.parametrize(
    "chosen",
    [
        "&unit=desa&correction=by&kind=overstay",
        "&lens=perubahan&unit=kecamatan&span=12&series=temuan",
        "&lens=perubahan&change=jendela&unit=kecamatan&months=6&against=year",
        "&lens=angka&rate=raw&months=6",
        "&lens=kepadatan&bandwidth=5&channel=public",
        "&lens=pesisir&months=24",
    ],
)
def test_the_address_in_a_workbook_gives_the_same_numbers_to_another_reader(
    watched: Watched, chromium: Browser, dashboard: str, tmp_path: Path, chosen: str
) -> None:
    page = watched.open(dashboard + address("laporan", more=chosen))
    said = page.locator(".pp-lead").inner_text()
    book = openpyxl.load_workbook(take(page, "xlsx", tmp_path))
    about = dict(book.worksheets[0].iter_rows(max_col=2, values_only=True))
    shown = about["Alamat tampilan ini"]
    assert {part for part in chosen.split("&") if part not in shown} == set()
    assert about["Program"].startswith("PetaPORA ")
    (tmp_path / "again").mkdir()
    with watching(chromium) as other:
        again = other.open(dashboard + shown)
        expect(again.locator(".pp-lead")).to_have_text(said)
        same = openpyxl.load_workbook(take(again, "xlsx", tmp_path / "again"))
        other.faults[:] = []
    assert [list(sheet.values) for sheet in same] == [list(sheet.values) for sheet in book]
    watched.faults[:] = []


@pytest.mark.parametrize(
    ("where", "shapes", "bubbles"),
    [
        (address(""), 22, True),
        (address("laporan", more="&lens=jumlah"), 100, False),
        (address("wilayah", more="&area=51.08.01"), 277, False),
        (address("kunjungan"), 270, False),
        ("/" + KAPUAS.format(day="2019-03-25", language="id"), 77, False),
    ],
    ids=["overview", "cells", "profile", "visits", "formation"],
)
def test_the_saved_map_opens_from_a_stick_without_any_request(
    chromium: Browser, dashboard: str, tmp_path: Path, where: str, shapes: int, bubbles: bool
) -> None:
    with watching(chromium) as watched:
        page = watched.open(dashboard + where)
        n_shapes, stamp = page.locator("path.peta-area").count(), page.locator(".peta-sample")
        is_sample, shown = stamp.is_visible(), listed(page)
        file = take(page, "html", tmp_path)
    with watching(chromium) as stick:
        asked: list[str] = []
        stick.page.on("request", lambda request: asked.append(request.url))
        stick.page.context.set_offline(True)
        page = stick.page
        page.goto(file.as_uri())
        page.locator(".peta[data-drawn]").wait_for(timeout=15_000)
        page.screenshot(path=SCREENSHOTS / f"saved-{file.stem}.png")
        assert page.locator("path.peta-area").count() == n_shapes
        assert n_shapes >= min(shapes, 100)
        assert listed(page) == shown
        assert (page.locator(".peta-map path.peta-bubble").count() > 0) == bubbles
        assert page.locator(".peta-sample").is_visible() == is_sample
        if is_sample:
            expect(page.locator(".peta-sample")).to_have_text(STAMP)
        expect(page.locator(".peta-credit")).to_contain_text("idn-area-data")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert (stick.foreign, stick.faults) == ([], [])
