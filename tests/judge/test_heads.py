"""Heads: they learn what can be learnt, the same every time, stop in time, and say how sure they may be."""

from dataclasses import replace

import numpy as np
import pytest

from dateline.judge.heads import (
    Head,
    Lesson,
    Recipe,
    arrays_of,
    fit,
    loss_of,
    read_heads,
    shares,
    temperature_of,
)


def lesson(seed, count=600, noise=0.0):
    """Three answers that hang on three of eight features; a share of them is given wrongly."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(count, 8)).astype(np.float32)
    answers = features[:, :3].argmax(axis=1)
    wrong = rng.random(count) < noise
    answers[wrong] = rng.integers(0, 3, wrong.sum())
    return Lesson(features=features, answers=answers, weights=np.ones(count, np.float32))


def empty():
    return Head(weight=np.zeros((3, 8), np.float32), bias=np.zeros(3, np.float32))


FAST = Recipe(rate=0.05, batch=64, l2=0.0)


def right(head, asked):
    return float((head.scores(asked.features).argmax(axis=1) == asked.answers).mean())


def test_a_head_learns_what_hangs_on_the_features():
    fitted = fit(empty(), lesson(1), lesson(2), FAST)
    assert right(fitted.head, lesson(3)) > 0.95
    assert fitted.loss == loss_of(fitted.head, lesson(2))
    assert loss_of(empty(), lesson(2)) == pytest.approx(np.log(3), abs=1e-4)


def test_the_same_seed_gives_the_same_head_and_another_seed_another_one():
    heads = [fit(empty(), lesson(1), lesson(2), replace(FAST, epochs=3, seed=seed)).head for seed in (5, 5, 6)]
    assert np.array_equal(heads[0].weight, heads[1].weight)
    assert np.array_equal(heads[0].bias, heads[1].bias)
    assert not np.array_equal(heads[0].weight, heads[2].weight)


def test_training_stops_when_the_kept_questions_no_longer_gain():
    noise = Lesson(**{**lesson_fields(lesson(1)), "answers": np.random.default_rng(9).integers(0, 3, 600)})
    fitted = fit(empty(), noise, lesson(2), replace(FAST, patience=2))
    assert fitted.epoch < 3


def lesson_fields(asked):
    return {"features": asked.features, "answers": asked.answers, "weights": asked.weights}


def test_a_head_that_only_gets_worse_is_the_one_that_training_started_from():
    good = fit(empty(), lesson(1), lesson(2), FAST).head
    noise = replace(lesson(1), answers=np.zeros(600, np.int64))
    fitted = fit(good, noise, lesson(2), FAST)
    assert (fitted.epoch, fitted.head) == (0, good)


def test_the_pull_keeps_a_head_near_its_start():
    near, far = (fit(empty(), lesson(1), lesson(2), replace(FAST, epochs=2, l2=l2)).head for l2 in (10.0, 0.0))
    assert np.abs(near.weight).max() < np.abs(far.weight).max()


def test_a_question_of_no_weight_teaches_nothing():
    both = Lesson(
        features=np.concatenate([lesson(1).features, lesson(4).features]),
        answers=np.concatenate([lesson(1).answers, np.zeros(600, np.int64)]),
        weights=np.concatenate([np.ones(600), np.zeros(600)]).astype(np.float32),
    )
    assert right(fit(empty(), both, lesson(2), FAST).head, lesson(3)) > 0.95


def test_the_temperature_makes_what_is_too_sure_less_sure():
    noisy = lesson(1, noise=0.3)
    head = fit(empty(), noisy, lesson(2, noise=0.3), FAST).head
    calm = temperature_of(head.scores(noisy.features), noisy)
    loud = temperature_of(2 * head.scores(noisy.features), noisy)
    assert calm == pytest.approx(1.0, abs=0.2)
    assert loud == pytest.approx(2 * calm, abs=0.06)


def test_where_nothing_is_kept_the_loss_is_none_and_the_temperature_one():
    nothing = lesson(1, count=0)
    assert loss_of(empty(), nothing) == 0.0
    assert temperature_of(empty().scores(nothing.features), nothing) == 1.0


def test_shares_add_up_to_one_however_large_the_scores():
    rows = shares(np.array([[1000.0, 999.0, -1000.0], [0.0, 0.0, 0.0]], np.float32))
    assert rows.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert rows[1] == pytest.approx([1 / 3] * 3)


def test_heads_that_are_written_are_read_as_they_were(tmp_path, judge):
    np.savez(tmp_path / "heads.npz", **arrays_of(judge.heads))
    again = read_heads(tmp_path)
    assert all(np.array_equal(again[name].weight, head.weight) for name, head in judge.heads.items())
