"""Words that tell the state of a process: verbs done to it or by it, what it is said to be, nouns for a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.lexicon.process_kinds import EXISTS, Cue, Kinds, Naming

from .names import modifiers_of, text_of
from .reading import Reading
from .things import Thing

_BORDERS = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj"})
_POINTING = frozenset({"the", "this", "that"})
_AFTER_NOUN = frozenset({"of", "to", "in", "on", "for", "from", "with"})
#: Within so many words the others of a phrase stand ("in full force").
_NEAR = 4
#: A modifier that tells a state, and how it may hang on its noun.
_ASIDES = frozenset({"amod", "acl", "appos", "advcl", "relcl", "acomp", "nmod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A word of the sentence that tells a state of a thing. at: the word; words: with what belongs to it; clause: the verb.

    slot: how it is told (done, does, is, nouns, preps, acts). aside: it only qualifies the noun ("stalled talks"). via: the naming
    whose word it is, where the thing names none.
    """

    thing: Thing
    state: str
    at: int
    words: tuple[int, ...]
    clause: int
    slot: str
    aside: bool = False
    via: Naming | None = None


def told_of(reading: Reading, things: Sequence[Thing], kinds: Kinds) -> list[Told]:
    """What the sentence tells of the things in it, by place; several for one word where it may be of several kinds."""
    found: dict[tuple[int, int, int], Told] = {}
    for told in (
        *_by_verbs(reading, things, kinds),
        *_by_modifiers(reading, things),
        *_by_nouns(reading, things),
        *_by_acts(reading, kinds),
        *_by_nouns_alone(reading, kinds, things),
    ):
        naming = told.thing.naming or told.via
        found.setdefault((told.thing.head, told.at, id(naming)), told)
    return sorted(found.values(), key=lambda told: (told.at, told.thing.head))


def cues_of(thing: Thing, kinds: Kinds) -> list[tuple[str, Naming]]:
    """The namings whose words count for the thing: its own; for a pronoun or a pointing word those that it may point to."""
    if thing.naming is not None:
        return [(thing.kind, thing.naming)]
    return [
        (kind.name, naming) for kind in kinds.kinds.values() if thing.kind in {"", kind.name} for naming in kind.namings
    ]


# --------------------------------------------------------------------------------------------------------------- verbs
def _by_verbs(reading: Reading, things: Sequence[Thing], kinds: Kinds) -> Iterator[Told]:
    at: dict[int, list[Thing]] = {}
    for thing in things:
        for i in dict.fromkeys((thing.top, thing.head)):
            at.setdefault(i, []).append(thing)
    if not at:
        return
    syntax = reading.syntax
    for token in reading.tokens:
        if not syntax.is_verb(token.i) or token.dep in {"aux", "auxpass"} or _is_as_said(reading, token.i):
            continue
        patients = _things(reading, syntax.patient(token.i), at)
        subjects = [] if syntax.is_passive(token.i) else _things(reading, syntax.grammatical_subject(token.i), at)
        if _is_aside(reading, token.i):
            patients = [*patients, *(s for s in subjects if s.naming and token.lemma not in s.naming.cues["does"])]
        behind = _things(reading, (k for j in syntax.prepositions(token.i) for k in syntax.children(j, "pobj")), at)
        for slot, found in (("done", patients), ("does", subjects), ("done", behind)):
            yield from _verb(reading, token.i, slot, found, kinds, needs_rest=found is behind)
        for thing in (*subjects, *(patients if syntax.is_passive(token.i) else ())):
            if kinds.has("copulas", token.lemma):
                yield from _said_to_be(reading, token.i, thing, kinds)
            yield from _between(reading, token.i, thing)


def _is_aside(reading: Reading, verb: int) -> bool:
    """`The treaty, initialled in May, enters into force`: a participle that the parser takes for the verb of the sentence."""
    tokens = reading.tokens
    if tokens[verb].dep == "conj" and tokens[verb].tag == "VBN" and tokens[verb].head < verb:
        return _is_aside(reading, tokens[verb].head) and not reading.syntax.children(verb, "dobj", "auxpass", "aux")
    behind = verb > 0 and tokens[verb - 1].text == "," and tokens[verb].tag in {"VBD", "VBN"}
    return behind and not reading.syntax.children(verb, "dobj", "auxpass", "aux", "ccomp", "xcomp")


def _is_as_said(reading: Reading, verb: int) -> bool:
    """`Closed on Friday as scheduled`, `as it had said it would`: only a comparison."""
    marks = [reading.syntax.lemma(j) for j in reading.syntax.children(verb, "mark")]
    return (
        reading.tokens[verb].dep == "advcl"
        and "as" in marks
        and not reading.syntax.children(verb, "nsubj", "nsubjpass")
    )


def _things(reading: Reading, heads: Iterable[int], at: dict[int, list[Thing]]) -> list[Thing]:
    found = reading.syntax.expand(heads)
    return [thing for head in found for thing in at.get(head, ())] or [
        t for head in found for t in _above(reading, head, at)
    ]


def _above(reading: Reading, head: int, at: dict[int, list[Thing]]) -> list[Thing]:
    """`The accord with Japan, which expired in March`: the noun before the comma is not always the one that the clause is about."""
    tokens = reading.tokens
    clause = next((j for j in reading.syntax.children(head, "relcl", "acl")), None)
    opened = clause is not None and any(tokens[j].text == "," for j in range(head, clause))
    if not opened or tokens[head].dep != "pobj":
        return []
    return at.get(tokens[tokens[head].head].head, [])


def _verb(
    reading: Reading, verb: int, slot: str, found: Sequence[Thing], kinds: Kinds, *, needs_rest: bool
) -> Iterator[Told]:
    """What a verb tells of the things in one of its slots."""
    lemma = reading.tokens[verb].lemma
    for thing in found:
        for kind, naming in cues_of(thing, kinds):
            for cue in naming.cues[slot].get(lemma, ()):
                words = _rest(reading, verb, cue, thing, kinds)
                if (
                    words is None
                    or (slot == "does" and _does_to_others(reading, verb, words))
                    or (needs_rest and not _is_behind(reading, thing, cue))
                ):
                    continue
                if thing.is_pronoun and (
                    cue.state == EXISTS or (not words and kinds.has("light", lemma) and slot == "done")
                ):
                    continue
                aside = reading.tokens[verb].dep == "amod"
                yield Told(
                    thing=_of_kind(thing, kind),
                    state=cue.state,
                    at=verb,
                    words=(verb, *words),
                    clause=verb,
                    slot=slot,
                    aside=aside,
                    via=naming,
                )
                break


def _of_kind(thing: Thing, kind: str) -> Thing:
    """The thing; a pronoun as one that points to a process of this kind."""
    if thing.kind:
        return thing
    return Thing(kind=kind, naming=None, head=thing.head, top=thing.top, definite=True, many=thing.many, known=False)


def _rest(reading: Reading, verb: int, cue: Cue, thing: Thing, kinds: Kinds) -> tuple[int, ...] | None:
    """Tokens of the other words of a cue, None where one of them does not stand below the verb."""
    if not cue.rest:
        return ()
    inside = set(_clause(reading, verb))
    phrase = set(reading.below(thing.top)) if thing.top != verb else set[int]()
    found: list[int] = []
    for word in cue.rest:
        hits = [
            j
            for j in inside - phrase - set(found)
            if word in {reading.tokens[j].lemma.lower(), reading.tokens[j].text.lower()}
            and _stands_alone(reading, j, thing, cue, kinds)
        ]
        if not hits:
            return None
        found.append(min(hits, key=lambda j: abs(j - verb)))
    return tuple(found)


def _stands_alone(reading: Reading, j: int, thing: Thing, cue: Cue, kinds: Kinds) -> bool:
    """Is the particle one ("talks went on"), and no preposition of something else ("talks went on Monday")?"""
    token = reading.tokens[j]
    if not kinds.has("particles", token.text.lower()) or token.dep == "prt":
        return True
    objects = reading.syntax.children(j, "pobj")
    return not objects or any(k == thing.top or reading.tokens[k].lemma.lower() in cue.rest for k in objects)


def _does_to_others(reading: Reading, verb: int, words: Iterable[int]) -> bool:
    """`The embargo ended years of trade`: the verb has an object, so that it tells nothing of its subject."""
    objects = reading.syntax.children(verb, "dobj")
    return bool(objects) and not set(objects) & set(words)


def _clause(reading: Reading, verb: int) -> Iterator[int]:
    """Tokens below a verb, clauses of their own left out; infinitives and -ing forms belong to it."""
    todo = list(reading.syntax.children(verb))
    while todo:
        j = todo.pop(0)
        if reading.tokens[j].dep in _BORDERS and (reading.syntax.is_verb(j) or reading.tokens[j].dep == "relcl"):
            continue
        yield j
        todo.extend(reading.syntax.children(j))


def _is_behind(reading: Reading, thing: Thing, cue: Cue) -> bool:
    """Does the thing stand behind the preposition that belongs to the verb ("withdrew from the treaty")?"""
    above = reading.tokens[reading.tokens[thing.top].head]
    return bool(cue.rest) and above.lemma.lower() in cue.rest


def _said_to_be(reading: Reading, verb: int, thing: Thing, kinds: Kinds) -> Iterator[Told]:
    """`The line is dead`, `talks remain on hold`."""
    phrase = set(reading.below(thing.top))
    below = [j for j in _clause(reading, verb) if j not in phrase and not reading.syntax.children(j, "aux", "auxpass")]
    if reading.syntax.is_passive(verb):
        return
    for kind, naming in cues_of(thing, kinds):
        for j in below:
            hit = _phrase(reading, j, naming, below)
            if hit is not None:
                yield Told(
                    thing=_of_kind(thing, kind),
                    state=hit[0],
                    at=j,
                    words=(verb, *hit[1]),
                    clause=verb,
                    slot="is",
                    via=naming,
                )
                break


def _between(reading: Reading, verb: int, thing: Thing) -> Iterator[Told]:
    """`The truce, in force since May, collapsed`: the parser hangs the aside on the verb behind it."""
    if thing.naming is None:
        return
    for prep in reading.syntax.children(verb, "prep", "advcl"):
        if thing.top < prep < verb and reading.tokens[prep - 1].text == ",":
            hit = _phrase(reading, prep, thing.naming, [prep, *_clause(reading, prep)])
            if hit is not None:
                yield Told(thing=thing, state=hit[0], at=prep, words=hit[1], clause=prep, slot="is", aside=True)


def _phrase(reading: Reading, j: int, naming: Naming, around: Iterable[int]) -> tuple[str, tuple[int, ...]] | None:
    """The state that a word tells with the other words of its phrase, and their tokens."""
    token = reading.tokens[j]
    if token.dep in {"cc", "punct", "det"}:
        return None
    for form in dict.fromkeys((token.text.lower(), token.lemma.lower())):
        for cue in naming.cues["is"].get(form, ()):
            near = [k for k in around if 0 < k - j <= _NEAR and (token.pos != "ADP" or reading.tokens[k].pos != "VERB")]
            rest = [next((k for k in near if reading.tokens[k].lemma.lower() == word), None) for word in cue.rest]
            if None not in rest and (cue.rest or token.pos != "ADP" or token.dep in {"prt", "advmod"}):
                return cue.state, tuple(sorted((j, *(k for k in rest if k is not None))))
    return None


# ---------------------------------------------------------------------------------------------------- modifiers, nouns
def _by_modifiers(reading: Reading, things: Sequence[Thing]) -> Iterator[Told]:
    """`Stalled talks`, `the line, dead since May`, `the truce in force there`, `under sanctions`."""
    syntax, tokens = reading.syntax, reading.tokens
    for thing in things:
        if thing.naming is None:
            continue
        beside = [j for i in dict.fromkeys((thing.head, thing.top)) for j in syntax.children(i)]
        for j in beside:
            hit = None
            if tokens[j].dep in _ASIDES or tokens[j].dep == "prep":
                hit = _phrase(reading, j, thing.naming, [j, *_clause(reading, j)])
            if hit is None and tokens[j].dep == "amod" and tokens[j].tag in {"VBN", "VBD"}:
                hit = _participle(reading, j, thing.naming)
            if hit is not None and _is_verb_of_list(reading, j, thing):
                verb = syntax.governing_verb(tokens[thing.top].head)
                yield Told(thing=thing, state=hit[0], at=j, words=(*hit[1], verb), clause=verb, slot="done")
            elif hit is not None:
                yield Told(thing=thing, state=hit[0], at=j, words=hit[1], clause=j, slot="is", aside=True)
        above = tokens[thing.top].head
        if tokens[thing.top].dep == "pobj":
            for cue in thing.naming.cues["preps"].get(tokens[above].lemma.lower(), ()):
                yield Told(
                    thing=thing,
                    state=cue.state,
                    at=above,
                    words=(above,),
                    clause=syntax.governing_verb(above),
                    slot="preps",
                )


def _is_verb_of_list(reading: Reading, j: int, thing: Thing) -> bool:
    """`Restored ties and reopened embassies`: the parser takes the second verb for an adjective."""
    tokens = reading.tokens
    return j > 0 and tokens[j - 1].dep == "cc" and tokens[thing.top].dep == "conj" and tokens[j].tag.startswith("VB")


def _participle(reading: Reading, j: int, naming: Naming) -> tuple[str, tuple[int, ...]] | None:
    """`Suspended talks`: what is done to it, said of it in one word."""
    for slot in ("done", "does"):
        for cue in naming.cues[slot].get(reading.tokens[j].lemma, ()):
            if not cue.rest and cue.state != EXISTS:
                return cue.state, (j,)
    return None


def _by_nouns(reading: Reading, things: Sequence[Thing]) -> Iterator[Told]:
    """`The suspension of talks`, `an end to sanctions`, `the ceasefire's collapse`."""
    tokens = reading.tokens
    for thing in things:
        if thing.naming is None:
            continue
        above = tokens[tokens[thing.top].head]
        noun = None
        if tokens[thing.top].dep == "pobj" and above.lemma in _AFTER_NOUN:
            noun = above.head
        elif tokens[thing.top].dep in {"compound", "nmod", "poss", "amod"}:
            noun = above.i
        if noun is None or (reading.syntax.is_verb(noun) and tokens[noun].tag != "VBG"):
            continue
        for cue in thing.naming.cues["nouns"].get(
            tokens[noun].lemma.lower(), thing.naming.cues["nouns"].get(tokens[noun].text.lower(), ())
        ):
            if not cue.rest:
                yield Told(
                    thing=thing,
                    state=cue.state,
                    at=noun,
                    words=(noun,),
                    clause=reading.syntax.governing_verb(noun),
                    slot="nouns",
                )
                break


def _by_nouns_alone(reading: Reading, kinds: Kinds, things: Sequence[Thing]) -> Iterator[Told]:
    """`The cut`, `its suspension`: a noun for a change of what was told before."""
    syntax, tokens = reading.syntax, reading.tokens
    taken = {thing.head for thing in things}
    for token in tokens:
        if (
            token.pos != "NOUN"
            or token.i in taken
            or set(syntax.children(token.i, "prep")) & _inner_preps(reading, things)
        ):
            continue
        owned = any(tokens[j].tag == "PRP$" for j in syntax.children(token.i, "poss"))
        pointed = any(tokens[j].text.lower() in _POINTING for j in syntax.children(token.i, "det"))
        if not (owned or pointed) or syntax.children(token.i, "compound", "nmod"):
            continue
        for kind in kinds.kinds.values():
            for naming in kind.namings:
                cues = naming.cues["nouns"].get(token.lemma.lower(), ())
                if cues and (owned or token.lemma.lower() in naming.alone):
                    thing = Thing(kind=kind.name, naming=None, head=token.i, top=token.i, definite=True, known=False)
                    clause = syntax.governing_verb(token.i)
                    yield Told(
                        thing=thing,
                        state=cues[0].state,
                        at=token.i,
                        words=(token.i,),
                        clause=clause,
                        slot="nouns",
                        aside=True,
                        via=naming,
                    )


def _inner_preps(reading: Reading, things: Sequence[Thing]) -> set[int]:
    """Prepositions that a thing stands behind."""
    return {reading.tokens[thing.top].head for thing in things if reading.tokens[thing.top].dep == "pobj"}


def _by_acts(reading: Reading, kinds: Kinds) -> Iterator[Told]:
    """Verbs that are a process of their own: "is mediating between"."""
    for token in reading.tokens:
        says = reading.syntax.is_verb(token.i) or token.dep == "attr"
        act = kinds.acts.get(token.lemma) if says and token.dep != "amod" else None
        if act is not None:
            kind, state = act
            naming = kinds.kinds[kind].namings[0]
            name = kind
            if kinds.kinds[kind].acts_on:
                objects = [
                    j for j in reading.syntax.patient(token.i) if reading.tokens[j].lemma in kinds.kinds[kind].acts_on
                ]
                if not objects:
                    continue
                name = f"{text_of(reading, (*modifiers_of(reading, objects[0]), objects[0]))} {kind}"
            terms = frozenset(name.split()) - {kind}
            thing = Thing(kind=kind, naming=naming, head=token.i, top=token.i, words=(token.i,), name=name, terms=terms)
            yield Told(
                thing=thing,
                state=state,
                at=token.i,
                words=(token.i,),
                clause=reading.syntax.governing_verb(token.i),
                slot="acts",
            )
