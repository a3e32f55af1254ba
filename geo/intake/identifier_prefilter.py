"""What a text must show before it is searched for identifiers; most cells never do."""

from __future__ import annotations

import re
from typing import Final

_BLANKS = (
    "\t\u00a0\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Odd blanks, signs without width and those that turn the direction of writing."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_DIGITS = (0xFF10, 0x0660, 0x06F0)
_ODD = {
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_DASHES, "-"),
    "\uff20": "@",
    "\uff0b": "+",
    "\uff0e": ".",
    **{chr(first + n): str(n) for first in _DIGITS for n in range(10)},
}
PLAIN: Final = str.maketrans(_ODD)
"""Signs of other scripts and odd blanks as plain ones; each is one sign, so places stay."""

PREFILTER: Final = (
    rf"(?i)[@{''.join(_ODD)}]"
    r"|%40|[\[({<] ?(?:at|a|et) ?[\])}>]|\s(?:at|et)\s"
    r"|[0-9](?:[ .-]?[0-9]){15}"
    r"|\+ ?[1-9]|\b00[1-9](?:[ .-]{0,3}\(?[0-9]){8}|\b62[ )-]{0,4}\(?8"
    r"|\b[0o]8[1-9](?:[ .)/_-]{0,4}[0-9]){6}|\b8[1-9][0-9](?:[ -]?[0-9]){8}"
    r"|\(0[0-9][0-9]|\b0[2-9][0-9]{1,2}[ -]{1,3}[2-9][0-9]{2,3}[ -]?[0-9]{2}"
    r"|\b[a-z]{1,2}[ -]?[0-9]{7}|\b[0-9][a-z][0-9]{1,2}[a-z]|[0-9]\.[0-9]-[0-9]"
    r"|\b(?:no[ .]?hp|hp|hape|handphone|ponsel|seluler|tel|telp|telpon|telepon|telephone"
    r"|tlpn?)(?:\b|[0-9])"
    r"|\b(?:phone|mobile|cell|whats ?app|no[ .]?wa|wa|sms|hub|hubungi|kontak|contact|cp"
    r"|call)(?:\b|[0-9])"
    r"|\b(?:fax|faks?)(?:\b|[0-9])|\bnik|ktp|kitp|kependudukan|keluarga|\b(?:no)?[ .]?kk"
    r"|id card|\bnip"
    r"|npwp|\bsim\b|akta|bpjs|jkn|\bkis\b|jamsostek|\bkpj|nisn"
    r"|paspor|passpor|pasport|pspr|\bpasp|\bpsp|\bppt?\b|\bpass\b|perjalanan|travel.doc"
    r"|kitas|kitap|itas|itap|\bitk|nior|induk orang"
    r"|permit|visa|\bvoa|i[zj]in tinggal"
    r"|norek|no[ .]rek|\brek(?:ening)?\b|account|\b(?:bca|bri|bni|mandiri|bsi|akun|ig|fb)\b"
    r"|instagram|facebook|telegram|tiktok|twitter|username"
    r"|lahir|\blhr|t\.?t\.?l|d\.?o\.?b|birth|born|\b(?:jl|jln|jalan|gg|gang|perum|street)"
    r"|\ba\. ?n\b|\ba ?n\.|\ba/n\b|\ban\b|atas nama|bernama|named|\b(?:sdri?|saudar[ai]|mrs?"
    r"|ms)\b"
    r"|\b(?:miss|tn|nn|nama|name|bapak|ibu|bpk|pak|bu|ny|nyonya|tuan|saksi|inisial|alias)\b"
)
"""The same pattern for `re` and for the RE2 of pyarrow, which reads whole columns."""

SUSPECT: Final = re.compile(PREFILTER, re.ASCII)

LOKAL: Final = re.compile(r"[0-9](?:[ .-]?[0-9]){7}|[@(\[{<]|%40|akta", re.ASCII | re.IGNORECASE)
"""What lokal-id needs to find any of what it is asked for; it is a hundred times slower."""

UUID: Final = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.ASCII | re.IGNORECASE
)
"""A key of machines, whose last part may look like a telephone number."""
