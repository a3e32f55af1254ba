"""What is checked in each row of a boundary file: code, name, polygon, place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries.match import normalised
from geo.boundaries.register import read_register
from geo.intake.boundaries.codes import Codes, Coding, names_agree
from geo.intake.boundaries.names import BPS_SHUFFLED
from geo.intake.report import Finding, Severity, examples_of, listed
from geo.text import _, _n
from geo.words import Level

INDONESIA: Final = (94.0, -12.0, 142.0, 7.0)
"""West, south, east, north of the country, in degrees."""

MOST_UNKNOWN: Final = 0.1
"""Share of desa that may be none of the register's; more refuse the file."""

POLYGONS: Final = ("Polygon", "MultiPolygon", "GeometryCollection")


def check_rows(areas: gpd.GeoDataFrame, codes: Codes) -> list[Finding]:
    """
    Check each row by itself: code, name, geometry, place.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        As `names.name_areas` gives them, with geometry in WGS 84, indexed by row.
    codes : Codes
        Of the same rows.

    Returns
    -------
    list of Finding
        Only what there is to say: the first tells what the codes are, the rest what is wrong.
    """
    coded = areas[areas["text"] != ""]
    findings = [
        _coding(coded, codes),
        _blank(areas[areas["text"] == ""], len(areas)),
        _malformed(coded, codes),
        _unknown(coded, codes),
        *_names(coded, codes),
        _without_polygon(areas),
        _elsewhere(areas),
        _invalid(areas),
        _repeated(coded),
    ]
    return [finding for finding in findings if finding is not None]


def _coding(coded: pd.DataFrame, codes: Codes) -> Finding:
    told = {
        "column": codes.code_column,
        "level": codes.level.value,
        "n": int((coded["kode"] != "").sum()),
        "rows": len(coded),
    }
    if codes.coding == Coding.BPS:
        text = _(
            "Column {column} holds BPS codes of {level}, not Kemendagri's; by their names "
            "{n} of {rows} rows are areas of the register.",
            **told,
        )
        return Finding("coding", Severity.WARN, text, len(coded), _translated(coded, codes))
    text = _(
        "Column {column} holds Kemendagri codes of {level}: {n} of {rows} rows are areas of the "
        "register.",
        **told,
    )
    if not codes.name_column:
        text += " " + _("No names confirm it.")
        return Finding("coding", Severity.WARN, text, len(coded))
    return Finding("coding", Severity.OK, text, len(coded))


def _translated(coded: pd.DataFrame, codes: Codes) -> tuple[str, ...]:
    """Kabupaten by their BPS codes, those whose digits differ first."""
    pairs = coded.assign(four=codes.table["bps"].str[:4])[["four", "kabupaten"]]
    pairs = pairs[pairs["kabupaten"] != ""].drop_duplicates()
    pairs = pairs.assign(same=pairs["kabupaten"].str.replace(".", "") == pairs["four"])
    ranked = pairs.sort_values(["same", "four"])
    return listed(
        [
            "BPS " + four + " → " + kode
            for four, kode in zip(ranked["four"], ranked["kabupaten"], strict=True)
        ]
    )


def _blank(rows: pd.DataFrame, of: int) -> Finding | None:
    if rows.empty:
        return None
    n = len(rows)
    severity = Severity.REFUSE if n > MOST_UNKNOWN * of else Severity.WARN
    text = _n(
        "{n} row without a code is left out.", "{n} rows without a code are left out.", len(rows)
    )
    remedy = _("Give these rows a code if they are not lakes or the like.")
    return Finding("blank", severity, text, n, examples_of(rows["name"]), remedy)


def _malformed(coded: pd.DataFrame, codes: Codes) -> Finding | None:
    form = codes.table.loc[coded.index, "bps" if codes.coding == Coding.BPS else "kode"]
    rows = coded[form == ""]
    if rows.empty:
        return None
    text = _n(
        "{n} row has something else than a code of {level}.",
        "{n} rows have something else than a code of {level}.",
        len(rows),
        level=codes.level.value,
    )
    remedy = _("Choose the right column with --code-column, or mend the codes in the file.")
    return Finding("form", Severity.REFUSE, text, len(rows), examples_of(rows["text"]), remedy)


def _unknown(coded: pd.DataFrame, codes: Codes) -> Finding | None:
    """Areas that the register does not have; a few desa may be, inside a known kabupaten."""
    form = codes.table.loc[coded.index, "bps" if codes.coding == Coding.BPS else "kode"]
    rows = coded[(coded["kode"] == "") & (form != "")]
    if rows.empty:
        return None
    few = len(rows) <= MOST_UNKNOWN * len(coded) and (rows["kabupaten"] != "").all()
    usable = codes.level == Level.DESA and few
    text = _n(
        "{n} row is no area of the register.", "{n} rows are no areas of the register.", len(rows)
    )
    if usable:
        text += " " + _("Such a polygon counts for its kecamatan only.")
        remedy = _("Mend code or name if they are desa under a new one.")
    else:
        remedy = _("Mend code and name of these rows as the register in force has them.")
    severity = Severity.WARN if usable else Severity.REFUSE
    examples = examples_of(rows["text"] + " " + rows["name"])
    return Finding("register", severity, text, len(rows), examples, remedy)


def _names(coded: pd.DataFrame, codes: Codes) -> Iterable[Finding]:
    """Names that are not the register's; a kabupaten where most are not has other codes."""
    if not codes.name_column:
        return
    known = coded[coded["kode"] != ""]
    if codes.coding == Coding.BPS:
        rows = known[known["how"] == "fuzzy"]
        agrees = pd.Series(True, index=known.index)
    else:
        agrees = names_agree(known["kode"], known["name"], codes.level)
        rows = known[~agrees]
    by_kabupaten = agrees.groupby(known["kabupaten"]).mean()
    if foreign := list(by_kabupaten.index[by_kabupaten < 0.5]):
        yield Finding(
            "names",
            Severity.REFUSE,
            _("Names and codes do not belong together in {n} kabupaten.", n=len(foreign)),
            len(foreign),
            listed([_shuffle(kode) for kode in foreign]),
            _("These look like BPS codes. Give a column of Kemendagri codes with --code-column."),
        )
    if not rows.empty:
        register = rows["kode"].map(read_register(codes.level)["nama"])
        text = _n(
            "{n} name differs from the register's, which is used.",
            "{n} names differ from the register's, which are used.",
            len(rows),
        )
        shown = rows["kode"] + " " + rows["name"] + " / " + register
        yield Finding("spelling", Severity.WARN, text, len(rows), examples_of(shown))


def _shuffle(kode: str) -> str:
    names = read_register(Level.KABUPATEN)["nama"]
    own = f"{kode} {names.get(kode, '')}"
    other = BPS_SHUFFLED.get(kode.replace(".", ""))
    if other is None:
        return own
    bps = kode.replace(".", "")
    return _("{own}, but BPS {bps} is {nama}", own=own, bps=bps, nama=names.get(other, other))


def _without_polygon(areas: gpd.GeoDataFrame) -> Finding | None:
    kinds = areas.geometry.geom_type
    rows = areas[~kinds.isin(POLYGONS) | areas.is_empty | areas.geometry.isna()]
    if rows.empty:
        return None
    text = _n("{n} row has no polygon.", "{n} rows have no polygon.", len(rows))
    examples = examples_of(rows["text"].where(rows["text"] != "", rows["name"]))
    remedy = _("Draw its polygon, or take the row out of the file.")
    return Finding("geometry", Severity.REFUSE, text, len(rows), examples, remedy)


def _elsewhere(areas: gpd.GeoDataFrame) -> Finding | None:
    """Polygons outside Indonesia: a wrong CRS, or latitude and longitude in each other's place."""
    shaped = areas[areas.geometry.notna() & ~areas.is_empty]
    bounds = shaped.bounds
    rows = shaped[~_inside(bounds, *INDONESIA)]
    if rows.empty:
        return None
    west, south, east, north = INDONESIA
    text = _n("{n} row lies outside Indonesia.", "{n} rows lie outside Indonesia.", len(rows))
    remedy = _("State the coordinate system that they are in with --crs, such as EPSG:32750.")
    if _inside(bounds.loc[rows.index], south, west, north, east).all():
        remedy = _("Latitude and longitude stand in each other's place: exchange them in the file.")
    first = bounds.loc[rows.index]
    where = first["minx"].round(3).astype(str) + ", " + first["miny"].round(3).astype(str)
    return Finding("place", Severity.REFUSE, text, len(rows), examples_of(where), remedy)


def _inside(
    bounds: pd.DataFrame, west: float, south: float, east: float, north: float
) -> pd.Series:
    across = (bounds["minx"] >= west) & (bounds["maxx"] <= east)
    return across & (bounds["miny"] >= south) & (bounds["maxy"] <= north)


def _invalid(areas: gpd.GeoDataFrame) -> Finding | None:
    shaped = areas[areas.geometry.notna()]
    rows = shaped[~shaped.is_valid]
    if rows.empty:
        return None
    reasons = pd.Series(shapely.is_valid_reason(rows.geometry.to_numpy()), index=rows.index)
    reasons = rows["text"] + ": " + reasons.str.partition("[")[0]
    text = _n(
        "{n} polygon with crossing rings is repaired.",
        "{n} polygons with crossing rings are repaired.",
        len(rows),
    )
    return Finding("rings", Severity.WARN, text, len(rows), examples_of(reasons))


def _repeated(coded: pd.DataFrame) -> Finding | None:
    """Rows of one code: parts of one area if they have one name, a mistake if they have two."""
    key = coded["kode"].where(coded["kode"] != "", coded["text"])
    rows = coded[key.duplicated(keep=False)]
    if rows.empty:
        return None
    names = rows["name"].map(normalised).groupby(key[rows.index]).nunique()
    several = rows[key[rows.index].map(names) > 1]
    if several.empty:
        text = _("{n} rows share {m} codes and are joined.", n=len(rows), m=len(names))
        return Finding("repeated", Severity.WARN, text, len(rows), examples_of(rows["text"]))
    text = _n(
        "{n} row has another name under the code of another row.",
        "{n} rows have different names under one code.",
        len(several),
    )
    examples = examples_of(several["text"] + " " + several["name"])
    remedy = _("Give each area its own code.")
    return Finding("repeated", Severity.REFUSE, text, len(several), examples, remedy)
