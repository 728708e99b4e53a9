import datetime as dt

import pytest

from dateline import query
from dateline.errors import UsageError
from dateline.grouping import group
from dateline.query import Filters
from dateline.records import Declined, EventGroup, StoryGroup
from factories import envoy_talks, make_claim, make_coded, make_event, make_run, make_story, make_tenure

RUN = make_run()
DAY = dt.date


def a_claim(source_id, published, stance, *, source=None, withdrawn=False):
    story = make_story([f"Cairo {stance} that it closed the crossing."], source_id=source_id, source=source)
    claim = make_claim(
        story, "Cairo", stance, "closed the crossing", country="EGY", stance=stance, about=("ev_crossing",)
    )
    return make_coded(story, claims=(claim,), published=published, withdrawn=withdrawn)


@pytest.fixture(scope="module")
def claimed(shared_ledger):
    ledger = shared_ledger()
    ledger.append(
        [
            a_claim("a.txt", DAY(2020, 1, 1), "denies", source="Nile News"),
            a_claim("b.txt", DAY(2020, 1, 5), "confirms"),
            a_claim("c.txt", DAY(2020, 1, 9), "asserts", withdrawn=True),
        ],
        RUN,
    )
    return ledger


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["a.txt", "b.txt"]),
        ({"withdrawn": True}, ["a.txt", "b.txt", "c.txt"]),
        ({"stance": ("denies", "doubts")}, ["a.txt"]),
        ({"country": ("egy",)}, ["a.txt", "b.txt"]),
        ({"country": ("SDN",)}, []),
        ({"actor": "cairo"}, ["a.txt", "b.txt"]),
        ({"about": "ev_crossing"}, ["a.txt", "b.txt"]),
        ({"about": "ev_other"}, []),
        ({"source": "nile"}, ["a.txt"]),
        ({"story": "b.txt"}, ["b.txt"]),
        ({"text": "CROSSING"}, ["a.txt", "b.txt"]),
        ({"as_of": DAY(2020, 1, 4)}, ["a.txt"]),
        ({"known_on": DAY(2020, 1, 4)}, ["a.txt"]),
        ({"known_on": DAY(2020, 1, 9)}, ["a.txt", "b.txt"]),
        ({"since": DAY(2020, 1, 2)}, ["b.txt"]),
        ({"until": DAY(2020, 1, 2)}, ["a.txt"]),
        ({"sort": "-published"}, ["b.txt", "a.txt"]),
        ({"limit": 1}, ["a.txt"]),
    ],
)
def test_claims_are_filtered_by_speaker_stance_and_story(claimed, filters, expected):
    assert [row["source_id"] for row in query.claims(claimed, Filters(**filters))] == expected


def test_claims_about_one_telling_are_found_by_any_telling_of_the_event(ledger):
    first, second = envoy_talks("a.txt"), envoy_talks("b.txt", title="Rewritten")
    ledger.append([first, second], RUN)
    plans = [coded.events[1] for coded in (first, second)]
    ledger.regroup(
        (), [EventGroup(group="eg_1", event_id=e.event_id, source_id=e.source_id, story_id=e.story_id) for e in plans]
    )
    for asked in ("eg_1", *(plan.event_id for plan in plans)):
        assert len(query.claims(ledger, Filters(about=asked))) == 2


def test_stories_tell_their_group_and_version(ledger):
    stories = [
        make_coded(make_story([f"Take {i}."], source_id=f"{i}.txt"), published=DAY(2020, 2, i), headline=f"Take {i}")
        for i in (1, 2, 3)
    ]
    ledger.append(stories, RUN)
    facts = [coded.resolved.parsed.split.story for coded in stories]
    ledger.regroup(
        [
            StoryGroup(group="sg", story_id=s.story_id, source_id=s.source_id, version=i)
            for i, s in enumerate(facts[:2], 1)
        ],
        (),
    )
    rows = query.stories(ledger).rows()
    assert [(row["source_id"], row["group"], row["version"]) for row in rows] == [
        ("1.txt", "sg", 1),
        ("2.txt", "sg", 2),
        ("3.txt", facts[2].story_id, 1),
    ]
    assert [row["source_id"] for row in query.stories(ledger, Filters(known_on=DAY(2020, 2, 2)))] == ["1.txt", "2.txt"]
    assert [row["source_id"] for row in query.stories(ledger, Filters(text="take 3"))] == ["3.txt"]


def test_a_kill_withdraws_earlier_versions_from_its_own_day_on(ledger):
    first = make_coded(make_story(["A pact was signed."], source_id="first"), published=DAY(2020, 2, 1))
    kill = make_coded(make_story(["KILL pact."], source_id="kill"), published=DAY(2020, 2, 3), withdrawn=True)
    ledger.append([first, kill], RUN)
    facts = [coded.resolved.parsed.split.story for coded in (first, kill)]
    ledger.regroup(
        [StoryGroup(group="sg", story_id=s.story_id, source_id=s.source_id, version=i) for i, s in enumerate(facts, 1)],
        (),
    )
    assert [row["withdrawn"] for row in query.stories(ledger)] == [True, True]
    assert [row["withdrawn"] for row in query.stories(ledger, Filters(known_on=DAY(2020, 2, 2)))] == [False]


def held(words, person, *, source_id, published, office="foreign minister", **days):
    story = make_story([words], source_id=source_id)
    return make_coded(story, tenures=(make_tenure(story, person, person, office, "TCD", **days),), published=published)


def who(ledger, **filters):
    return [(row["person"], row["from"], row["to"]) for row in query.offices(ledger, Filters(**filters))]


@pytest.fixture(scope="module")
def ministers(shared_ledger):
    ledger = shared_ledger()
    ledger.append(
        [
            held(
                "Foreign Minister Idriss Saleh spoke.",
                "Idriss Saleh",
                source_id="1",
                published=DAY(2019, 1, 5),
                as_of=DAY(2019, 1, 5),
            ),
            held(
                "Foreign Minister Idriss Saleh spoke again.",
                "Idriss Saleh",
                source_id="2",
                published=DAY(2019, 2, 5),
                as_of=DAY(2019, 2, 5),
            ),
            held(
                "Amina Brahim took over as foreign minister.",
                "Amina Brahim",
                source_id="3",
                published=DAY(2019, 6, 2),
                from_=DAY(2019, 6, 1),
            ),
            held(
                "Foreign Minister Amina Brahim flew in.",
                "Amina Brahim",
                source_id="4",
                published=DAY(2019, 9, 2),
                as_of=DAY(2019, 9, 2),
            ),
            held("Former foreign minister Oumar Deby wrote.", "Oumar Deby", source_id="5", published=DAY(2019, 9, 3)),
        ],
        RUN,
    )
    return ledger


def test_tellings_of_one_tenure_are_one_row_with_all_evidence(ministers):
    rows = query.offices(ministers).rows()
    assert [(row["person"], row["from"], len(row["evidence"])) for row in rows] == [
        ("Amina Brahim", "2019-06-01", 2),
        ("Idriss Saleh", None, 2),
        ("Oumar Deby", None, 1),
    ]


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (DAY(2019, 1, 1), "Idriss Saleh"),
        (DAY(2019, 5, 31), "Idriss Saleh"),
        (DAY(2019, 6, 1), "Amina Brahim"),
        (DAY(2020, 1, 1), "Amina Brahim"),
    ],
)
def test_an_office_has_the_holder_of_the_day(ministers, day, holder):
    assert [person for person, _, _ in who(ministers, as_of=day)] == [holder]


def test_what_was_known_of_an_office_ends_with_the_stories_of_that_day(ministers):
    assert who(ministers, known_on=DAY(2019, 6, 1), as_of=DAY(2019, 6, 1)) == [("Idriss Saleh", None, None)]


def test_offices_are_filtered_by_person_office_and_country(ministers):
    assert who(ministers, actor="amina") == [("Amina Brahim", "2019-06-01", None)]
    assert who(ministers, actor="saleh", as_of=DAY(2020, 1, 1)) == []
    assert who(ministers, office="treasurer") == []
    assert len(who(ministers, country=("TCD",))) == 3
    assert who(ministers, limit=1, sort="-person") == [("Oumar Deby", None, None)]


def test_a_first_day_here_and_a_last_day_there_make_one_tenure(ledger):
    ledger.append(
        [
            held("Awa Ba became treasurer.", "Awa Ba", source_id="1", published=DAY(2001, 1, 2), from_=DAY(2001, 1, 1)),
            held("Awa Ba left.", "Awa Ba", source_id="2", published=DAY(2003, 1, 2), to=DAY(2003, 1, 1)),
        ],
        RUN,
    )
    assert who(ledger) == [("Awa Ba", "2001-01-01", "2003-01-01")]
    assert who(ledger, as_of=DAY(2003, 1, 2)) == []
    assert who(ledger, known_on=DAY(2002, 1, 1)) == [("Awa Ba", "2001-01-01", None)]


def test_two_times_in_office_stay_two_tenures(ledger):
    ledger.append(
        [
            held(
                "Awa Ba began.",
                "Awa Ba",
                source_id="1",
                published=DAY(2001, 1, 2),
                from_=DAY(2001, 1, 1),
                to=DAY(2002, 1, 1),
            ),
            held("Awa Ba is back.", "Awa Ba", source_id="2", published=DAY(2009, 1, 2), from_=DAY(2009, 1, 1)),
        ],
        RUN,
    )
    assert who(ledger) == [("Awa Ba", "2001-01-01", "2002-01-01"), ("Awa Ba", "2009-01-01", None)]
    assert who(ledger, as_of=DAY(2005, 1, 1)) == []


def test_a_holder_told_after_a_successor_began_stands_beside_the_successor(ledger):
    ledger.append(
        [
            held("Awa Ba spoke.", "Awa Ba", source_id="1", published=DAY(2020, 3, 1), as_of=DAY(2020, 3, 1)),
            held("Modou Sy began.", "Modou Sy", source_id="2", published=DAY(2020, 2, 1), from_=DAY(2020, 2, 1)),
        ],
        RUN,
    )
    assert [person for person, _, _ in who(ledger, as_of=DAY(2020, 4, 1))] == ["Awa Ba", "Modou Sy"]


def test_declined_has_candidates_and_rejected_inputs(ledger):
    binary = Declined(room="read", reason="read.binary: not text", source_id="x.bin", path="x.bin", line=3)
    ledger.append([envoy_talks(), binary], RUN)
    rows = query.declined(ledger).rows()
    assert [(row["room"], row["source_id"], row["story_id"] is None) for row in rows] == [
        ("coding", "talks.txt", False),
        ("read", "x.bin", True),
    ]
    assert [row["line"] for row in query.declined(ledger, Filters(room="read"))] == [3]
    assert [row["room"] for row in query.declined(ledger, Filters(text="analysts"))] == ["coding"]
    assert [row["room"] for row in query.declined(ledger, Filters(story="talks.txt"))] == ["coding"]


@pytest.mark.parametrize("ask", [query.claims, query.stories, query.offices, query.declined])
def test_a_filter_that_a_table_does_not_know_is_refused(ledger, ask):
    with pytest.raises(UsageError, match=r"cannot be filtered by dyad; filters: .*source"):
        ask(ledger, Filters(dyad="EGY-SDN"))


@pytest.mark.parametrize(
    "ask", [query.events, query.contacts, query.claims, query.stories, query.offices, query.declined]
)
def test_an_empty_ledger_answers_with_no_rows_and_all_columns(ledger, ask):
    answer = ask(ledger, Filters(known_on=DAY(2020, 1, 1)))
    assert answer.rows() == []
    assert "source_id" in answer.columns or "evidence" in answer.columns


def test_events_of_stories_that_were_never_grouped_stand_alone(ledger):
    story = make_story(["Oman and Qatar met. Oman and Qatar met later."])
    events = (make_event(story, "met."), make_event(story, "met later"))
    ledger.append([make_coded(story, events)], RUN)
    assert [row["event_id"] for row in query.events(ledger)] == [event.event_id for event in events]


def test_a_story_says_whether_it_is_a_correction_and_why_it_stands_in_its_group(ledger):
    text = " ".join(f"word{i}" for i in range(80))
    first = make_coded(make_story([text], source_id="a"), published=DAY(2020, 2, 1), headline="Pact signed in Lima")
    right = make_coded(
        make_story([text, "More."], source_id="b"),
        published=DAY(2020, 2, 1),
        headline="Pact signed in Lima",
        corrected=True,
    )
    ledger.append([first, right], RUN)
    group(ledger)
    told = list(query.stories(ledger))
    assert [row["corrected"] for row in told] == [False, True]
    assert [row["group"] for row in told] == [told[0]["group"]] * 2
    assert all(row["reason"].startswith("near-duplicate") for row in told)
