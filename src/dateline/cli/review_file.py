"""Files of corrections: each line is read and checked before any of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from dateline.correcting.values import gist
from dateline.errors import InputError
from dateline.records.correction import Action, Correction, TargetKind, sealed

_ROWS: frozenset[TargetKind] = frozenset({"event", "claim", "tenure"})
_GROUPED: frozenset[TargetKind] = frozenset({"event", "story"})
#: What each action may be about.
_KINDS: dict[Action, frozenset[TargetKind]] = {
    "accept": _ROWS,
    "change": _ROWS,
    "reject": _ROWS,
    "add": frozenset({"event"}),
    "split": _GROUPED,
    "join": _GROUPED,
    "withdraw": frozenset({"correction"}),
}


def read_corrections(path: str) -> list[Correction]:
    """The corrections of a file that `dateline review --export` wrote. Raises InputError, with the line, for what is none."""
    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"the corrections cannot be read: {error.strerror}; check the path", path=path) from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(sealed(msgspec.json.decode(line, type=Correction)))
                _check(found[-1])
            except (msgspec.MsgspecError, ValueError, OverflowError) as error:
                raise InputError(f"this is no correction: {error}", path=path, line=number) from error
    return found


def _check(one: Correction) -> None:
    """Raises ValueError for what no correction says that was made by this program."""
    if one.kind not in _KINDS[one.action]:
        raise ValueError(f"{one.action} is not said of the kind {one.kind}")
    wanted: dict[str, object] = {"author": one.author.strip(), "target": one.target}
    if one.action != "withdraw":
        wanted["anchors"] = one.anchors
    if one.action in {"split", "join"}:
        wanted["others"] = one.others
    if one.action == "change":
        wanted |= {"field": one.field, "new": one.new}
    if missing := [name for name, value in wanted.items() if not value]:
        raise ValueError(f"{one.action} without {', '.join(missing)}")
    _check_value("old", one.old, one)
    row = _check_value("new", one.new, one)
    for anchor in one.anchors:
        _check_value("value of an anchor", anchor.value, one)
    if one.action == "add" and not (isinstance(row, Mapping) and {"type", "trigger"} <= row.keys()):
        raise ValueError("new of an added event is a row with type and trigger")


def _check_value(name: str, value: str, one: Correction) -> Any:  # noqa: ANN401  (any JSON value)
    """The value as the program reads it when it compares. Raises ValueError for what it cannot read."""
    if not value:
        return None
    try:
        plain = msgspec.json.decode(value)
        if one.action == "change":
            gist(one.field, plain)
        elif one.action in {"accept", "reject"}:
            plain.items()
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{name} is {value!r}, which is no value of {one.field or one.kind}") from error
    return plain
