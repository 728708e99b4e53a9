"""What of a correction from elsewhere cannot be read: a bad line is a conflict that a person sees, and stops nothing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dateline.coding.by_hand import FIELDS
from dateline.records.correction import Correction

from .other_rows import CLAIM_FIELDS, TENURE_FIELDS
from .values import UNREADABLE, gist, shown

_FIELDS: dict[str, tuple[str, ...]] = {"event": FIELDS, "claim": CLAIM_FIELDS, "tenure": TENURE_FIELDS}


def malformed(one: Correction) -> str:
    """Why a correction of a row cannot be followed by anybody, in words; "" where it can be."""
    if not one.anchors:
        return "it names no place in a story (anchors)"
    if one.action == "add" and one.kind != "event":
        return f"a {one.kind} cannot be added by hand"
    if one.action == "change" and one.field not in _FIELDS[one.kind]:
        kind = "an event" if one.kind == "event" else f"a {one.kind}"
        return f"{kind} has no field {one.field!r} to change; fields: {', '.join(_FIELDS[one.kind])}"
    values = [("new", one.new)] if one.action in {"add", "change"} else []
    values += [("value", anchor.value) for anchor in one.anchors if anchor.value]
    return next((why for name, value in values if (why := _unreadable(one, name, value))), "")


def _unreadable(one: Correction, name: str, value: str) -> str:
    try:
        plain = msgspec.json.decode(value)
        if one.action == "change":
            gist(one.field, plain)
            shown(value, one.field)
        elif not isinstance(plain, Mapping):
            return f"{name} is {value}, not a row"
    except UNREADABLE as error:
        return f"{name} is {value!r} ({error or type(error).__name__})"
    return ""
