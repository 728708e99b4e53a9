import dataclasses
import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import query
from dateline.ledger import AppendReport, Ledger, verify
from dateline.records import Declined, EventGroup, StoryGroup
from factories import envoy_talks, make_coded, make_event, make_run, make_story

RUN = make_run()
TABLES = ("runs", "texts", "stories", "coding_log", "events", "claims", "tenures", "declined", "rejected", "batches")
BINARY = Declined(room="read", reason="read.binary: not text", source_id="x.bin", path="x.bin")


def sizes(ledger):
    return {table: ledger.tuples(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608  (our own names)


def answers(ledger):
    asked = (query.events, query.contacts, query.claims, query.stories, query.offices, query.declined)
    return [ask(ledger).rows() for ask in asked]


def a_story(number, *, day=2, words="met"):
    story = make_story(
        [f"Delegations from Ghana and Togo {words} in round {number} of the border talks."], source_id=f"s{number}.txt"
    )
    return make_coded(story, (make_event(story, words, day=dt.date(2022, 3, day)),), published=dt.date(2022, 3, day))


def test_appending_a_story_tells_what_was_added(ledger):
    report = ledger.append([envoy_talks(), BINARY], RUN)
    assert report == AppendReport(stories_new=1, events=2, claims=1, declined=1, rejected=1)
    assert verify(ledger) == ()


def test_appending_twice_adds_nothing(ledger):
    ledger.append([envoy_talks(), BINARY], RUN)
    before = sizes(ledger)
    again = ledger.append([envoy_talks(), BINARY], RUN)
    assert again == AppendReport(stories_known=1, rejected=1)
    assert sizes(ledger) == before


def test_a_story_given_twice_in_one_batch_is_added_once(ledger):
    report = ledger.append([envoy_talks(), envoy_talks(), BINARY, BINARY], RUN)
    assert (report.stories_new, report.stories_known, report.rejected) == (1, 1, 2)
    assert sizes(ledger)["rejected"] == 1


def test_what_comes_in_is_new_or_known_or_rejected(ledger):
    ledger.append([a_story(1)], RUN)
    coming = [a_story(1), a_story(2), BINARY, a_story(2)]
    report = ledger.append(coming, RUN)
    assert report.stories_new + report.stories_known + report.rejected == len(coming)


def test_the_same_content_under_another_source_shares_its_text_and_its_events(ledger):
    ledger.append([envoy_talks("one.txt"), envoy_talks("two.txt")], RUN)
    assert sizes(ledger)["texts"] == 1
    rows = query.events(ledger).rows()
    assert len(rows) == 2
    assert [[mention["source_id"] for mention in row["mentions"]] for row in rows] == [["one.txt", "two.txt"]] * 2


def test_a_new_codebook_replaces_the_rows_and_keeps_the_old_ones(ledger):
    coded = envoy_talks()
    ledger.append([coded], RUN)
    fewer = dataclasses.replace(coded, events=coded.events[:1], claims=())
    report = ledger.append([fewer], make_run("cb2"))
    assert (report.stories_new, report.events) == (1, 1)
    assert [row["event_id"] for row in query.events(ledger)] == [coded.events[0].event_id]
    assert query.claims(ledger).rows() == []
    assert sizes(ledger)["events"] == 3
    assert verify(ledger) == ()


def test_coding_again_with_the_older_codebook_makes_its_rows_current_again(ledger):
    coded = envoy_talks()
    ledger.append([coded], RUN)
    ledger.append([dataclasses.replace(coded, events=())], make_run("cb2"))
    assert len(query.events(ledger)) == 0
    before = sizes(ledger)
    ledger.append([coded], RUN)
    assert len(query.events(ledger)) == 2
    assert sizes(ledger)["events"] == before["events"]
    assert verify(ledger) == ()


def test_a_closed_ledger_opens_with_the_same_rows(path):
    with Ledger.open(path) as ledger:
        ledger.append([envoy_talks()], RUN)
        before = answers(ledger)
    with Ledger.open(path, read_only=True) as ledger:
        assert answers(ledger) == before


def test_more_stories_than_a_batch_holds_are_all_there(ledger, monkeypatch):
    monkeypatch.setattr("dateline.ledger.append.BATCH", 3)
    report = ledger.append((a_story(i) for i in range(10)), RUN)
    assert report.stories_new == 10
    assert sizes(ledger)["batches"] == 4
    assert len(query.events(ledger)) == 10


def test_an_error_in_the_input_keeps_whole_batches_and_nothing_of_the_broken_one(ledger, monkeypatch):
    monkeypatch.setattr("dateline.ledger.append.BATCH", 2)

    def coming():
        yield from (a_story(i) for i in range(3))
        raise ValueError("the input broke")

    with pytest.raises(ValueError, match="the input broke"):
        ledger.append(coming(), RUN)
    assert len(query.stories(ledger)) == 2
    assert verify(ledger) == ()


def test_a_lone_surrogate_becomes_a_replacement_character_and_offsets_hold(ledger):
    story = make_story(["Envoys of Peru \ud800 met those of Chile."], source_id="broken\udcff.txt")
    ledger.append([make_coded(story, (make_event(story, "met those"),))], RUN)
    (row,) = query.events(ledger)
    assert row["trigger"]["text"] == "met those"
    assert row["source_id"] == "broken\ufffd.txt"
    assert ledger.tuples("SELECT repaired, text[16] FROM texts") == [(True, "\ufffd")]
    assert verify(ledger) == ()
    assert ledger.append([make_coded(story)], RUN).stories_known == 1


def test_groups_survive_the_stories_that_come_after_them(ledger):
    first, second = a_story(1), a_story(2)
    ledger.append([first, second], RUN)
    group(ledger, [[first, second]])
    assert len(query.events(ledger)) == 1
    ledger.append([a_story(3)], RUN)
    assert sorted(len(row["mentions"]) for row in query.events(ledger)) == [1, 2]
    assert verify(ledger) == ()


def group(ledger, versions):
    """Puts the stories of each list into one group, versions in order, and their first events likewise."""
    stories, events = [], []
    for members in versions:
        name = members[0].resolved.parsed.split.story.story_id
        for i, coded in enumerate(members, 1):
            story = coded.resolved.parsed.split.story
            stories.append(
                StoryGroup(
                    group=f"sg_{name}", story_id=story.story_id, source_id=story.source_id, version=i, reason="slug"
                )
            )
            events += [
                EventGroup(
                    group=f"eg_{name}", event_id=event.event_id, source_id=story.source_id, story_id=story.story_id
                )
                for event in coded.events[:1]
            ]
    ledger.regroup(stories, events)


def test_regrouping_replaces_all_groups(ledger):
    first, second = a_story(1), a_story(2)
    ledger.append([first, second], RUN)
    group(ledger, [[first, second]])
    ledger.regroup((), ())
    assert len(query.events(ledger)) == 2
    assert {row["group"] for row in query.stories(ledger)} == {
        coded.resolved.parsed.split.story.story_id for coded in (first, second)
    }


def test_stories_can_be_regrouped_without_touching_events(ledger):
    first, second = a_story(1), a_story(2)
    ledger.append([first, second], RUN)
    group(ledger, [[first, second]])
    ledger.regroup((), None)
    assert len(query.events(ledger)) == 1
    assert len({row["group"] for row in query.stories(ledger)}) == 2
    assert verify(ledger) == ()


def test_regrouping_step_by_step_gives_the_same_as_at_once(path, tmp_path):
    stories = [a_story(i) for i in range(4)]
    with Ledger.open(path) as one, Ledger.open(tmp_path / "other") as other:
        one.append(stories, RUN)
        other.append(stories, RUN)
        group(one, [stories[:2]])
        group(one, [stories[1:3], stories[3:]])
        group(one, [stories[:3]])
        group(other, [stories[:3]])
        assert answers(one) == answers(other)
        assert len(query.events(one)) == 2
        assert verify(one) == ()


STORIES = [
    envoy_talks("a.txt"),
    envoy_talks("b.txt"),
    envoy_talks("c.txt", day=dt.date(2021, 4, 9), source="Fjordpost"),
    a_story(1),
    a_story(2, day=9, words="quarrelled"),
    BINARY,
]


@settings(max_examples=5)  # two ledgers an example: half a second
@given(st.permutations(STORIES), st.integers(1, 6))
def test_any_order_of_stories_gives_the_same_answers(tmp_path_factory, order, at_once):
    folder = tmp_path_factory.mktemp("order")
    with Ledger.open(folder / "one") as one, Ledger.open(folder / "other") as other:
        one.append(STORIES, RUN)
        stream = iter(order)
        while batch := list(itertools.islice(stream, at_once)):
            other.append(batch, RUN)
        group(one, [STORIES[:2], STORIES[3:5]])
        group(other, [STORIES[:2], STORIES[3:5]])
        assert answers(one) == answers(other)
        assert verify(other) == ()
