"""The tables that corrections stand in: taken over from older ledgers, looked after by `verify`."""

import datetime as dt
from dataclasses import replace

import duckdb
import pytest

from corrected import count, keep, row, say, states, version
from dateline.errors import LedgerError
from dateline.ledger import Ledger, verify
from dateline.query import events
from dateline.records.correction import sealed


@pytest.fixture
def said(path):
    """A ledger with a changed and a rejected event."""
    with Ledger.open(path) as ledger:
        keep(ledger, version())
        say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
        say(ledger, "reject", row(ledger, "recalled its envoy")["event_id"], minute=1)
    return path


@pytest.mark.parametrize(
    ("damage", "kind", "message"),
    [
        ("UPDATE corrections SET author = 'Eve'", "digest", "a row of corrections was changed after it was written"),
        ("DELETE FROM corrections", "hand", "a row stands by a correction that is not there"),
        ("DELETE FROM corrections", "hand", "the state of a correction that is not there"),
        ("INSERT INTO corrections SELECT * FROM corrections", "hand", "a correction is told twice"),
        (
            "UPDATE by_hand SET instead = 99 WHERE instead IS NOT NULL",
            "hand",
            "a row that stands by hand is not there",
        ),
        ("UPDATE by_hand SET number = 99", "hand", "the row of the program that a person corrected is not there"),
        (
            "DELETE FROM by_hand",
            "current",
            "an event of a current story is not among the current events",
        ),
        ("DELETE FROM by_hand", "books", "the size of a table is not the sum of what was added to it"),
        (
            "UPDATE by_hand SET rejected = true, instead = NULL, number = instead WHERE instead IS NOT NULL",
            "current",
            "an event that a person rejected, or for which another row stands, is among the current ones",
        ),
    ],
)
def test_damage_to_corrections_is_found_and_named(said, damage, kind, message):
    with duckdb.connect(str(said)) as other:
        other.execute(damage)
    with Ledger.open(said, read_only=True) as ledger:
        assert (kind, message) in {(problem.kind, problem.message) for problem in verify(ledger)}


def as_version_6(path):
    """The file as the version before left it."""
    with duckdb.connect(str(path)) as other:
        for view in ("set_aside", "hand_written", "rejected_by_hand", "current_declined", "current_claims"):
            other.execute(f"DROP VIEW {view}")
        for table in ("corrections", "correction_states", "by_hand"):
            other.execute(f"DROP TABLE {table}")
        other.execute("CREATE TABLE corrections (correction_id VARCHAR NOT NULL, target VARCHAR NOT NULL)")
        for index in ("current_events_by_id", "current_events_by_group"):
            other.execute(f"DROP INDEX {index}")
        other.execute("ALTER TABLE current_events DROP COLUMN reviewed")
        other.execute("CREATE INDEX current_events_by_id ON current_events (event_id)")
        other.execute("CREATE INDEX current_events_by_group ON current_events (group_id)")
        other.execute("UPDATE meta SET value = '6'")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_ledger_of_the_version_before_is_brought_up_to_this_one_where_it_lies(path, read_only):
    with Ledger.open(path) as ledger:
        keep(ledger, version())
        before = list(events(ledger))
    as_version_6(path)
    with Ledger.open(path, read_only=read_only) as ledger:
        assert (list(events(ledger)), verify(ledger), ledger.corrections()) == (before, (), ())
    with Ledger.open(path) as ledger:
        say(ledger, "reject", row(ledger)["event_id"])
        assert (count(ledger), states(ledger), verify(ledger)) == (1, ["applied"], ())


def test_a_ledger_of_the_version_before_that_may_not_be_written_says_so(path, monkeypatch):
    with Ledger.open(path) as ledger:
        keep(ledger, version())
    as_version_6(path)
    monkeypatch.setattr("dateline.ledger.ledger.os.access", lambda *_: False)
    with pytest.raises(LedgerError, match="its schema version is 6, this program writes 7; it may not be written"):
        Ledger.open(path, read_only=True)


def test_the_time_of_a_correction_is_that_of_no_zone_but_utc(said):
    east = dt.datetime(2031, 5, 9, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    with Ledger.open(said) as ledger:
        made = ledger.corrections()[0].correction
        assert made.made_at == dt.datetime(2031, 5, 7, 12)  # noqa: DTZ001  (as it is kept)
        assert sealed(replace(made, made_at=east)).made_at == dt.datetime(2031, 5, 8, 16, 30)  # noqa: DTZ001


def test_corrections_are_only_ever_added(said):
    with Ledger.open(said) as ledger:
        known = [one.correction for one in ledger.corrections()]
        say(ledger, "withdraw", known[0].correction_id, minute=5)
        assert [one.correction for one in ledger.corrections()][:2] == known
    with Ledger.open(said, read_only=True) as ledger, pytest.raises(LedgerError, match="opened to read only"):
        ledger.correct(known)
