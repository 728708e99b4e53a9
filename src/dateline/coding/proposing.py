"""Where no frame fires the judge may propose: who does what to whom, in which words. Time, place and status stay with the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.judge import Opinion, Question
from dateline.lexicon import Codebook, Frame
from dateline.lexicon.examples import NONE
from dateline.records import ActorMention, CodedStory, Event
from dateline.settings import Settings
from dateline.syntax import Syntax

from .asking import Asked
from .build import Draft, Scene, build_event
from .by_hand import usual_cameo
from .matching import Match, Matcher
from .modality import judge as status_of
from .participants import Participants, event_actors
from .roles import LOCATIVE, Cast
from .room import scenes_of

#: Share of a type that an act needs to be proposed.
SURE = 0.93


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A verb that no frame knows, who is its subject, and the nearest other actor of its clause, if there is one."""

    verb: int
    source: ActorMention
    target: ActorMention | None


def propose(story: CodedStory, judge: Asked, codebook: Codebook, settings: Settings) -> Iterator[Event]:
    """Events of verbs that the rules neither coded nor declined, at most one a sentence.

    Asked is about the first verb that has a doer, with the nearest other below it: a second verb costs a tenth of the parse
    more for .002 of F1, all pairs of the sentence three times the parse.
    """
    busy = [(event.trigger.start, event.trigger.end) for event in story.events]
    busy += [(declined.start, declined.end) for declined in story.declined]
    passed_over = codebook.modality.reporting | codebook.modality.empty | judge.idle_verbs
    for scene in scenes_of(story.resolved):
        if not scene.actors:
            continue
        syntax = Syntax(scene.parse)
        candidates = _candidates(scene, syntax, passed_over)
        found = next((c for c in candidates if not _is_told(c, scene, busy)), None)
        if found is None:
            continue
        [opinion] = judge.ask([_question(found, scene)])
        if opinion.best != NONE and opinion.types[opinion.best] >= SURE:
            event = _event(found, opinion, (scene, syntax), (judge, codebook, settings))
            if event is not None:
                yield event


def _candidates(scene: Scene, syntax: Syntax, passed_over: frozenset[str]) -> Iterator[Candidate]:
    """Verbs with a doer, in order of the text."""
    cast = Cast(syntax, scene.actors, scene.places)
    for token in syntax.tokens:
        if token.pos != "VERB" or token.lemma in passed_over:
            continue
        doers = [m for k in syntax.expand(syntax.agent(token.i)) if (m := cast.at(k)) is not None]
        goals = [m for k in syntax.expand(syntax.patient(token.i)) if (m := cast.at(k)) is not None]
        if doers:
            others = (m for m in (*goals, *cast.below(token.i)) if _is_other(m, doers[0]))
            yield Candidate(verb=token.i, source=doers[0], target=next(others, None))


def _is_told(candidate: Candidate, scene: Scene, busy: Sequence[tuple[int, int]]) -> bool:
    """Whether the rules have coded or declined the verb already."""
    token = scene.parse.tokens[candidate.verb]
    return any(start < token.end and end > token.start for start, end in busy)


def _is_other(mention: ActorMention, than: ActorMention) -> bool:
    """Whether a mention is somebody else, and not a place only."""
    apart = mention.start >= than.end or mention.end <= than.start
    return apart and mention.basis != LOCATIVE and (not mention.entity_id or mention.entity_id != than.entity_id)


def _question(candidate: Candidate, scene: Scene) -> Question:
    start = scene.sentence.start
    spans = [
        None if span is None else (span.start - start, span.end - start)
        for span in (candidate.source, candidate.target, scene.parse.tokens[candidate.verb])
    ]
    return Question(text=scene.sentence.text, source=spans[0], target=spans[1], trigger=spans[2])


def _event(
    found: Candidate, opinion: Opinion, where: tuple[Scene, Syntax], knowledge: tuple[Asked, Codebook, Settings]
) -> Event | None:
    """The event of a candidate; None where the rules of status turn it down, or its type needs a recipient and there is none."""
    (scene, syntax), (judge, codebook, settings) = where, knowledge
    if found.target is None and codebook.types[opinion.best].recipient_required:
        return None
    mode = max(opinion.modes, key=lambda name: opinion.modes[name]) or None
    frame = Frame(
        id=f"judge.{opinion.best.lower()}",
        type=opinion.best,
        kind="verb",
        head=syntax.lemma(found.verb),
        mode=mode,
        cameo=usual_cameo(opinion.best, mode, codebook),
    )
    match = Match(frame=frame, trigger=found.verb, words=(found.verb,))
    verdict = status_of(match, Matcher(syntax, codebook), codebook)
    if verdict.declined:
        return None
    people = Participants(
        actors=tuple(event_actors(found.source, "actor")),
        recipients=tuple(event_actors(found.target, "recipient")) if found.target else (),
        actor_slot="subj",
        recipient_slot="nearest",
    )
    cast = Cast(syntax, scene.actors, scene.places)
    event = build_event(
        Draft(match=match, verdict=verdict, people=people, syntax=syntax, cast=cast), scene, codebook, settings
    )
    share = opinion.types[opinion.best]
    judged = f"{opinion.best} {share:.2f}"
    return replace(
        event,
        confidence=round(share, 2),
        basis=replace(event.basis, type=f"model:{frame.id}", model=judge.version, judged=judged),
    )
