"""What a person says of groups: these are one, those are two. It goes before every rule, and of two words the later."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from typing import Protocol

from dateline.records.correction import Override


class Groups(Protocol):
    """Groups that grow by joins; indexes name their members."""

    def top(self, i: int) -> int:
        """The name of the group of a member."""

    def unite(self, i: int, j: int) -> None:
        """Makes one group of two, whatever speaks against it."""


class ByHand:
    """Overrides as indexes of the ids that are grouped; an id may stand at several, and one that stands nowhere means nothing.

    apart: pairs of indexes that no rule may bring together; together: pairs that are one by hand. Those apart are kept so while
    the rules run; what is one is joined after that, so that a contradiction between two keeps none of their other tellings away.
    """

    def __init__(self, ids: Sequence[str], overrides: Sequence[Override]) -> None:
        where: dict[str, list[int]] = {}
        if overrides:
            for index, one in enumerate(ids):
                where.setdefault(one, []).append(index)
        ordered = sorted(overrides, key=lambda override: (override.made_at, override.correction_id))
        self._meant = [(one, _indexes(one.one, where), _indexes(one.others, where)) for one in ordered]

    @property
    def apart(self) -> set[tuple[int, int]]:
        """Pairs of indexes that are two things."""
        return self._pairs(together=False)

    @property
    def together(self) -> set[tuple[int, int]]:
        """Pairs of indexes that are one thing, unless a later word says otherwise."""
        return self._pairs(together=True)

    def among(self, indexes: Collection[int]) -> ByHand:
        """What is said of these indexes alone."""
        if not self._meant:
            return self
        some = ByHand((), ())
        for override, one, others in self._meant:
            mine, yours = (tuple(i for i in side if i in indexes) for side in (one, others))
            if mine or yours:
                some._meant.append((override, mine, yours))
        return some

    def _pairs(self, *, together: bool) -> set[tuple[int, int]]:
        return {
            (min(x, y), max(x, y))
            for override, one, others in self._meant
            if override.together == together
            for x, y in itertools.product(one, others)
            if x != y
        }

    def join(self, groups: Groups) -> dict[int, str]:
        """Joins what is one by hand, unless a later word says that it is two; the words for each member that is named come back."""
        words: dict[int, str] = {}
        for place, (override, one, others) in enumerate(self._meant):
            if override.together:
                for x, y in itertools.product(one, others):
                    if groups.top(x) != groups.top(y) and not self._is_split_later(place, groups, x, y):
                        groups.unite(x, y)
        for override, one, others in self._meant:
            named = (*one, *others) if override.together else one
            for x in named:
                if _holds(override, groups, x, others if x in one else one):
                    words[x] = "; ".join(filter(None, (words.get(x), override.words)))
        return words

    def _is_split_later(self, place: int, groups: Groups, x: int, y: int) -> bool:
        tops = {groups.top(x), groups.top(y)}
        return any(
            {groups.top(a), groups.top(b)} == tops
            for override, one, others in self._meant[place + 1 :]
            if not override.together
            for a, b in itertools.product(one, others)
        )


def _holds(override: Override, groups: Groups, x: int, others: Sequence[int]) -> bool:
    """Did it come out as this override says of x?"""
    together = [groups.top(x) == groups.top(y) for y in others]
    return bool(together) and (any(together) if override.together else not any(together))


def _indexes(ids: Sequence[str], where: dict[str, list[int]]) -> tuple[int, ...]:
    return tuple(index for one in ids for index in where.get(one, ()))
