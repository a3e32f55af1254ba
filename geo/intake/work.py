"""A process of its own that judges a large file, or takes it in, while pages go on."""

from __future__ import annotations

import os
import sys

from geo.errors import PetaporaError
from geo.intake.job_folder import Job, JobState, Step, job_of, write_state
from geo.intake.job_lock import let_go
from geo.intake.job_notes import read_task
from geo.intake.job_steps import do_task
from geo.intake.reading.confine import GIVES_WAY
from geo.text import _, use_language


def main(key: str) -> int:
    """Do what the folder of a job asks for; what comes of it is noted there."""
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    job = job_of(key)
    task = read_task(job)
    if task is None:
        return 2
    use_language(task.language)
    try:
        do_task(job, task)
    except PetaporaError as error:
        return _failed(job, str(error))
    except MemoryError:
        return _failed(job, _("{file}: needs more memory than there is. Split it.", file=job.name))
    finally:
        let_go(job)
    return 0


def _failed(job: Job, fault: str) -> int:
    if job.folder.is_dir():
        write_state(job, JobState(Step.FAILED, fault=fault))
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
