"""States that stand beside a noun: adjectives and participles, nouns for a change, prepositions; verbs that are a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.lexicon.process_kinds import EXISTS, Cue, Kind, Kinds, Naming

from .cues import Told, clause_of, phrase_state
from .names import modifiers_of, text_of
from .reading import Reading
from .things import Thing

_POINTING = frozenset({"the", "this", "that"})
#: Within so many words stands what belongs to a verb that is a process.
_NEAR = 3
_AFTER_NOUN = frozenset({"of", "to", "in", "on", "for", "from", "with"})
#: A modifier that tells a state, and how it may hang on its noun.
_ASIDES = frozenset({"amod", "acl", "appos", "advcl", "relcl", "acomp", "nmod"})


def by_modifiers(reading: Reading, things: Sequence[Thing]) -> Iterator[Told]:
    """`Stalled talks`, `the line, dead since May`, `the truce in force there`, `under sanctions`."""
    syntax, tokens = reading.syntax, reading.tokens
    for thing in things:
        if thing.naming is None:
            continue
        beside = [j for i in dict.fromkeys((thing.head, thing.top)) for j in syntax.children(i)]
        for j in beside:
            hit = None
            if tokens[j].dep in _ASIDES or tokens[j].dep == "prep":
                hit = phrase_state(reading, j, thing.naming, [j, *clause_of(reading, j)])
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


def by_nouns(reading: Reading, things: Sequence[Thing]) -> Iterator[Told]:
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


def by_nouns_alone(reading: Reading, kinds: Kinds, things: Sequence[Thing]) -> Iterator[Told]:
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


def by_acts(reading: Reading, kinds: Kinds) -> Iterator[Told]:
    """Verbs that are a process of their own: "is mediating between", "agreed to stop shooting"."""
    for token in reading.tokens:
        says = (reading.syntax.is_verb(token.i) or token.dep == "attr") and token.dep != "amod"
        for kind, cue in kinds.acts.get(token.lemma, ()) if says else ():
            told = _act(reading, token.i, kinds.kinds[kind], cue)
            if told is not None:
                yield told
                break


def _act(reading: Reading, i: int, kind: Kind, cue: Cue) -> Told | None:
    """The verb at token i as a process of the kind, None where what must stand with it is not there."""
    tokens = reading.tokens
    near = [j for j in clause_of(reading, i) if 0 < j - i <= _NEAR]
    rest = [next((j for j in near if word in {tokens[j].text.lower(), tokens[j].lemma}), None) for word in cue.rest]
    objects = [j for j in reading.syntax.patient(i) if tokens[j].lemma in kind.acts_on]
    if None in rest or (kind.acts_on and not objects):
        return None
    name = f"{text_of(reading, (*modifiers_of(reading, objects[0]), objects[0]))} {kind.name}" if objects else kind.name
    terms = frozenset(name.split()) - {kind.name}
    thing = Thing(kind=kind.name, naming=kind.namings[0], head=i, top=i, words=(i,), name=name, terms=terms)
    words = tuple(sorted((i, *(j for j in rest if j is not None))))
    return Told(thing=thing, state=cue.state, at=i, words=words, clause=reading.syntax.governing_verb(i), slot="acts")
