import datetime as dt
from dataclasses import replace

import click
import pytest
from rich.console import Console

from dateline.cli import review_script, review_session
from dateline.cli.review_session import Session
from dateline.grouping import group
from dateline.ledger import Ledger
from dateline.query import Filters, review_queue
from dateline.records import EventGroup, StoryGroup
from factories import make_run
from review_stories import BLOCKED, CABLE, RUN, corrections, events, rows_of_events, story_of

pytestmark = pytest.mark.usefixtures("grouped")


@pytest.fixture
def path(review_path):
    return review_path


@pytest.fixture
def template(review_template):
    return review_template


class Typed:
    """Keys and lines in the order in which they are asked for; None takes a question back."""

    def __init__(self, *typed):
        self.typed = list(typed)
        self.asked = []

    def key(self):
        return self.typed.pop(0) if self.typed else "q"

    def line(self, asked, default="", options=None):
        self.asked.append((asked, options))
        typed = self.typed.pop(0)
        if typed is None:
            raise click.Abort
        return typed or default


def review(path, *typed, **more):
    """A session with these keys: what was on the screen, and the keys with what they were asked for."""
    keys, screen = Typed(*typed), Console(width=120, force_terminal=False, record=True, file=None, quiet=False)
    with screen.capture() as seen, Ledger.open(path) as opened:
        session = Session(ledger=opened, author="ann", keys=keys, screen=screen, filters=Filters(), **more)
        session.run()
    return seen.get(), keys


def test_the_queue_begins_with_what_is_most_worth_a_look(path):
    with Ledger.open(path, read_only=True) as opened:
        rows = review_queue(opened).rows()
        some = review_queue(opened, Filters(country=("ISL",))).rows()
    assert rows[0]["event_id"] == BLOCKED
    assert rows[0]["why"] == ["rules say SANCTION, the model REJECT 0.91"]
    assert [row["points"] for row in rows] == sorted((row["points"] for row in rows), reverse=True)
    assert BLOCKED not in {row["event_id"] for row in some}


def test_an_event_is_shown_with_its_sentence_and_the_rule_behind_each_field(path):
    seen, _ = review(path)
    assert "1 of" in seen
    assert "[Denmark] [blocked the permit] and recalled its envoy." in seen
    assert "rule:sanction" in seen
    assert "rules say SANCTION, the model REJECT 0.91" in seen


def test_nothing_is_written_by_looking_around(path):
    seen, keys = review(path, "j", "k", "k", "o", "x", "w", "x", "?", "x", "z", "q")
    assert (keys.typed, corrections(path)) == ([], ())
    assert "Faroese fishermen cheered." in seen  # o
    assert "run run_" in seen  # w
    assert "accept: it is right as it stands" in seen  # ?
    assert "no key 'z'" in seen


def test_a_field_is_changed_with_a_reason(path):
    seen, keys = review(path, "c", "type rej", "a permit is no sanction", "q")
    assert "written: type: SANCTION -> REJECT" in seen
    assert "type: SANCTION -> REJECT - because" in keys.asked[1][0]
    row = events(path)["blocked the permit"]
    assert (row["type"], row["act"], row["basis"]["type"].split(":")[0]) == ("REJECT", "REJECT", "by hand")
    (one,) = corrections(path)
    said = one.correction
    assert (said.author, said.reason, said.field, one.state) == ("ann", "a permit is no sanction", "type", "applied")
    assert said.made_at.date() >= dt.date(2024, 1, 1)


def test_events_are_grouped_anew_once_at_the_end_and_only_if_something_was_written(path, grouped):
    review(path, "j", "a", "", "q")
    assert grouped == []
    review(path, "c", "type aid", "", "a", "", "q")
    assert len(grouped) == 1


def test_a_large_ledger_is_grouped_anew_for_splits_and_joins_alone(path, monkeypatch):
    with Ledger.open(path, read_only=True) as opened:
        assert review_session.calls_for_groups(opened, {"change"})
        monkeypatch.setattr(review_session, "AT_ONCE", 1)
        asked = [{"change", "reject", "accept"}, {"join"}, {"split", "accept"}, set()]
        assert [review_session.calls_for_groups(opened, written) for written in asked] == [False, True, True, False]


def test_the_last_reason_is_offered_again(path):
    review(path, "c", "type=reject", "so it says", "c", "status planned", "", "q")
    assert [one.correction.reason for one in corrections(path)] == ["so it says", "so it says"]
    assert events(path)["blocked the permit"]["status"] == "planned"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["c", "colour red"], "'colour' is none of type, act"),
        (["c", "type blue"], "'blue' is none of ACCUSE, AGREE"),
        (["c", "type"], "change type to what? ACCUSE, AGREE"),
        (["c", "when yesterday"], "write it as 2020-09-02"),
        (["c", "goldstein cold"], "goldstein is 'cold': give a number"),
        (["c", 'where {"name": 5}'], "name is 5 in {'name': 5}: give words"),
        (["c", 'where {"name": "Oslo", "start": "x"}'], "give a number of characters"),
        (["c", 'actors [{"name": 5}]'], "name is 5 in {'name': 5}: give words"),
        (["c", 'actors [{"text": 5}]'], "text is 5 in {'text': 5}: give words"),
        (["/", "limit=inf"], "limit is 'inf': give a number of rows"),
        (["c", None], "taken back; nothing is written"),
        (["c", "type aid", None], "taken back; nothing is written"),
        (["x", None], "taken back; nothing is written"),
        (["s"], "it is told once: nothing is to be split"),
        (["J", "ev_zzzzzz"], "ev_zzzzzz"),
        (["n", "danced", "aid", ""], "('danced') do not stand in cable.txt"),
        (["u"], "nothing was corrected in this session"),
        (["/", "colour=red"], "there is no filter colour"),
        (["/", "holder=king"], "review cannot be filtered by holder"),
        (["/", "text='open"], "values with blanks in quotation marks"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(template, typed, said):
    seen, keys = review(template, *typed, "q")
    assert said in " ".join(seen.split())
    assert keys.typed == []
    assert corrections(template) == ()


def test_a_rejected_event_is_gone_and_comes_back_when_that_is_undone(path):
    review(path, "x", "no sanction at all", "q")
    assert "blocked the permit" not in events(path)
    (one,) = corrections(path)
    with Ledger.open(path) as opened:
        rows = review_queue(opened, unreviewed=False).rows()
    assert BLOCKED not in {row["event_id"] for row in rows}
    assert one.state == "applied"


def test_the_last_correction_is_undone_and_its_event_shown_again(path):
    seen, _ = review(path, "x", "", "u", "", "q")
    assert "blocked the permit" in events(path)
    assert [one.state for one in corrections(path)] == ["withdrawn", "applied"]
    assert seen.rstrip().rpartition("1 of ")[2]


def test_what_is_rejected_cannot_be_changed_before_that_is_undone(path):
    seen, keys = review(path, "/", "type=SANCTION", "x", "", "c", "u", "", "c", "type reject", "", "q")
    assert "it is rejected; u takes that back" in seen
    assert keys.typed == []
    assert events(path)["blocked the permit"]["type"] == "REJECT"


def test_what_was_accepted_leaves_the_queue_of_the_unreviewed(path):
    review(path, "a", "", "q")
    with Ledger.open(path, read_only=True) as opened:
        left, every = (review_queue(opened, unreviewed=unreviewed).rows() for unreviewed in (True, False))
    assert BLOCKED not in {row["event_id"] for row in left}
    assert {row["event_id"]: row["reviewed"] for row in every}[BLOCKED]


def test_an_event_is_added_from_the_sentence_on_the_screen(path):
    review(path, "n", "recalled its envoy", "coerce", "actors=DNK when=2024-02-06", "the second act", "q")
    row = events(path)["recalled its envoy"]
    assert (row["type"], row["actors"][0]["country"], row["when"]["first"]) == ("COERCE", "DNK", "2024-02-06")
    assert row["source_id"] == "cable.txt"


def test_tellings_are_split_and_joined_by_hand(path, grouping):
    tellings = len(events(path))
    with Ledger.open(path, read_only=True) as opened:
        ids = [event_id for (event_id,) in opened.tuples("SELECT event_id FROM current_events WHERE type = 'AGREE'")]
        together = opened.tuples("SELECT count(DISTINCT group_id) FROM current_events WHERE type = 'AGREE'")[0][0] == 1
    review(path, *(["/", "type=AGREE", "s", "1", "another cable"] if together else ["q"]), "q")
    assert len(events(path)) == tellings + together
    review(
        path,
        "/",
        "type=AGREE",
        "J",
        next(one for one in ids if one != queue_of(path, "AGREE")),
        "the same cable",
        "g",
        "q",
    )
    assert sum(row["type"] == "AGREE" for row in rows_of_events(path)) == 1


def test_a_join_that_is_undone_calls_for_groups_however_large_the_ledger(path, grouped, monkeypatch):
    monkeypatch.setattr(review_session, "AT_ONCE", 0)
    with Ledger.open(path, read_only=True) as opened:
        other = opened.tuples("SELECT event_id FROM current_events WHERE type = 'AGREE' LIMIT 1")[0][0]
    review(path, "/", "type=SANCTION", "J", other, "", "g", "/", "type=SANCTION", "u", "", "q")
    assert len(grouped) == 2  # g, and the end
    review(path, "a", "", "u", "", "q")
    assert len(grouped) == 2


def test_a_script_that_takes_a_join_back_groups_too(path, grouped, monkeypatch):
    monkeypatch.setattr(review_session, "AT_ONCE", 0)
    with Ledger.open(path) as opened:
        other = opened.tuples("SELECT event_id FROM current_events WHERE type = 'AGREE' LIMIT 1")[0][0]
        join = review_script.Asked(action="join", target=BLOCKED, told={"others": (other,)})
        (made,) = review_script.write(opened, [join], "ann", "one")
        undo = review_script.Asked(action="withdraw", target=made.correction.correction_id)
        review_script.write(opened, [undo], "ann", "two")
        assert len(grouped) == 2


def queue_of(path, kind):
    with Ledger.open(path, read_only=True) as opened:
        return review_queue(opened, Filters(type=(kind,))).rows()[0]["event_id"]


def test_each_correction_is_in_the_file_before_the_next_key_is_read(path):
    """A session that is killed loses nothing: here it dies at the key after the correction."""

    class Dying(Typed):
        def key(self):
            if not self.typed:
                raise SystemExit(9)
            return super().key()

    with Ledger.open(path) as opened:
        session = Session(
            ledger=opened,
            author="ann",
            keys=Dying("c", "type reject", "seen"),
            screen=Console(quiet=True),
            filters=Filters(),
        )
        session.ask()
        session.press(session.keys.key())
        with pytest.raises(SystemExit):
            session.keys.key()
    assert [one.state for one in corrections(path)] == ["applied"]
    assert events(path)["blocked the permit"]["type"] == "REJECT"


def test_a_correction_survives_coding_again_and_contradicts_visibly_when_the_text_changed(path):
    review(path, "c", "type reject", "seen", "q")
    event = replace(CABLE.events[1], type="COERCE", act="COERCE", event_id="ev_another")
    again = replace(CABLE, events=(CABLE.events[0], event))
    with Ledger.open(path) as opened:
        opened.append([again], make_run("cb2"))
        group(opened)
    (one,) = corrections(path)
    told = events(path)["blocked the permit"]["type"]
    assert (one.state, told) in {("applied", "REJECT"), ("conflict", "COERCE")}


def test_what_is_said_of_all_versions_of_a_story_stands_against_none_of_them(tmp_path):
    sides = [("Iceland", "ISL")]
    told = [
        story_of("lead.txt", ["Iceland agreed on a sea cable on Monday."], ("agreed", "AGREE", sides, {})),
        story_of(
            "second.txt", ["Iceland agreed on a sea cable on Tuesday, a day late."], ("agreed", "AGREE", sides, {})
        ),
    ]
    ids = [(coded.resolved.parsed.split.story, coded.events[0].event_id) for coded in told]
    with Ledger.open(tmp_path / "versions") as opened:
        opened.append(told, RUN)
        opened.regroup(
            [
                StoryGroup(group="sg", story_id=s.story_id, source_id=s.source_id, version=n)
                for n, (s, _) in enumerate(ids, 1)
            ],
            [EventGroup(group="eg", event_id=one, source_id=s.source_id, story_id=s.story_id) for s, one in ids],
        )
    seen, _ = review(tmp_path / "versions", "c", "status planned", "", "q")
    assert "conflict" not in seen
    assert [one.state for one in corrections(tmp_path / "versions")] == ["applied"]
