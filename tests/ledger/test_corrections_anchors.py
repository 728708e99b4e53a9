"""Each row is judged by its own anchor, and no word moves to another act or another sentence."""

import datetime as dt
from dataclasses import replace

import pytest

from corrected import CALL, DAY, RECALL, keep, row, say, states, version
from dateline.ledger import verify
from dateline.records import When

BEFORE = DAY.replace(day=5)
LATER = DAY.replace(day=7)
SPAN = When(value="2031-05-05/06", first=BEFORE, last=DAY, grain="day", basis="given")


@pytest.fixture
def versions(ledger):
    """Two versions with the same sentence, of which the program dates the call otherwise."""
    newer = version("A ferry is to sail again.", CALL, RECALL, source_id="ferry2.txt", day=LATER)
    told = [replace(one, when=SPAN) if one.trigger.text == "telephoned" else one for one in newer.events]
    keep(ledger, version(), replace(newer, events=tuple(told)))
    return ledger


def test_each_telling_is_accepted_with_what_it_says_itself(versions):
    assert say(versions, "accept", row(versions)["event_id"]).state == "applied"


def test_every_telling_is_changed_against_what_it_said_itself(versions):
    judged = say(versions, "change", row(versions)["event_id"], field="when", new="2031-05-04")
    days = versions.tuples("SELECT DISTINCT first FROM current_events WHERE act = 'CONSULT'")
    assert (judged.state, len(judged.targets), days) == ("applied", 2, [(dt.date(2031, 5, 4),)])
    assert (states(versions), verify(versions)) == (["applied"], ())


def test_what_was_learnt_of_a_row_by_hand_goes_with_it(ledger):
    keep(ledger, version())
    say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
    ledger.tuples(
        "INSERT INTO learnt_holders SELECT 'events', instead, 'actor', 0, 'Ada', 'person:ada', '' FROM by_hand"
    )
    ledger.tuples("INSERT INTO learnt_holders SELECT 'claims', number, side, place, 'Eve', '', '' FROM learnt_holders")
    ledger.set_by_hand(())
    assert ledger.tuples("SELECT person FROM learnt_holders") == [("Eve",)]
