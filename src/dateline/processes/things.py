"""Noun phrases that name a process, or point back to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.lexicon.process_kinds import NAME, STATE, Kind, Kinds, Naming
from dateline.records import ActorMention

from .names import counts, is_plain, modifiers_of, name_of, proper_name_of, subject_of, term_of, text_of
from .reading import Reading

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_PRONOUNS = frozenset({"it", "they", "them", "both", "this", "that"})
_PLURAL = frozenset({"NNS", "NNPS"})
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A phrase that may stand for a process.

    head: its noun; top: where the clause sees it ("two rounds of talks": rounds); unit: the noun that it is told through ("round").
    naming: None for a pronoun or a word that only points back, then kind may be "" (any). words: tokens of the name. known: it
    names a process by itself; where not it can only point back. listed: the processes that it is explained by.
    """

    kind: str
    naming: Naming | None
    head: int
    top: int
    words: tuple[int, ...] = ()
    name: str = ""
    terms: frozenset[str] = frozenset()
    subject: str | None = None
    definite: bool = False
    many: bool = False
    known: bool = True
    denied: bool = False
    unit: str = ""
    person: ActorMention | None = None
    listed: tuple[Thing, ...] = field(default=())

    @property
    def is_pronoun(self) -> bool:
        """Does it name no noun at all?"""
        return self.naming is None and not self.kind


def things_of(reading: Reading, kinds: Kinds) -> list[Thing]:
    """All phrases of the sentence that may stand for a process, in the order of the text; several for one noun of several kinds."""
    found = [thing for token in reading.tokens for thing in _at(reading, token.i, kinds)]
    listed = {id(thing): _listed(reading, thing, found) for thing in found}
    inner = {id(part) for parts in listed.values() for part in parts}
    return [_with(thing, listed[id(thing)]) for thing in found if id(thing) not in inner]


def _at(reading: Reading, i: int, kinds: Kinds) -> Iterator[Thing]:
    token = reading.tokens[i]
    lemma, text = token.lemma.lower(), token.text.lower()
    if (
        token.pos in {"PRON", "DET"}
        and text in _PRONOUNS
        and token.dep not in {"det", "poss", "expl", "mark", "predet"}
    ):
        yield Thing(
            kind="", naming=None, head=i, top=i, definite=True, many=text in {"they", "them", "both"}, known=False
        )
        return
    gerund = token.tag == "VBG" and token.dep == "pcomp"
    if token.pos not in {"NOUN", "PROPN"} and not token.tag.startswith("NN") and not gerund:
        return
    namings = kinds.by_noun.get(lemma) or kinds.by_noun.get(text) or ()
    for naming in namings:
        thing = _thing(reading, i, naming, kinds)
        if thing is not None:
            yield thing
    told = {naming.kind for naming in namings}
    for kind in kinds.kinds.values():
        if lemma in kind.again and kind.name not in told and _is_definite(reading, i):
            many = token.tag in _PLURAL
            yield Thing(kind=kind.name, naming=None, head=i, top=i, definite=True, many=many, known=False)
        if kind.persons and not namings:
            yield from _person(reading, i, kind)


def _person(reading: Reading, i: int, kind: Kind) -> Iterator[Thing]:
    """Somebody named, whom a state may hold."""
    mention = reading.actor(i)
    if mention is None or mention.kind != "person" or mention.head != i or mention.basis.startswith("coref.pronoun"):
        return
    token = reading.tokens[i]
    trade = token.dep == "appos" and reading.tokens[token.head].pos == "NOUN" and token.head < i
    yield _of_person(mention, i, token.head if trade else i, kind.namings[0])


def _of_person(person: ActorMention, head: int, top: int, naming: Naming) -> Thing:
    surname = frozenset({person.name.split()[-1].lower()})
    return Thing(
        kind=naming.kind,
        naming=naming,
        head=head,
        top=top,
        words=(head,),
        name=person.name,
        terms=surname,
        person=person,
    )


def _named_person(reading: Reading, i: int) -> ActorMention | None:
    """The person whose trade the noun is: "a pastor, Daniel Choi", "reporter Ann Lee"."""
    tokens = (i, *reading.syntax.children(i, "appos"))
    found = (reading.actor(j) for j in tokens)
    return next((m for m in found if m is not None and m.kind == "person"), None)


def _thing(reading: Reading, i: int, naming: Naming, kinds: Kinds) -> Thing | None:
    """The phrase around a noun, None where the noun is something else there."""
    kind, token = kinds.kinds[naming.kind], reading.tokens[i]
    plural = token.tag in _PLURAL
    if (naming.number == "plural" and not plural) or (naming.distinct and token.pos == "PROPN"):
        return None
    top, unit = _top(reading, i, naming, kind, kinds)
    if top is None:
        return None
    left = modifiers_of(reading, i)
    named = [j for j in left if not is_plain(reading, j, naming, kinds)]
    proper = proper_name_of(reading, i, top) if kind.named else ()
    known = _is_known(reading, i, naming, left, bool(proper))
    if not known and not _is_definite(reading, i):
        return None
    if kind.persons and (named_person := _named_person(reading, i)) is not None:
        return _of_person(named_person, i, top, naming)
    subject = subject_of(reading, i, top, kind, kinds)
    words = tuple(sorted({*proper, *named, i}))
    name = name_of(reading, words, subject, naming, kinds)
    told = {*words, *(subject or ())} - {i}
    return Thing(
        kind=naming.kind,
        naming=naming,
        head=i,
        top=top,
        words=words,
        name=name,
        terms=frozenset(term_of(reading, j) for j in told if counts(reading, j)) - kinds.words["plain"],
        subject=text_of(reading, subject) if subject else None,
        definite=_is_definite(reading, i),
        many=plural and naming.number not in {"plural", "any"},
        known=known,
        denied=any(
            reading.tokens[j].lemma == "no"
            for j in {*reading.syntax.children(i, "det"), *reading.syntax.children(top, "det")}
        ),
        unit=unit,
    )


def _top(reading: Reading, i: int, naming: Naming, kind: Kind, kinds: Kinds) -> tuple[int | None, str]:
    """Where the clause sees the noun, and the noun of a part or round that it is told through; None where it qualifies another."""
    syntax, tokens = reading.syntax, reading.tokens
    token = tokens[i]
    above = tokens[token.head]
    if token.dep in {"compound", "nmod", "poss", "amod"} and above.i != i:
        if kind.named and above.pos == "PROPN" and token.dep == "compound" and above.i > i:
            return above.i, ""
        return (i, "") if above.lemma in naming.cues["nouns"] else (None, "")
    if token.dep == "appos" and kind.named and above.pos == "PROPN" and not reading.codes(above.i):
        return above.i, ""
    top, unit = i, ""
    for _ in range(3):
        prep = tokens[tokens[top].head]
        noun = tokens[prep.head]
        if tokens[top].dep != "pobj" or prep.lemma not in {"of", "in"} or not kinds.has("units", noun.lemma):
            break
        top, unit = noun.i, noun.lemma
    if not unit and any(
        kinds.has("rounds", tokens[j].lemma) for j in syntax.children(i, "compound", "nmod", "npadvmod", "nummod")
    ):
        unit = "round"
    return top, unit


def _is_known(reading: Reading, i: int, naming: Naming, left: list[int], proper: bool) -> bool:
    """Has the noun one of the words beside it that make it a process?"""
    if not naming.needs:
        return True
    syntax, tokens = reading.syntax, reading.tokens
    if NAME in naming.needs and (proper or any(tokens[j].pos == "PROPN" for j in left)):
        return True
    beside = {tokens[j].lemma.lower() for j in left} | {tokens[j].text.lower() for j in left}
    below = syntax.children(i, "prep", "acl", "relcl", "appos")
    if {*beside, *(tokens[j].lemma.lower() for j in below)} & naming.needs:
        return True
    if i + 1 < len(tokens) and tokens[i + 1].dep == "prep" and tokens[i + 1].lemma.lower() in naming.needs:
        return True
    owners = syntax.children(i, "amod", "poss", "compound", "nmod")
    return STATE in naming.needs and any(reading.is_named(j) or tokens[j].tag == "PRP$" for j in owners)


def _is_definite(reading: Reading, i: int) -> bool:
    """Does it point to something told before: "the lines", "its line", "both lines"?"""
    words = {reading.tokens[j].text.lower() for j in reading.syntax.children(i, "det", "predet", "nummod")}
    return bool(words & _POINTING) or any(reading.tokens[j].tag == "PRP$" for j in reading.syntax.children(i, "poss"))


def located(reading: Reading, told: Thing, clause: int, kind: Kind) -> Thing:
    """The thing with the place that belongs to its name, where the kind asks for one: "troops in Kuwait"."""
    syntax, tokens = reading.syntax, reading.tokens
    for i in (told.head, told.top, clause) if kind.located else ():
        for prep in syntax.children(i, "prep"):
            for noun in syntax.children(prep, "pobj"):
                if tokens[prep].lemma.lower() in kind.located and reading.codes(noun, places=True):
                    words = tuple(
                        k
                        for k in sorted(reading.below(noun))
                        if tokens[k].dep in {"compound", "amod", "pobj"} and k <= noun
                    )
                    name = f"{told.name} {tokens[prep].text.lower()} {text_of(reading, words)}"
                    return replace(told, name=name, terms=told.terms | {tokens[noun].text.lower()})
    return told


def _listed(reading: Reading, thing: Thing, found: list[Thing]) -> tuple[Thing, ...]:
    """The processes that a plural is explained by: "two lines, the naval hotline and the telephone between ministers"."""
    if not thing.many:
        return ()
    heads = set(reading.syntax.expand(reading.syntax.children(thing.head, "appos")))
    parts = {
        other.head: other
        for other in found
        if other.head in heads and other.kind == thing.kind and other.naming is not None
    }
    return tuple(parts[head] for head in sorted(parts)) or _counted(reading, thing, found)


def _counted(reading: Reading, thing: Thing, found: list[Thing]) -> tuple[Thing, ...]:
    """`Two lines with Iraq, a hotline and a telephone`: the singulars behind a plural and a comma."""
    after = {
        o.head: o for o in found if o.kind == thing.kind and o.naming is not None and o.known and o.head > thing.head
    }
    if len(after) < 2 or any(o.many for o in after.values()):  # noqa: PLR2004  (a list)
        return ()
    heads = sorted(after)
    tokens = reading.tokens
    opened = any(tokens[j].text in {",", ":"} for j in range(thing.head, heads[0]))
    verbs = any(reading.syntax.is_verb(j) for j in range(thing.head, heads[-1]))
    joined = any(tokens[j].lemma == "and" for j in range(heads[-2], heads[-1]))
    return tuple(after[head] for head in heads) if opened and joined and not verbs else ()


def _with(thing: Thing, listed: tuple[Thing, ...]) -> Thing:
    if not listed:
        return thing
    return replace(thing, listed=listed)
