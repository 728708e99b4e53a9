"""Pairs of counterparts: who was named together in a sentence, by "and", by a hyphen, or as subject and object of an act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dateline.records import Token

from .actors_build import Draft
from .actors_clauses import verb_above
from .actors_position import LOCATIVE
from .actors_told import between
from .references_memory import Memory, Pair, SentenceDrafts

_JOINED = re.compile(r"(?:,|&|,&)[dm]*")
#: Sectors of those who can be a side against their own government.
_PARTIES = frozenset({"REB", "OPP", "UAF", "PTY", "LAB"})
_TALKS = frozenset({"with", "against"})
_MEETINGS = frozenset(
    {"talk", "meeting", "negotiation", "conversation", "discussion", "call", "round", "summit", "war"}
)
_PEOPLE = frozenset({"person", "office"})


def latest_two(memory: Memory) -> Iterator[Pair]:
    """The two states mentioned last, as a weak pair; nothing where the story knows fewer."""
    kept: dict[str | None, Draft] = {}
    for draft in (*reversed(memory.subjects), *reversed(memory.mentioned)):
        if _can_pair(draft) and draft.mention.country not in kept:
            kept[draft.mention.country] = draft
        if len(kept) == 2:  # noqa: PLR2004
            yield Pair(drafts=tuple(reversed(kept.values())), strong=False)
            return


def states_together(memory: Memory, sentence: int) -> Iterator[Pair]:
    """The only two states that one of the last sentences told as actors, as a weak pair."""
    for index in (sentence - 1, sentence - 2):
        kept: dict[str | None, Draft] = {}
        for draft in reversed(memory.mentioned):
            if draft.mention.sentence < index:
                break
            if draft.mention.sentence == index and draft.mention.kind == "state" and _can_pair(draft):
                kept.setdefault(draft.mention.country, draft)
        if len(kept) == 2:  # noqa: PLR2004
            yield Pair(drafts=tuple(reversed(kept.values())), strong=False)
            return


def domestic_pair(memory: Memory) -> Iterator[Pair]:
    """Rebels, opposition or unions named last, and the government or forces of the same state, as a weak pair."""
    party = next((d for d in reversed(memory.mentioned) if _party(d) and _can_pair(d)), None)
    if party is None:
        return
    for draft in reversed(memory.mentioned):
        mention = draft.mention
        organ = mention.kind == "body" and set(mention.sectors[:1]) & {"GOV", "MIL", "COP"}
        if organ and mention.country == party.mention.country and _can_pair(draft):
            yield Pair(drafts=(draft, party), strong=False)
            return


def pairs_of(drafts: Sequence[Draft], sentence: SentenceDrafts) -> Iterator[Pair]:
    """Counterparts that a sentence names together: joined by "and", glued by a hyphen, or subject and object of an act."""
    yield from _acting(drafts, sentence)
    run: list[Draft] = []
    for draft in drafts:
        able = _can_pair(draft) and not is_mediator(draft, sentence)
        if run and able and _joins(run[-1], draft, sentence):
            run.append(draft)
            continue
        yield from _pair(run, drafts, sentence)
        run = [draft] if able else []
    yield from _pair(run, drafts, sentence)


def is_mediator(draft: Draft, sentence: SentenceDrafts) -> bool:
    """As in "talks mediated by Gabon", "Gabon mediated": who brings others together is none of them."""
    parse, head = sentence.elements.parse, draft.mention.head
    if head < 0 or parse.tokens[head].dep not in {"pobj", "nsubj"}:
        return False
    verb = verb_above(parse, head)
    return verb >= 0 and parse.tokens[verb].lemma in sentence.elements.registry.grammar.mediation


def states_here(before: Sequence[Draft]) -> Iterator[Pair]:
    """The two states that a sentence has named so far, as in "a visit by a Vietnamese minister to Chile"; nothing for others."""
    kept: dict[str | None, Draft] = {}
    for draft in before:
        mention = draft.mention
        if mention.country and not mention.members and (mention.basis != LOCATIVE or draft.letter == "C"):
            kept.setdefault(mention.country, draft)
    if len(kept) == 2:  # noqa: PLR2004
        yield Pair(drafts=tuple(kept.values()), strong=True)


def _can_pair(draft: Draft) -> bool:
    mention = draft.mention
    return bool(mention.country) and mention.basis != LOCATIVE and not mention.members


def _joins(left: Draft, right: Draft, sentence: SentenceDrafts) -> bool:
    if left.at == right.at or left.letter == "-" or right.letter == "-":
        return False
    letters = between(left, right, sentence.elements)
    return bool(_JOINED.fullmatch(letters)) or (not letters and right.mention.start - left.mention.end <= 1)


def _pair(run: Sequence[Draft], drafts: Sequence[Draft], sentence: SentenceDrafts) -> Iterator[Pair]:
    kept: dict[tuple[str | None, str], Draft] = {}
    for draft in run:
        kept.setdefault((draft.mention.country, _party(draft)), draft)
    if len(kept) > 1 and _are_sides(kept.values()):
        yield Pair(drafts=tuple(kept.values()), strong=not _is_against_third(tuple(kept.values()), drafts, sentence))


def _are_sides(drafts: Iterable[Draft]) -> bool:
    """Of different states, or the power and others at home: drivers and teachers on strike are no two sides."""
    told = list(drafts)
    organs = [
        d for d in told if d.mention.kind in {"body", "state"} and set(d.mention.sectors[:1]) <= {"GOV", "MIL", "COP"}
    ]
    return len({d.mention.country for d in told}) > 1 or bool(organs) or all(d.mention.kind in _PEOPLE for d in told)


def _is_against_third(run: Sequence[Draft], drafts: Sequence[Draft], sentence: SentenceDrafts) -> bool:
    """As in "Latvia and Estonia backed their neighbour": those who do something together to a third are no counterparts."""
    tokens = sentence.elements.parse.tokens
    subject = next(
        (tokens[d.mention.head] for d in run if d.mention.head >= 0 and tokens[d.mention.head].dep == "nsubj"), None
    )
    if subject is None:
        return False
    codes = {d.mention.country for d in run}
    objects = [
        d for d in drafts if tokens[d.mention.head].dep == "dobj" and tokens[d.mention.head].head == subject.head
    ]
    return any(d.mention.country is not None and d.mention.country not in codes for d in objects)


def _party(draft: Draft) -> str:
    """Parties at home are told apart by name; a state and its organs are one."""
    inside = set(draft.mention.sectors[:1]) & _PARTIES
    return draft.mention.entity_id if inside else ""


def _acting(drafts: Sequence[Draft], sentence: SentenceDrafts) -> Iterator[Pair]:
    """As in "Biegun held talks with Choi", "Lavrov met Kerry"."""
    tokens = sentence.elements.parse.tokens
    subjects = [d for d in drafts if _can_pair(d) and d.mention.head >= 0 and tokens[d.mention.head].dep == "nsubj"]
    for subject in subjects:
        verb = tokens[subject.mention.head].head
        for other in drafts:
            if other is subject or not _can_pair(other) or other.mention.country == subject.mention.country:
                continue
            token = tokens[other.mention.head]
            talks = token.dep == "pobj" and _is_of_talks(tokens, token.head)
            met = token.dep == "dobj" and token.head == verb and other.mention.kind in _PEOPLE
            if met or talks:
                yield Pair(drafts=(subject, other), strong=talks or met)


def _is_of_talks(tokens: Sequence[Token], preposition: int) -> bool:
    """Does "with" or "against" belong to a verb, to its object, or to talks; not to a place ("near the border with Chad")?"""
    above = tokens[tokens[preposition].head]
    close = above.pos in {"VERB", "AUX"} or above.dep in {"dobj", "nsubj", "nsubjpass"} or above.lemma in _MEETINGS
    return tokens[preposition].text.lower() in _TALKS and close
