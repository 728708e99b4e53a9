"""Why a process is in its state: every change, its sentence, its rule, its days and what was declined beside it."""

import datetime as dt

import pytest

from dateline import api, query
from dateline.errors import UsageError
from dateline.query import why
from dateline.records import Declined
from factories import make_coded, make_event, make_mention, make_run, make_story

DAY = dt.date
RUN = make_run()


@pytest.fixture
def told(ledger):
    first = make_story(["Norway cut its naval hotline with Chile on Thursday, angry at a drill.", "Fishermen waited."])
    event = make_event(first, "cut", type="SANCTION")
    drill = Declined(
        room="processes",
        reason="processes.no-process: a drill for oil",
        source_id="a.txt",
        start=63,
        end=68,
        text="drill",
    )
    second = make_story(["The hotline, cut since February, was restored on Tuesday."], source_id="b.txt")
    ledger.append(
        [
            make_coded(
                first,
                (event,),
                published=DAY(2017, 2, 2),
                processes=(
                    make_mention(
                        first,
                        "cut",
                        "cut",
                        day=DAY(2017, 2, 2),
                        name="naval hotline",
                        terms=("naval",),
                        event_id=event.event_id,
                    ),
                ),
                declined=(drill,),
            ),
            make_coded(
                second,
                published=DAY(2017, 8, 1),
                processes=(
                    make_mention(second, "cut since February", "cut", change=False, background=True),
                    make_mention(second, "was restored", "restored", day=DAY(2017, 8, 1)),
                ),
            ),
        ],
        RUN,
    )
    api.group(ledger)
    return ledger


@pytest.fixture
def report(told):
    (row,) = query.processes(told)
    return why(told, row["process_id"])


def test_every_change_has_its_state_its_days_its_story_its_rule_and_its_run(report):
    assert [(c.state, c.since, c.known_on, c.source_id, c.rule) for c in report.changes] == [
        ("cut", "2017-02-02", DAY(2017, 2, 2), "a.txt", "process.verb"),
        ("restored", "2017-08-01", DAY(2017, 8, 1), "b.txt", "process.verb"),
    ]
    assert {c.run.codebook for c in report.changes} == {"cb1"}
    assert report.changes[0].event_id


def test_the_words_that_tell_the_state_are_marked_in_the_sentence(report):
    (sentence,) = report.changes[1].sentences
    assert [(mark.field, mark.text) for mark in sentence.marks] == [("state", "was restored")]


def test_how_a_mention_was_joined_is_told_with_score_and_reason(report):
    assert [(c.score, c.reason) for c in report.changes] == [
        (1.0, "first mention"),
        (0.7, "says less or more: the only process of its kind and parties that it fits"),
    ]


def test_what_was_declined_stands_beside_the_change_of_its_sentence(report):
    assert [[d.reason for d in c.declined] for c in report.changes] == [["processes.no-process: a drill for oil"], []]


def test_all_tellings_are_listed_with_what_each_did(report):
    assert [(t.source_id, t.chosen, t.reason.split(";")[0]) for t in report.tellings] == [
        ("a.txt", True, "cut: sets the state"),
        ("b.txt", False, "cut: says the same"),
        ("b.txt", True, "restored: sets the state"),
    ]


def test_the_fields_of_the_process_are_those_of_today(report):
    assert (report.kind, report.group) == ("process", report.id)
    values = {field.field: field.value for field in report.fields}
    assert values["state"] == "restored"
    assert values["name"] == "naval hotline"
    assert values["parties"] == '["CHL","NOR"]'


def test_a_mention_is_explained_field_by_field_with_the_others_of_its_process(told, report):
    one = why(told, report.changes[0].mention_id)
    assert (one.kind, one.group) == ("mention", report.id)
    fields = {field.field: (field.value, field.rule) for field in one.fields}
    assert fields["state"] == ("cut", "process.verb")
    assert fields["when"][1] == "given"
    assert fields["terms"] == ('["naval"]', "process.verb")
    assert [t.id for t in one.tellings] == [t.id for t in report.tellings]


def test_the_beginning_of_the_id_of_a_process_will_do(told, report):
    assert why(told, report.id[:9]).id == report.id
    with pytest.raises(UsageError, match="no row has the id"):
        why(told, "pr_0000")


def test_a_process_that_only_withdrawn_stories_tell_is_not_current(ledger):
    story = make_story(["Norway cut its hotline with Chile."])
    mention = make_mention(story, "cut", "cut")
    ledger.append([make_coded(story, published=DAY(2017, 2, 2), processes=(mention,), withdrawn=True)], RUN)
    api.group(ledger)
    ((process_id,),) = ledger.tuples("SELECT DISTINCT process_id FROM process_groups")
    report = why(ledger, process_id)
    assert not report.current
    assert report.changes == ()
    assert [t.id for t in report.tellings] == [mention.mention_id]
