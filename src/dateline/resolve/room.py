"""The room's verb: parsed stories in, the same with publication date, dates, actors, places and tenures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lexicon.gazetteer import Gazetteer, load_gazetteer
from dateline.lexicon.registry import Registry, load_registry
from dateline.records import ParsedStory, ResolvedStory
from dateline.settings import Settings

from .actors import find_actors
from .dates import find_dates
from .places import find_places
from .publication import find_publication
from .tenures import find_tenures


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What resolving looks up: who there is, and where."""

    registry: Registry
    gazetteer: Gazetteer


def load_knowledge() -> Knowledge:
    """Registry and gazetteer, from the files that ship with the package."""
    return Knowledge(registry=load_registry(), gazetteer=load_gazetteer())


def resolve(stories: Sequence[ParsedStory], knowledge: Knowledge, settings: Settings) -> list[ResolvedStory]:
    """The stories in the order given, each resolved by itself: one story never changes another."""
    return [_resolve(story, knowledge, settings) for story in stories]


def _resolve(parsed: ParsedStory, knowledge: Knowledge, settings: Settings) -> ResolvedStory:
    publication = find_publication(parsed.split, knowledge.registry, settings)
    dates = find_dates(parsed, publication)
    actors = find_actors(parsed, knowledge.registry, publication)
    places, dateline_place = find_places(parsed, knowledge.gazetteer, actors)
    return ResolvedStory(
        parsed=parsed,
        publication=publication,
        dates=dates,
        actors=actors,
        places=places,
        dateline_place=dateline_place,
        tenures=find_tenures(parsed, actors, dates, publication),
    )
