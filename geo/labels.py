"""Readers' words for statuses, levels and measures."""

from __future__ import annotations

from geo.text import _
from geo.words import Level, TeamStatus


def status_label(status: TeamStatus) -> str:
    """A rung of the ladder as readers know it, such as Belum diketahui."""
    return {
        TeamStatus.UNKNOWN: _("Not known"),
        TeamStatus.NOT_FORMED: _("Not formed"),
        TeamStatus.PLANNED: _("Planned"),
        TeamStatus.IN_PROGRESS: _("In progress"),
        TeamStatus.FORMED: _("Formed"),
        TeamStatus.INAUGURATED: _("Inaugurated"),
    }[status]


def status_meaning(status: TeamStatus) -> str:
    """What a rung of the ladder means and what it rests on."""
    return {
        TeamStatus.UNKNOWN: _("No source says anything; this is not the same as “not formed”."),
        TeamStatus.NOT_FORMED: _("A source says that there is no team."),
        TeamStatus.PLANNED: _("The team stands in a work plan."),
        TeamStatus.IN_PROGRESS: _("A decree is being drafted."),
        TeamStatus.FORMED: _("Formed in a meeting or by decree (SK)."),
        TeamStatus.INAUGURATED: _("Inaugurated in an event."),
    }[status]


def level_label(level: Level) -> str:
    """Name of a level; Indonesian in both languages, since it is a legal term."""
    return {
        Level.PROVINSI: _("Provinsi"),
        Level.KABUPATEN: _("Kabupaten/kota"),
        Level.KECAMATAN: _("Kecamatan"),
        Level.DESA: _("Desa/kelurahan"),
    }[level]
