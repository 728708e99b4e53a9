"""Who belonged to an organisation or a group of states, and when."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import LexiconError

from .yaml_files import HERE, line_of, read_yaml

FILE = HERE / "actors" / "members.yaml"
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A member of an organisation by code, with the first and last days of its membership; None where it has no such end."""

    member: str
    first: dt.date | None
    last: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Was it a member on that day?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def read_members(path: Path = FILE) -> dict[str, tuple[Membership, ...]]:
    """Memberships by code of the organisation; raises LexiconError (file, line) where a spell cannot be read."""
    found: dict[str, tuple[Membership, ...]] = {}
    for code, spells in read_yaml(path)["members"].items():
        rows: list[Membership] = []
        for spell, members in spells.items():
            first, last = _ends(str(spell), path)
            rows += [Membership(member=member, first=first, last=last) for member in members]
        found[code] = tuple(rows)
    return found


@functools.cache
def _memberships() -> Mapping[str, tuple[Membership, ...]]:
    return read_members()


def members_of(code: str, day: dt.date | None = None) -> tuple[str, ...]:
    """Codes of the members of an organisation on a day, sorted; without a day, of those whose membership goes on.

    () for an organisation whose members are not listed.

    >>> members_of("AUK", dt.date(2022, 1, 1)), members_of("AUK", dt.date(2020, 1, 1))
    (('AUS', 'GBR', 'USA'), ())
    """
    rows = _memberships().get(code, ())
    return tuple(sorted({row.member for row in rows if (row.last is None if day is None else row.holds_on(day))}))


def organisations_of(member: str, day: dt.date) -> tuple[str, ...]:
    """Codes of the organisations that a state, or an organisation, belonged to on a day, sorted."""
    return tuple(sorted(code for code in _memberships() if member in members_of(code, day)))


def _ends(spell: str, path: Path) -> tuple[dt.date | None, dt.date | None]:
    try:
        first, last = spell.split("/")
        return _day(first, last=False), _day(last, last=True)
    except ValueError as error:
        raise LexiconError(
            f"not a spell of membership: {spell!r} ({error})", path=str(path), line=line_of(path, spell)
        ) from error


def _day(text: str, *, last: bool) -> dt.date | None:
    """The first day of what is told (a day, a month or a year), or its last."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == _PARTS:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
