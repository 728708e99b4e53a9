"""Is a name of the gazetteer the name of a place here? What the words around it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lexicon.gazetteer import Gazetteer, KnownPlace, PlaceWords
from dateline.lexicon.place_names import place_key
from dateline.records import ActorMention, Parse

from .places_names import Toponym, Word

#: Population from which a city's name is taken for the city where nothing speaks for it or against it.
WELL_KNOWN = 100_000
#: The same for a name that is a personal name as well ("Austin", "Lima").
WELL_KNOWN_NAME = 500_000
_FAR = 4  # words between a preposition and its name: "in the northern coastal town of"
_ARTICLE = len("the ")
_STATES = frozenset({"country", "listed", "capital"})
_OF_PLACE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "on", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the names of one sentence are judged by: its words and tags, and the story's actors."""

    words: Sequence[Word]
    tags: dict[int, str]
    offset: int
    upper: bool
    persons: Sequence[tuple[int, int]]
    organisations: Sequence[tuple[int, int]]
    surnames: frozenset[str]
    called: frozenset[str]
    acting: frozenset[int]
    gazetteer: Gazetteer
    terms: PlaceWords


def surround(
    words: Sequence[Word], parse: Parse | None, offset: int, actors: Sequence[ActorMention], gazetteer: Gazetteer
) -> Surroundings:
    """The surroundings of a sentence that begins at `offset`."""
    end = offset + (words[-1].end if words else 0)
    near = [a for a in actors if a.start < end and offset < a.end]
    return Surroundings(
        words=words,
        tags={token.start: token.tag for token in parse.tokens} if parse else {},
        offset=offset,
        upper=not any(c.islower() for word in words for c in word.text),
        persons=[_name_span(a) for a in near if a.kind == "person"],
        organisations=[(a.start, a.end) for a in near if a.kind == "organisation"],
        surnames=frozenset(place_key(a.name.split()[-1]) for a in actors if a.kind == "person" and a.name.split()),
        called=frozenset(),
        acting=_acting(parse, near, gazetteer.words) if parse else frozenset(),
        gazetteer=gazetteer,
        terms=gazetteer.words,
    )


def _acting(parse: Parse, near: Sequence[ActorMention], terms: PlaceWords) -> frozenset[int]:
    """Where states begin that are subjects of something done: "Moscow rejected", but not "Moscow was calm"."""
    states = {a.start for a in near if a.kind == "state" and not a.basis.startswith("place:")}
    heads = ((token, parse.tokens[token.head]) for token in parse.tokens if token.dep == "nsubj")
    ends = {t.end for t, head in heads if head.pos == "VERB" and head.lemma not in terms.still_verbs}
    return frozenset(a.start for a in near if a.start in states and a.end in ends)


def _name_span(actor: ActorMention) -> tuple[int, int]:
    """Where the person's name stands in the mention ("Peru's health minister Ana Paz": the last two words)."""
    words = actor.name.split()
    for word in words:
        at = actor.text.find(word)
        if at >= 0:
            return actor.start + at, actor.end
    return (actor.end, actor.end)


def evidence(name: Toponym, here: Surroundings) -> str:
    """Why it is a place's name ("preposition", "type", "attribute", "size"), "maybe" if it is only too small; else ""."""
    best = _best_known(name)
    if _is_other_thing(name, here):
        return ""
    if best.kind == "seat":
        return "preposition" if _before(name, here) in _OF_PLACE else ""
    if here.upper:
        return "size" if best.kind in _STATES and not _doubtful(best, name, here) else ""
    said = _said_to_be_one(name, here)
    if said == "type":
        return said
    return _judged(name, best, said, here)


def _is_other_thing(name: Toponym, here: Surroundings) -> bool:
    """Never a place's name, part of another name, a ship, or one half of "Tak-Sing"."""
    if place_key(name.text) in here.terms.never:
        return not (_before(name, here) in _OF_PLACE and name.said)
    before, behind = _word(here, name.first - 1), _word(here, name.last)
    if before and before.text.lower() in here.terms.vessels and here.words[name.first].joint.isspace():
        return True
    of_state = _best_known(name).kind == "country"
    if behind and behind.joint.isspace() and behind.text in here.terms.features | here.terms.illnesses and not of_state:
        return True
    if here.offset + here.words[name.first].start in here.acting and any(p.kind == "capital" for p in name.known):
        return not of_state
    hyphened = behind is not None and behind.joint == "-" and behind.text[0].isupper()
    small = _best_known(name).kind in {"city", "admin1", "admin2"} and _best_known(name).population < WELL_KNOWN_NAME
    return (hyphened and small) or _in_other_name(name, here)


def _judged(name: Toponym, best: KnownPlace, said: str, here: Surroundings) -> str:
    key, doubtful = place_key(name.text), _doubtful(name.known[0], name, here)
    if (key in here.surnames or key in here.called) and best.kind != "country":
        return "preposition" if said == "preposition" and _before(name, here) in _OF_PLACE else ""
    if _is_left_named(name, here):
        return "size" if best.kind == "country" and key not in here.terms.ambiguous else ""
    if _is_right_named(name, here):
        large = best.kind in {*_STATES, "admin1"} or best.population >= WELL_KNOWN
        return "size" if large and not doubtful and not _before_surname(name, best, here) else ""
    if said and (not doubtful or said != "preposition" or _before(name, here) in _OF_PLACE):
        return said
    if best.kind == "country" or (best.kind in _STATES and not _doubtful(best, name, here)):
        return "size"
    return "size" if _is_large(name, here) else "maybe"


def is_called(name: Toponym, here: Surroundings) -> bool:
    """Does a capitalised name before it make it a person's ("Bernie Sanders")? Not for the largest cities."""
    before = _word(here, name.first - 1)
    if _best_known(name).kind not in {"city", "admin2"} or max(p.population for p in name.known) >= WELL_KNOWN_NAME:
        return False
    plain = here.terms.capitalised_before | here.terms.institutions | here.terms.capitalised_types
    if before is None or before.text in plain or before.text[-1] == "." or not _is_left_named(name, here):
        return False
    towns = here.gazetteer.lookup(before.text)
    of_place = bool(towns) and (towns[0].kind != "city" or towns[0].population >= WELL_KNOWN)
    return before.text.lower() not in here.terms.modifiers and not of_place


def said_kind(name: Toponym, here: Surroundings) -> str:
    """What a word beside the name says: "region" ("the state of X", "X Governor"), "town" ("the city of X") or ""."""
    before, two, behind = (_word(here, k) for k in (name.first - 1, name.first - 2, name.last))
    words = [behind.text.lower() if behind and behind.joint.isspace() else ""]
    if before and two and before.text == "of":
        words.append(two.text.lower())
    if before and here.words[name.first].joint.isspace():
        words.append(before.text.lower())
    if any(word in here.terms.of_regions for word in words):
        return "region"
    return "town" if any(word in here.terms.of_towns for word in words) else ""


def _doubtful(place: KnownPlace, name: Toponym, here: Surroundings) -> bool:
    """A common word, a personal name, listed as ambiguous or only another name of a small town; a preposition of motion is
    then too little ("to Florence").
    """
    key = place_key(name.text)
    if place.common or key in here.terms.ambiguous:
        return True
    return all(p.kind == "city" and p.population < WELL_KNOWN and place_key(p.name) != key for p in name.known)


def _best_known(name: Toponym) -> KnownPlace:
    """The country of that name, if there is one, else the most populous place."""
    return next((place for place in name.known if place.kind == "country"), name.known[0])


def _is_large(name: Toponym, here: Surroundings) -> bool:
    best = max(name.known, key=lambda p: p.population)
    if best.common == "w" or place_key(name.text) in here.terms.ambiguous:
        return False
    return best.population >= (WELL_KNOWN_NAME if best.common else WELL_KNOWN)


def _in_other_name(name: Toponym, here: Surroundings) -> bool:
    """Inside a person's name, or a part of an organisation's that does not only qualify it."""
    if any(start < name.end and name.start < end for start, end in here.persons):
        return True
    if any(s <= name.start and name.end <= e and e - s > len(name.text) + _ARTICLE for s, e in here.organisations):
        return True
    behind = _word(here, name.last)
    return bool(
        behind
        and behind.joint.isspace()
        and behind.text in here.terms.institutions
        and _best_known(name).kind != "country"
    )


def _word(here: Surroundings, k: int) -> Word | None:
    return here.words[k] if 0 <= k < len(here.words) else None


def _before(name: Toponym, here: Surroundings) -> str:
    """The preposition that governs the name, over article, modifiers and "town of"; "" if there is none."""
    terms = here.terms
    for k in range(name.first - 1, max(-1, name.first - 2 - _FAR), -1):
        word, behind = here.words[k].text.lower(), here.words[k + 1]
        if behind.joint.strip(" \n\t\"'“‘(-"):
            return ""
        if word in terms.prepositions:
            return word
        if word not in terms.modifiers and word not in terms.types_before:
            return ""
    return ""


def _said_to_be_one(name: Toponym, here: Surroundings) -> str:
    terms = here.terms
    before, behind = _word(here, name.first - 1), _word(here, name.last)
    two = _word(here, name.first - 2)
    joined = bool(behind and behind.joint.isspace())
    if before and two and before.text == "of" and two.text in terms.types_before:
        return "type"
    if before and before.text in terms.types_before and here.words[name.first].joint.isspace():
        return "type"
    if behind and joined and (behind.text in terms.types_behind or behind.text in terms.capitalised_types):
        return "type"
    if behind and behind.text == "based" and behind.joint == "-":
        return "type"
    if _before(name, here):
        return "preposition"
    if behind and joined and behind.text in terms.attributes:
        return "attribute"
    return ""


def _tagged_name(word: Word, here: Surroundings) -> bool:
    tag = here.tags.get(here.offset + word.start)
    return word.capital and (tag is None or tag.startswith("NNP"))


def _is_left_named(name: Toponym, here: Surroundings) -> bool:
    """A capitalised name right before: "Jack London", "General Santos"."""
    before = _word(here, name.first - 1)
    if before is None or not here.words[name.first].joint.isspace():
        return False
    plain = before.text.lower() in here.terms.modifiers | here.terms.prepositions | here.terms.types_before
    return not plain and _tagged_name(before, here) and (name.first - 1 > 0 or before.text.lower() not in {"in", "the"})


def _before_surname(name: Toponym, best: KnownPlace, here: Surroundings) -> bool:
    """Before the name of another town, as families have them, and no more names behind: "Paris Hilton", "London Breed"."""
    behind, next_ = _word(here, name.last), _word(here, name.last + 1)
    if best.kind in {"country", "admin1"} or behind is None or behind.text.lower() in here.terms.of_regions:
        return False
    alone = next_ is None or not (next_.joint.isspace() and next_.capital)
    towns = here.gazetteer.lookup(behind.text)
    return alone and bool(towns) and towns[0].kind in {"city", "admin2"} and towns[0].common != "w"


def _is_right_named(name: Toponym, here: Surroundings) -> bool:
    """A capitalised name right behind: "Denver Judge", "Paris Hilton"."""
    behind = _word(here, name.last)
    return bool(behind and (behind.joint.isspace() or behind.joint == "-") and _tagged_name(behind, here))
