"""Who passes on whose words: claims inside of claims, and claims of several speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import ActorMention, Claim, content_id

#: More speakers than this are a crowd ("delegates of ten states said").
_FEW = 4
_PRONOUNS = frozenset({"he", "she", "it", "they"})


def each_speaker(claim: Claim, mention: ActorMention | None) -> list[Claim]:
    """A claim for each state or body that a phrase such as "the two countries" stands for, else the claim alone."""
    named = mention is not None and not claim.country and mention.text.lower() not in _PRONOUNS
    members = mention.members if mention is not None and named else ()
    if not 1 < len({member.country for member in members if member.country}) <= _FEW:
        return [claim]
    return [
        replace(
            claim,
            claim_id=content_id("cl", claim.claim_id, member.entity_id),
            speaker=replace(
                claim.speaker, name=member.name, entity_id=member.entity_id, kind=member.kind, office=member.office
            ),
            country=member.country,
        )
        for member in members
        if member.country
    ]


def passed_on(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those that stand in what another one says with who reports them; "he" there is the other speaker himself."""
    found = []
    for claim in claims:
        outer = _outer(claim, claims)
        if outer is None or claim.speaker.entity_id == outer.speaker.entity_id:
            found.append(claim)
        elif claim.speaker.text.lower() in _PRONOUNS and not claim.speaker.entity_id:
            words, who = claim.speaker, outer.speaker
            found.append(
                replace(
                    claim,
                    speaker=replace(who, text=words.text, start=words.start, end=words.end),
                    country=outer.country,
                )
            )
        else:
            found.append(replace(claim, reported_by=claim.reported_by or outer.speaker.name))
    return found


def _outer(claim: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The smallest claim in whose content the words of saying stand."""
    around = [
        other
        for other in claims
        if other.start <= claim.cue_start < other.end
        and not other.start <= other.cue_start < other.end
        and (other.start, other.end) != (claim.start, claim.end)
        and other.cue_start != claim.cue_start
    ]
    return min(around, key=lambda other: other.end - other.start, default=None)
