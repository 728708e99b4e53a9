"""All that a sentence tells of the states of things."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.lexicon.process_kinds import Kinds

from .cues import Told
from .modifiers import by_acts, by_modifiers, by_nouns, by_nouns_alone
from .reading import Reading
from .things import Thing
from .verbs import by_verbs


def told_of(reading: Reading, things: Sequence[Thing], kinds: Kinds) -> list[Told]:
    """What the sentence tells of the things in it, by place; several for one word where it may be of several kinds."""
    found: dict[tuple[int, int, int], Told] = {}
    for told in (
        *by_verbs(reading, things, kinds),
        *by_modifiers(reading, things),
        *by_nouns(reading, things),
        *by_acts(reading, kinds),
        *by_nouns_alone(reading, kinds, things),
    ):
        naming = told.thing.naming or told.via
        found.setdefault((told.thing.head, told.at, id(naming)), told)
    return sorted(found.values(), key=lambda told: (told.at, told.thing.head))
