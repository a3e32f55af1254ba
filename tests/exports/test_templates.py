"""Templates: filled as a clerk would, read by the sandbox, judged: every row is accepted."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from geo.exports.templates import NEEDED_MARK, list_heading, template, template_heading
from geo.intake import jobs
from geo.intake.schema import SCHEMAS, field_label
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.text import use_language
from geo.words import Kind

pytestmark = pytest.mark.slow

PLACE = {"kode": "51.08.01.2001"}
TEAM = {"kode": "51.08.01"}
FILLED = {
    Kind.REPORTS: {
        "received_on": "2026-02-01",
        "lat": "-8.295",
        "lng": "115.025",
        "n_persons": "2",
        **PLACE,
    },
    Kind.TEAMS: {"event_on": "25 Maret 2019", "sk": "12/2019", "review_by": "2024-03-25", **TEAM},
    Kind.MEMBERS: {},
    Kind.MEETINGS: {"held_on": "23/02/2026", "note": "Rakor", **TEAM},
    Kind.OPERATIONS: {"held_on": "2026-02-03", "order_no": "SP-7/2026", **TEAM},
    Kind.VISITS: {"visited_on": "2026-02-03", "programme": "SI RAJA GARANG", **PLACE},
    Kind.DENOMINATORS: {"since": "2025-01-01", "until": "2025-12-31", "value": "1200", **PLACE},
}


def book_of(kind: Kind) -> openpyxl.Workbook:
    facts = read_facts()
    content = template(kind, facts.offices["bali"], agencies=facts.agencies)
    return openpyxl.load_workbook(io.BytesIO(content))


def lists_of(book: openpyxl.Workbook) -> dict[str, list[str]]:
    """What each list offers, by the heading of its column."""
    columns = book.worksheets[-1].iter_cols(values_only=True)
    return {str(column[0]): [str(c) for c in column[1:] if c] for column in columns if column[0]}


def fill(kind: Kind, file: Path) -> None:
    """Two rows: words and agencies from the lists, the rest as a clerk writes it."""
    book = book_of(kind)
    offered = lists_of(book)
    for line in (2, 3):
        for column, field in enumerate(SCHEMAS[kind].fields, start=1):
            text = FILLED[kind].get(field.name, "")
            if field.words or field.grammar.name == "AGENCY":
                text = offered[list_heading(field.name)][line - 2]
            elif column == 1:
                text = f"N-{line}"
            book.worksheets[0].cell(line, column, text or None)
    book.save(file)


@pytest.mark.parametrize(
    ("kind", "language"), [*((kind, "id") for kind in Kind), (Kind.REPORTS, "en")]
)
def test_a_filled_template_is_accepted_whole(
    small: Path, tmp_path: Path, kind: Kind, language: str
) -> None:
    use_language(language)
    prepare_store()
    load_shipped(LAPTOP)
    file, office = tmp_path / "isi.xlsx", read_facts().offices["bali"]
    fill(kind, file)
    job = jobs.begin(file, name=file.name)
    jobs.read(job)
    understanding = jobs.understand(LAPTOP, job, office=office, kind=kind, sender="polsek")
    assert set(understanding.columns) == {field.name for field in SCHEMAS[kind].fields}
    verdict = jobs.judge_all(LAPTOP, job, understanding)
    told = verdict.issues[["field", "value", "reason"]].to_dict("records")
    assert (verdict.counts.read, verdict.counts.accepted) == (2, 2), told


@pytest.mark.parametrize("kind", [Kind.REPORTS, Kind.MEMBERS])
def test_an_empty_template_brings_no_row_not_even_its_examples(
    small: Path, tmp_path: Path, kind: Kind
) -> None:
    use_language("en")
    file = tmp_path / "kosong.xlsx"
    book_of(kind).save(file)
    prepare_store()
    job = jobs.begin(file, name=file.name)
    read = jobs.read(job)
    for number in range(len(read.sheets)):
        told = jobs.understand(
            LAPTOP,
            job,
            office=read_facts().offices["bali"],
            kind=kind,
            sender="polsek",
            sheet=number,
        )
        assert jobs.missing_fields(told), read.sheets[number]


def test_columns_of_kode_and_numbers_are_text_so_that_nothing_is_lost(small: Path) -> None:
    sheet = book_of(Kind.REPORTS).worksheets[0]
    names = [field.name for field in SCHEMAS[Kind.REPORTS].fields]
    formats = {
        name: sheet.column_dimensions[sheet.cell(1, n).column_letter].number_format
        for n, name in enumerate(names, start=1)
    }
    for name in ("report", "kode", "lat", "lng"):
        assert formats[name] == "@", name
    assert formats["received_on"] == "dd/mm/yyyy"


def test_needed_columns_have_a_star_and_are_known_with_it(small: Path) -> None:
    fields = SCHEMAS[Kind.REPORTS].fields
    headings = [cell.value for cell in book_of(Kind.REPORTS).worksheets[0][1]]
    assert headings == [template_heading(field) for field in fields]
    assert [heading.endswith(NEEDED_MARK) for heading in headings] == [f.required for f in fields]


def test_lists_offer_the_places_of_the_office_and_words_that_can_be_stated(small: Path) -> None:
    use_language("en")
    offered = lists_of(book_of(Kind.TEAMS))
    assert offered[list_heading("kode")] == [
        "51.07",
        "51.07.01",
        "51.07.07",
        "51.08",
        "51.08.01",
        "51.08.02",
    ]
    assert offered[list_heading("kecamatan")] == ["Gerokgak", "Rendang", "Selat", "Seririt"]
    assert offered[list_heading("status")] == [
        "Not formed",
        "Planned",
        "In progress",
        "Formed",
        "Inaugurated",
    ]


def test_every_list_of_a_rule_is_there_as_long_as_it_says(small: Path) -> None:
    book = book_of(Kind.VISITS)
    lists = book.worksheets[-1]
    ranges = [
        rule.formula1.split("!")[1]
        for rule in book.worksheets[0].data_validations.dataValidation
        if rule.type == "list"
    ]
    assert len(ranges) == 4
    for area in ranges:
        cells = [row[0].value for row in lists[area.replace("$", "")]]
        assert all(cells)
        below = lists.cell(len(cells) + 2, lists[area.replace("$", "")][0][0].column)
        assert below.value is None


def test_the_explanation_speaks_of_every_field_and_of_what_is_never_written(small: Path) -> None:
    for kind in Kind:
        explanation = pd.DataFrame(book_of(kind).worksheets[1].values)
        first = explanation[0].astype(str)
        for field in SCHEMAS[kind].fields:
            row = explanation[first == field_label(field.name)]
            assert not row.empty, field.name
            assert row.iloc[0, :7].notna().all(), field.name
        assert first.str.contains("NIK").any()


def explained(kind: Kind, office: str, field: str) -> str:
    """What the explanation says of how a field is written, in Indonesian and English."""
    facts = read_facts()
    content = template(kind, facts.offices[office], agencies=facts.agencies)
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = pd.DataFrame(book.worksheets[1].values)
    row = rows[rows[0].astype(str) == field_label(field)].iloc[0]
    return f"{row[5]} {row[6]}"


def test_the_explanation_says_what_an_empty_cell_stands_for(small: Path) -> None:
    assert "Empty counts as one person" in explained(Kind.REPORTS, "bali", "n_persons")
    assert "Empty means: New" in explained(Kind.REPORTS, "bali", "follow_up")
    assert "Empty means" in explained(Kind.REPORTS, "bali", "accuracy")
    assert "SI RAJA GARANG" in explained(Kind.VISITS, "bali", "programme")
    assert "SI RAJA GARANG" not in explained(Kind.VISITS, "kahayan", "programme")


def test_no_text_beside_a_cell_is_longer_than_a_spreadsheet_takes(small: Path) -> None:
    for kind in Kind:
        for rule in book_of(kind).worksheets[0].data_validations.dataValidation:
            assert len(rule.prompt) <= 255 and len(rule.error) <= 255, rule.prompt


def test_no_cell_of_a_template_is_a_formula(small: Path) -> None:
    for kind in Kind:
        kinds = {
            cell.data_type
            for sheet in book_of(kind)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert kinds == {"s"}
