"""The domain's vocabulary: levels, the form of a kode, the ladder of formation."""

from __future__ import annotations

import re
from enum import StrEnum

_KODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.[1-3]\d{3})?)?)?", re.ASCII)


class Level(StrEnum):
    """The four levels of the register, from the widest to the finest."""

    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KECAMATAN = "kecamatan"
    DESA = "desa"


class TeamStatus(StrEnum):
    """A rung of the ladder of formation; the value is the word in fact files.

    Members stand in the order of the ladder. `UNKNOWN` says that no source says
    anything, which is not `NOT_FORMED`.
    """

    UNKNOWN = "belum diketahui"
    NOT_FORMED = "belum dibentuk"
    PLANNED = "direncanakan"
    IN_PROGRESS = "sedang diproses"
    FORMED = "terbentuk"
    INAUGURATED = "dikukuhkan"

    @property
    def is_formed(self) -> bool:
        """Whether a team of this status exists."""
        return self in (TeamStatus.FORMED, TeamStatus.INAUGURATED)


def is_kode(text: str) -> bool:
    """Whether `text` has the form of a Kemendagri code: 51, 51.08, 51.08.01 or 51.08.01.2001."""
    return _KODE.fullmatch(text) is not None


def level_of(kode: str) -> Level:
    """Level of a well-formed kode, told by its number of groups."""
    return list(Level)[kode.count(".")]


def parent_of(kode: str) -> str:
    """Kode of the area one level up; of a provinsi, the empty string."""
    return kode.rpartition(".")[0]


def kode_at(kode: str, level: Level) -> str:
    """Kode of the area of `level` that holds `kode`: ("51.08.01.2001", KABUPATEN) gives "51.08"."""
    return ".".join(kode.split(".")[: list(Level).index(level) + 1])
