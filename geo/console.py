"""What the shell shows while it builds, and afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from geo.text import _, number, percent
from geo.words import Level

if TYPE_CHECKING:  # a shell command should not wait for geopandas to say a word
    from geo.boundaries.summary import Summary
    from geo.intake.report import Report


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error; the block gets a function to move it: step, done, total."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=False) as bar:
        task = bar.add_task("", total=None)

        def move(step: str, done: int, total: int) -> None:
            bar.update(task, description=step.replace("[", r"\["), completed=done, total=total)

        yield move


def show_summaries(summaries: Sequence[Summary], *, as_json: bool) -> None:
    """One row a province: what was built, from what, how well it matched, how long it took."""
    if as_json:
        rows = [{**asdict(s), "matched_share": s.matched_share} for s in summaries]
        print_json(rows)
        return
    table = Table(title=_("Boundaries"))
    for heading in ("kode", _("province"), _("source")):
        table.add_column(heading)
    for heading in ("kecamatan", "desa"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in (_("matched"), _("gaps km²"), _("seconds")):
        table.add_column(heading, justify="right")
    for s in summaries:
        cells = [s.provinsi, s.nama, s.fault or s.source]
        cells += [_of(s, Level.KECAMATAN), _of(s, Level.DESA)]
        cells += [
            percent(s.matched_share),
            number(s.gap_km2 + s.overlap_km2, 3),
            number(s.seconds, 1),
        ]
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


def _of(summary: Summary, level: Level) -> str:
    return f"{summary.counts.get(level, 0)}/{summary.register.get(level, 0)}"


def show_report(report: Report, *, as_json: bool) -> None:
    """What was found in a file of boundaries, the gravest first, and what became of it."""
    if as_json:
        print_json(report.as_json())
        return
    table = Table(title=Text(report.file), show_lines=True)
    for heading in ("", _("Finding"), _("Examples"), _("Remedy")):
        table.add_column(heading)
    marks = {"ok": _("good"), "warn": _("note"), "refuse": _("refused")}
    for severity, *cells in report.as_rows():
        table.add_row(marks[severity], *(Text(cell) for cell in cells))
    console = Console()
    console.print(table)
    console.print(Text(_fate(report)))


def _fate(report: Report) -> str:
    if report.refused:
        return _("Refused: nothing was changed.")
    if report.in_use:
        return _("In use now as {name}. To undo: petapora boundaries back", name=report.set_name)
    return _("Checked: nothing was changed.")


def print_json(content: object) -> None:
    """Print an answer for programs."""
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str))
