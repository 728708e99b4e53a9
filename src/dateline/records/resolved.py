"""What `resolve` gives: a parsed story with its dates, actors, places and tenures."""

from __future__ import annotations

from dataclasses import dataclass

from .actor import ActorMention, Tenure
from .parse import ParsedStory
from .place import Place
from .when import Publication, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedStory:
    """A story after `resolve`; every tuple is sorted by start."""

    parsed: ParsedStory
    publication: Publication
    dates: tuple[When, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[Place, ...]
    dateline_place: Place | None
    tenures: tuple[Tenure, ...]
