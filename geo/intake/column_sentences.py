"""Sentences and remedies for what the strict grammar of cells and coordinates notices."""

from __future__ import annotations

from geo.intake.reason_words import Reason
from geo.text import _


def column_sentences() -> dict[str, tuple[str, str]]:
    """Sentence and remedy of each of these reasons, in the language that is spoken."""
    return {**_of_days(), **_of_numbers(), **_of_coordinates(), **_of_systems()}


def _of_days() -> dict[str, tuple[str, str]]:
    return {
        Reason.DAY_MIXED: (
            _("{column}: “{value}” has day and month in another order than the other rows."),
            _("Write the day as 2026-03-25."),
        ),
        Reason.DAY_EARLY: (
            _("{column}: “{value}” lies before the year 2000."),
            _("Look at the year."),
        ),
        Reason.YEAR_SHORT: (
            _("{column}: “{value}” has a year of two digits."),
            _("Write the year with four digits."),
        ),
        Reason.WEEKDAY: (
            _("{column}: in “{value}” the weekday does not belong to the day."),
            _("Mend the day, or leave the weekday out."),
        ),
    }


def _of_numbers() -> dict[str, tuple[str, str]]:
    return {
        Reason.WITH_WORDS: (
            _("{column}: “{value}” holds words beside the number."),
            _("Write digits only."),
        ),
        Reason.GROUPED: (
            _("{column}: in “{value}” the sign may part thousands or begin decimals."),
            _("Write it without a sign for thousands, such as 1250 or -8.1125."),
        ),
        Reason.TOO_LARGE: (
            _("{column}: “{value}” is larger than anything that is counted here."),
            _("Look whether the number stands in the right column."),
        ),
        Reason.KODE_AS_NUMBER: (
            _("{column}: “{value}” is kept as a number, which may have lost a last zero."),
            _("Give the column the format text, and write the kode again."),
        ),
        Reason.KODE_SHORT: (
            _("{column}: “{value}” seems to have lost a zero."),
            _("Write the kode in full, in a cell of text."),
        ),
    }


def _of_coordinates() -> dict[str, tuple[str, str]]:
    return {
        Reason.POINT_ZERO: (
            _("{column}: both coordinates are 0."),
            _("Give the point, or leave both cells empty."),
        ),
        Reason.SIGN_TWICE: (
            _("{column}: “{value}” has a minus and a direction."),
            _("Write either -8.1125 or 8.1125 LS."),
        ),
        Reason.OTHER_AXIS: (
            _("{column}: “{value}” has a direction that belongs to the other coordinate."),
            _("LS and LU are latitudes, BT and BB longitudes."),
        ),
        Reason.METRES: (
            _("{column}: “{value}” is in metres, and nothing says in which zone."),
            _("Say in which UTM zone the file is."),
        ),
        Reason.DEGREES_AMONG_METRES: (
            _("{column}: “{value}” is in degrees, though the file is said to be in metres."),
            _("Write it as the other rows are, or in a file of its own."),
        ),
    }


def _of_systems() -> dict[str, tuple[str, str]]:
    utm = _("Coordinates in metres, easting and northing.")
    return {
        Reason.WGS84: (_("Degrees on WGS 84"), _("As GPS receivers and phones give them.")),
        Reason.UTM_49S: (_("UTM zone 49 south"), utm),
        Reason.UTM_50S: (_("UTM zone 50 south"), utm),
        Reason.UTM_49N: (_("UTM zone 49 north"), utm),
        Reason.UTM_50N: (_("UTM zone 50 north"), utm),
    }
