"""Retellings that say less: a month for a day, no day at all, or one side of two. They join the one event that they can mean."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from .clusters import Clusters
from .telling import Telling, overlap, share_person, sides_agree, sides_fit

#: How sure each rule is.
_FEWER_SIDES, _COARSE, _UNDATED = 0.8, 0.75, 0.7
#: An undated retelling looks back so many days.
_BACK = 400
#: A plan without a day is looked for among those of the next days.
_AHEAD = 60
#: The longest act told to the day.
_LONGEST = dt.timedelta(14)
#: Words that one of two groups has to share more than the other to be the one that is meant.
_CLEARLY = 2
_Entry = tuple[dt.date, int]
#: Words in common (negative), score (negative), both tellings, the group meant, and the reason.
_Match = tuple[int, float, int, int, int, str]


def join_retold(tellings: Sequence[Telling], clusters: Clusters, rare: frozenset[str]) -> None:
    """Joins each group that tells less with the only group that it can mean; where there are two, it stays alone.

    rare: acts of which a pair of states has few, so that act and sides are enough. Of the others some words have to be the same.
    """
    _join_with(_Calendar(tellings, exact=True), tellings, clusters, rare)
    _join_with(_Calendar(tellings, exact=False), tellings, clusters, rare)


def _join_with(calendar: _Calendar, tellings: Sequence[Telling], clusters: Clusters, rare: frozenset[str]) -> None:
    """Joins with the tellings of one calendar."""
    found: dict[int, set[_Match]] = {}
    for i, telling in enumerate(tellings):
        for j in calendar.near(telling):
            score, reason = _retold(telling, tellings[j], rare)
            if reason and clusters.top(i) != clusters.top(j) and not clusters.contradict(i, j):
                common = 0 if telling.event.act == "CONSULT" else _likeness(telling, tellings[j])
                found.setdefault(clusters.top(i), set()).add((-common, -score, i, j, clusters.top(j), reason))
    for _, minus, i, j, _, reason in sorted(best for matches in found.values() if (best := _only(matches))):
        clusters.join(i, j, -minus, reason)


def _likeness(less: Telling, more: Telling) -> int:
    """How much two tellings of an act have in common: words, and the type."""
    return len(less.stems & more.stems) + (_CLEARLY if less.event.type == more.event.type else 0)


def _only(matches: set[_Match]) -> _Match | None:
    """The match with the one group that can be meant: the only one, or the one that shares clearly more words than all others."""
    best = min(matches)
    others = [match for match in matches if match[4] != best[4]]
    if best[1] == 0:
        return None
    return best if not others or -best[0] >= -min(others)[0] + _CLEARLY else None


def retellings(tellings: Sequence[Telling], among: Collection[int], rare: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Pairs of which one may say less than the other and mean the same, or keeps it from meaning another; one of them `among`."""
    everybody = range(len(tellings))
    for exact in (True, False):
        for some, others in ((among, everybody), (everybody, among)):
            calendar = _Calendar(tellings, exact=exact, only=others)
            for i in some:
                yield from ((i, j) for j in calendar.near(tellings[i]) if _retold(tellings[i], tellings[j], rare)[1])


class _Calendar:
    """Tellings by kind, family and a side, in order of their first day: those to the day, or those with a month or a year."""

    def __init__(self, tellings: Sequence[Telling], *, exact: bool, only: Iterable[int] | None = None) -> None:
        self._tellings = tellings
        self._by: dict[tuple[str, str, str], list[_Entry]] = {}
        for j in range(len(tellings)) if only is None else only:
            telling = tellings[j]
            if telling.exact is exact and telling.days:
                for side in telling.sides:
                    self._by.setdefault((telling.kind, telling.family, side), []).append((telling.days[0], j))
        for entries in self._by.values():
            entries.sort()

    def near(self, telling: Telling) -> Iterator[int]:
        """Tellings of a day, or of a shorter time, that one may retell, each once."""
        first, last = _window(telling)
        if first is None or last is None:
            return
        seen: set[int] = set()
        for side in sorted(telling.sides):
            entries = self._by.get((telling.kind, telling.family, side), [])
            start = bisect_left(entries, first, key=lambda entry: entry[0])
            end = bisect_right(entries, last, key=lambda entry: entry[0])
            for _, j in entries[start:end]:
                if j not in seen and self._tellings[j] is not telling and _is_shorter(self._tellings[j], telling):
                    seen.add(j)
                    yield j


def _is_shorter(more: Telling, less: Telling) -> bool:
    """Does one tell a day, or a time that is within that of the other, or the same?"""
    if more.exact or more.days is None or less.days is None:
        return more.exact
    return not less.exact and less.days[0] <= more.days[0] and more.days[1] <= less.days[1]


def _window(telling: Telling) -> tuple[dt.date | None, dt.date | None]:
    """The days on which what a telling means can have begun."""
    if telling.days is not None:
        return telling.days[0] - (_LONGEST if telling.exact else dt.timedelta(0)), telling.days[1]
    published = telling.event.published
    if published is None:
        return None, None
    if telling.kind == "happened":
        return published - dt.timedelta(_BACK), published
    return published, published + dt.timedelta(_AHEAD)


def _retold(less: Telling, more: Telling, rare: frozenset[str]) -> tuple[float, str]:
    """Score and reason if one telling says less than the other, and may mean the same."""
    if less.story == more.story or not _comes_later(less, more):
        return 0.0, ""
    common = len(less.stems & more.stems) + share_person(less, more)
    few = less.event.act in rare and less.event.type == more.event.type
    if less.exact:
        narrower = less.sides < more.sides and overlap(less, more) and sides_fit(less, more)
        reason = "same act and day, a side left out, and no other of that day fits"
        return (_FEWER_SIDES, reason) if narrower and (few or common > 1 or _same_sense(less, more)) else (0.0, "")
    if less.days is not None:
        fits = (few and less.event.background and sides_agree(less, more)) or _is_meant(less, more, common)
        reason = f"same act told by the {less.event.grain}, and no other of that time fits"
        return (_COARSE, reason) if fits else (0.0, "")
    reason = "same act and words told without a day, and no other fits"
    if not sides_agree(less, more) or (common <= 1 and less.kind == "happened"):
        return 0.0, ""
    return _UNDATED if common > 1 else 0.0, reason  # another plan of the two stands in the way, in whatever words


def _is_meant(less: Telling, more: Telling, common: int) -> bool:
    """May a telling by the month mean this one? The sides fit, and the words; or it is history of the same mode and sides."""
    same_mode = less.event.mode is not None and less.event.mode == more.event.mode
    history = less.event.background and same_mode and less.event.type == more.event.type and sides_agree(less, more)
    return history or (sides_fit(less, more) and common > 0)


def _same_sense(a: Telling, b: Telling) -> bool:
    """Is it the same type, and the same mode or a word of both triggers?"""
    same_mode = a.event.mode is not None and a.event.mode == b.event.mode
    return a.event.type == b.event.type and (same_mode or bool(a.trigger_stems & b.trigger_stems))


def _comes_later(less: Telling, more: Telling) -> bool:
    """What happened is told in less detail afterwards; a plan may be told so before."""
    told, first = less.event.published, more.event.first
    if less.exact or less.kind != "happened":
        return True
    return told is not None and first is not None and first <= told and less.event.type == less.event.act
