"""Dating by siblings in a ledger: stories that tell no year of their own are coded again with the day that others decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .merge.siblings import RARE, date_by_siblings
from .records import Story
from .records.siblings import Fit
from .resolve.publication import fits_day
from .split import split_story

if TYPE_CHECKING:
    from .ledger import Ledger
    from .pipeline import Kit
    from .records.siblings import DatingDigest, SiblingDate

#: Words that are worth less than a rare name: names of states and of persons in the registry, and of towns so large.
_KNOWN, _TOWN, _PEOPLE = 0.5, 1.0, 20_000
_STATES = frozenset({"state", "adjective", "people", "capital"})
_SHORTEST = 3


def stories_to_redate(ledger: Ledger, load: Callable[[], Kit]) -> Iterator[Story]:
    """Stories whose day of publication is another than the one they are coded with, each with that day, ordered by ids.

    Which day the stories of a ledger decide does not depend on when they came: it is found anew from the texts alone. A story
    that two years fit comes back without a day. load: gives the kit, asked only where a story tells no day.
    """
    digests = list(ledger.dating_digests())
    if not digests:
        return
    kit = load()
    texts = _Texts(ledger, kit)
    found = {(one.story_id, one.source_id): one for one in date_by_siblings(digests, _Rarity(kit), texts.fits)}
    stale = {key: day for one in digests if _is_stale(one, day := found.get(key := (one.story_id, one.source_id)))}
    for story in texts.as_read([story_id for story_id, _ in stale]):
        key = (story.story_id, story.source_id)
        if key in stale:
            yield _dated(story, stale[key])


def _is_stale(digest: DatingDigest, day: SiblingDate | None) -> bool:
    """Is the story coded with another day, or for another reason? A reason stands behind the word that opens it."""
    return (digest.now, digest.why.partition(" ")[2]) != ((day.date, day.why) if day else (None, ""))


def _dated(story: Story, day: SiblingDate | None) -> Story:
    if day is None:
        return story
    noon = dt.datetime.combine(day.date, dt.time())
    return replace(story, published=noon, published_basis="sibling", published_by=day.why)


class _Texts:
    """Stories of the ledger by id, divided when they are asked for."""

    def __init__(self, ledger: Ledger, kit: Kit) -> None:
        self._ledger, self._kit = ledger, kit

    def as_read(self, story_ids: Sequence[str]) -> list[Story]:
        return list(self._ledger.stories_as_read(story_ids)) if story_ids else []

    def fits(self, digest: DatingDigest, day: dt.date) -> Fit:
        """How well what the story says of weekdays and years goes with the day; it has to be the day of its dateline."""
        split = split_story(self.as_read([digest.story_id])[0], self._kit.wire)
        return fits_day(split, day) if split.masthead.month_day == (day.month, day.day) else Fit.AGAINST


@dataclass(slots=True)
class _Rarity:
    """How rare a folded word is, by what ships with the program."""

    kit: Kit

    def __call__(self, word: str) -> float:
        registry, gazetteer = self.kit.knowledge.registry, self.kit.knowledge.gazetteer
        names = registry.names(word)
        if any(name.kind in _STATES for name in names):
            return _KNOWN
        if len(word) < _SHORTEST or self.kit.parser.knows(word):
            return 0.0
        if names or registry.persons_named(word):
            return _KNOWN
        people = max((place.population for place in gazetteer.lookup(word)), default=0)
        return _TOWN if people >= _PEOPLE else RARE
