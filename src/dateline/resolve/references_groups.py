"""Phrases for actors named elsewhere: "the two sides", "both ministers", "officials of the two countries", "the two"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.records import Entity

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .actors_told import told_as
from .references_epithets import fitting_states, states_told
from .references_members import member_of, state_of, with_members
from .references_memory import Memory, Pair, SentenceDrafts, entity_of
from .references_numbers import (
    ANY_OFFICIAL,
    ANY_PERSON,
    COUNTS,
    NUMERALS,
    OF_STATES,
    count_of,
    is_each,
    tells_no_number,
)
from .references_pairs import domestic_pair, latest_two, pairs_of, states_here, states_together

if TYPE_CHECKING:
    from .references_context import Context

#: Nouns for states, and for nobody else.
_STATES_ONLY = frozenset(
    {"country", "nation", "state", "neighbor", "neighbour", "republic", "island nation", "rival", "giants"}
)
_PERSONS = frozenset({"person", "office"})
_REACH = 3
_REACH_OF_MEN = 6
_REACH_OF_PERSONS = 8


def _states_counted(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """As in "the three neighbours", "the two Gulf states": as many states as the story has told, or told of that region."""
    codes, number = fitting_states(draft), count_of(draft)
    if draft.role not in _STATES_ONLY or not number or (number == 2 and codes is None):  # noqa: PLR2004
        return None
    known = frozenset(context.registry.states) if codes is None else codes
    told = states_told(memory, known, draft.mention.sentence)
    if len(told) < number or (codes is None and len(told) > number):
        return None
    return with_members(draft, [state_of(code, context.registry) for code in reversed(told[:number])])


def resolve_region(draft: Draft, sentence: SentenceDrafts, memory: Memory, context: Context) -> Draft:
    """As in "the two Baltic states": so many states of the region as the number says, the latest first."""
    words = sentence.elements.words
    first = sentence.elements.items[draft.at[0]].first
    before = words[first - 1].key if first else ""
    number, codes = COUNTS.get(before, 0), fitting_states(draft)
    told = states_told(memory, codes, draft.mention.sentence) if number and codes is not None else []
    if len(told) < number or not told:
        return draft
    return with_members(draft, [state_of(code, context.registry) for code in reversed(told[:number])])


# -------------------------------------------------------------------------------------------------- who they are
def resolve_group(
    draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, context: Context
) -> Draft | None:
    """The draft with its members; None where the story has named nobody whom it can stand for."""
    registry = context.registry
    if "koreas" in draft.mention.text.lower():
        return with_members(draft, [state_of(code, registry) for code in ("KOR", "PRK")])
    if (known := _numbered_before(draft, memory)) is not None:
        return known
    if (persons := _persons(draft, before, memory)) is not None:
        return with_members(draft, persons)
    if (states := _states_counted(draft, memory, context)) is not None:
        return states
    pair = None if tells_no_number(draft) else _principals(draft, before, sentence, memory, context)
    if pair is None:
        return None
    return _of_pair(draft, pair, context)


def _of_pair(draft: Draft, pair: Pair, context: Context) -> Draft | None:
    if (draft.letter == "2" or draft.role in ANY_PERSON) and all(
        d.mention.kind in _PERSONS and not d.plural for d in pair.drafts
    ):
        return with_members(draft, [entity_of(d.mention) for d in pair.drafts])
    codes = list(dict.fromkeys(code for code in pair.countries if code))
    if len(codes) == 1 and len(pair.drafts) > 1:
        return with_members(draft, [entity_of(d.mention) for d in pair.drafts])
    if len(codes) < 2:  # noqa: PLR2004
        return None
    return with_members(draft, [context.holder_of(member_of(code, draft, context.registry)) for code in codes])


def _numbered_before(draft: Draft, memory: Memory) -> Draft | None:
    """As in "two Kenyan nurses ... The two nurses", "... The two men": a group of that number, named in the last sentences."""
    count = count_of(draft) if draft.letter != "2" else NUMERALS[draft.words[0]]
    if not count or draft.role in OF_STATES or (draft.letter == "2" and draft.words == ("both",)):
        return None
    for other in reversed(memory.mentioned):
        mention = other.mention
        if draft.mention.sentence - mention.sentence > (_REACH_OF_MEN if draft.role in ANY_PERSON else _REACH):
            break
        if not other.plural or mention.members or mention.kind == "state" or count_of(other) != count or not other.role:
            continue
        if mention.country and (draft.letter == "2" or draft.role in ANY_PERSON or other.role == draft.role):
            return _as_group(draft, other)
    return None


def _as_group(draft: Draft, other: Draft) -> Draft:
    known = other.mention
    mention = replace(told_as(draft.mention, known, "coref.group"), office=known.office, members=known.members)
    return replace(draft, mention=mention, role=draft.role or other.role)


def _persons(draft: Draft, before: Sequence[Draft], memory: Memory) -> list[Entity] | None:
    """The two persons named last who hold the office ("the two presidents") or any ("the two men", "the two")."""
    if draft.mention.kind == "body" or draft.role in OF_STATES or draft.role == "office" or is_each(draft):
        return None
    number = _number_of_persons(draft)
    if number < 0 or (draft.letter != "2" and " of " in draft.mention.text):
        return None
    paired = _persons_paired(draft, memory) if number == 2 else None  # noqa: PLR2004
    anybody = draft.letter == "2" or draft.role in ANY_PERSON | ANY_OFFICIAL
    wanted = "" if anybody else draft.role.split()[-1]
    if paired and not wanted:
        return paired
    found: dict[str, Draft] = {}
    for other in (*reversed(before), *reversed(memory.mentioned)):
        mention = other.mention
        reach = _REACH_OF_PERSONS if wanted else _REACH - 1
        if draft.mention.sentence - mention.sentence > reach:
            break
        if _is_holder(other, wanted) and all(d.mention.name != mention.name for d in found.values()):
            found.setdefault(mention.entity_id, other)
        if len(found) == number:
            break
        if not number and other.plural and other.role == draft.role:
            return None
    codes = {d.mention.country for d in found.values()}
    if len(codes) != (number or max(len(found), 2)) or None in codes:
        return None
    return [entity_of(d.mention) for d in reversed(found.values())]


def _number_of_persons(draft: Draft) -> int:
    """How many persons the phrase stands for; 0 for any ("the envoys"), -1 for phrases that stand for none."""
    if draft.letter == "2":
        return NUMERALS[draft.words[0]]
    if count := count_of(draft):
        return count if count in {2, 3} else -1
    return 0 if draft.mention.office and draft.definite else -1


def _persons_paired(draft: Draft, memory: Memory) -> list[Entity] | None:
    """Two persons whom the last sentences told to have met."""
    for pair in reversed(memory.pairs):
        if draft.mention.sentence - pair.drafts[0].mention.sentence > _REACH - 1:
            return None
        if pair.strong and len(pair.drafts) == 2 and all(d.mention.kind in _PERSONS for d in pair.drafts):  # noqa: PLR2004
            return [entity_of(d.mention) for d in pair.drafts]
    return None


def _is_holder(other: Draft, wanted: str) -> bool:
    mention = other.mention
    if mention.kind not in _PERSONS or other.plural or mention.members or mention.attributive or not mention.country:
        return False
    if mention.kind == "office" and mention.text.lower().split()[0] in {"a", "an"}:
        return False
    told = {*(mention.office or "").split(), *other.role.split()}
    return not wanted or wanted in told or bool(load_actor_phrases().synonyms.get(wanted, frozenset()) & told)


def _are_states(pair: Pair, draft: Draft, context: Context) -> bool:
    """Are the members states, and those that the words fit ("the Gulf rivals")?"""
    codes = fitting_states(draft)
    return all(code in (context.registry.states if codes is None else codes) for code in pair.countries)


def _principals(
    draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, context: Context
) -> Pair | None:
    """The latest pair of that number, without those whom the clause has as its subject; pairs told together come first."""
    wanted = 2 if draft.letter == "2" and draft.words != ("three",) else count_of(draft)
    speaker = None if draft.owner == "their" else _clause_subject(draft, before, sentence)
    loose = [*latest_two(memory), *domestic_pair(memory)]
    if draft.role in _STATES_ONLY:
        loose += states_together(memory, draft.mention.sentence)
    pairs = [*loose, *memory.pairs, *pairs_of(before, sentence)]
    if draft.role in OF_STATES:
        pairs += states_here(before)
    fitting = [p for p in pairs if (len(p.drafts) == wanted or not wanted) and speaker not in p.countries]
    if draft.role in _STATES_ONLY:
        fitting = [p for p in fitting if _are_states(p, draft, context)]
    strong = [p for p in fitting if p.strong]
    weak = fitting if speaker is None else []
    return next(reversed(strong or weak), None)


def _clause_subject(draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts) -> str | None:
    """The country of the one who does something to the group, as in "the UN urged both sides"; None where it acts itself."""
    parse = sentence.elements.parse
    head = draft.mention.head
    if head < 0 or parse.tokens[head].dep not in {"dobj", "pobj", "dative"}:
        return None
    verb = verb_above(parse, head)
    subject = subject_of(parse, verb) if verb >= 0 else -1
    found = next((d for d in before if d.tokens[0] <= subject <= d.tokens[1]), None)
    return None if found is None or found.mention.members else found.mention.country


def resolve_plural(draft: Draft, memory: Memory) -> Draft | None:
    """As in "the two defence ministers ... The defence ministers": the latest group with the same noun; None if there is none."""
    if not (draft.plural and draft.definite and draft.role) or draft.mention.country is not None:
        return None
    noun = draft.role.split()[-1]
    for other in reversed(memory.mentioned):
        mention = other.mention
        if other.plural and other.role.split()[-1:] == [noun] and (mention.country or mention.members):
            return _as_group(draft, other) if _same_field(draft, other) else None
    return None


def _same_field(draft: Draft, other: Draft) -> bool:
    """Does the other title have all words of this one ("ministers": "foreign ministers")?"""
    wanted = set((draft.mention.office or draft.role).split())
    return wanted <= set((other.mention.office or other.role).split()) | set(other.role.split()) | set(
        other.mention.text.lower().split()
    )
