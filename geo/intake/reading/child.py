"""
The process that reads one file: ``python -m geo.intake.reading.child FOLDER``.

It limits itself before it loads any library, reads what `Job` names in its folder, and leaves rows
with identifiers masked. It prints nothing: what it says is a code, a word and numbers.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from geo.intake.reading.confine import end_silently, limit_process, watch_over
from geo.intake.reading.faults import Unreadable
from geo.intake.reading.job import READ, REFUSED, UPLOAD, Job, write_file_read


def main(folder: Path) -> int:
    """Read the file in `folder`; 0 if its rows lie there, 3 if a fault does."""
    job = Job.read(folder)
    limit_process(job.limits)
    end_silently(lambda where: note_end(folder, where))
    watch_over(folder)
    warnings.simplefilter("ignore")  # they would quote the file
    return read_job(job, folder)


def read_job(job: Job, folder: Path) -> int:
    """Read the file of a job without any limit; see `main`."""
    from geo.intake.reading.formats import read_any
    from geo.intake.table import FileRead

    try:
        found = read_any(folder / UPLOAD, job.limits, folder)
    except Unreadable as refused:
        content = {"fault": refused.fault.value, "values": refused.values}
        (folder / REFUSED).write_text(json.dumps(content), encoding="utf-8")
        return 3
    write_file_read(
        FileRead(
            file=job.file,
            sha256=job.sha256,
            n_bytes=job.n_bytes,
            format=found.format,
            encoding=found.encoding,
            delimiter=found.delimiter,
            sheets=found.sheets,
        ),
        folder,
    )
    return 0


def note_end(folder: Path, where: str) -> None:
    """Leave which line of the program an error came from, for whoever mends it."""
    (folder / f"{READ}.end").write_text(where, encoding="ascii", errors="replace")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
