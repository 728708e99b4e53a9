"""The room's verb: one resolved story in, its events and declined candidates out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.lexicon import Codebook
from dateline.records import ActorMention, CodedStory, Declined, Event, Place, ResolvedStory, When
from dateline.settings import Settings
from dateline.syntax import Syntax

from .after_talks import with_parties_above
from .apart import held_apart
from .attribution import speakers_of
from .build import Draft, Scene, build_event
from .contents import is_content, is_nothing, with_own_threat
from .dating import lead_of
from .discourse import Told, with_antecedents
from .matching import Match, Matcher
from .modality import OBLIGATION, judge
from .participants import NO_ACTOR, demanded, participants
from .reactions import said_today
from .rescheduling import rescheduled
from .roles import Cast

T = TypeVar("T", ActorMention, When, Place)


def code_story(story: ResolvedStory, codebook: Codebook, settings: Settings) -> CodedStory:
    """The story's events, in order of the text, and the candidates that were declined.

    The body is coded; a headline only where there is no body (a flash). An act told twice is still two events here: `merge`
    makes one of them.
    """
    told: list[Told] = []
    declined: list[Declined] = []
    withdrawn = story.parsed.split.masthead.withdrawn
    for scene in scenes_of(story):
        for outcome in _code_sentence(scene, codebook, settings):
            if isinstance(outcome, Declined):
                declined.append(outcome)
            elif withdrawn:
                declined.append(_dropped(outcome.event, "coding.withdrawn: the agency killed the story"))
            else:
                told.append(outcome)
    told.sort(key=lambda item: (item.event.trigger.start, item.event.trigger.end, item.event.event_id))
    events: list[Event] = []
    for item, event in zip(told, with_antecedents(told, story.actors), strict=True):
        owed = item.owed or event.type == "SANCTION"
        if owed and not event.recipients and len(event.actors) < 2:  # noqa: PLR2004  (a mutual act)
            declined.append(_dropped(event, f"coding.no-recipient: {event.type} has one by definition"))
        elif event.act == "CONSULT" and not event.actors and not event.recipients:
            declined.append(_dropped(event, NO_ACTOR))
        else:
            events.append(event)
    events = said_today(events, story.publication, min((scene.sentence.end for scene in scenes_of(story)), default=0))
    return CodedStory(
        resolved=story, events=tuple(events), declined=tuple(sorted(declined, key=lambda d: (d.start, d.end, d.rule)))
    )


def scenes_of(story: ResolvedStory) -> Iterator[Scene]:
    """The sentences that are coded, each with what stands in it: those of the body, else of the headline."""
    split, parses = story.parsed.split, story.parsed.parses
    parts = {sentence.part for sentence in split.sentences}
    wanted = "body" if "body" in parts else "headline"
    actors, dates, places = by_sentence(story.actors), by_sentence(story.dates), by_sentence(story.places)
    rank = 0
    lead: When | None = None
    for sentence, parse in zip(split.sentences, parses, strict=True):
        if parse is None or sentence.part != wanted:
            continue
        lead = lead_of(dates.get(sentence.index, ()), story.publication) if rank == 0 else lead
        yield Scene(
            story=story,
            sentence=sentence,
            parse=parse,
            rank=rank,
            lead=lead,
            actors=actors.get(sentence.index, ()),
            dates=dates.get(sentence.index, ()),
            places=places.get(sentence.index, ()),
        )
        rank += 1


def by_sentence(records: Sequence[T]) -> dict[int, tuple[T, ...]]:
    """Records by the index of their sentence, in their order."""
    found: dict[int, list[T]] = {}
    for record in records:
        found.setdefault(record.sentence, []).append(record)
    return {index: tuple(group) for index, group in found.items()}


def _code_sentence(scene: Scene, codebook: Codebook, settings: Settings) -> Iterator[Told | Declined]:
    syntax = Syntax(scene.parse)
    matcher = Matcher(syntax, codebook)
    matches = matcher.matches()
    if not matches:
        return
    cast = Cast(syntax, scene.actors, scene.places)
    for choices in matches:
        outcomes = (_code_match(match, matcher, cast, (scene, codebook, settings)) for match in choices)
        first = next(outcomes)
        chosen = first if isinstance(first, Told) else next((o for o in outcomes if isinstance(o, Told)), first)
        if isinstance(chosen, Declined):
            yield chosen
        else:
            event = with_parties_above(chosen.event, chosen.match, syntax, cast)
            apart = held_apart(event, chosen.match, syntax, cast)
            yield from (replace(chosen, event=event) for event in apart)
            yield from rescheduled(chosen, scene.dates, scene.story.publication, scene.story.parsed.split.story.text)


def _code_match(match: Match, matcher: Matcher, cast: Cast, where: tuple[Scene, Codebook, Settings]) -> Told | Declined:
    """The event of one match with what it came from, or why it is none."""
    scene, codebook, settings = where
    if match.frame.no_event:
        return _decline(scene, match, f"coding.no-event: {match.frame.no_event}")
    verdict = judge(match, matcher, codebook)
    declined = verdict.declined or is_content(match, verdict, matcher.syntax, codebook)
    if declined:
        return _decline(scene, match, declined)
    if verdict.basis == OBLIGATION:
        _, speakers = speakers_of(match.trigger, matcher.syntax, cast, codebook)
        people = demanded(match, cast, speakers, matcher)
    else:
        people = participants(match, cast, matcher)
    people = with_own_threat(match, people, matcher.syntax, cast)
    if people.declined:
        return _decline(scene, match, people.declined)
    draft = Draft(match=match, verdict=verdict, people=people, syntax=matcher.syntax, cast=cast)
    event = build_event(draft, scene, codebook, settings)
    if is_nothing(event, match, matcher.syntax, codebook):
        return _decline(scene, match, "coding.content: a contact that there was not")
    return Told(event=event, match=match, syntax=matcher.syntax, owed=people.owed)


def _dropped(event: Event, reason: str) -> Declined:
    """An event that the story as a whole speaks against."""
    return Declined(
        room="coding",
        reason=reason,
        source_id=event.source_id,
        start=event.trigger.start,
        end=event.trigger.end,
        text=event.trigger.text,
        rule=event.basis.type.removeprefix("rule:"),
    )


def _decline(scene: Scene, match: Match, reason: str) -> Declined:
    token = scene.parse.tokens[match.trigger]
    return Declined(
        room="coding",
        reason=reason,
        source_id=scene.story.parsed.split.story.source_id,
        start=token.start,
        end=token.end,
        text=scene.story.parsed.split.story.text[token.start : token.end],
        rule=match.frame.id,
    )
