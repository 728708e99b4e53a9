"""Damage to what is derived of processes is found and named."""

import datetime as dt

import duckdb
import pytest

from dateline import api
from dateline.ledger import Ledger, verify
from factories import make_coded, make_mention, make_run, make_story

DAY = dt.date(2017, 2, 2)


@pytest.fixture
def written(path):
    first = make_story(["Norway cut its hotline with Chile."])
    second = make_story(["The hotline was restored on Tuesday."], source_id="b.txt")
    told = (
        make_mention(first, "cut", "cut", day=DAY),
        make_mention(second, "was restored", "restored", day=dt.date(2017, 8, 1)),
    )
    with Ledger.open(path) as ledger:
        ledger.append([make_coded(first, published=DAY, processes=told[:1])], make_run())
        ledger.append([make_coded(second, published=dt.date(2017, 8, 1), processes=told[1:])], make_run())
        api.group(ledger)
    return path


def test_a_ledger_with_processes_has_no_problems(written):
    with Ledger.open(written, read_only=True) as ledger:
        assert ledger.tuples("SELECT count(*) FROM process_states") == [(3,)]
        assert verify(ledger) == ()


@pytest.mark.parametrize(
    ("damage", "kind", "message"),
    [
        (
            "UPDATE process_mentions SET state = 'ended'",
            "digest",
            "a row of process_mentions was changed after it was written",
        ),
        (
            "UPDATE process_mentions SET trigger_start = 0, trigger_end = 3",
            "span",
            "the words that tell the state of a process are not what stands at their offsets",
        ),
        ("UPDATE process_states SET mention_id = 'pm_x'", "orphan", "a state that no mention of the process sets"),
        (
            "UPDATE process_tellings SET process_id = 'pr_x'",
            "orphan",
            "a telling of a process that is no mention of it",
        ),
        ("DELETE FROM process_mentions", "orphan", "a group of an unknown mention of a process"),
        ("DELETE FROM process_mentions", "books", "the size of a table is not the sum of what was added to it"),
        (
            "UPDATE process_states SET entered = until + 1 WHERE until IS NOT NULL",
            "process",
            "a state ends before it is entered, or ceases to be known before it is known",
        ),
        (
            "UPDATE process_states SET place = 3 WHERE now",
            "process",
            "the states that are known today are not one after the other",
        ),
        (
            "UPDATE process_states SET now = true, known_until = NULL",
            "process",
            "two things are known of one state at once",
        ),
    ],
)
def test_damage_to_processes_is_found_and_named(written, damage, kind, message):
    with duckdb.connect(str(written)) as other:
        other.execute(damage)
    with Ledger.open(written, read_only=True) as ledger:
        problems = verify(ledger)
    assert (kind, message) in {(problem.kind, problem.message) for problem in problems}
