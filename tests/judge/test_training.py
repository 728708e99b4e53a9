"""Training on examples: new answers are learnt, old ones kept; the kept tenth stays out; a model is written whole."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from dateline.errors import LexiconError
from dateline.judge.card import digest_of, write_model
from dateline.judge.drill import drills
from dateline.judge.features import features_of
from dateline.judge.heads import Head, Recipe
from dateline.judge.kept import is_kept, split
from dateline.judge.labels import Labels
from dateline.judge.lessons import lessons_of, weights_of
from dateline.judge.train import questions_of, start_of, train
from dateline.lexicon.examples import read_examples
from fake_judge import FakeJudge

FAST = Recipe(rate=0.02, batch=64, epochs=12, l2=0.0)


@pytest.fixture(scope="module")
def shipped():
    return read_examples()


def test_a_tenth_of_the_shipped_examples_is_kept_and_no_story_is_cut(shipped):
    learnt, kept = split(shipped)
    assert len(learnt) + len(kept) == len(shipped)
    assert 0.08 < len(kept) / len(shipped) < 0.12
    stories = {(e.path, e.story) for e in learnt if e.story}
    assert not stories & {(e.path, e.story) for e in kept}


def test_training_learns_types_directions_and_statuses(judge, examples, labels):
    trained = train(judge, examples, labels, FAST)
    kinds = {share.name: share.right / share.asked for share in trained.scores.kinds}
    heads = {share.name: share.right / share.asked for share in trained.scores.heads}
    assert kinds["right"] > 0.9
    assert heads["status"] > 0.9
    assert kinds["bystander"] > 0.6
    assert 0.5 <= trained.temperature <= 3.0
    assert (trained.examples, trained.kept) == (len(examples), len(split(examples)[1]))


def test_training_twice_gives_the_same_model_bit_by_bit(judge, examples, labels, tmp_path):
    for name in ("one", "two"):
        write_model(train(judge, examples, labels, FAST), judge.folder, tmp_path / name, {"codebook": "x"})
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_written_model_is_whole_and_its_card_says_what_it_came_of(judge, examples, labels, tmp_path):
    trained = train(judge, examples, labels, FAST)
    write_model(trained, judge.folder, tmp_path / "new", {"codebook": "x"})
    again = FakeJudge(tmp_path / "new")
    assert again.labels == labels
    assert again.temperature == trained.temperature
    assert np.array_equal(again.heads["type"].weight, trained.heads["type"].weight)
    card = json.loads((tmp_path / "new" / "card.json").read_text("utf-8"))
    assert card["data"]["acts"] == {"ACCUSE": 36, "AGREE": 36, "CONSULT": 36, "NONE": 36}
    assert card["recipe"]["seed"] == FAST.seed
    assert card["codebook"] == "x"
    assert card["files"]["heads.npz"] == digest_of(tmp_path / "new" / "heads.npz")
    assert set(card["scores"]["types"]) >= {"CONSULT", "NONE"}


def test_a_model_can_be_written_over_the_one_that_it_came_of(judge, examples, labels):
    trained = train(judge, examples, labels, replace(FAST, epochs=1))
    write_model(trained, judge.folder, judge.folder, {})
    assert (judge.folder / "encoder.onnx").read_bytes() == b"no encoder"


def test_an_answer_that_the_old_model_knew_starts_where_it_was_and_a_new_one_in_the_middle():
    old = Labels(
        types=("NONE", "AID", "REJECT"), roots=("NONE", "AID"), modes=("AID", "REJECT"), statuses=("occurred",)
    )
    new = replace(old, types=("NONE", "AID", "ESCORT", "REJECT"))
    one = Head(weight=np.ones((1, 2), np.float32), bias=np.ones(1, np.float32))
    weight = np.array([[9.0, 9.0], [1.0, 3.0], [3.0, 5.0]], np.float32)
    heads = {
        "type": Head(weight=weight, bias=np.array([7.0, 1.0, 3.0], np.float32)),
        "root": Head(weight=weight[:2], bias=np.zeros(2, np.float32)),
        "mode": Head(weight=weight[1:], bias=np.array([1.0, 3.0], np.float32)),
        "status": one,
        "background": one,
    }
    started = start_of(heads, old, new)
    assert started["type"].weight.tolist() == [[9.0, 9.0], [1.0, 3.0], [2.0, 4.0], [3.0, 5.0]]
    assert started["type"].bias.tolist() == [7.0, 1.0, 2.0, 3.0]
    assert started["background"].weight.tolist() == [[0.0, 0.0], [1.0, 1.0]]


def test_the_pairs_with_an_act_weigh_as_much_as_those_without(shipped):
    few = shipped[:200]
    asked = list(drills(few))
    sums: Counter = Counter()
    for drill, weight in zip(asked, weights_of(asked), strict=True):
        sums[drill.example_id, drill.type != "NONE"] += float(weight)
    both = {name for name, told in sums if told} & {name for name, told in sums if not told}
    assert both
    assert all(sums[name, True] == pytest.approx(sums[name, False]) for name in both)


def test_heads_for_modes_learn_only_from_pairs_with_an_act(judge, examples, labels):
    asked = questions_of(judge, examples)
    lessons = lessons_of(asked.drills, asked.features, labels)
    told = sum(drill.type != "NONE" for drill in asked.drills)
    assert len(lessons["type"].answers) == len(lessons["root"].answers) == len(asked.drills)
    assert len(lessons["mode"].answers) == len(lessons["status"].answers) == told


def test_features_come_in_the_order_of_the_questions_and_progress_is_told(judge, examples):
    questions = [drill.question for drill in drills(examples)]
    told = []
    found = features_of(judge, questions, lambda done, of: told.append((done, of)))
    assert np.array_equal(found, judge.features(questions))
    assert told[-1] == (len(questions), len(questions))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_model_with_types_that_the_codebook_lacks_is_an_error_that_says_what_to_give(tmp_path):
    labels = Labels(types=("NONE", "AID", "ESCORT"), roots=("NONE",), modes=(), statuses=())
    labels.check({"AID", "ESCORT"}, tmp_path)
    with pytest.raises(LexiconError, match=r"ESCORT.*--codebook DIR"):
        labels.check({"AID"}, tmp_path)


def test_whether_an_example_is_kept_hangs_on_its_sentence_alone(examples):
    assert [is_kept(e) for e in examples] == [is_kept(replace(e, line=7, path="elsewhere")) for e in examples]
