"""The room's verb: the claims of a coded story, with speakers resolved and quotations carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.records import (
    ActorMention,
    Claim,
    CodedStory,
    Event,
    Parse,
    Quotation,
    Sentence,
    Speaker,
    Token,
    content_id,
)
from dateline.syntax import Syntax

from .cues import Cues
from .find import Attributed, Finder

#: A sentence that is a quotation for at least this share goes on with the speaker of the sentence before.
CONTINUED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An attribution with its sentence, before it becomes a claim."""

    sentence: Sentence
    parse: Parse
    attributed: Attributed


def find_claims(coded: CodedStory, cues: Cues) -> CodedStory:
    """The story with its claims, sorted by start of the content; events that lie in a claim's content stand in `about`."""
    split = coded.resolved.parsed.split
    mentions = coded.resolved.actors
    claims: list[Claim] = []
    last: Claim | None = None
    for sentence, parse in zip(split.sentences, coded.resolved.parsed.parses, strict=True):
        if parse is None or sentence.part != "body":
            continue
        quotations = [q for q in split.quotations if q.start < sentence.end and sentence.start < q.end]
        found = [
            _claim(Said(sentence=sentence, parse=parse, attributed=a), coded, mentions, cues)
            for a in Finder(sentence, parse, quotations, cues).find()
        ]
        if not found and last is not None and _is_continued(sentence, quotations):
            found = [_continued(last, sentence, coded)]
        if found:
            last = found[-1]
        claims.extend(found)
    claims.sort(key=lambda claim: (claim.start, claim.end, claim.cue_start))
    return replace(coded, claims=tuple(_about(claim, coded.events) for claim in claims))


def _is_continued(sentence: Sentence, quotations: Sequence[Quotation]) -> bool:
    """Is the sentence all quotation, without a cue of its own?"""
    inside = sum(min(q.end, sentence.end) - max(q.start, sentence.start) for q in quotations if q.depth == 1)
    return inside >= CONTINUED * (sentence.end - sentence.start)


def _continued(last: Claim, sentence: Sentence, coded: CodedStory) -> Claim:
    story = coded.resolved.parsed.split.story
    return replace(
        last,
        claim_id=content_id("cl", story.story_id, sentence.start, sentence.end, last.speaker.start),
        content=(sentence.start, sentence.end),
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        quoted=True,
        stance="asserts",
        basis="continued",
    )


def _claim(said: Said, coded: CodedStory, mentions: Sequence[ActorMention], cues: Cues) -> Claim:
    story, found, tokens = coded.resolved.parsed.split.story, said.attributed, said.parse.tokens
    speaker, country = _speaker(said, mentions, story.text)
    start, end = found.content
    return Claim(
        claim_id=content_id("cl", story.story_id, start, end, speaker.start, tokens[found.cue].start),
        story_id=story.story_id,
        source_id=story.source_id,
        speaker=speaker,
        country=country,
        cue=_cue_text(said),
        cue_start=tokens[found.cue].start,
        cue_end=tokens[found.cue].end,
        quoted=found.quoted,
        content=(start, end),
        start=start,
        end=end,
        text=story.text[start:end],
        stance=found.stance,
        addressee=_phrase(said, found.addressee, story.text) if found.addressee is not None else None,
        medium=_medium(said, cues),
        basis=found.basis,
    )


def _cue_text(said: Said) -> str:
    token = said.parse.tokens[said.attributed.cue]
    return "according to" if said.attributed.basis == "according-to" else token.text


def _speaker(said: Said, mentions: Sequence[ActorMention], text: str) -> tuple[Speaker, str | None]:
    """The mention that the speaker's head stands in; a phrase nobody knows stands for itself."""
    token = said.parse.tokens[said.attributed.speaker]
    mention = next((m for m in mentions if m.start <= token.start < m.end), None)
    if mention is not None:
        speaker = Speaker(
            text=mention.text,
            start=mention.start,
            end=mention.end,
            name=mention.name,
            entity_id=mention.entity_id,
            kind=mention.kind,
            office=mention.office,
        )
        return speaker, mention.country
    start, end = _noun_phrase(said, token)
    phrase = text[start:end]
    return Speaker(text=phrase, start=start, end=end, name=phrase, entity_id="", kind="unknown"), None


def _noun_phrase(said: Said, token: Token) -> tuple[int, int]:
    """Offsets of the noun phrase around a head, clauses and appositions left out."""
    syntax = Syntax(said.parse)
    kept = sorted([token.i, *_modifiers(syntax, token.i)])
    return syntax.tokens[kept[0]].start, syntax.tokens[kept[-1]].end


def _modifiers(syntax: Syntax, i: int) -> Iterator[int]:
    for j in syntax.children(i):
        if syntax.tokens[j].dep not in {"relcl", "acl", "appos", "punct", "conj", "cc", "advcl"}:
            yield j
            yield from _modifiers(syntax, j)


def _phrase(said: Said, head: int, text: str) -> str:
    start, end = _noun_phrase(said, said.parse.tokens[head])
    return text[start:end]


def _medium(said: Said, cues: Cues) -> str | None:
    """The noun of "said in a press release", "told a news conference"."""
    syntax = Syntax(said.parse)
    cue = said.attributed.cue
    heads = [k for p in syntax.prepositions(cue) for k in syntax.children(p, "pobj")]
    for head in [*heads, *syntax.children(cue, "dobj", "dative")]:
        before = [syntax.lemma(j) for j in syntax.children(head, "compound")]
        name = "_".join([*before, syntax.lemma(head)])
        if name in cues.media or syntax.lemma(head) in cues.media:
            return name.replace("_", " ")
    return None


def _about(claim: Claim, events: Sequence[Event]) -> Claim:
    """The claim with the events whose trigger lies in its content."""
    about = tuple(e.event_id for e in events if claim.start <= e.trigger.start and e.trigger.end <= claim.end)
    return replace(claim, about=about) if about else claim
