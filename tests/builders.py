"""Small pieces of the domain, made by hand: areas of 1 km², a register, facts and their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from geo.boundaries.layers import AREA_COLUMNS
from geo.crs import EQUAL_AREA, WGS84, area_km2
from geo.store.formation import LADDER
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.words import level_of, parent_of
from tests.small_land import NAMES

CORNER_M = (11_000_000.0, -1_050_000.0)
"""West and south of the first square in the equal-area projection: in Bali."""

HEADERS = {
    "sources": (
        "source,title,publisher_id,publisher_en,said_by_id,said_by_en,date,confirmed,note_id,note_en"
    ),
    "offices": "office,name,short_name,timezone,kabupaten,visit_programme,source",
    "formation": (
        "fact,kode,applies_to,status,holds_from,event_on,sk,review_by,source,note_id,note_en"
    ),
    "targets": "office,level,target,stated_on,source",
    "claims": ("claim,office,measure,value,stated_on,said_by_id,said_by_en,source,note_id,note_en"),
    "agencies": "agency,nama,name_en,source",
    "members": "office,level,agency,source",
    "places": "nama,kode,lat,lng,source",
    "place_aliases": "kode,alias,source",
    "rules": "rule,value,unit,source,note_id,note_en",
    "bandwidths": "office,km,source,note_id,note_en",
}
"""First line of every fact file."""

FACTS = {
    "sources": (
        "berita,Tim Buleleng dibentuk,Harian,Daily,Camat,Head,2020-01-02,no,Dua tim.,Two teams.",
        "daftar,Daftar kantor,Kantor Imigrasi,Immigration office,,,2020,yes,,",
    ),
    "offices": (
        "bali,Kantor Imigrasi Bali,Bali,Asia/Makassar,51.08 51.07,SI RAJA GARANG,daftar",
        "kahayan,Kantor Imigrasi Kahayan,Kahayan,Asia/Pontianak,62.10 62.11,,daftar",
    ),
    "formation": (
        "rendang,51.07.01,area,belum dibentuk,2020-01-01,,,,berita,Belum ada tim.,No team yet.",
        "buleleng,51.08,kecamatan,terbentuk,2020-01-02,2020-01-02,SK 7,,berita,Serentak.,Together.",
        "buleleng-tim,51.08,area,dikukuhkan,2020-01-03,,,,berita,,",
    ),
    "targets": ("bali,kecamatan,4,2020-01-01,berita",),
    "claims": (
        "tiga-perempat,bali,formed_share,0.75,2020-01-02,Kepala,The head,berita,Lisan.,Oral.",
        "luas,bali,area_km2,5.5,2020-01-03,Laman,The page,daftar,,",
    ),
    "agencies": ("camat,Camat,Head of kecamatan,daftar", "polsek,Polsek,Police,daftar"),
    "members": ("bali,kecamatan,camat,daftar", "bali,kecamatan,polsek,daftar"),
    "places": ("Lovina,51.08.01,-8.29,115.02,daftar",),
    "place_aliases": ("51.08.01,Grokgak,daftar",),
    "rules": tuple(f"{rule},{value},unit,daftar,," for rule, value in asdict(Rules()).items()),
    "bandwidths": ("*,1 2 4,daftar,,",),
}
"""Rows of every fact file, about the small land; in them 51.07.07 is spoken of by nobody."""


def make_kecamatan(*kode: str) -> gpd.GeoDataFrame:
    """Kecamatan of exactly 1 km² each, in a row from west to east, with all columns of a layer."""
    west, south = CORNER_M
    squares = [
        box(west + n * 1000, south, west + (n + 1) * 1000, south + 1000) for n in range(len(kode))
    ]
    return _layer(list(kode), gpd.GeoSeries(squares, crs=EQUAL_AREA).to_crs(WGS84))


def make_kabupaten(kecamatan: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The kabupaten that these kecamatan make up."""
    parts = kecamatan.geometry.groupby(kecamatan["parent"]).apply(lambda own: own.union_all())
    return _layer(list(parts.index), gpd.GeoSeries(parts.to_numpy(), crs=kecamatan.crs))


def _layer(kode: list[str], shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    columns = {
        "nama": [NAMES.get(each, f"Area {each}") for each in kode],
        "level": [level_of(each).value for each in kode],
        "parent": [parent_of(each) for each in kode],
        "area_km2": area_km2(shapes).to_numpy(),
        "source": "wilayah",
        "vintage": "2020",
        "coastal": False,
        "coast_m": 0.0,
        "coast_doubtful": False,
    }
    assert tuple(columns) == AREA_COLUMNS
    index = pd.Index(kode, name="kode")
    return gpd.GeoDataFrame(columns, index=index, geometry=shapes.to_numpy(), crs=shapes.crs)


def make_register(*kecamatan: str) -> pd.Series:
    """Names of these kecamatan and their kabupaten by kode; of the whole small land if none."""
    asked = kecamatan or tuple(kode for kode in NAMES if kode.count(".") == 2)
    kode = sorted({*asked, *(parent_of(each) for each in asked)})
    names = [NAMES.get(each, f"Area {each}") for each in kode]
    return pd.Series(names, index=pd.Index(kode, name="kode"), name="nama")


def make_office(*kabupaten: str, key: str = "bali") -> Office:
    """An office whose work area is these kabupaten."""
    return Office(
        key=key,
        name=f"Kantor Imigrasi {key}",
        short_name=key,
        timezone=ZoneInfo("Asia/Makassar"),
        kabupaten=tuple(sorted(kabupaten)),
        source="daftar",
    )


def make_formation(*facts: tuple[str, str, str]) -> pd.DataFrame:
    """Facts as (kode, status, day from which it holds), in the order of the lines of a file."""
    frame = pd.DataFrame(list(facts), columns=["kode", "status", "holds_from"])
    lines = range(2, 2 + len(frame))
    return frame.assign(
        fact=pd.Series([f"fact on line {line}" for line in lines], dtype="str"),
        status=frame["status"].astype(LADDER),
        holds_from=pd.to_datetime(frame["holds_from"], format="%Y-%m-%d"),
        event_on=pd.NaT,
        sk="",
        review_by=pd.NaT,
        source="berita",
        note_id="",
        note_en="",
        line=lines,
    )


def write_facts(folder: Path, **rows: Sequence[str]) -> Path:
    """All fact files of the small land in a folder; `rows` stand in place of a file's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header in HEADERS.items():
        lines = [header, *rows.get(name, FACTS[name])]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def day(text: str) -> dt.date:
    """A date as it stands in files, 2019-03-25."""
    return dt.date.fromisoformat(text)
