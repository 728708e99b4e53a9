"""What a query may ask for, and the conditions that come of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass

from dateline.errors import UsageError

_DYAD = re.compile(r"\s*([A-Za-z][A-Za-z0-9]+)\s*([->])\s*([A-Za-z][A-Za-z0-9]+)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions, all of which have to hold; where several values are given, one of them is enough.

    type, act, mode, status, channel, issue, context, stance, outcome: words of the contract. country: codes, on any side.
    kind, state: of a process; open: it is not over. actor: part of a name, phrase, office or entity id.
    dyad: "KOR-PRK" either way, "KOR>PRK" actor to recipient. office: part of an office's title.
    source: part of the outlet's name, or a source_id. story: story_id, source_id or group.
    level: head, minister, deputy, envoy or working, of some participant. host, mediator: codes.
    since, until: the event's days overlap them (claims, stories: day of publication). place: country code or part of a name.
    text: part of the sentence (claims: of the content; stories: of the headline). about: claims on this event.
    holder: an office, asked for who holds it. room: of declined candidates. background: told as history, or not.
    withdrawn: also what only withdrawn stories tell. disputed: only that on which accounts contradict each other.
    as_of: what was so on that day. known_on: what stories published until that day tell; a story of unknown date is not known.
    sort: see the query; "-" before it turns it round. limit: rows at most. offset: rows to leave out before them.
    """

    type: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    actor: str | None = None
    dyad: str | None = None
    office: str | None = None
    holder: str | None = None
    source: str | None = None
    story: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    text: str | None = None
    about: str | None = None
    room: str | None = None
    background: bool | None = None
    withdrawn: bool = False
    disputed: bool = False
    open: bool = False
    as_of: dt.date | None = None
    known_on: dt.date | None = None
    sort: str | None = None
    limit: int | None = None
    offset: int = 0


EVERYTHING = Filters()
COMMON = frozenset({"source", "story", "text", "as_of", "known_on", "sort", "limit", "offset"})  # known to every query


class Conditions:
    """SQL conditions joined by AND, with their parameters."""

    __slots__ = ("_parameters", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._parameters: list[object] = []

    def add(self, sql: str, *parameters: object) -> None:
        """One more condition; a question mark a parameter."""
        self._parts.append(f"({sql})")
        self._parameters += parameters

    def add_words(self, column: str, words: tuple[str, ...], *, upper: bool = False) -> None:
        """The column is one of the words; no words, no condition."""
        if words:
            self.add(f"{column} IN (SELECT unnest(?))", [word.upper() if upper else word.lower() for word in words])

    def add_any(self, column: str, words: tuple[str, ...], *, upper: bool = False) -> None:
        """The list in the column has one of the words (list_contains: five times as fast as list_has_any)."""
        if words:
            each = " OR ".join([f"list_contains({column}, ?)"] * len(words))
            self.add(each, *[word.upper() if upper else word.lower() for word in words])

    def add_part(self, column: str, part: str | None) -> None:
        """The column contains the part, whatever its case."""
        if part:
            self.add(f"contains(lower({column}), lower(?))", part)

    @property
    def sql(self) -> str:
        """The conditions, TRUE if there are none."""
        return " AND ".join(self._parts) or "TRUE"

    @property
    def parameters(self) -> list[object]:
        """The parameters in the order of the question marks."""
        return self._parameters

    def __bool__(self) -> bool:
        return bool(self._parts)


def check_filters(filters: Filters, known: frozenset[str], table: str) -> None:
    """Raises UsageError if a filter is set that this table does not know."""
    asked = {f.name for f in dataclasses.fields(Filters) if getattr(filters, f.name) != getattr(EVERYTHING, f.name)}
    if wrong := sorted(asked - known):
        raise UsageError(f"{table} cannot be filtered by {', '.join(wrong)}; filters: {', '.join(sorted(known))}")
    if filters.limit is not None and filters.limit < 0:
        raise UsageError(f"limit is {filters.limit}: give 0 or more rows")
    if filters.offset < 0:
        raise UsageError(f"offset is {filters.offset}: give 0 or more rows to leave out")


def order(filters: Filters, orders: dict[str, str], default: str, ties: str) -> str:
    """ORDER BY of a query: the asked or default order, then what makes it unique. Raises UsageError for an unknown one."""
    name = filters.sort or default
    column = orders.get(name.removeprefix("-"))
    if column is None:
        raise UsageError(f"cannot sort by {name}; sort by: {', '.join(sorted(orders))} (with - before it: downwards)")
    return f"{column} {'DESC' if name.startswith('-') else 'ASC'} NULLS LAST, {ties}"


def limited(filters: Filters) -> str:
    """LIMIT and OFFSET of a query, or nothing."""
    limit = f"LIMIT {int(filters.limit)}" if filters.limit is not None else ""
    return f"{limit} OFFSET {int(filters.offset)}" if filters.offset else limit


def slice_of(filters: Filters) -> slice:
    """The rows of a whole list that limit and offset ask for."""
    return slice(filters.offset, None if filters.limit is None else filters.offset + filters.limit)


def as_list(numbers: str) -> str:
    """The same numbers, found first: the planner thinks a list short, and joins a large table to it without holding that one.

    >>> as_list("SELECT event_no FROM named_actors")
    'SELECT unnest((SELECT list(n) FROM (SELECT event_no FROM named_actors) AS found(n)))'
    """
    return f"SELECT unnest((SELECT list(n) FROM ({numbers}) AS found(n)))"  # noqa: S608  (our own words)


def sql_date(day: dt.date) -> str:
    """The day as a literal; a date cannot hold anything else.

    >>> sql_date(dt.date(2020, 9, 2))
    "DATE '2020-09-02'"
    """
    return f"DATE '{day.isoformat()}'"


def split_dyad(dyad: str) -> tuple[str, str, bool]:
    """The two codes, of letters and digits, and whether the direction counts. Raises UsageError if it is no dyad.

    >>> split_dyad("kor-prk")
    ('KOR', 'PRK', False)
    >>> split_dyad("CAN>G07")
    ('CAN', 'G07', True)
    """
    found = _DYAD.fullmatch(dyad)
    if found is None:
        raise UsageError(f"{dyad!r} is no dyad: write KOR-PRK (either way) or KOR>PRK (who to whom)")
    return found[1].upper(), found[3].upper(), found[2] == ">"
