"""The page for files: what is on its way, what became of it, and what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.intake import jobs
from geo.store.imports import read_receipt, read_waiting
from geo.store.scope import LAPTOP
from tests.intake.files import csv_of, given, line, ready_store, understood
from tests.markup import elements
from tests.views.reading import address, faults, notices, open_page, said

BROKEN = line(9, day="31/02/2026")
NAMED = line(8, note="a.n. Fulan Contoh")


def taken_in(*lines: str) -> str:
    """Number of an import of these rows."""
    office = ready_store()
    job = given(csv_of(*lines))
    outcome = jobs.take_in(LAPTOP, job, understood(job, office))
    jobs.end(job)
    return outcome.receipt.import_id


def turn_of(import_id: str) -> str:
    """End of the keys of answers about an import."""
    receipt = read_receipt(LAPTOP, ready_store(), import_id)
    return f"{receipt.import_id} {receipt.accepted} {receipt.held}"


def test_the_page_asks_for_kind_sender_and_file(dashboard: Path) -> None:
    app = open_page("berkas", lang="en")
    assert faults(app) == []
    assert "What the rows are" in said(app)
    assert "At most 200 MB" in said(app)
    assert "None yet." in said(app)


def test_a_file_on_its_way_shows_what_would_become_of_its_rows(dashboard: Path) -> None:
    ready_store()
    job = given(csv_of(line(1), line(2), BROKEN))
    app = open_page("berkas", lang="en", job=job.key)
    assert faults(app) == []
    assert "3 rows" in said(app)
    assert "Say first who sent the file." in said(app)
    app.selectbox(key="sender").select("Police").run()
    assert faults(app) == []
    assert "“31/02/2026” is not a day" in said(app)
    assert [button.label for button in app.button if button.key == "take in"] == [
        "Take in 2 rows · 1 waits"
    ]


def test_taking_a_file_in_leads_to_its_receipt_which_adds_up(dashboard: Path) -> None:
    office = ready_store()
    job = given(csv_of(line(1), line(2), BROKEN))
    app = open_page("berkas", lang="en", job=job.key)
    app.selectbox(key="sender").select("Police").run()
    app.button(key="take in").click().run()
    assert faults(app) == []
    receipt = read_receipt(LAPTOP, office, address(app)["import"])
    assert (receipt.read, receipt.accepted, receipt.held, receipt.rejected) == (3, 2, 1, 0)
    assert "2 of 3 rows are in; 1 waits." in said(app)
    assert not job.folder.exists()


def test_a_held_row_is_mended_on_the_page(dashboard: Path) -> None:
    import_id = taken_in(line(1), BROKEN)
    app = open_page("berkas", lang="en", **{"import": import_id})
    assert faults(app) == []
    (answer,) = app.text_input
    answer.set_value("28/02/2026").run()
    app.button(key="save answers").click().run()
    assert faults(app) == []
    assert "all 2 rows are in" in said(app)
    assert notices(app, "success") == ["1 more row is in."]


def test_an_answer_that_is_no_better_leaves_the_row_waiting(dashboard: Path) -> None:
    import_id = taken_in(line(1), BROKEN)
    app = open_page("berkas", lang="en", **{"import": import_id})
    app.text_input[0].set_value("30/02/2026").run()
    app.button(key="save answers").click().run()
    assert faults(app) == []
    assert "1 of 2 rows are in; 1 waits." in said(app)
    assert "“30/02/2026” is not a day" in said(app)


def test_rows_with_names_are_taken_in_without_them_and_the_names_stand_nowhere(
    dashboard: Path,
) -> None:
    import_id = taken_in(line(1), NAMED)
    app = open_page("berkas", lang="en", **{"import": import_id})
    assert "Fulan" not in said(app)
    app.button(key="without personal").click().run()
    assert faults(app) == []
    assert "all 2 rows are in" in said(app)


def test_an_import_is_undone_whole_and_stays_in_the_list(dashboard: Path) -> None:
    import_id = taken_in(line(1), line(2))
    app = open_page("berkas", lang="en", **{"import": import_id})
    app.button(key="undo").click().run()
    assert faults(app) == []
    assert "was taken in and undone" in said(app)
    assert read_receipt(LAPTOP, ready_store(), import_id).undone_at
    app.button(key="all").click().run()
    assert "2 read = 2 accepted + 0 held + 0 rejected" in said(app)
    assert "undone" in said(app)


def test_a_file_or_an_import_that_is_not_there_is_said_and_passed_over(dashboard: Path) -> None:
    app = open_page("berkas", lang="en", job="0" * 32, **{"import": "no such"})
    assert faults(app) == []
    assert "no longer waiting" in said(app)
    assert "What the rows are" in said(app)


def test_cancelling_leaves_nothing_in_the_store_and_no_folder(dashboard: Path) -> None:
    office = ready_store()
    job = given(csv_of(line(1)))
    app = open_page("berkas", lang="en", job=job.key)
    app.button(key="cancel").click().run()
    assert faults(app) == []
    assert "None yet." in said(app)
    assert not job.folder.exists()
    assert office.key == "bali"


def test_nothing_is_taken_in_during_a_meeting(dashboard: Path) -> None:
    app = open_page("berkas", lang="en", mode="rapat")
    assert faults(app) == []
    assert "not in a meeting" in said(app)
    assert not app.selectbox


@pytest.mark.parametrize("cell", ["<img src=x onerror=alert(1)>", "{{ 7*7 }}", "=1+1"])
def test_hostile_cells_are_shown_as_they_stand(dashboard: Path, cell: str) -> None:
    import_id = taken_in(line(1), line(2).replace("masyarakat", cell))
    waiting = read_waiting(LAPTOP, ready_store(), import_id)
    assert cell in str(waiting["cells"].iloc[0])
    app = open_page("berkas", lang="en", **{"import": import_id})
    assert faults(app) == []
    drawn = [element.tag for each in app.get("html") for element in elements(each.proto.body)]
    assert "img" not in drawn
    assert cell in said(app)


def test_a_row_mended_later_reads_its_day_in_the_order_of_its_column(dashboard: Path) -> None:
    torn = line(7, day="03/02/2026").replace("masyarakat", "wrga")
    import_id = taken_in(line(1, day="23/02/2026"), torn)
    app = open_page("berkas", lang="en", **{"import": import_id})
    app.selectbox(key="answer 0 " + turn_of(import_id)).select("masyarakat").run()
    app.button(key="save answers").click().run()
    assert "all 2 rows are in" in said(app)


def test_of_very_many_rows_that_wait_the_first_are_asked_about(
    dashboard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.views.cached_work.MOST_ROWS", 1)
    app = open_page("berkas", lang="en", **{"import": taken_in(line(1), BROKEN, NAMED)})
    assert faults(app) == []
    assert "The first 1 of 2 rows; the others come next." in said(app)


def test_rows_that_wait_are_read_once_until_something_changes(
    dashboard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, n_read = taken_in(line(1), BROKEN), []
    read_rows = read_waiting

    def counted(*given: Any, **more: Any) -> Any:
        n_read.append(1)
        return read_rows(*given, **more)

    monkeypatch.setattr("geo.views.cached_work.read_waiting", counted)
    app = open_page("berkas", lang="en", **{"import": key})
    app.run()
    assert faults(app) == []
    assert len(n_read) == 1


def test_a_row_that_is_not_wanted_is_left_out_and_the_counts_still_add_up(dashboard: Path) -> None:
    import_id = taken_in(line(1), BROKEN)
    app = open_page("berkas", lang="en", **{"import": import_id})
    app.button(key="leave 0 " + turn_of(import_id)).click().run()
    assert faults(app) == []
    receipt = read_receipt(LAPTOP, ready_store(), import_id)
    assert (receipt.read, receipt.accepted, receipt.held, receipt.rejected) == (2, 1, 0, 1)
    assert "A reader left the row out." in said(app)
