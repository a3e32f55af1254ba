"""Rows of a file that wait: each question asked once, its answer given to all rows it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from geo.intake.reason_words import Reason
from geo.intake.reasons import reason_text, remedy_text
from geo.intake.schema import SCHEMAS, Grammar, field_label
from geo.intake.waiting import Problem, problems_of
from geo.labels import word_label
from geo.text import _, _n, number
from geo.views.html import fill, show
from geo.words import Kind

SHOWN = 12
"""How many questions are shown at once."""

LINES = 6
"""How many lines of the file a question names."""


def ask_about_waiting(
    waiting: pd.DataFrame,
    kind: Kind,
    names: Mapping[str, str],
    agencies: Mapping[str, str],
    *,
    turn: str,
    leave: Callable[[tuple[int, ...]], None],
) -> dict[Problem, str]:
    """
    Ask what is open, and gather the answers.

    Parameters
    ----------
    waiting : DataFrame
        As `geo.store.imports.read_waiting` returns it.
    kind : Kind
        Of these rows.
    names : mapping
        Kode of the office's areas, and their names.
    agencies : mapping
        Key of each agency, and its name.
    turn : str
        Differs once answers were saved, so that the next questions begin empty.
    leave : callable
        Leaves the rows of some lines out.

    Returns
    -------
    dict
        Problems that have an answer, and its text.
    """
    problems = problems_of(waiting, SCHEMAS[kind])
    answers = {}
    for place, problem in enumerate(problems[:SHOWN]):
        _say(problem)
        left, right = st.columns([5, 1], gap="small", vertical_alignment="bottom")
        with left:
            if problem.field:
                text = _answer(problem, kind, names, agencies, key=f"answer {place} {turn}")
                if text is not None:
                    answers[problem] = text
        if problem.reason != Reason.NOT_WANTED:
            right.button(
                _n("Leave it out", "Leave them out", len(problem.lines)),
                key=f"leave {place} {turn}",
                on_click=leave,
                args=(problem.lines,),
                type="tertiary",
            )
    if len(problems) > SHOWN:
        more = len(problems) - SHOWN
        st.caption(_n("{n} more question after these", "{n} more questions after these", more))
    return answers


def _say(problem: Problem) -> None:
    said = reason_text(
        problem.reason,
        column=problem.column or _("the row"),
        value=problem.value,
        details=() if problem.choices else problem.details,
    )
    show(
        fill(
            '<div class="pp-ask"><b>{n}</b> <span>{said} {remedy}</span>'
            "<small>{lines}</small></div>",
            n=_n("{n} row", "{n} rows", len(problem.lines)),
            said=said,
            remedy=remedy_text(problem.reason),
            lines=lines_text(problem.lines),
        )
    )


def lines_text(lines: Sequence[int]) -> str:
    """Lines of a file, the first few by number."""
    shown = ", ".join(number(line) for line in lines[:LINES])
    more = len(lines) - LINES
    rest = " " + _("and {n} more", n=number(more)) if more > 0 else ""
    return _("Lines of the file: {lines}", lines=shown) + rest


def _answer(
    problem: Problem,
    kind: Kind,
    names: Mapping[str, str],
    agencies: Mapping[str, str],
    *,
    key: str,
) -> str | None:
    """The reader's answer; None while there is none."""
    label = _("{field}: what is right?", field=field_label(problem.field))
    if problem.is_point:
        label = _("Latitude; longitude, such as -8.11; 115.09")
    options = _options(problem, kind, names, agencies)
    if options:
        return st.selectbox(
            label,
            list(options),
            index=None,
            key=key,
            format_func=partial(_said, options),
            placeholder=_("Choose"),
            label_visibility="collapsed",
        )
    text = st.text_input(
        label, key=key, placeholder=label, label_visibility="collapsed", max_chars=500
    )
    return text.strip() or None


def _said(options: Mapping[str, str], key: str) -> str:
    return options[key]


def _options(
    problem: Problem, kind: Kind, names: Mapping[str, str], agencies: Mapping[str, str]
) -> dict[str, str]:
    """What can be chosen, and how it is said; none where a text is to be written."""
    if problem.choices:
        return {kode: f"{names.get(kode, kode)} ({kode})" for kode in problem.choices}
    field = SCHEMAS[kind].field(problem.field)
    if field.words is not None:
        return {word.value: word_label(word) for word in field.words}
    return dict(agencies) if field.grammar is Grammar.AGENCY else {}
