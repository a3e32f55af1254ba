"""The whole way of a file, from a stranger's bytes to rows in the store and back out again."""

from __future__ import annotations

import hashlib
import logging
import random
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from geo.errors import DataError
from geo.exports.waiting_rows import waiting_rows
from geo.intake import jobs
from geo.intake.context import Context, read_context
from geo.intake.headings import match_headings
from geo.intake.job_folder import incoming
from geo.intake.judge import file_questions
from geo.intake.judged import Counts, Judged, Understanding
from geo.intake.reading import process
from geo.intake.reading.limits import Limits
from geo.intake.reading.sandbox import read_file, rows_of
from geo.intake.reasons import reason_text, remedy_text
from geo.intake.table import FAULT, HIDDEN, LINE, TYPES, FileRead
from geo.intake.take_in import Rows, judge_rows
from geo.store.database import reading, store_file
from geo.store.import_checks import CHECKS
from geo.store.imports import read_waiting, undo_import
from geo.store.scope import LAPTOP
from geo.words import Kind, RowState
from tests.fuzz.seeds import EMAIL, NIK
from tests.intake.files import ready_store
from tests.warm import Warm

ANSWERED = 0.1
"""Share of the files with questions that are judged again by one of the answers."""

_ABOUT = {LINE, FAULT, TYPES, HIDDEN}
_SENDER = "polsek"


@dataclass
class Tried:
    """What became of one file, and all that should not have."""

    outcome: str = "read"
    where: str = ""
    peak_mb: float = 0.0
    counts: Counts = field(default_factory=Counts)
    findings: list[str] = field(default_factory=list)

    def require(self, holds: bool, what: str) -> None:
        """Note a finding if something does not hold."""
        if not holds:
            self.findings.append(what)


class NothingRaised:
    """A block out of which nothing comes but errors in words; any other becomes a finding."""

    def __init__(self, tried: Tried, step: str) -> None:
        self._tried, self._step = tried, step
        self.told = ""

    def __enter__(self) -> NothingRaised:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None or not isinstance(error, Exception):
            return False
        if isinstance(error, DataError):
            self.told = str(error)
        else:
            where = traceback.extract_tb(trace)[-1]
            ours = [each for each in traceback.extract_tb(trace) if "/geo/" in each.filename]
            at = ", ".join(f"{Path(e.filename).name}:{e.lineno}" for e in (*ours[-1:], where))
            self._tried.findings.append(f"{self._step}: {type(error).__name__} {at} {error}"[:300])
        return True


class LastEnd(logging.Handler):
    """Keeps what was logged last of a child that broke off: kind of error, file and line."""

    told = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.told = record.getMessage().removeprefix("reading ended with ")


class Bench:
    """A home of the small land, a warm process, and the folder in which files are tried."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self._folder, self._warm = folder, warm
        self._spool = folder / "spool"
        self._given = folder / "given"
        self._given.mkdir()
        self._office = ready_store()
        self._contexts: dict[Kind, Context] = {}
        self._judged: set[bytes] = set()
        self._before = sorted(self._outside())
        self._end = LastEnd()
        logging.getLogger(process.__name__).addHandler(self._end)

    def context(self, kind: Kind) -> Context:
        """What rows of a kind are judged against."""
        if kind not in self._contexts:
            self._contexts[kind] = read_context(LAPTOP, self._office, kind)
        return self._contexts[kind]

    def try_file(
        self, content: bytes, *, kind: Kind, rng: random.Random, planted: bool, store: bool
    ) -> Tried:
        """Send a file all the way; with `store` into the store as well, and out again."""
        tried, source = Tried(), self._given / "berkas.bin"
        self._end.told = ""
        source.write_bytes(content)
        with read_warmly(self._warm), NothingRaised(tried, "reading") as reading_:
            found = read_file(source, name=source.name, folder=self._spool)
        self._note_end(tried, reading_.told)
        if not tried.findings and not reading_.told:
            with NothingRaised(tried, "checking"):
                self._check_read(tried, found, planted)
            for number in range(len(found.sheets[: rng.choice((1, 1, 1, 2))])):
                with NothingRaised(tried, "judging") as judging:
                    self._judge(tried, Rows(self._spool, number, found.sheets[number]), kind, rng)
                tried.require(not judging.told, f"judging refused: {judging.told}")
            if store:
                self._store(tried, source, kind, planted)
        self._clear(tried)
        return tried

    def _note_end(self, tried: Tried, told: str) -> None:
        child = self._warm.last
        tried.peak_mb = child.peak_mb
        tried.require(child.peak_mb <= Limits().memory_mb, f"took {child.peak_mb:.0f} MB")
        if not told:
            return
        tried.outcome = "refused" if child.returncode == 3 else "ended"
        tried.where = f"{told.partition(': ')[2][:50]} {self._end.told}".rstrip()
        tried.require(told.startswith("berkas.bin: "), f"does not name the file: {told}")
        tried.require(not identifiers_in(told), "identifier in the message")
        left = sorted(path.name for path in self._spool.rglob("*"))
        tried.require(not left, f"left in the folder: {left}")

    def _check_read(self, tried: Tried, found: FileRead, planted: bool) -> None:
        said = [repr(found), (self._spool / "read.json").read_text(encoding="utf-8")]
        for number, sheet in enumerate(found.sheets):
            rows = pd.concat(list(rows_of(self._spool, number)), ignore_index=True)
            cells = [f"c{n}" for n in range(len(sheet.headings))]
            tried.require(len(rows) == sheet.n_rows, "rows and their number differ")
            tried.require(set(rows.columns) == {*_ABOUT, *cells}, "columns and headings differ")
            tried.require(rows[LINE].is_unique, "a line stands twice")
            tried.require(not rows.isna().any(axis=None), "a cell is missing")
            tried.require(len(set(sheet.headings)) == len(cells), "a heading stands twice")
            said.append(rows.drop(columns=LINE).to_csv())
        if planted:
            tried.require(not identifiers_in("\n".join(said)), "identifier in the folder")

    def _judge(self, tried: Tried, rows: Rows, kind: Kind, rng: random.Random) -> None:
        if not self._is_fresh(rows, kind):
            return
        context = self.context(kind)
        columns = dict(match_headings(rows.sheet, kind, {}).taken)
        understanding = Understanding(kind, self._office.key, _SENDER, rows.number, columns)
        self._judge_by(tried, rows, understanding, context)
        first = next(rows.batches())
        answers = [
            answer
            for question in file_questions([first], rows.sheet, understanding, context)
            for answer in question.answers.values()
        ]
        if answers and rng.random() < ANSWERED:
            self._judge_by(tried, rows, rng.choice(answers), context)

    def _is_fresh(self, rows: Rows, kind: Kind) -> bool:
        """Whether no file before had the same rows; many a mutation changes none of them."""
        about = hashlib.sha256(f"{kind} {rows.sheet}".encode("utf-8", "surrogatepass"))
        for batch in rows.batches():
            about.update(batch.to_csv().encode("utf-8", "surrogatepass"))
        before = len(self._judged)
        self._judged.add(about.digest())
        return len(self._judged) > before

    def _judge_by(
        self, tried: Tried, rows: Rows, understanding: Understanding, context: Context
    ) -> None:
        lines: list[int] = []
        counts = Counts()
        for judged in judge_rows(rows, understanding, context, progress=lambda _n: None):
            counts += judged.counts
            lines += [*judged.accepted.index, *judged.waiting.index]
            _check_judged(tried, judged)
        there = [line for batch in rows.batches() for line in batch[LINE]]
        tried.require(sorted(lines) == sorted(there), "a line was lost or stands twice")
        tried.require(counts.read == rows.sheet.n_rows, "a row was lost")
        tried.require(counts.adds_up, "the counts do not add up")
        tried.counts += counts

    def _store(self, tried: Tried, source: Path, kind: Kind, planted: bool) -> None:
        before = rows_in_use()
        with read_warmly(self._warm), NothingRaised(tried, "taking in") as taking:
            job = jobs.begin(source, name=source.name)
            found = jobs.read(job)
            understanding = jobs.understand(
                LAPTOP, job, office=self._office, kind=kind, sender=_SENDER
            )
            n_rows = found.sheets[understanding.sheet].n_rows
            receipt = jobs.take_in(LAPTOP, job, understanding).receipt
            adds_up = receipt.accepted + receipt.held + receipt.rejected
            tried.require(receipt.read == n_rows == adds_up, "the receipt does not add up")
            waiting = read_waiting(LAPTOP, self._office, receipt.import_id)
            tried.require(len(waiting) == receipt.held + receipt.rejected, "a waiting row is lost")
            waiting_rows(waiting, import_id=receipt.import_id, file=receipt.file)
            undo_import(LAPTOP, self._office, receipt.import_id)
            jobs.end(job)
        tried.require(not taking.told, f"not taken in: {taking.told}")
        tried.require(rows_in_use() == before, "the store is not as before")
        tried.require(not incoming().exists() or not any(incoming().iterdir()), "a job is left")
        if planted:
            kept = b"".join(file.read_bytes() for file in store_file().parent.iterdir())
            tried.require(not identifiers_in(kept.decode("latin-1")), "identifier in the store")

    def _clear(self, tried: Tried) -> None:
        """Empty the folder, after a look whether anything lies outside of it."""
        tried.require(sorted(self._outside()) == self._before, "written outside of the folder")
        for rest in self._spool.iterdir() if self._spool.exists() else ():
            rest.unlink()

    def _outside(self) -> Iterator[str]:
        yield from (path.name for path in self._folder.iterdir() if path != self._spool)
        yield from (path.name for path in (self._folder / "tmp").iterdir())


def _check_judged(tried: Tried, judged: Judged) -> None:
    accepted, waiting = {RowState.ACCEPTED, RowState.WARNED}, {RowState.HELD, RowState.REJECTED}
    tried.require(set(judged.accepted["state"]) <= accepted, "an accepted row waits")
    tried.require(set(judged.waiting["state"]) <= waiting, "a waiting row is accepted")
    said = judged.issues.loc[judged.issues["state"] != RowState.WARNED.value, "line"]
    tried.require(set(judged.waiting.index) == set(said), "a row waits without a reason")
    for issue in judged.issues.head(50).itertuples():
        text = reason_text(
            issue.reason, column=issue.column, value=issue.value, details=issue.details
        )
        tried.require(bool(text) and isinstance(remedy_text(issue.reason), str), "no reason said")


def identifiers_in(text: str) -> list[str]:
    """Planted identifiers that stand in a text as a whole, not as a part of a longer run."""
    return [
        each for each in (NIK, EMAIL) if any(_is_whole(text, at, each) for at in _at(text, each))
    ]


def _at(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _is_whole(text: str, at: int, wanted: str) -> bool:
    around = text[max(0, at - 1) : at] + text[at + len(wanted) : at + len(wanted) + 1]
    return not any(letter.isalnum() or letter in "._-+" for letter in around)


def rows_in_use() -> Mapping[str, list[tuple[Any, ...]]]:
    """All rows of the tables that files bring rows for, without those taken out."""
    in_use = "SELECT * FROM {} WHERE deleted_at IS NULL ORDER BY 1"
    with reading(LAPTOP) as connection:
        found = {about: connection.exec_driver_sql(in_use.format(about)) for about in CHECKS}
        return {about: [tuple(row) for row in rows] for about, rows in found.items()}


@contextmanager
def read_warmly(warm: Warm) -> Iterator[None]:
    """Let files be read by children of the warm process."""
    start = process.start
    process.start = warm.start
    try:
        yield
    finally:
        process.start = start
