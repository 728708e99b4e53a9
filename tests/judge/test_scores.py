"""Figures of a judge: counted by hand on a few pairs."""

import pytest

from dateline.judge.drill import Drill
from dateline.judge.question import Question
from dateline.judge.scores import Verdict, changes, score


def drill(kind, answer, **more):
    question = Question(text="Chad met Mali.", source=(0, 4), target=(9, 13), trigger=more.pop("trigger", None))
    fields = {"modes": ("visit",), "status": "occurred"} if answer == "CONSULT" else {}
    return Drill(question=question, kind=kind, type=answer, **{**fields, **more})


def verdict(name, share=0.9, mode="", status="occurred"):
    return Verdict(type=name, share=share, mode=mode, status=status, background=False)


ASKED = [
    drill("right", "CONSULT"),
    drill("right", "CONSULT"),
    drill("right", "CONSULT", status="planned"),
    drill("swapped", "NONE"),
    drill("bystander", "NONE"),
    drill("whole", "CONSULT"),
    drill("right", "CONSULT", trigger=(5, 8)),
]
SAID = [
    verdict("CONSULT", mode="visit"),
    verdict("CONSULT", mode="phone"),
    verdict("AID"),
    verdict("NONE"),
    verdict("CONSULT"),
    verdict("AID"),
    verdict("CONSULT", mode="visit"),
]


def test_precision_recall_and_f1_count_pairs_without_marked_trigger():
    by_type = {line.type: line for line in score(ASKED, SAID).types}
    consult = by_type["CONSULT"]
    assert (consult.asked, consult.said, consult.right) == (3, 3, 2)
    assert consult.precision == consult.recall == consult.f1 == pytest.approx(2 / 3)
    assert (by_type["AID"].precision, by_type["AID"].recall, by_type["AID"].f1) == (0.0, None, None)
    assert list(by_type) == ["AID", "CONSULT", "NONE"]


def test_every_kind_of_question_has_its_share():
    kinds = {share.name: (share.right, share.asked) for share in score(ASKED, SAID).kinds}
    assert kinds == {
        "right": (2, 3),
        "swapped": (1, 1),
        "bystander": (0, 1),
        "whole": (0, 1),
        "right, trigger marked": (1, 1),
    }


def test_modes_count_where_the_type_is_right_and_statuses_wherever_there_is_an_act():
    heads = {share.name: (share.right, share.asked) for share in score(ASKED, SAID).heads}
    assert heads == {"mode": (1, 2), "status": (2, 3), "background": (3, 3)}


def test_the_calibration_error_is_the_distance_between_confidence_and_being_right():
    sure = [verdict("CONSULT", share=0.9)] * 10
    asked = [drill("right", "CONSULT")] * 7 + [drill("swapped", "NONE")] * 3
    assert score(asked, sure).calibration == pytest.approx(0.2)


def test_no_pairs_have_no_figures():
    nothing = score([], [])
    assert (nothing.types, nothing.kinds, nothing.calibration, nothing.macro_f1) == ((), (), 0.0, 0.0)


def test_changes_are_gained_lost_and_changed_and_say_whether_for_the_better():
    after = [verdict("NONE"), verdict("CONSULT"), verdict("CONSULT"), verdict("AID"), verdict("NONE"), verdict("NONE")]
    found = changes(ASKED[:6], SAID[:6], after)
    assert [(change.kind, change.outcome) for change in found] == [
        ("gained", "now wrong"),
        ("lost", "now wrong"),
        ("lost", "now right"),
        ("changed", "now right"),
    ]
    assert changes(ASKED, SAID, SAID) == []
