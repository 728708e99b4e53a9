"""Groups of stories out of verdicts on pairs, the same whatever the order of the pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from dateline.records import StoryDigest

from .story_likeness import Verdict
from .story_parts import Part
from .union import Union

#: Versions of one story lie at most this many days apart, two by two and in the whole group.
DAYS = 3
Pair = tuple[int, int]
_Days = tuple[dt.date | None, dt.date | None]


class StoryGroups:
    """Groups of stories as they grow. apart: pairs that no rule may bring together. reasons: why each story is where it is."""

    def __init__(self, stories: Sequence[StoryDigest], apart: Collection[Pair]) -> None:
        self._stories = stories
        self._union = Union(range(len(stories)))
        self._known = {i: ([i], (story.published, story.published)) for i, story in enumerate(stories)}
        self._rivals: dict[int, list[int]] = {}
        self._apart: dict[int, list[int]] = {}
        for pair in apart:
            _tie(self._apart, pair)
        self.reasons: list[list[str]] = [[] for _ in stories]

    def top(self, i: int) -> int:
        """The name of the group of a story."""
        return self._union.top(i)

    def unite(self, i: int, j: int) -> None:
        """Makes one group of two, whatever speaks against it."""
        (some, days), (others, other_days) = self._known[self.top(i)], self._known[self.top(j)]
        self._union.join(i, j)
        self._known[self.top(i)] = (some + others, _span(days, other_days))

    def members(self) -> Iterator[list[int]]:
        """The stories of each group, by the day of the group and the number of its first story."""
        tops = {self.top(i) for i in range(len(self._stories))}
        for top in sorted(tops, key=lambda i: (self._known[i][1][0] or dt.date.min, i)):
            yield sorted(self._known[top][0])

    def join(self, verdicts: Mapping[Pair, Verdict], withdrawn: Mapping[Pair, str], parts: Sequence[Part]) -> None:
        """Joins what is one story, the surest pair first.

        A pair does not join two groups that lie too far apart, or that hold a pair of which something says that they are two; what
        a withdrawal names is joined with it all the same.
        """
        for pair, verdict in verdicts.items():
            if verdict.against:
                _tie(self._rivals, pair)
        for i, j, reason in _ranked(verdicts, withdrawn, parts):
            if self.top(i) != self.top(j):
                if not self._may_join(i, j, named=(i, j) in withdrawn):
                    continue
                self.unite(i, j)
            for one, other in ((i, j), (j, i)):
                self.reasons[one] = self.reasons[one] or [f"{reason} with {self._stories[other].source_id}"]
        for part in parts:
            name = self._stories[part.part].source_id
            self.reasons[part.whole].append(f"holds {part.share:.2f} of {name}, as a round-up does")

    def _may_join(self, i: int, j: int, *, named: bool) -> bool:
        (some, days), (others, other_days) = self._known[self.top(i)], self._known[self.top(j)]
        first, last = _span(days, other_days)
        if self._are_tied(self._apart, some, others):
            return False
        return named or (are_near(first, last) and not self._are_tied(self._rivals, some, others))

    def _are_tied(self, ties: Mapping[int, list[int]], some: Sequence[int], others: Sequence[int]) -> bool:
        fewer, more = sorted((some, others), key=len)
        top = self.top(more[0])
        return any(self.top(rival) == top for x in fewer for rival in ties.get(x, ()))


def are_near(a: dt.date | None, b: dt.date | None) -> bool:
    """Could they be the days of one story? An unknown day goes with all."""
    return a is None or b is None or abs((a - b).days) <= DAYS


def _tie(ties: dict[int, list[int]], pair: Pair) -> None:
    for one, other in (pair, pair[::-1]):
        ties.setdefault(one, []).append(other)


def _ranked(
    verdicts: Mapping[Pair, Verdict], withdrawn: Mapping[Pair, str], parts: Sequence[Part]
) -> list[tuple[int, int, str]]:
    """Pairs that are one story with the reason: those that call a story back, then the most alike."""
    apart = {(part.whole, part.part) for part in parts}
    found = [(False, 0.0, i, j, reason) for (i, j), reason in withdrawn.items()]
    for (i, j), verdict in verdicts.items():
        if verdict.same and (i, j) not in withdrawn and (i, j) not in apart and (j, i) not in apart:
            found.append((True, -verdict.likeness, i, j, verdict.same))
    return [(i, j, reason) for *_, i, j, reason in sorted(found)]


def _span(a: _Days, b: _Days) -> _Days:
    """First and last day of two groups together."""
    days = sorted(day for day in (*a, *b) if day is not None)
    return (days[0], days[-1]) if days else (None, None)
