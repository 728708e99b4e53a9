"""Where no frame fires the judge may propose: who does what to whom, in which words. Time, place and status stay with the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from dateline.judge import Judge, Opinion, Question
from dateline.lexicon import Codebook, Frame
from dateline.lexicon.examples import NONE
from dateline.records import ActorMention, CodedStory, Event
from dateline.settings import Settings
from dateline.syntax import Syntax

from .build import Draft, Scene, build_event
from .matching import Match, Matcher
from .modality import judge as status_of
from .participants import Participants, event_actors
from .roles import LOCATIVE, Cast
from .room import scenes_of

#: Above this share of NONE for the sentence as a whole its pairs are not asked about.
QUIET = 0.5
#: Share of a type that a pair needs to be proposed.
SURE = 0.8
#: Mentions of a sentence whose pairs are tried: the first ones.
TRIED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pair that the judge sees an act between, and its opinion."""

    source: ActorMention
    target: ActorMention
    opinion: Opinion


def propose(story: CodedStory, judge: Judge, codebook: Codebook, settings: Settings) -> Iterator[Event]:
    """Events of sentences that the rules found none in, at most one a sentence."""
    busy = {evidence.start for event in story.events for evidence in event.evidence}
    for scene in scenes_of(story.resolved):
        if scene.sentence.start in busy:
            continue
        found = _best(scene, judge)
        if found is not None:
            event = _event(found, scene, judge, codebook, settings)
            if event is not None:
                yield event


def _best(scene: Scene, judge: Judge) -> Proposal | None:
    """The pair with the surest act, None if there is none that is sure enough."""
    sides = [m for m in scene.actors if m.basis != LOCATIVE and not m.members][:TRIED]
    pairs = [(a, b) for a, b in permutations(sides, 2) if a.entity_id != b.entity_id or not a.entity_id]
    text = scene.sentence.text
    if not pairs or judge.ask([Question(text=text)])[0].types[NONE] > QUIET:
        return None
    start = scene.sentence.start
    questions = [
        Question(text=text, source=(a.start - start, a.end - start), target=(b.start - start, b.end - start))
        for a, b in pairs
    ]
    proposals = [
        Proposal(source=a, target=b, opinion=opinion)
        for (a, b), opinion in zip(pairs, judge.ask(questions), strict=True)
        if opinion.best != NONE and opinion.types[opinion.best] >= SURE and opinion.act is not None
    ]
    return max(proposals, key=lambda p: p.opinion.types[p.opinion.best], default=None)


def _event(found: Proposal, scene: Scene, judge: Judge, codebook: Codebook, settings: Settings) -> Event | None:
    """The event of a proposal; None where its words are no predicate or noun, or the rules of status turn it down."""
    syntax = Syntax(scene.parse)
    trigger, words = _words(found.opinion, scene, syntax)
    if trigger is None:
        return None
    kind = "verb" if syntax.is_verb(trigger) else "noun"
    mode = max(found.opinion.modes, key=lambda name: found.opinion.modes[name]) or None
    frame = Frame(
        id=f"judge.{found.opinion.best.lower()}",
        type=found.opinion.best,
        kind=kind,
        head=syntax.lemma(trigger),
        mode=mode,
        cameo=_usual_cameo(found.opinion.best, mode, codebook),
    )
    match = Match(frame=frame, trigger=trigger, words=words)
    verdict = status_of(match, Matcher(syntax, codebook), codebook)
    if verdict.declined:
        return None
    people = Participants(
        actors=tuple(event_actors(found.source, "actor")),
        recipients=tuple(event_actors(found.target, "recipient")),
        actor_slot="judge",
        recipient_slot="judge",
    )
    draft = Draft(match=match, verdict=verdict, people=people, syntax=syntax, cast=Cast(syntax, scene.actors))
    event = build_event(draft, scene, codebook, settings)
    share = found.opinion.types[found.opinion.best]
    judged = f"{found.opinion.best} {share:.2f}"
    return replace(event, confidence=round(share, 2), basis=replace(event.basis, model=judge.version, judged=judged))


def _usual_cameo(event_type: str, mode: str | None, codebook: Codebook) -> str:
    """The CAMEO code that most frames of a type and mode have."""
    frames = [frame for frame in codebook.frames if frame.type == event_type]
    alike = [frame for frame in frames if frame.mode == mode] or frames
    return Counter(frame.cameo for frame in alike).most_common(1)[0][0]


def _words(opinion: Opinion, scene: Scene, syntax: Syntax) -> tuple[int | None, tuple[int, ...]]:
    """The tokens that the judge takes for the act, and the one that the others hang on."""
    if opinion.act is None:
        return None, ()
    start, end = (scene.sentence.start + offset for offset in opinion.act)
    inside = [t.i for t in syntax.tokens if t.start < end and t.end > start]
    heads = [i for i in inside if syntax.tokens[i].head not in inside or syntax.tokens[i].head == i]
    content = [i for i in heads if syntax.is_verb(i) or syntax.tokens[i].pos in {"NOUN", "PROPN", "ADJ"}]
    return (content[0], tuple(inside)) if content else (None, ())
