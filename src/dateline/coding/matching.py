"""Which frame does a trigger word fit? The most specific frame whose conditions all hold in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.lexicon import Codebook, Frame
from dateline.syntax import Syntax

#: Nouns that only count what stands behind their "of": the head of "a round of talks" is "talks".
CONTAINERS = frozenset(
    {
        "round",
        "series",
        "number",
        "set",
        "day",
        "hour",
        "week",
        "kind",
        "lot",
        "part",
        "couple",
        "dozen",
        "wave",
        "string",
    }
    | {"%", "pct", "percent"}
    | {"rest", "batch", "flurry", "spate", "host", "handful", "last", "remainder", "remnant", "bulk"}
)
#: Heads that make "on Tuesday" a date and not the other side of an act.
CALENDAR = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
    }
    | {"may", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "aug.", "sept."}
    | {"oct.", "nov.", "dec.", "today", "yesterday", "tomorrow"}
)
#: What is inside a complement or object of these types is asked, promised, refused or alleged: not a fact of its own.
NOT_FACTUAL = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame that fits: trigger token, the noun that it was matched with, complement verbs and the words that tell it."""

    frame: Frame
    trigger: int
    noun: int | None = None
    complements: tuple[int, ...] = ()
    embedded: Frame | None = None
    words: tuple[int, ...] = ()


class Matcher:
    """Finds the matches of one sentence; every token is looked up once."""

    def __init__(self, syntax: Syntax, codebook: Codebook) -> None:
        self.syntax = syntax
        self.codebook = codebook
        self._known: dict[int, Match | None] = {}

    def matches(self) -> list[list[Match]]:
        """For each trigger in order of the text all its matches, the most specific first.

        A noun that a verb frame took as its object is no trigger of its own.
        """
        tokens = self.syntax.tokens
        verbs = [m for t in tokens if (m := self.verb(t.i)) is not None and not self._is_told(t.i)]
        taken = {i for match in verbs for i in match.words}
        found = [[m] if m.frame.no_event else [m, *self._others(m), *self._noun_of(m)] for m in verbs]
        found += [nouns for t in tokens if t.i not in taken and (nouns := list(self._nouns(t.i)))]
        return sorted(found, key=lambda matches: matches[0].trigger)

    def _is_told(self, i: int) -> bool:
        """Is the word an auxiliary of a verb that tells an act itself ("must withdraw")?"""
        token = self.syntax.tokens[i]
        return token.dep == "aux" and self.verb(token.head) is not None

    def _noun_of(self, match: Match) -> Iterator[Match]:
        """The act of the noun that the verb took, if the verb comes to nothing ("the arrest by police was reported")."""
        if match.noun is not None and match.noun in match.words:
            yield from self._nouns(match.noun)

    def _others(self, first: Match) -> Iterator[Match]:
        """Less specific matches of the same verb, tried where the first one's needs are not met."""
        seen = {first.frame.id}
        for frame in self.codebook.verbs.get(self.syntax.lemma(first.trigger), ()):
            if frame.id not in seen and (match := self._fits(frame, first.trigger)) is not None:
                seen.add(frame.id)
                yield match

    def verb(self, i: int) -> Match | None:
        """The match of the verb i, None if it has none."""
        if i not in self._known:
            self._known[i] = None  # a verb inside its own complement (a broken parse) must not recurse
            frames = self.codebook.verbs.get(self.syntax.lemma(i), ()) if self.syntax.is_predicate(i) else ()
            self._known[i] = next((m for frame in frames if (m := self._fits(frame, i)) is not None), None)
        return self._known[i]

    def _nouns(self, i: int) -> Iterator[Match]:
        token = self.syntax.tokens[i]
        if token.pos not in {"NOUN", "PROPN"}:
            return
        for name in self._noun_names(i):
            for frame in self.codebook.nouns.get(name, ()):
                match = self._fits(frame, i)
                if match is not None:
                    yield match

    def _fits(self, frame: Frame, i: int) -> Match | None:
        syntax = self.syntax
        if not all(self._has_rest(i, word) for word in frame.rest):
            return None
        if frame.passive and (frame.passive == "only") != syntax.is_passive(i):
            return None
        objects = self.objects(frame, i)
        noun = self._among(objects, frame.objects)
        if (frame.objects and noun is None) or (
            frame.not_objects and self._among(objects, frame.not_objects) is not None
        ):
            return None
        if frame.subjects:
            noun = self._among(syntax.grammatical_subject(i), frame.subjects)
            if noun is None:
                return None
        if frame.predicate and not any(syntax.lemma(j) in frame.predicate for j in syntax.predicates(i)):
            return None
        if not all(self._has_preposition(i, noun, prep, words) for prep, words in frame.preps):
            return None
        return self._with_complement(frame, i, noun)

    def _has_rest(self, i: int, word: str) -> bool:
        """Has the verb its particle or preposition? That of a date is none ("on Monday called the envoy")."""
        found = [j for j in self.syntax.prepositions(i) if self.syntax.lemma(j) == word]
        behind = [self.syntax.children(j, "pobj") for j in found]
        return any(not heads or any(self.syntax.lemma(k) not in CALENDAR for k in heads) for heads in behind)

    def _with_complement(self, frame: Frame, i: int, noun: int | None) -> Match | None:
        kind = frame.complement or "any"
        behind = self.syntax.complements(noun, kind) if noun is not None else []  # "reached an agreement to share"
        complements = tuple(dict.fromkeys([*self.syntax.complements(i, kind), *behind]))
        embedded = self._embedded(complements, i)
        if frame.complement and not complements:
            return None
        if frame.complement_acts and (embedded is None or embedded.type not in frame.complement_acts):
            return None
        words = [i, *(j for j in self.syntax.prepositions(i) if self.syntax.lemma(j) in frame.rest)]
        own_act = noun is not None and bool(frame.subjects) and self.syntax.tokens[noun].tag in {"NN", "NNP"}
        taken = [noun] if noun is not None and not own_act else []
        return Match(
            frame=frame,
            trigger=i,
            noun=noun,
            complements=complements,
            embedded=embedded,
            words=tuple(sorted({*words, *taken})),
        )

    def _embedded(self, complements: Iterable[int], i: int) -> Frame | None:
        """The frame of the act inside: of a complement verb, or of a noun that is the object ("called for talks")."""
        for j in complements:
            inner = self.verb(j)
            if inner is not None:
                return inner.frame
        heads = self.syntax.expand(self.syntax.patient(i)) if self.syntax.is_verb(i) else []
        heads += [k for p in self.syntax.prepositions(i) for k in self.syntax.children(p, "pobj")]
        for head in heads:
            for name in self._noun_names(self._content(head)):
                for frame in self.codebook.nouns.get(name, ()):
                    return frame
        return None

    def objects(self, frame: Frame, i: int) -> list[int]:
        """Heads that the frame's `objects` are compared with: of the object, or behind the preposition of "call for"."""
        if frame.kind == "noun":
            return []
        if frame.rest:
            behind = [k for word in frame.rest for k in self.syntax.preposition_objects(i, word)]
            behind = [k for k in behind if self.syntax.lemma(k) not in CALENDAR]
            if behind:
                return behind
        second = self.syntax.children(i, "dobj") if self.syntax.is_passive(i) else []  # "were refused permission"
        return [*self.syntax.patient(i), *second]

    def _has_preposition(self, i: int, noun: int | None, prep: str, words: frozenset[str]) -> bool:
        """Is the phrase there, under the trigger, its object or what is said of the object ("held Syria responsible for")?"""
        syntax = self.syntax
        places = [i, *syntax.children(i, "acomp", "oprd"), *([noun] if noun is not None else [])]
        for head in syntax.patient(i) if syntax.is_verb(i) else []:
            places += [head, *syntax.children(head, "amod", "acomp")]
        if syntax.tokens[i].dep in {"acomp", "oprd"}:
            places.append(syntax.tokens[i].head)
        found = [k for place in dict.fromkeys(places) for k in syntax.preposition_objects(place, prep)]
        if "*" in words:
            return any(syntax.lemma(k) not in CALENDAR for k in found)
        return self._among(found, words) is not None

    def _among(self, heads: Iterable[int], words: frozenset[str]) -> int | None:
        for head in self.syntax.expand(heads):
            content = self._content(head)
            if any(name in words for name in self._noun_names(content)):
                return content
        return None

    def _content(self, head: int) -> int:
        """The noun behind "a round of"."""
        if self.syntax.lemma(head) in CONTAINERS:
            behind = self.syntax.preposition_objects(head, "of")
            if behind:
                return behind[0]
        return head

    def _noun_names(self, i: int) -> list[str]:
        """First "air_strike", then "strike"; a proper-noun tag keeps the plural, so that is tried without its s."""
        lemma = self.syntax.lemma(i)
        lemmas = [lemma] + ([lemma[:-1]] if self.syntax.tokens[i].tag == "NNPS" or lemma.endswith("s") else [])
        before = [self.syntax.lemma(j) for j in self.syntax.children(i, "compound", "amod", "nmod")]
        named = before if self.syntax.tokens[i].pos == "PROPN" else []  # "the cruiser Belgrano" is a cruiser
        return [f"{word}_{name}" for word in before for name in lemmas] + lemmas + named
