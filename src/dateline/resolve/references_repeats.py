"""Actors told again by another noun: "the Latvian", "the Estonian envoy", "the group", "the rebels", "the army"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Name
from dateline.records import ActorKind

from .actors_build import Draft
from .actors_told import names_several, told_as
from .references_memory import Memory

#: How many sentences back an actor may stand that is told again.
_REACH = 4
_REACH_OF_FORCES = 2
_BODIES = frozenset({"body", "organisation", "group"})
_SINGULAR_ADJECTIVES = ("n", "i", "k", "o", "t", "ard", "ole", "ane", "ede", "inn", "urk")
_PERSONS = frozenset({"person", "office"})
_PARTIES = frozenset({"PTY", "OPP", "REB", "UAF", "PRM"})


def repeated(draft: Draft, memory: Memory) -> Draft | None:
    """The draft with the identity of the actor that it takes up; None where it takes up nobody."""
    if not draft.definite:
        return None
    if draft.letter == "E":
        return _national(draft, memory)
    if draft.letter != "R" or draft.owner or draft.owner_role or draft.owner_words:
        return None
    if draft.mention.country is not None:
        return _holder_again(draft, memory)
    if draft.mention.kind in _BODIES:
        return _fighters(draft, memory) if is_fighting(draft) else body_again(draft, memory)
    return None


def is_only_again(draft: Draft) -> bool:
    """Does the phrase name nobody unless it takes somebody up: "the group", "the agency"?"""
    known = load_actor_phrases().told_again
    return (
        draft.letter == "R"
        and draft.role in known
        and draft.definite
        and not draft.mention.country
        and not draft.plural
    )


def country_of_force(draft: Draft, memory: Memory) -> str | None:
    """As in "Israeli troops killed two villagers. The army said": an army is that of the forces that have just acted."""
    forces = load_actor_phrases().forces
    sectors = set(draft.mention.sectors[:1]) & forces
    if draft.mention.kind != "body" or not sectors:
        return None
    acted = [d for d in memory.subjects if draft.mention.sentence - d.mention.sentence in range(1, _REACH_OF_FORCES)]
    found = {d.mention.country for d in acted if set(d.mention.sectors) & sectors and d.mention.country}
    return next(iter(found)) if len(found) == 1 else None


def _near(draft: Draft, memory: Memory, reach: int = _REACH) -> Iterator[Draft]:
    for other in reversed(memory.mentioned):
        if draft.mention.sentence - other.mention.sentence > reach:
            return
        if other.mention.country and not other.mention.members and other.letter != "-":
            yield other
            if other.body is not None and other.mention.kind in _PERSONS:
                yield body_of(other, other.body)


def body_of(officer: Draft, body: Name) -> Draft:
    """The body that the title of a person names ("NATO Secretary-General X"), as a draft of its own."""
    kinds: dict[str, ActorKind] = {"organisation": "organisation", "group": "group"}
    mention = replace(
        officer.mention,
        kind=kinds.get(body.kind, "body"),
        name=body.name,
        entity_id=body.entity_id,
        country=body.country or officer.mention.country,
        sectors=body.sectors,
        office=None,
    )
    return replace(officer, mention=mention, letter="B", role="", words=(), person=None, body=None)


def _national(draft: Draft, memory: Memory) -> Draft | None:
    """As in "the Latvian": the latest person of that state."""
    if draft.plural or not draft.mention.text.endswith(_SINGULAR_ADJECTIVES):
        return None
    for other in _near(draft, memory):
        spells = other.person.spells if other.person is not None else ()
        theirs = {other.mention.country, *(spell.country for spell in spells)}
        if other.mention.kind == "person" and not other.plural and draft.mention.country in theirs:
            return taken_up(draft, other)
    return None


def _holder_again(draft: Draft, memory: Memory) -> Draft | None:
    """As in "the Estonian envoy": the latest person of that state whose title has all words of this one."""
    if draft.mention.kind not in _PERSONS or draft.plural or draft.country_from not in {"adjective", "owner"}:
        return None
    wanted = set((draft.mention.office or draft.role).split())
    phrases = load_actor_phrases()
    leads = wanted <= phrases.any_leader
    for other in _near(draft, memory, 2 * _REACH):
        mention = other.mention
        if mention.kind != "person" or mention.country != draft.mention.country or other.plural:
            continue
        title = {*(mention.office or "").split(), *other.role.split()}
        if leads and title & phrases.head_words and not title & phrases.not_head_words:
            return taken_up(draft, other)
        if other.person is None and wanted <= title:
            return taken_up(draft, other)
    return None


def is_fighting(draft: Draft) -> bool:
    """Is it a rebel, gunman or militia first of all?"""
    return bool(set(draft.mention.sectors[:1]) & load_actor_phrases().fighting)


def _fighters(draft: Draft, memory: Memory) -> Draft | None:
    """As in "Houthi leaders ... The rebels": the latest armed group that the story has named with a state."""
    fighting = load_actor_phrases().fighting
    for other in _near(draft, memory):
        if (
            set(other.mention.sectors[:1]) & fighting
            and other.mention.kind in _BODIES
            and not other.mention.attributive
        ):
            return taken_up(draft, other)
    return _front(draft, memory) if names_several(draft) else None


def _front(draft: Draft, memory: Memory) -> Draft | None:
    """As in "The Patriotic Front seized a town. The rebels": a front, movement or army without a state that has acted."""
    for other in reversed(memory.subjects):
        if draft.mention.sentence - other.mention.sentence > _REACH_OF_FORCES:
            return None
        party = other.letter in "OBG" and set(other.mention.sectors[:1]) & _PARTIES
        if party and other.mention.country and set(other.mention.name.lower().split()) & load_actor_phrases().fronts:
            return taken_up(draft, other)
    return None


def body_again(draft: Draft, memory: Memory) -> Draft | None:
    """As in "the International Atomic Energy Agency ... The agency", "Gazprom ... The company"."""
    if draft.plural:
        return None
    phrases = load_actor_phrases()
    noun, sectors = draft.role.split()[-1], set(draft.mention.sectors) & phrases.same_sector
    for other in _near(draft, memory):
        mention = other.mention
        named = other.letter in "OBG"
        if mention.kind not in _BODIES or not (named or mention.kind == "body" or is_fighting(other)):
            continue
        if is_fighting(other) and set(draft.mention.sectors[:1]) & phrases.forces:
            continue
        same_word = noun in mention.name.lower().split() or noun in mention.text.lower().split()
        loose = noun in phrases.any_body and (
            mention.kind == "organisation" or set(mention.sectors) & phrases.same_sector
        )
        if (named and (same_word or set(mention.sectors) & sectors)) or (loose and not mention.attributive):
            return taken_up(draft, other)
        if same_word and draft.role in phrases.told_again:
            return taken_up(draft, other)
    return None


def taken_up(draft: Draft, other: Draft) -> Draft:
    """The draft with identity, country, sectors and office of another that it stands for."""
    known = other.mention
    mention = replace(
        told_as(draft.mention, known, "coref.again"),
        sectors=known.sectors or draft.mention.sectors,
        office=known.office or draft.mention.office,
    )
    return replace(draft, mention=mention, person=other.person, words=other.words, role=draft.role or other.role)
