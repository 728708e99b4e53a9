"""Two clocks for one moment: "3 a.m. on Tuesday (1900 GMT)" is Monday in Greenwich."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import When

_GREENWICH = re.compile(r"\b(?:GMT|UTC)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\W{0,3}(?:or\s+|that\s+is\s+)?[(\[]?")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_DAY = 24 * 60
#: Zones lie between twelve hours behind Greenwich and fourteen ahead of it.
_EARLIEST, _LATEST = -12 * 60, 14 * 60


def set_greenwich_days(dates: Sequence[When], text: str) -> list[When]:
    """The same dates; of a local time and the GMT beside it, the GMT one has its own day (basis "+gmt")."""
    out = [_marked(when) for when in dates]
    for k in range(1, len(out)):
        first, second = out[k - 1], out[k]
        if _BETWEEN.fullmatch(text, first.end, second.start) is None:
            continue
        if _is_greenwich(second) and not _is_greenwich(first):
            out[k] = _moved(second, first)
        elif _is_greenwich(first) and not _is_greenwich(second):
            out[k - 1] = _moved(first, second)
    return out


def _marked(when: When) -> When:
    return replace(when, basis=when.basis + "+gmt") if _is_greenwich(when) and when.first else when


def _is_greenwich(when: When) -> bool:
    return "T" in when.value and _GREENWICH.search(when.text) is not None


def _moved(greenwich: When, local: When) -> When:
    here, there = _CLOCK.search(local.value), _CLOCK.search(greenwich.value)
    if here is None or there is None or local.first is None or local.first != greenwich.first:
        return greenwich
    ahead = 60 * (int(here[1]) - int(there[1])) + int(here[2]) - int(there[2])
    days = -1 if ahead < _EARLIEST else 1 if ahead > _LATEST else 0
    if not days or not dt.date.min < local.first < dt.date.max:
        return greenwich
    day = local.first + dt.timedelta(days=days)
    return replace(greenwich, value=f"{day}{there[0]}", first=day, last=day, basis=f"{greenwich.basis}:day{days:+d}")
