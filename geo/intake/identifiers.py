"""
The gate: identifiers of persons are found and masked before a cell is written anywhere.

Headings that promise identifiers hide their whole column; in all other cells rules of our own and
lokal-id look for NIK, passports, numbers of stay permits, telephones, e-mails, accounts, birth
dates, home addresses and names behind a cue. No value that was found reaches an exception, a log
or a repr.

What the gate cannot see: a bare name in free text ("John lives above the shop"), a nickname, a
cell that says no more than "Pak Ketut" (desa are called so too), a
number that is read out in words or stands in a picture, a passport of digits alone without a word
such as "paspor" beside it, a number that is glued to one of a document, and a person told by
circumstances. Coded columns and short notes keep those rare; a reader has to look for the rest.
What stands beside the cells, such as the name of the file, is screened by `geo.intake.screening`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import lokal
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.intake import identifier_numbers as numbers
from geo.intake import identifier_words as words
from geo.intake.identifier_headings import personal_heading
from geo.intake.identifier_numbers import Span
from geo.intake.identifier_prefilter import LOKAL, PLAIN, PREFILTER, SUSPECT, UUID
from geo.intake.table import HIDDEN, MASK
from geo.words import Identifier

__all__ = ["find_identifiers", "mask_batch", "mask_text", "personal_heading"]

_FINDERS: Final[tuple[Callable[[str], Iterator[Span]], ...]] = (
    words.emails,
    numbers.niks,
    numbers.cued,
    numbers.permits,
    numbers.passports,
    numbers.phones,
    numbers.accounts,
    words.births,
    words.addresses,
    words.names,
)
_LOKAL: Final = {
    **dict.fromkeys(("NIK", "KK", "NIP", "SIM", "AKTA", "BPJS", "NISN"), Identifier.NIK),
    "EMAIL": Identifier.EMAIL,
    "BANK_ACCOUNT": Identifier.ACCOUNT,
    "NPWP": Identifier.ACCOUNT,
}
"""
What lokal-id is asked for. Not its names, which run on into the sentence, nor its places; its
passports, telephones and birth dates follow cues alone and take numbers of decrees for them.
"""


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Kinds of identifiers of persons that a text holds, each once."""
    return _cleaned(text)[1]


def mask_text(text: str) -> str:
    """A text with `MASK` in place of each identifier; nothing is found in it again."""
    return _cleaned(text)[0]


def mask_batch(
    cells: pd.DataFrame, headings: Sequence[str], personal: Mapping[int, Identifier]
) -> tuple[pd.DataFrame, pd.Series]:
    """
    Mask every cell of a batch that holds an identifier, whole.

    Parameters
    ----------
    cells : DataFrame, n rows
        Columns c0, c1 …, one a heading, all text; any index.
    headings : sequence of str
        Of the columns, in their order.
    personal : mapping of int to Identifier
        Columns that are hidden whole by their heading; empty cells stay empty.

    Returns
    -------
    cells : DataFrame, n rows
        Masked; the input is left as it was.
    hidden : Series, n rows
        ``_hidden`` of each row, such as "3:nik,5:telepon", or "".
    """
    masked = cells.copy(deep=False)
    hidden = np.full(len(cells), "", dtype=object)
    for at, name in enumerate(cells.columns[: len(headings)]):
        kinds = _kinds(cells[name], personal.get(at))
        if kinds is None:
            continue
        found = kinds != ""
        masked[name] = cells[name].mask(found, MASK)
        comma = np.where(hidden[found] == "", "", ",")
        hidden[found] = hidden[found] + comma + f"{at}:" + kinds[found]
    return masked, pd.Series(hidden, index=cells.index, name=HIDDEN, dtype=object)


def _kinds(column: pd.Series, promised: Identifier | None) -> npt.NDArray[np.object_] | None:
    """What each cell of a column holds, or ""; None if no cell holds anything."""
    codes, distinct = pd.factorize(column.fillna(""))
    texts = pa.array(distinct, type=pa.string())
    kinds = np.full(len(texts), "", dtype=object)
    if promised is not None:
        kinds[np.asarray(pc.not_equal(pc.utf8_trim_whitespace(texts), ""))] = promised.value
    else:
        suspect = pc.match_substring_regex(texts, PREFILTER)
        kinds[np.asarray(suspect)] = [_first(text) for text in texts.filter(suspect).to_pylist()]
    return kinds[codes] if kinds.any() else None


def _first(text: str) -> str:
    spans = _spans(text.translate(PLAIN))
    return spans[0].kind.value if spans else ""


def _cleaned(text: str) -> tuple[str, tuple[Identifier, ...]]:
    kinds: dict[Identifier, None] = {}
    while spans := _spans(text.translate(PLAIN)):
        for span in reversed(spans):
            text = text[: span.start] + MASK + text[span.end :]
        kinds.update(dict.fromkeys(span.kind for span in spans))
    return text, tuple(kinds)


def _spans(text: str) -> list[Span]:
    """Identifiers of a text in order, none over another: by rules of our own, else by lokal-id."""
    if not SUSPECT.search(text):
        return []
    text = UUID.sub("_" * 36, text)
    found = [span for find in _FINDERS for span in find(text)]
    if not found and "_" in text:  # words of a system's export, such as TRAVEL_DOC_NO
        found = [span for find in _FINDERS for span in find(text.replace("_", " "))]
    return _apart(found or list(_by_lokal(text)))


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order of their start; of those that lie over each other, the first to be found."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _by_lokal(text: str) -> Iterator[Span]:
    """What lokal-id finds where it is sure."""
    for match in lokal.detect_pii(text) if LOKAL.search(text) else ():
        kind = _LOKAL.get(match.type)
        if kind is not None and match.confidence == "high" and MASK not in match.value:
            yield Span(match.start, match.end, kind)
