"""Words to elements: names, persons, role nouns and the words between, each with a letter that the grammar reads.

Letters (upper case stands free, lower case modifies a noun to its right): N nationality, C state, K capital, P other place,
O organisation, B body, G group, E people, R role noun, T role noun that takes a field of duty, X person of the registry,
S capitalised name. Others: v name with a participle ("U.S.-backed"), d determiner, q possessive pronoun, m modifier, f former,
h honorific, u quantity, ' possessive, > of, + to, = for, comma, & and, a other noun, z anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Name, Person, Registry, State
from dateline.records import Parse, Token

from .actors_persons import PersonNames, is_no_name
from .actors_words import Word, words_of

MODIFIES = frozenset({"amod", "compound", "nmod", "poss", "nummod", "npadvmod", "quantmod", "advmod", "det"})
_LETTER = {
    "adjective": "N",
    "state": "C",
    "capital": "K",
    "place": "P",
    "organisation": "O",
    "body": "B",
    "group": "G",
    "people": "E",
    "role": "R",
    "thing": "a",
}
_NOUNS = frozenset({"NOUN", "PROPN"})
_LIST = {",": ",", "and": "&", "or": "&", "&": "&", "of": ">", "to": "+", "for": "=", "'s": "'", "'": "'", "’s": "'"}
#: Acronyms that are safe in a headline all in capitals.
_SAFE_IN_CAPITALS = frozenset({"us", "un", "uk", "eu", "ec", "uae", "drc", "ussr", "nato", "opec"})
#: Words of time that a parser may take for a part of the name behind them.
_DAYS = frozenset({"week", "month", "year", "today", "yesterday", "tomorrow", "overnight"})
_MONTHS_AS_NAMES = frozenset({"jan", "april", "may", "june", "august"})
_DAYS_AS_NAMES = frozenset({"Sun", "Jun", "Mon", "Mar", "Jan"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "pobj", "appos"})
#: Tags that a parser gives to acronyms written as names.
_TAGS_OF_NAMES = frozenset({"NNP", "NNPS", "JJ", "NN"})
_FEW = 3
_LONGEST_LIST = 6


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of words with its letter; what it names (in order of likelihood) or the persons that bear the name."""

    letter: str
    first: int
    last: int
    names: tuple[Name, ...] = ()
    persons: tuple[Person, ...] = ()
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Elements:
    """All elements of a sentence; `letters` has one letter for each."""

    parse: Parse
    words: Sequence[Word]
    items: Sequence[Element]
    letters: str
    registry: Registry


class Scanner:
    """Reads one sentence into elements."""

    def __init__(self, registry: Registry, parse: Parse, known: frozenset[str], past: Mapping[str, State]) -> None:
        self.registry, self.parse, self.known, self.past = registry, parse, known, past
        self.words = words_of(parse)
        self.persons = PersonNames(registry, self.words)
        self.keys = [word.key for word in self.words]
        letters = [word.text for word in self.words if word.text.isalpha()]
        self.capitals = len(letters) > 1 and all(text.isupper() for text in letters)

    def scan(self) -> Elements:
        """The sentence as elements, left to right, the longest name first."""
        items: list[Element] = []
        i = 0
        while i < len(self.words):
            element = self._named(i) or self._run(i) or self._plain(i)
            items.append(element)
            i = element.last + 1
        return Elements(self.parse, self.words, items, "".join(item.letter for item in items), self.registry)

    # ------------------------------------------------------------------------------------------------ names
    def _named(self, i: int) -> Element | None:
        person = self._person(i)
        if (branch := self._in_brackets(i)) is not None:
            return branch
        for length, names in self.registry.match(self.keys, i):
            if person is not None and person.last - i + 1 > length:
                return person
            fitting = self._fitting(names, i, i + length - 1)
            if not fitting:
                continue
            kind = fitting[0].kind if length == 1 else ""
            if (kind == "body" and self._is_field_of_office(i)) or (kind == "place" and self._begins_person(i)):
                return person
            return self._element(fitting, i, i + length - 1)
        return person

    def _in_brackets(self, i: int) -> Element | None:
        """As in "the Congress (I)": a letter in brackets that is part of the name."""
        if self.keys[i + 1 : i + 4 : 2] != ["(", ")"]:
            return None
        names = self._fitting(self.registry.names(f"{self.keys[i]} {self.keys[i + 2]}"), i, i)
        return self._element(names, i, i + 3) if names else None

    def _is_field_of_office(self, i: int) -> bool:
        """Does the word tell the field of an office ("Labour Minister"), rather than the party of that name?"""
        return self.keys[i] in self.registry.words.office_words and self._free("B", i) == "b"

    def _begins_person(self, i: int) -> bool:
        """As in "Florence Parly": the name of a place before another unknown name is a given name."""
        if self.capitals or i + 1 >= len(self.words) or self._free("P", i) == "P":
            return False
        given = self.keys[i] in load_actor_phrases().sex_of_name
        grammar = self.registry.grammar
        return self._continues(i + 1) and (given or self.keys[i + 1] not in grammar.place_nouns | grammar.things)

    def _person(self, i: int) -> Element | None:
        found = self.persons.at(i)
        return Element(self._free("X", found[0]), i, found[0], persons=found[1]) if found else None

    def _fitting(self, names: tuple[Name, ...], i: int, j: int) -> tuple[Name, ...]:
        return tuple(name for name in names if self._fits(name, i, j))

    def _fits(self, name: Name, i: int, j: int) -> bool:
        first, last = self.words[i], self.words[j]
        if name.kind == "role":
            token = self.parse.tokens[last.token]
            if name.upper:
                after_figure = i > 0 and self.words[i - 1].text[0].isdigit()
                return not after_figure and (first.text.isupper() or first.text[:2].isupper())
            return token.pos in _NOUNS or (j > i and token.pos != "VERB") or token.tag in {"NNS", "NNPS"}
        if name.upper:
            if self.capitals and len(self.keys[i]) <= _FEW and i == j:
                return self.keys[i] in _SAFE_IN_CAPITALS
            return last.text[0].isupper() and (first.text[:2].isupper() or self._is_spelled_as_name(i))
        plain = last.text.islower() and last.key in self.registry.grammar.plain_nouns
        if plain and name.kind in {"group", "body"} and j > i and not name.lower:
            return False  # "an armed Islamic group" is not the Islamic Group
        return name.lower or first.text != first.text.lower() or (last.text[0].isupper() and j > i)

    def _is_spelled_as_name(self, i: int) -> bool:
        """Acronyms that are spoken as words may be written as names: "Nato", "Ecowas"."""
        word, phrases = self.words[i], load_actor_phrases()
        named = word.key in phrases.sex_of_name or word.key in phrases.also_words or len(word.key) <= _FEW
        known = self.registry.persons.longest(word.key) > 0 or bool(self.registry.persons.surnamed(word.key))
        tag = self.parse.tokens[word.token].tag
        return not named and not known and word.text[0].isupper() and tag in _TAGS_OF_NAMES

    def _element(self, names: tuple[Name, ...], i: int, j: int) -> Element:
        if self.past:
            names = tuple(in_its_time(name, self.past) for name in names)
        modified = self._modified(names, i, j)
        if modified is not None:
            return modified
        name = names[0]
        letter = _LETTER[name.kind]
        if name.kind == "thing":
            return Element(letter, i, j)
        kinds = {other.kind for other in names}
        free = self._free(letter, j)
        if "adjective" in kinds and letter in "CN":
            letter = "N" if self._qualifies(j) else ("C" if "state" in kinds else "E")
            names = tuple(n for n in names if n.kind == ("adjective" if letter != "C" else "state")) or names
            return Element(letter, i, j, names)
        if name.kind == "role":
            return self._role(names, i, j)
        return Element(free, i, j, names)

    def _role(self, names: tuple[Name, ...], i: int, j: int) -> Element:
        grammar = self.registry.grammar
        quantity = self.keys[i] in grammar.quantities and j + 1 < len(self.keys) and self.keys[j + 1] == "of"
        if quantity and i == j:
            return Element("u", i, j, names)
        letter = "T" if names[0].name in grammar.titles else "R"
        return Element(self._free(letter, j), i, j, names)

    def _modified(self, names: tuple[Name, ...], i: int, j: int) -> Element | None:
        """As in "U.S.-backed", "anti-American": the name becomes a modifier of what follows."""
        grammar, words = self.registry.grammar, self.words
        after = words[j + 1] if j + 1 < len(words) else None
        if after is not None and after.glued and after.key in grammar.bearing | grammar.suffixes:
            return Element("v", i, j + 1, names, passes=after.key in grammar.bearing)
        if i and words[i].glued and words[i - 1].key in grammar.prefixes:
            return Element("m", i, j, names)
        return None

    def _free(self, letter: str, j: int) -> str:
        """The letter in lower case where the element modifies a noun to its right."""
        token = self.parse.tokens[self.words[j].token]
        follows = self.words[j + 1] if j + 1 < len(self.words) else None
        if follows is not None and (follows.key in {"'s", "'", ","} or follows.token == token.i):
            return letter
        if token.dep in MODIFIES and token.head > token.i:
            return letter.lower()
        return letter

    def _qualifies(self, j: int) -> bool:
        """Does a nationality qualify a noun to its right, by itself or in a list ("Greek, Cypriot and French ministers")?"""
        token = self.parse.tokens[self.words[j].token]
        follows = self.words[j + 1] if j + 1 < len(self.words) else None
        if follows is None or follows.key in {"'s", "'"}:
            return False
        after = self.parse.tokens[follows.token]
        if after.pos in _NOUNS and after.i != token.i and (token.head == after.i or after.tag in {"NN", "NNS", "NNP"}):
            return True
        for _ in range(_LONGEST_LIST):
            if token.dep != "conj":
                break
            token = self.parse.tokens[token.head]
        return (token.dep in MODIFIES and token.head > self.words[j].token) or follows.token == self.words[j].token

    # ------------------------------------------------------------------------------------------------ capitalised runs
    def _run(self, i: int) -> Element | None:
        if self.capitals or not self._starts_run(i):
            return None
        j = i
        particles = self.registry.words.particles
        while j + 1 < len(self.words):
            following = self.words[j + 1]
            if following.key in particles and (after := self._behind_particles(j + 1)):
                j = after
            elif self._continues(j + 1):
                j += 1
            else:
                break
        if self.keys[j] in self.registry.grammar.things and not self._is_surname(i, j):
            return Element("m" if self._free("S", j) == "s" else "a", i, j)
        return Element(self._free("S", j), i, j)

    def _behind_particles(self, i: int) -> int:
        """The word of a name that goes on behind one particle or two ("van der Berg"), 0 if none does."""
        for at in (i + 1, i + 2):
            if at < len(self.words) and self._continues(at):
                return at
            if at >= len(self.words) or self.keys[at] not in self.registry.words.particles:
                break
        return 0

    def _is_surname(self, i: int, j: int) -> bool:
        """As in "Lee and Park met": a word for a thing, alone and without an article, that does something or is with others."""
        token = self.parse.tokens[self.words[j].token]
        bare = i == j and token.tag == "NNP" and token.dep in _ACTING and not self.parse.children[token.i]
        before = self.words[i - 1].key if i else ""
        if j == i + 1 and self.keys[i] in load_actor_phrases().sex_of_name:
            return True
        return bare and (token.dep != "pobj" or before == "with") and (i > 0 or self.keys[i] in self.known)

    def _starts_run(self, i: int) -> bool:
        word = self.words[i]
        token = self.parse.tokens[word.token]
        if is_no_name(self.registry, word.key) and not self._is_given_name(i):
            return False
        named = token.tag in {"NNP", "NNPS", "NN", "NNS", "FW"} or word.key in self.known
        return self._proper(word, token) and named and token.pos != "NUM"

    def _is_given_name(self, i: int) -> bool:
        """As in "Jan van der Berg", "April Glaspie": the name of a month, in full or without a stop, before another name."""
        if self.keys[i] not in _MONTHS_AS_NAMES or i + 1 >= len(self.words):
            return False
        following = self.words[i + 1]
        if following.key in self.registry.words.particles:
            return True
        before_name = self.parse.tokens[self.words[i].token].dep == "compound" and following.text[0].isalpha()
        return (
            before_name
            and not is_no_name(self.registry, following.key)
            and not any(self.registry.match(self.keys, i + 1))
        )

    def _is_part_of_name(self, i: int) -> bool:
        """As in "Kim Jun", "Ri Sun-hee": a short word of the calendar, without a stop or a number, inside a name."""
        after = self.words[i + 1].text if i + 1 < len(self.words) else ""
        return self.words[i].text in _DAYS_AS_NAMES and not after[:1].isdigit()

    def _proper(self, word: Word, token: Token) -> bool:
        if not word.text[0].isupper() or self._in_capitals(word):
            return False
        if word.token == 0:
            return token.tag in {"NNP", "NNPS"} or word.key in self.known
        return token.pos in {"PROPN", "NOUN", "X", "ADJ"}

    def _in_capitals(self, word: Word) -> bool:
        """Does the word stand in a stretch of capitals (a headline run into the text), where capitals tell nothing?"""
        tokens = self.parse.tokens
        beside = [tokens[j].text for j in (word.token - 1, word.token + 1) if 0 <= j < len(tokens)]
        return word.text.isupper() and any(
            len(text) > _FEW - 1 and text.isalpha() and text.isupper() for text in beside
        )

    def _continues(self, i: int) -> bool:
        word = self.words[i]
        if word.glued and word.text[0].isalpha() and self.words[i - 1].text[0].isupper():
            return word.key not in self.registry.grammar.suffixes | self.registry.grammar.bearing
        if word.key in self.registry.words.office_words:
            return False
        if word.key in self.registry.grammar.calendar and not self._is_part_of_name(i):
            return False
        if (
            not word.text[0].isupper()
            or self._in_capitals(word)
            or self.parse.tokens[word.token].pos in {"VERB", "AUX", "ADP", "DET", "PRON"}
        ):
            return False
        return not any(
            name.kind != "place"
            for length, names in self.registry.match(self.keys, i)
            for name in self._fitting(names, i, i + length - 1)
        )

    # ------------------------------------------------------------------------------------------------ the rest
    def _plain(self, i: int) -> Element:
        word = self.words[i]
        token = self.parse.tokens[word.token]
        return Element(self._plain_letter(i, word, token), i, i)

    def _plain_letter(self, i: int, word: Word, token: Token) -> str:
        grammar = self.registry.grammar
        if token.tag == "POS" or token.dep == "case":
            return "'"
        if word.key in _LIST:
            return _LIST[word.key]
        if token.tag == "PRP$":
            return "q"
        if token.tag in {"DT", "PDT", "PRP$", "WP$"}:
            return "d"
        if token.tag in {"WRB", "WP"} or word.key in grammar.calendar | _DAYS:
            return "z"
        return self._modifier_letter(i, word, token)

    def _modifier_letter(self, i: int, word: Word, token: Token) -> str:
        words, grammar = self.registry.words, self.registry.grammar
        if word.key in words.former or (word.key == "ex" and i + 1 < len(self.words) and self.words[i + 1].glued):
            return "f"
        if word.key in words.honorifics and word.text[0].isupper():
            return "h"
        if word.key in grammar.quantities and i + 1 < len(self.words) and self.keys[i + 1] == "of":
            return "u"
        if token.dep in MODIFIES and token.head > token.i and token.pos != "PRON":
            return "m"
        if word.glued and i + 1 < len(self.words):
            return "m"
        return "a" if token.pos in _NOUNS else "z"


def in_its_time(name: Name, past: Mapping[str, State]) -> Name:
    """A name as it stood in its time: "Moscow" in 1986 is the Soviet Union. `past`: historic states by their successor."""
    state = past.get(name.country or "")
    if state is None or (state.covers == "capital" and name.kind not in {"capital", "body"}):
        return name
    if name.kind in {"state", "adjective", "people", "capital"}:
        return replace(name, country=state.code, name=state.name, entity_id=f"state:{state.code}")
    return replace(
        name, country=state.code, entity_id=name.entity_id.replace(f":{state.successor}:", f":{state.code}:")
    )


def elements_of(
    registry: Registry, parse: Parse, known: frozenset[str] = frozenset(), past: Mapping[str, State] | None = None
) -> Elements:
    """The elements of one parsed sentence.

    known: folded words that the story writes with a capital inside sentences. past: the historic states of its day.
    """
    return Scanner(registry, parse, known, past or {}).scan()
