"""Values of a row's fields as JSON, and what of them counts when two are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.records.by_hand import Correctable, ToldTenure
from dateline.records.rows import Row, to_json, to_row

#: What reading a value of another shape than it should have raises.
UNREADABLE = (msgspec.MsgspecError, AttributeError, IndexError, KeyError, TypeError, ValueError)
#: What of an event a person has looked at who accepts it.
_LOOKED_AT = ("type", "act", "status", "when", "actors", "recipients")
#: The same of claims and tenures.
_OTHERS = ("stance", "country", "person", "office", "from", "to")


def value_of(row: Correctable, field: str) -> str:
    """The value of a field of a row, as JSON; of no field, of all that is looked at when a row is accepted or rejected."""
    plain = to_row(row.tenure if isinstance(row, ToldTenure) else row)
    return to_json(_field(plain, field) if field else _whole(plain))


def _field(row: Row, field: str) -> Any:  # noqa: ANN401  (any JSON value)
    return row["labels"]["plv15"] if field == "plv15" else row.get(field)


def _whole(row: Row) -> Row:
    if "trigger" not in row:
        return {name: row[name] for name in _OTHERS if name in row}
    return {name: gist(name, row[name]) for name in _LOOKED_AT}


def gist(field: str, value: Any) -> Any:  # noqa: ANN401  (any JSON value)
    """What of a value has to be the same: of a day its ends, of a place its name, of actors who they are and in which role."""
    if field == "when":
        return [value.get("first"), value.get("last")] if isinstance(value, Mapping) else [None, None]
    if field == "where":
        return value and [value.get("name"), value.get("country")]
    if field in {"actors", "recipients"}:
        return sorted([who["entity_id"], who["role"]] for who in value or ())
    if field in {"issues", "contexts"}:
        return sorted(value or ())
    return value


def same(field: str, one: str, other: str) -> bool:
    """Do two values of a field, as JSON, say the same? Those that cannot be read do where they are written alike."""
    try:
        first, second = (msgspec.json.decode(value) if value else None for value in (one, other))
        return bool(gist(field, first) == gist(field, second)) if field else bool(first == second)
    except UNREADABLE:
        return one == other


def differences(one: str, other: str) -> str:
    """Names of the fields in which two whole rows differ, of those that are looked at; "" where they do not."""
    first, second = (msgspec.json.decode(value) if value else {} for value in (one, other))
    return ", ".join(name for name in (*_LOOKED_AT, *_OTHERS) if first.get(name) != second.get(name))


def shown(value: str, field: str = "") -> str:
    """A value in few words: of a day its ends, of a place or actors the names."""
    plain = msgspec.json.decode(value) if value else None
    if field == "when" and isinstance(plain, Mapping):
        ends = dict.fromkeys(str(plain.get(end)) for end in ("first", "last") if plain.get(end))
        return "/".join(ends) or "unknown"
    if isinstance(plain, Mapping):
        return str(plain.get("name") or plain.get("text") or value)
    if isinstance(plain, list):
        return (
            ", ".join(str(one["name"]) if isinstance(one, Mapping) and "name" in one else str(one) for one in plain)
            or "none"
        )
    return "none" if plain is None else str(plain)
