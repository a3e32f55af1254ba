"""How far the data can be trusted: numbers that add up, and the rows behind each of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import insert, update

from geo.store import tables
from geo.store.actions import Action, read_actions, record_meeting_with_actions
from geo.store.changes import note_change
from geo.store.database import writing
from geo.store.facts import read_facts
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.text import use_language
from tests.views.reading import (
    address,
    faults,
    notices,
    open_page,
    pairs,
    panel,
    said,
    texts,
    tiles,
    widgets,
)
from tests.views.recorded import ON, record_reports, some

PATH = "mutu"
ASKED = {"lang": "en", "office": "bali", "date": ON}
WENT = "Where every report went"


@pytest.fixture(autouse=True)
def _english() -> None:
    """The labels of a choice are made again where the test runs."""
    use_language("en")


def take_in_file(key: str = "i1", sender: str = "Polsek Gerokgak", **counts: Any) -> None:
    """Note a file as taken in, with what became of its rows."""
    n = {"read": 9, "accepted": 4, "warned": 0, "held": 3, "rejected": 2, "added": 4, "updated": 0}
    row = {
        "import_id": key,
        "at": "2026-03-10T01:00:00+00:00",
        "actor": "laptop",
        "office": "bali",
        "kind": "reports",
        "sender": sender,
        "file": "minggu.csv",
        "sha256": key,
        "settings": "{}",
        "undone_at": "",
        **{f"n_{name}": number for name, number in (n | counts).items()},
    }
    with writing(LAPTOP) as connection:
        connection.execute(insert(tables.imports).values(**row))
        note_change(connection, LAPTOP, "record", "imports", key=key)


def forget_when_entered() -> None:
    """Leave the reports as a store of an earlier form has them, which did not say it."""
    with writing(LAPTOP) as connection:
        connection.execute(update(tables.reports).values(entered_at=""))
        note_change(connection, LAPTOP, "record", "reports")


def options(app: Any) -> dict[str, str]:
    """What can be opened, with its number."""
    (group,) = [each for each in app.button_group if each.key == "show"]
    return dict(text.rsplit(": ", 1) for text in group.options)


def test_all_reports_are_in_areas_outside_or_without_location(recorded: Path) -> None:
    app = open_page(PATH, **ASKED)
    assert faults(app) == []
    first = "13 of 19 reports lie in a kecamatan; 2 outside the work area, 4 without location."
    assert first in texts(app)
    went = pairs(app, WENT)
    assert (went["All reports of this selection"], went["in areas"]) == ("19", "13")
    assert (went["outside the work area"], went["without location"]) == ("2", "3")
    assert went["known only to a wider area"] == "1"
    assert pairs(open_page("laporan", **ASKED, unit="kecamatan"), WENT) == went


@pytest.mark.parametrize(
    ("show", "label", "n"),
    [
        ("missing", "Without location", 4),
        ("outside", "Outside the work area", 2),
        ("shore", "At the shore, given to the nearest", 1),
        ("desa", "Known only to the desa", 2),
        ("kecamatan", "Known only to the kecamatan", 2),
        ("undated", "Day of entering not known", 19),
    ],
)
def test_each_number_opens_its_rows(recorded: Path, show: str, label: str, n: int) -> None:
    forget_when_entered()
    app = open_page(PATH, **ASKED, show=show)
    assert faults(app) == []
    assert options(app)[label] == str(n)
    assert address(app)["show"] == show
    rows = panel(app, f"{label}: {n}")
    assert rows.count("entered without a file") == n


def test_a_number_that_is_chosen_goes_into_the_address(recorded: Path) -> None:
    app = open_page(PATH, **ASKED)
    (group,) = [each for each in app.button_group if each.key == "show"]
    group.set_value("shore").run()
    assert address(app)["show"] == "shore"
    assert "At the shore, given to the nearest: 1" in texts(app)


def test_an_entry_that_came_late_is_said_to_be(recorded: Path) -> None:
    forget_when_entered()
    record_reports(some(1, "51.08.02.2001", "2026-03-01"), prefix="hand")
    app = open_page(PATH, **ASKED, show="late")
    assert options(app)["Entered late"] == "1"
    assert "hand0" in panel(app, "Entered late: 1")
    assert tiles(app)["Entered late"] == ("1", "day of entering not known: 19")


def test_where_no_day_of_entering_is_known_late_is_not_said_to_be_none(recorded: Path) -> None:
    forget_when_entered()
    assert tiles(open_page(PATH, **ASKED))["Entered late"][0] == "not known"


def keys_in_use() -> set[str]:
    return set(read_reports(LAPTOP, read_facts().offices["bali"]).index)


@pytest.mark.parametrize(("decision", "n_gone"), [("merged", 1), ("kept", 0)])
def test_two_that_look_like_one_are_decided_side_by_side(
    recorded: Path, decision: str, n_gone: int
) -> None:
    app = open_page(PATH, **ASKED, show="pairs")
    before, n = keys_in_use(), int(options(app)["Pairs that look like one"])
    button = next(b for b in app.button if str(b.key).startswith(decision))
    _word, first, second = str(button.key).split()
    assert {f"{first} · kept", f"{second} · goes out"} <= set(texts(app))
    button.click().run()
    assert faults(app) == []
    assert len(before - keys_in_use()) == n_gone
    assert options(app)["Decided pairs"] == "1"
    assert int(options(app)["Pairs that look like one"]) < n
    decided = open_page(PATH, **ASKED, show="decided")
    assert {first, second} <= set(panel(decided, "Decided pairs"))


def test_rows_of_all_files_add_up(recorded: Path) -> None:
    take_in_file()
    take_in_file("i2", sender="Camat Seririt", read=4, held=0, rejected=0)
    app = open_page(PATH, **ASKED, show="held")
    assert pairs(app, "What became of the rows of files") == {
        "Rows read, all files": "13",
        "accepted": "8",
        "held for an answer": "3",
        "rejected": "2",
        "Files taken in": "2",
        "Files undone, not counted": "0",
    }
    assert panel(app, "Held rows by sender and month")[-4:] == [
        "Mar 2026",
        "Polsek Gerokgak",
        "3",
        "2",
    ]


def test_held_rows_lead_to_their_file(recorded: Path) -> None:
    take_in_file()
    app = open_page(PATH, **ASKED, show="held")
    (link,) = app.get("page_link")
    assert link.proto.page.endswith("berkas")
    assert "import=i1" in link.proto.query_string
    assert "office=bali" in link.proto.query_string


def test_months_without_any_report_are_named_by_kabupaten(recorded: Path) -> None:
    app = open_page(PATH, **ASKED, show="silent")
    rows = panel(app, "Months without a report")
    at = rows.index("Karangasem")
    assert rows[at + 2].startswith("Apr 2025, May 2025")
    assert "Jan 2026" not in rows[at + 2]


def test_a_meeting_sees_counts_and_no_row(recorded: Path) -> None:
    take_in_file()
    app = open_page(PATH, **ASKED, mode="rapat")
    assert faults(app) == []
    assert widgets(app) == ["button"]
    assert "r3" not in texts(app)
    assert "minggu.csv" not in said(app)
    went = pairs(app, WENT)
    assert went["outside the work area"] == went["without location"] == "hidden (<5)"
    assert tiles(app)["Pairs that look like one report"][0] == "hidden"
    files = pairs(app, "What became of the rows of files")
    assert files["rejected"] == files["held for an answer"] == "hidden (<5)"


def test_hostile_words_of_a_file_are_shown_as_they_stand(recorded: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> **x** {nama}"
    take_in_file(sender=hostile)
    app = open_page(PATH, **ASKED, show="held")
    assert faults(app) == []
    assert hostile in panel(app, "Held rows by sender and month")


def test_without_reports_and_files_everything_is_nought(dashboard: Path) -> None:
    app = open_page(PATH, **ASKED)
    assert faults(app) == []
    assert set(options(app).values()) <= {"0", "24"}
    assert pairs(app, "What became of the rows of files")["Rows read, all files"] == "0"


def agree(due: str = "2026-03-01") -> None:
    action = Action("polsek", "Menjadwalkan patroli bersama", dt.date.fromisoformat(due))
    record_meeting_with_actions(
        LAPTOP, kode="51.08.01", held_on=dt.date(2026, 2, 20), source="berita", actions=[action]
    )


def test_which_agency_does_what_by_when_stands_beside_the_meetings(recorded: Path) -> None:
    agree()
    app = open_page("kunjungan", **ASKED)
    assert faults(app) == []
    rows = panel(app, "What meetings agreed on: 1 open, of these 1 overdue; 0 done")
    assert rows[5:9] == [
        "Police",
        "Menjadwalkan patroli bersama",
        "1 March 2026",
        "30 days overdue",
    ]
    hall = open_page("kunjungan", **ASKED, mode="rapat")
    assert "Menjadwalkan patroli bersama" in said(hall)
    assert widgets(hall) == ["button"]


def test_an_action_is_said_to_be_done(recorded: Path) -> None:
    agree()
    app = open_page("kunjungan", lang="en", office="bali")
    app.button(key="finish action").click().run()
    assert faults(app) == []
    assert "What meetings agreed on: 0 open, of these 0 overdue; 1 done" in texts(app)
    done = read_actions(LAPTOP, read_facts().offices["bali"])["done_on"]
    assert pd.notna(done).all()


def merge_button(app: Any) -> Any:
    return next(b for b in app.button if str(b.key).startswith("merged"))


def test_who_merges_chooses_which_is_kept_and_the_card_stays_to_be_undone(recorded: Path) -> None:
    app = open_page(PATH, **ASKED, show="pairs")
    _word, first, second = str(merge_button(app).key).split()
    assert {f"{first} · kept", f"{second} · goes out"} <= set(texts(app))
    app.radio(key=f"keep {first} {second}").set_value(second).run()
    assert {f"{first} · goes out", f"{second} · kept"} <= set(texts(app))
    app.button(key=f"merged {first} {second}").click().run()
    assert faults(app) == []
    assert first not in keys_in_use()
    assert f"Merged: {second} is kept, {first} went out." in notices(app, "success")
    assert {f"{first} · went out", f"{second} · kept"} <= set(texts(app))
    app.button(key=f"undo {first} {second}").click().run()
    assert faults(app) == []
    assert {first, second} <= keys_in_use()
    assert options(app)["Decided pairs"] == "0"
    assert str(merge_button(app).key).split()[1:] == [first, second]


def test_what_the_report_that_goes_out_says_beyond_the_other_is_named(recorded: Path) -> None:
    twins = [*some(1, "51.08.02.2003", "2026-03-20"), *some(1, "51.08.02.2003", "2026-03-20")]
    twins[1] |= {"n_persons": 4, "follow_up": "diverifikasi"}
    record_reports(twins, prefix="twin")
    page = said(open_page(PATH, **ASKED, show="pairs")).replace("\\", "")
    assert "The one that goes out is further in its follow-up: Verified." in page
    assert "The one that goes out counts more persons: 4." in page
