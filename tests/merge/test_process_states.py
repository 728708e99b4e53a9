"""The state of a process on a day, as known on a day: rectangles of two clocks."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_processes, tell_states
from merge.digests import mention

D = dt.date


def told(*mentions):
    return tell_states(mentions, merge_processes(mentions))


def state(mentions, as_of=None, known_on=None):
    """The state on a day as known on a day; "none" before the first. One process is expected."""
    rows = rectangles(mentions, known_on)
    found = [span for span in rows if (span.until is None if as_of is None else is_on(span, as_of))]
    assert len(found) <= 1
    return found[0].state if found else "none"


def is_on(span, day):
    return span.entered is not None and span.entered <= day and (span.until is None or span.until > day)


def rectangles(mentions, known_on=None):
    spans, _ = told(*mentions)
    assert len({span.group for span in spans}) <= 1
    if known_on is None:
        return sorted((s for s in spans if s.now), key=lambda s: s.place)
    known = [
        s
        for s in spans
        if s.known_from and s.known_from <= known_on and (s.known_until is None or s.known_until > known_on)
    ]
    return sorted(known, key=lambda s: s.place)


def history(mentions, known_on=None):
    return [(span.state, span.since) for span in rectangles(mentions, known_on)]


def effect(source_id, *mentions):
    _, groups = told(*mentions)
    (found,) = [group.effect for group in groups if group.source_id == source_id]
    return found


WORKS = mention(
    "works",
    "in operation",
    change=False,
    first=D(2009, 1, 1),
    last=D(2009, 12, 31),
    grain="year",
    published=D(2017, 2, 2),
)
CUT = mention("cut", "cut", day=D(2017, 2, 2), published=D(2017, 2, 2))
REMAINS = mention("remains", "cut", change=False, published=D(2017, 6, 20))
RESTORED = mention("restored", "restored", day=D(2017, 8, 1), published=D(2017, 8, 1))
LINE = (WORKS, CUT, REMAINS, RESTORED)


@pytest.mark.parametrize(
    ("as_of", "known_on", "expected"),
    [
        (D(2008, 6, 1), None, "none"),
        (D(2016, 6, 1), None, "in operation"),
        (D(2017, 2, 1), None, "in operation"),
        (D(2017, 2, 2), None, "cut"),
        (D(2017, 7, 1), None, "cut"),
        (D(2017, 8, 1), None, "restored"),
        (D(2030, 1, 1), None, "restored"),
        (None, None, "restored"),
        (D(2017, 8, 15), D(2017, 7, 31), "cut"),
        (D(2016, 6, 1), D(2017, 2, 2), "in operation"),
        (D(2016, 6, 1), D(2017, 2, 1), "none"),
        (None, D(2017, 2, 1), "none"),
        (None, D(2017, 3, 1), "cut"),
    ],
)
def test_a_line_that_is_cut_and_restored_has_its_state_on_every_day_of_both_clocks(as_of, known_on, expected):
    assert state(LINE, as_of, known_on) == expected


def test_a_standing_telling_never_repeats_the_state_before():
    assert history(LINE) == [("in operation", "2009"), ("cut", "2017-02-02"), ("restored", "2017-08-01")]
    assert effect("remains", *LINE) == "says the same"


def test_a_standing_telling_without_a_day_counts_from_its_story_and_has_no_since():
    remains = mention("a", "in force", change=False, published=D(2017, 6, 20))
    assert history([remains]) == [("in force", None)]
    assert state([remains], D(2017, 6, 19)) == "none"
    assert state([remains], D(2017, 6, 20)) == "in force"


def test_a_change_without_a_day_counts_from_the_day_of_its_story():
    assert history([mention("a", "lifted", published=D(2017, 6, 20))]) == [("lifted", "2017-06-20")]


def test_a_change_beats_a_standing_telling_of_its_day():
    standing = mention("a", "in operation", change=False, day=D(2017, 2, 2), published=D(2017, 2, 2))
    assert state([standing, CUT], D(2017, 2, 2)) == "cut"
    assert effect("a", standing, CUT) == "less than another telling of that day"


def test_news_beats_history_on_one_day():
    background = mention("b", "suspended", day=D(2017, 2, 2), background=True, published=D(2017, 9, 1))
    assert history([CUT, background]) == [("cut", "2017-02-02")]


def test_a_later_story_beats_an_earlier_one_that_tells_the_same_change_in_other_words():
    later = mention("b", "suspended", day=D(2017, 2, 2), published=D(2017, 2, 3))
    assert state([CUT, later], known_on=D(2017, 2, 2)) == "cut"
    assert state([CUT, later], known_on=D(2017, 2, 3)) == "suspended"


def test_two_changes_of_one_day_stand_in_their_usual_course():
    resumed = mention("a", "resumed", day=D(2017, 3, 6), published=D(2017, 3, 7), kind="talks")
    collapsed = mention("b", "collapsed", day=D(2017, 3, 6), published=D(2017, 3, 7), kind="talks")
    assert history([collapsed, resumed]) == [("resumed", "2017-03-06"), ("collapsed", "2017-03-06")]
    assert state([collapsed, resumed], D(2017, 3, 6)) == "collapsed"


def test_history_that_tells_an_earlier_day_corrects_it_from_its_own_day_on_only():
    silent = mention("a", "cut", change=False, published=D(2017, 1, 30))
    since = mention("b", "cut", day=D(2017, 1, 27), background=True, published=D(2017, 2, 2))
    assert history([silent, since], D(2017, 2, 1)) == [("cut", None)]
    assert history([silent, since]) == [("cut", "2017-01-27")]
    assert state([silent, since], D(2017, 1, 28), D(2017, 2, 1)) == "none"
    assert state([silent, since], D(2017, 1, 28), D(2017, 2, 2)) == "cut"


def test_a_month_told_later_is_the_day_known_before():
    retold = mention(
        "b", "cut", first=D(2017, 2, 1), last=D(2017, 2, 28), grain="month", background=True, published=D(2017, 9, 1)
    )
    restored = mention("c", "restored", day=D(2017, 2, 20), published=D(2017, 2, 20))
    assert history([CUT, restored, retold]) == [("cut", "2017-02-02"), ("restored", "2017-02-20")]
    assert history([restored, retold]) == [("cut", "2017-02"), ("restored", "2017-02-20")]
    assert state([restored, retold]) == "restored"


def test_a_day_told_later_narrows_the_month_known_before():
    month = mention("a", "cut", first=D(2017, 2, 1), last=D(2017, 2, 28), grain="month", published=D(2017, 3, 1))
    day = mention("b", "cut", day=D(2017, 2, 2), published=D(2017, 3, 4))
    assert history([month, day]) == [("cut", "2017-02-02")]
    assert state([month, day], D(2017, 2, 10), D(2017, 3, 1)) == "none"
    assert state([month, day], D(2017, 2, 10), D(2017, 3, 4)) == "cut"


def test_a_change_of_former_times_without_a_day_overrides_nothing():
    once = mention("b", "suspended", background=True, published=D(2017, 9, 1))
    assert state([RESTORED, once]) == "restored"
    assert history([RESTORED, once]) == [("suspended", None), ("restored", "2017-08-01")]
    assert effect("b", RESTORED, once) == "tells a state of former times without a day"


def test_a_change_of_former_times_without_a_day_counts_from_its_story_while_nothing_else_is_known():
    once = mention("b", "suspended", background=True, published=D(2017, 9, 1))
    assert state([once], D(2017, 9, 1)) == "suspended"
    assert state([once], D(2017, 8, 31)) == "none"


def test_history_told_in_passing_does_not_override_a_known_change():
    passing = mention("b", "cut", change=False, background=True, published=D(2017, 8, 3))
    assert state([*LINE, passing]) == "restored"


def test_what_says_no_more_than_the_known_state_changes_nothing():
    eased = mention("a", "eased", day=D(2003, 8, 7), published=D(2003, 8, 7), kind="sanctions")
    remain = mention("b", "in force", change=False, published=D(2003, 9, 1), kind="sanctions")
    assert history([eased, remain]) == [("eased", "2003-08-07")]


def test_a_plan_counts_until_the_process_begins_and_from_its_announcement():
    plan = mention("a", "planned", day=D(1989, 8, 21), published=D(1989, 5, 30), kind="exercise")
    begins = mention("b", "under way", day=D(1989, 8, 21), published=D(1989, 8, 21), kind="exercise")
    assert history([plan, begins]) == [("planned", "1989-05-30"), ("under way", "1989-08-21")]
    assert state([plan], D(1989, 8, 22)) == "planned"
    assert state([plan, begins], D(1989, 5, 29)) == "none"


def test_a_plan_of_which_its_story_tells_the_outcome_is_none():
    one = {"kind": "exercise", "story_id": "st", "published": D(1989, 8, 30)}
    held = mention("a", "held", day=D(1989, 8, 25), **one)
    scheduled = mention("a", "planned", day=D(1989, 8, 25), change=False, **one)
    again = mention("a", "planned", day=D(1990, 8, 25), change=False, **one)
    assert history([held, scheduled]) == [("held", "1989-08-25")]
    assert history([held, again]) == [("held", "1989-08-25"), ("planned", "1989-08-30")]


def test_what_lies_ahead_of_its_story_is_planned():
    ahead = mention("a", "lifted", day=D(2004, 5, 12), published=D(2004, 5, 1), kind="sanctions")
    imposed = mention("b", "in force", day=D(2003, 1, 1), published=D(2003, 1, 2), kind="sanctions")
    assert state([imposed, ahead], D(2004, 6, 1)) == "in force"
    assert effect("a", imposed, ahead) == "a plan for what runs already"


def test_talks_that_collapsed_may_be_planned_again_and_postponed():
    talks = {"kind": "talks"}
    told_ = [
        mention("a", "collapsed", day=D(2020, 9, 20), published=D(2020, 9, 21), **talks),
        mention("b", "planned", day=D(2021, 2, 20), published=D(2021, 1, 12), **talks),
        mention("c", "postponed", day=D(2021, 2, 17), published=D(2021, 2, 17), **talks),
        mention("d", "planned", day=D(2021, 6, 1), published=D(2021, 5, 10), **talks),
        mention("e", "resumed", day=D(2021, 6, 1), published=D(2021, 6, 1), **talks),
    ]
    assert [name for name, _ in history(told_)] == ["collapsed", "planned", "postponed", "planned", "resumed"]


def test_a_late_report_of_a_change_overrules_those_who_did_not_know_it():
    force = {"kind": "closure"}
    imposed = mention("a", "in force", day=D(1968, 3, 1), published=D(1968, 3, 2), **force)
    unaware = mention("b", "in force", change=False, published=D(1968, 5, 3), **force)
    late = mention("c", "lifted", day=D(1968, 4, 29), published=D(1968, 5, 9), **force)
    assert state([imposed, unaware, late], D(1968, 5, 5), D(1968, 5, 8)) == "in force"
    assert state([imposed, unaware, late], D(1968, 5, 5), D(1968, 5, 9)) == "lifted"
    assert state([unaware, late]) == "lifted"


def test_what_goes_on_since_a_told_day_outlives_an_old_interruption():
    silent = mention(
        "a", "cut", first=D(2013, 1, 1), last=D(2013, 12, 31), grain="year", background=True, published=D(2017, 1, 30)
    )
    assert state([silent, WORKS], D(2016, 6, 1)) == "in operation"
    assert state([silent, WORKS], D(2016, 6, 1), D(2017, 1, 30)) == "cut"
    recent = mention("a", "cut", day=D(2016, 12, 1), background=True, published=D(2017, 1, 30))
    assert state([recent, WORKS], D(2017, 1, 15)) == "cut"


def test_what_a_story_tells_without_a_day_beside_its_dated_news_came_before():
    one = {"story_id": "st", "published": D(1987, 4, 6)}
    restored = mention("a", "restored", day=D(1987, 4, 5), **one)
    dropped = mention("a", "cancelled", **one)
    assert state([restored, dropped]) == "restored"
    assert state([mention("b", "cancelled", published=D(1987, 4, 6)), restored]) == "cancelled"


def test_a_standing_telling_dated_by_its_story_has_no_since():
    remains = mention("a", "cut", change=False, day=D(2017, 6, 20), published=D(2017, 6, 20))
    assert history([remains]) == [("cut", None)]
    assert state([remains], D(2017, 6, 20)) == "cut"


def test_a_correction_replaces_the_day_that_its_story_told_before():
    version = {"story_group": "sg"}
    first = mention("a", "cut", day=D(2019, 11, 12), published=D(2019, 11, 12), **version)
    corrected = mention(
        "b", "cut", day=D(2019, 11, 13), published=D(2019, 11, 14), version=2, corrected=True, **version
    )
    assert history([first, corrected], D(2019, 11, 13)) == [("cut", "2019-11-12")]
    assert history([first, corrected], D(2019, 11, 14)) == [("cut", "2019-11-13")]


def test_a_newer_version_that_says_the_same_leaves_the_first_to_stand_for_it():
    version = {"story_group": "sg", "day": D(2019, 11, 12), "published": D(2019, 11, 12)}
    spans, _ = told(mention("a", "cut", **version), mention("b", "cut", version=2, **version))
    assert [span.source_id for span in spans] == ["a"]


def test_a_withdrawn_story_counts_until_it_is_withdrawn():
    killed = mention("a", "cut", day=D(2019, 11, 12), published=D(2019, 11, 12), withdrawn_on=D(2019, 11, 14))
    assert state([killed], known_on=D(2019, 11, 13)) == "cut"
    assert state([killed], known_on=D(2019, 11, 14)) == "none"
    assert state([killed]) == "none"


def test_a_story_of_unknown_date_is_known_on_no_day_but_today():
    undated = mention("a", "cut", day=D(2017, 2, 2), published=None)
    assert state([undated], known_on=D(2030, 1, 1)) == "none"
    assert state([undated]) == "cut"
    assert state([undated, RESTORED], known_on=D(2030, 1, 1)) == "restored"
    assert history([undated, RESTORED], D(2030, 1, 1)) == [("restored", "2017-08-01")]
    assert history([undated, RESTORED]) == [("cut", "2017-02-02"), ("restored", "2017-08-01")]


def test_an_agreement_that_is_concluded_is_open_and_concluded_talks_are_not():
    spans, _ = told(mention("a", "concluded", kind="agreement"), mention("b", "concluded", kind="talks"))
    assert {span.kind: span.open for span in spans} == {"agreement": True, "talks": False}


def test_the_name_is_the_fullest_and_known_only_from_its_own_day_on():
    first = mention("a", "cut", published=D(2017, 2, 2))
    named = mention("b", "cut", terms="naval", published=D(2017, 2, 5))
    assert [span.name for span in rectangles([first, named], D(2017, 2, 3))] == ["line"]
    assert [span.name for span in rectangles([first, named])] == ["naval line"]


days = st.integers(0, 9).map(lambda n: D(2020, 3, 1) + dt.timedelta(n))
tellings = st.lists(
    st.builds(
        lambda source_id, state_, day, months, **more: mention(
            source_id,
            state_,
            first=day if day and not months else D(2020, 2, 1) if day else None,
            last=day if day and not months else D(2020, 3, 31) if day else None,
            grain="unknown",
            **more,
        ),
        st.uuids().map(str),
        st.sampled_from(["planned", "in operation", "cut", "restored", "collapsed", "postponed", "suspended"]),
        days | st.none(),
        st.booleans(),
        published=days | st.none(),
        change=st.booleans(),
        background=st.booleans(),
        withdrawn_on=days | st.none() | st.none(),
        story_group=st.sampled_from(["sg_1", "sg_2", "sg_3"]),
        version=st.integers(1, 3),
        corrected=st.booleans(),
    ),
    max_size=12,
)


def content(spans, known_on):
    return [
        (s.group, s.place, s.state, s.since, s.entered, s.until, s.name, s.mention_id, s.known_from)
        for s in sorted(spans, key=lambda s: (s.group, s.place))
        if s.known_from and s.known_from <= known_on and (s.known_until is None or s.known_until > known_on)
    ]


@given(tellings, days)
def test_nothing_told_later_changes_what_was_known_on_a_day(mentions, day):
    by_then = [m for m in mentions if m.published is not None and m.published <= day]
    assert content(told(*mentions)[0], day) == content(told(*by_then)[0], day)


@given(tellings, days)
def test_on_every_day_a_process_is_in_one_state_at_most_and_its_history_never_repeats_one(mentions, day):
    spans, groups = told(*mentions)
    known = [
        s for s in spans if s.known_from and s.known_from <= day and (s.known_until is None or s.known_until > day)
    ]
    for rows in ([s for s in spans if s.now], known):
        by_group = [
            sorted((s for s in rows if s.group == group), key=lambda s: s.place) for group in {s.group for s in rows}
        ]
        for steps in by_group:
            assert [s.place for s in steps] == list(range(len(steps)))
            assert all(a.state != b.state and a.until == b.entered for a, b in itertools.pairwise(steps))
            assert [s.place for s in steps if s.until is None] == [len(steps) - 1]
    assert all(group.effect for group in groups)


@given(tellings, st.randoms(use_true_random=False))
def test_states_do_not_depend_on_the_order_in_which_stories_arrived(mentions, random):
    shuffled = random.sample(mentions, len(mentions))
    assert told(*mentions)[0] == told(*shuffled)[0]
