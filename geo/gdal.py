"""
GDAL kept on a short lead: a few drivers, no network, nothing fetched because a file asks for it.

GDAL chooses its driver by a file's content, so a file of any name may be a "virtual" layer that
reads another file or calls out. It reads its settings once, when it is first loaded; `geo` sets
them before any of its modules does so. GeoPandas alone does not load GDAL until it reads a file.
"""

from __future__ import annotations

import os

DRIVERS = frozenset({"ESRI Shapefile", "GeoJSON", "GPKG", "MEM"})
"""The drivers that stay."""

_SKIPPED = (
    "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,MapInfo File,LVBAG,S57,DGN,OGR_VRT,CSV,GML,"
    "GPX,LIBKML,KML,GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,FlatGeobuf,"
    "GeoRSS,VFK,PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,"
    "AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,"
    "ADBC,AVCBin,AVCE00,AIVector,HTTP"
)

_SETTINGS = {
    "GDAL_SKIP": _SKIPPED,
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "PROJ_NETWORK": "OFF",
}


def harden_gdal() -> None:
    """Set what GDAL reads when it is first loaded; later calls change nothing in it."""
    os.environ.update(_SETTINGS)


def unwanted_drivers() -> list[str]:
    """Drivers that GDAL carries beside `DRIVERS`: none, unless it was loaded before `geo`."""
    import pyogrio

    return sorted(set(pyogrio.list_drivers()) - DRIVERS)
