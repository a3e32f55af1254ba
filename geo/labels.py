"""Readers' words for statuses, levels, what reports say, and what is invented."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from geo.text import _
from geo.words import (
    MEETING,
    Accuracy,
    Channel,
    Difference,
    FollowUp,
    HotspotClass,
    Identifier,
    Level,
    Measure,
    OperationKind,
    Pattern,
    Suspicion,
    TeamStatus,
)


def status_label(status: TeamStatus) -> str:
    """A rung of the ladder as readers know it, such as Belum diketahui."""
    return {
        TeamStatus.UNKNOWN: _("Not known"),
        TeamStatus.NOT_FORMED: _("Not formed"),
        TeamStatus.PLANNED: _("Planned"),
        TeamStatus.IN_PROGRESS: _("In progress"),
        TeamStatus.FORMED: _("Formed"),
        TeamStatus.INAUGURATED: _("Inaugurated"),
        TeamStatus.ACTIVE: _("Active"),
        TeamStatus.INACTIVE: _("Inactive"),
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
        TeamStatus.ACTIVE: _("A coordination meeting or an operation in the last 12 months."),
        TeamStatus.INACTIVE: _("Nothing recorded for it in 12 months, where others are recorded."),
    }[status]


def level_label(level: Level) -> str:
    """Name of a level; Indonesian in both languages, since it is a legal term."""
    return {
        Level.PROVINSI: _("Provinsi"),
        Level.KABUPATEN: _("Kabupaten/kota"),
        Level.KECAMATAN: _("Kecamatan"),
        Level.DESA: _("Desa/kelurahan"),
    }[level]


def channel_label(channel: Channel) -> str:
    """Who a report came from, as readers know it."""
    return {
        Channel.VILLAGE: _("Village officials"),
        Channel.PUBLIC: _("Public"),
        Channel.LODGING: _("Lodgings (APOA)"),
        Channel.AGENCY: _("Member agencies"),
        Channel.MEDIA: _("Media"),
        Channel.PATROL: _("Found by officers"),
    }[channel]


def suspicion_label(kind: Suspicion) -> str:
    """What a report suspects (dugaan)."""
    return {
        Suspicion.PERMIT_MISUSE: _("Misuse of a stay permit"),
        Suspicion.OVERSTAY: _("Overstay"),
        Suspicion.ADDRESS: _("Address wrong or not reported"),
        Suspicion.SPONSOR: _("Fictitious sponsor"),
        Suspicion.DOCUMENTS: _("Cannot show documents"),
        Suspicion.PUBLIC_ORDER: _("Disturbing public order"),
        Suspicion.PRESENCE: _("Presence only"),
        Suspicion.OTHER: _("Other"),
    }[kind]


def accuracy_label(accuracy: Accuracy) -> str:
    """How well the place of a report is known."""
    return {
        Accuracy.GPS: _("GPS point"),
        Accuracy.ADDRESS: _("Address"),
        Accuracy.DESA: _("Desa only"),
        Accuracy.KECAMATAN: _("Kecamatan only"),
        Accuracy.NONE: _("Without location"),
    }[accuracy]


def follow_up_label(state: FollowUp) -> str:
    """What became of a report."""
    return {
        FollowUp.NEW: _("New"),
        FollowUp.VERIFIED: _("Verified"),
        FollowUp.ACTED_ON: _("Acted on"),
        FollowUp.DONE: _("Done"),
        FollowUp.UNFOUNDED: _("Unfounded"),
    }[state]


def sample_stamp(is_sample: bool) -> str:
    """What stands over everything that shows an invented record."""
    return _("DATA CONTOH (sample data)") if is_sample else ""


def activity_label(kind: str) -> str:
    """A meeting, or an operation of a kind, as the profile of an area lists them."""
    return _("Coordination meeting") if kind == MEETING else operation_label(OperationKind(kind))


def operation_label(kind: OperationKind) -> str:
    """Kind of an operation."""
    return {
        OperationKind.SPECIAL: _("Joint operation, special"),
        OperationKind.INCIDENTAL: _("Joint operation, incidental"),
        OperationKind.PATROL: _("Patrol"),
    }[kind]


def measure_label(measure: Measure) -> str:
    """What reports can be measured against."""
    return {
        Measure.POPULATION: _("Population"),
        Measure.LODGINGS: _("Registered lodgings"),
        Measure.PERMITS: _("Holders of stay permits"),
        Measure.PATROL_DAYS: _("Days of patrol"),
        Measure.VISITS: _("Visits"),
    }[measure]


def identifier_label(identifier: Identifier) -> str:
    """What tells who a person is, as readers know it."""
    return {
        Identifier.NAME: _("name of a person"),
        Identifier.PASSPORT: _("passport number"),
        Identifier.PERMIT: _("number of a stay permit"),
        Identifier.NIK: _("NIK"),
        Identifier.PHONE: _("phone number"),
        Identifier.EMAIL: _("e-mail address"),
        Identifier.BIRTH: _("day of birth"),
        Identifier.PHOTO: _("photo"),
        Identifier.ADDRESS: _("home address"),
        Identifier.ACCOUNT: _("account"),
        Identifier.NATIONALITY: _("nationality"),
    }[identifier]


def word_label(word: StrEnum) -> str:
    """A word of a field as readers know it, whatever it is a word of."""
    labels: dict[type[StrEnum], Callable[[Any], str]] = {
        TeamStatus: status_label,
        Level: level_label,
        Channel: channel_label,
        Suspicion: suspicion_label,
        Accuracy: accuracy_label,
        FollowUp: follow_up_label,
        OperationKind: operation_label,
        Measure: measure_label,
    }
    return labels[type(word)](word)


def hotspot_label(klass: HotspotClass) -> str:
    """What a test of concentration says, such as Signifikan."""
    return {
        HotspotClass.SIGNIFICANT: _("Significant"),
        HotspotClass.INDICATION: _("Indication"),
        HotspotClass.NOT_SIGNIFICANT: _("Not significant"),
        HotspotClass.NOT_ENOUGH: _("Not enough data"),
    }[klass]


def pattern_label(pattern: Pattern) -> str:
    """How a concentration went over the months, such as Menguat."""
    return {
        Pattern.NEW: _("New concentration"),
        Pattern.CONSECUTIVE: _("Consecutive"),
        Pattern.PERSISTENT: _("Persistent"),
        Pattern.INTENSIFYING: _("Intensifying"),
        Pattern.DIMINISHING: _("Diminishing"),
        Pattern.SPORADIC: _("Sporadic"),
        Pattern.HISTORICAL: _("Historical"),
        Pattern.NONE: _("No pattern"),
        Pattern.NOT_ENOUGH: _("Not enough data"),
    }[pattern]


def difference_label(difference: Difference) -> str:
    """How two windows differ in an area, such as Naik."""
    return {
        Difference.MORE: _("More than before"),
        Difference.LESS: _("Less than before"),
        Difference.NOT_DIFFERENT: _("No demonstrable difference"),
        Difference.NOT_ENOUGH: _("Not enough data"),
    }[difference]
