"""Places that no gazetteer knows, told by the words around: "the village of Kalimera in Thrace", "Skua Island", "Lake Ondo"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.lexicon.place_names import place_key
from dateline.records import Place, Sentence

from .places_evidence import Surroundings
from .places_names import Word

_CALLED = frozenset({"called", "named"})
#: A country that has this share of the story's places is the country of a place that nothing else locates.
_CLEAR = 0.6
_BEHIND = frozenset({", ", " in ", " (", ", in "})
_POINT_OF_REGION = frozenset(
    {"gazetteer.city", "gazetteer.capital", "gazetteer.context+population", "gazetteer.region"}
)


def described_places(
    sentence: Sentence, here: Surroundings, taken: Sequence[tuple[int, int]], places: Sequence[Place]
) -> Iterator[Place]:
    """Unknown names with the country of the region that contains them; coordinates only where a town contains them."""
    k = 0
    while k < len(here.words):
        last = _run(here, k)
        span = _described(here, k, last) if last > k else None
        if span is not None:
            start, end = (here.offset + here.words[span[0]].start, here.offset + here.words[span[1] - 1].end)
            if not any(s < end and start < e for s, e in (*taken, *here.persons, *here.organisations)):
                yield _place(sentence, start, end, places)
        k = max(last, k + 1)


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
    return word.capital and here.tags.get(here.offset + word.start, "").startswith("NNP")


def _described(here: Surroundings, first: int, last: int) -> tuple[int, int] | None:
    """Words of the name if the words around say that it is a place's."""
    words, terms = here.words, here.terms
    if words[first].text in terms.capitalised_before and last - first > 1:
        return first, last
    if last - first > 1 and words[last - 1].text in terms.named_types:
        return first, last
    if any(place_key(word.text) in terms.never for word in words[first:last]):
        return None
    before = words[first - 1].text if first else ""
    two = words[first - 2].text if first > 1 else ""
    if (before == "of" and two in terms.types_before) or (before in _CALLED and two in terms.types_before):
        return first, last
    behind = words[last].text if last < len(words) and words[last].joint == " " else ""
    if behind in terms.types_behind - terms.institution_types and before in {"the", "in", "near"}:
        return first, last
    return None


def _place(sentence: Sentence, start: int, end: int, places: Sequence[Place]) -> Place:
    text = sentence.text[start - sentence.start : end - sentence.start]
    behind = next(
        (
            p
            for p in places
            if p.start >= end and sentence.text[end - sentence.start : p.start - sentence.start] in _BEHIND
        ),
        None,
    )
    country = behind.country if behind else _clear_country(places, sentence.index)
    exact = behind is not None and behind.basis in _POINT_OF_REGION and behind.admin1 != behind.name
    return Place(
        text=text,
        start=start,
        end=end,
        name=text,
        country=country,
        admin1=behind.admin1 if behind else None,
        lat=behind.lat if behind and exact else None,
        lon=behind.lon if behind and exact else None,
        basis=f"text.in: {behind.name}" if behind else "text",
        sentence=sentence.index,
    )


def _clear_country(places: Sequence[Place], sentence: int) -> str | None:
    """The country of the sentence's places, else of most of the story's."""
    for near in ([p for p in places if p.sentence == sentence], places):
        counts = Counter(p.country for p in near if p.country)
        if counts:
            country, most = max(counts.items(), key=lambda c: (c[1], c[0]))
            if most >= _CLEAR * counts.total():
                return country
    return None
