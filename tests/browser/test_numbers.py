"""What the pages say in numbers is what the shell says, at every choice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.labels import suspicion_label
from geo.text import number
from geo.words import Suspicion
from tests.browser.conftest import UNTIL, Asked, Watched, settled
from tests.browser.reader import address, choose, listed, whole

pytestmark = [pytest.mark.browser, pytest.mark.real]

SUMS = ["total", "in_areas", "outside", "coarser", "nowhere"]


def reports_of(asked: Asked, *more: str, office: str = "singaraja") -> dict[str, Any]:
    answer: dict[str, Any] = asked("reports", "--office", office, "--until", UNTIL, *more)
    return answer


def tiles(page: Page) -> list[str]:
    return page.locator(".pp-tile strong").all_inner_texts()


def shown_sums(page: Page) -> dict[str, int]:
    """The bold figures of the panel that says where every report went."""
    panel = page.locator(
        ".pp-panel", has_text=re.compile("Ke mana setiap (laporan|temuan petugas)")
    )
    figures = panel.locator("dd b").all_inner_texts()
    return dict(zip(SUMS, map(whole, figures), strict=True))


def sums_of(answer: dict[str, Any], unit: str) -> dict[str, int]:
    sums = answer["by_level"][unit]
    apart = {"nowhere": sums["without_location"] - sums["coarser"]}
    return {name: {**sums, **apart}[name] for name in SUMS}


def positive(answer: dict[str, Any]) -> list[int]:
    """Counts of areas or cells that have any, the largest first."""
    return sorted((row["n_reports"] for row in answer["counts"] if row["n_reports"]), reverse=True)


@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
def test_the_overview_says_what_the_shell_says(
    watched: Watched, dashboard: str, asked: Asked, office: str
) -> None:
    said = reports_of(asked, office=office)
    formed = asked("formation", "--office", office, "--on", UNTIL)
    page = watched.open(dashboard + address("", office=office))
    first, total, blind, _due = tiles(page)
    if formed["share"] is not None:
        assert first == f"{formed['formed']} dari {formed['target']}"
    else:
        assert first == "belum diketahui"
    assert whole(total) == said["total"]
    assert whole(blind) == len(said["blind_spots"])
    expect(page.locator(".pp-tile").nth(1)).to_contain_text(
        f"temuan petugas terpisah: {number(said['found'])}"
    )
    amounts = sorted((nama, whole(amount)) for nama, amount in listed(page))
    assert amounts == sorted((row["nama"], row["n_reports"]) for row in said["by_kecamatan"])


@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
def test_the_gap_table_holds_every_kecamatan_once(
    watched: Watched, dashboard: str, asked: Asked, office: str
) -> None:
    said = reports_of(asked, office=office)
    formed = asked("formation", "--office", office, "--on", UNTIL)
    page = watched.open(dashboard + address("", office=office))
    rows = {
        row.locator("th").inner_text(): [whole(n) for n in row.locator("td > b").all_inner_texts()]
        for row in page.locator(".pp-gap tbody tr").all()
    }
    assert sum(map(sum, rows.values())) == formed["n_kecamatan"]
    assert sum(row[0] for row in rows.values()) == sum(
        row["n_reports"] > 0 for row in said["by_kecamatan"]
    )
    assert sum(rows.get("Ada tim", [0])) == formed["formed"]
    assert sum(rows["Belum diketahui"]) == formed["unknown"]
    assert rows["Belum diketahui"][1] == said["blind_spots_unknown"]


@pytest.mark.parametrize(
    ("option", "unit", "level"),
    [
        ("Sel H3, resolusi 7", "h3_r7", "7"),
        ("Sel H3, resolusi 6", "h3_r6", "6"),
        ("Kecamatan", "kecamatan", "kecamatan"),
        ("Desa/kelurahan", "desa", "desa"),
    ],
)
def test_by_cell_and_by_area_the_page_says_what_the_shell_says(
    watched: Watched, dashboard: str, asked: Asked, option: str, unit: str, level: str
) -> None:
    said = reports_of(asked, "--level", level)
    page = watched.open(dashboard + address("laporan", more="&lens=jumlah&unit=h3-8"))
    choose(page, "Menurut sel atau wilayah", option)
    expect(page.locator(".peta-legend")).to_contain_text(
        f"{number(said['by_level'][unit]['in_areas'])} dari {number(said['total'])}"
    )
    settled(page)
    assert shown_sums(page) == sums_of(said, unit)
    amounts = sorted((whole(amount) for _nama, amount in listed(page) if amount), reverse=True)
    assert amounts == positive(said)[:200]  # the list of cells names no more
    if unit.startswith("h3"):
        assert page.locator("path.peta-area").count() == len(positive(said))


def test_the_scale_of_months_moved_by_keyboard_changes_map_headline_and_sums(
    watched: Watched, dashboard: str, asked: Asked
) -> None:
    page = watched.open(dashboard + address("laporan", more="&lens=jumlah&unit=kecamatan"))
    expect(page.locator(".pp-months i.pp-on")).to_have_count(0)
    page.get_by_role("slider").first.focus()
    for key, since, until in (
        ("End", "2026-10-01", UNTIL),
        ("ArrowLeft", "2026-09-01", "2026-09-30"),
    ):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"month={since[:7]}"))
        settled(page)
        month = asked("reports", "--office", "singaraja", "--since", since, "--until", until)
        expect(page.locator(".pp-lead")).to_contain_text(f"{number(month['total'])} laporan")
        assert shown_sums(page) == sums_of(month, "kecamatan")
        shown = sorted((nama, whole(amount)) for nama, amount in listed(page))
        assert shown == sorted((row["nama"], row["n_reports"]) for row in month["by_kecamatan"])
        expect(page.locator(".pp-months i.pp-on")).to_have_count(1)
        expect(page.locator(".peta-legend")).to_contain_text(
            "1 Oktober 2026" if until == UNTIL else "30 September 2026"
        )
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("month=all"))
    expect(page.locator(".pp-months i.pp-on")).to_have_count(0)


def test_a_filter_chosen_by_hand_counts_what_the_shell_counts(
    watched: Watched, dashboard: str, asked: Asked
) -> None:
    said = reports_of(asked)
    page = watched.open(dashboard + address("laporan"))
    page.get_by_role("button", name=re.compile("Saring")).click()
    page.get_by_role("button", name=suspicion_label(Suspicion.OVERSTAY), exact=True).click()
    expect(page).to_have_url(re.compile("kind=overstay"))
    settled(page)
    assert shown_sums(page)["total"] == said["by_kind"][Suspicion.OVERSTAY]
    assert shown_sums(page)["total"] == sum(list(shown_sums(page).values())[1:])


def test_what_officers_found_is_counted_apart(
    watched: Watched, dashboard: str, asked: Asked
) -> None:
    found = reports_of(asked, "--series", "temuan")
    page = watched.open(
        dashboard + address("laporan", more="&lens=jumlah&unit=kecamatan&series=temuan")
    )
    assert shown_sums(page) == sums_of(found, "kecamatan")
    assert found["total"] == reports_of(asked)["found"]
    expect(page.locator(".pp-under").first).to_contain_text(
        f"Laporan, dihitung terpisah: {number(found['reported'])}"
    )


def test_every_breakdown_adds_up_to_all_reports_of_the_selection(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + address("laporan", more="&lens=jumlah&months=24"))
    total = shown_sums(page)["total"]
    parts = page.locator(".pp-columns > div")
    assert parts.count() == 4
    for part in parts.all():
        assert sum(map(whole, part.locator(".pp-bars b").all_inner_texts())) == total
