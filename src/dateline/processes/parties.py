"""Whose process it is: from the phrase itself, then from the clause around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.lexicon.process_kinds import Kind

from .cues import Told
from .reading import LOCATIVE, Reading

_TOGETHER = frozenset({"between", "among", "with"})
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_SKIPPED = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Codes in the order found: both: parties whose side is not told; by, against: who does it, to whom.

    whole: the text names them all, if not all by a state ("between the government and rebels").
    """

    both: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    whole: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.by, *self.against, *self.both)))

    def and_(self, other: Sides) -> Sides:
        """These, and of the others those that are not among them."""
        known = set(self.all)
        return Sides(
            both=_unique((*self.both, *(c for c in other.both if c not in known))),
            by=_unique((*self.by, *(c for c in other.by if c not in known))),
            against=_unique((*self.against, *(c for c in other.against if c not in known))),
            whole=self.whole or other.whole,
        )


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def sides_of(reading: Reading, told: Told, kind: Kind) -> Sides:
    """The parties that the sentence tells: those in the phrase; then, while one is missing, those of the clause."""
    thing = told.thing
    found = Sides()
    if told.slot == "acts":
        found = _in_phrase(reading, thing.head, kind)
    else:
        for head in dict.fromkeys((thing.head, thing.top)):
            found = found.and_(_in_phrase(reading, head, kind, thing.head))
        if not found.all and reading.tokens[thing.head].dep == "conj":
            found = found.and_(_in_phrase(reading, reading.tokens[thing.head].head, kind))
        if told.slot == "nouns":
            found = found.and_(_in_phrase(reading, told.at, kind))
    if thing.person is not None and thing.person.country:
        found = found.and_(Sides(against=(thing.person.country,)))
    return _with_clause(reading, told, kind, found)


def _with_clause(reading: Reading, told: Told, kind: Kind, found: Sides) -> Sides:
    syntax, thing = reading.syntax, told.thing
    agents = (
        syntax.agent(told.clause)
        if syntax.is_verb(told.clause) and told.slot in {"done", "acts", "nouns", "preps"}
        else []
    )
    doers = _unique(code for agent in syntax.expand(agents) for code in _codes_in(reading, agent))
    owned = _owner(reading, told, doers)
    found = Sides(by=owned, both=()).and_(found) if kind.has_sides else found.and_(Sides(both=owned))
    if kind.has_sides:
        if not found.by and told.slot in {"done", "acts"} and not (set(doers) & set(found.against)):
            found = found.and_(Sides(by=doers) if len(doers) == 1 else Sides(both=doers))
    elif (len(found.all) < 2 and not found.whole) or told.slot == "acts":  # noqa: PLR2004  (a process has two parties)
        found = found.and_(Sides(both=doers))
    if (kind.has_sides and found.by and found.against) or (
        not kind.has_sides and len(found.all) > 1 and told.slot != "acts"
    ):
        return found
    if not found.all:
        below = (*syntax.children(thing.head, "acl", "relcl"), *_misread(reading, thing.head))
        verbs = [j for j in below if not reading.kinds.has("third", syntax.lemma(j))]
        by = {j: [k for p in syntax.children(j, "agent") for k in syntax.children(p, "pobj")] for j in verbs}
        doing = _unique(c for j in verbs for a in by[j] or syntax.agent(j) for c in _codes_in(reading, a))
        found = found.and_(Sides(by=doing) if kind.has_sides else Sides(both=doing))
    if not syntax.is_verb(told.clause):
        return found
    if told.slot == "preps" and kind.has_sides:
        under = syntax.expand(syntax.grammatical_subject(told.clause)) if not found.against else []
        return found.and_(Sides(against=_unique(c for k in under for c in _codes_in(reading, k))))
    if kind.held_in and not found.by:
        heads = [told.thing.head, told.thing.top, told.clause, told.at]
        preps = [p for head in heads for p in syntax.children(head, "prep") if syntax.lemma(p).lower() in kind.held_in]
        places = [c for p in preps for k in syntax.children(p, "pobj") for c in reading.codes(k, places=True)]
        found = found.and_(Sides(by=tuple(places[:1])))
    for prep in syntax.prepositions(told.clause):
        word = syntax.lemma(prep).lower()
        codes = _unique(
            c
            for k in syntax.expand(syntax.children(prep, "pobj"))
            for c in _codes_in(reading, k, places=word not in _TOGETHER)
        )
        found = found.and_(_placed(word, codes, kind))
    return found


def _in_phrase(reading: Reading, head: int, kind: Kind, noun: int | None = None) -> Sides:
    """Parties within the phrase: before the noun, and behind the prepositions of the kind; not those below a noun inside it."""
    found = Sides(whole=_names_both(reading, head))
    inner = set(reading.syntax.parse.subtree(noun)) if noun is not None and noun != head else set[int]()
    for j in _phrase(reading, head):
        if j in inner:
            continue
        word, owner = _way_to(reading, j, head)
        codes = reading.codes(j, places=word in kind.parties | kind.against and word not in _TOGETHER)
        if not codes:
            continue
        found = found.and_(_of_owner(reading, j, codes, kind) if owner else _placed(word, codes, kind))
    return found


def _misread(reading: Reading, head: int) -> list[int]:
    """`The truce declared by X broke down`: a participle that the parser takes for the verb of the sentence."""
    syntax, verb = reading.syntax, reading.tokens[head].head
    participle = reading.tokens[verb].tag == "VBN" and not syntax.children(verb, "aux", "auxpass")
    return [verb] if participle and reading.tokens[head].dep in {"nsubj", "nsubjpass"} else []


def _names_both(reading: Reading, head: int) -> bool:
    """`Talks between the government and rebels`: two sides, whoever they are."""
    heads = reading.syntax.preposition_objects(head, "between")
    return len(reading.syntax.expand(heads)) > 1


def _phrase(reading: Reading, head: int) -> list[int]:
    found: list[int] = []
    todo = [head]
    while todo:
        i = todo.pop(0)
        for j in reading.syntax.children(i):
            token = reading.tokens[j]
            if token.dep in _SKIPPED or (token.dep == "appos" and i == head) or (token.dep == "conj" and i == head):
                continue
            found.append(j)
            todo.append(j)
    return sorted(found)


def _way_to(reading: Reading, j: int, head: int) -> tuple[str, bool]:
    """The preposition next to the head on the way from a token, "" without one; does the token qualify the head itself?"""
    word, owner, inner = "", False, j
    for i in (j, *reading.syntax.ancestors(j)):
        if i == head:
            break
        token = reading.tokens[i]
        if token.pos in {"ADP", "SCONJ"} or token.dep in {"prep", "agent"}:
            word = token.lemma.lower()
        inner = i
    owner = not word and reading.tokens[inner].dep in _OWNERS
    return word, owner


def _of_owner(reading: Reading, j: int, codes: tuple[str, ...], kind: Kind) -> Sides:
    """Whoever stands before the noun: "American sanctions" are by, "Iran sanctions" against."""
    if not kind.has_sides:
        return Sides(both=codes)
    mention, token = reading.actor(j), reading.tokens[j]
    noun = (
        mention is not None
        and mention.kind == "state"
        and token.dep in {"compound", "nmod"}
        and token.text.istitle()
        and token.text == mention.name
    )
    if kind.persons or noun:
        return Sides(against=codes)
    return Sides(by=codes)


def _placed(word: str, codes: tuple[str, ...], kind: Kind) -> Sides:
    if not codes:
        return Sides()
    if not kind.has_sides:
        return Sides(both=codes) if word in kind.parties else Sides()
    if word in kind.against:
        return Sides(against=codes)
    if word in kind.by:
        return Sides(by=codes)
    return Sides(both=codes) if word in _TOGETHER else Sides()


def _codes_in(reading: Reading, i: int, *, places: bool = False) -> tuple[str, ...]:
    """Codes of the mention at a token, else of the first one that qualifies it ("Turkey's decision")."""
    own = reading.codes(i, places=places)
    if own:
        listed = [k for k in reading.below(i) if reading.tokens[k].dep in {*_OWNERS, "conj"}]
        return _unique((*own, *(c for k in listed for c in reading.codes(k))))
    inside = [j for j in reading.below(i) if reading.tokens[j].dep in {*_OWNERS, "pobj", "conj"}]
    return _unique(code for j in inside for code in reading.codes(j, places=places))


def _owner(reading: Reading, told: Told, doers: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "its" and "their" before the noun stand for: the doer, else the last actor named before in the sentence."""
    heads = [told.thing.head, told.thing.top, *([told.at] if told.slot == "nouns" else [])]
    pronouns = [j for head in heads for j in reading.syntax.children(head, "poss") if reading.tokens[j].tag == "PRP$"]
    if not pronouns:
        return ()
    if own := [code for j in pronouns for code in reading.codes(j)]:
        return _unique(own)
    if doers:
        return doers
    verb = reading.syntax.governing_verb(told.thing.head)
    subjects = [
        c for s in reading.syntax.expand(reading.syntax.grammatical_subject(verb)) for c in _codes_in(reading, s)
    ]
    if subjects:
        return _unique(subjects)
    before = [
        m
        for m in reading.scene.actors
        if m.end <= reading.tokens[pronouns[0]].start and m.country and m.basis != LOCATIVE
    ]
    return (before[-1].country,) if before and before[-1].country else ()
