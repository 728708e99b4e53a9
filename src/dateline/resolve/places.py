"""Toponyms to coordinates: names of the gazetteer in the text, chosen by context and size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.lexicon.gazetteer import Gazetteer, KnownPlace
from dateline.records import ActorMention, ParsedStory, Place, Sentence

#: A capitalised word, or a run of them with "of", "de", "el" and the like between, is a candidate name.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_NAME = re.compile(rf"(?:[{_CAPITAL}](?:\.[A-Z])+\.?|(?:al-|el-|Al-|El-)?[{_CAPITAL}][\w'’\-]*\w)")
_WORD = re.compile(r"\S+")
_PREPOSITION = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "outside",
        "around",
        "across",
        "inside",
        "through",
        "toward",
        "towards",
        "into",
        "off",
        "of",
        "between",
    ]
)
_LINKS = frozenset(
    [
        "of",
        "de",
        "del",
        "la",
        "el",
        "al",
        "le",
        "les",
        "da",
        "do",
        "and",
        "the",
        "upon",
        "sur",
        "am",
        "an",
        "der",
        "ibn",
    ]
)
#: How much a place gains if its country is spoken of in the story, against the logarithm of its population.
_COUNTRY_BONUS = 3.0
_NEVER = frozenset({"person", "organisation"})


@dataclass(frozen=True, slots=True)
class _Toponym:
    start: int
    end: int
    text: str
    known: tuple[KnownPlace, ...]
    sentence: int


def find_places(
    parsed: ParsedStory, gazetteer: Gazetteer, actors: Sequence[ActorMention]
) -> tuple[tuple[Place, ...], Place | None]:
    """Places in body, headline and captions, sorted by start; and the dateline's place (None if unknown).

    A name inside a person's or organisation's name is no place. Among namesakes the country that the story speaks of and
    the population decide; "Name, Region" decides for the region. Source of the rules: the errors that gazetteer-size
    ranking alone makes on Wikinews (GeoVirus).
    """
    spans = sorted((a.start, a.end) for a in actors if a.kind in _NEVER)
    found = [t for sentence in parsed.split.sentences for t in _toponyms(sentence, gazetteer, spans)]
    countries = _countries(found, actors)
    places = tuple(_place(t, _choose(t, countries, _region_behind(t, found))) for t in found)
    return places, _dateline(parsed, gazetteer, countries)


def _toponyms(sentence: Sentence, gazetteer: Gazetteer, names: Sequence[tuple[int, int]]) -> Iterator[_Toponym]:
    """Longest names first, from left to right, without overlap."""
    words = list(_WORD.finditer(sentence.text))
    k = 0
    while k < len(words):
        hit = _longest(sentence, words, k, gazetteer)
        if hit is None:
            k += 1
            continue
        end_word, start, end = hit
        text = sentence.text[start:end]
        at = sentence.start + start
        inside = any(s <= at and at + len(text) <= e and (s, e) != (at, at + len(text)) for s, e in names)
        if not inside and _is_place(sentence, words, k, text, gazetteer):
            yield _Toponym(at, at + len(text), text, gazetteer.lookup(_key(text)), sentence.index)
        k = end_word


def _longest(
    sentence: Sentence, words: Sequence[re.Match[str]], k: int, gazetteer: Gazetteer
) -> tuple[int, int, int] | None:
    """(next word, start, end) of the longest name that begins at word k."""
    first = _NAME.search(words[k].group())
    if first is None or any(c.isalnum() for c in words[k].group()[: first.start()]):
        return None
    start = words[k].start() + first.start()
    for last in range(min(k + gazetteer.longest, len(words)), k, -1):
        text = sentence.text[start : words[last - 1].end()].rstrip(",;:!?)\"”’'")
        for candidate in (text, text.rstrip("."), re.sub(r"['’]s$", "", text), *_hyphenated(text)):
            if _key(candidate) in gazetteer and _looks_like_name(candidate):
                return last, start, start + len(candidate)
    return None


def _hyphenated(text: str) -> list[str]:
    """The first half of "Syria-Turkey"."""
    return [text.split("-", maxsplit=1)[0]] if "-" in text and " " not in text else []


def _key(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def _looks_like_name(text: str) -> bool:
    return all(w[0].isupper() or w in _LINKS for w in text.split()) and len(text) > 1


def _is_place(sentence: Sentence, words: Sequence[re.Match[str]], k: int, text: str, gazetteer: Gazetteer) -> bool:
    """An ambiguous or sentence-initial name needs a preposition before it; so does a small town's."""
    before = words[k - 1].group().lower().strip("\"'“(") if k else ""
    if before in _PREPOSITION:
        return True
    if text.casefold() in gazetteer.ambiguous:
        return False
    known = gazetteer.lookup(_key(text))[0]
    return known.kind in {"country", "diplomatic"} or known.population >= _WELL_KNOWN or _listed(sentence, words, k)


#: Population from which a city's name is taken for the city without a preposition.
_WELL_KNOWN = 200_000


def _listed(sentence: Sentence, words: Sequence[re.Match[str]], k: int) -> bool:
    """Does the name follow another name and a comma ("in Homs, Idlib and Hama")?"""
    if not k:
        return False
    before = sentence.text[words[k - 1].start() : words[k - 1].end()]
    return before.endswith(",") and before[0].isupper()


def _countries(found: Sequence[_Toponym], actors: Sequence[ActorMention]) -> Counter[str]:
    """How often the story speaks of each country, as actor or as place."""
    counts = Counter(actor.country for actor in actors if actor.country)
    counts.update(t.known[0].country for t in found if t.known[0].kind == "country" and t.known[0].country)
    return counts


def _region_behind(toponym: _Toponym, found: Sequence[_Toponym]) -> KnownPlace | None:
    """The region or country named right behind a comma: "Paris, Texas"."""
    for other in found:
        if 0 < other.start - toponym.end <= len(", ") and other.known[0].kind in {"admin1", "country"}:
            return other.known[0]
    return None


def _choose(toponym: _Toponym, countries: Counter[str], region: KnownPlace | None) -> tuple[KnownPlace, str]:
    known = toponym.known
    if known[0].kind in {"diplomatic", "country"}:
        return known[0], f"gazetteer.{known[0].kind}"
    country = next((p for p in known if p.kind == "country"), None)
    if country is not None:
        return country, "gazetteer.country"
    if region is not None:
        inside = [
            p for p in known if (p.country == region.country and region.kind == "country") or p.admin1 == region.name
        ]
        if inside:
            return inside[0], "gazetteer.region"
    return max(known, key=lambda p: _score(p, countries)), "gazetteer.context+population"


def _score(place: KnownPlace, countries: Counter[str]) -> tuple[float, float, int]:
    size = len(str(place.population))
    spoken = _COUNTRY_BONUS if place.country and countries.get(place.country) else 0.0
    return size + spoken, place.population, -(place.geonames_id or 0)


def _place(toponym: _Toponym, chosen: tuple[KnownPlace, str]) -> Place:
    known, basis = chosen
    return Place(
        text=toponym.text,
        start=toponym.start,
        end=toponym.end,
        name=known.name,
        country=known.country,
        admin1=known.admin1,
        lat=known.lat,
        lon=known.lon,
        geonames_id=known.geonames_id,
        basis=basis,
        sentence=toponym.sentence,
    )


def _dateline(parsed: ParsedStory, gazetteer: Gazetteer, countries: Counter[str]) -> Place | None:
    """The first place of the dateline, whose upper case is no name shape."""
    masthead = parsed.split.masthead
    if not masthead.place:
        return None
    name = re.split(r"[/,]", masthead.place)[0].strip()
    known = gazetteer.lookup(_key(name))
    start = parsed.split.story.text.find(name, masthead.start, masthead.end) if masthead.end else -1
    if not known:
        return None
    start = max(start, 0)
    end = start + len(name) if parsed.split.story.text.startswith(name, start) else start
    chosen, _ = _choose(_Toponym(start, end, parsed.split.story.text[start:end], known, -1), countries, None)
    toponym = _Toponym(start, end, parsed.split.story.text[start:end], known, -1)
    return _place(toponym, (chosen, "dateline"))
