"""Every reason is said in a plain sentence with a remedy."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.intake.reasons import Reason, known_reasons, reason_text, remedy_text, summary_reasons


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_and_a_remedy(reason: Reason) -> None:
    text, remedy = reason_text(reason, column="Tanggal", value="x"), remedy_text(reason)
    assert text and remedy
    assert text != reason.value
    assert "{" not in text + remedy


def test_a_sentence_names_column_value_and_what_to_choose_from() -> None:
    said = reason_text("name of several", column="Desa", value="Selat", details=("51.07.07",))
    assert "Desa" in said and "Selat" in said and said.endswith("(51.07.07)")


def test_braces_and_long_values_of_a_file_stay_text() -> None:
    said = reason_text(Reason.DAY, column="{column.__class__}", value="{value}" + "x" * 500)
    assert "{column.__class__}" in said and "{value}" in said
    assert len(said) < 200


def test_a_word_that_is_no_reason_is_shown_as_it_is() -> None:
    assert (reason_text("masyarakat"), remedy_text("masyarakat")) == ("masyarakat", "")


def test_a_summary_counts_rows_and_not_cells() -> None:
    issues = pd.DataFrame(
        {"line": [2, 2, 3, 4], "reason": ["missing", "missing", "key", "missing"]}
    )
    assert summary_reasons(issues) == {"missing": 2, "key": 1}
    assert list(summary_reasons(issues)) == ["missing", "key"]


def test_reasons_are_known_in_their_order() -> None:
    assert known_reasons(["missing", "identifier", "?"]) == [Reason.IDENTIFIER, Reason.MISSING]
