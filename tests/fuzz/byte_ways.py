"""What can go wrong with the bytes of a file, whatever they mean."""

from __future__ import annotations

import random
import re

from tests.fuzz.odd_texts import ODD_TEXTS
from tests.fuzz.seeds import PLANTED, seeds

_HEADS = (b"PK\x03\x04", b"PAR1", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"\x00\x00\x27\x0a")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"sep=;\r\n", b"{", b"<kml>", b"\x00", b"")
_WORD = re.compile(rb"[A-Za-z0-9 ./-]{4,}")


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(rng.choice((1, 2, 8, 32))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _run(content: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + rng.choice((1, 2, 4, 16, 64, 512)))


def cut(content: bytes, rng: random.Random) -> bytes:
    """A run of bytes taken out."""
    start, end = _run(content, rng)
    return content[:start] + content[end:]


def _duplicate(content: bytes, rng: random.Random) -> bytes:
    start, end = _run(content, rng)
    return content[:end] + content[start:end] * rng.choice((1, 2, 50)) + content[end:]


def _insert(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    piece = rng.choice((rng.randbytes(rng.choice((1, 4, 64))), b"\0" * 4, b"\xff" * 8, *_HEADS))
    return content[:at] + piece + content[at:]


def _overwrite(content: bytes, rng: random.Random) -> bytes:
    """A number of two, four or eight bytes made very small or very large."""
    width = rng.choice((2, 4, 8))
    at = rng.randrange(max(1, len(content) - width))
    piece = rng.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * width
    return content[:at] + piece + content[at + width :]


def _reword(content: bytes, rng: random.Random) -> bytes:
    """Readable runs replaced by texts of the same length, so that all else still fits."""
    found = list(_WORD.finditer(content))
    for match in rng.sample(found, min(len(found), rng.choice((1, 4, 16)))):
        text = rng.choice((*ODD_TEXTS, *PLANTED)).encode("cp1252", "replace") or b" "
        fitted = text.ljust(match.end() - match.start())[: match.end() - match.start()]
        content = content[: match.start()] + fitted + content[match.end() :]
    return content


def _truncate(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _splice(content: bytes, rng: random.Random) -> bytes:
    """The beginning of one file and the end of another, of any format."""
    other = rng.choice(rng.choice(list(seeds().values()))).content
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other)) :]


def _new_head(content: bytes, rng: random.Random) -> bytes:
    """The first bytes of another kind of file, before or in place of its own."""
    head = rng.choice((*_HEADS, *_MARKS))
    return head + content[rng.choice((0, len(head), 4)) :]


BYTE_WAYS = (
    _flip,
    _reword,
    _reword,
    cut,
    _duplicate,
    _insert,
    _overwrite,
    _truncate,
    _splice,
    _new_head,
)
