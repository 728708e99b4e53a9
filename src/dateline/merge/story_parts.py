"""Round-ups: a text that holds several stories joins none of them, or it would make one story of all."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .shingles import containment
from .story_likeness import OPENING, Verdict
from .story_text import StoryText

#: A story is part of a text if so much of it stands there, but not in the opening, and if it is shorter by so much.
PART, SMALLER = 0.4, 0.6
#: Parts that share more than this with each other are one story.
APART = 0.2

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A story that is told in another one; share: how much of it stands there."""

    whole: int
    part: int
    share: float


def find_parts(texts: Mapping[int, StoryText], verdicts: Mapping[Pair, Verdict]) -> list[Part]:
    """Stories of a block that are parts of round-ups, by number; pairs of a part and its round-up are not one story.

    A round-up says so in its headline or by the datelines of its items, or it holds two stories that have little in common.
    """
    held: dict[int, list[Part]] = {}
    for (i, j), verdict in sorted(verdicts.items()):
        for whole, part in ((i, j), (j, i)):
            if verdict.excerpt >= PART and _holds(texts[whole], texts[part]):
                held.setdefault(whole, []).append(Part(whole=whole, part=part, share=verdict.excerpt))
    return [
        part for whole, parts in held.items() if texts[whole].is_roundup or _are_several(texts, parts) for part in parts
    ]


def _holds(whole: StoryText, part: StoryText) -> bool:
    """Is the second text much shorter, and does the first one open with something else?"""
    if len(part.grams) > SMALLER * len(whole.grams):
        return False
    return sum(gram in part.grams for gram in whole.opening) < OPENING * len(whole.opening)


def _are_several(texts: Mapping[int, StoryText], parts: Sequence[Part]) -> bool:
    two = itertools.combinations((texts[one.part].grams for one in parts), 2)
    return any(containment(one, other) < APART for one, other in two)
