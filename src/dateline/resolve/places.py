"""Toponyms to coordinates: names of the gazetteer in the text, chosen by context and size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from dateline.lexicon.gazetteer import Gazetteer, KnownPlace, PlaceWords
from dateline.lexicon.place_names import place_key
from dateline.records import ActorMention, ParsedStory, Place, Sentence

from .places_choice import GAP, choose
from .places_described import described_places, named_again
from .places_evidence import Surroundings, evidence, is_called, said_kind, surround
from .places_names import Toponym, toponyms, words_of

#: Population from which a town of the story's countries is known by its name alone.
_TOWN = 10_000


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
    head = _of_dateline(parsed, gazetteer)
    names = [*head, *_names(heard, head, actors)]
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
    read = []
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        words = words_of(sentence)
        here = surround(words, parse, sentence.start, actors, gazetteer)
        read.append((sentence, here, list(toponyms(sentence, words, gazetteer))))
    called = frozenset(place_key(name.text) for _, here, names in read for name in names if is_called(name, here))
    return [_judge(sentence, replace(here, called=called), names) for sentence, here, names in read]


def _judge(sentence: Sentence, here: Surroundings, names: Sequence[Toponym]) -> _Heard:
    said = [replace(name, said=said_kind(name, here)) for name in names]
    return _Heard(sentence=sentence, here=here, judged=[(name, evidence(name, here)) for name in said])


def _names(heard: Sequence[_Heard], head: Sequence[Toponym], actors: Sequence[ActorMention]) -> list[Toponym]:
    """The names that are places here, in order of the text: sure ones, unsure ones that are sure elsewhere, and unsure ones
    of a country that the story speaks of.
    """
    certain = [*head, *(name for one in heard for name, why in one.judged if why not in {"", "maybe"})]
    sure = {place_key(name.text) for name in certain}
    countries = {name.known[0].country for name in certain} | {actor.country for actor in actors} - {None}
    return [name for one in heard for name in _listed(one, sure, countries)]


def _listed(one: _Heard, sure: AbstractSet[str], countries: AbstractSet[str | None]) -> list[Toponym]:
    """The sentence's places: sure ones, and unsure ones of the story's countries, in a list or before their region."""
    names = [
        (name, why != "maybe" or _is_told(name, sure, countries, one.here.terms)) for name, why in one.judged if why
    ]
    for direction in (range(1, len(names)), range(len(names) - 2, -1, -1)):
        for k in direction:
            name, known = names[k]
            other, other_known = names[k - direction.step]
            first, second = sorted((name, other), key=lambda n: n.start)
            gap = one.sentence.text[first.end - one.sentence.start : second.start - one.sentence.start]
            if not known and other_known and gap in GAP and not name.known[0].common:
                names[k] = (name, True)
    return [name for name, known in names if known]


def _is_told(name: Toponym, sure: AbstractSet[str], countries: AbstractSet[str | None], terms: PlaceWords) -> bool:
    """Is an unsure name sure elsewhere, or does it name a town of any size in a country that the story speaks of?"""
    key = place_key(name.text)
    if key in sure or key in terms.ambiguous or name.known[0].common:
        return key in sure
    return any(p.country in countries and p.population >= _TOWN and place_key(p.name) == key for p in name.known)


def _with_described(places: tuple[Place, ...], heard: Sequence[_Heard]) -> tuple[Place, ...]:
    """The places with those that only the text describes, wherever the story names them again, sorted by start."""
    taken = [(place.start, place.end) for place in places]
    found = [place for one in heard for place in described_places(one.sentence, one.here, taken, places)]
    taken += [(place.start, place.end) for place in found]
    known = {place.text: place for place in reversed(found)}
    again = heard if known else ()
    found += [place for one in again for place in named_again(known, one.sentence, one.here, taken)]
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
        known = gazetteer.lookup(gazetteer.abbreviations.get(written, written) if names else written)
        if not known:
            break
        start = text.find(written, at, masthead.end) if masthead.end else -1
        start, end = (max(start, 0), start + len(written) if start >= 0 else 0)
        names.append(Toponym(start, end, written, 0, 0, known, -1))
        at = max(at, end)
    return names
