"""Pairs of counterparts: who was named together, and whom "the two sides", "both ministers" or "the allies" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.registry import Registry
from dateline.records import Entity

from .actors_build import Draft
from .actors_join import between
from .actors_position import LOCATIVE
from .references_memory import Memory, Pair, SentenceDrafts, entity_of

_JOINED = re.compile(r"(?:,|&|,&)[dm]*")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_BARE = frozenset({"ally", "allies", "neighbor", "neighbour", "side", "pair", "duo", "koreas", "rival", "office"})
_OF_STATES = frozenset(
    {
        "side",
        "country",
        "nation",
        "government",
        "ally",
        "neighbor",
        "neighbour",
        "party",
        "capital",
        "state",
        "power",
        "rival",
        "partner",
        "foe",
        "army",
        "military",
        "superpower",
        "adversary",
        "republic",
        "koreas",
    }
)
_TALKS = frozenset({"with", "against"})
_PEOPLE = frozenset({"person", "office"})


def is_pair(draft: Draft, registry: Registry) -> bool:
    """Does the phrase stand for counterparts named elsewhere: "the two sides", "both countries", "the allies", "their offices"?"""
    return (
        draft.letter in "RS"
        and draft.mention.country is None
        and (draft.plural or draft.role == "koreas" or draft.words == ("koreas",))
        and (draft.role in registry.words.pairs or draft.words == ("koreas",))
        and (_count(draft) > 0 or draft.owner == "their" or (draft.definite and draft.role in _BARE))
    )


def _count(draft: Draft) -> int:
    words = draft.mention.text.lower().split()
    return next((_COUNTS[word] for word in words[:3] if word in _COUNTS), 0)


def resolve_pair(draft: Draft, pairs: Sequence[Pair], registry: Registry) -> Draft | None:
    """The draft with its members: the latest pair of that number; the two Koreas are always the same. None if there is none."""
    if "koreas" in draft.mention.text.lower():
        return _with_members(draft, tuple(_state(code, registry) for code in ("KOR", "PRK")))
    wanted = _count(draft)
    fitting = [p for p in pairs if (len(p.drafts) == wanted or not wanted)]
    strong = [p for p in fitting if p.strong] or fitting
    persons = draft.role not in _OF_STATES and draft.role != "office"
    if persons:
        strong = [p for p in strong if all(d.mention.kind in _PEOPLE for d in p.drafts)] or strong
    if not strong:
        return None
    pair = strong[-1]
    if persons and all(d.mention.kind in _PEOPLE for d in pair.drafts):
        return _with_members(draft, tuple(entity_of(d.mention) for d in pair.drafts))
    members = tuple(_state(code, registry, draft) for code in dict.fromkeys(c for c in pair.countries if c))
    return _with_members(draft, members) if len(members) > 1 else None


def _state(code: str, registry: Registry, draft: Draft | None = None) -> Entity:
    name = registry.state_name(code)
    if draft is not None and draft.role in {"office", "government", "army", "military"}:
        noun = draft.role
        sectors = draft.mention.sectors or ("GOV",)
        adjective = registry.adjective(code)
        return Entity(
            entity_id=f"body:{code}:{noun}", name=f"{adjective} {noun}", kind="body", country=code, sectors=sectors
        )
    kind = "state" if code in registry.states else "organisation"
    prefix = "state" if kind == "state" else "org"
    return Entity(
        entity_id=f"{prefix}:{code}", name=name, kind="state" if kind == "state" else "organisation", country=code
    )


def _with_members(draft: Draft, members: tuple[Entity, ...]) -> Draft:
    countries = {member.country for member in members}
    mention = replace(
        draft.mention,
        kind="group",
        members=members,
        name=" and ".join(member.name for member in members),
        entity_id="group:" + "+".join(member.entity_id for member in members),
        country=members[0].country if len(countries) == 1 else None,
        sectors=members[0].sectors if len({m.sectors for m in members}) == 1 else (),
        office=None,
        basis="coref.pair",
    )
    return replace(draft, mention=mention)


def latest_two(memory: Memory) -> Iterator[Pair]:
    """The two states mentioned last, as a weak pair; nothing where the story knows fewer."""
    kept: dict[str | None, Draft] = {}
    for draft in reversed(memory.mentioned):
        if _can_pair(draft) and draft.mention.country not in kept:
            kept[draft.mention.country] = draft
        if len(kept) == 2:  # noqa: PLR2004
            yield Pair(drafts=tuple(reversed(kept.values())), strong=False)
            return


def pairs_of(drafts: Sequence[Draft], sentence: SentenceDrafts) -> Iterator[Pair]:
    """Counterparts that a sentence names together: joined by "and", glued by a hyphen, or subject and object of an act."""
    yield from _acting(drafts, sentence)
    run: list[Draft] = []
    for draft in drafts:
        if run and _can_pair(draft) and _joins(run[-1], draft, sentence):
            run.append(draft)
            continue
        yield from _pair(run)
        run = [draft] if _can_pair(draft) else []
    yield from _pair(run)


def _can_pair(draft: Draft) -> bool:
    mention = draft.mention
    return bool(mention.country) and mention.basis != LOCATIVE and not mention.members


def _joins(left: Draft, right: Draft, sentence: SentenceDrafts) -> bool:
    if left.at == right.at or left.letter == "-" or right.letter == "-":
        return False
    letters = between(left, right, sentence.elements)
    return bool(_JOINED.fullmatch(letters)) or (not letters and right.mention.start - left.mention.end <= 1)


def _pair(run: Sequence[Draft]) -> Iterator[Pair]:
    kept: dict[str | None, Draft] = {}
    for draft in run:
        kept.setdefault(draft.mention.country, draft)
    if len(kept) > 1:
        yield Pair(drafts=tuple(kept.values()), strong=True)


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
            talks = token.dep == "pobj" and tokens[token.head].text.lower() in _TALKS
            met = token.dep == "dobj" and token.head == verb and other.mention.kind in _PEOPLE
            if met or talks:
                yield Pair(drafts=(subject, other), strong=talks or met)
