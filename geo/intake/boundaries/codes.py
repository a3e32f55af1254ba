"""
Which column holds the codes of a boundary file, of which level they are, and whose they are.

Codes of Kemendagri and of BPS look alike and collide: 62.10 is Gunung Mas, 6210 Pulang Pisau. So
no code is believed because of its form; the names beside the codes decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from geo.boundaries.match import LEAST_RATIO, normalised
from geo.boundaries.register import read_register
from geo.errors import DataError
from geo.text import _
from geo.words import Level

LEVELS: Final = (Level.DESA, Level.KECAMATAN)
"""Levels that a file may hold, the finest first."""

LEAST_FITTING: Final = 0.8
"""Share of a column's filled cells that must have the form of a code."""

LEAST_AGREEING: Final = 0.6
"""Share of rows whose name must be the register's for the codes to be Kemendagri's."""

_LEAST_NAMES: Final = 0.3
_KIND = r"(?i)^(?:kecamatan|kec\.|desa|kelurahan|kel\.)\s+"
_KEMENDAGRI = {
    Level.KECAMATAN: r"(\d\d)\.?(\d\d)\.?(\d\d)",
    Level.DESA: r"(\d\d)\.?(\d\d)\.?(\d\d)\.?([12]\d{3})",
}
_BPS = {
    Level.KECAMATAN: r"(?:ID)?(\d\d)\.?(\d\d)\.?(\d{3})",
    Level.DESA: r"(?:ID)?(\d\d)\.?(\d\d)\.?(\d{3})\.?(\d{3})",
}


class Coding(StrEnum):
    """Whose codes they are."""

    KEMENDAGRI = "Kemendagri"
    BPS = "BPS"


@dataclass(frozen=True)
class Codes:
    """
    What the columns of a file say.

    Attributes
    ----------
    name_column : str
        Empty if no column holds names of the register.
    table : DataFrame
        Indexed by row: ``text`` (as written, empty where blank), ``name``, ``kode`` (in
        Kemendagri's form), ``bps`` (digits only), each empty where the text has not that form.
    """

    level: Level
    coding: Coding
    code_column: str
    name_column: str
    table: pd.DataFrame


def read_codes(
    attributes: pd.DataFrame, *, file: str, code_column: str | None, level: Level | None
) -> Codes:
    """
    Find, or take as told, the columns of codes and names, and tell whose codes they are.

    Parameters
    ----------
    attributes : DataFrame, n rows
        Text columns, indexed by row.
    file : str
        Name for messages.
    code_column, level : optional
        What the reader knows; otherwise the content decides.

    Raises
    ------
    DataError
        If no column holds codes, or their owner cannot be told.
    """
    if level is not None and level not in LEVELS:
        message = _("Boundaries are read of kecamatan or desa, not of {level}.", level=level.value)
        raise DataError(message)
    column, found = _code_column(attributes, file=file, told=code_column, level=level)
    texts = attributes[column]
    name_column = _name_column(attributes.drop(columns=column), found)
    table = pd.DataFrame(
        {
            "text": texts,
            "name": plain_names(attributes[name_column]) if name_column else "",
            "kode": kemendagri_form(texts, found),
            "bps": bps_form(texts, found),
        }
    )
    coding = _coding(table, found, named=bool(name_column), file=file, column=column)
    return Codes(found, coding, column, name_column, table)


def kemendagri_form(texts: pd.Series, level: Level) -> pd.Series:
    """Codes with their dots, ``5108012001`` as ``51.08.01.2001``; '' where the form is another."""
    return _joined(texts, _KEMENDAGRI[level], ".")


def bps_form(texts: pd.Series, level: Level) -> pd.Series:
    """The digits of codes in the form of BPS: 7 for a kecamatan, 10 for a desa; '' otherwise."""
    return _joined(texts, _BPS[level], "")


def plain_names(names: pd.Series) -> pd.Series:
    """Names without the word for what they name: ``Kec. Gerokgak`` as ``Gerokgak``."""
    return names.str.replace(_KIND, "", regex=True)


def names_agree(kode: pd.Series, names: pd.Series, level: Level) -> pd.Series:
    """
    Whether each name is the register's for its kode.

    Parameters
    ----------
    kode, names : Series, n rows
        Of one index.

    Returns
    -------
    Series of bool, n rows
        False where the register has no such kode.
    """
    register = kode.map(read_register(level)["nama"]).fillna("")
    ours, theirs = (list(column.map(normalised)) for column in (names, register))
    ratio = process.cpdist(ours, theirs, scorer=fuzz.ratio)
    return pd.Series(ratio >= LEAST_RATIO, index=kode.index) & (register != "")


def _joined(texts: pd.Series, form: str, mark: str) -> pd.Series:
    groups = texts.str.extract(f"^{form}$")
    return groups[0].str.cat([groups[part] for part in groups.columns[1:]], sep=mark).fillna("")


def _code_column(
    attributes: pd.DataFrame, *, file: str, told: str | None, level: Level | None
) -> tuple[str, Level]:
    """The column and level whose codes fit best; the register's own codes come first."""
    if told is not None and told not in attributes.columns:
        raise DataError(
            _(
                "{file}: no column {column}. Choose one of: {columns}.",
                file=file,
                column=told,
                columns=_named(attributes.columns),
            )
        )
    columns = [told] if told is not None else list(attributes.columns)
    levels = [level] if level is not None else LEVELS
    ranked = [(_fit(attributes[c], one), c, one) for c in columns for one in levels]
    best = max(ranked, key=lambda entry: entry[0], default=((0.0, 0.0), "", Level.DESA))
    if max(best[0]) == 0:
        raise DataError(
            _(
                "{file}: no column holds codes of kecamatan or desa ({columns}). Name the column "
                "with --code-column, and see that its codes look like 51.08.01 or 51.08.01.2001.",
                file=file,
                columns=_named(columns),
            )
        )
    return best[1], best[2]


def _fit(texts: pd.Series, level: Level) -> tuple[float, float]:
    """How well a column holds codes: those of the register, then those of any such form."""
    filled = texts[texts != ""]
    if filled.empty:
        return (0.0, 0.0)
    kode, bps = kemendagri_form(filled, level), bps_form(filled, level)
    if ((kode != "") | (bps != "")).mean() < LEAST_FITTING:
        return (0.0, 0.0)
    distinct = filled.nunique() / len(texts)
    known = kode.isin(read_register(level).index).mean()
    return (distinct * known if known >= 0.5 else 0.0, distinct)


def _name_column(attributes: pd.DataFrame, level: Level) -> str:
    """The column with the most different names of the register; '' if none has enough."""
    known = set(read_register(level)["nama"].map(normalised)) - {""}
    scores = {}
    for column in attributes.columns:
        distinct = attributes[column].drop_duplicates()
        hits = distinct[plain_names(distinct).map(normalised).isin(known)]
        if attributes[column].isin(hits).mean() >= _LEAST_NAMES:
            scores[column] = len(hits)
    return max(scores, key=lambda column: scores[column], default="")


def _coding(table: pd.DataFrame, level: Level, *, named: bool, file: str, column: str) -> Coding:
    coded = table[table["text"] != ""]
    if named:
        if names_agree(coded["kode"], coded["name"], level).mean() >= LEAST_AGREEING:
            return Coding.KEMENDAGRI
        if (coded["bps"] != "").mean() >= LEAST_FITTING:
            return Coding.BPS
        reason = _("its names are not those of the register under the same codes")
    else:
        dotted = (coded["text"].str.count(r"\.") >= 2).mean() >= LEAST_FITTING
        if dotted and coded["kode"].isin(read_register(level).index).mean() >= LEAST_FITTING:
            return Coding.KEMENDAGRI
        reason = _("no column holds names of the register")
    raise DataError(
        _(
            "{file}: column {column} may hold codes of Kemendagri or of BPS, and {reason}. "
            "Add a column of names, or one of Kemendagri codes with dots.",
            file=file,
            column=column,
            reason=reason,
        )
    )


def _named(columns: Sequence[str] | pd.Index) -> str:
    shown = ", ".join(str(column) for column in columns[:12])
    return shown + (" …" if len(columns) > 12 else "")
