"""From questions with answers to what each head learns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from dateline.lexicon.examples import NONE

from .drill import Drill
from .heads import Array, Lesson
from .labels import Labels


def lessons_of(drills: Sequence[Drill], features: Array, labels: Labels) -> dict[str, Lesson]:
    """A lesson for each head: type and root from all questions, mode, status and background from those with an act."""
    weights = weights_of(drills)
    told = np.array([k for k, drill in enumerate(drills) if drill.type != NONE], np.int64)
    acts = [drills[k] for k in told]
    answers = {
        "mode": [labels.mode_index(drill.type, drill.modes) for drill in acts],
        "status": [labels.statuses.index(drill.status) for drill in acts],
        "background": [int(drill.background) for drill in acts],
    }
    lessons = {
        "type": _lesson(features, [labels.types.index(drill.type) for drill in drills], weights),
        "root": _lesson(features, [labels.roots.index(drill.plv15) for drill in drills], weights),
    }
    return lessons | {name: _lesson(features[told], found, weights[told]) for name, found in answers.items()}


def weights_of(drills: Sequence[Drill]) -> Array:
    """Weights by which the questions of an example that have an act count as much, together, as those that have none.

    A sentence with many bystanders would else teach little but NONE.
    """
    sides = [(drill.example_id, drill.type != NONE) for drill in drills]
    counts = Counter(sides)
    acts = Counter({name: len(told) for name, told in _acts(drills).items()})
    return np.array([max(1, acts[side[0]]) / counts[side] for side in sides], np.float32)


def _acts(drills: Sequence[Drill]) -> dict[str, set[object]]:
    """The acts that each example asks for."""
    told: dict[str, set[object]] = {}
    for drill in drills:
        if drill.type != NONE:
            told.setdefault(drill.example_id, set()).add((drill.type, drill.act))
    return told


def _lesson(features: Array, answers: Sequence[int], weights: Array) -> Lesson:
    return Lesson(features=features, answers=np.array(answers, np.int64), weights=weights)
