"""GeoParquet, and Parquet without geometry, as the rows of a sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from geo.crs import WGS84
from geo.intake.reading.cells import Cell, cell_of
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.features import Feature, write_features
from geo.intake.reading.found import Found
from geo.intake.reading.layers import features_at
from geo.intake.reading.limits import MB
from geo.intake.reading.sheet_writer import Spool

_BATCH: Final = 10_000


def read_parquet_table(file: Path, spool: Spool) -> Found:
    """Write the rows of a Parquet file, with the points of its first geometry, as a sheet."""
    try:
        with parquet.ParquetFile(file) as source:
            about = source.metadata
            if about.num_rows > spool.limits.sheet_rows:
                raise Unreadable(Fault.TOO_MANY_ROWS, limit=spool.limits.sheet_rows)
            if about.num_columns > 4 * spool.limits.columns:
                raise Unreadable(Fault.TOO_MANY_COLUMNS, limit=spool.limits.columns)
            _weigh(about, spool)
            geometry, left_out, crs = _geometry_of(about.metadata or {})
            features = _features(source, geometry, left_out)
            sheet = write_features(spool, 0, features, crs=crs)
    except pa.ArrowMemoryError:
        raise
    except (pa.ArrowException, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    except OSError as error:
        if error.errno is not None:  # of the system, such as a full disk
            raise
        raise Unreadable(Fault.DAMAGED) from error
    return Found("parquet", (sheet,))


def _weigh(about: parquet.FileMetaData, spool: Spool) -> None:
    groups = (about.row_group(n) for n in range(about.num_row_groups))
    if sum(group.total_byte_size for group in groups) > spool.limits.unpacked_mb * MB:
        raise Unreadable(Fault.UNPACKS_TOO_LARGE, limit=spool.limits.unpacked_mb)


def _geometry_of(metadata: dict[bytes, bytes]) -> tuple[str, frozenset[str], str | None]:
    """Name of the geometry, columns that only serve it, and what its coordinates are in."""
    if b"geo" not in metadata:
        return "", frozenset(), None
    geo = json.loads(metadata[b"geo"])
    primary = str(geo["primary_column"])
    about = geo["columns"][primary]
    if about.get("encoding", "WKB") != "WKB":
        raise Unreadable(Fault.UNKNOWN)
    boxes = about.get("covering", {}).get("bbox", {})
    served = {str(path[0]) for path in boxes.values()}
    others = set(geo["columns"]) - {primary}
    if "crs" not in about:
        return primary, frozenset(served | others), WGS84
    crs = json.dumps(about["crs"]) if about["crs"] else None
    return primary, frozenset(served | others), crs


def _features(
    source: parquet.ParquetFile, geometry: str, left_out: frozenset[str]
) -> Iterator[Feature]:
    for batch in source.iter_batches(batch_size=_BATCH, use_threads=False):
        names = [n for n in batch.schema.names if n != geometry and n not in left_out]
        columns = [[cell_of(_plain(value)) for value in batch[name].to_pylist()] for name in names]
        said: list[dict[str, Cell]] = [
            dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)
        ] or [{}] * batch.num_rows
        if geometry:
            yield from features_at(said, batch[geometry].to_pylist())
        else:
            yield from map(Feature, said)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, float) else value
