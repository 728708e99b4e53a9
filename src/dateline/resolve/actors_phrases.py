"""Elements to phrases: which stretches of a sentence name one actor, and what in them says who it is.

The grammar is one regular expression over the letters of `actors_elements`. It reads "the top nuclear envoys of South Korea",
"U.S. Ambassador to Russia John Sullivan", "his Egyptian counterpart" as one phrase each, and leaves the states of
"Iran, Iraq and Syria" apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.lexicon.actor_phrases import load_actor_phrases

from .actors_elements import Element, Elements

_NAME = "h*[XSxs]"
_OWN = "[CKPOBGEXSN]'|[RT]'"
_TARGET = "[+=]d?m*[NCKPOBGckpobg](?!')"
#: A title before the name that bears it.
_TITLE = rf"[TtRr](?:(?:[>=]d?m*[aRr](?:,?&m*[aRr])?){{0,2}}(?:[>+=]d?m*[CKPOBGckpobg])?)?(?={_NAME})"
_BEFORE = rf"(?:[mfhvNckpobgert]|[xs](?=m*[RrTtOBGobg])|{_OWN}|{_TITLE})"
_OF = rf">[dq]?(?:{_BEFORE}*(?:[Tt]>d?m*a|[RETOBGXSretobgxs])|(?:[CKPckp]'?)?m*[CKPNckpn])(?!')"
PHRASE = re.compile(
    rf"(?:d?m*u>)?[dq]?(?:{_BEFORE}*"
    rf"(?:{_NAME}|[Tt](?:[>=]d?m*a(?:(?:,m*a)*,?&m*a)?)?(?:{_OF}|{_TARGET})?(?:{_OF})?|[Rr](?:{_OF})*|[EOBGeobg])"
    rf"|[mf]*[NCKPnckp]|v)"
)
_NUMBERS = frozenset({"two", "both", "three", "four"})
_CORE_OF_NAME = frozenset("XSxs")
_GEOGRAPHIC = frozenset("NCKP")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its elements, first to last, and the index of the element that it is about (a name wins over a title)."""

    first: int
    last: int
    core: int


def phrases_of(elements: Elements) -> Iterator[Phrase]:
    """The phrases of a sentence from left to right; they never overlap."""
    letters = _checked(elements)
    at = 0
    while found := PHRASE.search(letters, at):
        first, last = found.start(), found.end() - 1
        core = _core(elements, letters, first, last)
        if letters[core] in "NCKPnckp" and core == last:
            first = _first_of_place(elements, letters, first, core)
        yield Phrase(core if letters[core] == "v" else first, last, core)
        at = last + 1


def _first_of_place(elements: Elements, letters: str, first: int, core: int) -> int:
    """A place keeps its article and adjectives of direction ("the southern Philippines"), a nationality neither."""
    at = core
    while at > first and letters[at - 1] == "m" and _is_direction(elements, at - 1):
        at -= 1
    return at - 1 if at > first and letters[at - 1] == "d" and letters[core] in "CKPckp" else at


def _is_direction(elements: Elements, i: int) -> bool:
    return elements.words[elements.items[i].first].key in elements.registry.grammar.directions


def _has_title_of_its_own(elements: Elements, letters: str, first: int, last: int) -> bool:
    """As in "the son of Libyan leader X", "a spokesman for President X": the name is part of what tells whose the first is."""
    at = max(letters.rfind(preposition, first, last) for preposition in ">=+")
    if at <= first or letters[at - 1] not in "RrTt" or elements.items[at - 1].names[0].level != "person":
        return False
    title = elements.items[last - 1]
    return letters[last - 1] in "RrTt" and last - 1 > at and title.names[0].level == "person"


def _core(elements: Elements, letters: str, first: int, last: int) -> int:
    """The name if the phrase ends in one; else the last noun before an of-phrase; else the last element."""
    owned = letters[last] in _CORE_OF_NAME and _has_title_of_its_own(elements, letters, first, last)
    if (letters[last] in _CORE_OF_NAME and not owned) and (
        last == first or letters[last - 1] not in ">=+d" or not set(">=+") & set(letters[first:last])
    ):
        return last
    at = first
    quantity = letters.find("u>", first, last)
    if quantity >= 0:
        at = quantity + 2
    best = -1
    for i in range(at, last + 1):
        if letters[i] in ">+=" and best >= 0:
            break
        if letters[i] in "NCKPOBGERTXSnckpobgertxsv":
            best = i
    return best if best >= 0 else last


def _checked(elements: Elements) -> str:
    """The letters, with prepositions that do not belong to the noun before them struck out."""
    letters = list(elements.letters)
    for i, element in enumerate(elements.items):
        of_title = i > 2 and letters[i - 2] == ">" and letters[i - 3] in "Tt" and element.letter == "="  # noqa: PLR2004
        noun = elements.items[i - 3 if of_title else i - 1]
        if (element.letter in "+=" and i and not _belongs(elements, noun, element)) or (
            element.letter == "=" and _is_errand(elements, i)
        ):
            letters[i] = "z"
        elif element.letter in "RrTt" and _is_bare_bound(elements, i):
            letters[i] = "m" if element.letter.islower() else "a"
    return "".join(letters)


def _is_errand(elements: Elements, i: int) -> bool:
    """As in "recalled its ambassador for consultations": what somebody comes for is no field of duty."""
    words = elements.words
    at = elements.items[i].last + 1
    return any(word.key in elements.registry.grammar.errands for word in words[at : at + 3])


def _belongs(elements: Elements, noun: Element, preposition: Element) -> bool:
    if preposition.letter == "+" and not any(n.name in elements.registry.grammar.sent for n in noun.names):
        return False
    tokens = elements.parse.tokens
    head = tokens[elements.words[preposition.first].token].head
    inside = {elements.words[i].token for i in range(noun.first, noun.last + 1)}
    return head in inside


def _is_bare_bound(elements: Elements, i: int) -> bool:
    """Nouns such as "position" or "head" are actors only with an actor before or behind them."""
    names = elements.items[i].names
    if not names or not names[0].bound:
        return False
    before, after = elements.letters[:i], elements.letters[i + 1 :]
    if _is_counted(elements, i) or (
        names[0].name == "office" and re.search(r"[qd]m*$", before) and _is_owned(elements, i)
    ):
        return False
    if _is_told_again(elements, i) or _is_chief_of_kind(elements, i):
        return False
    if re.search(r"[NCKPOBGRETXSnckpobgretxs]'?m*$", before) or (i and elements.items[i - 1].passes):
        return False
    return not re.match(r">[dq]?[mN]*[CKPOBGETRckpobgetr]", after)


def _is_owned(elements: Elements, i: int) -> bool:
    """As in "her office", where the owner stands elsewhere."""
    return any(item.letter == "q" for item in elements.items[max(i - 2, 0) : i])


def _is_told_again(elements: Elements, i: int) -> bool:
    """As in "The agency said": what the story has named before."""
    element, at = elements.items[i], i - 1
    while at > 0 and elements.items[at].letter in "mgn":
        at -= 1
    before = elements.items[at] if at >= 0 else None
    if before is None or before.letter != "d" or elements.words[before.first].key not in {"the", "this", "that"}:
        return False
    return element.letter in "RT" and element.names[0].name in load_actor_phrases().told_again


def _is_chief_of_kind(elements: Elements, i: int) -> bool:
    """As in "the rebel chief": the word before says whose chief."""
    before = elements.items[i - 1] if i else None
    if before is None or before.letter != "m" or elements.items[i].names[0].name not in load_actor_phrases().one_person:
        return False
    return elements.words[before.last].key in elements.registry.words.modifiers


def _is_counted(elements: Elements, i: int) -> bool:
    """As in "The two sides", "both governments", "their offices": nouns for the pair of counterparts need no actor beside them."""
    words = elements.words
    at = elements.items[i].first
    if elements.items[i].names[0].name not in elements.registry.words.pairs:
        return False
    if _is_state_by_epithet(elements, i):
        return True
    while at > 0 and i > 0 and elements.items[i - 1].letter in "mn" and words[at - 1].key not in _NUMBERS:
        i, at = i - 1, elements.items[i - 1].first
    return at > 0 and words[at - 1].key in _NUMBERS | {"their"}


def _is_state_by_epithet(elements: Elements, i: int) -> bool:
    """As in "the communist state": a noun for a state with a word that tells which."""
    if i < 2 or elements.items[i].names[0].name != "state" or elements.items[i - 1].letter not in "mnN":  # noqa: PLR2004
        return False
    epithet = " ".join(w.key for w in elements.words[elements.items[i - 1].first : elements.items[i - 1].last + 1])
    return elements.items[i - 2].letter == "d" and epithet in load_actor_phrases().states_by_epithet
