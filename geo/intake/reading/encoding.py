"""Which encoding a text is in, by a fixed rule: what cannot be told is not guessed."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from geo.intake.reading.faults import Fault, Unreadable

_CHUNK: Final = 2**20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f")


def find_encoding(file: Path) -> str:
    """
    Encoding of a whole file of text.

    Returns
    -------
    str
        What its byte order mark says; else utf-8 if every byte fits; else utf-16 if every other
        byte of its beginning is 0; else cp1252.

    Raises
    ------
    Unreadable
        If it is no text, or some of its letters are UTF-8 and others are not.
    """
    with file.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable(Fault.UNKNOWN)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), _unmarked(head))
    if "16" not in encoding and _is_binary(head):
        raise Unreadable(Fault.UNKNOWN)
    if encoding == "utf-8" and not decodes(file, "utf-8"):
        if holds_utf8_letters(file):
            raise Unreadable(Fault.MIXED_ENCODING, line=_first_fault(file))
        encoding = "cp1252"
    if encoding != "utf-8" and not decodes(file, encoding):
        raise Unreadable(Fault.DAMAGED if "utf" in encoding else Fault.UNKNOWN)
    return encoding


def _unmarked(head: bytes) -> str:
    """UTF-16 without a mark has a 0 beside each letter of ASCII."""
    half = len(head) // 2
    if half > 1 and head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half > 1 and head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return "utf-8"


def decodes(file: Path, encoding: str) -> bool:
    """Whether every byte of a file fits an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def holds_utf8_letters(file: Path) -> bool:
    """Whether some bytes of a file can only be letters of UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if not decoder.decode(chunk).isascii():
                return True
    return False


def _first_fault(file: Path) -> int:
    """First line that is not UTF-8, counted from 1."""
    with file.open("rb") as stream:
        for n, line in enumerate(iter(lambda: stream.readline(_CHUNK), b""), start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return n
    return 0


def _is_binary(head: bytes) -> bool:
    return 20 * sum(1 for byte in head if byte in _CONTROL) > len(head)
