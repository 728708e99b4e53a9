"""The room's verb: the claims of a coded story, with speakers resolved and quotations carried on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.records import Claim, CodedStory, Declined, Quotation, Stance, content_id

from .about import tie_claims
from .cues import Cues
from .find import find_attributions
from .joining import Draft, Joiner
from .reading import Reading, direct_quotations
from .relays import each_speaker, passed_on
from .scene import Scene
from .speakers import Speakers, Who
from .stances import settle_stances

#: Forms in which a verb of saying means something else unless an actor is its subject ("the figures question the plan").
_ACTORS_ONLY = frozenset({"cue.object", "cue.as", "cue.infinitive"})
#: Stances towards what somebody says; a person as their object is no statement.
_OF_STATEMENTS = frozenset({"denies", "confirms", "doubts"})
#: Who puts his name to a joint statement.
_JOINT = frozenset({"state", "body", "organisation"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every claim of a story is made with."""

    coded: CodedStory
    cues: Cues
    speakers: Speakers
    before: Mapping[int, Reading]


def find_claims(coded: CodedStory, cues: Cues) -> CodedStory:
    """The story with its claims, sorted by start of the content, and with the cues and quotations that were declined."""
    split = coded.resolved.parsed.split
    readings = _readings(coded)
    desk = Desk(
        coded=coded,
        cues=cues,
        speakers=Speakers(split.story.text, coded.resolved.actors, cues),
        before={later.sentence.index: earlier for earlier, later in pairwise(readings)},
    )
    joiner = Joiner(split.story.text, readings, _drafts(readings, cues))
    alone = joiner.join(direct_quotations(split.story.text, split.quotations))
    claims: list[Claim] = []
    declined = [_without_speaker(coded, quotation) for quotation in alone]
    known: dict[int, Who] = {}
    for draft in joiner.drafts:
        made = _made(desk, draft, known)
        if isinstance(made, Claim):
            claims += each_speaker(made, desk.speakers.mention_at(made.speaker.start))
            claims += _also(desk, draft, made)
        elif made is not None:
            declined.append(made)
    claims.sort(key=lambda claim: (claim.start, claim.end, claim.cue_start))
    rest = sorted((*coded.declined, *declined), key=lambda item: (item.start, item.end, item.room, item.reason))
    scene = Scene(coded)
    settled = settle_stances(scene, passed_on(_unique(claims)), cues.subjects)
    return replace(coded, claims=tuple(tie_claims(scene, settled, cues.subjects)), declined=tuple(rest))


def _readings(coded: CodedStory) -> list[Reading]:
    """The parsed sentences of the body, each with the quotations that reach into it."""
    split = coded.resolved.parsed.split
    readings: list[Reading] = []
    near: list[Quotation] = []
    coming = list(reversed(split.quotations))
    for sentence, parse in zip(split.sentences, coded.resolved.parsed.parses, strict=True):
        if parse is not None and sentence.part == "body":
            while coming and coming[-1].start < sentence.end:
                near.append(coming.pop())
            near = [quotation for quotation in near if sentence.start < quotation.end]
            readings.append(Reading(sentence, parse, split.story.text, near))
    return readings


def _drafts(readings: Sequence[Reading], cues: Cues) -> list[Draft]:
    return [
        Draft(
            reading=reading,
            attributed=found,
            content=found.content,
            quotations=found.quotations,
            paragraph=reading.sentence.paragraph,
        )
        for reading in readings
        for found in find_attributions(reading, cues)
    ]


def _made(desk: Desk, draft: Draft, known: dict[int, Who]) -> Claim | Declined | None:
    """The claim of a draft; a Declined where it has a cue that a reader would take for one; None for other verbs."""
    found = draft.attributed
    if draft.content is None or found.speaker is None:
        if found.guarded or (draft.content is None and found.negated):
            return None
        missing = "speaker" if found.speaker is None else "content"
        return _declined(desk, draft, f"claims.no-{missing}: a word of saying without {missing}")
    if found.negated:
        return _declined(desk, draft, "claims.negated: the text tells that this was not said")
    if found.basis == "cue.object" and found.stance in _OF_STATEMENTS and _is_person(desk, draft.content):
        return None  # "dismissed his minister", "confirmed the ambassador": nothing is said
    who = known.get(found.cue_span[0])
    if who is None:
        who = known[found.cue_span[0]] = _who(desk, draft, found.speaker)
    if found.basis in _ACTORS_ONLY and not _can_act(desk, draft, found.speaker, who):
        return _declined(desk, draft, "claims.no-actor: what speaks is no actor")
    return _claim(desk, draft, who)


def _also(desk: Desk, draft: Draft, claim: Claim) -> Iterator[Claim]:
    """The same said by the states and bodies that are named beside the first ("Nigeria and Benin said in a joint statement")."""
    found = draft.attributed
    if found.speaker is None:
        return
    for head in draft.reading.syntax.expand([found.speaker])[1:]:
        mention = desk.speakers.mention_at(draft.reading.tokens[head].start)
        if mention is not None and mention.country and mention.country != claim.country and mention.kind in _JOINT:
            yield _claim(desk, draft, _who(desk, draft, head))


def _is_person(desk: Desk, content: tuple[int, int]) -> bool:
    """Is the content the name or title of a person, and nothing more?"""
    start, end = content
    persons = (m for m in desk.coded.resolved.actors if m.kind in {"person", "office"})
    return any(start <= m.start <= start + len("the ") and m.end == end for m in persons)


def _who(desk: Desk, draft: Draft, head: int) -> Who:
    before = desk.before.get(draft.reading.sentence.index)
    return desk.speakers.resolve(draft.reading, head, draft.attributed.cue, before)


def _can_act(desk: Desk, draft: Draft, head: int, who: Who) -> bool:
    token = draft.reading.tokens[head]
    return bool(who[0].entity_id) or token.text.lower() in _PRONOUNS or token.lemma in desk.cues.documents


def _declined(desk: Desk, draft: Draft, reason: str) -> Declined:
    story = desk.coded.resolved.parsed.split.story
    start, end = draft.content or draft.attributed.cue_span
    return Declined(
        room="claims",
        reason=reason,
        source_id=story.source_id,
        start=start,
        end=end,
        text=story.text[start:end],
        rule=draft.attributed.basis,
    )


def _without_speaker(coded: CodedStory, quotation: Quotation) -> Declined:
    return Declined(
        room="claims",
        reason="claims.no-speaker: a quotation that nobody is said to speak",
        source_id=coded.resolved.parsed.split.story.source_id,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        rule="quotation",
    )


def _claim(desk: Desk, draft: Draft, who: Who) -> Claim:
    story, found = desk.coded.resolved.parsed.split.story, draft.attributed
    speaker, country = who
    start, end = draft.content or found.cue_span
    stance = _stance(found.stance, _without_inner(desk.coded, start, end), desk.cues)
    return Claim(
        claim_id=content_id("cl", story.story_id, start, end, speaker.start, found.cue_span[0]),
        story_id=story.story_id,
        source_id=story.source_id,
        speaker=speaker,
        country=country,
        cue=" ".join(story.text[slice(*found.cue_span)].split()),
        cue_start=found.cue_span[0],
        cue_end=found.cue_span[1],
        quoted=draft.reading.is_quoted((start, end)) or _is_quoted(draft, start, end),
        content=(start, end),
        start=start,
        end=end,
        text=story.text[start:end],
        stance=stance,
        addressee=_addressee(desk, draft),
        medium=_medium(desk, draft),
        reported_by=_relay(desk, draft),
        basis=found.basis,
    )


def _is_quoted(draft: Draft, start: int, end: int) -> bool:
    inside = sum(max(0, min(q.end, end) - max(q.start, start)) for q in draft.quotations)
    return 2 * inside >= end - start


def _without_inner(coded: CodedStory, start: int, end: int) -> str:
    """The text of the content without quotations inside of quotations: those are somebody else's words."""
    split = coded.resolved.parsed.split
    for quotation in split.quotations:
        if quotation.depth > 1 and start < quotation.start and quotation.end <= end:
            return split.story.text[start : quotation.start]
    return split.story.text[start:end]


def _stance(stance: Stance, content: str, cues: Cues) -> Stance:
    """Who asserts that something did not happen denies it."""
    return "denies" if stance == "asserts" and cues.denial.search(content) else stance


def _addressee(desk: Desk, draft: Draft) -> str | None:
    head = draft.attributed.addressee
    if head is None or _is_medium(desk, draft, head):
        return None
    start, end = desk.speakers.phrase(draft.reading, head)
    return draft.reading.text[start:end]


def _relay(desk: Desk, draft: Draft) -> str | None:
    """Who quotes the speaker: "was quoted by the daily as saying"."""
    head = draft.attributed.relay
    if head is None:
        return None
    start, end = desk.speakers.phrase(draft.reading, head)
    return " ".join(draft.reading.text[start:end].split())


def _is_medium(desk: Desk, draft: Draft, head: int) -> bool:
    """Is it a way of telling? A radio with a name of its own is somebody who is told."""
    token = draft.reading.tokens[head]
    return token.lemma in desk.cues.media and token.text.islower() and draft.reading.quotation_at(head) is None


def _medium(desk: Desk, draft: Draft) -> str | None:
    """The noun of "said in a press release", "told a news conference", "said by satellite telephone", as written."""
    reading, cue = draft.reading, draft.attributed.cue
    syntax = reading.syntax
    heads = [k for p in syntax.prepositions(cue) for k in syntax.children(p, "pobj")]
    told = draft.attributed.addressee
    for head in heads if told is None else [*heads, told]:
        if _is_medium(desk, draft, head):
            start = min([head, *syntax.children(head, "compound")])
            return reading.text[reading.tokens[start].start : reading.tokens[head].end]
    return None


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without a second one that has the same content from the same speaker."""
    seen: dict[tuple[int, int, int, str], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.start, claim.end, claim.speaker.start, claim.speaker.entity_id), claim)
    return list(seen.values())
