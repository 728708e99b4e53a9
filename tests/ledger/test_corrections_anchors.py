"""Each row is judged by its own anchor, and no word moves to another act or another sentence."""

import datetime as dt
from dataclasses import replace

import pytest

from corrected import CALL, DAY, RECALL, REST, keep, row, say, states, version
from dateline.grouping import group
from dateline.ledger import Ledger, verify
from dateline.records import When
from dateline.records.correction import sealed
from factories import make_coded, make_event, make_story

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


TWO = "Ruritania telephoned Zubrowka on Monday and met Syldavia in Oslo on Tuesday."


def two_acts(*words):
    story = make_story([TWO, *REST], source_id="two.txt")
    return make_coded(story, [make_event(story, one, day=DAY) for one in words], published=DAY)


@pytest.mark.parametrize(("action", "state"), [("reject", "applied"), ("change", "conflict")])
def test_a_word_on_one_act_never_moves_to_another_of_the_sentence(ledger, action, state):
    keep(ledger, two_acts("telephoned", "met"))
    more = {"field": "status", "new": "planned"} if action == "change" else {}
    say(ledger, action, row(ledger)["event_id"], alone=True, **more)
    coded = two_acts("met")
    other = tuple(replace(one, event_id=f"{one.event_id}cb2") for one in coded.events)
    keep(ledger, replace(coded, events=other), codebook="cb2")
    assert (row(ledger, "met")["status"], states(ledger)) == ("occurred", [state])


def test_a_sentence_that_is_part_of_another_is_another(ledger):
    keep(ledger, version())
    say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
    longer = f"A paper wrote in error that {CALL}"
    keep(ledger, version(longer, RECALL, source_id="ferry2.txt", day=LATER))
    types = ledger.tuples("SELECT source_id, type FROM current_events WHERE type <> 'SANCTION' ORDER BY ALL")
    assert types == [("ferry.txt", "ACCUSE"), ("ferry2.txt", "CONSULT")]


def test_of_two_equal_sentences_none_is_taken_by_chance(ledger):
    keep(ledger, version())
    say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
    keep(ledger, version("A ferry is to sail again.", CALL, RECALL, CALL, source_id="ferry2.txt", day=LATER))
    (judged,) = ledger.corrections()
    assert (judged.state, judged.why[:48]) == ("conflict", "its sentence stands more than once in ferry2.txt")


def test_a_story_that_is_not_there_binds_to_none_that_only_quotes_its_sentence(ledger, tmp_path):
    keep(ledger, version())
    say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
    with Ledger.open(tmp_path / "other.dateline") as other:
        other.correct([one.correction for one in ledger.corrections()])
        keep(other, version("A year has passed since then.", CALL, source_id="year.txt", day=DAY.replace(year=2032)))
        group(other)
        assert (states(other), row(other)["type"]) == (["stale"], "CONSULT")


@pytest.mark.parametrize(
    ("action", "more", "words"),
    [
        ("add", {"anchors": ()}, "it names no place in a story (anchors)"),
        ("add", {"new": "[1]"}, "new is [1], not a row"),
        ("change", {"field": "status", "new": "planned"}, "new is 'planned' (JSON is malformed"),
        ("change", {"field": "actors", "new": "[5]"}, "new is '[5]' ("),
        ("change", {"field": "colour", "new": "1"}, "an event has no field 'colour' to change"),
    ],
)
def test_a_correction_that_cannot_be_read_is_a_conflict_and_stops_nothing(ledger, action, more, words):
    keep(ledger, version())
    good = say(ledger, "accept", row(ledger)["event_id"]).correction
    ledger.correct([sealed(replace(good, action=action, **more))])
    group(ledger)
    (bad,) = [one for one in ledger.corrections() if one.correction.action == action]
    assert (bad.state, bad.why[: 19 + len(words)]) == ("conflict", f"it cannot be read: {words}")
    assert sorted(states(ledger)) == ["applied", "conflict"]


def test_an_event_by_hand_of_which_the_program_says_other_things_stands_and_is_a_conflict(ledger):
    keep(ledger, version())
    (story,) = ledger.tuples("SELECT story_id FROM current_stories")
    new = {"type": "REQUEST", "trigger": "asked for a pontoon", "status": "planned"}
    say(ledger, "add", story[0], new=new)
    coded = version()
    found = make_event(coded.resolved.parsed.split.story, "asked for a pontoon", type="REQUEST")
    keep(ledger, replace(coded, events=(*coded.events, found)), codebook="cb2")
    (judged,) = ledger.corrections()
    assert (row(ledger, "asked for a pontoon")["status"], judged.state) == ("planned", "conflict")
    assert judged.why == "the program tells it, too, but by hand status is planned, not occurred"
    assert verify(ledger) == ()
    say(ledger, "withdraw", judged.correction.correction_id, minute=1)
    assert row(ledger, "asked for a pontoon")["status"] == "occurred"
    assert verify(ledger) == ()
