"""Rules and model together on a given pair: what the frames found in the sentence is added to what the judge thinks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.lexicon.examples import NONE
from dateline.records import Event, EventActor

from .question import Offsets, Question

Fit = Literal["pair", "swapped", "source", "target", "beside", "other"]
#: How much an event of the rules adds to the log-odds of its type, by how its sides fit the pair that was asked about:
#: both, one while the other is open, one while the other is somebody else, or none.
#: Chosen on examples that were kept from training and on given pairs; docs/judge.md has the figures.
TYPE_WEIGHTS: Mapping[Fit, float] = {
    "pair": 4.0,
    "source": 1.5,
    "target": 1.5,
    "beside": 0.3,
    "other": 0.3,
    "swapped": 0.0,
}
#: The same for the older roots, which know no NONE: what is told of the pair is told, and a frame that fires names it.
ROOT_WEIGHTS: Mapping[Fit, float] = {
    "pair": 6.0,
    "source": 5.0,
    "target": 4.0,
    "beside": 4.0,
    "other": 3.5,
    "swapped": 0.0,
}
#: How much an event with actor and recipient the other way round adds to the log-odds of NONE.
SWAPPED_NONE = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One event of the rules: its type, its label in the older 15 roots, how its sides fit the pair, and the rule."""

    type: str
    plv15: str
    fit: Fit
    rule: str = ""


def votes_of(question: Question, events: Iterable[Event]) -> list[Vote]:
    """The votes of a sentence's events on a question."""
    return [
        Vote(type=event.type, plv15=event.labels.plv15, fit=_fit(question, event), rule=event.basis.type)
        for event in events
        if event.status != "hypothetical"
    ]


def _fit(question: Question, event: Event) -> Fit:
    doers, goals = event.actors, event.recipients
    if not goals and len(doers) > 1:
        goals = doers
    forward = (_among(question.source, doers), _among(question.target, goals))
    backward = (_among(question.target, doers), _among(question.source, goals))
    if all(forward):
        return "pair"
    if all(backward) or (backward[0] and not any(forward)) or (backward[1] and not any(forward)):
        return "swapped"
    if forward[0]:
        return "beside" if event.recipients else "source"
    if forward[1]:
        return "beside" if event.actors else "target"
    return "other"


def _among(span: Offsets | None, actors: Iterable[EventActor]) -> bool:
    return span is not None and any(a.start < span[1] and a.end > span[0] for a in actors)


def weigh(model: Mapping[str, float], votes: Iterable[Vote], field: Literal["type", "plv15"]) -> dict[str, float]:
    """Probabilities after the votes; `field` tells which name of a vote the answers of `model` go by."""
    scores = {name: math.log(max(share, 1e-6)) for name, share in model.items()}
    weights = TYPE_WEIGHTS if field == "type" else ROOT_WEIGHTS
    best: dict[str, float] = {}
    for vote in votes:
        name = getattr(vote, field)
        best[name] = max(best.get(name, 0.0), weights[vote.fit])
        if vote.fit == "swapped":
            best[NONE] = max(best.get(NONE, 0.0), SWAPPED_NONE)
    for name, weight in best.items():
        if name in scores:
            scores[name] += weight
    top = max(scores.values())
    raised = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: share / total for name, share in raised.items()}
