"""Measure, print, and write the tables into the README."""

from __future__ import annotations

import re
import sys

from benchmarks.browser import measure_browser
from benchmarks.changes import measure_changes
from benchmarks.hotspot_worlds import worlds_tables
from benchmarks.hotspots import measure_hotspots
from benchmarks.intake import measure_intake
from benchmarks.many import home_of_many, own_home
from benchmarks.rows import as_table
from benchmarks.server import measure_server
from geo.home import ROOT


def write_table(mark: str, table: str) -> None:
    """Print a table and put it between its marks in the README."""
    print(table)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    start, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    between = re.compile(f"{start}.*?{end}", re.DOTALL)
    if not between.search(text):
        sys.exit(f"README.md has no {start} … {end}")
    filled = between.sub(lambda _found: f"{start}\n{table}\n{end}", text)
    readme.write_text(filled, encoding="utf-8")


def main() -> None:
    """Run all benchmarks."""
    write_table("hotspots", as_table(measure_hotspots()))
    write_table("worlds", worlds_tables())
    with own_home():
        taken_in = measure_intake()
    with home_of_many() as filled:
        rows = [*measure_server(), *filled, *taken_in, *measure_changes(), *measure_browser()]
    write_table("benchmark", as_table(rows))


main()
