"""A sentence and a remedy for each reason, in the reader's language."""

from __future__ import annotations

from functools import cache

from geo.intake.column_sentences import column_sentences
from geo.intake.reason_words import Reason
from geo.intake.update_sentences import update_sentences
from geo.text import _


@cache
def sentences(_language: str) -> dict[str, tuple[str, str]]:
    """Sentence and remedy of each reason; asked for in the language that is spoken."""
    return {
        **_of_the_file(),
        **_of_cells(),
        **_of_places(),
        **_of_questions(),
        **_answers(),
        **column_sentences(),
        **update_sentences(),
    }


def _of_the_file() -> dict[str, tuple[str, str]]:
    return {
        Reason.CELL_COUNT: (
            _("The row has more or fewer cells than there are headings."),
            _("Put a text that holds the separator in quotes, and upload the file again."),
        ),
        Reason.TOTAL_ROW: (
            _("A total row, not a row of its own."),
            _("Nothing is to be done; leave such rows out of the file."),
        ),
        Reason.OPEN_QUOTE: (
            _("A quote is opened and not closed."),
            _("Close the quote, and upload the file again."),
        ),
        Reason.BINARY_CELL: (
            _("The row holds characters that are no text."),
            _("Save the file again as CSV UTF-8 or XLSX."),
        ),
        Reason.LONG_CELL: (
            _("A cell is longer than any that a form has."),
            _("Shorten the cell, and upload the file again."),
        ),
        Reason.ERROR_CELL: (
            _("{column}: the spreadsheet shows an error instead of a value."),
            _("Mend the formula, or write the value itself."),
        ),
        Reason.NO_POINT: (
            _("The feature is not a point."),
            _("Save the layer as points."),
        ),
        Reason.IDENTIFIER: (
            _("{column}: holds what tells who a person is. It was not kept."),
            _("Leave it out: take the rows without these cells, or write a text without it."),
        ),
        Reason.LEFT_OUT: (
            _("{column}: left out, since it tells who a person is."),
            _("Nothing is to be done, unless the cell said something else as well."),
        ),
        Reason.NOT_WANTED: (
            _("A reader left the row out."),
            _("Nothing is to be done, unless it should come in after all."),
        ),
        Reason.TWIN_IN_FILE: (
            _("The same row, or the same own number, stands in the file before."),
            _("If both are right, give each its own number; if not, leave this one out."),
        ),
    }


def _of_cells() -> dict[str, tuple[str, str]]:
    return {
        Reason.MISSING: (_("{column}: empty."), _("Fill it in.")),
        Reason.KEY: (
            _("{column}: “{value}” cannot be an own number."),
            _("Use up to 40 letters, digits and dashes, and no number of 9 or more digits."),
        ),
        Reason.DAY: (
            _("{column}: “{value}” is not a day."),
            _("Write days as 2026-03-25, 25/03/2026 or 25 Maret 2026."),
        ),
        Reason.DAY_ORDER: (
            _("{column}: “{value}” can be two days."),
            _("Say whether the day or the month comes first, or write 2026-03-25."),
        ),
        Reason.DAY_TO_COME: (
            _("{column}: “{value}” is yet to come."),
            _("Write the day on which it happened."),
        ),
        Reason.WORD: (
            _("{column}: “{value}” is not a known word."),
            _("Choose one of the words of the template."),
        ),
        Reason.NOT_STATED: (
            _("{column}: “{value}” is computed and not what a document says."),
            _("Choose the status that the document gives."),
        ),
        Reason.WHOLE: (
            _("{column}: “{value}” is not a whole number of 0 or more."),
            _("Write digits only."),
        ),
        Reason.NUMBER: (
            _("{column}: “{value}” is not a number of 0 or more."),
            _("Write digits, with one comma or point for decimals."),
        ),
        Reason.DOCUMENT: (
            _("{column}: “{value}” is not the number of a document."),
            _("Write the number as it stands on the document."),
        ),
        Reason.AGENCY: (
            _("{column}: “{value}” is not a known agency."),
            _("Choose one of the agencies of the template; never a person."),
        ),
        Reason.ASSUMED_ONE: (
            _("{column}: empty; the report counts as one person."),
            _("Write the number if it is known."),
        ),
        Reason.LONG_TEXT: (_("{column}: the text is too long."), _("Shorten it.")),
        Reason.PERIOD: (
            _("{column}: “{value}” lies before the first day of the period."),
            _("Write the last day of the period, not before the first."),
        ),
    }


def _of_places() -> dict[str, tuple[str, str]]:
    return {
        Reason.COORDINATE: (
            _("{column}: “{value}” is not a coordinate."),
            _("Write degrees as -8.1125, or degrees, minutes and seconds with LS or BT."),
        ),
        Reason.HALF_POINT: (
            _("{column}: empty, though the other coordinate is given."),
            _("Give both coordinates or none."),
        ),
        Reason.FAR_POINT: (
            _("{column}: “{value}” lies outside of Indonesia."),
            _("Look whether coordinates are swapped, lack a minus, or are in another system."),
        ),
        Reason.POINT_ELSEWHERE: (
            _("{column}: “{value}” is named, but the point lies in another kecamatan or outside."),
            _("Choose the kode of the row, without the point, or that of the point."),
        ),
        Reason.POINT_BESIDE: (
            _("{column}: “{value}” is named, but the point lies in another desa of the kecamatan."),
            _("The report counts where its point lies. Look whether that is right."),
        ),
        Reason.KODE: (
            _("{column}: “{value}” is not a kode."),
            _("Write 51.08, 51.08.01 or 51.08.01.2001, in a cell of text."),
        ),
        Reason.KODE_UNKNOWN: (
            _("{column}: the register has no kode “{value}”."),
            _("Look the area up in the register."),
        ),
        Reason.NAME_UNKNOWN: (
            _("{column}: no area of this office is called “{value}” there."),
            _("Write the name as the register has it, or the kode."),
        ),
        Reason.NAME_AMBIGUOUS: (
            _("{column}: several areas are called “{value}”."),
            _("Choose the kode, or name the kecamatan and the kabupaten as well."),
        ),
        Reason.NAME_DIFFERS: (
            _("{column}: “{value}” does not belong to the other names or the kode of the row."),
            _("Mend the kode or the names, so that they name the same area."),
        ),
        Reason.LEVEL: (
            _("{column}: “{value}” is an area of a level that such a row is not about."),
            _("Name an area of the right level."),
        ),
        Reason.PLACE_MISSING: (
            _("The row does not say where."),
            _("Give a point, a kode or the names of the areas."),
        ),
        Reason.PLACE_OUTSIDE: (
            _("{column}: “{value}” is not in the work area of the office."),
            _("Mend it, or send the row to the office whose area it is."),
        ),
        Reason.PLACE_COARSE: (
            _("{column}: “{value}” names no more than a kabupaten."),
            _("Give the kecamatan or the desa, if it is known."),
        ),
        Reason.ACCURACY: (
            _("{column}: “{value}” does not fit what the row says of its place."),
            _("Choose the accuracy that the point or the names have."),
        ),
    }


def _of_questions() -> dict[str, tuple[str, str]]:
    return {
        Reason.DATES: (
            _("Days of the file can be read with the day or with the month first."),
            _("Say which comes first."),
        ),
        Reason.PERSONAL_COLUMNS: (
            _("Columns or cells of the file tell who persons are. None of it was kept."),
            _("Take the rows without these cells, or leave them waiting."),
        ),
        Reason.COLUMN_MISSING: (
            _("No column of the file says what each row needs."),
            _("Choose the column, or what holds for all rows."),
        ),
        Reason.COLUMN_TWICE: (
            _("Two columns of the file say the same."),
            _("Choose which one counts."),
        ),
        Reason.SWAPPED: (
            _("Latitude and longitude seem to stand in each other's column."),
            _("Say whether they are swapped."),
        ),
        Reason.MINUS_MISSING: (
            _("The latitudes seem to lack the minus of the south."),
            _("Say whether the minus is missing."),
        ),
        Reason.CRS_UNKNOWN: (
            _("The file does not say what its coordinates are in."),
            _("Choose the system of the coordinates."),
        ),
        Reason.FAR_OUTSIDE: (
            _("Points lie far outside of the work area."),
            _("Look at the points before you go on."),
        ),
    }


def _answers() -> dict[str, tuple[str, str]]:
    return {
        Reason.AS_IT_STANDS: (_("Leave it as it stands"), _("Nothing is changed.")),
        Reason.DAY_FIRST: (_("The day comes first"), _("03/04/2026 is 3 April.")),
        Reason.MONTH_FIRST: (_("The month comes first"), _("03/04/2026 is 4 March.")),
        Reason.WITHOUT_PERSONAL: (
            _("Take the rows without these cells"),
            _("Rows that need such a cell wait."),
        ),
        Reason.SWAP: (_("Swap latitude and longitude"), _("Points that are right stay.")),
        Reason.ADD_MINUS: (_("Add the minus"), _("Points that are right stay.")),
    }
