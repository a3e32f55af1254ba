"""Why a row or a file is not taken as it stands: each reason as a word, a sentence and a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from geo.intake.reason_sentences import sentences
from geo.intake.reason_words import Reason as Reason
from geo.labels import identifier_label
from geo.text import language
from geo.words import Identifier

_MOST_SHOWN = 60
"""Characters of a value that a sentence shows."""


def reason_text(
    reason: str, *, column: str = "", value: str = "", details: Sequence[str] = ()
) -> str:
    """
    What was noticed, in a plain sentence.

    Parameters
    ----------
    reason : str
        A word of `Reason`; any other text is given back as it is.
    column, value : str
        Heading and cell that it is about, the cell as it may be shown.
    details : sequence of str
        Such as the kode to choose from; they end the sentence.

    Returns
    -------
    str
        Not for HTML as it is: column, value and details stand in it as the file has them.
    """
    pair = sentences(language()).get(reason)
    if pair is None:
        return reason
    said = pair[0].format(column=_short(column), value=_short(value))
    if reason == Reason.IDENTIFIER:
        known = {each.value: identifier_label(each) for each in Identifier}
        details = [known.get(each, each) for each in details]
    return f"{said} ({', '.join(_short(each) for each in details)})" if details else said


def remedy_text(reason: str) -> str:
    """What to do about a reason, in a plain sentence; empty for a text that is none."""
    return sentences(language()).get(reason, ("", ""))[1]


def summary_reasons(issues: pd.DataFrame) -> dict[str, int]:
    """
    How many rows each reason is said of.

    Parameters
    ----------
    issues : DataFrame
        As in `geo.intake.judged.Judged`.

    Returns
    -------
    dict
        Reason to number of rows, the most frequent first, equal ones by the word.
    """
    rows = issues.drop_duplicates(["line", "reason"])["reason"].value_counts()
    return dict(sorted(((str(word), int(n)) for word, n in rows.items()), key=_by_count))


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def known_reasons(words: Iterable[str]) -> list[Reason]:
    """Those of some words that are reasons, each once and in the order of `Reason`."""
    said = set(words)
    return [reason for reason in Reason if reason.value in said]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_SHOWN else f"{flat[:_MOST_SHOWN]}…"
