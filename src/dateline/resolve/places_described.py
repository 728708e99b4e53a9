"""Places that no gazetteer knows, told by the words around: "the village of Kalimera in Thrace", "Skua Island", "Lake Ondo"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.lexicon.place_names import place_key
from dateline.records import Place, Sentence

from .places_evidence import Surroundings
from .places_names import Word

_CALLED = frozenset({"called", "named"})
#: A country that has this share of the story's places is the country of a place that nothing else locates.
_CLEAR = 0.6
_BEHIND = frozenset({", ", " in ", " (", ", in "})
#: Between an unknown name and the region that contains it.
_INSIDE = frozenset({", ", " in ", ", in ", " in the ", ", in the ", " on the ", " of "})
#: Behind these a capitalised word that nobody else claims is a place.
_BESIDE = frozenset({"near", "outside"})
_OF_PLACE = frozenset({"in", "at", "near", "from", "to", "outside"})
_LONGEST = 3
_FAR = 4  # words from the comma to "village": "a small mining village"
#: "near X", "20 km north of X": the point of X is near enough.
_NEAR = re.compile(
    r",? (?:just )?(?:near|outside|close to|not far from|beside"
    r"|(?:about |some )?\d{1,2}(?:\.\d)? (?:km|kilometers|kilometres|miles)(?: \([^)]*\))?(?: \w+)? (?:of|from)) "
)
_POINT_OF_REGION = frozenset(
    {"gazetteer.city", "gazetteer.capital", "gazetteer.context+population", "gazetteer.region"}
)


def described_places(
    sentence: Sentence, here: Surroundings, taken: Sequence[tuple[int, int]], places: Sequence[Place]
) -> Iterator[Place]:
    """Unknown names with the country of the region that contains them; coordinates only where a town tells them: one that
    contains them ("Skua Island, Lerwick"), one they are named after ("Camp Lerwick"), or one they are near.
    """
    k = 0
    while k < len(here.words):
        last = _run(here, k)
        spans = _described(here, k, last, sentence, places) if last > k else []
        for first, end_ in spans:
            start, end = (here.offset + here.words[first].start, here.offset + here.words[end_ - 1].end)
            if not _is_taken(start, end, here, taken):
                yield _place(sentence, start, end, places)
        k = max([last, k + 1, *(end_ for _, end_ in spans)])


def named_again(
    known: Mapping[str, Place], sentence: Sentence, here: Surroundings, taken: Sequence[tuple[int, int]]
) -> Iterator[Place]:
    """The same names where nothing describes them."""
    for k, word in enumerate(here.words):
        for last in range(min(k + _LONGEST, len(here.words)), k, -1):
            place = known.get(sentence.text[word.start : here.words[last - 1].end])
            start, end = here.offset + word.start, here.offset + here.words[last - 1].end
            if place is not None and not _is_taken(start, end, here, taken) and _run(here, k) <= last:
                yield replace(place, start=start, end=end, sentence=sentence.index)


def _is_taken(start: int, end: int, here: Surroundings, taken: Sequence[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in (*taken, *here.persons, *here.organisations))


def _run(here: Surroundings, k: int) -> int:
    """Behind the last of the capitalised names from word k on."""
    last = k
    while (
        last < len(here.words)
        and _is_name(here.words[last], here)
        and (last == k or here.words[last].joint in {" ", "-"})
    ):
        last += 1
    return last


def _is_name(word: Word, here: Surroundings) -> bool:
    return word.capital and word.text.isalpha() and here.tags.get(here.offset + word.start, "").startswith("NNP")


def _described(
    here: Surroundings, first: int, last: int, sentence: Sentence, places: Sequence[Place]
) -> list[tuple[int, int]]:
    """Words of the names if the words around say that they are places'; several behind "the villages of"."""
    words, terms = here.words, here.terms
    if words[first].text in terms.capitalised_before and last - first > 1:
        return [(first, last)]
    if last - first > 1 and words[last - 1].text in terms.named_types:
        return [(first, last)]
    if any(place_key(word.text) in terms.never for word in words[first:last]):
        return []
    before = words[first - 1].text if first else ""
    two = words[first - 2].text if first > 1 else ""
    if before in terms.plural_types and words[first].joint == ": ":
        return _list_from(here, first, last)
    if before == "of" and two in terms.plural_types:
        return _list_from(here, first, last)
    if (before == "of" and two in terms.types_before) or (before in _CALLED and two in terms.types_before):
        return [(first, last)]
    behind = words[last].text if last < len(words) and words[last].joint == " " else ""
    if behind in terms.types_behind - terms.institution_types and before in {"the", "in", "near"}:
        return [(first, last)]
    if before in _BESIDE or _is_explained(here, last):
        return [(first, last)]
    if before in _OF_PLACE and last - first < _LONGEST and _is_inside(here, last, sentence, places):
        return [(first, last)]
    return []


def _is_explained(here: Surroundings, last: int) -> bool:
    """Does an apposition say what the name is: "Arako, a village on the edge of the capital"?"""
    behind = here.words[last : last + _FAR]
    if not behind or behind[0].joint != ", " or behind[0].text not in {"a", "an"}:
        return False
    return any(word.text in here.terms.of_towns for word in behind[1:] if word.joint == " ")


def _list_from(here: Surroundings, first: int, last: int) -> list[tuple[int, int]]:
    """The names of a list: "Kalu, Makono and Mombo"."""
    spans = [(first, last)]
    while last < len(here.words):
        word = here.words[last]
        if word.joint == ", " and _is_name(word, here):
            k = last
        elif word.text == "and" and word.joint in {" ", ", "} and last + 1 < len(here.words):
            k = last + 1
        else:
            break
        last = _run(here, k)
        if last == k:
            break
        spans.append((k, last))
        if here.words[k - 1].text == "and":
            break
    return spans


def _is_inside(here: Surroundings, last: int, sentence: Sentence, places: Sequence[Place]) -> bool:
    """Does a place of the gazetteer stand behind, as what contains the name: "Kogelo in Nyanza", "Weisdorf, Luxembourg"?"""
    end = here.words[last - 1].end
    behind = next((p for p in places if p.start >= here.offset + end), None)
    gap = (
        sentence.text[end : behind.start - here.offset]
        if behind is not None and behind.sentence == sentence.index
        else ""
    )
    return gap in _INSIDE


def _place(sentence: Sentence, start: int, end: int, places: Sequence[Place]) -> Place:
    text = sentence.text[start - sentence.start : end - sentence.start]
    around, how = _around(sentence, start, end, places)
    country = around.country if around else _clear_country(places, sentence.index)
    exact = around is not None and around.basis in _POINT_OF_REGION and (how != "in" or around.admin1 != around.name)
    return Place(
        text=text,
        start=start,
        end=end,
        name=text,
        country=country,
        admin1=around.admin1 if around else None,
        lat=around.lat if around and exact else None,
        lon=around.lon if around and exact else None,
        basis=f"text.{how}: {around.name}" if around else "text",
        sentence=sentence.index,
    )


def _around(sentence: Sentence, start: int, end: int, places: Sequence[Place]) -> tuple[Place | None, str]:
    """The place that contains the name, that it is named after, or that it is said to be near; and which of these."""
    rest = sentence.text[start - sentence.start : end - sentence.start].partition(" ")[2]
    after = next((place for place in places if place.text == rest), None)
    if after is not None:
        return after, "of"
    for place in (place for place in places if place.sentence == sentence.index):
        gap = sentence.text[end - sentence.start : place.start - sentence.start] if place.start >= end else ""
        if gap in _BEHIND:
            return place, "in"
        if _NEAR.fullmatch(gap):
            return place, "near"
    return None, ""


def _clear_country(places: Sequence[Place], sentence: int) -> str | None:
    """The country of the sentence's places, else of most of the story's."""
    for near in ([p for p in places if p.sentence == sentence], places):
        counts = Counter(p.country for p in near if p.country)
        if counts:
            country, most = max(counts.items(), key=lambda c: (c[1], c[0]))
            if most >= _CLEAR * counts.total():
                return country
    return None
