"""An event as a question to the judge."""

from __future__ import annotations

from dateline.judge import Question
from dateline.records import CodedStory, Event, EventActor


def question_of(event: Event, story: CodedStory) -> Question:
    """The event as a question about the sentence that tells it."""
    first = event.evidence[0]
    return question_at(event, first.start, story.resolved.parsed.split.story.text[first.start : first.end])


def question_at(event: Event, start: int, sentence: str) -> Question:
    """The event as a question: the first actor and recipient named in the sentence that begins at `start`, and the trigger."""
    sides = [*event.actors[:1], *(event.recipients or event.actors[1:])[:1]]
    spans = [_inside(side, start, start + len(sentence)) for side in sides]
    if not event.actors:
        spans = [None, *spans]
    return Question(
        text=sentence,
        source=spans[0] if spans else None,
        target=spans[1] if len(spans) > 1 else None,
        trigger=(event.trigger.start - start, event.trigger.end - start),
    )


def _inside(actor: EventActor, start: int, end: int) -> tuple[int, int] | None:
    """Where an actor stands in the sentence, None if it is named elsewhere."""
    return (actor.start - start, actor.end - start) if start <= actor.start < actor.end <= end else None
