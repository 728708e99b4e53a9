"""Offices that no class tells apart, by the title as the registry has it: heads of organisations, army chiefs, envoys to the UN."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Holder, Registry
from dateline.lexicon.registry_names import key_words
from dateline.records import ActorMention

from .actors_build import Draft

_SMALL = frozenset({"the", "of", "for", "to", "'s", "'", ",", "and", "a"})
_UNITED_NATIONS = "United Nations"


def titled_holders(registry: Registry, draft: Draft, day: dt.date) -> list[Holder]:
    """Who held an office on that day that only its title tells; [] where the registry has nobody or more than one."""
    mention = draft.mention
    code = mention.country or ""
    if code not in registry.states:
        return _heads(registry, draft, day)
    words = _words(mention.text)
    if draft.role in load_actor_phrases().envoys and mention.sectors[:1] == ("GOV",) and _is_to_united_nations(draft):
        return registry.holders(code, "un_representative", day)[:1]
    if draft.role in load_actor_phrases().any_head | {"army chief"} and words & {"army", "military"}:
        chiefs = registry.holders(code, "military_chief", day)
        of_army = [chief for chief in chiefs if "army" in _words(chief.title)] if "army" in words else []
        return of_army[:1] or (chiefs if len({chief.person for chief in chiefs}) == 1 else [])[:1]
    return []


def _is_to_united_nations(draft: Draft) -> bool:
    keys = key_words(draft.mention.text)
    return "to" in keys and (keys[-2:] == ["united", "nations"] or keys[-1:] == ["un"])


def _heads(registry: Registry, draft: Draft, day: dt.date) -> list[Holder]:
    """As in "NATO's secretary-general", "the president of the European Commission", "the head of the IAEA"."""
    mention = draft.mention
    told, office = _words(mention.text), _words(draft.role)
    top = load_actor_phrases().top_titles if draft.role in load_actor_phrases().any_head else None
    found = []
    for person in registry.persons.in_country(mention.country or ""):
        for spell in person.spells:
            title = _words(spell.title)
            fits = " ".join(key_words(spell.title)) in top if top else office <= title <= told
            if fits and _is_of_body(draft, title) and spell.surely_held_on(day):
                found.append(spell)
    return found[:1] if len({spell.person for spell in found}) == 1 else []


def _is_of_body(draft: Draft, title: frozenset[str]) -> bool:
    """A title that names no body is that of the organisation itself: "the secretary-general" of the United Nations only."""
    if draft.mention.country != "UNO" or draft.body is None:
        return True
    return draft.body.name == _UNITED_NATIONS or bool(title & _words(draft.body.name))


def of_the_same_rank(draft: Draft, holders: Sequence[Holder]) -> list[Holder]:
    """The holders whose title goes with the noun: a king is no president, whatever the class of both."""
    monarchs = load_actor_phrases().monarchs
    if draft.role not in monarchs and draft.role != "president":
        return list(holders)
    crowned = draft.role in monarchs
    return [holder for holder in holders if bool(_words(holder.title) & monarchs) == crowned]


def is_person(mention: ActorMention, registry: Registry) -> bool:
    """May the mention be an office that one person holds? One of an organisation is told without a sector."""
    return mention.kind == "office" or (mention.kind == "group" and mention.country not in registry.states)


def _words(text: str) -> frozenset[str]:
    return frozenset(key_words(text)) - _SMALL
