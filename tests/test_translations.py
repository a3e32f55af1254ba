"""Every word for readers goes through the catalogue, and the catalogue is whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from geo.text import CATALOGUES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "app.py", *sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("geo/**/*.py")])]
SHOWING = [file for file in SOURCES if file.is_relative_to(ROOT / "geo" / "views")]
SHOWING += [file for file in SOURCES if file.parent in (ROOT, ROOT / "pages")]
KEYWORDS = {"_": None, "_n": (1, 2), "N_": None}
OWN_NAME = "PetaPORA"
READ_ALOUD = r"""(?:aria-label|title|alt|placeholder)=["']([^"']*)"""
NOT_SHOWN = set(
    "key icon type mime gap layout look width on_click file_name url_path page_icon position "
    "label_visibility initial_sidebar_state selection_mode vertical_alignment".split()
)
"""Settings of Streamlit's functions that no reader sees."""


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Every message of the code by its first form, with all its forms."""
    found: dict[str, tuple[str, ...]] = {}
    for file in SOURCES:
        for _line, text, _comments, _context in extract_from_file("python", file, KEYWORDS):
            forms = (text,) if isinstance(text, str) else tuple(text)
            found[forms[0]] = forms
    return found


@cache
def catalogue() -> Catalog:
    file = CATALOGUES / "id" / "LC_MESSAGES" / "petapora.po"
    with file.open("rb") as content:
        return read_po(content, locale="id")


def translated() -> dict[str, tuple[Message, tuple[str, ...]]]:
    """Entries of the catalogue by their first form, with all forms of their translation."""
    entries = {}
    for entry in catalogue():
        forms = (entry.id,) if isinstance(entry.id, str) else entry.id
        strings = (entry.string,) if isinstance(entry.string, str) else entry.string
        entries[forms[0]] = (entry, tuple(strings or ()))
    return {key: value for key, value in entries.items() if key}


def fields(text: str) -> set[str]:
    """Names of the values that a message takes."""
    return {name for _literal, name, _form, _conversion in Formatter().parse(text) if name}


def test_messages_are_found_in_the_code() -> None:
    assert len(messages()) > 200
    both = ("{n} fault", "{n} faults")
    assert messages()["{n} fault"] == both


def written(code: str) -> Iterator[tuple[str, ...]]:
    """Forms of every message that a piece of code speaks, wherever it stands in it."""
    for node in ast.walk(ast.parse(code)):
        name = (
            node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        )
        if isinstance(node, ast.Call) and name in KEYWORDS:
            forms = node.args[: 2 if name == "_n" else 1]
            texts = tuple(each.value for each in forms if isinstance(each, ast.Constant))
            if texts and all(isinstance(text, str) for text in texts):
                yield texts


def test_no_message_stands_where_the_catalogue_does_not_look() -> None:
    unseen = [
        (file.name, forms)
        for file in SOURCES
        for forms in written(file.read_text(encoding="utf-8"))
        if messages().get(forms[0], ())[: len(forms)] != forms
    ]
    assert unseen == []


def test_every_message_is_translated_into_bahasa_indonesia() -> None:
    done = {key for key, (_entry, strings) in translated().items() if strings and all(strings)}
    assert sorted(set(messages()) - done) == []


def test_the_catalogue_holds_no_message_that_the_code_does_not() -> None:
    assert sorted(set(translated()) - set(messages())) == []
    assert list(catalogue().obsolete) == []


def test_no_translation_is_a_guess_that_nobody_looked_at() -> None:
    assert [key for key, (entry, _strings) in translated().items() if entry.fuzzy] == []


def test_a_translation_takes_the_same_values_as_its_message() -> None:
    wrong = {
        key: strings
        for key, (_entry, strings) in translated().items()
        for string in strings
        if string and fields(string) != set().union(*map(fields, messages().get(key, (key,))))
    }
    assert wrong == {}


def test_a_translation_begins_and_ends_with_the_blanks_and_lines_of_its_message() -> None:
    wrong = [
        key
        for key, (_entry, strings) in translated().items()
        for string in filter(None, strings)
        if (key[:1].isspace(), key[-1:].isspace(), key.count("\n"))
        != (string[:1].isspace(), string[-1:].isspace(), string.count("\n"))
    ]
    assert wrong == []


def test_a_translation_ends_as_its_message_does() -> None:
    ends = (".", "?", ":", "…", "!")
    wrong = [
        key
        for key, (_entry, strings) in translated().items()
        for string in filter(None, strings)
        if len(key) > 1 and key.endswith(ends) and key[-1] != string[-1]
    ]
    assert wrong == []


# ---- words that go round the catalogue ----


def has_words(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", text.replace(OWN_NAME, "")) is not None


def outside_tags(template: str) -> str:
    """What a template of markup says by itself: its text, and what is read aloud of its tags."""
    spoken = " ".join(re.findall(READ_ALOUD, template))
    bare = re.sub(r"<style>.*?</style>|<[^>]*>", " ", template, flags=re.S)
    return re.sub(r"\{[^}]*\}", " ", f"{bare} {spoken}")


def literals(node: ast.expr) -> Iterator[str]:
    """Texts that stand in an expression itself and not in a call within it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.BinOp):
        yield from (*literals(node.left), *literals(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))
    elif isinstance(node, ast.List | ast.Tuple):
        yield from (text for each in node.elts for text in literals(each))
    elif isinstance(node, ast.Dict):
        yield from (text for each in node.values for text in literals(each))


def untranslated(code: str) -> list[str]:
    """Words that a page would show as they stand in its code."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if not re.fullmatch(r"st\.\w+|fill|show|show_title|show_answer|show_table", called):
            continue
        shown = node.args if called != "st.Page" else []
        shown = [*shown, *(k.value for k in node.keywords if k.arg not in NOT_SHOWN)]
        texts = (outside_tags(text) for each in shown for text in literals(each))
        found += [text.strip() for text in texts if has_words(text)]
    return found


@pytest.mark.parametrize("file", SHOWING, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_page_shows_no_words_that_stand_in_its_code(file: Path) -> None:
    assert untranslated(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'st.write("Loading")',
        'st.button("Go" if here else other)',
        'st.markdown(f"As of {day}")',
        'fill("<p>{n} formed</p>", n=n)',
        "fill('<span aria-label=\"formed\">{n}</span>', n=n)",
        'fill("<p>{a}</p>", a="Formed")',
        'st.selectbox(label="Office", options=o)',
        'st.tabs(["One", _("Two")])',
        'show_table(_("T"), ["Source"], rows)',
    ],
)
def test_words_that_go_round_the_catalogue_are_found(code: str) -> None:
    assert len(untranslated(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        'st.write(_("Loading"))',
        'fill("<p class=\\"pp-lead\\">{n} · {m}/{k}</p>", n=_("{n} formed"))',
        'st.button(_("Go"), key="go", icon=":material/download:", type="tertiary")',
        'st.set_page_config(page_title="PetaPORA", layout="wide")',
    ],
)
def test_words_from_the_catalogue_and_names_of_settings_are_not(code: str) -> None:
    assert untranslated(code) == []
