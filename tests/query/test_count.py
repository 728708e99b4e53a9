import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import query
from dateline.errors import UsageError
from dateline.query import Filters
from dateline.query.counting import HEADINGS
from dateline.records import EventGroup, StoryGroup, When
from factories import make_actor, make_coded, make_event, make_run, make_story

RUN = make_run()
DAY = dt.date


def telling(source_id, sentences, verb, sides, *, published, source, **fields):
    """A story with one event; sides: phrase and country of the actors, then of the recipients."""
    story = make_story(sentences, source_id=source_id, source=source)
    actors, recipients = sides
    event = make_event(
        story,
        verb,
        actors=tuple(make_actor(story, text, country) for text, country in actors),
        recipients=tuple(make_actor(story, text, country, role="recipient") for text, country in recipients),
        **fields,
    )
    return make_coded(story, (event,), published=published)


PACT = ([("Togo", "TGO"), ("Benin", "BEN"), ("Ghana", "GHA")], [])
#: One pact told by two versions of one story and by another outlet; a fine; a plan for some day of July.
LEAD = telling(
    "lead.txt",
    ["Togo, Benin and Ghana signed a fishing pact on Monday."],
    "signed",
    PACT,
    published=DAY(2022, 5, 2),
    source="Volta Wire",
    type="AGREE",
    day=DAY(2022, 5, 2),
)
UPDATE = telling(
    "update.txt",
    ["Togo, Benin and Ghana signed a fishing pact on Monday after long talks."],
    "signed",
    PACT,
    published=DAY(2022, 5, 3),
    source="Volta Wire",
    type="AGREE",
    day=DAY(2022, 5, 2),
)
OTHER = telling(
    "other.txt",
    ["The fishing pact was signed by Togo, Benin and Ghana."],
    "signed",
    PACT,
    published=DAY(2022, 5, 9),
    source="Keta Herald",
    type="AGREE",
    day=DAY(2022, 5, 2),
)
FINE = telling(
    "fine.txt",
    ["Ghana fined two trawlers of Benin on Friday."],
    "fined",
    ([("Ghana", "GHA")], [("Benin", "BEN")]),
    published=DAY(2022, 5, 7),
    source="Keta Herald",
    type="SANCTION",
    day=DAY(2022, 5, 6),
)
PLAN = telling(
    "plan.txt",
    ["Togo will send envoys in July."],
    "will send envoys",
    ([("Togo", "TGO")], []),
    published=DAY(2022, 6, 12),
    source=None,
    act="CONSULT",
    status="planned",
    type="AGREE",
    when=When(value="2022-07", first=DAY(2022, 7, 1), last=DAY(2022, 7, 31), grain="month"),
)
STORIES = (LEAD, UPDATE, OTHER, FINE, PLAN)


def grouped(ledger, stories=STORIES):
    """The ledger with these stories; the first two are versions of one story, the first three tell one event."""
    ledger.append(stories, RUN)
    ids = [(coded.resolved.parsed.split.story, coded.events[0]) for coded in stories]
    ledger.regroup(
        [
            StoryGroup(group="sg_pact", story_id=story.story_id, source_id=story.source_id, version=version)
            for version, (story, _) in enumerate(ids, 1)
            if story.source_id in {"lead.txt", "update.txt"}
        ],
        [
            EventGroup(group="eg_pact", event_id=event.event_id, source_id=story.source_id, story_id=story.story_id)
            for story, event in ids
            if story.source_id in {"lead.txt", "update.txt", "other.txt"}
        ],
    )
    return ledger


@pytest.fixture(scope="module")
def counted(shared_ledger):
    return grouped(shared_ledger())


def cells(ledger, *by, unit=None, **filters):
    """Rows as value (or values) and number of the unit."""
    column = query.UNITS[unit or "event"].column
    rows = query.count(ledger, by, unit=unit, filters=Filters(**filters))
    return [(*(row[name] for name in by), row[column]) for row in rows]


def test_the_four_units_stand_side_by_side(counted):
    (row,) = query.count(counted)
    assert [row[name] for name in ("events", "stories", "sources", "mentions")] == [3, 4, 4, 5]
    assert (row["total"], row["share"], row["unit"]) == (3, 1.0, "event")


@pytest.mark.parametrize(
    ("unit", "by_type"),
    [
        ("event", [("AGREE", 2), ("SANCTION", 1)]),
        ("story", [("AGREE", 3), ("SANCTION", 1)]),
        ("source", [("AGREE", 3), ("SANCTION", 1)]),
        ("mention", [("AGREE", 4), ("SANCTION", 1)]),
    ],
)
def test_each_unit_counts_its_own_and_says_how(counted, unit, by_type):
    assert cells(counted, "type", unit=unit) == by_type
    (first, _) = query.count(counted, ["type"], unit=unit)
    assert first["unit"] == unit
    assert first["counted"] == query.UNITS[unit].words
    assert first["total"] == sum(number for _, number in by_type)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("act", [("AGREE", 1), ("CONSULT", 1), ("SANCTION", 1)]),
        ("status", [("occurred", 2), ("planned", 1)]),
        ("channel", [(None, 3)]),
        ("background", [(False, 3)]),
        ("country", [("BEN", 2), ("GHA", 2), ("TGO", 2)]),
        ("dyad", [("BEN-GHA", 2), ("BEN-TGO", 1), ("GHA-TGO", 1), (None, 1)]),
        ("directed", [(None, 2), ("GHA>BEN", 1)]),
        ("recipient_country", [(None, 2), ("BEN", 1)]),
        ("source", [("Keta Herald", 2), ("Volta Wire", 1), (None, 1)]),
        ("day", [("2022-05-02", 1), ("2022-05-06", 1), (None, 1)]),
        ("week", [("2022-W18", 2), (None, 1)]),
        ("month", [("2022-05", 2), ("2022-07", 1)]),
        ("quarter", [("2022-Q2", 2), ("2022-Q3", 1)]),
        ("year", [("2022", 3)]),
    ],
)
def test_events_are_counted_by_each_heading(counted, heading, expected):
    assert cells(counted, heading) == expected


def test_by_outlet_the_other_units_count_what_that_outlet_tells(counted):
    rows = {row["source"]: row for row in query.count(counted, ["source"], filters=Filters(type=("AGREE",)))}
    assert [rows["Volta Wire"][name] for name in ("events", "stories", "sources", "mentions")] == [1, 1, 1, 2]
    assert [rows["Keta Herald"][name] for name in ("events", "stories", "sources", "mentions")] == [1, 1, 1, 1]
    assert rows[None]["events"] == 1  # the plan, of which no outlet is known


def test_an_event_with_several_values_counts_once_in_the_total(counted):
    rows = query.count(counted, ["country"]).rows()
    assert [row["total"] for row in rows] == [3, 3, 3]
    assert sum(row["share"] for row in rows) > 1
    assert "is in each" in rows[0]["counted"]


def test_several_headings_make_a_row_for_each_combination(counted):
    assert cells(counted, "country", "type") == [
        ("TGO", "AGREE", 2),
        ("BEN", "AGREE", 1),
        ("BEN", "SANCTION", 1),
        ("GHA", "AGREE", 1),
        ("GHA", "SANCTION", 1),
    ]


@pytest.mark.parametrize(
    ("sort", "types"),
    [("count", ["SANCTION", "AGREE"]), ("-count", ["AGREE", "SANCTION"]), ("value", ["AGREE", "SANCTION"])],
)
def test_rows_are_sorted_by_count_or_by_value(counted, sort, types):
    assert [row[0] for row in cells(counted, "type", sort=sort)] == types


def test_the_total_is_of_all_rows_and_not_of_those_shown(counted):
    for by in (["type"], ["country"]):
        (row,) = query.count(counted, by, filters=Filters(limit=1))
        assert row["total"] == 3


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"known_on": DAY(2022, 5, 1)}, [0, 0, 0, 0]),
        ({"known_on": DAY(2022, 5, 2)}, [1, 1, 1, 1]),
        ({"known_on": DAY(2022, 5, 3)}, [1, 1, 1, 2]),
        ({"known_on": DAY(2022, 5, 9)}, [2, 3, 3, 4]),
        ({"as_of": DAY(2022, 5, 4)}, [1, 2, 2, 3]),
        ({"source": "keta"}, [2, 3, 3, 4]),
        ({"dyad": "BEN-GHA"}, [2, 3, 3, 4]),
        ({"type": ("AID",)}, [0, 0, 0, 0]),
    ],
)
def test_filters_and_the_two_clocks_choose_what_is_counted(counted, filters, numbers):
    (row,) = query.count(counted, filters=Filters(**filters))
    assert [row[name] for name in ("events", "stories", "sources", "mentions")] == numbers


def test_withdrawn_tellings_count_only_if_asked_for(ledger):
    grouped(ledger)
    notice = make_story(["KILL: the story on the fishing pact."], source_id="kill.txt", source="Volta Wire")
    ledger.append([make_coded(notice, published=DAY(2022, 5, 4), withdrawn=True)], RUN)
    told = [
        StoryGroup(group="sg_pact", story_id=story.story_id, source_id=story.source_id, version=version)
        for version, story in enumerate([*(c.resolved.parsed.split.story for c in (LEAD, UPDATE)), notice], 1)
    ]
    ledger.regroup(told, None)
    (row,) = query.count(ledger, filters=Filters(act=("AGREE",)))
    assert [row[name] for name in ("events", "stories", "sources", "mentions")] == [1, 1, 1, 1]
    (row,) = query.count(ledger, filters=Filters(act=("AGREE",), withdrawn=True))
    assert [row[name] for name in ("events", "stories", "sources", "mentions")] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("by", "unit", "message"),
    [
        (["colour"], None, "cannot count by colour; count by: type, act, "),
        (["type", "type"], None, "name each of them once"),
        (["type"], "word", "there is no unit word; count by: event, story, source, mention"),
    ],
)
def test_a_wrong_count_is_told_what_can_be_counted(counted, by, unit, message):
    with pytest.raises(UsageError, match=message):
        query.count(counted, by, unit=unit)


@given(st.sampled_from([name for name in HEADINGS if not HEADINGS[name].several and name != "source"]))
@settings(deadline=None, max_examples=15)
def test_counts_by_what_an_event_has_one_of_add_up_to_the_total(counted, heading):
    rows = query.count(counted, [heading]).rows()
    (whole,) = query.count(counted)
    for name in ("events", "stories", "sources", "mentions"):
        assert sum(row[name] for row in rows) == whole[name]


@pytest.mark.parametrize("unit", query.UNITS)
def test_there_are_as_many_rows_of_a_unit_as_are_counted(counted, unit):
    (row,) = query.count(counted, unit=unit)
    assert len(query.events_by_unit(counted, unit)) == row["total"]


def test_rows_of_stories_have_what_each_story_tells(counted):
    rows = query.events_by_unit(counted, "story", Filters(act=("AGREE",))).rows()
    assert [[mention["source_id"] for mention in row["mentions"]] for row in rows] == [
        ["lead.txt", "update.txt"],
        ["other.txt"],
    ]
    assert [row["unit_id"] for row in rows] == ["sg_pact", OTHER.resolved.parsed.split.story.story_id]
    assert len({row["event_id"] for row in rows}) == 1


def test_rows_of_sources_name_the_outlet(counted):
    rows = query.events_by_unit(counted, "source").rows()
    assert [(row["unit_id"], row["sources"]) for row in rows] == [
        ("Volta Wire", ["Volta Wire"]),
        ("Keta Herald", ["Keta Herald"]),
        ("Keta Herald", ["Keta Herald"]),
        (None, []),
    ]


def test_rows_of_mentions_have_one_sentence_each(counted):
    rows = query.events_by_unit(counted, "mention", Filters(act=("AGREE",))).rows()
    assert [len(row["mentions"]) for row in rows] == [1, 1, 1]
    (mention,) = rows[0]["mentions"]
    assert rows[0]["unit_id"] == f"{mention['story_id']}:{mention['start']}-{mention['end']}"


def test_a_limit_is_one_of_rows(counted):
    assert len(query.events_by_unit(counted, "mention", Filters(limit=2))) == 2
