"""Files as offices send them, small enough to check by eye, and the way they are taken in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from geo.intake import jobs
from geo.intake.job_folder import Job
from geo.intake.judged import Understanding
from geo.intake.reading.child import read_job
from geo.intake.reading.job import Job as ReadingJob
from geo.intake.reading.limits import Limits
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.words import Kind

HEADINGS = (
    "Nomor laporan,Tanggal diterima,Sumber laporan,Jenis dugaan,Kode,Jumlah orang,Catatan lain"
)
KLAMPOK = "51.08.01.2001"


def line(n: int, *, day: str = "23/02/2026", kode: str = KLAMPOK, note: str = "") -> str:
    """One report of the public, about one person."""
    return f"B-{n},{day},masyarakat,keberadaan,{kode},1,{note}"


def csv_of(*lines: str) -> bytes:
    """A CSV with `HEADINGS`."""
    return "\n".join([HEADINGS, *lines, ""]).encode()


def ready_store() -> Office:
    """A store with what ships; gives the office of the small land."""
    prepare_store()
    load_shipped(LAPTOP)
    return read_facts().offices["bali"]


def given(content: bytes | Path, *, name: str = "laporan.csv") -> Job:
    """A job whose file was read."""
    job = jobs.begin(io.BytesIO(content) if isinstance(content, bytes) else content, name=name)
    jobs.read(job)
    return job


def understood(job: Job, office: Office, *, kind: Kind = Kind.REPORTS) -> Understanding:
    """The file of a job, sent by a polsek, as its headings say."""
    return jobs.understand(LAPTOP, job, office=office, kind=kind, sender="polsek")


def read_here(_module: str, folder: Path, _limits: Limits, **_watch: Any) -> bool:
    """Read a file without a process of its own, where that process is not the point."""
    return read_job(ReadingJob.read(folder), folder) == 0
