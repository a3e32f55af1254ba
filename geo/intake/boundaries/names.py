"""Which area of the register each row of a boundary file is: by its kode, or for BPS by name."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from geo.boundaries.match import match_names, normalised
from geo.boundaries.register import read_register
from geo.intake.boundaries.codes import Codes, Coding
from geo.words import Level

BPS_SHUFFLED: Final = {
    "6206": "62.08",
    "6207": "62.09",
    "6208": "62.07",
    "6209": "62.06",
    "6210": "62.11",
    "6211": "62.10",
    "6212": "62.13",
    "6213": "62.12",
}
"""BPS codes of kabupaten that have the digits of another kabupaten's kode."""

_LEAST_VOTES: Final = 0.5
_LEAST_LEAD: Final = 1.5


def name_areas(codes: Codes) -> pd.DataFrame:
    """
    Find the area of the register that each row names.

    Parameters
    ----------
    codes : Codes
        n rows.

    Returns
    -------
    DataFrame, n rows
        In the index of ``codes.table``: ``text`` and ``name`` (as in the file), ``kode`` (of the
        register; empty if it has no such area), ``kabupaten`` (kode, empty if unknown), ``group``
        (what the file takes for a kecamatan), ``how`` (code, exact, abbreviation, fuzzy or empty)
        and ``score``.
    """
    table = codes.table
    if codes.coding == Coding.KEMENDAGRI:
        return _by_kode(table, codes.level)
    return _by_name(table, codes.level)


def bps_kabupaten(bps: pd.Series, names: pd.Series, level: Level) -> dict[str, str]:
    """
    Kode of the kabupaten that the first four digits of BPS codes stand for.

    The names below it vote: a kabupaten is taken if at least half of them are its own, and half
    as many again as any other's.

    Parameters
    ----------
    bps, names : Series, n rows
        Digits and names of the areas, of one index.

    Returns
    -------
    dict
        By four digits; those on which the names do not agree are left out, and so are those
        that would share a kabupaten.
    """
    register = read_register(level)
    theirs = pd.DataFrame(
        {"name": register["nama"].map(normalised), "kode": register.index.str[:5]}
    )
    ours = pd.DataFrame({"name": names.map(normalised), "bps": bps.str[:4]}).drop_duplicates()
    votes = ours.merge(theirs.drop_duplicates(), on="name")
    votes = votes.groupby(["bps", "kode"]).size().rename("votes").reset_index()
    voters = ours.groupby("bps").size()
    chosen = {}
    for four, ballot in votes.groupby("bps"):
        ranked = ballot.sort_values("votes", ascending=False)
        first, second = [*ranked["votes"].tolist(), 0][:2]
        if first >= _LEAST_VOTES * voters[four] and first >= _LEAST_LEAD * second:
            chosen[str(four)] = str(ranked["kode"].iloc[0])
    taken = pd.Series(chosen, dtype=object)
    return taken[~taken.duplicated(keep=False)].to_dict()


def _by_kode(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    known = table["kode"].isin(read_register(level).index)
    kabupaten = table["kode"].str[:5]
    return table[["text", "name"]].assign(
        kode=table["kode"].where(known, ""),
        kabupaten=kabupaten.where(kabupaten.isin(read_register(Level.KABUPATEN).index), ""),
        group=table["kode"].str[:8],
        how=np.where(known, "code", ""),
        score=np.where(known, 100.0, 0.0),
    )


def _by_name(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    """The same, for BPS codes: translated once for each code, however many rows share it."""
    kabupaten = bps_kabupaten(table["bps"], table["name"], level)
    units = table[table["bps"] != ""].drop_duplicates("bps").set_index("bps")
    units = units.assign(kabupaten=units.index.str[:4].map(kabupaten)).dropna(subset="kabupaten")
    parts = [_match_in(kode, here, level) for kode, here in units.groupby("kabupaten")]
    empty = pd.DataFrame({"kode": [], "how": [], "score": []}, dtype=object)
    found = pd.concat([empty, *parts]).reindex(table["bps"]).set_axis(table.index)
    return table[["text", "name"]].assign(
        kode=found["kode"].fillna(""),
        kabupaten=table["bps"].str[:4].map(kabupaten).fillna(""),
        group=table["bps"].str[:7],
        how=found["how"].fillna(""),
        score=found["score"].fillna(0.0).astype(float),
    )


def _match_in(kabupaten: object, units: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Match the units of one kabupaten, which are indexed by BPS code, one to one."""
    register = read_register(level)
    register = register[register.index.str[:5] == kabupaten]
    if level == Level.KECAMATAN:
        register, hint = register.assign(kecamatan=""), pd.Series("", index=units.index)
    else:
        names = read_register(Level.KECAMATAN)["nama"]
        register = register.assign(kecamatan=register["parent"].map(names))
        hint = _likely_kecamatan(units, register)
    return match_names(pd.DataFrame({"nama": units["name"], "kecamatan": hint}), register)


def _likely_kecamatan(units: pd.DataFrame, register: pd.DataFrame) -> pd.Series:
    """Name of the kecamatan that most desa of each BPS kecamatan belong to; '' without any."""
    ours = pd.DataFrame({"name": units["name"].map(normalised), "group": units.index.str[:7]})
    theirs = register.assign(name=register["nama"].map(normalised))[["name", "kecamatan"]]
    votes = ours.merge(theirs, on="name").groupby(["group", "kecamatan"]).size()
    votes = votes.sort_values().reset_index().drop_duplicates("group", keep="last")
    likely = votes.set_index("group")["kecamatan"]
    return ours["group"].map(likely).fillna("")
