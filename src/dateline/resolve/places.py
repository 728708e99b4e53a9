"""Toponyms to coordinates: names of the gazetteer in the text, chosen by context and size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from dateline.lexicon.gazetteer import Gazetteer, KnownPlace
from dateline.lexicon.place_names import place_key
from dateline.records import ActorMention, ParsedStory, Place, Sentence

from .places_choice import GAP, choose
from .places_described import described_places
from .places_evidence import Surroundings, evidence, said_kind, surround
from .places_names import Toponym, toponyms, words_of


def find_places(
    parsed: ParsedStory, gazetteer: Gazetteer, actors: Sequence[ActorMention]
) -> tuple[tuple[Place, ...], Place | None]:
    """Places in body, headline and captions, sorted by start; and the dateline's place (None if unknown).

    A name inside a person's or organisation's name is no place; a small town's, or one that is a common word or a personal
    name too, needs words around it that say so, once in the story. Among namesakes what stands beside them, the country and
    region that the story speaks of and the population decide. Rules: from the errors that ranking by size makes on Wikinews
    (GeoVirus, Gritta et al. 2018).
    """
    heard = _hear(parsed, gazetteer, actors)
    names = [*_of_dateline(parsed, gazetteer), *_names(heard)]
    chosen = choose(names, actors, parsed.split.story.text)
    given = [_place(name, known, rule) for name, (known, rule) in zip(names, chosen, strict=True)]
    places = tuple(place for place in given if place.sentence >= 0)
    dateline = _dateline(given[0], parsed.split.story.text) if given and given[0].sentence < 0 else None
    return _with_described(places, heard), dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """A sentence's names of the gazetteer, each with the evidence that it is a place."""

    sentence: Sentence
    here: Surroundings
    judged: Sequence[tuple[Toponym, str]]


def _hear(parsed: ParsedStory, gazetteer: Gazetteer, actors: Sequence[ActorMention]) -> list[_Heard]:
    heard = []
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        words = words_of(sentence)
        here = surround(words, parse, sentence.start, actors, gazetteer.words)
        found = [replace(name, said=said_kind(name, here)) for name in toponyms(sentence, words, gazetteer)]
        judged = [(name, evidence(name, here)) for name in found]
        heard.append(_Heard(sentence=sentence, here=here, judged=judged))
    return heard


def _names(heard: Sequence[_Heard]) -> list[Toponym]:
    """The names that are places here, in order of the text: sure ones, and unsure ones that are sure elsewhere."""
    sure = {place_key(name.text) for one in heard for name, why in one.judged if why not in {"", "maybe"}}
    return [name for one in heard for name in _listed(one, sure)]


def _listed(one: _Heard, sure: AbstractSet[str]) -> list[Toponym]:
    """The sentence's places: sure ones, and unsure ones beside a sure one in a list or before its region."""
    names = [(name, why != "maybe" or place_key(name.text) in sure) for name, why in one.judged if why]
    for direction in (range(1, len(names)), range(len(names) - 2, -1, -1)):
        for k in direction:
            name, known = names[k]
            other, other_known = names[k - direction.step]
            first, second = sorted((name, other), key=lambda n: n.start)
            gap = one.sentence.text[first.end - one.sentence.start : second.start - one.sentence.start]
            if not known and other_known and gap in GAP and not name.known[0].common:
                names[k] = (name, True)
    return [name for name, known in names if known]


def _with_described(places: tuple[Place, ...], heard: Sequence[_Heard]) -> tuple[Place, ...]:
    """The places with those that only the text describes, sorted by start."""
    taken = [(place.start, place.end) for place in places]
    found = [place for one in heard for place in described_places(one.sentence, one.here, taken, places)]
    return tuple(sorted((*places, *found), key=lambda place: (place.start, place.end)))


def _place(name: Toponym, known: KnownPlace, basis: str) -> Place:
    return Place(
        text=name.text,
        start=name.start,
        end=name.end,
        name=known.name,
        country=known.country,
        admin1=known.admin1,
        lat=known.lat,
        lon=known.lon,
        geonames_id=known.geonames_id,
        basis=basis,
        sentence=name.sentence,
    )


def _dateline(place: Place, text: str) -> Place:
    """The dateline's place, with the characters that name it in the text (none if the dateline was given beside it)."""
    return replace(place, text=text[place.start : place.end], basis="dateline")


def _of_dateline(parsed: ParsedStory, gazetteer: Gazetteer) -> list[Toponym]:
    """The names of the dateline, whose upper case is no name shape: "PARIS, Texas" gives two; none if the first is unknown."""
    masthead, text = parsed.split.masthead, parsed.split.story.text
    names: list[Toponym] = []
    at = masthead.start
    for written in map(str.strip, re.split(r"[/,]", masthead.place or "")):
        known = gazetteer.lookup(written)
        if not known:
            break
        start = text.find(written, at, masthead.end) if masthead.end else -1
        start, end = (max(start, 0), start + len(written) if start >= 0 else 0)
        names.append(Toponym(start, end, written, 0, 0, known, -1))
        at = max(at, end)
    return names
