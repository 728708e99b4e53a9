"""Names of persons: surnames to full names of the story, else to leaders whom news copy names by the surname alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Person, office_class
from dateline.lexicon.registry_names import slug

from .actors_build import Draft
from .references_memory import KOREAS, People, name_words

if TYPE_CHECKING:
    from .references_context import Context

_LONGEST_SHORT_NAME = 2


def resolve_name(draft: Draft, people: People, context: Context) -> Draft:
    """The draft with the identity of the person whose short name it is; unchanged where nobody fits."""
    namesake = people.namesake(draft) if draft.letter == "X" and not draft.role else None
    if namesake is not None:
        return _identified(draft, namesake)
    if not draft.words or (
        draft.letter == "X" and draft.mention.office is not None and draft.mention.country is not None
    ):
        return draft
    korea = KOREAS.get(draft.words[0]) if len(draft.words) == 1 and draft.definite else None
    if korea and context.has_both_koreas:
        return context.as_state(draft, korea, "coref.korea")
    full = people.full(draft)
    if full is not None and full.mention.start != draft.mention.start:
        return _identified(draft, full)
    if draft.letter == "S" and len(name_words(draft.words)) <= _LONGEST_SHORT_NAME:
        return _known_by_surname(draft, context)
    return draft


def _identified(draft: Draft, full: Draft) -> Draft:
    own, known = draft.mention, full.mention
    country = own.country or known.country
    mention = replace(
        own,
        kind="person" if known.kind == "unknown" and (own.office or known.office) else known.kind,
        name=known.name,
        entity_id=known.entity_id,
        country=country,
        sectors=own.sectors or known.sectors,
        office=(known.office or own.office) if "apposition" in own.basis else (own.office or known.office),
        basis="coref.name" if len(draft.words) == len(full.words) else "coref.surname",
    )
    return replace(draft, mention=mention, person=full.person, role=draft.role or full.role)


def _known_by_surname(draft: Draft, context: Context) -> Draft:
    person = _leader(draft, context)
    if person is None:
        return draft
    day = context.day
    own = draft.mention
    sectors, office = context.told(person, day, draft.role, own)
    country = own.country if own.country in context.registry.states else person.country
    mention = replace(
        own,
        kind="person",
        name=person.name,
        entity_id=f"person:{slug(person.name)}:{country}",
        country=country,
        sectors=sectors,
        office=office,
        basis="registry.surname",
    )
    return replace(draft, mention=mention, letter="X", person=person)


def _leader(draft: Draft, context: Context) -> Person | None:
    """The leader of that surname: of the stated country and office, in office that day; nobody where the word may be another."""
    words = name_words(draft.words)
    if len(draft.words) > len(words) and draft.words[0] in context.registry.grammar.things:
        return None  # "Lake Al"
    found = context.registry.persons.surnamed(" ".join(words))
    if not found and len(words) == 1:
        return None
    stated = draft.mention.country
    office = office_class(draft.mention.office or "")
    if stated:
        found = [p for p in found if p.country == stated or stated not in context.registry.states]
    if draft.mention.office:
        found = [p for p in found if _has_held(p, office, draft.mention.office)]
    elif not context.is_proper(draft):
        return None
    if not found:
        return None
    return _best(found, office, draft, context)


def _has_held(person: Person, office: str, title: str) -> bool:
    """Has the person held an office of the class, or one of that very title? Leaders are heads of state and government alike."""
    if title.rsplit(maxsplit=1)[-1] in load_actor_phrases().monarchs:
        return any(title.rsplit(maxsplit=1)[-1] in spell.title for spell in person.spells)
    if not office:
        return any(spell.title.endswith(title) for spell in person.spells)
    heads = {"head_of_state", "head_of_government"}
    return any(spell.office == office or {spell.office, office} <= heads for spell in person.spells)


def _best(found: Sequence[Person], office: str, draft: Draft, context: Context) -> Person | None:
    day = context.day

    def weight(person: Person) -> tuple[bool, bool, bool, str]:
        spells = [s for s in person.spells if not office or s.office == office] or list(person.spells)
        held = day is not None and any(s.held_on(day) for s in spells)
        named = person.country in context.countries
        return held, named, any(s.source == "p" for s in spells), max(s.last or s.as_of or s.first for s in spells)

    best = max(found, key=weight)
    trusted = weight(best)
    leads = any(s.office and day is not None and s.held_on(day) for s in best.spells)
    if draft.definite and not draft.role and not leads:
        return None  # "the Durra gas field"
    return best if trusted[0] or trusted[2] or (trusted[1] and office) else None
