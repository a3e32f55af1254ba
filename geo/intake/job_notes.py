"""What is to be done to a file and what came of it, noted in the folder of its job."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from geo.intake.job_folder import Job, JobState, Step, read_note, write_note, write_state
from geo.intake.judged import Counts, Understanding
from geo.intake.take_in import Verdict
from geo.store.imports import Receipt
from geo.store.scope import Role, Scope
from geo.text import language
from geo.words import Kind

_log = logging.getLogger(__name__)

ISSUE_COLUMNS: Final = ("line", "state", "field", "column", "value", "reason", "details")

COMPARED: Final = ("n_new", "n_changed", "n_same")
"""How many rows the store has not, otherwise, and as they are."""


class Action(StrEnum):
    """What is to be done to the rows of a file that was read."""

    JUDGE = "judge"
    TAKE_IN = "take in"


@dataclass(frozen=True)
class Task:
    """An action, for whom, and how the file is understood; noted for a process of its own."""

    action: Action
    scope: Scope
    understanding: Understanding
    language: str
    replaces_sample: bool = False


@dataclass(frozen=True)
class Outcome:
    """
    What became of a file.

    Attributes
    ----------
    receipt : Receipt
    reasons : mapping of str to int
        How many rows each reason is said of.
    was_known : bool
        Whether the same file was taken in before, so that nothing was done now; the receipt is
        then the earlier one's.
    """

    receipt: Receipt
    reasons: dict[str, int]
    was_known: bool = False


def begin_task(job: Job, task: Task) -> None:
    """Note what is to be done, for a process of its own; what came of an earlier task goes."""
    (job.folder / "outcome.json").unlink(missing_ok=True)
    write_note(job, "task", {**asdict(task), "understanding": task.understanding.as_json()})


def read_task(job: Job) -> Task | None:
    """The task that `begin_task` noted; None before."""
    said = read_note(job, "task")
    if said is None:
        return None
    scope = said["scope"]
    return Task(
        action=Action(said["action"]),
        scope=Scope(scope["actor"], Role(scope["role"]), tuple(scope["areas"])),
        understanding=Understanding.from_json(said["understanding"]),
        language=said["language"],
        replaces_sample=said["replaces_sample"],
    )


def task_of(
    action: Action, scope: Scope, understanding: Understanding, *, replaces_sample: bool = False
) -> Task:
    """A task in the language that is spoken here."""
    return Task(action, scope, understanding, language(), replaces_sample)


def verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a note says it; see `read_verdict`."""
    issues = [
        {**row, "line": int(row["line"]), "details": list(row["details"])}
        for row in verdict.issues.to_dict("records")
    ]
    return {
        "counts": asdict(verdict.counts),
        "reasons": dict(verdict.reasons),
        "issues": issues,
        "compared": {name: getattr(verdict, name) for name in COMPARED},
        "differs": verdict.differs.astype("str").to_dict("records"),
    }


def read_verdict(job: Job) -> Verdict | None:
    """What would become of the rows, as the last judging said; None before."""
    said = read_note(job, "verdict")
    if said is None:
        return None
    issues = pd.DataFrame(said["issues"], columns=list(ISSUE_COLUMNS))
    counts, differs = Counts(**said["counts"]), pd.DataFrame(said["differs"])
    return Verdict(counts, said["reasons"], issues, **said["compared"], differs=differs)


def note_outcome(job: Job, outcome: Outcome) -> None:
    """Note what became of the file, where that can be: its rows are in the store either way."""
    receipt = {**asdict(outcome.receipt), "kind": outcome.receipt.kind.value}
    said = {"receipt": receipt, "reasons": outcome.reasons, "was_known": outcome.was_known}
    n_read = outcome.receipt.read
    try:
        write_note(job, "outcome", said)
        write_state(job, JobState(Step.TAKEN, n_read, n_read))
    except OSError as error:  # the disk is full, or another page has taken the folder away
        key = outcome.receipt.import_id
        _log.warning("import %s holds; it could not be noted: %s", key, error.strerror)


def read_outcome(job: Job) -> Outcome | None:
    """What became of the file; None before it was taken in."""
    said = read_note(job, "outcome")
    if said is None:
        return None
    receipt = Receipt(**{**said["receipt"], "kind": Kind(said["receipt"]["kind"])})
    return Outcome(receipt, said["reasons"], said["was_known"])
