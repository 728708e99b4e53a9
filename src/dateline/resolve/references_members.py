"""Who the members of a group are, and pairs that "they" take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import slug
from dateline.records import ActorKind, Entity

from .actors_build import Draft
from .references_memory import Memory, Pair, entity_of
from .references_numbers import ANY_PERSON, OF_STATES

if TYPE_CHECKING:
    from .references_context import Context

_REACH = 3


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
        return with_members(pronoun, [entity_of(d.mention) for d in pair.drafts])
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
    return with_members(pronoun, [entity_of(d.mention) for d in reversed(found.values())])


def member_of(code: str, draft: Draft, registry: Registry) -> Entity:
    """The state itself; or its office or body, where the phrase names one ("the two defence ministers", "both navies")."""
    if draft.role in OF_STATES or draft.letter == "2" or not draft.role or draft.role in ANY_PERSON:
        return state_of(code, registry)
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


def state_of(code: str, registry: Registry) -> Entity:
    if code in registry.states:
        return Entity(entity_id=f"state:{code}", name=registry.state_name(code), kind="state", country=code)
    return Entity(entity_id=f"org:{code}", name=registry.state_name(code), kind="organisation", country=code)


def with_members(draft: Draft, members: Sequence[Entity]) -> Draft:
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
