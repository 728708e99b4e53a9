"""A word that tells a state of a thing, and which words can tell one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.lexicon.process_kinds import Kinds, Naming

from .reading import Reading
from .things import Thing

_BORDERS = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj"})
#: Within so many words the others of a phrase stand ("in full force").
_NEAR = 4


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


def cues_of(thing: Thing, kinds: Kinds) -> list[tuple[str, Naming]]:
    """The namings whose words count for the thing: its own; for a pronoun or a pointing word those that it may point to."""
    if thing.naming is not None:
        return [(thing.kind, thing.naming)]
    return [
        (kind.name, naming) for kind in kinds.kinds.values() if thing.kind in {"", kind.name} for naming in kind.namings
    ]


def of_kind(thing: Thing, kind: str) -> Thing:
    """The thing; a pronoun as one that points to a process of this kind."""
    if thing.kind:
        return thing
    return Thing(kind=kind, naming=None, head=thing.head, top=thing.top, definite=True, many=thing.many, known=False)


def clause_of(reading: Reading, verb: int) -> Iterator[int]:
    """Tokens below a verb, clauses of their own left out; infinitives and -ing forms belong to it."""
    todo = list(reading.syntax.children(verb))
    while todo:
        j = todo.pop(0)
        if reading.tokens[j].dep in _BORDERS and (reading.syntax.is_verb(j) or reading.tokens[j].dep == "relcl"):
            continue
        yield j
        todo.extend(reading.syntax.children(j))


def phrase_state(reading: Reading, j: int, naming: Naming, around: Iterable[int]) -> tuple[str, tuple[int, ...]] | None:
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
