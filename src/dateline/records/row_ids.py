"""Numbers of rows in formats that write one event as many rows: derived from the event's id, and folded back to it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

#: Rows of one event that share a key; an event of more rows has several keys.
ROWS = 1 << 12
_KEY_BITS = 50
#: Set in every number of ours: no number of GDELT (ten digits) or ICEWS (eight) comes near it.
_OURS = 1 << 62


def row_number(event_id: str, serial: int) -> int:
    """The number of the serial-th row (from 0) of an event, of 63 bits: the same on every machine.

    It holds 50 bits of the event's hash: among a million events two have the same key with a chance of one in 2,000.
    """
    block, place = divmod(serial, ROWS)
    return _OURS | event_key(event_id, block) << 12 | place


@lru_cache(maxsize=1_000)
def event_key(event_id: str, block: int = 0) -> int:
    """What all rows of an event have in common, of 50 bits; block: 0 for its first 4,096 rows, 1 for the next."""
    words = f"{event_id}/{block}" if block else event_id
    return int.from_bytes(hashlib.sha256(words.encode("utf-8", "replace")).digest()[:8], "big") >> (64 - _KEY_BITS)


def key_of_row(number: int) -> int | None:
    """The key of the event that a row of ours belongs to; None for a number that another program gave.

    >>> key_of_row(row_number("ev_29c14f4326f09b7e", 7)) == event_key("ev_29c14f4326f09b7e")
    True
    >>> key_of_row(1234567890) is None
    True
    """
    return (number ^ _OURS) >> 12 if number >= _OURS else None


def story_number(story_id: str) -> int:
    """A story's number of 63 bits, for formats whose stories have numbers."""
    return int.from_bytes(hashlib.sha256(story_id.encode("utf-8", "replace")).digest()[:8], "big") >> 1
