"""The dated questions: nearly all answers are right, and where nobody can be named nobody is."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Shares that only rise: right of those answered, and answered of those that have an answer.
RIGHT, ANSWERED = 0.97, 0.80


@pytest.fixture(scope="module")
def offices():
    spec = importlib.util.spec_from_file_location("offices", ROOT / "eval" / "offices.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["offices"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def asked(offices, shipped):
    return offices.ask_all(shipped, offices.read_questions())


def count(asked, *verdicts):
    return sum(one.verdict in verdicts for one in asked)


def test_there_are_two_hundred_questions_and_more(asked):
    assert len(asked) >= 200


def test_nearly_all_answers_are_right(asked, offices):
    assert count(asked, "right") >= RIGHT * count(asked, "right", "wrong"), offices.report(asked)


def test_most_questions_are_answered(asked, offices):
    could = count(asked, "right", "wrong", "open")
    assert count(asked, "right", "wrong") >= ANSWERED * could, offices.report(asked, unanswered=True)


def test_where_nobody_can_be_named_nobody_is(asked, offices):
    assert count(asked, "guessed") == 0, offices.report(asked)


def test_the_report_names_every_error(asked, offices):
    assert offices.report(asked).splitlines()[0].startswith("answered ")
