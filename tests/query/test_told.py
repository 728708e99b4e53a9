"""Events with every sentence that tells them, for the writers of other programs' formats."""

import datetime as dt

import pytest

from dateline import query
from dateline.errors import UsageError
from dateline.query import Filters
from dateline.records import Event, EventGroup, StoryGroup
from dateline.records.rows import to_row
from factories import make_actor, make_coded, make_event, make_run, make_story

DAY = dt.date
RUN = make_run()


def story(words, *, source_id, published, trigger="called", **fields):
    """A story that tells of a call between two states in the second of its sentences."""
    masthead = {key: fields.pop(key) for key in ("withdrawn",) if key in fields}
    given = {key: fields.pop(key) for key in ("source", "url", "title") if key in fields}
    told = make_story(["Ministers were busy.", words], source_id=source_id, **given)
    sides = tuple(make_actor(told, name, code) for name, code in (("Norway", "NOR"), ("Chile", "CHL")))
    event = make_event(told, trigger, actors=sides, **{"day": DAY(2022, 5, 2)} | fields)
    return make_coded(told, (event,), published=published, **masthead)


FIRST = story(
    "Norway called Chile.",
    source_id="1.txt",
    published=DAY(2022, 5, 3),
    source="Fjord Post",
    url="https://fjord.example/1",
)
SECOND = story("On Monday Norway called Chile.", source_id="2.txt", published=DAY(2022, 5, 5), source="Andes Daily")
OTHER = story("Earlier Norway called Chile.", source_id="3.txt", published=DAY(2022, 5, 4), day=DAY(2022, 4, 1))
KILLED = story(
    "Never, Norway called Chile.", source_id="4.txt", published=DAY(2022, 5, 6), withdrawn=True, day=DAY(2022, 5, 5)
)
ALL = (FIRST, SECOND, OTHER, KILLED)


def event_of(coded):
    return coded.events[0]


@pytest.fixture(scope="module")
def filled(shared_ledger):
    ledger = shared_ledger()
    ledger.append(ALL, RUN)
    groups = [
        EventGroup(group="eg_1", event_id=event.event_id, source_id=event.source_id, story_id=event.story_id)
        for event in (event_of(FIRST), event_of(SECOND))
    ]
    stories = [
        StoryGroup(group="sg_1", story_id=event.story_id, source_id=event.source_id, version=version)
        for version, event in enumerate((event_of(FIRST), event_of(SECOND)), 1)
    ]
    ledger.regroup(stories, groups)
    return ledger


def told(ledger, **filters):
    return list(query.told_events(ledger, Filters(**filters)))


def test_they_are_the_events_in_the_order_of_events(filled):
    rows = query.events(filled).rows()
    assert [one.event.event_id for one in told(filled)] == [row["event_id"] for row in rows]
    for one, row in zip(told(filled), rows, strict=True):
        assert isinstance(one.event, Event)
        plain = to_row(one.event)
        assert [plain["mentions"], plain.pop("sources")] == [len(row["mentions"]), row["sources"]]
        assert {key: row[key] for key in plain if key != "mentions"} == {
            key: value for key, value in plain.items() if key != "mentions"
        }


def test_an_event_has_every_sentence_of_every_telling_by_publication(filled):
    _, one = told(filled)
    assert one.group == "eg_1"
    assert one.known_first == DAY(2022, 5, 3)
    assert [(mention.story.source_id, mention.number, mention.text) for mention in one.mentions] == [
        ("1.txt", 2, "Norway called Chile."),
        ("2.txt", 2, "On Monday Norway called Chile."),
    ]
    assert one.event.sources == ("Andes Daily", "Fjord Post")


def test_a_mention_tells_where_the_act_and_the_sides_stand(filled):
    _, one = told(filled)
    for mention, coded in zip(one.mentions, (FIRST, SECOND), strict=True):
        text = coded.resolved.parsed.split.story.text
        assert text[mention.start : mention.end] == mention.text
        assert text[mention.act_start :].startswith("called")
        assert [text[side.start :][:5] for side in mention.sides] == ["Norwa", "Chile"]
        assert not mention.lead
        assert mention.story.length == len(text)


def test_the_story_of_an_event_is_that_of_the_telling_that_stands_for_it(filled):
    for one in told(filled):
        assert one.story.source_id == one.event.source_id
    first = told(filled)[1].mentions[0].story
    assert (first.outlet, first.url, first.version, first.group) == ("Fjord Post", "https://fjord.example/1", 1, "sg_1")


def test_withdrawn_events_are_left_out_unless_asked_for(filled):
    assert "4.txt" not in {one.event.source_id for one in told(filled)}
    assert "4.txt" in {one.event.source_id for one in told(filled, withdrawn=True)}


def test_what_was_published_later_is_not_known(filled):
    [one] = told(filled, known_on=DAY(2022, 5, 3))
    assert [mention.story.source_id for mention in one.mentions] == ["1.txt"]
    assert one.event.sources == ("Fjord Post",)


def test_filters_are_those_of_events(filled):
    assert [one.event.source_id for one in told(filled, until=DAY(2022, 4, 30))] == ["3.txt"]
    assert len(told(filled, limit=1)) == 1
    with pytest.raises(UsageError, match="cannot be filtered by stance"):
        told(filled, stance=("denies",))


def test_an_empty_ledger_tells_nothing(ledger):
    assert told(ledger) == []
