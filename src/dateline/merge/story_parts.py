"""Round-ups: a text that holds several stories joins none of them, or it would make one story of all."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .shingles import containment
from .story_likeness import Verdict
from .story_text import StoryText

#: Parts that share more than this with each other are one story.
APART = 0.2

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A story that is told in another one; share: how much of it stands there."""

    whole: int
    part: int
    share: float


def find_parts(text: Callable[[int], StoryText], verdicts: Mapping[Pair, Verdict]) -> list[Part]:
    """Stories that are parts of round-ups, by number; a part and its round-up are not one story. text: gives a story by number.

    A round-up says so in its headline or by the datelines of its items, or it holds two stories that have little in common.
    """
    held: dict[int, list[Part]] = {}
    for (i, j), verdict in verdicts.items():
        if verdict.holds is not None:
            whole, part = (i, j) if verdict.holds == 0 else (j, i)
            held.setdefault(whole, []).append(Part(whole=whole, part=part, share=verdict.excerpt))
    found = ((whole, sorted(parts, key=lambda one: one.part)) for whole, parts in sorted(held.items()))
    return [part for whole, parts in found if text(whole).is_roundup or _are_several(text, parts) for part in parts]


def _are_several(text: Callable[[int], StoryText], parts: Sequence[Part]) -> bool:
    two = itertools.combinations((text(one.part).grams for one in parts), 2)
    return any(containment(one, other) < APART for one, other in two)
