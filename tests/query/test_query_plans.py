"""Plans and what became of them, on a day and as known on a day."""

import datetime as dt

import pytest

from dateline import query
from dateline.api import group
from dateline.query import Filters
from factories import make_actor, make_coded, make_event, make_run, make_story

RUN = make_run()


def day(iso):
    return dt.date.fromisoformat(iso)


def story(source_id, words, trigger, published, on, **more):
    told = make_story([words], source_id=source_id)
    sides = tuple(make_actor(told, name, code) for name, code in (("Togo", "TGO"), ("Benin", "BEN")) if name in words)
    event = make_event(told, trigger, actors=sides, day=on and day(on), **more)
    return make_coded(told, (event,), published=day(published))


PLANNED = {"type": "AGREE", "act": "CONSULT", "status": "planned"}
STORIES = (
    story("1.txt", "Togo and Benin will hold talks on May 10.", "will hold talks", "1999-05-01", "1999-05-10", **PLANNED),
    story(
        "2.txt", "Togo and Benin put off their talks.", "put off", "1999-05-08", None,
        type="AGREE", act="CONSULT", status="postponed",
    ),
    story("3.txt", "Togo and Benin will hold their talks on June 2.", "will hold", "1999-05-09", "1999-06-02", **PLANNED),
    story("4.txt", "Togo and Benin held their talks.", "held their talks", "1999-06-03", "1999-06-02"),
    story("5.txt", "Togo and Benin are to meet on July 1.", "are to meet", "1999-06-04", "1999-07-01", **PLANNED),
)  # fmt: skip


@pytest.fixture(scope="module")
def board(shared_ledger):
    ledger = shared_ledger()
    ledger.append(STORIES, RUN)
    group(ledger)
    return ledger


def outcomes(board, **asked):
    days = {name: day(value) for name, value in asked.items() if name in {"as_of", "known_on"}}
    rows = query.plans(board, Filters(**{**asked, **days}))
    return [(row["when"]["first"][5:], row["outcome"]) for row in rows]


def test_each_plan_has_its_outcome(board):
    assert outcomes(board) == [("05-10", "postponed"), ("06-02", "held"), ("07-01", "open")]


def test_what_was_not_known_on_a_day_changes_nothing_on_it(board):
    assert outcomes(board, known_on="1999-05-02") == [("05-10", "open")]
    assert outcomes(board, known_on="1999-05-08") == [("05-10", "postponed")]
    assert outcomes(board, known_on="1999-06-02") == [("05-10", "postponed"), ("06-02", "open")]


def test_a_plan_whose_day_has_passed_without_word_is_overdue(board):
    assert outcomes(board, as_of="1999-05-12", known_on="1999-05-02") == [("05-10", "overdue")]
    assert outcomes(board, as_of="1999-08-01")[-1] == ("07-01", "overdue")


def test_a_late_day_shows_what_was_held_by_then_only(board):
    assert outcomes(board, as_of="1999-05-20") == [("05-10", "postponed"), ("06-02", "open")]


def test_the_outcome_names_the_event_and_the_plan_that_took_its_place(board):
    first, second, _ = query.plans(board)
    held = next(row for row in query.events(board) if row["trigger"]["text"] == "held their talks")
    assert second["outcome_event"] == held["event_id"]
    assert first["next_event"] == second["plan_event"]
    assert first["reason"].startswith("plan.postponed")


def test_why_of_a_plan_tells_its_outcome_the_event_and_the_rule(board):
    first, second, last = query.plans(board)
    postponed = {reason.field: reason for reason in query.why(board, first["plan_event"]).fields}
    assert postponed["plan_outcome"].value == f"postponed: {first['outcome_event']}"
    assert postponed["plan_outcome"].rule == first["reason"]
    assert postponed["plan_next"].value == second["plan_event"]
    assert "plan_outcome" not in {reason.field for reason in query.why(board, last["plan_event"]).fields}


def test_plans_are_filtered_by_outcome_before_they_are_limited(board):
    assert outcomes(board, outcome=("open", "overdue"), limit=1) == [("07-01", "open")]


def test_a_promise_is_of_no_day_so_that_it_is_never_overdue(shared_ledger):
    ledger = shared_ledger()
    promise = story(
        "6.txt", "Togo and Benin agreed on Friday to resume talks.", "agreed", "1999-05-07", "1999-05-07", **PLANNED
    )
    ledger.append([promise], RUN)
    group(ledger)
    assert outcomes(ledger, as_of="1999-06-01") == [("05-07", "open")]
    assert outcomes(ledger, as_of="2001-06-01") == [("05-07", "unknown")]
