"""Elements that belong together: fields of duty, proper names of bodies, titles joined by "and", sources inside a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.actor_phrases import ActorPhrases
from dateline.lexicon.registry import Name
from dateline.lexicon.registry_names import slug

from .actors_elements import MODIFIES, Element, Elements
from .actors_words import Word

_LONGEST_FIELD = 8
_LONGEST_NAME = 7
_SHORTEST_NAME = 3
_NOUNS_OF_FIELD = frozenset("NnEemadS&,RrBbsx")
_PARTS_OF_NAME = frozenset("maASsRrTtnNbBzcCkKpPgG")
_TITLES = frozenset("RrTt")
_NAMES = frozenset("XSxs")
_INSIDE = frozenset({"at", "in", "inside", "within"})


def regroup(elements: Elements, phrases: ActorPhrases) -> Elements:
    """The elements with those joined or renamed that belong to one title or one name; the words stay as they are."""
    words = elements.words
    items = _join_names(list(elements.items), elements)
    items = _join_bodies(items, elements, phrases)
    items = _join_sources(items, words, phrases)
    items = _mark_fields(items, words, phrases)
    items = _mark_double_titles(items, words)
    items = [part for item in items for part in _honorific(item, words, phrases)]
    items = [_taking_up(items, i, words, phrases) for i in range(len(items))]
    letters = "".join(item.letter for item in items)
    return Elements(elements.parse, words, items, letters, elements.registry)


def _taking_up(items: Sequence[Element], i: int, words: Sequence[Word], phrases: ActorPhrases) -> Element:
    """As in "The group said", "the pair", "his host": a noun that names nobody by itself, but takes up who was told before."""
    item, before = items[i], items[i - 1] if i else None
    noun = words[item.first].key
    if item.letter not in "auzR" or item.first != item.last or before is None:
        return item
    if i + 1 < len(items) and items[i + 1].letter in ">=":
        return item
    first = next((items[k] for k in range(i - 1, -1, -1) if items[k].letter not in "mgn"), None)
    definite = first is not None and (first.letter == "q" or words[first.first].key == "the")
    if noun in phrases.parties and definite:
        name = Name(kind="role", name=noun, level="person", sectors=("GOV",), lower=True)
    elif noun in phrases.pairs and definite and item.letter != "R":
        name = Name(kind="role", name=noun, level="group", lower=True, plural=True)
    elif noun in phrases.told_again and definite and item.letter in "au" and first is not None and first.letter == "d":
        name = Name(kind="role", name=noun, level="group", lower=True, bound=True, neutral=True)
    else:
        return item
    return replace(item, letter="R", names=(name,))


def _honorific(item: Element, words: Sequence[Word], phrases: ActorPhrases) -> tuple[Element, ...]:
    """As in "Messrs Aksoy and Lomidze": the title of several is no part of the first name."""
    if words[item.first].key not in phrases.honorifics or item.letter not in "Ssam":
        return (item,)
    title = Element("h", item.first, item.first)
    return (title,) if item.first == item.last else (title, replace(item, first=item.first + 1))


def _join_names(items: list[Element], elements: Elements) -> list[Element]:
    """As in "Crown Prince Abdullah bin Abdul Aziz": a known name goes on behind a particle."""
    out: list[Element] = []
    particles = elements.registry.words.particles
    for item in items:
        named = len(out) > 1 and item.letter in "Ss" and out[-2].letter in "Xx" and out[-1].first == out[-1].last
        if named and elements.words[out[-1].first].key in particles:
            out[-2:] = [replace(out[-2], letter="X" if item.letter == "S" else "x", last=item.last)]
        else:
            out.append(item)
    return out


# ------------------------------------------------------------------------------------------------ proper names of bodies
def _join_bodies(items: list[Element], elements: Elements, phrases: ActorPhrases) -> list[Element]:
    """As in "Movement for Democratic Change", "Popular Front": one name, whose first words may stand before."""
    out: list[Element] = []
    words = elements.words
    i = 0
    while i < len(items):
        first = _first_of_body(items, i, words, phrases)
        named = items[i].letter in "Bb"
        if named and _end_of_body(items, i, words) is None:
            first = None
        end = i if first is not None and first < items[i].last and not named else None
        if first is not None:
            while out and out[-1].letter in "masr" and _is_capital(out[-1], words) and out[-1].first > 0:
                first, end = out.pop().first, i
            end = _end_of_body(items, i, words) or end
        if first is None or end is None:
            out.append(items[i])
        else:
            if items[i].first < first:
                out.append(Element("m", items[i].first, first - 1))
            titled = items[end + 1 : end + 2] and items[end + 1].letter in "RrTtSsXx"
            body = _body(first, items[i : end + 1], elements, phrases)
            out.append(replace(body, letter="b") if titled else body)
        i = (i if end is None else end) + 1
    return out


def _first_of_body(items: Sequence[Element], i: int, words: Sequence[Word], phrases: ActorPhrases) -> int | None:
    """The first capital of an element that may be the head of a body's proper name; None for all others."""
    item, head = items[i], words[items[i].last]
    if head.key not in phrases.named_bodies or not head.text[0].isupper() or item.letter not in "RrTtSsmaBb":
        return None
    if item.letter in "Bb" and not item.names[0].shared:
        return None
    if head.text.isupper() or (item.first == 0 and item.names and item.first == item.last and i + 1 == len(items)):
        return None
    return next(k for k in range(item.first, item.last + 1) if words[k].text[0].isupper())


def _end_of_body(items: Sequence[Element], i: int, words: Sequence[Word]) -> int | None:
    """The last element of a proper name that goes on behind its head with "for" or "of"; None where it does not."""
    if i + 2 >= len(items) or items[i + 1].letter not in ">=":
        return None
    at = i + 3 if items[i + 2].letter == "d" else i + 2
    end = None
    while at < len(items) and at - i <= _LONGEST_NAME:
        if _is_capital(items[at], words) and items[at].letter in _PARTS_OF_NAME:
            end = at
        elif not (items[at].letter in "&>d" and end is not None):
            break
        at += 1
    if end is not None and items[end].letter in "CcKkPp" and items[end - 1].letter == ">" and end - i > _SHORTEST_NAME:
        end -= 2
    return None if end is None or _names_owner(items[i + 2 : end + 1]) else end


def _names_owner(field: Sequence[Element]) -> bool:
    """As in "the Party of Kenya", "Committee for Iraq": a single name of a state or actor is an owner."""
    inner = [item for item in field if item.letter not in "d>&"]
    return len(inner) == 1 and inner[0].letter in "CcKkPpNnXxBbGg"


def _is_capital(item: Element, words: Sequence[Word]) -> bool:
    return words[item.first].text[0].isupper() and words[item.last].text[0].isupper()


def _body(first: int, parts: Sequence[Element], elements: Elements, phrases: ActorPhrases) -> Element:
    head, last = parts[0], parts[-1]
    inside = elements.words[first : last.last + 1]
    text = " ".join(word.text for word in inside)
    country = next((n.country for part in parts[1:] if part.letter in "NnCc" for n in part.names[:1]), None)
    name = Name(
        kind="body",
        name=text,
        country=country,
        sectors=_sectors(head, inside, elements, phrases),
        entity_id=f"body:{country or '-'}:{slug(text)}",
    )
    token = elements.parse.tokens[inside[-1].token if last is head else elements.words[head.last].token]
    free = token.dep not in MODIFIES or token.head <= inside[-1].token
    return Element("B" if free else "b", first, last.last, (name,))


def _sectors(head: Element, inside: Sequence[Word], elements: Elements, phrases: ActorPhrases) -> tuple[str, ...]:
    """By the people in the name ("Union of Teachers"), by words of arms, by the head as a role noun, by the head alone."""
    if any(word.key in phrases.armed for word in inside):
        return ("REB",)
    for word in inside:
        for name in elements.registry.names(word.key):
            if name.kind == "role" and name.plural and name.sectors[:1] not in {("GOV",), ("UNK",), ()}:
                return ("LAB",) if name.sectors[0] == "EDU" and "union" in [w.key for w in inside] else name.sectors
    own = head.names[0].sectors if head.names and head.letter in "Rr" else ()
    sector = phrases.named_bodies[elements.words[head.last].key]
    return own or ((sector,) if sector != "NON" else ())


# ------------------------------------------------------------------------------------------------ titles
def _mark_fields(items: list[Element], words: Sequence[Word], phrases: ActorPhrases) -> list[Element]:
    """As in "secretary of state for East Asian and Pacific affairs": nothing in a field of duty is an actor."""
    out = list(items)
    for i, item in enumerate(items[:-2]):
        if item.letter not in _TITLES or items[i + 1].letter not in ">=":
            continue
        end = _end_of_field(items, i + 2, words, phrases)
        if end is None:
            continue
        for k in range(i + 2, end):
            out[k] = Element("m", items[k].first, items[k].last)
        out[end] = Element("a", items[end].first, items[end].last)
    return out


def _end_of_field(items: Sequence[Element], at: int, words: Sequence[Word], phrases: ActorPhrases) -> int | None:
    end = None
    for k in range(at, min(at + _LONGEST_FIELD, len(items))):
        if items[k].letter not in _NOUNS_OF_FIELD:
            break
        if words[items[k].last].key in phrases.fields and items[k].letter not in "Ss":
            end = k
    if end is not None and end > at and items[end].letter == "m":
        return end
    if end is None or end == at or not any(item.letter in "NnEe&,sS" for item in items[at:end]):
        return None
    return end


def _mark_double_titles(items: list[Element], words: Sequence[Word]) -> list[Element]:
    """As in "Deputy Prime Minister and Foreign Minister X": the title nearest to the name stands, the first leads to it."""
    out = list(items)
    for i, item in enumerate(items):
        if item.letter not in _TITLES or i + 3 > len(items) or items[i + 1].letter != "&" or not _is_single(item):
            continue
        at = i + 2
        while at < len(items) and items[at].letter == "m" and words[items[at].first].text[0].isupper():
            at += 1
        if at + 1 >= len(items) or items[at].letter not in _TITLES or not _is_single(items[at]):
            continue
        named = next((item.letter for item in items[at + 1 : at + 4] if item.letter != "h"), "")
        if not named or named not in _NAMES or not _leads(items, i, words):
            continue
        out[i] = Element("h", item.first, item.last)
        out[i + 1] = Element("h", items[i + 1].first, items[i + 1].last)
        for k in range(i - 1, -1, -1):
            if items[k].letter not in "mrt" or not words[items[k].first].text[0].isupper():
                break
            out[k] = Element("h", items[k].first, items[k].last)
    return out


def _is_single(item: Element) -> bool:
    return bool(item.names) and item.names[0].level == "person" and not item.names[0].plural


def _leads(items: Sequence[Element], i: int, words: Sequence[Word]) -> bool:
    """A title with a capital and without an article of its own leads to another ("the president and Minister X" are two)."""
    at = i
    while at and items[at - 1].letter in "mrt" and words[items[at - 1].first].text[0].isupper():
        at -= 1
    return words[items[i].first].text[0].isupper() and not (at and items[at - 1].letter in "dq")


# ------------------------------------------------------------------------------------------------ sources
def _join_sources(items: list[Element], words: Sequence[Word], phrases: ActorPhrases) -> list[Element]:
    """As in "a source close to the oil ministry", "a source at the palace": of whom the source is."""
    out: list[Element] = []
    skip = -1
    for i, item in enumerate(items):
        if i <= skip:
            continue
        before = items[i - 1] if i else None
        if (
            before is not None
            and before.letter in _TITLES
            and before.names
            and before.names[0].name in phrases.insiders
        ):
            keys = [word.key for word in words[item.first : item.first + 2]]
            if keys == ["close", "to"] and i + 1 < len(items):
                out.append(Element(">", item.first, items[i + 1].last))
                skip = i + 1
                continue
            if keys[:1] and keys[0] in _INSIDE and before.names[0].name in {"source", "insider"}:
                out.append(replace(item, letter=">"))
                continue
        out.append(item)
    return out
