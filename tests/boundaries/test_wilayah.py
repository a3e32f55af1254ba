"""wilayah_boundaries: what is fetched, what is refused, what is read."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.boundaries import wilayah
from geo.boundaries.layers import boundaries_folder
from geo.boundaries.wilayah import desa_files, download, read_sql
from geo.errors import DataError, SourceUnreachable

FILES = {f"db/kel/51/wilayah_boundaries_kel_51.0{n}.sql": f"-- file {n}\n" for n in range(1, 4)}

STATEMENTS = r"""/* a comment that says INSERT INTO t(kode) VALUES */
DELETE FROM wilayah_boundaries WHERE kode LIKE '62.12.%';
INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES
  ('62.12.01.2005','Panu''ut',-0.76,114.5,'[[[-0.7,114.5],[-0.7,114.6],[-0.8,114.5]]]'),
  ('62.12.01.2006','Karali \'II\'; (lama)',-7.6e-1,114,NULL);
INSERT INTO `wilayah_boundaries` (`kode`, `nama`, `path`, `status`) VALUES
('62.12.01.2007', 'Konut', '[[[0,1],[1,1],[1,0]]]', 1);
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Callable[[Path], str]) -> Path:
    """A small repository on this machine whose hashes are the pinned ones."""
    folder = tmp_path / "repository"
    hashes = tmp_path / "hashes.sha256"
    with hashes.open("w") as lines:
        lines.write("# comment\n")
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
            lines.write(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n")
    monkeypatch.setattr(wilayah, "HASHES", hashes)
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "home"))
    serve(folder)
    return folder


def test_every_kabupaten_of_every_province_has_a_pinned_file() -> None:
    assert len(desa_files("51")) == 9
    assert len(desa_files("62")) == 14
    assert sum(len(desa_files(f"{n:02}")) for n in range(100)) == 514


def test_what_was_downloaded_is_not_downloaded_again(source: Path) -> None:
    seen: list[tuple[int, int]] = []
    files = download("51", done=lambda n, total: seen.append((n, total)))
    assert [file.read_text() for file in files] == list(FILES.values())
    assert seen == [(1, 3), (2, 3), (3, 3)]
    (source / "db").rename(source / "gone")
    assert download("51", done=lambda n, total: seen.append((n, total))) == files
    assert len(seen) == 3


def test_an_interrupted_download_goes_on_where_it_stopped(source: Path) -> None:
    last = source / list(FILES)[2]
    last.rename(source / "away.sql")
    with pytest.raises(SourceUnreachable, match="51.03"):
        download("51")
    (source / "away.sql").rename(last)
    for name in list(FILES)[:2]:
        (source / name).unlink()
    assert len(download("51")) == 3


def test_a_spoilt_download_is_fetched_again(source: Path) -> None:
    file = download("51")[0]
    file.write_text("half of a fi")
    assert download("51")[0].read_text() == "-- file 1\n"


def test_a_file_that_is_not_the_pinned_one_is_refused_and_not_kept(source: Path) -> None:
    (source / list(FILES)[1]).write_text("-- somebody else's\n")
    with pytest.raises(SourceUnreachable, match=r"51\.02\.sql.*SHA-256"):
        download("51")
    kept = [file.read_text() for file in (boundaries_folder() / "downloads").iterdir()]
    assert "-- somebody else's\n" not in kept


def test_a_source_that_refuses_or_errs_is_unreachable(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / next(iter(FILES))).unlink()
    with pytest.raises(SourceUnreachable, match="404"):
        download("51")
    monkeypatch.setenv("PETAPORA_WILAYAH_BASE", "http://127.0.0.1:9")
    with pytest.raises(SourceUnreachable, match=r"127\.0\.0\.1:9"):
        download("51")


def test_a_source_that_never_answers_is_given_up(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wilayah.ANSWER_SECONDS <= 5
    monkeypatch.setattr(wilayah, "ANSWER_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("PETAPORA_WILAYAH_BASE", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(SourceUnreachable):
            download("51")


def test_rows_are_read_with_their_quotes_and_without_being_executed(tmp_path: Path) -> None:
    file = tmp_path / "desa.sql"
    file.write_text(STATEMENTS.replace("\n  (", "\n\t ("), encoding="utf-8")
    rows = read_sql(file).set_index("kode")
    assert rows["nama"].tolist() == ["Panu'ut", "Karali 'II'; (lama)", "Konut"]
    assert rows.loc["62.12.01.2005", "path"].startswith("[[[-0.7,114.5]")
    assert rows["path"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO t(kode,nama,path) VALUES ('51.01', 'Selat', '[[[0,1]",
        "INSERT INTO t(kode,nama,path) VALUES ('51.01', 'Selat');",
        "INSERT INTO t(kode,nama,path) VALUES ('51.01', load_file('x'), '[]');",
        "INSERT INTO t(kode,nama) VALUES ('51.01', 'Selat');",
        "INSERT INTO t(kode,nama,path) VALUES ('51.01', 'Selat', '[]') ON DUPLICATE KEY",
    ],
)
def test_a_file_that_is_cut_short_or_strange_is_refused(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "desa.sql"
    file.write_text(f"-- one line\n{broken}", encoding="utf-8")
    with pytest.raises(DataError, match=r"desa\.sql.*2"):
        read_sql(file)
