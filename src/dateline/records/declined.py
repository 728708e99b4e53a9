"""What was considered and not kept. Nothing is lost: a room returns a record or a Declined."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A candidate that a room did not keep.

    room: which room ("read", "coding", "claims" ...). reason: a rule name, then words ("coding.no-actor: ..."). For input that
    was rejected `text` is empty, `path` and `line` say where. rule: the frame or pattern that proposed it.
    """

    room: str
    reason: str
    source_id: str
    start: int = 0
    end: int = 0
    text: str = ""
    rule: str = ""
    path: str = ""
    line: int | None = None
