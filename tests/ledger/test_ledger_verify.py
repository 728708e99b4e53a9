import duckdb
import pytest

from dateline.ledger import Ledger, verify
from factories import envoy_talks, make_run


@pytest.fixture
def written(path):
    with Ledger.open(path) as ledger:
        ledger.append([envoy_talks(), envoy_talks("other.txt", title="Other")], make_run())
    return path


@pytest.mark.parametrize(
    ("damage", "kind", "message"),
    [
        ("UPDATE events SET status = 'cancelled'", "digest", "a row of events was changed after it was written"),
        ("UPDATE texts SET text = 'N' || text", "digest", "a row of texts was changed after it was written"),
        ("UPDATE texts SET text = 'N' || text", "span", "the trigger is not what stands at its offsets"),
        (
            "UPDATE claims SET cue_start = 3, cue_end = 9",
            "span",
            "the word of saying is not what stands at its offsets",
        ),
        ("UPDATE declined SET span_start = 0", "span", "a declined candidate is not what stands at its offsets"),
        ("UPDATE texts SET text = text || '!'", "tiling", "the parts of the story do not tile its text"),
        ("DELETE FROM texts", "orphan", "a story without text"),
        ("DELETE FROM runs", "orphan", "a story of an unknown run"),
        ("DELETE FROM stories WHERE coding = 0", "orphan", "an event without story"),
        ("DELETE FROM stories WHERE coding = 0", "books", "the size of a table is not the sum of what was added to it"),
        (
            "INSERT INTO stories SELECT * FROM stories",
            "double",
            "one run coded a story twice for the same day of publication",
        ),
        ("DELETE FROM current_stories", "current", "a story has no current coding, or more than one"),
        (
            "DELETE FROM current_events WHERE representative",
            "current",
            "an event of a current story is not among the current events",
        ),
        ("UPDATE current_events SET representative = false", "group", "an event has not exactly one representative"),
        (
            "INSERT INTO event_groups SELECT 'eg_x', event_id, source_id, story_id, 1, '' FROM events",
            "group",
            "an event stands in another group than merge put it in",
        ),
        (
            "INSERT INTO story_groups VALUES ('sg_x', 'st_x', 'x', 1, '')",
            "orphan",
            "a group of an unknown story",
        ),
    ],
)
def test_damage_is_found_and_named(written, damage, kind, message):
    with duckdb.connect(str(written)) as other:
        other.execute(damage)
    with Ledger.open(written, read_only=True) as ledger:
        problems = verify(ledger)
    assert (kind, message) in {(problem.kind, problem.message) for problem in problems}
    assert all(problem.where for problem in problems)


def test_a_whole_ledger_has_no_problems(written):
    with Ledger.open(written, read_only=True) as ledger:
        assert verify(ledger) == ()


def test_an_empty_ledger_has_no_problems(ledger):
    assert verify(ledger) == ()
