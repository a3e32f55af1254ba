"""Boundaries from any file: read, told whose codes they are, checked, and only then put in use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyproj
import shapely

from geo.boundaries.custom import (
    Origin,
    custom_source,
    is_built,
    match_rows,
    origin_in_use,
    write_custom_set,
)
from geo.boundaries.layers import put_in_use, read_areas, read_current
from geo.boundaries.register import read_register
from geo.crs import WGS84, area_km2
from geo.errors import CRSError
from geo.intake.boundaries.areas import (
    AreaClaim,
    check_claims,
    check_completeness,
    check_coverage,
    check_tiling,
    summarise_kabupaten,
)
from geo.intake.boundaries.codes import read_codes
from geo.intake.boundaries.names import name_areas
from geo.intake.boundaries.rows import check_rows
from geo.intake.boundaries.tiles import join_rows, tiles_of
from geo.intake.report import Finding, Report, Severity, listed
from geo.intake.vector_file import read_vector
from geo.text import _, number
from geo.words import Level

UNKNOWN_VINTAGE = "unknown"
METHOD_VERSION = "1"
"""Raise it when the same file makes other layers, so that they are made anew."""

_LONGEST = 80
_LEAST_OVERLAP_KM2 = 0.1


def use_boundaries(
    path: str | Path,
    *,
    code_column: str | None = None,
    level: Level | None = None,
    crs: str | None = None,
    source: str | None = None,
    vintage: str | None = None,
    claims: Sequence[AreaClaim] = (),
    check_only: bool = False,
) -> Report:
    """
    Check a file of kecamatan or desa and, unless it is refused, read it from now on.

    Each province that the file reaches gets a set of its own: the kabupaten in the file with
    their new polygons, cleaned and dissolved upwards, all others as they are now. A file of
    kecamatan leaves the desa as they are. What was read before can be taken back with
    `geo.boundaries.layers.take_back`.

    Parameters
    ----------
    path : str or Path
        GeoPackage, GeoJSON, zipped Shapefile or GeoParquet.
    code_column, level, crs : optional
        What the file does not say itself, or says wrongly.
    source, vintage : str, optional
        Who made it and which state it shows, for the footer of maps; otherwise the file's name
        and "unknown".
    claims : sequence of AreaClaim
        Areas stated elsewhere, to be shown beside the file's.
    check_only : bool
        Change nothing, even if the file is good.

    Returns
    -------
    Report
        What was found; `Report.refused` tells whether anything changed at all.

    Raises
    ------
    DataError, CRSError
        If the file cannot be read, or its codes cannot be told.
    NotBuilt
        If the register has not been built yet.
    """
    file = Path(path)
    read = read_vector(file, crs=crs)
    attributes = pd.DataFrame(read.drop(columns="geometry"))
    codes = read_codes(attributes, file=file.name, code_column=code_column, level=level)
    rows = gpd.GeoDataFrame(name_areas(codes), geometry=_in_degrees(read.geometry), crs=WGS84)
    report = Report(
        file=file.name,
        rows=len(rows),
        level=codes.level.value,
        coding=codes.coding.value,
        columns={"code": codes.code_column, "name": codes.name_column},
        crs=read.crs.to_string(),
        source=plain_text(source or file.stem),
        vintage=plain_text(vintage or UNKNOWN_VINTAGE),
        findings=tuple(check_rows(rows, codes)),
        kabupaten=(),
    )
    areas = join_rows(rows)
    if areas.empty or any(finding.check == "place" for finding in report.findings):
        return report
    tiles = tiles_of(areas, codes.level)
    report = _with_area_findings(report, areas, tiles, codes.level, claims)
    if report.refused or check_only:
        return report
    options = {
        "code_column": codes.code_column,
        "level": codes.level.value,
        "crs": crs or "",
        "source": report.source,
        "vintage": report.vintage,
        "method": METHOD_VERSION,
    }
    return _put_in_use(report, file, tiles, rows, codes.level, options)


def plain_text(text: str) -> str:
    """A text fit for a map's footer: letters, digits and plain marks, at most 80 of them."""
    kept = re.sub(r"[^\w .,:;()/&+'-]", " ", text)
    return re.sub(r"\s+", " ", kept).strip()[:_LONGEST].strip() or UNKNOWN_VINTAGE


def _in_degrees(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    try:
        return shapes.to_crs(WGS84)
    except pyproj.exceptions.ProjError as error:
        message = _("{crs} leads to no place on earth. State another with --crs.", crs=shapes.crs)
        raise CRSError(message) from error


def _with_area_findings(
    report: Report,
    areas: gpd.GeoDataFrame,
    tiles: gpd.GeoDataFrame,
    level: Level,
    claims: Sequence[AreaClaim],
) -> Report:
    covered = sorted(set(tiles["parent"].str[:5]))
    present = _present(covered)
    kabupaten = summarise_kabupaten(tiles, level, present)
    findings = [
        *check_tiling(areas, tiles, level),
        *check_completeness(tiles, level),
        *check_coverage(kabupaten),
        *check_claims(kabupaten, claims),
        *_check_neighbours(tiles, covered, level),
    ]
    provinsi = tuple(sorted({kode[:2] for kode in covered}))
    return replace(
        report, findings=(*report.findings, *findings), kabupaten=kabupaten, provinsi=provinsi
    )


def _present(kabupaten: Sequence[str]) -> gpd.GeoDataFrame:
    built = [kode for kode in kabupaten if is_built(kode[:2])]
    if not built:
        return gpd.GeoDataFrame(geometry=[], crs=WGS84)
    return read_areas(Level.KABUPATEN, built)


def _check_neighbours(
    tiles: gpd.GeoDataFrame, covered: Sequence[str], level: Level
) -> list[Finding]:
    """The kabupaten of these provinces that keep their borders, and how they meet the new ones."""
    register = read_register(Level.KABUPATEN)
    kept = register[register["parent"].isin({kode[:2] for kode in covered})]
    kept = kept[~kept.index.isin(covered)]
    findings = []
    if unbuilt := sorted({kode[:2] for kode in kept.index if not is_built(kode[:2])}):
        text = _("{n} kabupaten are not in the file and not built yet.", n=len(kept))
        shown = listed([f"{kode} {nama}" for kode, nama in kept["nama"].items()])
        remedy = _("Run first: petapora build --province {kode}", kode=" ".join(unbuilt))
        return [Finding("neighbours", Severity.REFUSE, text, len(kept), shown, remedy)]
    if level == Level.KECAMATAN:
        text = _("The desa keep their borders: the file holds kecamatan.")
        findings.append(Finding("desa", Severity.OK, text))
    if kept.empty:
        return findings
    others = _present(list(kept.index))
    new = shapely.union_all(tiles.geometry.to_numpy())
    shared = area_km2(others.set_geometry(others.intersection(new)))
    meeting = shared[shared >= _LEAST_OVERLAP_KM2].sort_values(ascending=False)
    text = _("{n} kabupaten of these provinces keep their borders.", n=len(kept))
    if meeting.empty:
        return [*findings, Finding("neighbours", Severity.OK, text, len(kept))]
    text += " " + _("The new areas lie over {km2} km² of them.", km2=number(meeting.sum(), 1))
    shown = listed([f"{kode}: {number(km2, 1)} km²" for kode, km2 in meeting.items()])
    remedy = _("Give a file of the whole province for borders that meet.")
    return [*findings, Finding("neighbours", Severity.WARN, text, len(meeting), shown, remedy)]


def _put_in_use(
    report: Report,
    file: Path,
    tiles: gpd.GeoDataFrame,
    rows: gpd.GeoDataFrame,
    level: Level,
    options: dict[str, str],
) -> Report:
    """Write the set of each province, then let all of them read it at once."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    earlier = [origin_in_use(kode) for kode in report.provinsi]
    if all(made and (made.sha256, made.options) == (digest, options) for made in earlier):
        name = read_current().sets[report.provinsi[0]]
        return replace(report, set_name=name, in_use=True)
    sets = read_current().sets
    base = {kode: sets.get(kode, "") for kode in report.provinsi}
    origin = Origin(file.name, digest, options, base)
    for provinsi in report.provinsi:
        here = tiles[tiles["parent"].str[:2] == provinsi]
        write_custom_set(
            provinsi,
            here,
            level=level,
            source=custom_source(report.source, vintage=report.vintage),
            origin=origin,
            report=match_rows(here, rows) if level == Level.DESA else pd.DataFrame(),
        )
    put_in_use(origin.set_name, report.provinsi)
    return replace(report, set_name=origin.set_name, in_use=True)
