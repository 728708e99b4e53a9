"""States that verbs tell: done to a thing or by it, or what it is said to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.lexicon.process_kinds import EXISTS, Cue, Kinds

from .cues import Told, clause_of, cues_of, of_kind, phrase_state
from .reading import Reading
from .things import Thing


def by_verbs(reading: Reading, things: Sequence[Thing], kinds: Kinds) -> Iterator[Told]:
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
        subjects = subjects or _of_headless(reading, token.i, at)
        if _is_aside(reading, token.i):
            patients = [*patients, *(s for s in subjects if s.naming and token.lemma not in s.naming.cues["does"])]
        behind = _things(reading, (k for j in syntax.prepositions(token.i) for k in syntax.children(j, "pobj")), at)
        for slot, found in (("done", patients), ("does", subjects), ("done", behind)):
            yield from _verb(reading, token.i, slot, found, kinds, needs_rest=found is behind)
        for thing in (*subjects, *(patients if syntax.is_passive(token.i) else ())):
            if kinds.has("copulas", token.lemma):
                yield from _said_to_be(reading, token.i, thing, kinds)
            yield from _between(reading, token.i, thing)


def _of_headless(reading: Reading, verb: int, at: dict[int, list[Thing]]) -> list[Thing]:
    """`A pact on patrols lapsed in April`: where the parser sees a noun without a verb, the clause at its end is the verb."""
    root = next(token.i for token in reading.tokens if token.head == token.i)
    clauses = [token.i for token in reading.tokens if token.dep in {"acl", "relcl"}]
    headless = reading.tokens[root].pos == "NOUN" and clauses[-1:] == [verb]
    return at.get(root, []) if headless else []


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
                    thing=of_kind(thing, kind),
                    state=cue.state,
                    at=verb,
                    words=(verb, *words),
                    clause=verb,
                    slot=slot,
                    aside=aside,
                    via=naming,
                )
                break


def _rest(reading: Reading, verb: int, cue: Cue, thing: Thing, kinds: Kinds) -> tuple[int, ...] | None:
    """Tokens of the other words of a cue, None where one of them does not stand below the verb."""
    if not cue.rest:
        return ()
    inside = set(clause_of(reading, verb))
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


def _is_behind(reading: Reading, thing: Thing, cue: Cue) -> bool:
    """Does the thing stand behind the preposition that belongs to the verb ("withdrew from the treaty")?"""
    above = reading.tokens[reading.tokens[thing.top].head]
    return bool(cue.rest) and above.lemma.lower() in cue.rest


def _said_to_be(reading: Reading, verb: int, thing: Thing, kinds: Kinds) -> Iterator[Told]:
    """`The line is dead`, `talks remain on hold`."""
    phrase = set(reading.below(thing.top))
    below = [
        j for j in clause_of(reading, verb) if j not in phrase and not reading.syntax.children(j, "aux", "auxpass")
    ]
    if reading.syntax.is_passive(verb):
        return
    for kind, naming in cues_of(thing, kinds):
        for j in below:
            hit = phrase_state(reading, j, naming, below)
            if hit is not None:
                yield Told(
                    thing=of_kind(thing, kind),
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
            hit = phrase_state(reading, prep, thing.naming, [prep, *clause_of(reading, prep)])
            if hit is not None:
                yield Told(thing=thing, state=hit[0], at=prep, words=hit[1], clause=prep, slot="is", aside=True)
