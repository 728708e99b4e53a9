"""Names of known persons in a sentence: given name and surname, particles, initials written apart or for a given name."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import PARTICLES, Person, Registry, spelled
from dateline.lexicon.registry_names import fold
from dateline.lexicon.registry_persons import name_key

from .actors_words import Word

_LONGEST_PERSON = 7
_MOST_INITIALS = 3
_SHORTEST_NAME, _MOST_WORDS, _SHORTEST_WORD = 2, 4, 5
_DOUBLED = re.compile(r"(.)\1+")


class PersonNames:
    """Finds the persons of the registry among the words of one sentence."""

    def __init__(self, registry: Registry, words: Sequence[Word]) -> None:
        self.registry, self.words = registry, words

    def at(self, i: int) -> tuple[int, tuple[Person, ...]] | None:
        """The last word of the longest known name that starts at word `i`, and who bears it; None where none does."""
        first = self.words[i]
        if not (first.text[0].isupper() or first.key in PARTICLES):
            return None
        start = self._behind_initials(i)
        if start >= len(self.words):
            return None
        lead = "".join(word.key for word in self.words[i:start])
        found = self._in_full(i, start, lead) if len(lead) != 1 else None
        if found is None and not lead and i + 1 < len(self.words) and self.words[i + 1].text[0].isupper():
            found = self._in_full(i, i + 2, first.key + self.words[i + 1].key)
        return found or (self._by_initial(lead, start) if lead else self._nearly(i))

    def _in_full(self, i: int, start: int, lead: str) -> tuple[int, tuple[Person, ...]] | None:
        """lead: initials or the two words of a given name as one ("Haile Mariam"); "" where the name starts at `start`."""
        persons = self.registry.persons
        limit = persons.longest(spelled(lead or self.words[start].key))
        if limit < 2:  # noqa: PLR2004  (no person has a name of one word)
            return None
        found = None
        key, used = spelled(lead) if lead else "", int(bool(lead))
        for j in range(start, min(start + _LONGEST_PERSON, len(self.words))):
            word = self.words[j]
            if (word.key in PARTICLES or len(word.key) == 1) and j > i:
                continue
            if not word.text[0].isupper() and not word.glued and word.key not in self.registry.words.particles:
                break
            key = f"{key} {spelled(word.key)}" if key else spelled(word.key)
            used += 1
            if used > limit:
                break
            if used > 1 and not self._goes_on(j) and (named := persons.named(key)):
                found = j, tuple(named)
        return found

    def _behind_initials(self, i: int) -> int:
        """The first word behind initials written apart ("P. J. Patterson"); the word itself where none stand there."""
        j = i
        while j < len(self.words) and len(self.words[j].key) == 1 and self.words[j].text[0].isupper():
            if not self.words[j].text.endswith(".") or j - i >= _MOST_INITIALS:
                return i
            j += 1
        return j

    def _by_initial(self, lead: str, j: int) -> tuple[int, tuple[Person, ...]] | None:
        """As in "S. Jaishankar": a known surname behind the first letter of the given name."""
        word = self.words[j]
        if not word.text[0].isupper() or self._goes_on(j):
            return None
        named = self.registry.persons.surnamed(spelled(word.key))
        fitting = tuple(person for person in named if fold(person.name).startswith(lead[0]))
        return (j, fitting) if fitting else None

    def _nearly(self, i: int) -> tuple[int, tuple[Person, ...]] | None:
        """As in "Husni Mubarak", "Abd al-Rahman Shalgham": two known words or more, of which one is spelt another way."""
        spelt: list[str] = []
        last = i
        for j in range(i, min(i + _LONGEST_PERSON, len(self.words))):
            word = self.words[j]
            if word.key in PARTICLES and j > i:
                continue
            if not word.text[0].isupper() or not word.text.isalpha() or is_no_name(self.registry, word.key):
                break
            spelt.append(spelled(word.key))
            last = j
        if not _SHORTEST_NAME <= len(spelt) <= _MOST_WORDS or len(spelt[-1]) < _SHORTEST_WORD or self._goes_on(last):
            return None
        persons = self.registry.persons
        sounds = [sound_of(word) for word in spelt]
        for key in persons.keys_from(spelt[0]):
            if [sound_of(word) for word in key.split()] == sounds:
                return last, tuple(persons.named(key))
        named = [person for person in persons.surnamed(spelt[-1]) if _sounds(person) == sounds]
        return (last, tuple(named)) if named else None

    def _goes_on(self, j: int) -> bool:
        """Does a hyphen join the next word to this one ("Kone-Diarra")?"""
        if j + 1 >= len(self.words) or not self.words[j + 1].glued:
            return False
        return self.words[j + 1].text[0].isupper() and not is_no_name(self.registry, self.words[j + 1].key)


@functools.lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """A folded word as it sounds, whatever the table of transliteration.

    >>> [sound_of(word) for word in ("shalgham", "shalqam", "hassan", "hussein")]
    ['shalkam', 'shalkam', 'hasan', 'hosain']
    """
    for written, sound in load_actor_phrases().sounds.items():
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)


def _sounds(person: Person) -> list[str]:
    return [sound_of(word) for word in name_key(person.name).split()]


def is_no_name(registry: Registry, key: str) -> bool:
    """Is the folded word a title, a word of the calendar, of an office or of number, whatever its first letter?"""
    words, grammar = registry.words, registry.grammar
    return (
        key in words.honorifics
        or key in grammar.calendar
        or key in words.office_words
        or key in words.former
        or key in grammar.quantities
    )
