"""What rows are judged against comes from the register, the store and the boundaries in use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo.intake.context import read_context
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.builders import write_facts


@pytest.mark.usefixtures("own_home")
def test_a_context_has_names_agencies_the_day_and_for_reports_the_land(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_FACTS", str(write_facts(tmp_path / "facts")))
    office = read_facts().offices["bali"]
    context = read_context(LAPTOP, office, Kind.REPORTS)
    assert context.places.kabupaten == ("51.07", "51.08")
    assert set(context.agencies.values()) == {"camat", "polsek"}
    assert context.today == dt.datetime.now(office.timezone).date()
    assert context.bounds == pytest.approx((115.0, -8.3, 115.04, -8.28))
    assert read_context(LAPTOP, office, Kind.VISITS).bounds is None
