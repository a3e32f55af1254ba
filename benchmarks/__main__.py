"""Measure, print, and write the table into the README."""

from __future__ import annotations

import re
import sys

from benchmarks.browser import measure_browser
from benchmarks.changes import measure_changes
from benchmarks.intake import measure_intake
from benchmarks.many import home_of_many, own_home
from benchmarks.rows import Row
from benchmarks.server import measure_server
from geo.home import ROOT

START, END = "<!-- benchmark -->", "<!-- /benchmark -->"


def as_table(rows: list[Row]) -> str:
    """Rows of (what, measured, promised) as a Markdown table."""
    lines = ["| What | Measured | Promised |", "|---|--:|--:|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def main() -> None:
    """Run all benchmarks."""
    with own_home():
        taken_in = measure_intake()
    with home_of_many() as filled:
        rows = [*measure_server(), *filled, *taken_in, *measure_changes(), *measure_browser()]
    table = as_table(rows)
    print(table)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    between = re.compile(f"{START}.*?{END}", re.DOTALL)
    if not between.search(text):
        sys.exit(f"README.md has no {START} … {END}")
    readme.write_text(between.sub(f"{START}\n{table}\n{END}", text), encoding="utf-8")


main()
