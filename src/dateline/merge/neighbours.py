"""Tellings that may have to do with each other, so that those far from any change need not be grouped again."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

from .corrections import corrects
from .events import RARE, blocks, same_event
from .retold import retellings
from .telling import Telling

Pair = tuple[int, int]


def linked(tellings: Sequence[Telling], some: Collection[int]) -> Iterator[Pair]:
    """Pairs, one of them among `some`, that a rule would join or weigh, by what the two say; a pair may come several times.

    Whether two tellings are such a pair hangs on nothing but the two. The rule that looks at stories is left out.
    """
    among = frozenset(some)
    for block in blocks(tellings):
        here = [i for i in block if i in among]
        for i, j in itertools.product(here, block):
            if i != j and same_event(tellings[min(i, j)], tellings[max(i, j)])[1]:
                yield i, j
    yield from _corrections(tellings, among)
    yield from retellings(tellings, among, RARE)


def _corrections(tellings: Sequence[Telling], among: Collection[int]) -> Iterator[Pair]:
    """A telling of a corrected story with what it may correct in earlier versions."""
    by_story: dict[str, list[int]] = {}
    for i, telling in enumerate(tellings):
        by_story.setdefault(telling.event.story_group, []).append(i)
    for members in by_story.values():
        for i, j in itertools.permutations(members, 2):
            if (i in among or j in among) and corrects(tellings, i, j):
                yield i, j
