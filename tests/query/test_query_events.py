import datetime as dt

import pytest

from dateline import query
from dateline.errors import UsageError
from dateline.query import Filters
from dateline.records import EventGroup, Place, StoryGroup, When
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story

RUN = make_run()
DAY = dt.date


def told(words, verb, sides, *, source_id, published, **fields):
    """A story of one sentence with one event; sides: phrase and country of actors, then of recipients."""
    story = make_story([words], source_id=source_id, source=fields.pop("source", None))
    actors, recipients = sides
    event = make_event(
        story,
        verb,
        actors=tuple(make_actor(story, text, country) for text, country in actors),
        recipients=tuple(make_actor(story, text, country, role="recipient") for text, country in recipients),
        **fields,
    )
    return make_coded(story, (event,), published=published)


def place(name, country):
    return Place(text="", start=0, end=0, name=name, country=country, basis="event")


SANCTION = told(
    "Brazil froze the assets of three Bolivian banks on Monday.",
    "froze the assets",
    ([("Brazil", "BRA")], [("Bolivian banks", "BOL")]),
    source_id="freeze.txt",
    published=DAY(2022, 5, 3),
    type="SANCTION",
    day=DAY(2022, 5, 2),
    source="Andes Daily",
    where=place("Brasília", "BRA"),
)
VISIT = told(
    "Bolivia's premier received the Brazilian envoy in La Paz.",
    "received",
    ([("Bolivia", "BOL"), ("Brazilian envoy", "BRA")], []),
    source_id="visit.txt",
    published=DAY(2022, 6, 10),
    day=DAY(2022, 6, 9),
    channel="in_person",
    where=place("La Paz", "BOL"),
    issues=("banking",),
)
PLAN = told(
    "The two will hold a summit in July, Peru announced.",
    "will hold a summit",
    ([("Peru", "PER")], []),
    source_id="plan.txt",
    published=DAY(2022, 6, 12),
    type="AGREE",
    act="CONSULT",
    status="planned",
    when=When(value="2022-07", first=DAY(2022, 7, 1), last=DAY(2022, 7, 31), grain="month"),
)
HISTORY = told(
    "Peru once rejected a Bolivian claim to the lake.",
    "rejected",
    ([("Peru", "PER")], [("Bolivian", "BOL")]),
    source_id="history.txt",
    published=DAY(2022, 6, 12),
    type="REJECT",
    background=True,
)
ALL = (SANCTION, VISIT, PLAN, HISTORY)


@pytest.fixture(scope="module")
def filled(shared_ledger):
    ledger = shared_ledger()
    ledger.append(ALL, RUN)
    return ledger


def found(ledger, **filters):
    return [row["source_id"].removesuffix(".txt") for row in query.events(ledger, Filters(**filters))]


def test_events_come_by_day_and_those_without_a_day_last(filled):
    assert found(filled) == ["freeze", "visit", "plan", "history"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": ("SANCTION",)}, ["freeze"]),
        ({"type": ("sanction", "reject")}, ["freeze", "history"]),
        ({"act": ("CONSULT",)}, ["visit", "plan"]),
        ({"status": ("planned",)}, ["plan"]),
        ({"channel": ("in_person",)}, ["visit"]),
        ({"issue": ("banking",)}, ["visit"]),
        ({"context": ("diplomatic",)}, ["freeze", "visit", "plan", "history"]),
        ({"country": ("per",)}, ["plan", "history"]),
        ({"country": ("PER", "BRA")}, ["freeze", "visit", "plan", "history"]),
        ({"dyad": "BRA-BOL"}, ["freeze", "visit"]),
        ({"dyad": "bol-bra"}, ["freeze", "visit"]),
        ({"dyad": "BRA>BOL"}, ["freeze"]),
        ({"dyad": "BOL>BRA"}, []),
        ({"dyad": "PER>BOL"}, ["history"]),
        ({"actor": "bolivian B"}, ["freeze"]),
        ({"actor": "state:PER"}, ["plan", "history"]),
        ({"place": "bol"}, ["visit"]),
        ({"place": "la p"}, ["visit"]),
        ({"place": "BRASÍLIA"}, ["freeze"]),
        ({"source": "andes"}, ["freeze"]),
        ({"source": "visit.txt"}, ["visit"]),
        ({"story": "plan.txt"}, ["plan"]),
        ({"text": "SUMMIT in july"}, ["plan"]),
        ({"background": True}, ["history"]),
        ({"background": False}, ["freeze", "visit", "plan"]),
        ({"since": DAY(2022, 6, 9)}, ["visit", "plan"]),
        ({"until": DAY(2022, 6, 9)}, ["freeze", "visit"]),
        ({"since": DAY(2022, 7, 15), "until": DAY(2022, 7, 16)}, ["plan"]),
        ({"as_of": DAY(2022, 6, 8)}, ["freeze"]),
        ({"as_of": DAY(2022, 6, 12)}, ["freeze", "visit", "history"]),
        ({"known_on": DAY(2022, 6, 9)}, ["freeze"]),
        ({"known_on": DAY(2022, 6, 12), "as_of": DAY(2022, 6, 30)}, ["freeze", "visit", "history"]),
        ({"country": ("BOL",), "type": ("CONSULT",), "since": DAY(2022, 1, 1)}, ["visit"]),
        ({"sort": "-date"}, ["plan", "visit", "freeze", "history"]),
        ({"sort": "type"}, ["plan", "visit", "history", "freeze"]),
        ({"limit": 2}, ["freeze", "visit"]),
        ({"limit": 0}, []),
        ({"text": "'; DROP TABLE events; --"}, []),
    ],
)
def test_filters_keep_what_fulfils_all_of_them(filled, filters, expected):
    assert found(filled, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"stance": ("denies",)}, "events cannot be filtered by stance; filters: .*actor, .*type"),
        ({"dyad": "BRA"}, "'BRA' is no dyad: write KOR-PRK"),
        ({"sort": "colour"}, "cannot sort by colour; sort by: confidence, date, published, type"),
        ({"limit": -1}, "limit is -1: give 0 or more"),
    ],
)
def test_a_wrong_question_is_told_what_can_be_asked(filled, filters, message):
    with pytest.raises(UsageError, match=message):
        query.events(filled, Filters(**filters))


def version(number, words, *, day, published, **masthead):
    story = make_story([words], source_id=f"v{number}.txt", source=f"Outlet {number}")
    event = make_event(
        story,
        "signed",
        type="AGREE",
        day=day,
        actors=(make_actor(story, "Mali", "MLI"), make_actor(story, "Niger", "NER")),
    )
    return make_coded(story, (event,), published=published, **masthead)


def chain(*, kill=False):
    """Three versions of a story: the second corrects the day, the third is told by another outlet a week later."""
    stories = [
        version(1, "Mali and Niger signed a river pact on Monday.", day=DAY(2021, 8, 2), published=DAY(2021, 8, 3)),
        version(
            2,
            "Mali and Niger signed the pact on Tuesday (corrects day).",
            day=DAY(2021, 8, 3),
            published=DAY(2021, 8, 4),
        ),
        version(3, "Last week Mali and Niger signed a pact.", day=DAY(2021, 8, 3), published=DAY(2021, 8, 11)),
    ]
    if kill:
        notice = make_story(["KILL: do not use the story on the river pact."], source_id="kill.txt")
        stories.append(make_coded(notice, published=DAY(2021, 8, 20), withdrawn=True))
    return stories


def group(ledger, stories):
    facts = [coded.resolved.parsed.split.story for coded in stories]
    ledger.regroup(
        [
            StoryGroup(group="sg_pact", story_id=s.story_id, source_id=s.source_id, version=i)
            for i, s in enumerate(facts, 1)
        ],
        [
            EventGroup(
                group="eg_pact", event_id=event.event_id, source_id=s.source_id, story_id=s.story_id, reason="same"
            )
            for s, coded in zip(facts, stories, strict=True)
            for event in coded.events
        ],
    )


@pytest.fixture
def versions(ledger):
    stories = chain()
    ledger.append(stories, RUN)
    group(ledger, stories)
    return ledger


def test_five_tellings_are_one_row_with_all_mentions_and_outlets(versions):
    (row,) = query.events(versions)
    assert [mention["source_id"] for mention in row["mentions"]] == ["v1.txt", "v2.txt", "v3.txt"]
    assert row["sources"] == ["Outlet 1", "Outlet 2", "Outlet 3"]


def test_the_newest_version_stands_for_the_event(versions):
    (row,) = query.events(versions)
    assert (row["source_id"], row["when"]["first"]) == ("v3.txt", "2021-08-03")


@pytest.mark.parametrize(
    ("known_on", "chosen", "day", "mentions"),
    [
        (DAY(2021, 8, 3), "v1.txt", "2021-08-02", 1),
        (DAY(2021, 8, 4), "v2.txt", "2021-08-03", 2),
        (DAY(2021, 8, 10), "v2.txt", "2021-08-03", 2),
        (DAY(2021, 8, 11), "v3.txt", "2021-08-03", 3),
        (DAY(2030, 1, 1), "v3.txt", "2021-08-03", 3),
    ],
)
def test_what_was_known_on_a_day_is_told_by_the_versions_of_that_day(versions, known_on, chosen, day, mentions):
    (row,) = query.events(versions, Filters(known_on=known_on))
    assert (row["source_id"], row["when"]["first"], len(row["mentions"])) == (chosen, day, mentions)


def test_nothing_was_known_before_the_first_version(versions):
    assert query.events(versions, Filters(known_on=DAY(2021, 8, 2))).rows() == []


def test_filters_look_at_the_row_that_was_known(versions):
    monday = {"since": DAY(2021, 8, 2), "until": DAY(2021, 8, 2)}
    assert query.events(versions, Filters(**monday)).rows() == []
    assert len(query.events(versions, Filters(**monday, known_on=DAY(2021, 8, 3)))) == 1


def test_source_and_story_find_an_event_by_any_of_its_tellings(versions):
    for filters in (Filters(source="outlet 1"), Filters(story="v1.txt"), Filters(story="sg_pact")):
        (row,) = query.events(versions, filters)
        assert (row["source_id"], len(row["mentions"])) == ("v3.txt", 3)
    assert query.events(versions, Filters(source="outlet 3", known_on=DAY(2021, 8, 4))).rows() == []


def test_a_killed_story_takes_its_events_with_it_from_the_day_of_the_kill(ledger):
    stories = chain(kill=True)
    ledger.append(stories, RUN)
    group(ledger, stories)
    assert query.events(ledger).rows() == []
    assert len(query.events(ledger, Filters(withdrawn=True))) == 1
    assert len(query.events(ledger, Filters(known_on=DAY(2021, 8, 19)))) == 1
    assert query.events(ledger, Filters(known_on=DAY(2021, 8, 20))).rows() == []


def test_an_event_that_others_tell_survives_the_withdrawal_of_one_story(ledger):
    stories = chain()
    ledger.append(stories, RUN)
    withdrawn = version(
        4, "Mali and Niger signed nothing (withdrawn).", day=None, published=DAY(2021, 8, 30), withdrawn=True
    )
    ledger.append([withdrawn], RUN)
    group(ledger, stories)
    (row,) = query.events(ledger)
    assert len(row["mentions"]) == 3


def test_a_story_of_unknown_date_is_known_on_no_day(ledger):
    ledger.append([told("Fiji met Tonga.", "met", ([("Fiji", "FJI")], []), source_id="x", published=None)], RUN)
    assert len(query.events(ledger)) == 1
    assert query.events(ledger, Filters(known_on=DAY(2100, 1, 1))).rows() == []


def test_an_undated_telling_never_stands_for_what_was_known(ledger):
    dated, undated = envoy_talks("a.txt"), version(9, "Mali and Niger signed again.", day=None, published=None)
    ledger.append([dated, undated], RUN)
    story = dated.resolved.parsed.split.story
    other = undated.resolved.parsed.split.story
    pairs = ((story, dated.events[0]), (other, undated.events[0]))
    ledger.regroup(
        (),
        [EventGroup(group="eg", event_id=e.event_id, source_id=s.source_id, story_id=s.story_id) for s, e in pairs],
    )
    rows = query.events(ledger, Filters(known_on=DAY(2021, 3, 2), type=("CONSULT", "AGREE"), act=("CONSULT", "AGREE")))
    assert {row["source_id"] for row in rows} == {"a.txt"}


def test_contacts_have_participants_with_level_readouts_and_topics(ledger):
    ledger.append([envoy_talks()], RUN)
    call, plan = query.contacts(ledger)
    assert [(who["name"], who["country"], who["level"]) for who in call["participants"]] == [
        ("Liv Aasen", "NOR", "envoy"),
        ("Diego Rojas", "CHL", None),
    ]
    assert call["topics"] == ["arctic", "diplomatic"]
    assert [(said["text"], said["cue"]) for said in plan["readouts"]] == [("The Norwegian foreign ministry", "said")]
    assert call["readouts"] == []


def test_contacts_are_events_whose_act_is_to_consult(filled):
    rows = query.contacts(filled).rows()
    assert [row["source_id"] for row in rows] == ["visit.txt", "plan.txt"]
    events = query.events(filled, Filters(act=("CONSULT",))).rows()
    assert [{name: row[name] for name in events[0]} for row in rows] == events


@pytest.mark.parametrize(
    ("office", "level"),
    [
        ("president", "head"),
        ("Prime Minister", "head"),
        ("deputy prime minister", "deputy"),
        ("first vice foreign minister", "deputy"),
        ("foreign minister", "minister"),
        ("secretary of state", "deputy"),
        ("deputy secretary of state", "deputy"),
        ("special envoy for Sudan", "envoy"),
        ("ambassadors", "envoy"),
        ("director-general for European affairs", "working"),
        ("presidential chef", None),
        (None, None),
    ],
)
def test_the_level_of_a_participant_is_read_from_the_office(ledger, office, level):
    story = make_story(["Somebody met somebody."])
    who = make_actor(story, "Somebody", "DNK", office=office, kind="person")
    ledger.append([make_coded(story, (make_event(story, "met", actors=(who,)),))], RUN)
    (row,) = query.contacts(ledger)
    assert [who["level"] for who in row["participants"]] == [level]
