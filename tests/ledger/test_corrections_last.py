"""Corrections hold when stories are coded again, come in newer versions or are withdrawn; what cannot is a visible conflict."""

import datetime as dt
import itertools
import shutil
from dataclasses import replace

import pytest

from corrected import CALL, DAY, RECALL, count, everything, keep, recoded, row, say, states, version
from dateline.correcting import propose
from dateline.grouping import group
from dateline.ledger import Ledger, verify
from dateline.query import Filters, events, why
from factories import make_event, make_run

RETOUCHED = CALL.replace("colleague on Tuesday", "colleague late on Tuesday evening")
LATER = DAY.replace(day=7)
LATE = dt.datetime(2031, 5, 8, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    """A ledger with the story, whose call a person has made an accusation."""
    path = tmp_path_factory.mktemp("ferry") / "ferry.dateline"
    with Ledger.open(path) as ledger:
        keep(ledger, version())
        say(ledger, "change", row(ledger)["event_id"], field="type", new="ACCUSE")
    return path


@pytest.fixture
def told(ferry, path):
    shutil.copy(ferry, path)
    with Ledger.open(path) as ledger:
        yield ledger


def test_the_same_run_again_leaves_it_as_it_is(told):
    before = everything(told)
    keep(told, version())
    assert (everything(told), row(told)["type"]) == (before, "ACCUSE")


def test_it_holds_under_another_codebook_with_other_rules_and_other_ids(told):
    keep(told, recoded(version()), codebook="cb2")
    call = row(told)
    assert (call["type"], call["event_id"][-3:], states(told)) == ("ACCUSE", "cb2", ["applied"])
    assert verify(told) == ()


def test_it_holds_where_the_words_of_the_act_are_cut_otherwise(told):
    coded = version()
    wider = make_event(coded.resolved.parsed.split.story, "minister telephoned", day=DAY)
    keep(told, replace(coded, events=(wider,)), codebook="cb2")
    assert (row(told, "minister telephoned")["type"], states(told)) == ("ACCUSE", ["applied"])


def test_where_the_program_says_by_now_what_the_person_said_nothing_is_to_do(told):
    keep(told, recoded(version(), type="ACCUSE", act="ACCUSE"), codebook="cb2")
    (judged,) = told.corrections()
    assert (judged.state, judged.why, row(told)["basis"]["type"]) == (
        "applied",
        "the program says so, too",
        "rule:other",
    )
    assert told.tuples("SELECT count(*) FROM by_hand WHERE instead IS NOT NULL") == [(0,)]


def test_where_the_program_says_a_third_thing_a_person_has_to_decide(told):
    keep(told, recoded(version(), type="THREATEN", act="THREATEN"), codebook="cb2")
    (judged,) = told.corrections()
    assert (judged.state, judged.program, row(told)["type"]) == ("conflict", '"THREATEN"', "THREATEN")
    assert judged.why == "the program said CONSULT, Ada said ACCUSE, and now the program says THREATEN"
    (shown,) = why(told, row(told)["event_id"]).corrections
    assert shown == judged
    keep(told, version(), codebook="cb1")
    assert (row(told)["type"], states(told)) == ("ACCUSE", ["applied"])


def test_where_the_program_tells_no_such_event_any_more_a_person_has_to_decide(told):
    keep(told, recoded(version(), drop=("telephoned",)), codebook="cb2")
    (judged,) = told.corrections()
    assert (judged.state, judged.why[:60]) == (
        "conflict",
        f"the program tells no CONSULT in the sentence any more: {CALL}"[:60],
    )


def test_a_rejected_event_that_the_program_gives_up_is_rejected_for_good(told):
    say(told, "reject", row(told, "recalled its envoy")["event_id"], minute=1)
    keep(told, recoded(version(), drop=("recalled its envoy",)), codebook="cb2")
    assert (count(told), states(told)) == (1, ["applied", "applied"])


def test_a_rejected_event_stays_rejected_under_another_codebook_unless_it_is_another_act(told):
    say(told, "reject", row(told, "recalled its envoy")["event_id"], minute=1)
    keep(told, recoded(version()), codebook="cb2")
    assert (row(told, "recalled its envoy"), states(told)) == (None, ["applied", "applied"])
    coded = version()
    other = [replace(one, type="RETREAT", act="RETREAT") if one.type == "SANCTION" else one for one in coded.events]
    keep(told, replace(coded, events=tuple(other)), codebook="cb3")
    assert (row(told, "recalled its envoy")["type"], states(told)) == ("RETREAT", ["applied", "conflict"])


def test_what_was_accepted_with_other_values_is_to_be_looked_at_again(told):
    say(told, "accept", row(told, "recalled its envoy")["event_id"], minute=1)
    coded = version()
    other = [replace(one, status="planned") if one.type == "SANCTION" else one for one in coded.events]
    keep(told, replace(coded, events=tuple(other)), codebook="cb2")
    judged = told.corrections()[1]
    assert (judged.state, judged.why) == ("conflict", "it was accepted with other values than it has now (status)")


def test_it_holds_in_a_newer_version_of_the_story_that_has_the_sentence(told):
    newer = version(
        "A ferry that joins two countries is to sail again.", CALL, RECALL, source_id="ferry2.txt", day=LATER
    )
    keep(told, newer)
    call = row(told)
    assert (call["type"], call["source_id"], len(call["mentions"]), states(told)) == (
        "ACCUSE",
        "ferry2.txt",
        2,
        ["applied"],
    )
    assert verify(told) == ()


def test_a_sentence_that_was_retouched_is_another_sentence(told):
    keep(told, version(RETOUCHED, RECALL, source_id="ferry2.txt", day=LATER))
    (judged,) = told.corrections()
    assert (judged.state, "tells it in other words" in judged.why, judged.program) == ("conflict", True, '"CONSULT"')
    types = told.tuples("SELECT source_id, type FROM current_events WHERE type <> 'SANCTION' ORDER BY ALL")
    assert types == [("ferry.txt", "ACCUSE"), ("ferry2.txt", "CONSULT")]


def test_a_retouched_sentence_of_which_the_program_says_the_same_is_no_conflict(told):
    newer = version(RETOUCHED, RECALL, source_id="ferry2.txt", day=LATER)
    keep(told, recoded(newer, codebook="cb1", type="ACCUSE", act="ACCUSE"))
    assert states(told) == ["applied"]


def test_an_excerpt_without_the_sentence_is_no_newer_version(told):
    keep(told, version(RECALL, source_id="ferry2.txt", day=LATER))
    assert states(told) == ["applied"]


def test_a_sentence_that_is_gone_from_the_newest_version_is_told(told):
    pilot = "A man on the pier waved at the departing pilot boat."
    keep(told, version(pilot, RECALL, source_id="ferry2.txt", day=LATER))
    (judged,) = told.corrections()
    assert (judged.state, judged.why) == (
        "conflict",
        "ferry2.txt, a newer version of the story, no longer has the sentence",
    )
    assert row(told)["type"] == "ACCUSE"


def test_what_newer_versions_said_when_the_correction_was_made_is_no_conflict(told):
    pilot = "A man on the pier waved at the departing pilot boat."
    keep(told, version(pilot, RECALL, source_id="ferry2.txt", day=LATER))
    say(told, "change", row(told)["event_id"], field="status", new="planned", minute=1)
    assert states(told) == ["conflict", "applied"]


def test_a_correction_in_a_story_that_is_killed_is_kept_with_it(told):
    kill = version(CALL, RECALL, source_id="kill.txt", day=LATER, withdrawn=True, note="KILL", headline="Ferry to sail")
    keep(told, kill)
    (withdrawn,) = [one for one in events(told, Filters(withdrawn=True)) if one["type"] == "ACCUSE"]
    assert (row(told), withdrawn["trigger"]["text"], states(told)) == (None, "telephoned", ["applied"])
    assert [one["type"] for one in events(told, Filters(known_on=DAY, type=("ACCUSE",)))] == ["ACCUSE"]
    assert count(told, known_on=LATER, type=("ACCUSE",)) == 0


def test_an_event_by_hand_is_told_by_newer_versions_too_until_the_program_finds_it(told):
    (story,) = told.tuples("SELECT story_id FROM current_stories")
    say(told, "add", story[0], new={"type": "REQUEST", "trigger": "asked for a pontoon"}, minute=1)
    newer = version("A storm left the lagoon without a ferry.", CALL, RECALL, source_id="ferry2.txt", day=LATER)
    keep(told, newer)
    assert told.tuples("SELECT count(*) FROM current_events WHERE type = 'REQUEST'") == [(2,)]
    coded = version()
    found = make_event(coded.resolved.parsed.split.story, "asked for a pontoon", type="REQUEST")
    keep(told, replace(coded, events=(*coded.events, found)), codebook="cb2")
    assert told.tuples("SELECT rule FROM current_events JOIN events USING (event_no) WHERE current_events.type = 'REQUEST'"
                       " AND current_events.source_id = 'ferry.txt'") == [("rule:request",)]  # fmt: skip
    assert verify(told) == ()


def test_a_story_that_is_not_in_the_ledger_waits(told, tmp_path):
    corrections = [one.correction for one in told.corrections()]
    with Ledger.open(tmp_path / "other.dateline") as other:
        other.correct(corrections)
        group(other)
        (judged,) = other.corrections()
        assert (judged.state, judged.why) == ("stale", "its story (ferry.txt) is not in this ledger")
        keep(other, version())
        assert (states(other), row(other)["type"]) == (["applied"], "ACCUSE")


def test_a_story_that_was_read_with_other_metadata_is_found_by_its_sentence(told, tmp_path):
    corrections = [one.correction for one in told.corrections()]
    with Ledger.open(tmp_path / "other.dateline") as other:
        other.correct(corrections)
        keep(other, version(source_id="elsewhere.txt", title="Ferry"))
        assert (states(other), row(other)["type"]) == (["applied"], "ACCUSE")


def test_the_order_of_arrival_decides_nothing(told, tmp_path):
    corrections = [one.correction for one in told.corrections()]
    newer = version(
        "A ferry that joins two countries is to sail again.", CALL, RECALL, source_id="ferry2.txt", day=LATER
    )
    answers = []
    for place, order in enumerate(itertools.permutations((version(), newer))):
        with Ledger.open(tmp_path / f"{place}.dateline") as other:
            other.correct(corrections if place else ())
            other.append(order, make_run())
            other.correct(corrections)
            group(other)
            answers.append((list(events(other)), [(one.state, one.why) for one in other.corrections()]))
    assert answers[0] == answers[1]


def test_a_run_that_is_killed_before_it_follows_is_completed_by_the_next(told):
    made = propose(told, "reject", row(told, "recalled its envoy")["event_id"], author="Ada", reason="", made_at=LATE)
    told.correct([made])
    told.append([recoded(version())], make_run("cb2"))
    assert [one.state for one in told.corrections()] == ["applied", "stale"]
    group(told)
    assert (row(told, "recalled its envoy"), row(told)["type"], states(told), verify(told)) == (
        None, "ACCUSE", ["applied", "applied"], (),
    )  # fmt: skip


def test_copies_of_a_sentence_are_split_and_stay_so_under_another_codebook(ledger):
    copies = [version(source_id=f"{name}.txt", source=name) for name in ("Ruritel", "Zubrowka Daily", "Lagoon Post")]
    keep(ledger, *copies)
    ids = dict(ledger.tuples("SELECT source_id, event_id FROM current_events WHERE act = 'CONSULT'"))
    judged = say(ledger, "split", ids["Ruritel.txt"])
    apart = [{"Ruritel.txt"}, {"Lagoon Post.txt", "Zubrowka Daily.txt"}]
    assert (judged.state, together(ledger)) == ("applied", apart)
    keep(ledger, *(recoded(one) for one in copies), codebook="cb2")
    assert (states(ledger), together(ledger)) == (["applied"], apart)
    one, other = ledger.tuples("SELECT event_id FROM events_once WHERE act = 'CONSULT' ORDER BY 1")
    say(ledger, "join", one[0], others=other, minute=1)
    assert (states(ledger), together(ledger)) == (["stale", "applied"], [set.union(*apart)])


def together(ledger):
    """Sources that tell the same call."""
    found = ledger.tuples("SELECT list(source_id) FROM current_events WHERE act = 'CONSULT' GROUP BY group_id")
    return sorted((set(one) for (one,) in found), key=len)
