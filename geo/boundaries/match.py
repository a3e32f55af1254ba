"""Names of a foreign source matched to the register, one kabupaten at a time."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from rapidfuzz import fuzz, process

LEAST_RATIO = 82
"""Below this `fuzz.ratio` two names are different places."""
_EXACT_BONUS = 30
_KECAMATAN_BONUS = 12

_ABBREVIATED = {
    "ds": "desa",
    "gn": "gunung",
    "gng": "gunung",
    "kp": "kampung",
    "kmp": "kampung",
    "ma": "muara",
    "pd": "padang",
    "pl": "pulau",
    "sei": "sungai",
    "sel": "selatan",
    "si": "sungai",
    "tb": "tumbang",
    "tbg": "tumbang",
    "tg": "tanjung",
    "tj": "tanjung",
    "tjg": "tanjung",
    "tl": "teluk",
    "ut": "utara",
}
_KINDS = ("kelurahan", "lembang")
_NUMERALS = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx",
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
)
_NUMBER = {word: str(n) for row in _NUMERALS for n, word in enumerate(row.split(), start=1)}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_TRANSMIGRATION_UNIT = re.compile(r"[Uu][Pp][Tt](?![a-z])")


def squashed(name: str) -> str:
    """Only the letters and digits, in lower case: "Gn. Bintang" gives "gnbintang"."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def normalised(name: str) -> str:
    """
    Squashed, with abbreviations written out and a last numeral as a number.

    A leading Kelurahan or Lembang is left out: in Toraja the source writes it, the register not.
    """
    words = [word.lower() for word in _WORD.findall(name.replace("'", ""))]
    if len(words) > 1 and words[0] in _KINDS:
        words = words[1:]
    if len(words) > 1:
        words[-1] = _NUMBER.get(words[-1], words[-1])
    return "".join(_ABBREVIATED.get(word, word) for word in words[:-1]) + "".join(words[-1:])


def is_transmigration_unit(name: str) -> bool:
    """Whether a name is that of a settlement unit (UPT), which is no desa of that name."""
    return _TRANSMIGRATION_UNIT.match(name) is not None


def match_names(units: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """
    Find each unit's desa in the register, one to one, the surest pairs first.

    Two names pair if what is left of them without blanks, abbreviations and roman numerals has
    a `fuzz.ratio` of at least `LEAST_RATIO`. Equal names come first, then those whose
    kecamatan resemble each other. Numbers in names must agree, and transmigration units are
    never paired: both look alike and are different places.

    Parameters
    ----------
    units : DataFrame, n rows
        The units of one kabupaten: ``nama`` and ``kecamatan`` (a name).
    register : DataFrame, m rows
        Desa of the same kabupaten, indexed by ``kode``: ``nama`` and ``kecamatan`` (a name).

    Returns
    -------
    DataFrame, one row a pair
        Indexed as `units`: ``kode``, ``how`` (exact, abbreviation, fuzzy) and ``score`` (the
        ratio). Units without a desa are left out.
    """
    if units.empty or register.empty:
        return pd.DataFrame({"kode": [], "how": [], "score": []}, dtype=object)
    ours, theirs = units["nama"].map(normalised), register["nama"].map(normalised)
    ratio = process.cdist(list(ours), list(theirs), scorer=fuzz.ratio, dtype=np.float64)
    exact = _equal(units["nama"].map(squashed), register["nama"].map(squashed))
    same = exact | _equal(ours, theirs)
    ratio[exact] = 100
    allowed = (ratio >= LEAST_RATIO) & _equal(ours.map(_numbers), theirs.map(_numbers))
    allowed[units["nama"].map(is_transmigration_unit).to_numpy()] = False
    bonus = _EXACT_BONUS * same + _KECAMATAN_BONUS * _resembling(units, register)
    pairs = _greedy(np.where(allowed, ratio + bonus, 0))
    row, column = pairs[:, 0], pairs[:, 1]
    how = np.where(same, "abbreviation", "fuzzy")
    how = np.where(exact, "exact", how)
    found = {
        "kode": register.index.to_numpy()[column],
        "how": how[row, column],
        "score": ratio[row, column].round(1),
    }
    return pd.DataFrame(found, index=units.index[row]).sort_index()


def assign_kecamatan(units: gpd.GeoDataFrame, found: pd.Series) -> pd.Series:
    """
    Say for every unit which kecamatan of the register it belongs to.

    A unit without a desa goes where all the desa of its own (the source's) kecamatan went; if
    those went to several, to the neighbour with which it has the longest border; if it has no
    neighbour, as an island, to the nearest.

    Parameters
    ----------
    units : GeoDataFrame, n rows
        The units of one kabupaten as a valid coverage, with ``kecamatan`` (any key).
    found : Series, n rows or fewer
        Kode of the kecamatan of those units that have a desa, indexed as `units`.

    Returns
    -------
    Series, n rows
        Kode of a kecamatan, in the order of `units`; missing only if `found` is empty.
    """
    kecamatan = found.reindex(units.index)
    groups = kecamatan.groupby(units["kecamatan"])
    kecamatan = kecamatan.fillna(groups.transform("first").where(groups.transform("nunique") == 1))
    while (open_ := kecamatan.isna()).any() and not open_.all():
        chosen = _longest_border(units, kecamatan)
        if chosen.empty:
            chosen = _nearest(units, kecamatan)
        kecamatan = kecamatan.fillna(chosen)
    return kecamatan


def match_report(
    register: pd.DataFrame, found: pd.DataFrame, others: pd.DataFrame | None = None
) -> pd.DataFrame:
    """
    List every desa of the register, and every unit of the source that is none of them.

    Parameters
    ----------
    register : DataFrame
        Desa indexed by ``kode``: ``nama``, ``parent``.
    found : DataFrame
        Those with a polygon, by ``kode``: ``source_name``, ``how``, ``score``.
    others : DataFrame, optional
        Units without a desa: ``source_name`` and ``parent`` (their kecamatan, or missing).

    Returns
    -------
    DataFrame
        As `layers.read_match_report` describes it: the desa in order, then the others by
        kecamatan and name.
    """
    empty = {"source_name": "", "how": "no polygon", "score": 0.0}
    desa = register[["nama"]].join(found[list(empty)]).fillna(empty)
    desa = desa.assign(kecamatan=register["parent"]).rename_axis("kode").reset_index()
    if others is None or others.empty:
        return desa
    units = pd.DataFrame(
        {
            "kode": "",
            "nama": "",
            "source_name": others["source_name"],
            "how": np.where(others["parent"].notna(), "assigned", "unassigned"),
            "score": 0.0,
            "kecamatan": others["parent"].fillna(""),
        }
    ).sort_values(["kecamatan", "source_name"])
    return pd.concat([desa, units], ignore_index=True)


def _equal(ours: pd.Series, theirs: pd.Series) -> np.ndarray:
    return ours.to_numpy(dtype=object)[:, None] == theirs.to_numpy(dtype=object)[None, :]


def _numbers(name: str) -> str:
    """The numbers in a name; 1 is as good as none, for the first of several is often bare."""
    numbers = re.sub(r"\D", "", name)
    return "" if numbers == "1" else numbers


def _resembling(units: pd.DataFrame, register: pd.DataFrame) -> np.ndarray:
    ours = list(units["kecamatan"].map(normalised))
    theirs = list(register["kecamatan"].map(normalised))
    return process.cdist(ours, theirs, scorer=fuzz.ratio, dtype=np.float64) >= LEAST_RATIO


def _greedy(score: np.ndarray) -> np.ndarray:
    """Row and column of the pairs, best first; equal scores go by row, then by column."""
    candidates = np.argwhere(score > 0)
    order = np.argsort(-score[candidates[:, 0], candidates[:, 1]], kind="stable")
    free_rows, free_columns = (np.ones(n, dtype=bool) for n in score.shape)
    pairs = []
    for row, column in candidates[order]:
        if free_rows[row] and free_columns[column]:
            free_rows[row] = free_columns[column] = False
            pairs.append((row, column))
    return np.array(pairs, dtype=int).reshape(-1, 2)


def _longest_border(units: gpd.GeoDataFrame, kecamatan: pd.Series) -> pd.Series:
    """Kecamatan of the settled neighbour with the longest border, for open units that have one."""
    shapes = units.geometry.to_numpy()
    settled, unsettled = (np.flatnonzero(mask) for mask in (kecamatan.notna(), kecamatan.isna()))
    tree = shapely.STRtree(shapes[settled])
    ours, theirs = tree.query(shapes[unsettled], predicate="intersects")
    ours, theirs = unsettled[ours], settled[theirs]
    border = shapely.length(
        shapely.intersection(shapely.boundary(shapes[ours]), shapely.boundary(shapes[theirs]))
    )
    pairs = pd.DataFrame({"unit": ours, "other": theirs, "border": border})
    longest = pairs[pairs["border"] > 0].sort_values("border").groupby("unit")["other"].last()
    chosen = kecamatan.iloc[longest.to_numpy()].to_numpy()
    return pd.Series(chosen, index=units.index[longest.index], dtype=object)


def _nearest(units: gpd.GeoDataFrame, kecamatan: pd.Series) -> pd.Series:
    shapes = units.geometry.to_numpy()
    settled, unsettled = (np.flatnonzero(mask) for mask in (kecamatan.notna(), kecamatan.isna()))
    near = shapely.STRtree(shapes[settled]).nearest(shapes[unsettled])
    chosen = kecamatan.iloc[settled[near]].to_numpy()
    return pd.Series(chosen, index=units.index[unsettled], dtype=object)
