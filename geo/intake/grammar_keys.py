"""Keys, kode, numbers of documents and free text: what may stand in them, and in which form."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.intake.grammar_cells import NUMBER_CELL, Cell, Parsed, cleaned, read_texts_by
from geo.intake.reason_words import Reason
from geo.store.checks import key_fault
from geo.words import is_kode

LONGEST_KEY: Final = 40
LONGEST_DOCUMENT: Final = 80
LONGEST_NAME: Final = 100
LONGEST_TEXT: Final = 500

_GAPS = r"[\s/\\]+"
_DIGITS = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{4})?)?)?", re.ASCII)
_LOST_ZERO = re.compile(r"\d{2}\.(?:\d{2}\.){0,2}\d", re.ASCII)
_OF_A_SHEET = re.compile(r"(\d{4}|\d{6}|\d{10})(?:\.0)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS = re.compile(r"\s+")
_EASY_KEY = r"^[A-Za-z0-9._-]{0,40}$"


def read_keys(texts: pd.Series, types: pd.Series | None = None) -> Parsed:
    """
    Read own numbers of rows.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`.

    Returns
    -------
    Parsed, n rows
        Blanks and slashes become a dash: "12/LP/2026" gives "12-LP-2026". What
        `geo.store.checks.key_fault` refuses is faulty, and more than `LONGEST_KEY` characters.
    """
    own = pa.array(cleaned(texts), type=pa.large_string())
    if types is not None:
        plain = pc.replace_substring_regex(own, r"\.0$", "")
        own = pc.if_else(pa.array((types == NUMBER_CELL).to_numpy()), plain, own)
    keys = pc.replace_substring_regex(own, _GAPS, "-")
    easy = pc.and_(
        pc.match_substring_regex(keys, _EASY_KEY),
        pc.invert(pc.match_substring_regex(keys, "[0-9]{9}")),
    ).to_numpy(zero_copy_only=False)
    values = pd.Series(pd.array(keys, dtype="str"), index=texts.index)
    odd = read_texts_by(values[~easy], None, _key)
    reason = pd.Series("", index=texts.index, dtype="str")
    values[~easy], reason[~easy] = odd.values, odd.reason
    return Parsed(values, reason)


def read_kode(texts: pd.Series, types: pd.Series | None = None) -> Parsed:
    """
    Read kode, with dots or without.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`.

    Returns
    -------
    Parsed, n rows
        In the form 51.08.01.2001; whether the register has it is not asked. A number cell is
        faulty unless it is a whole number of four, six or ten digits: 51.10 would be 51.1 there.
        Of a kode that seems to have lost a zero, details are what it may have been.
    """
    return read_texts_by(texts, types, _kode)


def read_documents(texts: pd.Series) -> Parsed:
    """Read numbers of documents: at most `LONGEST_DOCUMENT` characters, in one line."""

    def read(text: str, _letter: str) -> Cell:
        faulty = len(text) > LONGEST_DOCUMENT or _CONTROL.search(text) is not None
        return Cell(reason=Reason.DOCUMENT) if faulty else Cell(text)

    return read_texts_by(texts, None, read)


def read_texts(texts: pd.Series, *, longest: int = LONGEST_TEXT) -> Parsed:
    """
    Read free text.

    Parameters
    ----------
    texts : Series, n rows
    longest : int
        Characters that a text may have.

    Returns
    -------
    Parsed, n rows
        Line breaks, tabs and control characters become blanks; marks that have no width or turn
        the direction of writing are left out. A text that is too long is faulty, and not cut.
    """

    def read(text: str, _letter: str) -> Cell:
        flat = _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()
        return Cell(flat) if len(flat) <= longest else Cell(reason=Reason.LONG_TEXT)

    return read_texts_by(texts, None, read)


def _key(text: str, _letter: str) -> Cell:
    faulty = len(text) > LONGEST_KEY or key_fault(text) is not None
    return Cell(reason=Reason.KEY) if faulty else Cell(text)


def _kode(text: str, letter: str) -> Cell:
    if letter == NUMBER_CELL:
        whole = _OF_A_SHEET.fullmatch(text)
        if whole is None:
            meant = (text,) if is_kode(text) else _lost(text)
            return Cell(reason=Reason.KODE_AS_NUMBER, details=meant)
        text = whole[1]
    kode = _dotted(text) if _DIGITS.fullmatch(text) else text
    if is_kode(kode):
        return Cell(kode)
    lost = _lost(text)
    return Cell(reason=Reason.KODE_SHORT if lost else Reason.KODE, details=lost)


def _dotted(digits: str) -> str:
    groups = (digits[:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(group for group in groups if group)


def _lost(text: str) -> tuple[str, ...]:
    """What a kode may have been whose last group has one digit: 51.1 was 51.10 or 51.01."""
    if not _LOST_ZERO.fullmatch(text):
        return ()
    head, digit = text[:-1], text[-1]
    return tuple(kode for kode in (f"{head}{digit}0", f"{head}0{digit}") if is_kode(kode))
