"""
The process that parses one geometry file: ``python -m geo.intake.vector_child FOLDER``.

It limits itself before it loads any library, and leaves a GeoParquet or an error in words.
"""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Final

from geo.intake.reading.child import note_end
from geo.intake.reading.confine import end_silently, limit_process, watch_over
from geo.intake.reading.job import PARTS
from geo.intake.reading.limits import Limits

AREAS: Final = "areas.parquet"
REFUSED: Final = "refused.json"
_REQUEST: Final = "request.json"


def write_request(folder: Path, file: Path, limits: Limits) -> None:
    """Say which file is to be parsed, within which limits and in which language."""
    from geo.text import language

    said = {"file": str(file.absolute()), "limits": asdict(limits), "language": language()}
    (folder / _REQUEST).write_text(json.dumps(said), encoding="utf-8")


def main(folder: Path) -> int:
    """Parse the file; 0 if its areas lie in `folder`, 3 if an error in words does."""
    request = json.loads((folder / _REQUEST).read_text(encoding="utf-8"))
    limit_process(Limits(**request["limits"]))
    end_silently(lambda where: note_end(folder, where))
    watch_over(folder)
    warnings.simplefilter("ignore")  # they would quote the file
    from geo.errors import PetaporaError
    from geo.intake.vector_parse import parse_vector
    from geo.text import use_language

    use_language(request["language"])
    (folder / PARTS).mkdir()
    try:
        areas = parse_vector(Path(request["file"]), folder / PARTS)
    except PetaporaError as refused:
        said = {"kind": type(refused).__name__, "text": str(refused)}
        (folder / REFUSED).write_text(json.dumps(said), encoding="utf-8")
        return 3
    areas.to_parquet(folder / AREAS)  # read once by the parent, in a folder that then goes
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
