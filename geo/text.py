"""Words, numbers and dates in the reader's language: Bahasa Indonesia first, or English."""

from __future__ import annotations

import datetime as dt
import gettext
import io
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages import mofile, pofile
from babel.numbers import format_decimal, format_percent

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
CATALOGUES = Path(__file__).parent / "locale"
SETTING = os.environ.get("PETAPORA_LANG", "id")
FIRST = SETTING if SETTING in LANGUAGES else "id"
_language: ContextVar[str] = ContextVar("language", default=FIRST)


def use_language(language: str) -> None:
    """Speak `language` from here on in this thread; an unknown one becomes Bahasa Indonesia."""
    _language.set(language if language in LANGUAGES else "id")


def language() -> str:
    """The language spoken in this thread."""
    return _language.get()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    file = CATALOGUES / language / "LC_MESSAGES" / "petapora.po"
    if not file.exists():  # English is what the code itself is written in
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(file.read_bytes())))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str, **values: Any) -> str:
    """Translate `message`, then fill in its ``{names}``."""
    text = _catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def _n(one: str, many: str, n: int, **values: Any) -> str:
    """Translate by number; ``{n}`` is the number in the reader's form."""
    text = _catalogue(language()).ngettext(one, many, n)
    return text.format(n=number(n), **values)


def number(value: float, decimals: int = 0) -> str:
    """1.234,5 in Bahasa Indonesia, 1,234.5 in English."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=language())


def percent(share: float, decimals: int = 1) -> str:
    """A share from 0 to 1 as 67,5 %."""
    sign = "%" if language() == "en" else " %"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + sign
    return format_percent(share, format=pattern, locale=language())


def date(value: dt.date | str) -> str:
    """25 Maret 2019; of text, a day 2019-03-25 likewise and a year 2019 as it is."""
    if isinstance(value, str):
        return value if len(value) == 4 else date(dt.date.fromisoformat(value))
    return format_date(value, "d MMMM y", locale=language())
