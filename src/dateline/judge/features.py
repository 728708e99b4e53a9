"""The features of many questions, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np

from .heads import Array
from .question import Question

#: Questions that one thread is given at a time.
BATCH = 64
#: Told how many questions are done, of how many.
Watch = Callable[[int, int], None]


class Encoder(Protocol):
    """What turns questions into features: a Judge, whatever its heads. folder: where its files lie."""

    @property
    def folder(self) -> Path: ...

    def features(self, questions: Sequence[Question]) -> Array: ...


def unwatched(done: int, of: int) -> None:
    """Tells nobody."""


def features_of(encoder: Encoder, questions: Sequence[Question], watch: Watch = unwatched) -> Array:
    """Features of all questions, (questions, features), in their order: about 4 ms each on one core.

    An answer never hangs on what else is asked, so that the number of threads changes nothing.
    """
    batches = [questions[k : k + BATCH] for k in range(0, len(questions), BATCH)]
    found: list[Array] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch in pool.map(encoder.features, batches):
            found.append(batch)
            watch(min(len(found) * BATCH, len(questions)), len(questions))
    return np.concatenate(found)
