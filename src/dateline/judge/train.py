"""New heads on the shipped encoder, from the examples of a codebook: minutes on two cores, no other library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dateline.lexicon.examples import NONE, Example, count_acts

from .drill import Drill, drills
from .features import Encoder, Watch, features_of, unwatched
from .heads import NAMES, Array, Head, Recipe, fit, read_heads, temperature_of
from .kept import split
from .labels import Labels
from .lessons import lessons_of
from .scores import Scores, score, verdicts_of

#: The answers of each head, as Labels calls them; background has one score for yes.
_ANSWERS = {"type": "types", "root": "roots", "mode": "modes", "status": "statuses"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Questions with answers, and what the encoder makes of them."""

    drills: tuple[Drill, ...]
    features: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """New heads with their temperature, and what they came of. epochs: the epoch that each head is of.

    acts: how many acts of each type the examples tell, NONE among them.
    """

    heads: Mapping[str, Head]
    labels: Labels
    temperature: float
    recipe: Recipe
    epochs: Mapping[str, int]
    scores: Scores
    acts: Mapping[str, int]
    examples: int
    kept: int
    questions: int


def questions_of(encoder: Encoder, examples: Sequence[Example], watch: Watch = unwatched) -> Questions:
    """All questions of the examples, in their order."""
    found = tuple(drills(examples))
    return Questions(drills=found, features=features_of(encoder, [drill.question for drill in found], watch))


def train(
    encoder: Encoder, examples: Sequence[Example], labels: Labels, recipe: Recipe, watch: Watch = unwatched
) -> Trained:
    """New heads that know the answers of `labels`, from all examples but the kept tenth, scored on that.

    The kept tenth also tells when to stop and how to calibrate, so that its figures are a little too good.
    """
    asked = questions_of(encoder, examples, watch)
    kept_ids = {example.example_id for example in split(examples)[1]}
    is_kept = np.array([drill.example_id in kept_ids for drill in asked.drills])
    learnt, kept = _among(asked, ~is_kept), _among(asked, is_kept)
    lessons = lessons_of(learnt.drills, learnt.features, labels)
    tests = lessons_of(kept.drills, kept.features, labels)
    start = start_of(read_heads(encoder.folder), Labels.of_model(encoder.folder), labels)
    fitted = {name: fit(start[name], lessons[name], tests[name], recipe) for name in NAMES}
    heads = {name: found.head for name, found in fitted.items()}
    temperature = temperature_of(heads["type"].scores(kept.features), tests["type"])
    heads["background"] = _one_score(heads["background"])
    return Trained(
        heads=heads,
        labels=labels,
        temperature=temperature,
        recipe=recipe,
        epochs={name: found.epoch for name, found in fitted.items()},
        scores=score(kept.drills, verdicts_of(kept.features, heads, labels, temperature)),
        acts=dict(sorted(count_acts(examples).items())),
        examples=len(examples),
        kept=len(kept_ids),
        questions=len(asked.drills),
    )


def start_of(heads: Mapping[str, Head], old: Labels, new: Labels) -> dict[str, Head]:
    """Heads to start from: an answer that the old model knew has its row, a new one the mean of all rows but that of NONE."""
    started = {
        name: _rows_by_name(heads[name], getattr(old, answers), getattr(new, answers))
        for name, answers in _ANSWERS.items()
    }
    return started | {"background": _two_scores(heads["background"])}


def _rows_by_name(head: Head, old: Sequence[str], new: Sequence[str]) -> Head:
    place = {name: k for k, name in enumerate(old)}
    known = [k for name, k in place.items() if name != NONE]
    weight, bias = head.weight[known].mean(axis=0), head.bias[known].mean()
    return Head(
        weight=np.stack([head.weight[place[name]] if name in place else weight for name in new]).astype(np.float32),
        bias=np.array([head.bias[place[name]] if name in place else bias for name in new], np.float32),
    )


def _two_scores(head: Head) -> Head:
    """A head for yes as a head for no and yes, which can be trained like the others."""
    return Head(
        weight=np.concatenate([np.zeros_like(head.weight), head.weight]),
        bias=np.concatenate([np.zeros_like(head.bias), head.bias]),
    )


def _one_score(head: Head) -> Head:
    """The counterpart of `_two_scores`."""
    return Head(weight=head.weight[1:] - head.weight[:1], bias=head.bias[1:] - head.bias[:1])


def _among(asked: Questions, chosen: NDArray[np.bool_]) -> Questions:
    drills_of = tuple(drill for drill, ok in zip(asked.drills, chosen, strict=True) if ok)
    return replace(asked, drills=drills_of, features=asked.features[chosen])
