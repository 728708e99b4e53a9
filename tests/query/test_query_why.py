import dataclasses
import datetime as dt

import pytest

from dateline import query
from dateline.errors import UsageError
from dateline.query import Mark, why
from dateline.records import Declined, EventGroup, StoryGroup
from factories import envoy_talks, make_coded, make_event, make_run, make_story

RUN = make_run()


@pytest.fixture
def coded():
    return envoy_talks()


@pytest.fixture
def told(ledger, coded):
    ledger.append([coded], RUN)
    return ledger


def field(report, name):
    (found,) = [reason for reason in report.fields if reason.field == name]
    return found


def test_an_event_shows_its_sentence_with_the_spans_that_set_it(told, coded):
    report = why(told, coded.events[0].event_id)
    (sentence,) = report.sentences
    assert sentence.text.startswith("Norway's Arctic envoy Liv Aasen spoke by phone")
    assert [(mark.field, mark.text) for mark in sentence.marks] == [
        ("actors", "Liv Aasen"),
        ("type", "spoke by phone"),
        ("actors", "Diego Rojas"),
    ]
    text = coded.resolved.parsed.split.story.text
    assert all(text[mark.start : mark.end] == mark.text for reason in report.fields for mark in reason.marks)


def test_every_field_has_its_value_and_the_rule_that_set_it(told, coded):
    report = why(told, coded.events[0].event_id)
    assert (field(report, "type").value, field(report, "type").rule) == ("CONSULT", "rule:consult")
    assert field(report, "actors").rule == "rule:subject"
    assert field(report, "when").rule == "given"
    assert (field(report, "where").value, field(report, "where").rule) == ("null", "")
    assert field(report, "channel").value == "phone"


def test_all_fields_of_the_row_but_ids_and_counts_are_explained(told, coded):
    (row, *_) = query.events(told)
    explained = {reason.field for reason in why(told, coded.events[0].event_id).fields}
    apart = {"event_id", "story_id", "source_id", "trigger", "evidence", "basis", "mentions", "sources"}
    of_contacts = {"participants", "host", "mediator", "readouts", "differences", "first_since", "venue", "topics"}
    assert explained == (set(row) - apart) | of_contacts


def test_a_report_names_program_codebook_and_model(told, coded):
    report = why(told, coded.events[0].event_id)
    assert (report.run.program, report.run.codebook, report.run.run_id) == ("0.1.0", "cb1", RUN.run_id)
    assert report.model == "pair@0123"
    assert report.current


def test_what_was_declined_stands_beside_the_rows_of_its_sentence_only(ledger):
    story = make_story(["Iceland met Malta, analysts hope.", "Iceland then left."])
    beside = Declined(room="coding", reason="coding.hope", source_id="a.txt", start=28, end=32, text="hope")
    elsewhere = Declined(room="coding", reason="coding.left", source_id="a.txt", start=47, end=51, text="left")
    event = make_event(story, "met")
    ledger.append([make_coded(story, (event,), declined=(beside, elsewhere))], RUN)
    assert why(ledger, event.event_id).declined == (beside,)
    assert why(ledger, story.story_id).declined == (beside, elsewhere)


def test_a_claim_shows_speaker_cue_and_content(told, coded):
    report = why(told, coded.claims[0].claim_id)
    (sentence,) = report.sentences
    assert [mark.field for mark in sentence.marks] == ["speaker", "cue", "text"]
    assert field(report, "stance").rule == "indirect.that"
    assert report.kind == "claim"


def test_a_tenure_is_explained_by_the_words_that_tell_it(told):
    ((tenure_id,),) = told.tuples("SELECT tenure_id FROM tenures")
    report = why(told, tenure_id)
    assert report.kind == "tenure"
    assert field(report, "person").marks == (Mark(field="person", start=9, end=31, text="Arctic envoy Liv Aasen"),)


def test_a_story_tells_how_its_day_was_found(told, coded):
    report = why(told, coded.resolved.parsed.split.story.story_id)
    assert (report.kind, field(report, "published").value, field(report, "published").rule) == (
        "story",
        "2021-03-02",
        "given",
    )
    assert report.declined == coded.declined


def test_the_tellings_of_an_event_have_their_reasons_and_one_is_chosen(ledger):
    first, second = envoy_talks("a.txt"), envoy_talks("b.txt", title="Rewritten", day=dt.date(2021, 3, 4))
    ledger.append([first, second], RUN)
    facts = [coded.resolved.parsed.split.story for coded in (first, second)]
    ledger.regroup(
        [
            StoryGroup(group="sg_1", story_id=s.story_id, source_id=s.source_id, version=i)
            for i, s in enumerate(facts, 1)
        ],
        [
            EventGroup(
                group="eg_1",
                event_id=coded.events[0].event_id,
                source_id=s.source_id,
                story_id=s.story_id,
                score=0.5,
                reason="same call",
            )
            for s, coded in zip(facts, (first, second), strict=True)
        ],
    )
    report = why(ledger, first.events[0].event_id)
    assert report.group == "eg_1"
    assert [(t.source_id, t.version, t.chosen, t.score, t.reason) for t in report.tellings] == [
        ("a.txt", 1, False, 0.5, "same call"),
        ("b.txt", 2, True, 0.5, "same call"),
    ]
    claim_report = why(ledger, first.claims[0].claim_id)
    assert [t.source_id for t in claim_report.tellings] == ["a.txt", "b.txt"]
    story_report = why(ledger, facts[0].story_id)
    assert [(t.source_id, t.version, t.chosen) for t in story_report.tellings] == [
        ("a.txt", 1, False),
        ("b.txt", 2, True),
    ]


def test_a_group_answers_with_the_row_that_stands_for_it(ledger):
    first, second = envoy_talks("a.txt"), envoy_talks("b.txt", title="Rewritten", day=dt.date(2021, 3, 4))
    ledger.append([first, second], RUN)
    members = [coded.events[0] for coded in (first, second)]
    ledger.regroup(
        (),
        [
            EventGroup(group="eg_call_1", event_id=e.event_id, source_id=e.source_id, story_id=e.story_id)
            for e in members
        ],
    )
    assert why(ledger, "eg_call_1").id == second.events[0].event_id


def test_a_row_of_an_older_codebook_is_explained_as_such(told, coded):
    told.append([dataclasses.replace(coded, events=())], make_run("cb2"))
    report = why(told, coded.events[0].event_id)
    assert not report.current
    assert report.run.codebook == "cb1"
    assert report.tellings == ()


def test_the_beginning_of_an_id_will_do_if_it_is_the_only_one(told, coded):
    event_id = coded.events[0].event_id
    assert why(told, event_id[:10]).id == event_id


@pytest.mark.parametrize("asked", ["ev_0000000000000000", "ev_", "", "%", "x' OR '1'='1"])
def test_an_unknown_id_is_refused_with_a_cure(told, asked):
    with pytest.raises(UsageError, match="no row has the id"):
        why(told, asked)


def test_an_ambiguous_beginning_is_refused_with_the_ids_that_it_begins(told):
    told.append([make_coded(make_story([f"Text {i}."], source_id=str(i))) for i in range(2)], RUN)
    digests = list(told.story_digests())
    told.regroup(
        [StoryGroup(group=f"sg_same_{i}", story_id=d.story_id, source_id=d.source_id) for i, d in enumerate(digests)],
        (),
    )
    with pytest.raises(
        UsageError, match="'sg_same' begins several ids: sg_same_0, sg_same_1, sg_same_2; give more of it"
    ):
        why(told, "sg_same")
    assert why(told, "sg_same_1").id == digests[1].story_id
