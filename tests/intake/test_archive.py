"""An archive whose directory cannot be where it says is damaged, in words."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.intake.archive import unpack
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.limits import Limits
from geo.intake.reading.packed import weighed

END = 22
"""Bytes of the record that ends an archive; its directory's size stands ten before the last."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive that says its directory is larger than the file."""
    path = tmp_path / "laporan.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("titik.shp", "x")
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, len(content) - END + 12, 0x7FFFFFFF)
    path.write_bytes(content)
    return path


def test_reports_in_it_are_refused_in_a_word(archive: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        weighed(archive, Limits())
    assert refused.value.fault is Fault.DAMAGED


def test_boundaries_in_it_are_refused_in_words(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"laporan\.zip"):
        unpack(archive, tmp_path, suffixes=(".shp",))
