import json

import pytest

from dateline.cli import merge
from dateline.ledger import Ledger
from dateline.query import Filters, contacts, events, stories


@pytest.fixture
def call(ledger):
    """The call that two copies tell: its id, and that of each telling."""
    with Ledger.open(ledger, read_only=True) as opened:
        (row,) = contacts(opened, Filters(channel=("phone",)))
        tellings = opened.tuples("SELECT event_id FROM current_events WHERE channel = 'phone' ORDER BY source_id")
    return row["event_id"], [one for (one,) in tellings]


def count(ledger):
    with Ledger.open(ledger, read_only=True) as opened:
        return len(events(opened)), len({row["group"] for row in stories(opened)})


def test_the_tellings_of_an_event_are_shown_with_rule_and_score(dateline, ledger, call):
    done = dateline("merge", call[0], "--ledger", ledger)
    assert (done.code, done.err) == (0, "")
    assert "2 tellings" in done.out
    assert "same sentence" in " ".join(done.out.split())
    groups = json.loads(dateline("merge", call[0], "--ledger", ledger, "--format", "json").out)["groups"]
    assert [sorted(one["id"] for one in group["tellings"]) for group in groups] == [sorted(call[1])]
    assert all(one["score"] and one["reason"] for one in groups[0]["tellings"])


def test_a_telling_is_split_off_and_joined_again(dateline, ledger, call):
    before = count(ledger)
    split = dateline("merge", "--split", call[0], "--ledger", ledger, "--author", "Ada", "--reason", "two calls")
    assert (split.code, split.err) == (0, "")
    assert {"applied:", "split", "hand"} < set(split.out.split())
    assert count(ledger)[0] == before[0] + 1
    shown = json.loads(dateline("merge", call[0], "--ledger", ledger, "--format", "json").out)
    assert [one["reason"] for one in shown["groups"][0]["tellings"]] == ["split by hand (Ada, two calls)"]
    joined = dateline("merge", "--join", *call[1], "--ledger", ledger, "--author", "Bo", "--reason", "")
    assert (joined.code, count(ledger)) == (0, before)
    assert {"applied:", "joined", "hand"} < set(joined.out.split())


def test_versions_of_a_story_are_split_and_joined(dateline, ledger):
    with Ledger.open(ledger, read_only=True) as opened:
        one, other = [row["story_id"] for row in stories(opened)]
    before = count(ledger)
    assert dateline("merge", "--split", one, "--ledger", ledger, "--author", "Ada").code == 0
    assert count(ledger)[1] == before[1] + 1
    done = dateline("merge", "--join", one, other, "--ledger", ledger, "--author", "Ada", "--format", "json")
    said = json.loads(done.out)["corrections"][0]
    assert (said["state"], said["correction"]["kind"], count(ledger)) == ("applied", "story", before)


def test_a_whole_group_is_taken_apart_or_only_what_is_named(dateline, ledger, call):
    with Ledger.open(ledger, read_only=True) as opened:
        group = opened.tuples("SELECT group_id FROM current_events WHERE event_id = ?", [call[0]])[0][0]
    before = count(ledger)
    named = dateline("merge", "--split", group, "--telling", call[1][1], "--ledger", ledger, "--author", "Ada")
    assert (named.code, count(ledger)[0]) == (0, before[0] + 1)
    alone = dateline("merge", "--split", group, "--ledger", ledger, "--author", "Ada")
    assert (alone.code, "nothing is to be split" in alone.err) == (2, True)


def test_who_says_it_is_told_where_nobody_is_named(dateline, ledger, call, monkeypatch):
    monkeypatch.setenv("DATELINE_AUTHOR", "Cyra")
    done = dateline("merge", "--split", call[0], "--ledger", ledger)
    assert (done.code, "author: Cyra" in done.err) == (0, True)
    monkeypatch.delenv("DATELINE_AUTHOR")
    monkeypatch.setattr(merge.subprocess, "run", _no_git)
    monkeypatch.setattr(merge.getpass, "getuser", lambda: "dana")
    assert merge.author_of(None) == "dana"
    monkeypatch.setattr(merge.getpass, "getuser", _no_user)
    assert merge.author_of(None) == "unknown"


def test_review_asks_for_the_author_in_the_same_order(dateline, ledger, call, monkeypatch):
    monkeypatch.delenv("DATELINE_AUTHOR", raising=False)
    monkeypatch.setattr(merge, "_git_user", lambda: "Edda")
    done = dateline("review", "--accept", call[0], "--ledger", ledger)
    assert (done.code, json.loads(done.out)["author"]) == (0, "Edda")


def _no_user():
    raise KeyError("getpwuid(): uid not found: 4242")


def _no_git(*_arguments, **_more):
    raise FileNotFoundError("git")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "give one of ID, --split and --join"),
        (["ev_1", "--split", "ev_1"], "give one of ID, --split and --join, not ID and --split"),
        (["--split", "ev_nowhere"], "no row has the id 'ev_nowhere'"),
        (["--join", "ev_nowhere", "ev_here"], "no row has the id 'ev_nowhere'"),
    ],
)
def test_what_cannot_be_is_a_usage_error(dateline, ledger, words, complaint):
    done = dateline("merge", *words, "--ledger", ledger, "--author", "Ada")
    assert (done.code, complaint in done.err, done.out) == (2, True, "")


def test_an_event_cannot_be_joined_with_itself_or_split_from_nothing(dateline, ledger, call):
    for words in (["--join", *call[1]], ["--join", call[0], call[0]]):
        done = dateline("merge", *words, "--ledger", ledger, "--author", "Ada")
        assert (done.code, "are in one group already" in done.err) == (2, True)
    claim = dateline("merge", "--split", "cl_", "--ledger", ledger, "--author", "Ada")
    assert claim.code == 2
