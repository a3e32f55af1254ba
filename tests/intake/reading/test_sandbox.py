"""The limited process: whatever ends it, its caller has rows or an error in words."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.home import ROOT
from geo.intake.reading import sandbox
from geo.intake.reading.confine import exit_code
from geo.intake.reading.faults import Fault, fault_text
from geo.intake.reading.job import EXITS
from geo.intake.reading.limits import Limits
from geo.intake.reading.process import bare_environment
from geo.intake.reading.sandbox import ReadingStopped, read_file, rows_of
from geo.intake.screening import shown_name
from tests.intake.reading.files import FILES, leftovers

pytestmark = pytest.mark.cold

BOOK = FILES / "buku.xlsx"


def many_rows(file: Path, n: int) -> Path:
    lines = "".join(f"{day % 28 + 1}/03/2026,Banjar,{day}\n" for day in range(n))
    file.write_text("Tanggal,Desa,Jumlah\n" + lines)
    return file


def refused(match: str, folder: Path, *, source: Path = BOOK, **limits: int) -> None:
    with pytest.raises(DataError, match=match):
        read_file(source, name="buku.xlsx", folder=folder, limits=Limits(**limits))
    assert list(leftovers(folder)) == []


def test_rows_come_in_batches_and_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    file = many_rows(tmp_path / "banyak.csv", 120_001)
    read = read_file(file, name="banyak.csv", folder=tmp_path / "s", progress=told.append)
    sizes = [len(batch) for batch in rows_of(tmp_path / "s", 0)]
    assert sizes == [50_000, 50_000, 20_001] and read.sheets[0].n_rows == 120_001
    assert told == sorted(set(told)) and set(told) <= {50_000, 100_000, 120_001}


def test_an_impatient_reader_stops_it_at_once(tmp_path: Path) -> None:
    file = many_rows(tmp_path / "banyak.csv", 400_000)
    with pytest.raises(ReadingStopped, match="banyak.csv: reading was stopped"):
        read_file(file, name=file.name, folder=tmp_path / "s", stop=lambda: True)
    assert list(leftovers(tmp_path / "s")) == []


def test_the_clock_ends_it(tmp_path: Path) -> None:
    refused("could not be read within 0 seconds", tmp_path, seconds=0)


def test_time_on_the_processor_ends_it_by_the_clock_even_if_nobody_watches() -> None:
    code = (
        "from geo.intake.reading.confine import limit_process\n"
        "from geo.intake.reading.limits import Limits\n"
        "limit_process(Limits(seconds=1))\nwhile True: pass\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert answer.returncode == -signal.SIGXCPU


def test_memory_ends_it(tmp_path: Path) -> None:
    refused("needs more memory than the 150 MB", tmp_path, memory_mb=150)


def test_a_file_beyond_its_size_is_not_even_copied_whole(tmp_path: Path) -> None:
    refused("larger than 0 MB", tmp_path, file_mb=0)


def test_rows_that_outgrow_the_spool_end_it(tmp_path: Path) -> None:
    file = many_rows(tmp_path / "banyak.csv", 300_000)
    refused("unpacks to more than 1 MB", tmp_path / "s", source=file, written_mb=1)


def test_a_file_that_is_gone_or_none_is_said_so(tmp_path: Path) -> None:
    refused("no longer there", tmp_path / "s", source=tmp_path / "gone.xlsx")
    refused("not a file", tmp_path / "s", source=tmp_path)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file, done = many_rows(tmp_path / "tumbuh.csv", 500_000), threading.Event()

    def grow() -> None:
        with file.open("a") as stream:
            while not done.is_set():
                stream.write("1/3/2026,Banjar,1\n")
                stream.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        refused("changed while it was read|larger than", tmp_path / "s", source=file)
    finally:
        done.set()
        writer.join()


@pytest.mark.parametrize("when", ["copying", "reading"])
def test_a_full_disk_is_said_so(when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    if when == "copying":
        monkeypatch.setattr(sandbox, "_copy", lambda *_a, **_o: (_ for _ in ()).throw(full))
        refused("disk of this machine is full", tmp_path)
    assert EXITS[exit_code(full)] is Fault.DISK_FULL


def test_an_upload_in_the_spool_is_deleted_whether_read_or_not(tmp_path: Path) -> None:
    for name, content in (("a.csv", "Desa,Jumlah\nBanjar,1\n"), ("b.csv", "")):
        upload = tmp_path / name
        upload.write_text(content)
        if content:
            read_file(upload, name=name, folder=tmp_path)
        else:
            refused("holds no row", tmp_path, source=upload)
        assert not upload.exists()


def test_the_name_of_a_file_is_shown_without_path_and_marks() -> None:
    assert shown_name("../../etc/pass\u202ewd.csv") == "pass wd.csv"
    assert shown_name("C:\\data\\a.csv") == "a.csv" and shown_name("\x00") == "?"
    assert len(shown_name("x" * 500)) == 80


def test_no_setting_of_this_process_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETAPORA_TEST_SECRET", "x")
    monkeypatch.setenv("PYTHONPATH", "x")
    assert {"PETAPORA_TEST_SECRET", "PYTHONPATH", "HOME", "PATH"}.isdisjoint(bare_environment())


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.fork()",
        "open(FOLDER + '/../out.txt', 'w')",
        "import os; os.remove(FOLDER + '/../kept.txt')",
        "import os; os.rename(FOLDER + '/in.txt', FOLDER + '/../out.txt')",
        "import os; os.symlink('/', FOLDER + '/../out.txt')",
    ],
)
def test_the_process_may_not_leave_its_folder(act: str, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "in.txt").write_text("x")
    code = (
        "import sys; from pathlib import Path; FOLDER = sys.argv[1]\n"
        "from geo.intake.reading.confine import end_silently, watch_over\n"
        "end_silently(lambda where: None); watch_over(Path(FOLDER))\n"
        f"open(FOLDER + '/fine.txt', 'w').close()\n{act}\n"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=False)
    assert EXITS.get(answer.returncode) is Fault.FORBIDDEN
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.txt", "s"]


def test_every_fault_has_words_that_name_the_file() -> None:
    for fault in Fault:
        said = fault_text(fault, file="a.csv", values={"limit": 5, "line": 7})
        assert said.startswith("a.csv: ") and said.endswith(".") and "{" not in said
