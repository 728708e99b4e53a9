"""What a person says of a row stands in every answer, and can be taken back."""

import datetime as dt
import json
import shutil

import pytest

from corrected import CALL, RECALL, count, everything, keep, row, say, states, version
from dateline.correcting import correct, propose
from dateline.errors import UsageError
from dateline.ledger import Ledger, verify
from dateline.query import Filters, declined, events, why


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    """The file of a ledger with the story, grouped."""
    path = tmp_path_factory.mktemp("ferry") / "ferry.dateline"
    with Ledger.open(path) as ledger:
        keep(ledger, version())
    return path


@pytest.fixture
def told(ferry, path):
    shutil.copy(ferry, path)
    with Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def read(ferry):
    with Ledger.open(ferry, read_only=True) as ledger:
        yield ledger


def test_a_changed_type_is_what_every_query_gives_and_what_follows_from_it_follows(told):
    call = row(told)
    judged = say(told, "change", call["event_id"], field="type", new="ACCUSE")
    now = row(told)
    assert (judged.state, judged.program) == ("applied", '"CONSULT"')
    assert (now["type"], now["act"], now["quad"], now["labels"], now["channel"], now["mode"]) == (
        "ACCUSE", "ACCUSE", "verbal_conflict", {"plv15": "ACCUSE"}, None, None,
    )  # fmt: skip
    assert now["cameo"].startswith("11")
    assert now["goldstein"] < 0
    assert now["plover_score"] < 0
    assert now["basis"]["type"] == f"by hand:{judged.correction.correction_id}"
    assert (count(told, type=("ACCUSE",)), count(told, type=("CONSULT",))) == (1, 0)
    assert now["event_id"] == call["event_id"]
    assert verify(told) == ()


def test_each_field_is_as_the_person_says(told):
    new = {
        "status": "planned", "background": True, "mode": "multilateral", "channel": "video", "quad": "verbal_conflict",
        "goldstein": -2.5, "plover_score": 4.0, "cameo": "042", "issues": ["ferries"], "contexts": ["natural_resource"],
    }  # fmt: skip
    event_id = row(told)["event_id"]
    correct(told, [propose(told, "change", event_id, author="Ada", reason="", field=k, new=v) for k, v in new.items()])
    assert {field: row(told)[field] for field in new} == new
    assert (set(states(told)), verify(told)) == ({"applied"}, ())


def test_a_video_call_is_held_by_remote_means_and_a_visit_is_not(told):
    event_id = row(told)["event_id"]
    say(told, "change", event_id, field="channel", new="in_person")
    assert row(told)["mode"] is None
    say(told, "change", event_id, field="channel", new="video", minute=1)
    assert row(told)["mode"] == "phone"


@pytest.mark.parametrize(
    ("words", "first", "last", "grain"),
    [
        ("2031-05-04", "2031-05-04", "2031-05-04", "day"),
        ("2031-02", "2031-02-01", "2031-02-28", "month"),
        ("2030", "2030-01-01", "2030-12-31", "year"),
        ("2031-05-01/2031-05-03", "2031-05-01", "2031-05-03", "day"),
    ],
)
def test_a_day_may_be_written_as_exactly_as_it_is_known(read, words, first, last, grain):
    made = propose(read, "change", row(read)["event_id"], author="Ada", reason="", field="when", new=words)
    when = json.loads(made.new)
    assert (when["first"], when["last"], when["grain"], when["text"]) == (first, last, grain, "")


def test_a_month_is_found_by_its_days(told):
    judged = say(told, "change", row(told)["event_id"], field="when", new="2031-04")
    assert row(told)["when"]["basis"] == f"by hand:{judged.correction.correction_id}"
    assert count(told, since=dt.date(2031, 4, 30), until=dt.date(2031, 5, 2)) == 1


def test_an_unknown_day_is_no_day(told):
    say(told, "change", row(told)["event_id"], field="when", new=None)
    assert (row(told)["when"]["first"], row(told)["when"]["grain"]) == (None, "unknown")


def test_actors_may_be_codes_names_or_records_and_their_words_are_found_in_the_story(told):
    call = row(told)
    new = ["RUR", {"text": "port authorities", "country": "ZUB", "kind": "body"}, "NOR"]
    say(told, "change", call["event_id"], field="actors", new=new)
    ruritania, ports, norway = row(told)["actors"]
    assert ruritania == call["actors"][0]
    assert (ports["name"], ports["country"], ports["text"]) == ("port authorities", "ZUB", "port authorities")
    assert (norway["name"], norway["entity_id"], norway["text"], norway["role"]) == (
        "Norway",
        "state:NOR",
        "",
        "participant",
    )
    assert (count(told, country=("NOR",)), count(told, actor="norway"), count(told, dyad="NOR-ZUB")) == (1, 1, 1)
    assert verify(told) == ()


def test_a_place_is_looked_up_by_its_name(told):
    say(told, "change", row(told)["event_id"], field="where", new="Oslo")
    assert (row(told)["where"]["country"], count(told, place="NOR")) == ("NOR", 1)


@pytest.mark.parametrize(
    ("field", "new", "words"),
    [
        ("type", "CHAT", "type is 'CHAT', not one of"),
        ("mode", "pontoon", "mode is 'pontoon'"),
        ("status", "perhaps", "status is 'perhaps', not one of occurred"),
        ("when", "Tuesday", "write it as 2020-09-02"),
        ("when", "2031-02-30", "write it as 2020-09-02"),
        ("when", {"first": "2031-05-04", "last": "2031-05-01"}, "the first not behind the last"),
        ("actors", "RUR", "give a list"),
        ("actors", [{"text": "the sea captain"}], "do not stand in the story"),
        ("actors", ["QQQ"], "QQQ is no code of a state"),
        ("contexts", ["diplomatik"], "did you mean diplomatic?"),
        ("goldstein", 11, "-10 to 10"),
        ("cameo", "999", "CAMEO"),
        ("background", "yes", "true or false"),
        ("colour", "red", "no field 'colour' to change; fields: type"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(read, field, new, words):
    with pytest.raises(UsageError, match=words):
        propose(read, "change", row(read)["event_id"], author="Ada", reason="", field=field, new=new)


def test_a_rejected_event_is_in_no_answer_but_among_the_declined(told):
    judged = say(told, "reject", row(told)["event_id"], reason="it was a dinner")
    assert (judged.state, row(told), count(told)) == ("applied", None, 1)
    (found,) = declined(told, Filters(room="review"))
    assert (found["text"], found["reason"]) == ("telephoned", "by hand: Ada: it was a dinner")
    report = why(told, judged.correction.target)
    assert (report.rejected, [one.state for one in report.corrections]) == (True, ["applied"])
    assert verify(told) == ()


def test_an_accepted_event_is_marked_as_reviewed_and_stays_as_it_is(told):
    before = list(events(told))
    say(told, "accept", row(told)["event_id"])
    reviewed = told.tuples("SELECT reviewed FROM current_events ORDER BY type")
    assert ([one for (one,) in reviewed], [{**one, "reviewed": False} for one in events(told)]) == (
        [True, False], [{**one, "reviewed": False} for one in before],
    )  # fmt: skip


def test_an_event_by_hand_stands_like_the_others(told):
    (story,) = told.tuples("SELECT story_id FROM current_stories")
    new = {"type": "REQUEST", "trigger": "asked for a pontoon", "actors": ["NOR"], "when": "2031-05"}
    judged = say(told, "add", story[0], new=new)
    added = row(told, "asked for a pontoon")
    assert (judged.state, added["type"], added["actors"][0]["country"], added["confidence"]) == (
        "applied",
        "REQUEST",
        "NOR",
        1.0,
    )
    assert added["basis"]["type"] == f"by hand:{judged.correction.correction_id}"
    assert added["evidence"][0]["start"] < added["trigger"]["start"] < added["evidence"][0]["end"]
    assert (count(told), verify(told)) == (3, ())
    say(told, "change", added["event_id"], field="status", new="planned", minute=1)
    assert row(told, "asked for a pontoon")["status"] == "planned"
    say(told, "reject", added["event_id"], minute=2)
    assert (row(told, "asked for a pontoon"), verify(told)) == (None, ())


def test_words_that_the_story_does_not_have_are_no_event(read):
    (story,) = read.tuples("SELECT story_id FROM current_stories")
    with pytest.raises(UsageError, match="do not stand in"):
        propose(read, "add", story[0], author="Ada", reason="", new={"type": "AID", "trigger": "sent a raft"})


def test_a_correction_that_is_taken_back_leaves_nothing_behind(told):
    before = list(events(told))
    made = say(told, "change", row(told)["event_id"], field="type", new="ACCUSE").correction
    say(told, "withdraw", made.correction_id, minute=1, reason="wrong story")
    assert (list(events(told)), states(told)) == (before, ["withdrawn", "applied"])
    assert told.corrections(made.correction_id)[0].why == "withdrawn by Ada: wrong story"
    assert told.tuples("SELECT count(*) FROM by_hand") == [(0,)]
    assert verify(told) == ()


def test_taking_back_may_be_taken_back(told):
    made = say(told, "change", row(told)["event_id"], field="type", new="ACCUSE").correction
    undone = say(told, "withdraw", made.correction_id, minute=1).correction
    say(told, "withdraw", undone.correction_id, minute=2)
    assert (row(told)["type"], states(told)) == ("ACCUSE", ["applied", "withdrawn", "applied"])


def test_of_two_persons_on_one_field_the_later_is_heard_and_both_are_shown(told):
    event_id = row(told)["event_id"]
    first = say(told, "change", event_id, field="type", new="ACCUSE")
    second = say(told, "change", event_id, field="type", new="THREATEN", author="Bo", minute=1)
    assert (row(told)["type"], states(told)) == ("THREATEN", ["stale", "applied"])
    shown = why(told, event_id).corrections
    assert [(one.correction.author, one.state) for one in shown] == [("Ada", "stale"), ("Bo", "applied")]
    assert shown[0].overruled_by == second.correction.correction_id
    assert second.correction.old == '"ACCUSE"'
    say(told, "withdraw", second.correction.correction_id, minute=2)
    assert (row(told)["type"], told.corrections(first.correction.correction_id)[0].state) == ("ACCUSE", "applied")


def test_a_person_who_takes_up_what_another_rejected_is_heard(told):
    event_id = row(told)["event_id"]
    rejected = say(told, "reject", event_id).correction
    made = propose(told, "withdraw", rejected.correction_id, author="Bo", reason="")
    correct(told, [made])
    assert row(told) is not None


def test_the_same_correction_twice_is_one(told):
    event_id = row(told)["event_id"]
    made = propose(told, "change", event_id, author="Ada", reason="", field="type", new="ACCUSE")
    correct(told, [made, made])
    correct(told, [made])
    say(told, "change", event_id, field="type", new="ACCUSE", minute=5)
    assert states(told) == ["applied"]


def test_following_again_changes_nothing(told):
    say(told, "change", row(told)["event_id"], field="when", new="2031-05")
    say(told, "reject", row(told, "recalled its envoy")["event_id"], minute=1)
    before = everything(told)
    keep(told, version())
    assert everything(told) == before


def test_why_shows_who_said_what_and_what_the_program_had_said(told):
    event_id = row(told)["event_id"]
    judged = say(told, "change", event_id, field="mode", new="multilateral", reason="three ministers")
    report = why(told, event_id)
    (mode,) = [one for one in report.fields if one.field == "mode"]
    assert (mode.value, mode.rule) == ("multilateral", f"by hand:{judged.correction.correction_id} (Ada)")
    assert (report.corrections[0].program, report.corrections[0].correction.reason) == ('"phone"', "three ministers")


def test_a_correction_of_an_unknown_row_is_refused(read):
    with pytest.raises(UsageError, match="no current event has the id 'ev_0'"):
        propose(read, "reject", "ev_0", author="Ada", reason="")
    with pytest.raises(UsageError, match="needs an author"):
        propose(read, "reject", row(read)["event_id"], author=" ", reason="")
    with pytest.raises(UsageError, match="no correction 'co_0'"):
        propose(read, "withdraw", "co_0", author="Ada", reason="")


def test_the_sentences_of_the_story_are_those_that_the_tests_rely_on(read):
    assert row(read)["mentions"][0]["end"] == len(CALL)
    assert row(read, "recalled its envoy")["mentions"][0]["start"] == len(CALL) + 1
    assert RECALL
