"""Templates: a workbook a kind of rows, to be filled, with lists and a sheet that explains."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from contextvars import copy_context
from functools import partial
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from geo.exports.template_lists import Choice, choices_of
from geo.exports.template_words import (
    HOW,
    NEVER,
    field_examples,
    field_form,
    field_meaning,
)
from geo.exports.workbook import argb, put_cell, sheet_titles
from geo.intake.schema import SCHEMAS, Field, Grammar, Schema, field_label, kind_label
from geo.store.members import Agency
from geo.store.offices import Office
from geo.text import LANGUAGES, _, use_language
from geo.theme import colour
from geo.words import Kind

NEEDED_MARK: Final = " *"
"""What stands behind the heading of a field that a row needs."""

ROWS_WITH_LISTS: Final = 5000
"""Down to this line, cells of a template have their list."""

_AS_TEXT: Final = (Grammar.KEY, Grammar.KODE, Grammar.DOCUMENT, Grammar.LAT, Grammar.LNG)
_WIDTHS: Final = {Grammar.TEXT: 40, Grammar.PLACE: 24, Grammar.WORD: 30, Grammar.AGENCY: 30}
_WIDTH = 18
_NEVER_AT: Final = range(1 + len(HOW), 1 + len(HOW) + len(NEVER))
_FIRST_DAY = dt.date(1990, 1, 1)


def template(kind: Kind, office: Office, *, agencies: Mapping[str, Agency]) -> bytes:
    """
    An empty table of a kind of rows as XLSX, ready to be filled and taken in.

    Parameters
    ----------
    kind : Kind
    office : Office
        Whose places the lists offer.
    agencies : mapping of str to Agency
        Those that the lists offer.

    Returns
    -------
    bytes
        The first sheet has the headings alone, in the reader's language; columns of kode and
        numbers are text, so that 51.10 stays 51.10. The second explains every field in all
        languages; examples stand there in columns of their own, which no import reads as rows.
        The last, hidden, holds the lists.

    Raises
    ------
    NotBuilt
        If the register is not built yet.
    """
    schema = SCHEMAS[kind]
    choices = choices_of(schema, office, agencies)
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    explained = " - ".join(_in_all(lambda: _("Explanation")))
    titles = sheet_titles([kind_label(kind), explained, _("Lists")])
    first.title = titles[0]
    explanation, lists = (book.create_sheet(title) for title in titles[1:])
    _fill_headings(first, schema)
    _fill_explanation(explanation, schema, choices, office)
    ranges = _fill_lists(lists, choices)
    lists.sheet_state = "hidden"
    _add_rules(first, schema, ranges, office)
    book.properties.creator = "PetaPORA"
    book.properties.title = f"PetaPORA: {kind_label(kind)}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def template_name(kind: Kind, office: Office) -> str:
    """Name of the file of a template."""
    return f"petapora-{office.key}-{kind.value}.xlsx"


def template_heading(field: Field) -> str:
    """Heading of a field in a template, in the reader's language."""
    return field_label(field.name) + (NEEDED_MARK if field.required else "")


def list_heading(name: str) -> str:
    """Heading of a field's list, which no import takes for a column of that field."""
    return f"{_('Lists')}: {field_label(name)}"


def _in_all(text: Callable[[], str]) -> list[str]:
    """A text in each language, Bahasa Indonesia first."""

    def say(language: str) -> str:
        use_language(language)
        return text()

    return [copy_context().run(say, language) for language in LANGUAGES]


def _fill_headings(sheet: Worksheet, schema: Schema) -> None:
    for column, field in enumerate(schema.fields, start=1):
        cell = put_cell(sheet, 1, column, template_heading(field))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = _fill("warn-soft" if field.required else "panel-soft")
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS.get(field.grammar, _WIDTH)
        if field.grammar in _AS_TEXT:
            dimension.number_format = "@"
        elif field.grammar is Grammar.DAY:
            dimension.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "A2"


def _fill_lists(sheet: Worksheet, choices: Mapping[str, Choice]) -> dict[str, str]:
    """Write the lists side by side; gives the range of each, by field."""
    ranges = {}
    column = 1
    for name, choice in choices.items():
        put_cell(sheet, 1, column, list_heading(name)).font = Font(bold=True)
        for line, text in enumerate(choice.offered, start=2):
            put_cell(sheet, line, column, text).number_format = "@"
        for line, text in enumerate(choice.beside, start=2):
            put_cell(sheet, line, column + 1, text)
        letter, last = get_column_letter(column), 1 + len(choice.offered)
        ranges[name] = f"'{sheet.title}'!${letter}$2:${letter}${last}"
        column += 2 if choice.beside else 1
    return ranges


def _add_rules(sheet: Worksheet, schema: Schema, ranges: Mapping[str, str], office: Office) -> None:
    """What each column asks for as it is filled; only words of a list are insisted on."""
    for column, field in enumerate(schema.fields, start=1):
        rule = _rule(field, ranges.get(field.name))
        rule.prompt = f"{field_meaning(field)}. {field_form(field, office)}."
        rule.promptTitle = field_label(field.name)[:32]
        rule.showInputMessage = rule.showErrorMessage = True
        rule.errorTitle = _("Not a usual value")
        rule.error = f"{field_form(field, office)}."
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
        sheet.add_data_validation(rule)


def _rule(field: Field, offered: str | None) -> DataValidation:
    if offered is not None:
        rule = DataValidation("list", formula1=offered, allow_blank=True)
        rule.errorStyle = "stop" if field.words is not None else "warning"
        return rule
    if field.grammar is Grammar.WHOLE:
        return DataValidation("whole", formula1="0", operator="greaterThanOrEqual")
    if field.grammar is Grammar.DAY:
        first = f"DATE({_FIRST_DAY.year},{_FIRST_DAY.month},{_FIRST_DAY.day})"
        return DataValidation(
            "date", formula1=first, operator="greaterThanOrEqual", errorStyle="warning"
        )
    return DataValidation()


def _fill_explanation(
    sheet: Worksheet, schema: Schema, choices: Mapping[str, Choice], office: Office
) -> None:
    """Sentences, then a line a field; nothing in it looks like a table of rows."""
    line = 1
    said: list[Callable[[], str]] = [partial(_, text) for text in (*HOW, *NEVER)]
    for number, sentence in enumerate([lambda: kind_label(schema.kind), *said]):
        for text in _in_all(sentence):
            cell = put_cell(sheet, line, 1, text)
            cell.font = Font(bold=number in (0, *_NEVER_AT), size=14 if number == 0 else 11)
            line += 1
    for column, heading in enumerate(_explained_headings(), start=1):
        cell = put_cell(sheet, line, column, heading)
        cell.font, cell.fill = Font(bold=True), _fill("panel-soft")
    for field in schema.fields:
        line += 1
        texts = _explained(field, choices.get(field.name), office)
        for column, text in enumerate(texts, start=1):
            cell = put_cell(sheet, line, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
    for column, width in enumerate((24, 24, 12, 36, 36, 36, 36, 24, 24, 24), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _explained_headings() -> list[str]:
    both = [
        *_in_all(lambda: _("Column")),
        " / ".join(_in_all(lambda: _("Needed"))),
        *_in_all(lambda: _("What it means")),
        *_in_all(lambda: _("How it is written")),
    ]
    return [*both, *(f"CONTOH / Example {n}" for n in (1, 2, 3))]


def _explained(field: Field, choice: Choice | None, office: Office) -> list[str]:
    needed = " / ".join(_in_all(lambda: _("yes") if field.required else _("no")))
    return [
        *_in_all(lambda: field_label(field.name)),
        needed,
        *_in_all(lambda: field_meaning(field)),
        *_in_all(lambda: field_form(field, office)),
        *(choice.examples if choice else field_examples(field)),
    ]


def _fill(name: str) -> PatternFill:
    return PatternFill("solid", fgColor=argb(colour("ink", name)))
