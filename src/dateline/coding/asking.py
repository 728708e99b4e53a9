"""An event as a question to the judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dateline.judge import Judge, Opinion, Question
from dateline.records import CodedStory, Event, EventActor


class Asked(Protocol):
    """Whoever has opinions: a judge, or one that remembers what it has said."""

    @property
    def version(self) -> str: ...

    @property
    def idle_verbs(self) -> frozenset[str]: ...

    def ask(self, questions: Sequence[Question]) -> list[Opinion]: ...


class Remembering:
    """A judge that is asked nothing twice: the sides that were tried first are asked about again with the whole row."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._said: dict[Question, Opinion] = {}
        self.version = judge.version
        self.idle_verbs = judge.idle_verbs

    def ask(self, questions: Sequence[Question]) -> list[Opinion]:
        """An opinion on each question, in their order."""
        new = list(dict.fromkeys(question for question in questions if question not in self._said))
        self._said.update(zip(new, self._judge.ask(new), strict=True))
        return [self._said[question] for question in questions]


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
