"""Numbers that tell who a person is: found by cue or by their own structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from geo.intake.identifier_codes import (
    GOES_ON,
    KEY_BEFORE,
    SECOND,
    digits_of,
    is_in_code,
    is_slashed_code,
)
from geo.words import Identifier


class Span(NamedTuple):
    """Where an identifier stands in a text; the text itself is not kept."""

    start: int
    end: int
    kind: Identifier


_I = re.IGNORECASE
_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 "
    "81 82 91 92 93 94 95 96 97".split()
)
_OPERATORS = r"8(?:1[1-9]|2[1-8]|3[1-9]|5[1-9]|6[1-8]|7[1-9]|8[1-9]|9[1-9])"
_SEP = r"[ .\-/_]{0,3}"

# Cues: the nearest one before a number says what the number is.
_CUES: Final = {
    Identifier.PHONE: r"no[ .]?hp|hp|hape|handphone|ponsel|seluler|telepon|telephone|telpon"
    r"|telp|tlpn|tlp|tel|phone"
    r"|mobile|cell|whats ?app|wa|sms|hubungi|hub|kontak|contact(?: person)?|cp|call|fax|faks?"
    r"|nomor wa",
    Identifier.NIK: r"nik|no[ .]?ktp|e-?ktp|ktp|kitp|nomor induk kependudukan|kartu keluarga"
    r"|no[ .]?kk|kk|id card"
    r"|nip|npwp",
    Identifier.PASSPORT: r"paspor(?:nya)?|pasp|psp|ppt|pp|pass(?=\W{0,3}n(?:o|r|um))"
    r"|pasport|passpor|passports?|pspr"
    r"|dokumen perjalanan|travel doc(?:ument)?s?",
    Identifier.PERMIT: r"kitas|kitap|e-?itas|e-?itap|itas|itap|itk|niora?|stay permits?|permits?"
    r"|e-?visa|visa|voa"
    r"|induk orang asing|izin tinggal(?: (?:terbatas|tetap|kunjungan))?|ijin tinggal",
    Identifier.ACCOUNT: r"no[ .]?rek|norek|(?<!kode )rekening|rek|bank account|account (?:no"
    r"|number)|bca|bri|bni|mandiri|bsi",
}
_OTHER_CUE = (
    r"sk|surat|sprint?|sprin|keputusan|kode|kd|lokasi|koordinat|desa|laporan|lap|lp|pasal|uu|rp"
    r"|idr|usd"
    r"|perkara|berkas|register|reg|agenda|nota|kwitansi|invoice|dipa|lat|lng|long|lon|utm|tiket"
    r"|resi"
    r"|permen\w*|perda|perpres|tahun|pukul|jam|sebesar|senilai|biaya|denda|nib|nomor surat|st"
)
_CUE = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _CUES.items())
    + rf"|(?P<other>{_OTHER_CUE}))(?![^\W\d_])",
    _I,
)
_LABEL = re.compile(r"(?:[^\w•]|no|nomor|nmr|number|nr|num|nya|adalah|is|bernomor|dengan|dgn)*", _I)
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-./ ](?=[^\W_])){4,24}")
GAP = 32
_WINDOW = 60


def is_nik(digits: str) -> bool:
    """Whether 16 digits are a NIK by their structure: area, birth date (women +40), serial."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return (
        digits[:2] in _PROVINCES
        and 1 <= int(digits[2:4]) <= 79
        and digits[4:6] != "00"
        and (1 <= day <= 31 or 41 <= day <= 71)
        and 1 <= month <= 12
        and digits[12:] != "0000"
    )


_NIK_RUN = re.compile(
    r"(?<![\w.,])(?<![\d][-])\d(?:[ .\-]?\d){15}(?!\w)(?![/,]\w)(?! \d)" + GOES_ON
)
_EVEN = frozenset({2, 4, 6, 8, 10, 12, 14, 16})
_NIP = re.compile(
    r"(?<![\w.,-])(?:19[4-9]\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?(?:19"
    r"|20)\d\d(?:0[1-9]|1[0-2]) ?"
    r"[12] ?\d{3}(?!\w)"
)


def niks(text: str) -> Iterator[Span]:
    """NIK without a cue, in one piece or in the even groups in which people write it."""
    for match in _NIK_RUN.finditer(text):
        run = match.group()
        seps = {char for char in run if not char.isdigit()}
        ends = {sum(c.isdigit() for c in run[:i]) for i, c in enumerate(run) if not c.isdigit()}
        one_dot = run.count(".") == 1
        if len(seps) <= 1 and not one_dot and ends <= _EVEN and is_nik(digits_of(run)):
            yield Span(*match.span(), Identifier.NIK)
    for match in _NIP.finditer(text):
        yield Span(*match.span(), Identifier.NIK)


_MOBILE = re.compile(
    rf"(?<!\d[.,])(?<!\w)\(?(?:\+ ?62"
    rf"|0062)\)?{_SEP}\(?0?\)?{_SEP}\(?{_OPERATORS}\)?(?:{_SEP}\d){{5,9}}(?!\w)"
    rf"|(?<!\d[.,])(?<!\w)\(?62\)?[ \-]{{0,3}}\(?{_OPERATORS}\)?(?:{_SEP}\d){{6,9}}(?!\w)"
    rf"|(?<!\d[.,])(?<!\w)\(?[0Oo]{_OPERATORS}\)?(?:{_SEP}\d){{6,9}}(?!\w)"
    rf"|(?<!\d[.,])(?<!\w)(?<!rp )(?<!rp\. ){_OPERATORS}(?:[ \-]?\d){{8,9}}(?!\w)(?![.,] ?-?\d)",
    _I,
)
_FOREIGN = re.compile(
    rf"(?<![\w+])\+ ?[1-9]\d{{0,2}}(?:{_SEP}\(?\d{{1,5}}\)?){{1,6}}(?!\w)"
    r"|(?<![\w.,/\-])00[1-9]\d{0,2}(?:[ \-]?\(?\d{1,5}\)?){1,6}(?![\w/])"
)
_DECIMAL = re.compile(r"\+ ?\d{1,3}\.\d{3,}(?!\d*\.)")
_LANDLINE = re.compile(
    r"(?<![\w.,/\-])(?:\((?:0|\+62 ?)[2-9]\d{1,2}\) ?[2-9]\d{2,3}[ \-]?\d{2,4}"
    r"|0(?:2[124]|31|[2-7]\d\d|9\d\d)(?: - |[ \-])(?!20[0-3]\d)[2-9]\d{2,3}[ \-]?\d{2,4}"
    r"|\+62[ \-]?[2-79]\d{1,2}[ \-]?\d{3,4}[ \-]?\d{2,4})(?![\w/])(?![.\-]\d)"
)
_DAY_AND_TIME = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d[ \-]\d{4}(?!\d)")
_ZONE_BEFORE = re.compile(r"(?<!\w)(?:4[6-9]|5[0-4]) ?[NS] $", _I)
_METRES = re.compile(r"\d{6} \d{7,8}")
"""Easting and northing, which of 628 km look like a mobile number; behind a zone of UTM."""

_PHONE_LABEL = re.compile(rf"(?:{_CUES[Identifier.PHONE]}|no|nomor|me)", _I)


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers without a cue: Indonesian ones, and foreign ones with + or 00."""
    for pattern in (_MOBILE, _FOREIGN, _LANDLINE):
        for match in pattern.finditer(text):
            n = len(digits_of(match.group()))
            if not 8 <= n <= 15 or is_in_code(text, *match.span(), label=_PHONE_LABEL):
                continue
            if pattern is _FOREIGN and (n < 9 or _DECIMAL.match(match.group())):
                continue
            if pattern is _FOREIGN and match.group().startswith("00") and n < 12:
                continue
            if _DAY_AND_TIME.fullmatch(match.group()) or is_slashed_code(match.group()):
                continue
            if _METRES.fullmatch(match.group()) and _ZONE_BEFORE.search(text, 0, match.start()):
                continue
            yield Span(*match.span(), Identifier.PHONE)


_PASSPORT = re.compile(
    r"(?<!\w)(?<!\w/)(?<![A-Z0-9][.\-])([A-Z]{1,2})[ \-]?(\d{6,8})(?!\w)"
    rf"(?!/(?!{SECOND})\w){GOES_ON}"
)
_PASSPORT_ALONE = re.compile(r"[a-z]{1,2} ?\d{7,8}")
_NOT_LETTERS = frozenset(
    "NO BA RP KM RT RW SK SP LP UU PP TH TA KK ID WA HP TP ST LS BT LU BB PT CV IP QR".split()
)
_YEAR_FIRST = re.compile(r"(?:19|20)[0-3]\d")
_NORTHING = re.compile(r"(?:8[89]|9\d)\d{5}|10000000")
_EASTING = re.compile(r"(?<!\d)0?\d{6}(?:[.,]\d+)?(?!\d)")


def passports(text: str) -> Iterator[Span]:
    """Passport numbers without a cue: one or two capitals and 7 or 8 digits."""
    alone = text.strip()
    if _PASSPORT_ALONE.fullmatch(alone):
        text = text.upper() if len(text.upper()) == len(text) else text
    for match in _PASSPORT.finditer(text):
        letters, number = match.groups()
        before = text[max(0, match.start() - 24) : match.start()]
        if len(number) < 7 or letters in _NOT_LETTERS or KEY_BEFORE.search(before):
            continue
        is_alone = len(match.group()) == len(alone)
        if is_alone and _YEAR_FIRST.match(number):
            continue
        rest = text[: match.start()] + text[match.end() :]
        if _is_metres(letters, number, rest, is_alone=is_alone):
            continue
        yield Span(*match.span(), Identifier.PASSPORT)


def _is_metres(letters: str, number: str, rest: str, *, is_alone: bool) -> bool:
    """Whether a letter and a number are one half of a point in metres."""
    if letters in ("N", "S", "Y", "X") and _NORTHING.fullmatch(number):
        return is_alone or _EASTING.search(rest) is not None
    other = r"(?<!\d)(?:8[89]|9\d)\d{5}(?!\d)"
    return letters in ("E", "X") and number[0] == "0" and re.search(other, rest) is not None


_PERMIT = re.compile(
    r"(?<![\w/])\d[ .\-]?[A-Z][ .\-]?\d{1,2}[ .\-]?[A-Z]{1,2}[ .\-]?\d{4,6}"
    r"(?: ?[ ./\-]? ?[A-Z]{1,2})?(?!\w)"
)
_NPWP = re.compile(r"(?<![\d.])\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")


def permits(text: str) -> Iterator[Span]:
    """Numbers of stay permits by their own form, such as 2C21JE0000-V."""
    for match in _PERMIT.finditer(text):
        yield Span(*match.span(), Identifier.PERMIT)


def accounts(text: str) -> Iterator[Span]:
    """Tax numbers, and names of accounts beside the name of a network."""
    for pattern in (_NPWP, _HANDLE):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Identifier.ACCOUNT)


_HANDLE = re.compile(
    r"(?<!\w)(?:akun|ig|instagram|fb|facebook|telegram|tiktok|twitter"
    r"|username)\b[^\w@]{0,4}(?:\w+ )?@[\w.]{3,}",
    _I,
)
_DATE_LIKE = re.compile(
    r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|(?:19|20)\d\d"
)
_POINT = re.compile(r"\d{1,3}\.\d{4,}")
_NINE_DIGITS = re.compile(r"\d{2} ?\d{7}")
_TOKENS: Final = {
    Identifier.PHONE: re.compile(r"\(?\+?\d(?:[ .\-()/]{0,2}\d){5,14}(?!\d)"),
    Identifier.NIK: re.compile(r"\d(?:[ .\-]{0,2}\d){14,17}(?!\d)"),
    Identifier.PASSPORT: re.compile(
        r"(?<!\w)(?:[A-Z]{1,3}[ \-.]?\d(?:[ \-]?\d){4,8}[A-Z]?|\d{1,3}[A-Z]{1,2}\d{4,7}"
        r"|[A-Z](?=[A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{6,9}"
        r"|(?-i:[CFGHJKLMNPRTVWXYZ](?=[A-Z]*\d[A-Z]*\d)[A-Z0-9]{8})"
        r"|\d(?:[ .\-]?\d){6,9})(?!\w)"
        rf"(?!/(?!(?-i:[A-Z]{{3}})\b|{SECOND})\w){GOES_ON}",
        _I,
    ),
    Identifier.PERMIT: re.compile(
        r"(?<!\w)[A-Z]{0,4}\d[A-Z0-9]{0,20}"
        r"(?: ?[./\-]? ?(?:[A-Z]{0,4}\d[A-Z0-9]{0,20}|(?-i:[A-Z]{1,2})))*(?!\w)",
        _I,
    ),
    Identifier.ACCOUNT: re.compile(r"\d(?:[ .\-]?\d){7,17}(?!\d)"),
}


def cued(text: str) -> Iterator[Span]:
    """Numbers behind a word that says what they are; the nearest such word counts."""
    for cue, end in _cues(text):
        kind = Identifier[cue] if cue != "other" else None
        if kind is None:
            continue
        following = _CUE.search(text, end)
        limit = min(len(text), end + _WINDOW, following.start() if following else len(text))
        match = _TOKENS[kind].search(text[end:limit])
        if match is None or not _fits(kind, text[end : end + match.start()], match.group()):
            continue
        yield Span(end + match.start(), end + match.end(), kind)


def _cues(text: str) -> Iterator[tuple[str, int]]:
    for match in _CUE.finditer(text):
        yield str(match.lastgroup), match.end()


def _fits(kind: Identifier, gap: str, token: str) -> bool:
    """Whether the number behind a cue and a gap can be what the cue says."""
    if len(gap) > GAP or any(char.isdigit() for char in gap) or _DATE_LIKE.fullmatch(token):
        return False
    n_digits = len(digits_of(token))
    near = _LABEL.fullmatch(gap) is not None
    plain = not any(char.isalpha() for char in token)
    if plain and (_is_compact_day(token) or _POINT.fullmatch(token)):
        return near and token.isdigit()
    if kind is Identifier.PASSPORT:
        return near or not plain or _NINE_DIGITS.fullmatch(token) is not None
    if kind is Identifier.PERMIT:
        enough = 6 if " " in token else 4
        return len(token) >= 6 and n_digits >= enough and (near or not plain)
    return near or kind is not Identifier.ACCOUNT


def _is_compact_day(token: str) -> bool:
    """Whether eight digits are a day, 20260325 or 25032026."""
    if not (len(token) == 8 and token.isdigit()):
        return False
    return _is_day(token[:4], token[4:6], token[6:]) or _is_day(token[4:], token[2:4], token[:2])


def _is_day(year: str, month: str, day: str) -> bool:
    return "1900" <= year <= "2100" and "01" <= month <= "12" and "01" <= day <= "31"
