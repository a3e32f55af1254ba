"""What is checked in the areas of a boundary file as a layer: tiling, gaps, place and size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries.register import read_register
from geo.boundaries.tiling import tiling_faults
from geo.crs import EQUAL_AREA, area_km2
from geo.intake.report import Finding, KabupatenSummary, Severity, examples_of, listed
from geo.text import _, _n, number, percent
from geo.words import Level

MOST_OVERLAP: Final = 0.05
"""Share of a layer that may be covered twice."""

LEAST_COVERED: Final = 0.9
HALF_COVERED: Final = 0.5
"""Share of a kabupaten as now in use that a file should cover, and must."""

AREA_TOLERANCE: Final = 0.015
"""Share by which an area may differ from what is claimed or in use without a word."""

_NOISE_KM2 = 1e-5


@dataclass(frozen=True)
class AreaClaim:
    """km² that somebody states for some kabupaten together."""

    kabupaten: tuple[str, ...]
    km2: float
    said_by: str = ""


def check_tiling(areas: gpd.GeoDataFrame, tiles: gpd.GeoDataFrame, level: Level) -> list[Finding]:
    """Overlaps and gaps of the file's areas, and the areas that cleaning them left nothing of."""
    faults, left = tiling_faults(areas), tiling_faults(tiles)
    share = faults.overlap_km2 / float(area_km2(areas).sum())
    findings = [Finding("tiling", Severity.OK, _("No overlaps and no gaps."))]
    if faults.overlap_km2 + faults.gap_km2 > _NOISE_KM2:
        text = _(
            "Overlaps of {overlap} km² ({share}) and gaps of {gap} km²; after cleaning "
            "{overlap_left} and {gap_left} km² stay.",
            overlap=number(faults.overlap_km2, 3),
            share=percent(share, 2),
            gap=number(faults.gap_km2, 3),
            overlap_left=number(left.overlap_km2, 3),
            gap_left=number(left.gap_km2, 3),
        )
        severity, remedy = Severity.WARN, ""
        if share > MOST_OVERLAP:
            severity = Severity.REFUSE
            remedy = _("Give one layer, in which no area lies over another.")
        findings = [Finding("tiling", severity, text, remedy=remedy)]
    return [*findings, *_lost(areas[~areas.index.isin(tiles["row"])], level)]


def _lost(areas: gpd.GeoDataFrame, level: Level) -> list[Finding]:
    if areas.empty:
        return []
    n = len(areas)
    text = _n("{n} area lies wholly under others.", "{n} areas lie wholly under others.", n)
    severity = Severity.WARN if level == Level.DESA else Severity.REFUSE
    examples = examples_of(areas["text"] + " " + areas["name"])
    return [Finding("lost", severity, text, n, examples, _("Mend their polygons."))]


def check_completeness(tiles: gpd.GeoDataFrame, level: Level) -> list[Finding]:
    """Areas of the register that the file's kabupaten have and the file has not."""
    missing = {level: _missing(tiles.index, level, tiles)}
    missing[Level.KECAMATAN] = _missing(tiles["parent"], Level.KECAMATAN, tiles)
    findings = [_absent(at, areas) for at, areas in missing.items() if len(areas)]
    return findings or [Finding("missing", Severity.OK, _("No area of the register is missing."))]


def _missing(has: Iterable[str], level: Level, tiles: gpd.GeoDataFrame) -> pd.Series:
    """Names of the register's areas of one level in the file's kabupaten, less those it `has`."""
    names = read_register(level)["nama"]
    expected = names[names.index.str[:5].isin(set(tiles["parent"].str[:5]))]
    return expected.drop(index=list(has), errors="ignore")


def _absent(level: Level, areas: pd.Series) -> Finding:
    n = len(areas)
    text = _n("{n} {level} is missing.", "{n} {level} are missing.", n, level=level.value)
    examples = listed([f"{kode} {nama}" for kode, nama in areas.items()])
    if level == Level.DESA:
        return Finding("missing desa", Severity.WARN, text, n, examples)
    remedy = _("Add them, or leave their kabupaten out of the file altogether.")
    return Finding("missing kecamatan", Severity.REFUSE, text, n, examples, remedy)


def summarise_kabupaten(
    tiles: gpd.GeoDataFrame, level: Level, present: gpd.GeoDataFrame
) -> tuple[KabupatenSummary, ...]:
    """
    Each kabupaten of the file beside what is in use now.

    Parameters
    ----------
    tiles : GeoDataFrame
        As `tiles_of` gives them.
    present : GeoDataFrame
        Kabupaten in use now, indexed by ``kode``; those never built are absent.
    """
    names, register = read_register(Level.KABUPATEN)["nama"], read_register(level)
    owner = tiles["parent"].str[:5]
    shapes = tiles.geometry.to_crs(EQUAL_AREA).groupby(owner).agg(shapely.coverage_union_all)
    earlier = present.geometry.to_crs(EQUAL_AREA)
    real = tiles.index.isin(register.index)
    return tuple(
        KabupatenSummary(
            kode=kode,
            nama=names[kode],
            n_areas=int((real & (owner == kode)).sum()),
            n_expected=int((register.index.str[:5] == kode).sum()),
            area_km2=round(shape.area / 1e6, 2),
            present_km2=round(earlier[kode].area / 1e6, 2) if kode in earlier.index else None,
            covered_share=_covered(shape, earlier[kode]) if kode in earlier.index else None,
        )
        for kode, shape in shapes.items()
    )


def _covered(shape: shapely.Geometry, earlier: shapely.Geometry) -> float:
    return round(shapely.intersection(shape, earlier).area / earlier.area, 4)


def check_coverage(kabupaten: Sequence[KabupatenSummary]) -> list[Finding]:
    """Whether each kabupaten lies where it lies now, and is about as large."""
    return [*_elsewhere(kabupaten), *_resized(kabupaten)]


def _elsewhere(kabupaten: Sequence[KabupatenSummary]) -> list[Finding]:
    shares = {f"{k.kode} {k.nama}": k.covered_share for k in kabupaten}
    thin = {k: share for k, share in shares.items() if share is not None and share < LEAST_COVERED}
    if not thin:
        return []
    text = _n(
        "{n} kabupaten lies partly elsewhere than the borders in use.",
        "{n} kabupaten lie partly elsewhere than the borders in use.",
        len(thin),
    )
    severity, remedy = Severity.WARN, ""
    if min(thin.values()) < HALF_COVERED:
        severity = Severity.REFUSE
        remedy = _("Less than half of one is covered: see that codes and --crs are right.")
    ranked = sorted(thin.items(), key=lambda entry: entry[1])
    shown = listed([f"{name}: {percent(share)}" for name, share in ranked])
    return [Finding("place of kabupaten", severity, text, len(thin), shown, remedy)]


def _resized(kabupaten: Sequence[KabupatenSummary]) -> list[Finding]:
    pairs = [(k, k.present_km2) for k in kabupaten if k.present_km2]
    others = [(k, km2) for k, km2 in pairs if abs(k.area_km2 / km2 - 1) > AREA_TOLERANCE]
    if not others:
        return []
    n = len(others)
    text = _n("{n} kabupaten changes its area.", "{n} kabupaten change their area.", n)
    ranked = sorted(others, key=lambda pair: -abs(pair[0].area_km2 / pair[1] - 1))
    shown = [f"{k.kode} {k.nama}: {number(km2)} → {number(k.area_km2)} km²" for k, km2 in ranked]
    return [Finding("area", Severity.WARN, text, n, listed(shown))]


def check_claims(
    kabupaten: Sequence[KabupatenSummary], claims: Sequence[AreaClaim]
) -> list[Finding]:
    """Claimed areas beside the file's, for claims whose kabupaten are all in the file."""
    areas = {k.kode: k.area_km2 for k in kabupaten}
    findings = []
    for claim in claims:
        if not set(claim.kabupaten) <= set(areas):
            continue
        found = sum(areas[kode] for kode in claim.kabupaten)
        off = found / claim.km2 - 1
        text = _(
            "{found} km² in {kabupaten}, claimed {claimed} km² ({off}).",
            found=number(found, 2),
            kabupaten=", ".join(claim.kabupaten),
            claimed=number(claim.km2, 2),
            off=percent(off, 2),
        )
        severity = Severity.WARN if abs(off) > AREA_TOLERANCE else Severity.OK
        said_by = (claim.said_by,) if claim.said_by else ()
        findings.append(Finding("claim", severity, text, 1, said_by))
    return findings
