"""Bare titles and counterparts: "the ministry", "the deputy secretary", "his U.S. counterpart"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .actors_build import Draft
from .references_memory import Memory

if TYPE_CHECKING:
    from .references_context import Context

_STATES = frozenset({"country", "nation", "kingdom", "republic", "state", "emirate", "homeland", "sheikhdom", "island nation"})


def resolve_title(draft: Draft, memory: Memory) -> Draft:
    """A definite title without country to the latest holder of that title in the story; "the country" to the latest state."""
    mention = draft.mention
    if mention.country is not None or draft.plural or not draft.definite:
        return draft
    if draft.role in _STATES:
        state = memory.last_state()
        if state is None:
            return draft
        known = state.mention
        found = replace(
            mention, kind="state", name=known.name, entity_id=f"state:{known.country}", country=known.country, basis="coref.state"
        )
        return replace(draft, mention=found)
    antecedent = memory.last_titled(mention.office or _title(draft), draft.role)
    return draft if antecedent is None else _as_antecedent(draft, antecedent)


def _title(draft: Draft) -> str:
    return draft.mention.name.lower() if draft.mention.kind == "body" else draft.role


def _as_antecedent(draft: Draft, antecedent: Draft) -> Draft:
    own, known = draft.mention, antecedent.mention
    found = replace(
        own,
        kind=known.kind,
        name=known.name,
        entity_id=known.entity_id,
        country=known.country,
        sectors=known.sectors or own.sectors,
        office=known.office or own.office,
        basis="coref.role",
    )
    return replace(draft, mention=found, person=antecedent.person, words=antecedent.words)


def resolve_counterpart(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft:
    """ "His U.S. counterpart": the office of the person before, in the country named here; the holder where the registry knows."""
    owner = _owner(before, memory)
    if owner is None or draft.mention.kind == "person":
        return draft
    office = owner.mention.office
    mention = replace(
        draft.mention,
        office=office or draft.mention.office,
        sectors=owner.mention.sectors or draft.mention.sectors,
        basis="coref.counterpart",
    )
    if mention.country is None and memory.pairs and draft.country_from != "region":
        others = [c for c in memory.pairs[-1].countries if c and c != owner.mention.country]
        mention = replace(mention, country=others[0] if len(others) == 1 else None)
    return context.holder(replace(draft, mention=mention, role=owner.role or draft.role))


def _owner(before: Sequence[Draft], memory: Memory) -> Draft | None:
    for draft in (*reversed(before), *reversed(memory.subjects)):
        if draft.mention.kind in {"person", "office"} and (draft.mention.office or draft.letter in "XS"):
            return draft
    return None
