"""
A warm process that reads files in children of its own, so that no file waits for libraries.

Each child does all that `geo.intake.reading.child` does, limits and guard included; only what it
imports is there already. Linux alone forks cheaply and safely enough for it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

from geo.home import ROOT
from geo.intake.reading.process import bare_environment

CHILD = "geo.intake.reading.child"
PASSED_ON = ("PETAPORA_FACTS",)
"""Settings of whoever asks that a child gets."""

SEEDS = Path(__file__).resolve().parent / "fixtures" / "files"


class Warm:
    """The warm process, as seen by whoever gives it files; one file at a time."""

    def __init__(self, temporary: Path) -> None:
        temporary.mkdir(parents=True, exist_ok=True)
        self.last = Forked(self, 0)
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-W", "ignore", "-m", "tests.warm"],
            cwd=ROOT,
            env={**bare_environment(), "TMPDIR": str(temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # so that `ended` sees every answer
        )

    def start(self, module: str, folder: Path) -> Forked:
        """What `geo.intake.reading.process.start` does, from the warm process."""
        assert module == CHILD
        settings = {name: os.environ.get(name, "") for name in PASSED_ON}
        self._say(json.dumps({"folder": str(folder.absolute()), "settings": settings}))
        self.last = Forked(self, int(self._answer()))
        return self.last

    def ended(self, timeout: float | None) -> tuple[int, float] | None:
        """Exit code and peak of memory in MB of the last child; None if it is still at work."""
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], timeout)[0]:
            return None
        code, kilobytes = self._answer().split()
        return int(code), int(kilobytes) / 1024

    def close(self) -> None:
        """End it."""
        self._process.communicate()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()


class Forked:
    """A child of the warm process, with what `subprocess.Popen` has of it."""

    def __init__(self, warm: Warm, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.peak_mb = 0.0
        self._warm = warm

    def poll(self) -> int | None:
        """Its exit code, if it has ended."""
        return self._ask(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended."""
        code = self._ask(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)
        return code

    def _ask(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            answer = self._warm.ended(timeout)
            if answer is not None:
                self.returncode, self.peak_mb = answer
        return self.returncode


def serve() -> None:
    """Read a folder a line; answer with the child's pid, then with how it ended."""
    warm_up()
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            asked = json.loads(line)
            os.environ.update(asked["settings"])
            _read_in_child(Path(asked["folder"]), answers.fileno())
        answers.write(f"{pid}\n")
        _pid, status, used = os.wait4(pid, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_maxrss}\n")


def warm_up() -> None:
    """Import what the readers of all formats import, and let the gate build its tables."""
    from geo.intake.reading import geojson_table, kml_table, layers, parquet_table, workbook
    from geo.intake.reading.formats import read_any
    from geo.intake.reading.limits import Limits

    assert all((geojson_table, kml_table, layers, parquet_table, workbook))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "upload"
        file.write_bytes((SEEDS / "koma_utf8.csv").read_bytes())
        read_any(file, Limits(), Path(folder))
    gc.collect()
    gc.freeze()


def _read_in_child(folder: Path, answers: int) -> None:
    """Become a session of its own without terminal or pipes, as `process.start` makes one."""
    from geo.intake.reading.child import main

    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2, answers):
        os.dup2(nowhere, stream)
    os._exit(main(folder))


if __name__ == "__main__":
    serve()
