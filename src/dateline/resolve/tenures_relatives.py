"""Offices told by who held them before or after: "his predecessor, X", "Y's successor as foreign minister, Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.records import ActorMention, Token

from .tenures_scene import Said, Scene

#: Between the noun and the name behind it: an office, a comma.
_BEHIND = re.compile(r"(?: (?:as|at|in) [^,;.]{3,50})?,? ")
#: Between the name and the noun behind it.
_BEFORE = re.compile(r", (?:his|her|its|their|the)(?: \w+)? ")

#: Nouns that tell no office without their field, and words that leave it open.
_BARE = frozenset({"minister", "secretary"})
_RANKS = frozenset({"acting", "interim"})
_NEAR = 2  # sentences between a bare title and the office that it takes up


def find_relatives(scene: Scene, holder: ActorMention | None) -> Iterator[Said]:
    """Former and next holders told as such; holder: whom the sentences before named last in an office.

    Their office is entered in `scene.offices`, so that verbs of the same sentence find it ("his predecessor, X, who quit in May").
    """
    for token in scene.parse.tokens:
        before = token.lemma in scene.cues.predecessors
        if not before and token.lemma not in scene.cues.successors:
            continue
        who, owner = _named_at(token, scene), _owner(token, scene, holder)
        if who is None or owner is None or who.entity_id == owner.entity_id or scene.office_of(who):
            continue
        office, country = scene.office_after_as(token)
        office, country = office or scene.office_of(owner), country or owner.country
        if not office:
            continue
        known = replace(who, office=office, basis=f"{who.basis}+posts")
        scene.offices.setdefault(who.entity_id, []).append(known)
        what = "former" if before else "designated" if scene.is_in_office(owner) else "held"
        yield Said(what, who, office, min(token.start, who.start), max(token.end, who.end), None, country)


def with_bare_titles(said: Sequence[Said]) -> Iterator[Said]:
    """The statements, with the office told just before for a bare "the present minister", "acting minister", "his deputy"."""
    for one in said:
        *rank, noun = one.office.split() or [""]
        told = one.mention.text.lower().startswith(("the ", "his ", "her ")) or rank or one.what != "held"
        near = [
            other
            for other in said
            if other.start < one.start and one.mention.sentence - other.mention.sentence <= _NEAR
            and other.mention.entity_id != one.mention.entity_id
        ]  # fmt: skip
        if noun == "deputy" and not rank and near and _is_full(near[-1].office, "minister"):
            yield replace(one, office=f"deputy {near[-1].office}")
            continue
        full = next((other for other in reversed(near) if _is_full(other.office, noun)), None)
        bare = noun in _BARE and set(rank) <= _RANKS
        yield replace(one, office=" ".join([*rank, full.office])) if bare and told and full is not None else one


def _is_full(office: str, noun: str) -> bool:
    """Does an office tell the field of the noun: "foreign minister", "minister of mines"?"""
    return noun in office.split() and not set(office.split()) <= {noun} | _RANKS


def _named_at(token: Token, scene: Scene) -> ActorMention | None:
    """The person beside the noun, behind it before in front of it."""
    for who in scene.here:
        if who.start <= token.start < who.end:
            return who
        if who.start >= token.end and _BEHIND.fullmatch(scene.words(token.end, who.start)):
            return who
    return next((m for m in scene.here if _BEFORE.fullmatch(scene.words(m.end, token.start))), None)


def _owner(token: Token, scene: Scene, holder: ActorMention | None) -> ActorMention | None:
    """Whose predecessor it is: the one named as its owner, for a pronoun the last one in front who holds an office."""
    poss = next((child for child in scene.children(token) if child.dep == "poss"), None)
    if poss is None:
        return scene.behind(token, "of", "to")
    named = scene.at(poss)
    if named is not None and poss.pos == "PROPN":
        return named
    before = [m for m in scene.here if m.end <= token.start and scene.office_of(m)]
    return before[-1] if before else holder
