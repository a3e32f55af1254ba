"""Ways in which a file goes wrong: bytes damaged, texts made odd, XML and JSON made to mislead."""

from __future__ import annotations

import json
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from tests.fuzz.byte_ways import BYTE_WAYS, cut
from tests.fuzz.odd_tables import odd_file
from tests.fuzz.odd_texts import ODD_JSON, ODD_PIECES, ODD_TEXTS
from tests.fuzz.seeds import PLANTED, WRITERS, Seed, packed, unpacked

ODD_TABLES = {"gpkg": 0.4, "parquet": 0.5, "shp": 0.3, "kmz": 0.2}
"""Share of the files whose cells are odd and whose form is not: bytes alone do not get as far."""

_TEXTS = ("csv", "tsv", "geojson", "kml")
_ZIPS = ("xlsx", "ods", "kmz", "shp")
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
)
_DECLARED = (
    b'<!DOCTYPE a [<!ENTITY e "x">]>',
    b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_CELL = re.compile(rb"[^,;\t\r\n]+")
_VALUE = re.compile(rb"(?<=>)[^<>]+(?=<)|(?<=\")[^\"<>]*(?=\")")


def mutated(format_: str, seed: Seed, rng: random.Random) -> bytes:
    """A file with one to three things wrong with it."""
    content = seed.content
    if format_ in WRITERS and rng.random() < ODD_TABLES.get(format_, 0.1):
        content = odd_file(format_, rng)
        if rng.random() < 0.8:
            return content
    for _time in range(rng.choice((1, 1, 1, 2, 3))):
        content = _mutate(format_, content, rng)
    return content


def _mutate(format_: str, content: bytes, rng: random.Random) -> bytes:
    if format_ in _ZIPS and rng.random() < 0.75:
        return _inside_zip(content, rng)
    if format_ in _TEXTS and rng.random() < 0.7:
        return _TEXT_WAYS[format_](content, rng)
    return rng.choice(BYTE_WAYS)(content, rng)


def _inside_zip(content: bytes, rng: random.Random) -> bytes:
    """One entry mutated and the archive packed again, so that its readers are reached."""
    try:
        entries = unpacked(content)
    except _NO_ZIP:
        return rng.choice(BYTE_WAYS)(content, rng)
    if not entries:
        return content
    likely = [name for name in entries if re.search(r"sheet|shared|content|kml|dbf|shp", name)]
    name = rng.choice(likely if likely and rng.random() < 0.8 else list(entries))
    if rng.random() < 0.1:
        return _other_entries(entries, name, rng)
    is_text = entries[name].lstrip().startswith(b"<")
    ways = _XML_WAYS if is_text and rng.random() < 0.8 else BYTE_WAYS
    return packed({**entries, name: rng.choice(ways)(entries[name], rng)})


def _other_entries(entries: dict[str, bytes], name: str, rng: random.Random) -> bytes:
    """An entry left out, named otherwise, there twice, or in the place of another."""
    rest = {each: part for each, part in entries.items() if each != name}
    named = rng.choice(["../up.shp", "/abs.kml", name.upper(), "a.zip", "b" + name, "\u202e.dbf"])
    way = rng.randrange(4)
    if way == 0:
        return packed(rest)
    if way == 1:
        return packed({**rest, named: entries[name]})
    if way == 2:
        return packed({**entries, named: entries[name]})
    return packed({**entries, name: rng.choice(list(entries.values()))})


def _piece_in_text(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(ODD_PIECES).encode("utf-8", "surrogatepass") + content[at:]


def _replace(
    pattern: re.Pattern[bytes], texts: Sequence[str]
) -> Callable[[bytes, random.Random], bytes]:
    """A way that puts an odd text in place of something found, once or a few times."""

    def replace(content: bytes, rng: random.Random) -> bytes:
        found = list(pattern.finditer(content))
        for match in sorted(
            rng.sample(found, min(len(found), rng.choice((1, 1, 4)))), key=_backward
        ):
            text = rng.choice(texts).encode("utf-8", "surrogatepass")
            content = content[: match.start()] + text + content[match.end() :]
        return content

    return replace


def _backward(match: re.Match[bytes]) -> int:
    return -match.start()


def _lines(content: bytes, rng: random.Random) -> bytes:
    """Lines left out, doubled, swapped, blank, or very many."""
    lines = content.split(b"\n")
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    way = rng.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(to, lines[at])
    elif way == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif way == 3:
        lines.insert(at, rng.choice((b"", b" ", b",,,,,,", b'"', b"\r", b"\0")))
    else:
        lines[at:at] = [lines[at]] * rng.choice((100, 2000))
    return b"\n".join(lines)


def _wide(content: bytes, rng: random.Random) -> bytes:
    """In another encoding, or with other separators and ends of lines."""
    text = content.decode("utf-8", "replace")
    if rng.random() < 0.5:
        old, new = rng.choice(((",", ";"), (",", "\t"), ("\n", "\r\n"), ("\n", "\r"), ('"', "'")))
        return text.replace(old, new).encode()
    return text.encode(
        rng.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-7")), "replace"
    )


def _declare(content: bytes, rng: random.Random) -> bytes:
    """An XML that declares entities and uses one."""
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    declared = content[:at] + rng.choice(_DECLARED) + content[at:]
    return _replace(_VALUE, ("&e;", "&b;", "&undeclared;", "&#0;", "&#xD800;"))(declared, rng)


def _nest(content: bytes, rng: random.Random) -> bytes:
    """An element inside of itself, many times."""
    found = list(re.finditer(rb"<(\w[\w:]*)(?:\s[^<>]*)?>", content))
    if not found:
        return content
    match, times = rng.choice(found), rng.choice((2, 50, 5000))
    close = b"</" + match[1] + b">"
    return content[: match.start()] + match[0] * times + close * times + content[match.start() :]


def _cut_elements(content: bytes, rng: random.Random) -> bytes:
    """All from one mark to another taken out or doubled."""
    places = [match.start() for match in re.finditer(rb"<", content)]
    if len(places) < 2:
        return content
    start, end = sorted(rng.sample(places, 2))
    return content[:start] + content[start:end] * rng.choice((0, 0, 2, 20)) + content[end:]


def _json(content: bytes, rng: random.Random) -> bytes:
    """One value of a JSON replaced by one of another type, or a key there twice."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return rng.choice(BYTE_WAYS)(content, rng)
    mark = "\x01here"
    holders = list(_holders(tree, 0))
    if not holders:
        return content
    holder, key = rng.choice(holders)
    holder[key] = mark
    written = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    return written.replace(json.dumps(mark), rng.choice(ODD_JSON)).encode("utf-8", "replace")


def _holders(tree: Any, depth: int) -> Any:
    if depth > 50:
        return
    places = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(places):
        yield tree, key
        if isinstance(value, (dict, list)):
            yield from _holders(value, depth + 1)


_XML_WAYS = (
    _replace(_VALUE, ODD_TEXTS),
    _replace(_VALUE, (*ODD_TEXTS, *PLANTED)),
    _replace(_NUMBER, ODD_TEXTS),
    _piece_in_text,
    _declare,
    _nest,
    _cut_elements,
    cut,
)
_CSV_WAYS = (
    _replace(_CELL, ODD_TEXTS),
    _replace(_CELL, (*ODD_TEXTS, *PLANTED)),
    _replace(_NUMBER, ODD_TEXTS),
    _piece_in_text,
    _lines,
    _wide,
)
_JSON_WAYS = (_json, _json, _replace(_NUMBER, ODD_JSON), _piece_in_text, _cut_elements)


def _one_of(ways: Sequence[Callable[[bytes, random.Random], bytes]]) -> Callable[..., bytes]:
    return lambda content, rng: rng.choice(ways)(content, rng)


_TEXT_WAYS = {
    "csv": _one_of(_CSV_WAYS),
    "tsv": _one_of(_CSV_WAYS),
    "geojson": _one_of(_JSON_WAYS),
    "kml": _one_of(_XML_WAYS),
}
