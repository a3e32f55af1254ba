"""Whatever the numbers: places, days and codes pass, and what tells who a person is does not."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from geo.intake.identifiers import find_identifiers, mask_text
from geo.words import Identifier
from tests.intake.identifier_cases import HARMLESS, PERSONAL

WORDS = st.lists(
    st.sampled_from(
        "warga melihat dua orang asing di pantai Selat sejak kemarin sore, lalu pergi".split()
    ),
    max_size=4,
).map(" ".join)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from([*HARMLESS, *(text for texts in PERSONAL.values() for text in texts)]),
        st.text(max_size=12),
        st.text("0123456789 .-+()/@aN", max_size=24),
    ),
    max_size=4,
).map(" ".join)


@given(TEXTS)
def test_a_masked_text_holds_nothing_more(text: str) -> None:
    masked = mask_text(text)
    assert find_identifiers(masked) == ()
    assert mask_text(masked) == masked


@given(
    st.floats(-11, 6, allow_nan=False),
    st.floats(95, 141, allow_nan=False),
    st.integers(3, 12),
    st.sampled_from([", ", " ", ";", "; ", " / "]),
)
def test_coordinates_are_never_found(lat: float, lng: float, places: int, between: str) -> None:
    assert find_identifiers(f"{lat:.{places}f}{between}{lng:.{places}f}") == ()
    assert find_identifiers(f"{lat:.{places}f}".replace(".", ",")) == ()


@example(628_110, 8_800_000, "S")
@given(st.integers(100_000, 900_000), st.integers(8_800_000, 10_000_000), st.sampled_from("NSX"))
def test_metres_of_utm_are_never_found(easting: int, northing: int, letter: str) -> None:
    assert find_identifiers(f"50S {easting} {northing}") == ()
    assert find_identifiers(f"E {easting} {letter} {northing}") == ()
    assert find_identifiers(f"{northing}.25") == ()


@given(
    st.sampled_from([11, 31, 51, 62, 81, 96]),
    st.integers(1, 79),
    st.integers(1, 40),
    st.integers(1001, 3999),
    st.sampled_from(["", "."]),
    st.integers(1, 3),
)
def test_kode_are_never_found(
    provinsi: int, kabupaten: int, kecamatan: int, desa: int, dot: str, times: int
) -> None:
    kode = dot.join((f"{provinsi}", f"{kabupaten:02d}", f"{kecamatan:02d}", f"{desa}"))
    assert find_identifiers(", ".join([kode] * times)) == ()


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)),
    st.sampled_from(
        ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%y", "%Y%m%d", "%d%m%Y", "%d.%m.%Y", "%d %B %Y"]
    ),
    st.sampled_from(["", " 08:30", " 08.30 WITA", "T08:12:34+08:00"]),
)
def test_days_are_never_found(day: dt.date, form: str, time: str) -> None:
    assert find_identifiers(day.strftime(form) + time) == ()


@given(
    WORDS,
    WORDS,
    st.sampled_from(["5108", "6203", "3171", "9471"]),
    st.integers(1, 40),
    st.dates(dt.date(1940, 1, 1), dt.date(2010, 1, 1)),
    st.booleans(),
    st.integers(1, 9999),
)
def test_a_nik_is_always_found(
    before: str, after: str, area: str, kecamatan: int, day: dt.date, woman: bool, serial: int
) -> None:
    born = f"{day.day + 40 * woman:02d}{day:%m%y}"
    nik = f"{area}{kecamatan:02d}{born}{serial:04d}"
    assert Identifier.NIK in find_identifiers(f"{before} {nik} {after}")
    spaced = " ".join(nik[i : i + 4] for i in range(0, 16, 4))
    assert Identifier.NIK in find_identifiers(f"{before} NIK {spaced} {after}")


@given(
    WORDS,
    WORDS,
    st.sampled_from(["0", "+62", "62", "+62 ", "0062"]),
    st.sampled_from(["811", "812", "857", "878", "896", "823", "831"]),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", "-"]),
)
def test_a_mobile_number_is_always_found(
    before: str, after: str, prefix: str, operator: str, number: str, between: str
) -> None:
    text = f"{before} {prefix}{operator}{between}{number[:4]}{between}{number[4:]} {after}"
    assert Identifier.PHONE in find_identifiers(text)


@given(
    WORDS,
    WORDS,
    st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9]{1,5})?", fullmatch=True),
    st.sampled_from(["@", " @ ", "[at]", " (at) "]),
    st.sampled_from(["gmail.com", "yahoo.co.id", "contoh.desa.id", "mail.ru"]),
)
def test_an_email_is_always_found(before: str, after: str, user: str, at: str, domain: str) -> None:
    assert Identifier.EMAIL in find_identifiers(f"{before} {user}{at}{domain} {after}")
