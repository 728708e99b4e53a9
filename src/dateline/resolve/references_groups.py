"""Phrases for actors named elsewhere: "the two sides", "both ministers", "officials of the two countries", "the two"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import slug
from dateline.records import ActorKind, ActorMention, Entity, Token

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .references_epithets import fitting_states, states_told
from .references_memory import Memory, Pair, SentenceDrafts, entity_of
from .references_pairs import domestic_pair, latest_two, pairs_of, states_here

if TYPE_CHECKING:
    from .references_context import Context

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "each": 0}
_BARE = frozenset(
    {
        "ally",
        "neighbor",
        "neighbour",
        "side",
        "pair",
        "duo",
        "koreas",
        "rival",
        "office",
        "foe",
        "adversary",
        "enemy",
        "country",
    }
    | {"nation", "government", "superpower"}
)
#: Nouns for states; other nouns for a pair are persons or bodies, one of each state.
_OF_STATES = frozenset(
    {"side", "country", "nation", "ally", "neighbor", "neighbour", "party", "capital", "state", "power", "rival"}
    | {"partner", "foe", "superpower", "adversary", "republic", "koreas", "delegation", "team", "island nation"}
)
#: Nouns that say nothing of the office: any two persons will do.
_ANY_PERSON = frozenset(
    {
        "man",
        "men",
        "woman",
        "women",
        "leader",
        "pair",
        "duo",
        "statesman",
        "counterpart",
        "politician",
    }
)
#: Nouns for states, and for nobody else.
_STATES_ONLY = frozenset(
    {"country", "nation", "state", "neighbor", "neighbour", "republic", "island nation", "rival", "giants"}
)
#: Nouns for persons of whom there are many.
_ANY_OFFICIAL = frozenset({"official", "diplomat", "man", "woman", "general"})
_LONGEST_TITLE = 3
_PERSONS = frozenset({"person", "office"})
_OF_BOTH = re.compile(r"\b(?:of|from|in) (?:the two|both|the three) (?:\w+ )?(\w+)$")
_NUMERALS = {"two": 2, "both": 2, "three": 3}
_ROLES_OF_NUMERALS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_REACH = 3
_REACH_OF_MEN = 6
_REACH_OF_PERSONS = 8


def numerals_of(sentence: SentenceDrafts) -> Iterator[Draft]:
    """A draft with the letter "2" for each "the two", "the three" or "both" that stands for actors without a noun."""
    tokens = sentence.elements.parse.tokens
    for token in tokens:
        word = token.text.lower()
        if word not in _NUMERALS or token.dep not in _ROLES_OF_NUMERALS:
            continue
        the = word != "both" and token.i > 0 and tokens[token.i - 1].text.lower() == "the"
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        if not (the or word == "both") or _has_noun(after):
            continue
        first = tokens[token.i - 1] if the else token
        text = sentence.text[first.start : token.end]
        mention = ActorMention(
            text=text,
            start=first.start,
            end=token.end,
            sentence=sentence.index,
            head=token.i,
            kind="group",
            name=text,
            entity_id="",
            basis="pronoun",
        )
        yield Draft(mention=mention, letter="2", words=(word,), plural=True, tokens=(first.i, token.i))


def _has_noun(after: Token | None) -> bool:
    return after is not None and (
        after.pos in {"NOUN", "PROPN", "ADJ", "NUM"} or after.text.lower() in {"of", "-", "and"}
    )


def is_group(draft: Draft, registry: Registry) -> bool:
    """Does the phrase stand for counterparts named elsewhere: "the two sides", "both countries", "the allies", "their offices"?"""
    if draft.letter == "2":
        return True
    if draft.letter not in "RS" or draft.mention.country is not None:
        return False
    if draft.role == "koreas" or draft.words == ("koreas",) or _officials_of_both(draft, registry):
        return True
    if _is_told_in_plural(draft, registry):
        return True
    return _is_paired(draft, registry) and (
        (_count(draft) > 0 and not _is_indefinite(draft))
        or _is_each(draft)
        or (draft.plural and draft.owner == "their" and draft.role not in registry.grammar.others)
        or (draft.definite and draft.plural and draft.role in _BARE | load_actor_phrases().pairs)
    )


def _is_told_in_plural(draft: Draft, registry: Registry) -> bool:
    """As in "The envoys agreed": persons by their office, without a number."""
    person = draft.mention.office is not None and draft.role in registry.words.pairs and draft.role not in _ANY_OFFICIAL
    return draft.plural and draft.definite and person and draft.mention.text.count(" ") <= _LONGEST_TITLE


def tells_no_number(draft: Draft) -> bool:
    """Is it a title in the plural that may as well name others than those told before?"""
    titled = draft.mention.office is not None and draft.role not in _OF_STATES
    return titled and draft.definite and not _count(draft) and " of " not in draft.mention.text


def _is_paired(draft: Draft, registry: Registry) -> bool:
    if draft.role in registry.words.pairs or draft.role in load_actor_phrases().pairs or draft.words == ("koreas",):
        return draft.plural or _is_each(draft)
    if not draft.plural or draft.mention.kind not in {"body", "group"}:
        return False
    return _count(draft) > 0 or _is_of_each(draft)


def _is_of_each(draft: Draft) -> bool:
    """As in "their navies": one of each; "their troops" are not."""
    noun = draft.mention.text.lower().split()[-1]
    return draft.owner == "their" and draft.mention.kind == "body" and noun != draft.role.split()[-1]


def _is_each(draft: Draft) -> bool:
    return draft.mention.text.lower().startswith("each ") and draft.role in _OF_STATES


def _is_indefinite(draft: Draft) -> bool:
    """As in "two men": the number without "the" names others."""
    first = draft.mention.text.lower().split()[0]
    return first not in {"the", "these", "those", "both", "their", "its"} and not draft.definite


def _officials_of_both(draft: Draft, registry: Registry) -> bool:
    found = _OF_BOTH.search(" ".join(draft.mention.text.lower().split()))
    return found is not None and found[1] in registry.words.pairs


def _states_counted(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """As in "the three neighbours", "the two Gulf states": as many states as the story has told, or told of that region."""
    codes, number = fitting_states(draft), _count(draft)
    if draft.role not in _STATES_ONLY or not number or (number == 2 and codes is None):  # noqa: PLR2004
        return None
    known = frozenset(context.registry.states) if codes is None else codes
    told = states_told(memory, known, draft.mention.sentence)
    if len(told) < number or (codes is None and len(told) > number):
        return None
    return _with_members(draft, [_state(code, context.registry) for code in reversed(told[:number])])


def resolve_region(draft: Draft, sentence: SentenceDrafts, memory: Memory, context: Context) -> Draft:
    """As in "the two Baltic states": so many states of the region as the number says, the latest first."""
    words = sentence.elements.words
    first = sentence.elements.items[draft.at[0]].first
    before = words[first - 1].key if first else ""
    number, codes = _COUNTS.get(before, 0), fitting_states(draft)
    told = states_told(memory, codes, draft.mention.sentence) if number and codes is not None else []
    if len(told) < number or not told:
        return draft
    return _with_members(draft, [_state(code, context.registry) for code in reversed(told[:number])])


def _count(draft: Draft) -> int:
    words = draft.mention.text.lower().split()
    return next((_COUNTS[word] for word in words[:3] if word in _COUNTS), 0)


# -------------------------------------------------------------------------------------------------- who they are
def resolve_group(
    draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, context: Context
) -> Draft | None:
    """The draft with its members; None where the story has named nobody whom it can stand for."""
    registry = context.registry
    if "koreas" in draft.mention.text.lower():
        return _with_members(draft, [_state(code, registry) for code in ("KOR", "PRK")])
    if (known := _numbered_before(draft, memory)) is not None:
        return known
    if (persons := _persons(draft, before, memory)) is not None:
        return _with_members(draft, persons)
    if (states := _states_counted(draft, memory, context)) is not None:
        return states
    pair = None if tells_no_number(draft) else _principals(draft, before, sentence, memory, context)
    if pair is None:
        return None
    return _of_pair(draft, pair, context)


def _of_pair(draft: Draft, pair: Pair, context: Context) -> Draft | None:
    if (draft.letter == "2" or draft.role in _ANY_PERSON) and all(
        d.mention.kind in _PERSONS and not d.plural for d in pair.drafts
    ):
        return _with_members(draft, [entity_of(d.mention) for d in pair.drafts])
    codes = list(dict.fromkeys(code for code in pair.countries if code))
    if len(codes) == 1 and len(pair.drafts) > 1:
        return _with_members(draft, [entity_of(d.mention) for d in pair.drafts])
    if len(codes) < 2:  # noqa: PLR2004
        return None
    return _with_members(draft, [context.holder_of(_member(code, draft, context.registry)) for code in codes])


def pair_told(pronoun: Draft, antecedent: Draft | None, context: Context, memory: Memory) -> Draft | None:
    """As in "The ministries of Chad and Sudan met. They agreed": those told together, if later than any other antecedent."""
    for pair in reversed(memory.pairs[-3:]):
        last = pair.drafts[-1].mention
        if pronoun.mention.sentence - last.sentence != 1 or not pair.strong:
            continue
        if antecedent is not None and antecedent.mention.start > last.start:
            return None
        if not _leads_clause(pair, pronoun, context):
            continue
        return _with_members(pronoun, [entity_of(d.mention) for d in pair.drafts])
    return _last_two_persons(pronoun, memory) if antecedent is None else None


def _leads_clause(pair: Pair, pronoun: Draft, context: Context) -> bool:
    """Is the pair subject of its sentence, and nobody of it object of what the pronoun does?"""
    first = pair.drafts[0].mention
    tokens = context.sentences[first.sentence].elements.parse.tokens
    token = tokens[first.head]
    drafts = context.sentences[pronoun.mention.sentence].drafts
    others = {d.mention.country for d in drafts if d.mention.country and not d.mention.attributive}
    leads = "subj" in token.dep and tokens[token.head].dep in {"ROOT", "ccomp", "conj"}
    return leads and not others & set(pair.countries)


def _last_two_persons(pronoun: Draft, memory: Memory) -> Draft | None:
    """As in "Hill spoke of progress. The North Korean smiled. They meet again": two persons of two states."""
    found: dict[str | None, Draft] = {}
    for other in reversed(memory.mentioned):
        if pronoun.mention.sentence - other.mention.sentence > _REACH - 1:
            break
        if (
            other.mention.kind == "person"
            and not other.plural
            and other.mention.country
            and not other.mention.attributive
        ):
            found.setdefault(other.mention.country, other)
    if len(found) != 2:  # noqa: PLR2004
        return None
    return _with_members(pronoun, [entity_of(d.mention) for d in reversed(found.values())])


def _numbered_before(draft: Draft, memory: Memory) -> Draft | None:
    """As in "two Kenyan nurses ... The two nurses", "... The two men": a group of that number, named in the last sentences."""
    count = _count(draft) if draft.letter != "2" else _NUMERALS[draft.words[0]]
    if not count or draft.role in _OF_STATES or (draft.letter == "2" and draft.words == ("both",)):
        return None
    for other in reversed(memory.mentioned):
        mention = other.mention
        if draft.mention.sentence - mention.sentence > (_REACH_OF_MEN if draft.role in _ANY_PERSON else _REACH):
            break
        if not other.plural or mention.members or mention.kind == "state" or _count(other) != count or not other.role:
            continue
        if mention.country and (draft.letter == "2" or draft.role in _ANY_PERSON or other.role == draft.role):
            return _as_group(draft, other)
    return None


def _as_group(draft: Draft, other: Draft) -> Draft:
    known = other.mention
    mention = replace(
        draft.mention,
        kind=known.kind,
        name=known.name,
        entity_id=known.entity_id,
        country=known.country,
        sectors=known.sectors,
        office=known.office,
        members=known.members,
        basis="coref.group",
    )
    return replace(draft, mention=mention, role=draft.role or other.role)


def _persons(draft: Draft, before: Sequence[Draft], memory: Memory) -> list[Entity] | None:
    """The two persons named last who hold the office ("the two presidents") or any ("the two men", "the two")."""
    if draft.mention.kind == "body" or draft.role in _OF_STATES or draft.role == "office" or _is_each(draft):
        return None
    number = _number_of_persons(draft)
    if number < 0 or (draft.letter != "2" and " of " in draft.mention.text):
        return None
    paired = _persons_paired(draft, memory) if number == 2 else None  # noqa: PLR2004
    anybody = draft.letter == "2" or draft.role in _ANY_PERSON | _ANY_OFFICIAL
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
        return _NUMERALS[draft.words[0]]
    if count := _count(draft):
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
    wanted = 2 if draft.letter == "2" and draft.words != ("three",) else _count(draft)
    speaker = None if draft.owner == "their" else _clause_subject(draft, before, sentence)
    pairs = [*latest_two(memory), *domestic_pair(memory), *memory.pairs, *pairs_of(before, sentence)]
    if draft.role in _OF_STATES:
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


# -------------------------------------------------------------------------------------------------- members
def _member(code: str, draft: Draft, registry: Registry) -> Entity:
    """The state itself; or its office or body, where the phrase names one ("the two defence ministers", "both navies")."""
    if draft.role in _OF_STATES or draft.letter == "2" or not draft.role or draft.role in _ANY_PERSON:
        return _state(code, registry)
    office = draft.mention.office if " of " not in draft.mention.text else None
    title = (office or draft.role).removeprefix("two ")
    kind: ActorKind = "body" if draft.mention.kind == "body" or draft.role in {"office", "government"} else "office"
    return Entity(
        entity_id=f"{kind}:{code}:{slug(title)}",
        name=f"{registry.adjective(code)} {title}",
        kind=kind,
        country=code,
        sectors=draft.mention.sectors or ("GOV",),
        office=title if kind == "office" else None,
    )


def _state(code: str, registry: Registry) -> Entity:
    if code in registry.states:
        return Entity(entity_id=f"state:{code}", name=registry.state_name(code), kind="state", country=code)
    return Entity(entity_id=f"org:{code}", name=registry.state_name(code), kind="organisation", country=code)


def _with_members(draft: Draft, members: Sequence[Entity]) -> Draft:
    countries = {member.country for member in members}
    mention = replace(
        draft.mention,
        kind="group",
        members=tuple(members),
        name=" and ".join(member.name for member in members),
        entity_id="group:" + "+".join(member.entity_id for member in members),
        country=members[0].country if len(countries) == 1 else None,
        sectors=members[0].sectors if len({m.sectors for m in members}) == 1 else (),
        office=None,
        basis="coref.pair",
    )
    return replace(draft, mention=mention)


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
