"""Files that are whole, and whose tables are not what anyone meant."""

from __future__ import annotations

import random
import warnings

from tests.fuzz.odd_texts import ODD_TEXTS
from tests.fuzz.seeds import PLANTED, WRITERS, reports

_NO_NUMBERS = ("nan", "inf", "-inf")
_FAR = ("1e308", "91", "-181", "0", "500000", "9100000", "-0.0")


def odd_file(format_: str, rng: random.Random) -> bytes:
    """A file of a format with odd cells, headings and points."""
    table = reports(planted=rng.random() < 0.5)
    heads = table[0]
    points = [heads.index(name) for name in ("Lintang", "Bujur")]
    for _time in range(rng.choice((1, 4, 20))):
        row, column = rng.randrange(1, len(table)), rng.randrange(len(heads))
        far = _FAR if format_ == "shp" else (*_FAR, *_NO_NUMBERS)  # which GDAL does not write
        odd = far if column in points else (*ODD_TEXTS, *PLANTED)
        table[row][column] = _writable(rng.choice(odd))
    for _time in range(rng.choice((0, 0, 1, 2))):
        column = rng.choice([n for n in range(len(heads)) if n not in points])
        new = _writable(rng.choice(ODD_TEXTS))[:10]
        if new.strip() and new.upper() not in map(str.upper, heads):
            heads[column] = new
    if rng.random() < 0.2:
        table[1:] = rng.sample(table[1:], rng.randrange(1, len(table)))
    with warnings.catch_warnings():  # of GDAL, about what it writes otherwise
        warnings.simplefilter("ignore")
        return WRITERS[format_](table)


def _writable(text: str) -> str:
    """A text that the writers of all formats take."""
    return text.replace("<", "(").replace("&", "+")[:200]
