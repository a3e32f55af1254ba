"""How a file is understood, and what became of its rows; plain values that all steps hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from geo.words import Kind, RowState


@dataclass(frozen=True)
class Understanding:
    """
    How the rows of one sheet are read.

    Attributes
    ----------
    kind : Kind
    office, sender : str
        Key of the office; who sent the file, an agency or a place and never a person.
    sheet : int
        Which sheet of the file.
    columns : mapping of str to int
        Field to the number of the column that tells it.
    constants : mapping of str to str
        Field to what every row says, where the file has no column for it.
    crs : str
        What lat and lng are in; empty for degrees on WGS 84.
    swapped, minus : bool
        Whether points that only then lie in Indonesia have latitude and longitude in each other's
        column, or lack the minus of the south; others stay as they are. Only a reader says so.
    dates : str
        ``dmy`` or ``mdy`` for days such as 03/04/2026, which are held where it is empty and the
        column itself does not decide.
    without_personal : bool
        Whether rows are taken without their masked cells, where no field needs them.
    corrects : bool
        Whether rows take the place of those with the same own number, also where these are of
        another day or were changed by hand. Only a reader says so.
    """

    kind: Kind
    office: str
    sender: str
    sheet: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    swapped: bool = False
    minus: bool = False
    dates: str = ""
    without_personal: bool = False
    corrects: bool = False

    def as_json(self) -> dict[str, Any]:
        """All of it, ready for `json.dumps`."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Understanding:
        """The understanding that `as_json` gave."""
        return cls(**{**content, "kind": Kind(content["kind"])})


@dataclass(frozen=True)
class Question:
    """
    Something about a whole file that only a reader can decide; nothing is changed without.

    Attributes
    ----------
    reason : str
        A word of `geo.intake.reasons`: what was noticed.
    n : int
        How many rows it is about.
    evidence : tuple of str
        The first few of them, as they stand and as they would become.
    answers : mapping of str to Understanding
        Each possible answer, a word of `geo.intake.reasons`, and how the file is understood by it.
    """

    reason: str
    n: int
    evidence: tuple[str, ...]
    answers: Mapping[str, Understanding]


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a file; those accepted with a warning are accepted."""

    read: int = 0
    accepted: int = 0
    warned: int = 0
    held: int = 0
    rejected: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether no row was lost and none counted twice."""
        return self.read == self.accepted + self.held + self.rejected

    def __add__(self, other: Counts) -> Counts:
        """Counts of both."""
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class Judged:
    """
    Rows of a sheet, each of them accepted, held or rejected.

    Attributes
    ----------
    accepted : DataFrame
        Indexed by ``line``: the fields of the kind as `geo.intake.judge.judge` describes them, and
        ``state`` (accepted or warned).
    issues : DataFrame
        One row for each thing to say of a row: ``line``, ``state`` (warned, held, rejected),
        ``field``, ``column`` (the heading), ``value`` (as it stands, masked), ``reason`` (a word of
        `geo.intake.reasons`) and ``details`` (tuple of str, such as kode to choose from).
    waiting : DataFrame
        Rows that are held or rejected, indexed by ``line``: ``state`` and ``cells``, a dict of
        heading and text in the order of the file, masked.
    n_changed, n_same : int
        How many accepted rows the store has otherwise, and as they are; none before they were
        compared.
    differs : DataFrame
        What the former say otherwise: ``line``, ``field``, ``before`` and ``after`` as text.
    """

    accepted: pd.DataFrame
    issues: pd.DataFrame
    waiting: pd.DataFrame
    n_changed: int = 0
    n_same: int = 0
    differs: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def counts(self) -> Counts:
        """How many rows were read, and what became of them."""
        states = self.waiting["state"]
        held = int((states == RowState.HELD.value).sum())
        return Counts(
            read=len(self.accepted) + len(self.waiting),
            accepted=len(self.accepted),
            warned=int((self.accepted["state"] == RowState.WARNED.value).sum()),
            held=held,
            rejected=len(states) - held,
        )
