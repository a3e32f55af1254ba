"""Words of the domain as offices write them: by value, by label in either language, by synonym."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from geo.errors import Problem
from geo.home import ROOT
from geo.intake.grammar_cells import Cell, Parsed, normal, read_texts_by
from geo.intake.reason_words import Reason
from geo.labels import (
    accuracy_label,
    channel_label,
    follow_up_label,
    level_label,
    operation_label,
    status_label,
    suspicion_label,
)
from geo.rows import Row, filled, one_of, read_rows, refuse
from geo.text import LANGUAGES, _, language, use_language
from geo.words import (
    Accuracy,
    Channel,
    FollowUp,
    Level,
    Measure,
    OperationKind,
    Suspicion,
    TeamStatus,
)

SYNONYMS: Final = ROOT / "data" / "word_synonyms.csv"
AGENCIES: Final = "agency"
"""How the file of synonyms calls agencies, which are rows of the store and no fixed words."""

LEAST_LIKENESS: Final = 72
MOST_SUGGESTED: Final = 3
_SHORTEST = 4
"""A shorter text is like too many words."""

_NAMES: Final[Mapping[str, type[StrEnum]]] = {
    "channel": Channel,
    "suspicion": Suspicion,
    "accuracy": Accuracy,
    "follow_up": FollowUp,
    "status": TeamStatus,
    "level": Level,
    "operation": OperationKind,
    "measure": Measure,
}
"""How the file of synonyms calls the words."""


def read_words(texts: pd.Series, words: type[StrEnum]) -> Parsed:
    """
    Read words of a fixed list.

    Parameters
    ----------
    texts : Series, n rows
    words : type of StrEnum

    Returns
    -------
    Parsed, n rows
        Values of `words`. A word that is not known is faulty, with those that it is like as
        details; so is a status that is computed and no source can state.
    """
    known = known_words(words)

    def read(text: str, _letter: str) -> Cell:
        cell = _listed(text, known, Reason.WORD)
        if words is TeamStatus and cell.value and not TeamStatus(cell.value).is_stated:
            return Cell(reason=Reason.NOT_STATED)
        return cell

    return read_texts_by(texts, None, read)


def read_agencies(texts: pd.Series, agencies: Mapping[str, str]) -> Parsed:
    """Read agencies, given as `agency_names` gives them, as `read_words` does: values are keys."""
    return read_texts_by(texts, None, lambda text, _: _listed(text, agencies, Reason.AGENCY))


def agency_names(agencies: pd.DataFrame) -> dict[str, str]:
    """
    Names that agencies go by.

    Parameters
    ----------
    agencies : DataFrame, n rows
        ``agency`` (key), ``nama`` and ``name_en``; the key may be the index.

    Returns
    -------
    dict
        Normal form of each key, name and synonym to the key; a name of two agencies is left out.
    """
    rows = agencies.reset_index() if "agency" not in agencies else agencies
    names = [
        (str(name), str(key))
        for column in ("agency", "nama", "name_en")
        for name, key in zip(rows[column], rows["agency"], strict=True)
    ]
    keys = set(rows["agency"])
    synonyms = [(row["synonym"], row["word"]) for row in synonym_rows() if row["words"] == AGENCIES]
    return _each_once([*names, *((name, key) for name, key in synonyms if key in keys)])


@cache
def known_words(words: type[StrEnum]) -> dict[str, str]:
    """Normal form of every value, label and synonym of some words, to the value."""
    values = [(word.value, word.value) for word in words]
    labels = [(label, word.value) for word in words for label in word_labels(word)]
    name = next((name for name, own in _NAMES.items() if own is words), "")
    synonyms = [(row["synonym"], row["word"]) for row in synonym_rows() if row["words"] == name]
    return _each_once([*values, *labels, *synonyms])


def word_labels(word: StrEnum) -> tuple[str, ...]:
    """Labels of a word in every language; none if readers see the word itself."""
    match word:
        case Channel():
            return in_each_language(lambda: channel_label(word))
        case Suspicion():
            return in_each_language(lambda: suspicion_label(word))
        case Accuracy():
            return in_each_language(lambda: accuracy_label(word))
        case FollowUp():
            return in_each_language(lambda: follow_up_label(word))
        case TeamStatus():
            return in_each_language(lambda: status_label(word))
        case Level():
            return in_each_language(lambda: level_label(word))
        case OperationKind():
            return in_each_language(lambda: operation_label(word))
    return ()


def in_each_language(label: Callable[[], str]) -> tuple[str, ...]:
    """What a label is in each language; the language spoken stays as it was."""
    spoken = language()
    texts = []
    try:
        for each in LANGUAGES:
            use_language(each)
            texts.append(label())
    finally:
        use_language(spoken)
    return tuple(texts)


@cache
def synonym_rows(file: Path = SYNONYMS) -> list[Row]:
    """
    Read the file of synonyms.

    Raises
    ------
    DataError
        Naming line and remedy, if a word is not known, or a synonym stands for two words.
    """
    rows = read_rows(
        file,
        columns=("words", "word", "synonym"),
        checks={"words": one_of((*_NAMES, AGENCIES), "words"), "synonym": filled, "word": filled},
    )
    problems: list[Problem] = []
    meant: dict[tuple[str, str], str] = {}
    for row in rows:
        words = _NAMES.get(row["words"])
        if words is not None and row["word"] not in list(words):
            problems.append(Problem(row.line, "word", row["word"], _("not a known word")))
        if meant.setdefault((row["words"], normal(row["synonym"])), row["word"]) != row["word"]:
            reason = _("stands for two words")
            problems.append(Problem(row.line, "synonym", row["synonym"], reason))
    refuse(file, problems, rows=len(rows))
    return rows


def like(text: str, known: Iterable[str], *, least: float = LEAST_LIKENESS) -> list[str]:
    """Those of some normal forms that a text is like, the likest first; only to be suggested."""
    own = normal(text)
    if len(own) < _SHORTEST:
        return []
    found = process.extract(
        own, list(known), scorer=fuzz.WRatio, limit=2 * MOST_SUGGESTED, score_cutoff=least
    )
    return [each[0] for each in found]


def _listed(text: str, known: Mapping[str, str], fault: Reason) -> Cell:
    value = known.get(normal(text))
    if value is not None:
        return Cell(value)
    suggested = dict.fromkeys(known[each] for each in like(text[:80], known))
    return Cell(reason=fault, details=tuple(suggested)[:MOST_SUGGESTED])


def _each_once(names: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Normal form of names to what they stand for, without those that stand for two things."""
    meant: dict[str, set[str]] = {}
    for name, value in names:
        meant.setdefault(normal(name), set()).add(value)
    return {name: next(iter(values)) for name, values in meant.items() if name and len(values) == 1}
