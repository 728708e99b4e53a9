"""The questions of the cookbook: each has SQL that runs and gives the answer that stands on the page."""

import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))
import write_cookbook  # noqa: E402  (a script beside the page)

PAGE = (DOCS / "cookbook.md").read_text("utf-8")
QUESTIONS = list(write_cookbook.questions(PAGE))


@pytest.fixture(scope="module")
def ledger(samples):
    with Ledger.open(samples, read_only=True) as opened:
        yield opened


def test_there_are_twenty_questions_in_order():
    assert [question.number for question in QUESTIONS] == list(range(1, 21))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.number))
def test_the_sql_of_the_question_gives_the_answer_on_the_page(ledger, question):
    assert write_cookbook.answer_to(ledger, question.sql) == question.answer, "run `make docs`"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.number))
def test_the_sample_stories_have_an_answer_to_the_question(question):
    assert len(question.answer.splitlines()) > 1
