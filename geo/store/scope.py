"""Who asks the store, in which role, about which areas: nothing is read or written without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

EVERYWHERE = ("",)
"""The prefix of every kode."""


class Role(StrEnum):
    """What a reader is there for."""

    HEAD = "kepala"
    ANALYST = "analis"
    ENTRY = "petugas input"
    AUDITOR = "auditor"
    ADMIN = "admin"
    MEETING = "rapat"


@dataclass(frozen=True)
class Scope:
    """
    Who asks, in which role, about which areas.

    Attributes
    ----------
    actor : str
        Name of the account; never a person's name.
    role : Role
        What the reader is there for.
    areas : tuple of str
        Kode of the areas that may be seen, each with all that lies in it; `EVERYWHERE` is no bound.
    """

    actor: str
    role: Role
    areas: tuple[str, ...] = EVERYWHERE

    @property
    def has_bounds(self) -> bool:
        """Whether there is anything that may not be seen."""
        return "" not in self.areas

    def sees(self, kode: str) -> bool:
        """Whether the area of `kode` lies in the scope."""
        return any(not area or kode == area or kode.startswith(f"{area}.") for area in self.areas)

    def sees_all(self, kode: Iterable[str]) -> bool:
        """Whether all these areas lie in the scope, and so what lies in none of them."""
        return all(self.sees(each) for each in kode)

    @property
    def least_count(self) -> int:
        """Smallest count of reports that is shown; a smaller one above 0 is hidden."""
        return 5 if self.role is Role.MEETING else 1


LAPTOP = Scope("laptop", Role.HEAD)
"""A program on one's own laptop: everything."""

MEETING = Scope("laptop", Role.MEETING)
"""The same, shown in a hall: aggregates only."""
