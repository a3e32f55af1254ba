"""The domain's vocabulary: levels, the form of a kode, the ladder of formation, reports."""

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
    anything, which is not `NOT_FORMED`. `ACTIVE` and `INACTIVE` are computed from what a formed
    team did and stand in no file.
    """

    UNKNOWN = "belum diketahui"
    NOT_FORMED = "belum dibentuk"
    PLANNED = "direncanakan"
    IN_PROGRESS = "sedang diproses"
    FORMED = "terbentuk"
    INAUGURATED = "dikukuhkan"
    ACTIVE = "aktif"
    INACTIVE = "tidak aktif"

    @property
    def is_formed(self) -> bool:
        """Whether a team of this status exists."""
        return self in _FORMED

    @property
    def is_stated(self) -> bool:
        """Whether a source can state it; the others are computed."""
        return self not in (TeamStatus.UNKNOWN, TeamStatus.ACTIVE, TeamStatus.INACTIVE)


_FORMED = (TeamStatus.FORMED, TeamStatus.INAUGURATED, TeamStatus.ACTIVE, TeamStatus.INACTIVE)


class Channel(StrEnum):
    """Who a report came from; `PATROL` is what officers found themselves and is counted apart."""

    VILLAGE = "perangkat desa"
    PUBLIC = "masyarakat"
    LODGING = "penginapan"
    AGENCY = "instansi anggota"
    MEDIA = "media"
    PATROL = "temuan petugas"


class Suspicion(StrEnum):
    """What a report suspects (dugaan); before a decision nothing is more than that."""

    PERMIT_MISUSE = "penyalahgunaan izin tinggal"
    OVERSTAY = "melebihi izin tinggal"
    ADDRESS = "alamat tidak sesuai"
    SPONSOR = "penjamin fiktif"
    DOCUMENTS = "tidak dapat menunjukkan dokumen"
    PUBLIC_ORDER = "mengganggu ketertiban umum"
    PRESENCE = "keberadaan"
    OTHER = "lainnya"


class Accuracy(StrEnum):
    """How well the place of a report is known, from the finest to none."""

    GPS = "gps"
    ADDRESS = "alamat"
    DESA = "desa"
    KECAMATAN = "kecamatan"
    NONE = "tanpa lokasi"

    @property
    def fits_cells(self) -> bool:
        """Whether a point of this accuracy may enter a grid finer than a desa."""
        return self in (Accuracy.GPS, Accuracy.ADDRESS)


class FollowUp(StrEnum):
    """What became of a report."""

    NEW = "baru"
    VERIFIED = "diverifikasi"
    ACTED_ON = "ditindaklanjuti"
    DONE = "selesai"
    UNFOUNDED = "tidak terbukti"


class Place(StrEnum):
    """Where a point lies by the boundaries in use."""

    INSIDE = "inside"
    SHORE = "shore"
    """In the water, near enough to the nearest area to be given to it."""
    STATED = "stated"
    """Without a point, in the area that the report names."""
    OUTSIDE = "outside"
    MISSING = "missing"

    @property
    def has_area(self) -> bool:
        """Whether a report of this place belongs to an area."""
        return self in (Place.INSIDE, Place.SHORE, Place.STATED)


MEETING = "rakor"
"""Kind of a meeting among activities; operations have the words of `OperationKind`."""


class OperationKind(StrEnum):
    """Kinds of operations."""

    SPECIAL = "khusus"
    INCIDENTAL = "insidentil"
    PATROL = "patroli"


class Kind(StrEnum):
    """Kinds of rows that a file of an office brings."""

    REPORTS = "reports"
    TEAMS = "teams"
    MEMBERS = "members"
    MEETINGS = "meetings"
    OPERATIONS = "operations"
    VISITS = "visits"
    DENOMINATORS = "denominators"


class RowState(StrEnum):
    """What became of a row of a file; the first two are in the store."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    HELD = "held"
    """It waits for an answer: the row may be right, but nobody is to guess."""
    REJECTED = "rejected"

    @property
    def is_in(self) -> bool:
        """Whether the row is in the store."""
        return self in (RowState.ACCEPTED, RowState.WARNED)


class Identifier(StrEnum):
    """What tells who a person is, and is kept out of the store."""

    NAME = "nama orang"
    PASSPORT = "nomor paspor"
    PERMIT = "nomor izin tinggal"
    NIK = "nik"
    PHONE = "telepon"
    EMAIL = "surel"
    BIRTH = "tanggal lahir"
    PHOTO = "foto"
    ADDRESS = "alamat rumah"
    ACCOUNT = "akun atau rekening"
    NATIONALITY = "kewarganegaraan"


class Measure(StrEnum):
    """What reports can be measured against, by area and period."""

    POPULATION = "penduduk"
    LODGINGS = "penginapan terdaftar"
    PERMITS = "pemegang izin tinggal"
    PATROL_DAYS = "hari patroli"
    VISITS = "kunjungan"


class HotspotClass(StrEnum):
    """What a test of concentration says of an area or cell with those around it."""

    SIGNIFICANT = "signifikan"
    INDICATION = "indikasi"
    """Improbable by itself, but not after all the places tested are taken into account."""
    NOT_SIGNIFICANT = "tidak signifikan"
    NOT_ENOUGH = "belum cukup data"


class Pattern(StrEnum):
    """How a concentration of reports went over the months."""

    NEW = "baru"
    CONSECUTIVE = "berturut-turut"
    PERSISTENT = "menetap"
    INTENSIFYING = "menguat"
    DIMINISHING = "melemah"
    SPORADIC = "sporadis"
    HISTORICAL = "riwayat"
    NONE = "tanpa pola"
    NOT_ENOUGH = "belum cukup data"


class Difference(StrEnum):
    """How the share of an area or cell differs between two windows."""

    MORE = "naik"
    LESS = "turun"
    NOT_DIFFERENT = "tidak berbeda nyata"
    NOT_ENOUGH = "belum cukup data"


CELL_RESOLUTIONS = (5, 6, 7, 8)
"""H3 resolutions that a report's point is indexed at, each directly, not by its parents."""


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
