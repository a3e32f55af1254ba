"""Each row of a file is accepted, held or rejected, and says why."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from geo.intake.judge import judge
from geo.intake.judge_seen import Seen, read_habits, settled
from geo.intake.reports import COLUMNS
from geo.intake.schema import SCHEMAS
from geo.intake.table import MASK
from geo.store import tables
from geo.words import Kind
from tests.intake.judged_rows import (
    FULL,
    judged,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
    one,
    reasons,
)

NOWHERE = {"lat": "", "lng": ""}


def test_a_full_report_is_accepted_with_what_the_join_needs() -> None:
    report = one(judged({"report": "12/LP"}))
    assert set(report) == {*COLUMNS, "agency", "state"} - {"source"}
    assert re.fullmatch(r"polsek-sawan-[a-p]{6}\.12-LP", report["report"])
    assert report["received_at"] == pd.Timestamp("2026-03-25T12:00:00+08:00")
    assert (report["lat"], report["lng"], report["accuracy"]) == (-8.1, 115.1, "gps")
    assert (report["n_persons"], report["follow_up"], report["agency"]) == (1, "baru", "")
    assert report["state"] == "accepted"


@pytest.mark.parametrize("kind", list(Kind)[1:])
def test_a_full_row_of_every_kind_fills_its_table(kind: Kind) -> None:
    row = one(judged({}, kind=kind))
    table = tables.metadata.tables[
        {Kind.TEAMS: "team_events"}.get(kind, kind.value)  # the others are named for their kind
    ]
    columns = {column.name for column in table.columns}
    assert set(row) == columns - {"source", "import_id", "deleted_at"} | {"state"}


def test_a_team_holds_from_the_day_of_its_event() -> None:
    team = one(judged({"note": "Rapat"}, kind=Kind.TEAMS))
    assert (team["holds_from"], team["applies_to"]) == ("2026-03-25", "area")
    assert team["note_id"] == "Rapat"


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"received_on": ""}, "received_on", "missing"),
        ({"received_on": "31/02/2026"}, "received_on", "not a day"),
        ({"received_on": "2026-07-01"}, "received_on", "day to come"),
        ({"channel": "tetangga"}, "channel", "not a known word"),
        ({"n_persons": "3 orang"}, "n_persons", "number with words"),
        ({"lat": "abc"}, "lat", "not a coordinate"),
        ({"lng": ""}, "lng", "half point"),
        ({"agency": "Toko"}, "agency", "not a known agency"),
        ({"report": "081234567890"}, "report", "not a key"),
        ({"kode": "51.10.1"}, "kode", None),
        (NOWHERE | {"kode": "51.99"}, "kode", "kode not in register"),
        (NOWHERE | {"desa": "Kayuputih"}, "desa", "name of several"),
        (NOWHERE | {"desa": "Selat", "kecamatan": "Banjar"}, "desa", "names differ"),
    ],
)
def test_a_cell_that_cannot_be_read_holds_its_row(
    said: dict[str, str], field: str, reason: str | None
) -> None:
    result = judged(said)
    assert (result.counts.read, result.counts.held) == (1, 1)
    issue = result.issues.iloc[0]
    assert (issue["line"], issue["state"], issue["field"]) == (2, "held", field)
    assert issue["column"] == f"Kolom {field}"
    assert issue["value"] == said.get(field, "").strip()
    assert reason is None or issue["reason"] == reason


def test_several_faults_of_a_row_are_all_said() -> None:
    result = judged({"channel": "?", "kind": "?"})
    assert [reason for _line, _state, reason in reasons(result)] == ["not a known word"] * 2


def test_a_row_out_of_shape_is_rejected_and_nothing_else_is_said_of_it() -> None:
    result = judged({"channel": "?"}, {}, fault=["cell count", ""])
    assert reasons(result) == [(2, "rejected", "cell count")]
    assert (result.counts.rejected, result.counts.accepted) == (1, 1)


def test_a_row_that_waits_keeps_its_cells_in_the_order_of_the_file() -> None:
    cells = judged({"channel": "?", "desa": "Anturan"}).waiting.iloc[0]["cells"]
    assert list(cells)[:3] == ["Kolom report", "Kolom received_on", "Kolom channel"]
    assert (cells["Kolom channel"], cells["Kolom desa"]) == ("?", "Anturan")


@pytest.mark.parametrize(
    ("said", "accuracy", "kode", "warning"),
    [
        ({"accuracy": "alamat"}, "alamat", "", None),
        ({"accuracy": "kecamatan"}, "kecamatan", "", None),
        (NOWHERE | {"desa": "Anturan"}, "desa", "51.08.06.2002", None),
        (NOWHERE | {"kecamatan": "Banjar"}, "kecamatan", "51.08.04", None),
        (NOWHERE | {"kabupaten": "Buleleng"}, "kecamatan", "51.08", "place coarse"),
        (NOWHERE | {"desa": "Anturan", "accuracy": "kecamatan"}, "kecamatan", None, None),
        (NOWHERE | {"desa": "Anturan", "accuracy": "gps"}, "desa", None, "accuracy"),
        (NOWHERE | {"kode": "51.08.04", "accuracy": "desa"}, "kecamatan", None, "accuracy"),
        (NOWHERE | {"desa": "Anturan", "accuracy": "tanpa lokasi"}, "desa", None, "accuracy"),
        (NOWHERE, "tanpa lokasi", "", "place missing"),
        (NOWHERE | {"accuracy": "tanpa lokasi"}, "tanpa lokasi", "", "place missing"),
        (NOWHERE | {"kabupaten": "Badung"}, "kecamatan", "51.03", "place outside"),
        ({"desa": "Kayuputih"}, "gps", "", "name of several"),
        ({"desa": "Anturan"}, "gps", "51.08.06.2002", None),
    ],
)
def test_the_accuracy_of_a_report_is_what_its_place_gives(
    said: dict[str, str], accuracy: str, kode: str | None, warning: str | None
) -> None:
    result = judged(said)
    report = one(result)
    assert report["accuracy"] == accuracy
    assert kode is None or report["stated_kode"] == kode
    assert [reason for *_, reason in reasons(result)] == ([warning] if warning else [])
    assert report["state"] == ("warned" if warning else "accepted")


def test_a_report_with_a_point_that_denies_it_is_asked_about() -> None:
    assert reasons(judged({"accuracy": "tanpa lokasi"})) == [(2, "held", "accuracy")]


@pytest.mark.parametrize(
    ("kind", "said", "reason"),
    [
        (Kind.TEAMS, {"kode": ""}, "place missing"),
        (Kind.TEAMS, {"kode": "51.08.05.2014"}, "other level"),
        (Kind.TEAMS, {"kode": "51.03"}, "place outside"),
        (Kind.TEAMS, {"kode": "62.10.01"}, "place outside"),
        (Kind.VISITS, {"kode": "62.10.01.2001"}, "place outside"),
        (Kind.VISITS, {"kode": "62.10.01.2009"}, "kode not in register"),
        (Kind.TEAMS, {"status": "aktif"}, "not stated"),
        (Kind.TEAMS, {"review_by": "2025-01-01"}, "period"),
        (Kind.VISITS, {"kode": "51.08.05"}, "other level"),
        (Kind.MEMBERS, {"level": "desa"}, "other level"),
        (Kind.DENOMINATORS, {"until": "2025-12-31"}, "period"),
        (Kind.DENOMINATORS, {"value": "-5"}, "not a number"),
    ],
)
def test_what_a_kind_does_not_allow_holds_the_row(
    kind: Kind, said: dict[str, str], reason: str
) -> None:
    assert reasons(judged(said, kind=kind)) == [(2, "held", reason)]


def test_a_masked_cell_holds_its_row_and_is_never_shown() -> None:
    result = judged({"agency": MASK}, hidden=["13:telepon"])
    issue = result.issues.iloc[0]
    assert (issue["reason"], issue["value"], issue["state"]) == ("identifier", MASK, "held")
    assert issue["details"] == ("telepon",)


def test_a_reader_can_have_rows_taken_without_their_masked_cells() -> None:
    without = {"without_personal": True}
    result = judged({"agency": MASK}, hidden=["13:telepon"], understanding=without)
    assert (one(result)["agency"], one(result)["state"]) == ("", "warned")
    state = [field.name for field in SCHEMAS[Kind.REPORTS].fields].index("follow_up")
    unsaid = judged({"follow_up": MASK}, hidden=[f"{state}:nik"], understanding=without)
    assert one(unsaid)["follow_up"] == "baru"
    needed = judged({"channel": MASK}, hidden=["2:nik"], understanding=without)
    assert reasons(needed) == [(2, "held", "identifier")]


def test_a_masked_column_that_no_field_needs_is_left_aside_when_a_reader_says_so() -> None:
    batch = make_batch(Kind.REPORTS, [FULL[Kind.REPORTS]], hidden=["14:nama orang"])
    batch = batch.assign(c14=MASK)
    fields = make_sheet(Kind.REPORTS).headings
    sheet = make_sheet(Kind.REPORTS, personal=((14, "nama orang"),))
    sheet = type(sheet)("", (*fields, "Nama"), 1, personal=sheet.personal)
    context = make_context(Kind.REPORTS)
    held = judge(batch, sheet, make_understanding(Kind.REPORTS), context)
    assert reasons(held) == [(2, "held", "identifier")]
    without = make_understanding(Kind.REPORTS, without_personal=True)
    assert one(judge(batch, sheet, without, context))["state"] == "accepted"


def test_the_second_of_two_equal_rows_is_held() -> None:
    result = judged({}, {}, {"n_persons": "2"})
    assert list(result.accepted.index) == [2, 4]
    assert reasons(result) == [(3, "held", "twin in file")]
    assert result.issues.iloc[0]["details"] == ("2",)


def test_the_second_row_of_an_own_number_is_held_also_if_it_says_something_else() -> None:
    result = judged({"report": "7", "channel": "?"}, {"report": "7"})
    assert (3, "held", "twin in file") in reasons(result)


def test_a_row_without_a_number_has_the_same_key_however_it_is_written() -> None:
    keys = [
        one(judged({"received_on": text, "lat": lat}))["report"]
        for text, lat in (
            ("25/03/2026", "-8.1"),
            ("2026-03-25", "-8,10"),
            ("25 Maret 2026", "8.1 LS"),
        )
    ]
    assert len(set(keys)) == 1
    assert keys[0].startswith("h-") and not any(letter.isdigit() for letter in keys[0])


def test_rows_of_two_senders_or_offices_never_share_a_key() -> None:
    keys = set()
    for office, sender in (("bali", "Polsek Sawan"), ("bali", "Polsek Kubu"), ("x", "Polsek Kubu")):
        for number in ("", "7"):
            batch = make_batch(Kind.REPORTS, [{**FULL[Kind.REPORTS], "report": number}])
            understanding = make_understanding(Kind.REPORTS)
            own = type(understanding)(
                **{
                    **understanding.as_json(),
                    "kind": Kind.REPORTS,
                    "office": office,
                    "sender": sender,
                }
            )
            result = judge(batch, make_sheet(Kind.REPORTS), own, make_context(Kind.REPORTS))
            keys.add(one(result)["report"])
    assert len(keys) == 6


def test_a_correction_stands_in_place_of_the_cell() -> None:
    said: dict[int, dict[str, str]] = {2: {"channel": "masyarakat"}}
    assert one(judged({"channel": "?"}, corrections=said))["channel"] == "masyarakat"


def test_a_correction_of_a_place_takes_the_doubtful_name_away() -> None:
    chosen = {2: {"kode": "51.08.04.2003", "desa": "", "kecamatan": "", "kabupaten": ""}}
    report = one(judged(NOWHERE | {"desa": "Kayuputih"}, corrections=chosen))
    assert (report["stated_kode"], report["accuracy"]) == ("51.08.04.2003", "desa")


def test_a_correction_that_tells_of_a_person_is_masked() -> None:
    result = judged({"channel": "?"}, corrections={2: {"channel": "NIK 5108010101900001"}})
    assert reasons(result) == [(2, "held", "identifier")]
    assert result.waiting.iloc[0]["cells"]["Kolom channel"] == MASK
    assert "5108010101900001" not in str(result.issues.to_dict())


def test_a_correction_takes_the_place_of_a_masked_cell() -> None:
    said = {2: {"channel": "media"}}
    result = judged({"channel": MASK}, hidden=["2:nik"], corrections=said)
    assert one(result)["channel"] == "media"


def test_a_constant_holds_for_rows_that_say_nothing() -> None:
    result = judged({"channel": ""}, understanding={"constants": {"channel": "media"}})
    assert one(result)["channel"] == "media"


def test_an_error_of_the_spreadsheet_is_no_value() -> None:
    letters = "t" * 12 + "e" + "t"
    assert reasons(judged({"follow_up": "#N/A"}, types=[letters])) == [(2, "held", "error cell")]


def test_days_of_a_batch_are_read_by_the_whole_file() -> None:
    parts = [
        make_batch(Kind.REPORTS, [FULL[Kind.REPORTS] | {"received_on": "03/04/2026"}]),
        make_batch(Kind.REPORTS, [FULL[Kind.REPORTS] | {"received_on": "25/03/2026"}], first=3),
    ]
    understanding = make_understanding(Kind.REPORTS)
    sheet, context = make_sheet(Kind.REPORTS), make_context(Kind.REPORTS)
    alone = judge(parts[0], sheet, understanding, context)
    assert reasons(alone) == [(2, "held", "day order")]
    habits = read_habits(parts, understanding)
    with_all = judge(parts[0], sheet, understanding, context, seen=Seen(habits))
    assert one(with_all)["received_at"].strftime("%Y-%m-%d") == "2026-04-03"
    assert settled(understanding, habits).dates == "dmy"


def test_nothing_of_an_empty_batch_is_lost() -> None:
    empty = make_batch(Kind.REPORTS, [])
    sheet, context = make_sheet(Kind.REPORTS), make_context(Kind.REPORTS)
    result = judge(empty, sheet, make_understanding(Kind.REPORTS), context)
    assert result.counts.read == 0 and result.counts.adds_up


def test_a_value_that_is_shown_is_cut_short() -> None:
    values: Any = judged({"channel": "x" * 5000}).issues["value"]
    assert len(values.iloc[0]) == 200
