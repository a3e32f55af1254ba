"""Columns of a file on its page: what none of them says, and which of them was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.intake.job_folder import Job
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.intake.files import KLAMPOK, csv_of, given, line, ready_store
from tests.views.reading import faults, notices, open_page, said

HEADINGS = "Nomor laporan,Tanggal diterima,Hari itu,Sumber laporan,Kode"


def file_of(*numbers: int) -> bytes:
    """Reports whose kind no column says, with a day of entry before the day that was meant."""
    rows = [f"B-{n},28/02/2026,23/02/2026,masyarakat,{KLAMPOK}" for n in numbers]
    return "\n".join([HEADINGS, *rows, ""]).encode()


def opened(job: Job, sender: str = "Police") -> AppTest:
    """The page of a file of a sender."""
    app = open_page("berkas", lang="en", job=job.key)
    app.selectbox(key="sender").select(sender).run()
    assert faults(app) == []
    return app


def column(app: AppTest, field: str) -> Any:
    """The list of columns for a field."""
    (found,) = [w for w in app.selectbox if w.key and w.key.startswith(f"column {field} ")]
    return found


def constant(app: AppTest, field: str) -> list[Any]:
    """Where the reader says what holds for every row; nothing if a column tells it."""
    return [w for w in app.selectbox if w.key and w.key.startswith(f"constant {field} ")]


def can_take_in(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key == "take in"]


def test_what_no_column_says_is_asked_for_and_holds_for_every_row(dashboard: Path) -> None:
    office = ready_store()
    app = opened(given(file_of(1, 2)))
    assert "No column says “Kind”. What holds for every row?" in said(app)
    assert can_take_in(app) == []
    (answer,) = constant(app, "kind")
    answer.set_value("penjamin fiktif").run()
    assert can_take_in(app) == ["Take in 2 rows"]
    app.button(key="take in").click().run()
    assert faults(app) == []
    kinds = read_reports(LAPTOP, office)["kind"]
    assert kinds.tolist() == ["penjamin fiktif"] * 2


def test_a_column_that_is_chosen_takes_the_place_of_a_question(dashboard: Path) -> None:
    ready_store()
    app = opened(given(file_of(1)))
    column(app, "kind").set_value(3).run()
    assert faults(app) == []
    assert constant(app, "kind") == []
    assert "“masyarakat”" in said(app)  # no kind of suspicion: the row would wait
    assert can_take_in(app) == ["Take in 0 rows · 1 waits"]


def test_a_wrong_column_is_chosen_otherwise_and_so_is_that_of_the_sender_s_next_file(
    dashboard: Path,
) -> None:
    office = ready_store()
    app = opened(given(file_of(1)))
    assert column(app, "received_on").value == 1
    column(app, "received_on").set_value(2).run()
    constant(app, "kind")[0].set_value("keberadaan").run()
    app.button(key="take in").click().run()
    assert faults(app) == []
    days = read_reports(LAPTOP, office)["received_on"].astype(str)
    assert days.tolist() == ["2026-02-23"]
    assert column(opened(given(file_of(2))), "received_on").value == 2
    assert column(opened(given(file_of(3)), "Head of kecamatan"), "received_on").value == 1


def test_a_sender_who_is_said_late_brings_what_was_remembered(dashboard: Path) -> None:
    ready_store()
    app = opened(given(file_of(1)))
    column(app, "received_on").set_value(2).run()
    constant(app, "kind")[0].set_value("keberadaan").run()
    app.button(key="take in").click().run()
    app = open_page("berkas", lang="en", job=given(file_of(2)).key)
    assert "Say first who sent the file." in notices(app, "warning")
    assert column(app, "received_on").value == 1
    app.selectbox(key="sender").select("Police").run()
    assert column(app, "received_on").value == 2


def test_a_column_that_is_left_aside_stays_so_for_the_sender(dashboard: Path) -> None:
    office = ready_store()
    app = opened(given(file_of(1)))
    column(app, "report").set_value(-1).run()
    constant(app, "kind")[0].set_value("keberadaan").run()
    app.button(key="take in").click().run()
    assert faults(app) == []
    assert not read_reports(LAPTOP, office).index.str.contains("B-1").any()
    app = opened(given(file_of(2)))
    assert column(app, "report").value == -1
    assert "Nomor laporan" in said(app)


def test_the_column_offered_for_a_missing_one_is_taken_and_the_totals_follow(
    dashboard: Path,
) -> None:
    ready_store()
    content = csv_of(line(1), line(2)).replace(b"Tanggal diterima", b"Tanggal Kejadian")
    app = open_page("berkas", lang="en", job=given(content).key)
    app.selectbox(key="sender").select("Police").run()
    assert not [button for button in app.button if button.key == "take in"]
    app.button(key="column missing Tanggal Kejadian").click().run()
    assert faults(app) == []
    assert [button.label for button in app.button if button.key == "take in"] == ["Take in 2 rows"]
    assert "No column says" not in said(app)
    assert not [button for button in app.button if str(button.key).startswith("column missing")]
