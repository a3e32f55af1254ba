"""From kode and names of areas, as clerks write them, to one kode of the register: no guess."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from geo.intake.place_index import LEVELS, PREFIX, Places, normalised, plain
from geo.intake.reason_words import Reason
from geo.words import Level, is_kode, kode_at, level_of

COLUMNS = ("kode", "desa", "kecamatan", "kabupaten")
"""Fields of a row that together say where."""

_LEAST_RATIO = 75
_MOST_OPTIONS = 5
_TOO_LONG = 80
_LAST_KABUPATEN = 70
_DASHES = " -\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Found:
    """
    What a row's kode and names come to.

    Attributes
    ----------
    kode : str
        The one area that is meant; empty if none is named, or not exactly one.
    reason : str
        Why there is none, or that it lies outside of the work area; a word of `Reason` or empty.
    field : str
        Which of the row's fields the reason is about.
    details : tuple of str
        Kode to choose from; of an unknown name, those of areas whose name resembles it.
    """

    kode: str = ""
    reason: str = ""
    field: str = ""
    details: tuple[str, ...] = ()


def find_places(rows: pd.DataFrame, places: Places) -> pd.DataFrame:
    """
    Find the one area that each row names.

    Parameters
    ----------
    rows : DataFrame, n rows
        Texts in any of `COLUMNS`, empty where a row says nothing.
    places : Places
        Names of the office.

    Returns
    -------
    DataFrame, n rows
        In the order and index of `rows`: ``kode``, ``reason``, ``field`` and ``details``, as in
        `Found`; all empty where a row names nothing.

    Notes
    -----
    Names are exact after `normalised`, within the wider areas that the row names. A name that
    stands alone and is that of a wider area too (Buleleng as a kecamatan) is ambiguous, unless it
    says its level ("Kec. Buleleng"). A name of a kabupaten that is not of the office decides:
    the finer names of such a row are not looked up.
    """
    texts = pd.DataFrame({name: rows.get(name, "") for name in COLUMNS}, index=rows.index)
    number, first = _combinations(texts)
    distinct = texts.iloc[first].itertuples(index=False, name=None)
    found = [find_place(places, *each) for each in distinct]
    columns = {name: [getattr(each, name) for each in found] for name in Found.__slots__}
    return pd.DataFrame(columns, dtype=object).take(number).set_axis(rows.index)


def _combinations(texts: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """Number of each row's combination of texts, and the row that each of them stands in first."""
    number = np.zeros(len(texts), dtype=np.int64)
    for name in texts:
        codes, distinct = pd.factorize(texts[name])
        number, _distinct = pd.factorize(number * len(distinct) + codes)
    return number, np.flatnonzero(~pd.Series(number).duplicated())


def find_place(
    places: Places, kode: str = "", desa: str = "", kecamatan: str = "", kabupaten: str = ""
) -> Found:
    """Find the one area that a kode and names mean; see `find_places`."""
    texts = dict(zip(LEVELS, (kabupaten, kecamatan, desa), strict=True))
    named = {level: text for level, text in texts.items() if text.strip(_DASHES)}
    if kode and (fault := _fault_of(kode, places)):
        return Found(reason=fault, field="kode")
    within: tuple[str, ...] = (kode,) if kode else places.kabupaten
    for level, text in named.items():
        if kode and LEVELS.index(level) <= LEVELS.index(level_of(kode)):
            if not _is_called(kode_at(kode, level), text, places):
                own = _options([kode_at(kode, level)])
                return Found(reason=Reason.NAME_DIFFERS, field=level, details=own)
        elif kode and not places.is_own(kode):
            break
        else:
            inside = _inside(places.named(level, normalised(text, level)), within)
            if not inside:
                return _not_inside(level, text, within, places)
            within = inside
    if not kode and not named:
        return Found()
    return _only(within, named, places, is_sure=bool(kode))


def _fault_of(kode: str, places: Places) -> str:
    if not is_kode(kode):
        return Reason.KODE
    if level_of(kode) is Level.PROVINSI:
        return Reason.LEVEL
    return "" if kode in places.names else Reason.KODE_UNKNOWN


def _is_called(kode: str, text: str, places: Places) -> bool:
    level = level_of(kode)
    name = normalised(text, level)
    return name == normalised(places.names[kode], level) or kode in places.named(level, name)


def _inside(options: Iterable[str], within: Collection[str]) -> tuple[str, ...]:
    """Those of some kode that are one of the others or lie in it."""
    wider = tuple(f"{kode}." for kode in within)
    return tuple(kode for kode in options if f"{kode}.".startswith(wider))


def _not_inside(level: Level, text: str, within: tuple[str, ...], places: Places) -> Found:
    """A name that no area has there: a kabupaten elsewhere, an area of other parents, or none."""
    name = normalised(text, level)
    if level is Level.KABUPATEN:
        beside = places.elsewhere.get((level, name), ())
        stated = PREFIX[level].match(plain(text))
        if stated and stated[0].startswith("ko"):
            beside = tuple(kode for kode in beside if int(kode[3:]) > _LAST_KABUPATEN)
        elif stated:
            beside = tuple(kode for kode in beside if int(kode[3:]) <= _LAST_KABUPATEN)
        if beside:
            return _only(beside, {level: text}, places, is_sure=True)
    if others := places.named(level, name):
        return Found(reason=Reason.NAME_DIFFERS, field=level, details=_options(others))
    near = _suggested(name, level, within, places)
    return Found(reason=Reason.NAME_UNKNOWN, field=level, details=_options(near))


def _only(
    options: tuple[str, ...], named: Mapping[Level, str], places: Places, *, is_sure: bool
) -> Found:
    """The one area that is left; nothing, with all to choose from, if there are several."""
    finest = list(named)[-1] if named else None
    wider = (
        () if is_sure or len(named) != 1 else _of_wider_levels(*next(iter(named.items())), places)
    )
    if len(options) + len(wider) > 1:
        several = _options([*wider, *options])
        return Found(reason=Reason.NAME_AMBIGUOUS, field=finest or "kode", details=several)
    kode = options[0]
    if places.is_own(kode):
        return Found(kode=kode)
    return Found(kode=kode, reason=Reason.PLACE_OUTSIDE, field=finest or "kode")


def _of_wider_levels(level: Level, text: str, places: Places) -> tuple[str, ...]:
    """Areas of wider levels that a name means as well, if it does not say its level."""
    if PREFIX[level].match(plain(text)):
        return ()
    wider = LEVELS[: LEVELS.index(level)]
    return tuple(kode for each in wider for kode in places.named(each, normalised(text, each)))


def _options(kode: Collection[str]) -> tuple[str, ...]:
    return tuple(kode)[:_MOST_OPTIONS]


def _suggested(name: str, level: Level, within: tuple[str, ...], places: Places) -> list[str]:
    """Kode of areas there whose name resembles another; for a reader to look at."""
    if not name or len(name) > _TOO_LONG:
        return []
    there = _names_there(places, level, within)
    near = process.extract(
        name, list(there), scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=_MOST_OPTIONS
    )
    return [kode for known, _ratio, _index in near for kode in there[known]]


@lru_cache(maxsize=64)
def _names_there(
    places: Places, level: Level, within: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Normalised names of a level in some areas, with their kode."""
    return {
        name: inside
        for (of, name), kode in places.own.items()
        if of is level and (inside := _inside(kode, within))
    }
