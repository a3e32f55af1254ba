"""A published rule is a whole number that can be worked with, or the file is refused."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.store.rules import NAMES, Rules, read_rules, rule_fault
from tests.builders import write_facts


def written(folder: Path, **values: object) -> Path:
    rows = [f"{rule},{value},unit,daftar,," for rule, value in (asdict(Rules()) | values).items()]
    return write_facts(folder, rules=rows) / "rules.csv"


def test_the_rules_of_a_file_are_read_as_they_stand(tmp_path: Path) -> None:
    file = written(tmp_path, fdr_percent=100, enough_total=1_000_000, window_months="06")
    assert read_rules(file, sources=["daftar"]) == Rules(
        fdr_percent=100, enough_total=1_000_000, window_months=6
    )


@pytest.mark.parametrize(
    ("rule", "value", "most"),
    [
        ("fdr_percent", 0, "1,000,000"),
        ("fdr_percent", 101, "100"),
        ("stable_percent", 2000, "100"),
        ("indication_percent", 500, "100"),
        ("review_years", 101, "100"),
        ("window_months", 1201, "1,200"),
        ("enough_total", 1_000_001, "1,000,000"),
        ("enough_total", 10**40, "1,000,000"),
        ("enough_total", "9" * 5000, "1,000,000"),
        ("enough_total", "1.5", "1,000,000"),
        ("enough_total", "\u0662", "1,000,000"),
    ],
)
def test_a_number_that_no_rule_can_be_is_refused_with_its_line(
    tmp_path: Path, rule: str, value: object, most: str
) -> None:
    file = written(tmp_path, **{rule: value})
    line = NAMES.index(rule) + 2
    with pytest.raises(DataError) as told:
        read_rules(file, sources=["daftar"])
    said = str(told.value)
    assert f"line {line}, value '{value}': not a whole number from 1 to {most}. Mend" in said


def test_a_share_ends_at_a_hundred_and_other_rules_at_a_million() -> None:
    assert rule_fault("stable_percent", 100) is None
    assert rule_fault("shore_tolerance_m", 1_000_000) is None
    for value in (0, -1, True, 5.0, "5", None):
        assert rule_fault("enough_reports", value)
