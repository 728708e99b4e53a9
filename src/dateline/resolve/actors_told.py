"""What one phrase takes over from another: a country, a title, a role, an identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import slug
from dateline.records import ActorMention

from .actors_build import Draft
from .actors_elements import Elements

#: Titles that say no office by themselves.
_RELATIVE = frozenset({"counterpart", "colleague", "opposite number"})


def with_role(draft: Draft, model: Draft, registry: Registry) -> Draft:
    old = draft.mention
    label = model.mention.name.removeprefix(registry.adjective(model.mention.country)).strip()
    name = f"{registry.adjective(old.country)} {label}".strip()
    mention = replace(
        old,
        kind=model.mention.kind,
        name=name,
        entity_id=f"{model.mention.kind}:{old.country or '-'}:{slug(label)}",
        sectors=model.mention.sectors,
        office=model.mention.office,
        attributive=False,
        basis="list+" + model.mention.basis,
    )
    return replace(draft, mention=mention, role=model.role, plural=model.plural, country_from="list")


def told_as(mention: ActorMention, known: ActorMention, basis: str) -> ActorMention:
    """The mention with the identity of a known one: kind, name, entity, country and sectors."""
    return replace(
        mention,
        kind=known.kind,
        name=known.name,
        entity_id=known.entity_id,
        country=known.country,
        sectors=known.sectors,
        basis=basis,
    )


def settle(draft: Draft, country: str | None, how: str, adjective: str = "") -> Draft:
    """The draft with a country that its own words do not tell; its name then begins with the adjective of that country."""
    old = draft.mention
    if adjective and draft.letter == "R" and old.kind != "person":
        old = replace(old, name=f"{adjective} {old.name}")
    entity = old.entity_id.replace(":-", f":{country}", 1) if country else old.entity_id
    return replace(
        draft, mention=replace(old, country=country, entity_id=entity, basis=f"{old.basis}+{how}"), country_from=how
    )


def with_title(person: Draft, title: Draft, how: str = "apposition") -> Draft:
    """A person with the office and country of the title beside the name; it goes before what the registry knows."""
    old, told = person.mention, title.mention
    country = old.country or told.country
    if (
        person.letter == "X"
        and not person.role
        and told.office
        and told.office not in _RELATIVE
        and told.sectors != ("ELI",)
    ):
        old = replace(old, office=None, sectors=())
    if told.sectors == ("ELI",) or told.office in _RELATIVE:
        told = replace(told, sectors=(), office=None)
    mention = replace(
        old,
        kind="person",
        country=country,
        sectors=(old.sectors if old.office else told.sectors) or old.sectors,
        office=old.office or told.office,
        entity_id=old.entity_id.replace(":-", f":{country}", 1) if country else old.entity_id,
        basis=f"{old.basis}+{how}",
    )
    former = title.mention.sectors == ("ELI",)
    return replace(person, mention=mention, role=person.role or ("" if former else title.role))


def as_person(title: Draft, person: Draft) -> Draft:
    """A title in apposition is the person whom it stands beside."""
    known, old = person.mention, title.mention
    mention = replace(
        old,
        kind="person",
        name=known.name,
        entity_id=known.entity_id,
        country=old.country or known.country,
        basis="apposition",
    )
    return replace(title, mention=mention, words=person.words, person=person.person)


def country_at(drafts: Sequence[Draft], token: int) -> str | None:
    return next((d.mention.country for d in drafts if d.tokens[0] <= token <= d.tokens[1]), None)


def between(left: Draft, right: Draft, elements: Elements) -> str:
    """The letters between two drafts."""
    return elements.letters[left.at[1] + 1 : right.at[0]]


def names_several(draft: Draft) -> bool:
    """Is the phrase a plural, or a body named by its members ("troops", "soldiers", "border guards")?"""
    noun = draft.role.rsplit(maxsplit=1)[-1] if draft.role else ""
    return draft.plural or (draft.mention.kind == "body" and noun.endswith("s") and not noun.endswith("ss"))
