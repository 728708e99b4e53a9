"""From our own examples to questions with answers: the right pair, the swapped pair, the bystander, the whole sentence.

A classifier of sentences ignores the pair. Only the same sentence asked with different pairs forces it to look at who acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.lexicon.examples import NONE, Example, ExampleAct
from dateline.records import Span

from .question import Offsets, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A question and its answer. kind: right, mutual, swapped, bystander, none, whole. modes, status: "" or () where NONE."""

    question: Question
    kind: str
    type: str
    plv15: str = NONE
    modes: tuple[str, ...] = ()
    status: str = ""
    background: bool = False
    act: Offsets | None = None
    example_id: str = ""


def drills(examples: Iterable[Example]) -> Iterator[Drill]:
    """All questions that the examples hold, in their order; those with a trigger marked follow those without."""
    for example in examples:
        yield from _pairs(example)
        yield from _bystanders(example)
        yield _whole(example)


def _pairs(example: Example) -> Iterator[Drill]:
    told: dict[tuple[Offsets | None, Offsets | None], ExampleAct] = {}
    for act in example.acts:
        for pair in _sides(act):
            told.setdefault(pair, act)
    for (source, target), act in told.items():
        kind = "none" if act.type == NONE else "mutual" if act.mutual else "right"
        yield _drill(example, act, kind, source, target)
        if act.type != NONE and act.triggers:
            yield _drill(example, act, kind, source, target, trigger=_at(act.triggers[0]))
        if kind != "mutual" and source and target and (target, source) not in told:
            yield _none(example, "swapped" if kind == "right" else "none", target, source)
    for act in example.acts:  # an act told beside another between the same two: only the trigger tells them apart
        for source, target in _sides(act):
            if told[source, target] is not act and act.triggers and act.type != NONE:
                yield _drill(example, act, "right", source, target, trigger=_at(act.triggers[0]))


def _sides(act: ExampleAct) -> list[tuple[Offsets | None, Offsets | None]]:
    """The directed pairs of an act; None stands for a side that is not told."""
    actors: list[Offsets | None] = [_at(span) for span in act.actors]
    recipients: list[Offsets | None] = [_at(span) for span in act.recipients]
    if act.mutual:
        return [(a, b) for a in actors for b in actors if a != b]
    if act.type == NONE and not recipients and len(actors) > 1:
        return [(actors[0], actors[1])]
    nobody: list[Offsets | None] = [None]
    return [(a, b) for a in actors or nobody for b in recipients or nobody if a != b]


def _bystanders(example: Example) -> Iterator[Drill]:
    """Pairs with somebody who is neither actor nor recipient of the act; with its trigger, too."""
    for act in example.acts:
        for bystander in (_at(span) for span in example.bystanders):
            sides = [(_at(span), "a") for span in act.actors[:1]] + [(_at(span), "r") for span in act.recipients[:1]]
            for side, role in sides:
                if side == bystander:
                    continue
                source, target = (side, bystander) if role == "a" else (bystander, side)
                yield _none(example, "bystander", source, target)
                if act.triggers:
                    yield _none(example, "bystander", source, target, trigger=_at(act.triggers[0]))


def _whole(example: Example) -> Drill:
    """What the sentence tells, no pair given: its first act that is news."""
    acts = [act for act in example.acts if act.type != NONE]
    if not acts:
        return _none(example, "whole", None, None)
    return _drill(example, acts[0], "whole", None, None)


def _drill(
    example: Example,
    act: ExampleAct,
    kind: str,
    source: Offsets | None,
    target: Offsets | None,
    *,
    trigger: Offsets | None = None,
) -> Drill:
    return Drill(
        question=Question(text=example.text, source=source, target=target, trigger=trigger),
        kind=kind,
        type=act.type,
        plv15=act.plv15 or NONE,
        modes=act.modes,
        status=act.status,
        background=act.background,
        act=_at(act.triggers[0]) if act.triggers else None,
        example_id=example.example_id,
    )


def _none(
    example: Example, kind: str, source: Offsets | None, target: Offsets | None, trigger: Offsets | None = None
) -> Drill:
    question = Question(text=example.text, source=source, target=target, trigger=trigger)
    return Drill(question=question, kind=kind, type=NONE, example_id=example.example_id)


def _at(span: Span) -> Offsets:
    return span.start, span.end
