"""The heads of the judge: multinomial logistic regression in NumPy, seeded, and the temperature that calibrates it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
#: The questions that a model has a head for, as its heads.npz names them.
NAMES = ("type", "root", "mode", "status", "background")
#: Adam's usual constants: memory of the gradient, of its square, and what keeps the quotient finite.
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8
#: Temperatures that are tried, in steps of a fortieth.
_TEMPERATURES = np.arange(0.5, 3.0001, 0.025)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Linear scores of the answers to one question. weight: (answers, features); bias: (answers,)."""

    weight: Array
    bias: Array

    def scores(self, features: Array) -> Array:
        """Scores of all answers, (questions, answers)."""
        return features @ self.weight.T + self.bias


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one head learns from: features (questions, features), the right answer of each by its number, and its weight."""

    features: Array
    answers: NDArray[np.int64]
    weights: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How heads are trained. l2: pull towards the head that training starts from; rate: of the first epoch, falling to none.

    epochs: at most; patience: epochs without a better loss on the kept questions before training stops. Chosen on the kept
    tenth of the shipped examples: from nothing, or with a stronger pull, the loss stays higher.
    """

    seed: int = 13
    l2: float = 1e-3
    rate: float = 5e-4
    batch: int = 512
    epochs: int = 40
    patience: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A trained head, the epoch that it is of (0: the start was best), and its loss on the kept questions."""

    head: Head
    epoch: int
    loss: float


def fit(start: Head, lesson: Lesson, kept: Lesson, recipe: Recipe) -> Fitted:
    """The head of the epoch with the least loss on the kept questions. The same input gives the same head.

    Training starts from `start` and is pulled towards it, so that answers that bring nothing new keep what they had.
    """
    rng = np.random.default_rng(recipe.seed)
    best = Fitted(head=start, epoch=0, loss=loss_of(start, kept))
    stepper = _Stepper(start, recipe)
    for epoch in range(1, recipe.epochs + 1):
        order = rng.permutation(len(lesson.answers))
        rate = recipe.rate * (1 - (epoch - 1) / recipe.epochs)
        for first in range(0, len(order), recipe.batch):
            stepper.step(_part(lesson, order[first : first + recipe.batch]), rate)
        head = stepper.head()
        loss = loss_of(head, kept)
        if loss < best.loss:
            best = Fitted(head=head, epoch=epoch, loss=loss)
        elif epoch - best.epoch >= recipe.patience:
            break
    return best


def loss_of(head: Head, lesson: Lesson) -> float:
    """Mean surprise (negative log-likelihood, in nats) over the questions of a lesson; 0 where there are none."""
    if not len(lesson.answers):
        return 0.0
    told = np.log(shares(head.scores(lesson.features))[np.arange(len(lesson.answers)), lesson.answers] + 1e-9)
    return float(-(told * lesson.weights).sum() / lesson.weights.sum())


def shares(scores: Array) -> Array:
    """Probabilities of scores, row by row (softmax)."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def temperature_of(scores: Array, lesson: Lesson) -> float:
    """The number to divide scores by so that probabilities are as often right as they say, on the kept questions."""
    if not len(lesson.answers):
        return 1.0
    identity = np.eye(scores.shape[1], dtype=np.float32)
    head = Head(weight=identity, bias=np.zeros(scores.shape[1], np.float32))
    losses = [loss_of(head, replace(lesson, features=np.float32(1 / t) * scores)) for t in _TEMPERATURES]
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 3)


def read_heads(folder: Path) -> dict[str, Head]:
    """The heads of a model by name."""
    with np.load(folder / "heads.npz", allow_pickle=False) as kept:
        return {name: Head(weight=kept[f"{name}_weight"], bias=kept[f"{name}_bias"]) for name in NAMES}


def arrays_of(heads: Mapping[str, Head]) -> dict[str, Array]:
    """The heads as heads.npz holds them."""
    return {f"{name}_{part}": getattr(heads[name], part) for name in NAMES for part in ("weight", "bias")}


class _Stepper:
    """Adam on the weighted log-likelihood of one head, with a pull towards its start."""

    def __init__(self, start: Head, recipe: Recipe) -> None:
        self._start = np.concatenate([start.weight, start.bias[:, None]], axis=1).astype(np.float32)
        self._now = self._start.copy()
        self._first = np.zeros_like(self._now)
        self._second = np.zeros_like(self._now)
        self._steps = 0
        self._l2 = np.float32(recipe.l2)

    def head(self) -> Head:
        """The head as it is now."""
        return Head(weight=self._now[:, :-1].copy(), bias=self._now[:, -1].copy())

    def step(self, lesson: Lesson, rate: float) -> None:
        """One step down the gradient of a few questions."""
        wrong = shares(lesson.features @ self._now[:, :-1].T + self._now[:, -1])
        wrong[np.arange(len(lesson.answers)), lesson.answers] -= 1
        wrong *= (lesson.weights / lesson.weights.sum())[:, None]
        gradient = np.concatenate([wrong.T @ lesson.features, wrong.sum(axis=0)[:, None]], axis=1)
        gradient += self._l2 * (self._now - self._start)
        self._steps += 1
        self._first += (1 - _FIRST) * (gradient - self._first)
        self._second += (1 - _SECOND) * (gradient**2 - self._second)
        size = np.float32(rate * (1 - _SECOND**self._steps) ** 0.5 / (1 - _FIRST**self._steps))
        self._now -= size * self._first / (np.sqrt(self._second) + np.float32(_TINY))


def _part(lesson: Lesson, rows: NDArray[np.int64]) -> Lesson:
    return Lesson(features=lesson.features[rows], answers=lesson.answers[rows], weights=lesson.weights[rows])
