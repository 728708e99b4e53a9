"""Two readings of one row, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.records.rows import Row, to_json

#: Fields that say how sure a reading is and what made it: no part of the reading itself.
QUIET = ("confidence", "basis")
#: Ids, and what follows from them.
_IDS = {
    "event_id",
    "claim_id",
    "mention_id",
    "tenure_id",
    "story_id",
    "source_id",
    "about",
    "ties",
    "mentions",
    "sources",
}
#: Of actors, days and places: the rules that told them, and where the words stand (their text is compared).
_UNTOLD = {"basis", "start", "end", "sentence"}
_WHOLE = {*QUIET, "evidence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that differs; old and new: words as they are, other values as JSON, None where there is none."""

    field: str
    old: str | None
    new: str | None


def changes_between(one: Row, other: Row) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the record; the quiet ones last. Spans of the same words do not count as different.

    >>> changes_between({"type": "AID", "confidence": 0.5}, {"type": "YIELD", "confidence": 0.5})
    (FieldChange(field='type', old='AID', new='YIELD'),)
    """
    names = [name for name in dict.fromkeys((*one, *other)) if name not in _IDS]
    return tuple(_changes([name for name in names if name not in QUIET], one, other)) + tuple(
        _changes([name for name in QUIET if name in names], one, other)
    )


def _changes(names: list[str], one: Row, other: Row) -> Iterator[FieldChange]:
    for name in names:
        if one.get(name) != other.get(name):
            old, new = (row.get(name) if name in _WHOLE else _told(row.get(name)) for row in (one, other))
            if old != new:
                yield FieldChange(field=name, old=_words(old), new=_words(new))


def _told(value: object) -> object:
    if isinstance(value, dict):
        return {key: _told(item) for key, item in value.items() if key not in _UNTOLD}
    return [_told(item) for item in value] if isinstance(value, list) else value


def _words(value: Any) -> str | None:  # noqa: ANN401  (a value of a row)
    return value if value is None or isinstance(value, str) else to_json(value)


def reading_of(row: Row) -> str:
    """An event in a line: "AGREE (CONSULT, planned): Norway (NOR) > Chile (CHL), 2021-03-01, Oslo"."""
    beside = [row["act"]] * (row["act"] != row["type"]) + [row["status"]] * (row["status"] != "occurred")
    beside += ["background"] * row["background"] + [row["channel"]] * bool(row["channel"])
    sides = " > ".join(", ".join(map(_who, row[side])) for side in ("actors", "recipients") if row[side])
    days = (row["when"]["first"], row["when"]["last"])
    day = "" if days == (None, None) else days[0] if days[0] == days[1] else f"{days[0] or ''}..{days[1] or ''}"
    place = row["where"]["name"] if row["where"] else ""
    kind = f"{row['type']} ({', '.join(beside)})" if beside else row["type"]
    return ", ".join(filter(None, (f"{kind}: {sides or 'nobody named'}", day, place)))


def _who(actor: Row) -> str:
    name = actor["name"] or actor["text"]
    return f"{name} ({actor['country']})" if actor["country"] else name
