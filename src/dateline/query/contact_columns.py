"""The columns of a contact beside those of its event. A module of its own: it needs Arrow, which takes 0.15 s to load."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from dateline.records.rows import Row


def _struct(*names: str, **others: pa.DataType) -> pa.DataType:
    return pa.struct([*((name, pa.string()) for name in names), *others.items()])


_WORDS = pa.list_(pa.string())
_SPAN: dict[str, pa.DataType] = {"start": pa.int64(), "end": pa.int64()}
_TOLD = _struct("story_id", "source_id", **_SPAN, text=pa.string())
_WHO = ("name", "entity_id", "kind", "country", "office", "role", "level")
_READOUT = _struct(
    "story_id", "source_id", "text", "country", "cue", "speaker", "published", "sentence", "stance", "day", "duration",
    "asked_by", topics=_WORDS, agreed=_WORDS, **_SPAN,
)  # fmt: skip
_VERSION = _struct("value", "country", "source_id", "published", "sentence")
_DETAIL = _struct("field", "value", "text", "story_id", "source_id", "sentence", "basis", **_SPAN)
#: What a contact has beside the fields of its event.
COLUMNS: dict[str, pa.DataType] = {
    "channel": pa.string(),
    "participants": pa.list_(_struct(*_WHO, told=pa.list_(_TOLD))),
    "host": _WORDS,
    "mediator": _WORDS,
    "venue": pa.string(),
    "topics": _WORDS,
    "first_since": pa.string(),
    "readouts": pa.list_(_READOUT),
    "differences": pa.list_(_struct("field", versions=pa.list_(_VERSION))),
    "details": pa.list_(_DETAIL),
}


def with_columns(told: pa.Table, rows: Sequence[Row]) -> pa.Table:
    """The table with what these rows say of its contacts, one by one."""
    for name, kind in COLUMNS.items():
        told = told.append_column(name, pa.array([row[name] for row in rows], type=kind))
    return told


def only(told: pa.Table, places: Sequence[int]) -> pa.Table:
    """The rows at these places of the table."""
    return told.take(pa.array(places, type=pa.int64()))


def together(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of the same columns as one, one after another."""
    return pa.concat_tables(tables)
