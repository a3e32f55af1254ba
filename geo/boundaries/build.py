"""Build the boundaries of provinces: register, base map, then one whole folder per province."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import geopandas as gpd

from geo.boundaries import gadm, wilayah
from geo.boundaries.basemap import build_base, read_base
from geo.boundaries.coast import COASTAL_FROM_M, coast_metres, is_doubtful, land_near
from geo.boundaries.layers import (
    AREA_COLUMNS,
    CUSTOM,
    layer_file,
    put_in_use,
    read_current,
    set_folder,
)
from geo.boundaries.register import build_register, read_register
from geo.boundaries.sources import GADM, WILAYAH, Source
from geo.boundaries.summary import Summary, failed, read_built, summarise, write_summary
from geo.boundaries.tiling import DISPLAY_TOLERANCE, Tiles, dissolve, simplify
from geo.crs import area_km2
from geo.errors import DataError, SourceUnreachable
from geo.home import folder_atomically, write_parquet
from geo.text import _
from geo.words import Level, kode_at, parent_of

BUILD_VERSION = 1
"""Raise it when a build makes other layers of the same source, so that they are built anew."""

SourceChoice = Literal["auto", "wilayah", "gadm"]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps of it are done, and of how many."""


def build(
    provinces: Sequence[str],
    *,
    source: SourceChoice = "auto",
    progress: Progress = lambda step, done, total: None,
) -> list[Summary]:
    """
    Build what is not built yet of some provinces, and put it in use.

    Whatever is built is built whole; a build that was interrupted goes on where it stopped.

    Parameters
    ----------
    provinces : sequence of str
        Kode of provinsi.
    source : "auto", "wilayah" or "gadm"
        Auto leaves a province as it is if it reads a whole set of this version or one of a
        reader's own, and asks no network for it; for the others it takes wilayah_boundaries, and
        GADM where that cannot be reached.
    progress : callable
        Called with a step, how many of its parts are done and how many there are.

    Returns
    -------
    list of Summary
        In the order of `provinces`; one that could not be built has a `fault`, and nothing of
        it is put in use.

    Raises
    ------
    DataError
        If a kode is no provinsi of the register, or an installed package is not the pinned one.
    SourceUnreachable
        If `source` is "wilayah" and it cannot be reached.
    """
    progress(_("register"), 0, 1)
    build_register()
    _refuse_unknown(provinces)
    progress(_("base map"), 0, 1)
    build_base()
    if source != "auto":
        return _build_all(provinces, WILAYAH if source == "wilayah" else GADM, progress)
    settled = {kode: built for kode in provinces if (built := _settled(kode))}
    missing = [kode for kode in provinces if kode not in settled]
    made = {summary.provinsi: summary for summary in _build_missing(missing, progress)}
    return [settled.get(kode) or made[kode] for kode in provinces]


def _settled(kode: str) -> Summary | None:
    """What a province reads, if there is nothing to build for it; otherwise None."""
    name = read_current().sets.get(kode, "")
    of_today = name in (set_name(WILAYAH), set_name(GADM)) or name.startswith(CUSTOM)
    return read_built(set_folder(name, kode)) if of_today else None


def _build_missing(provinces: Sequence[str], progress: Progress) -> list[Summary]:
    try:
        return _build_all(provinces, WILAYAH, progress)
    except SourceUnreachable as fault:
        progress(_("{fault} GADM is used instead.", fault=fault), 0, 1)
        return _build_all(provinces, GADM, progress)


def set_name(source: Source) -> str:
    """Name of the sets that this version of the build makes from a source."""
    return f"{source.key}-{source.version}-{BUILD_VERSION}"


def layers_of(tiles: Tiles) -> dict[Level, gpd.GeoDataFrame]:
    """
    The layers of one province, dissolved upwards from its desa.

    Returns
    -------
    dict of GeoDataFrame
        By level; each indexed by ``kode``, sorted by it, with `AREA_COLUMNS`, in WGS 84, and a
        valid coverage. The desa layer holds what is no desa as level `UNMATCHED`.
    """
    land = land_near(tiles.desa, read_base("mask").geometry.iloc[0])
    layers = {Level.DESA: _with_measures(tiles.desa, Level.DESA, tiles.source, land=land)}
    for level in (Level.KECAMATAN, Level.KABUPATEN):
        owner = tiles.desa["parent"].map(lambda kode, level=level: kode_at(kode, level))
        shapes = dissolve(tiles.desa, owner)
        areas = gpd.GeoDataFrame(
            {
                "nama": read_register(level)["nama"].reindex(shapes.index),
                "level": level.value,
                "parent": shapes.index.map(parent_of),
            },
            geometry=shapes,
        )
        layers[level] = _with_measures(areas, level, tiles.source, land=land)
    return layers


def _with_measures(
    areas: gpd.GeoDataFrame, level: Level, source: Source, *, land: object
) -> gpd.GeoDataFrame:
    metres = coast_metres(areas, land)
    doubtful = is_doubtful(areas.index, metres)
    measured = areas.assign(
        area_km2=area_km2(areas),
        source=source.key,
        vintage=source.vintage,
        coastal=(metres >= COASTAL_FROM_M[level]) & ~doubtful,
        coast_m=metres,
        coast_doubtful=doubtful,
    )
    return measured[[*AREA_COLUMNS, "geometry"]].sort_index()


def _refuse_unknown(provinces: Iterable[str]) -> None:
    known = read_register(Level.PROVINSI).index
    if unknown := [kode for kode in provinces if kode not in known]:
        raise DataError(
            _(
                "The register has no provinsi {kode}. Give two digits, as 51 for Bali.",
                kode=", ".join(unknown),
            )
        )


def _build_all(provinces: Sequence[str], source: Source, progress: Progress) -> list[Summary]:
    read_tiles = _gadm_reader(progress) if source is GADM else _wilayah_reader(progress)
    names = read_register(Level.PROVINSI)["nama"]
    summaries = []
    for n, kode in enumerate(provinces):
        progress(_("province {kode} {nama}", kode=kode, nama=names[kode]), n, len(provinces))
        summaries.append(_build_province(kode, source, read_tiles))
    progress(_("provinces"), len(provinces), len(provinces))
    put_in_use(set_name(source), [done.provinsi for done in summaries if not done.fault])
    return summaries


def _gadm_reader(progress: Progress) -> Callable[[str], Tiles]:
    @cache
    def frames() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        progress(_("reading GADM"), 0, 1)
        return gadm.read_units(), gadm.read_kabupaten()

    def read(kode: str) -> Tiles:
        units, kabupaten = frames()
        return gadm.read_tiles(kode, units=units, kabupaten=kabupaten)

    return read


def _wilayah_reader(progress: Progress) -> Callable[[str], Tiles]:
    def read(kode: str) -> Tiles:
        step = _("downloading province {kode}", kode=kode)
        return wilayah.read_tiles(kode, done=lambda n, total: progress(step, n, total))

    return read


def _build_province(kode: str, source: Source, read_tiles: Callable[[str], Tiles]) -> Summary:
    folder = set_folder(set_name(source), kode)
    if built := read_built(folder):
        return built
    started = time.monotonic()
    try:
        tiles = read_tiles(kode)
    except DataError as fault:
        return failed(kode, source, str(fault))
    layers = layers_of(tiles)
    with folder_atomically(folder) as draft:
        _write_layers(draft, layers)
        tiles.report.to_csv(draft / "match.csv", index=False)
        seconds = time.monotonic() - started
        summary = summarise(kode, tiles, layers, seconds=seconds)
        write_summary(draft, summary)
    return summary


def _write_layers(folder: Path, layers: Mapping[Level, gpd.GeoDataFrame]) -> None:
    for level, areas in layers.items():
        write_parquet(areas, layer_file(folder, level))
        thin = simplify(areas, DISPLAY_TOLERANCE[level])
        write_parquet(thin, layer_file(folder, level, display=True))
