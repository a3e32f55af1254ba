"""Rows of each kind in the columns of their table, each with a key of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.intake.context import Context
from geo.intake.judge_cells import Said
from geo.intake.judge_notes import Mask, Notes
from geo.intake.judge_places import Located, accuracy_of
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS
from geo.store.checks import key_fault
from geo.words import Kind, Level, RowState

OWN: Final = "_own"
KEY: Final = "_key"
"""Columns of frames beside those of the store: whether a row has an own number; its key."""

_LONGEST_SENDER: Final = 14
_MARK: Final = 6
"""Letters by which offices and senders of like names are told apart."""
_CORRECTED: Final[Mapping[str, tuple[str, ...]]] = {"denominator": ("value",)}
"""Fields that do not make a row another one, by its key: one number holds for what was counted."""
_TEAM_LEVELS: Final = (Level.KABUPATEN.value, Level.KECAMATAN.value)
_OTHER = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_UUID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}", re.ASCII)
_LEAST_UUID: Final = 32


@dataclass(frozen=True)
class Read:
    """A batch as read: what its cells say, the values of its fields, and where its rows are."""

    said: Mapping[str, Said]
    values: Mapping[str, pd.Series]
    located: Located


def rows_for_store(
    read: Read, understanding: Understanding, context: Context, notes: Notes
) -> pd.DataFrame:
    """
    Bring a batch into the columns of its table.

    Parameters
    ----------
    read : Read
    understanding : Understanding
    context : Context
    notes : Notes
        Told of what a kind does not allow; its rows that wait have no meaning in the result.

    Returns
    -------
    DataFrame, n rows
        As `geo.intake.judge.judge` describes accepted rows, and `KEY` and `OWN`.
    """
    frame = _KINDS[context.kind](read, context, notes)
    if context.kind is Kind.MEMBERS:
        return frame.assign(**{KEY: frame["level"] + "." + frame["agency"], OWN: False})
    name = SCHEMAS[context.kind].key
    keys, own = _keys(read, name, origin(understanding.office, understanding.sender))
    return frame.assign(**{name: keys, KEY: keys, OWN: own})


def _keys(read: Read, name: str, begins: str) -> tuple[pd.Series, Mask]:
    """Own numbers after their origin, or a hash of what the row says; and which are own."""
    numbers = read.values[name]
    own = (numbers != "").to_numpy(dtype=bool)
    drawn = (numbers.str.len() >= _LEAST_UUID).to_numpy(dtype=bool)
    if drawn.any():
        drawn = numbers.map(_is_drawn).to_numpy(dtype=bool)
    keys = (f"{begins}." + numbers).where(~drawn, numbers)
    if not own.all():
        said = _contents(read, name)[~own]
        keys[~own] = [f"h-{_letters(begins, each)}" for each in said]
    return keys.astype("str"), own


def origin(office: str, sender: str) -> str:
    """Beginning of the keys of a sender's rows: ("bali", "Polsek Sawan") gives polsek-sawan-…."""
    plain = _OTHER.sub("-", sender.lower())[:_LONGEST_SENDER].strip("-")
    said = re.sub(r"\d{7,}", "", plain).strip("-") or "x"
    return f"{said}-{_letters(office, sender)[:_MARK]}"


def _is_drawn(number: str) -> bool:
    """Whether an own number is a UUID, which needs no sender to stand alone."""
    return _UUID.fullmatch(number) is not None and key_fault(number) is None


def _letters(*said: str) -> str:
    """A hash in letters, so that it is taken for no number."""
    digest = hashlib.blake2b("\x1f".join(said).encode(), digest_size=12).hexdigest()
    return digest.translate(_LETTERS)


def _contents(read: Read, key: str) -> pd.Series:
    """What each row says, in one text that is the same however it is written."""
    located = read.located
    left_out = (key, "kode", *_CORRECTED.get(key, ()))
    parts = [values for name, values in read.values.items() if name not in left_out]
    parts += [located.kode, located.lat.round(6), located.lng.round(6)]
    columns = [_as_text(values).to_list() for values in parts]
    joined = ["\x1f".join(cells) for cells in zip(*columns, strict=True)]
    return pd.Series(joined, index=located.kode.index, dtype="str")


def _as_text(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.as_unit("s").astype("int64")
    return values.astype("str").fillna("")


def _reports(read: Read, context: Context, notes: Notes) -> pd.DataFrame:
    values, located = read.values, read.located
    return pd.DataFrame(
        {
            "report": "",
            "received_at": values["received_on"].dt.tz_convert("UTC"),
            "channel": values["channel"],
            "kind": values["kind"],
            "accuracy": accuracy_of(values["accuracy"], read.said["accuracy"], located, notes),
            "follow_up": values["follow_up"],
            "n_persons": values["n_persons"].fillna(0).astype("int64"),
            "lat": located.lat,
            "lng": located.lng,
            "stated_kode": located.kode,
            "is_sample": 0,
            "agency": values["agency"],
        }
    )


def _teams(read: Read, context: Context, notes: Notes) -> pd.DataFrame:
    values = read.values
    _note_order(read, "event_on", "review_by", notes)
    return pd.DataFrame(
        {
            "fact": "",
            "kode": read.located.kode,
            "applies_to": "area",
            "status": values["status"],
            "holds_from": values["event_on"],
            "event_on": values["event_on"],
            "sk": values["sk"],
            "review_by": values["review_by"],
            "note_id": values["note"],
            "note_en": "",
        }
    )


def _members(read: Read, context: Context, notes: Notes) -> pd.DataFrame:
    level, said = read.values["level"], read.said["level"]
    other = ~level.isin(["", *_TEAM_LEVELS]).to_numpy() & ~notes.noted(RowState.REJECTED)
    said.note(other, Reason.LEVEL, RowState.HELD, notes)
    agency = read.values["agency"]
    return pd.DataFrame({"office": context.office.key, "level": level, "agency": agency})


def _activities(*names: str) -> Callable[[Read, Context, Notes], pd.DataFrame]:
    def frame(read: Read, context: Context, notes: Notes) -> pd.DataFrame:
        said = {name: read.values[name] for name in names}
        return pd.DataFrame({"kode": read.located.kode, **said, "is_sample": 0})

    return frame


def _denominators(read: Read, context: Context, notes: Notes) -> pd.DataFrame:
    _note_order(read, "since", "until", notes)
    said = {name: read.values[name] for name in ("measure", "since", "until", "value")}
    return pd.DataFrame({"kode": read.located.kode, **said})


def _note_order(read: Read, first: str, last: str, notes: Notes) -> None:
    """Hold rows whose second day lies before the first."""
    begins, ends = read.values[first], read.values[last]
    turned = (begins != "") & (ends != "") & (ends < begins)
    said = read.said[last]
    where = turned.to_numpy(dtype=bool) & ~notes.noted(RowState.REJECTED)
    said.note(where, Reason.PERIOD, RowState.HELD, notes)


_KINDS: Final[Mapping[Kind, Callable[[Read, Context, Notes], pd.DataFrame]]] = {
    Kind.REPORTS: _reports,
    Kind.TEAMS: _teams,
    Kind.MEMBERS: _members,
    Kind.MEETINGS: _activities("held_on", "note"),
    Kind.OPERATIONS: _activities("held_on", "kind", "order_no", "note", "result"),
    Kind.VISITS: _activities("visited_on", "programme", "note"),
    Kind.DENOMINATORS: _denominators,
}
