"""The page for files says at the field that a text tells who a person is, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from geo.store.imports import read_imports
from geo.store.scope import LAPTOP
from tests.intake.files import csv_of, given, line, ready_store
from tests.views.reading import faults, notices, open_page, said

NUMBER = "X1234567"


def test_a_constant_that_tells_of_a_person_is_refused_at_its_field(dashboard: Path) -> None:
    ready_store()
    job = given(b"member,level\nA-1,desa\n")
    app = open_page("berkas", lang="en", kind="members", job=job.key)
    app.selectbox(key="sender").select("Police").run()
    (agency,) = [each for each in app.text_input if each.key and "constant agency" in each.key]
    agency.set_value(f"paspor {NUMBER}").run()
    assert faults(app) == []
    (fault,) = notices(app, "error")
    assert "passport number" in fault
    assert NUMBER not in said(app)
    assert [button.key for button in app.button if button.key == "take in"] == []


def test_a_sender_that_tells_of_a_person_is_refused_and_the_file_waits(dashboard: Path) -> None:
    office = ready_store()
    job = given(csv_of(line(1)), name=f"Paspor Fulan {NUMBER}.csv")
    wrote = {"sender": f"Fulan, paspor {NUMBER}"}
    app = open_page("berkas", wrote, lang="en", job=job.key)
    assert faults(app) == []
    (fault,) = notices(app, "error")
    assert "passport number" in fault
    assert NUMBER not in fault
    assert r"berkas\.csv" in said(app)
    assert [button.key for button in app.button if button.key == "take in"] == []
    assert read_imports(LAPTOP, office).empty
