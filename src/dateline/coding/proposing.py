"""Where no frame fires the judge may propose: who does what to whom, in which words. Time, place and status stay with the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dateline.judge import Opinion, Question
from dateline.lexicon import Codebook, Frame
from dateline.lexicon.examples import NONE
from dateline.records import ActorMention, CodedStory, Event
from dateline.settings import Settings
from dateline.syntax import Syntax

from .asking import Asked
from .build import Draft, Scene, build_event
from .matching import Match, Matcher
from .modality import judge as status_of
from .participants import Participants, event_actors
from .roles import LOCATIVE, Cast
from .room import scenes_of

#: Share of a type that an act needs to be proposed.
SURE = 0.93
#: Verbs of a sentence that are asked about: the first that has a doer. Two cost a tenth of the parse more for .002 of F1.
TRIED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A verb that no frame knows, who is its subject, and the nearest other actor of its clause, if there is one."""

    verb: int
    source: ActorMention
    target: ActorMention | None


def propose(story: CodedStory, judge: Asked, codebook: Codebook, settings: Settings) -> Iterator[Event]:
    """Events of verbs that the rules neither coded nor declined, at most one a sentence.

    Only verbs are asked about, with the parse's own agent and the nearest other below: all pairs of a sentence would take
    three times as long as the parse.
    """
    busy = [(event.trigger.start, event.trigger.end) for event in story.events]
    busy += [(declined.start, declined.end) for declined in story.declined]
    passed_over = codebook.modality.reporting | codebook.modality.empty | judge.idle_verbs
    for scene in scenes_of(story.resolved):
        if not scene.actors:
            continue
        syntax = Syntax(scene.parse)
        candidates = _candidates(scene, syntax, passed_over)
        free = (c for c in candidates if not _is_told(c, scene, busy))
        found = list(islice(free, TRIED))
        opinions = judge.ask([_question(candidate, scene) for candidate in found])
        best = max(zip(found, opinions, strict=True), key=lambda pair: _share(pair[1]), default=None)
        if best is not None and _share(best[1]) >= SURE:
            event = _event(best[0], best[1], (scene, syntax), (judge, codebook, settings))
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
        for source in doers[:1]:
            others = (m for m in (*goals, *cast.below(token.i)) if _is_other(m, source))
            target = next(others, None)
            yield Candidate(verb=token.i, source=source, target=target)


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


def _share(opinion: Opinion) -> float:
    """Share of the best type; 0 where the judge sees no act."""
    return 0.0 if opinion.best == NONE else opinion.types[opinion.best]


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
        cameo=_usual_cameo(opinion.best, mode, codebook),
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


def _usual_cameo(event_type: str, mode: str | None, codebook: Codebook) -> str:
    """The CAMEO code that most frames of a type and mode have."""
    frames = [frame for frame in codebook.frames if frame.type == event_type]
    alike = [frame for frame in frames if frame.mode == mode] or frames
    return Counter(frame.cameo for frame in alike).most_common(1)[0][0] if alike else ""
