"""Tellings of one event in several stories are one group; what contradicts is not."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_events
from merge.digests import DAY, telling

SOLBERG, AASEN = "person:ingrid-solberg:NOR", "person:liv-aasen:NOR"
ROJAS, PINTO = "person:mateo-rojas:CHL", "person:sofia-pinto:CHL"


def groups(*tellings):
    return {member.source_id: member.group for member in merge_events(tellings)}


def one_group(*tellings):
    return len(set(groups(*tellings).values())) == 1


def test_the_same_meeting_in_two_agencies_reports_is_one_event():
    assert one_group(telling("a"), telling("b"))


def test_two_phone_calls_on_one_day_by_different_persons_are_two_events():
    assert not one_group(
        telling("a", channel="phone", actor_ids=(ROJAS, SOLBERG)),
        telling("b", channel="phone", actor_ids=(PINTO, AASEN)),
    )


def test_a_telling_without_persons_does_not_join_two_calls_of_different_persons():
    found = groups(
        telling("a", actor_ids=(ROJAS, SOLBERG)),
        telling("b", actor_ids=(PINTO, AASEN)),
        telling("c", actor_ids=("state:NOR",)),
    )
    assert found["a"] != found["b"]


def test_the_same_persons_make_two_tellings_one():
    assert one_group(telling("a", actor_ids=(ROJAS, SOLBERG)), telling("b", actor_ids=(ROJAS, SOLBERG)))


def test_a_planned_meeting_and_the_one_that_was_held_are_not_joined():
    assert not one_group(telling("a", type="AGREE", status="planned"), telling("b"))


def test_a_planned_meeting_and_a_cancelled_one_are_not_joined():
    assert not one_group(telling("a", status="planned"), telling("b", status="cancelled"))


def test_an_ongoing_and_an_occurred_telling_are_of_one_event():
    assert one_group(telling("a", status="ongoing"), telling("b"))


def test_meetings_of_two_weeks_are_two_events():
    week = DAY + dt.timedelta(7)
    assert not one_group(telling("a"), telling("b", first=week, last=week))


def test_dates_that_overlap_in_one_story_do_not_contradict():
    assert one_group(
        telling("a", story_group="sg"),
        telling("b", story_group="sg", first=DAY - dt.timedelta(2), last=DAY + dt.timedelta(2), grain="week"),
    )


def test_days_that_differ_contradict_even_in_one_story():
    later = DAY + dt.timedelta(1)
    assert not one_group(telling("a", story_group="sg"), telling("b", story_group="sg", first=later, last=later))


def test_undated_tellings_join_inside_one_story_only():
    undated = {"first": None, "last": None, "grain": "unknown"}
    assert one_group(telling("a", story_group="sg", **undated), telling("b", story_group="sg", **undated))
    assert not one_group(telling("a", **undated), telling("b", **undated))


def test_a_dated_and_an_undated_telling_need_the_same_sentence():
    undated = {"first": None, "last": None, "grain": "unknown", "story_group": "sg"}
    said = "The two ministers met in the harbour of Bergen for an hour."
    assert not one_group(telling("a", story_group="sg"), telling("b", **undated))
    assert one_group(telling("a", said, story_group="sg"), telling("b", said, **undated))


def test_a_retouched_sentence_of_the_next_version_tells_the_same_event():
    assert one_group(
        telling("a", "The ministers met in Bergen for an hour on Tuesday.", story_group="sg", actor_countries=("NOR",)),
        telling("b", "The ministers met in Bergen for about an hour on Tuesday.", story_group="sg"),
    )


def test_other_sides_are_another_event():
    assert not one_group(telling("a"), telling("b", actor_countries=("NOR", "PER")))


def test_who_did_it_to_whom_matters_for_acts_with_a_direction():
    there = {"type": "SANCTION", "act": "SANCTION", "actor_countries": ("NOR",), "recipient_countries": ("CHL",)}
    back = {"type": "SANCTION", "act": "SANCTION", "actor_countries": ("CHL",), "recipient_countries": ("NOR",)}
    assert one_group(telling("a", **there), telling("b", **there))
    assert not one_group(telling("a", **there), telling("b", **back))


def test_two_accusations_on_one_day_in_two_stories_stay_two():
    accuse = {"type": "ACCUSE", "act": "ACCUSE", "actor_countries": ("NOR",), "recipient_countries": ("CHL",)}
    assert not one_group(telling("a", **accuse), telling("b", **accuse))


def test_the_same_sentence_in_two_papers_tells_one_accusation():
    accuse = {"type": "ACCUSE", "act": "ACCUSE", "actor_countries": ("NOR",), "recipient_countries": ("CHL",)}
    said = "Norway accused Chile of dumping salmon below cost."
    assert one_group(telling("a", said, **accuse), telling("b", said, **accuse))


def test_a_call_and_a_meeting_of_one_day_are_two_events():
    assert not one_group(telling("a", channel="phone"), telling("b", channel="in_person"))


def test_an_unknown_channel_contradicts_nothing():
    assert one_group(telling("a", channel="phone"), telling("b", channel="unknown"))


def test_meetings_in_two_countries_are_two_events():
    assert not one_group(telling("a", where_country="NOR"), telling("b", where_country="CHL"))


def test_one_side_alone_is_too_little_across_stories():
    alone = {"actor_countries": ("NOR",)}
    assert not one_group(telling("a", **alone), telling("b", **alone))


def test_two_tellings_of_one_story_were_already_compared_and_stay_apart():
    same = {"story_id": "st_1", "story_group": "sg"}
    members = merge_events([telling("a", "One.", **same), telling("a", "Two.", **same)])
    assert len({m.group for m in members}) == 2


def test_the_same_event_id_in_two_sources_is_one_telling():
    one = telling("a", event_id="ev_1")
    members = merge_events([one, dataclasses.replace(one, source_id="b")])
    assert {(m.reason, m.score) for m in members} == {("same telling", 1.0)}


def test_the_group_is_named_after_the_earliest_telling():
    early = telling("old", published=DAY - dt.timedelta(1))
    alone = groups(early)["old"]
    assert groups(telling("new"), early) == {"new": alone, "old": alone}


def test_every_membership_has_a_reason_and_a_score():
    members = {
        m.source_id: m for m in merge_events([telling("a"), telling("b"), telling("c", actor_countries=("PER", "NOR"))])
    }
    assert (members["c"].reason, members["c"].score) == ("alone", 1.0)
    assert "another story" in members["a"].reason
    assert 0.5 < members["a"].score < 1.0


MIXED = (
    telling("a", actor_ids=(ROJAS, SOLBERG)),
    telling("b", actor_ids=(PINTO, AASEN)),
    telling("c"),
    telling("d", channel="phone"),
    telling("e", channel="in_person"),
    telling("f", "The ministers met.", story_group="sg", first=None, last=None),
    telling("g", "The ministers met.", story_group="sg"),
    telling("h", status="planned"),
)


@given(st.permutations(MIXED))
def test_the_order_of_tellings_decides_nothing(tellings):
    assert merge_events(tellings) == merge_events(MIXED)


@given(st.sets(st.sampled_from(MIXED), min_size=1).map(lambda chosen: sorted(chosen, key=lambda t: t.source_id)))
def test_no_group_holds_a_contradiction_whatever_tellings_there_are(tellings):
    by_id = {t.source_id: t for t in tellings}
    members = {}
    for source_id, group in groups(*tellings).items():
        members.setdefault(group, []).append(by_id[source_id])
    for group in members.values():
        assert len({t.channel for t in group} - {None}) <= 1
        assert len({person for t in group for person in t.actor_ids if person.endswith(":NOR")}) <= 1


@pytest.mark.parametrize("count", [0, 1])
def test_few_tellings_are_no_trouble(count):
    assert len(merge_events([telling("a")][:count])) == count


BACKGROUND = {"background": True, "published": DAY + dt.timedelta(60)}
MAY = {"first": DAY.replace(day=1), "last": DAY.replace(day=31), "grain": "month"}
SEIZE = {"type": "COERCE", "act": "COERCE", "actor_countries": ("NOR",), "recipient_countries": ("CHL",)}


def test_a_background_paragraph_that_tells_the_month_joins_the_only_event_of_that_month():
    assert one_group(telling("a"), telling("b", **MAY, **BACKGROUND))


def test_a_month_with_two_such_events_leaves_the_background_paragraph_alone():
    week = DAY + dt.timedelta(7)
    found = groups(telling("a"), telling("b", first=week, last=week), telling("c", **MAY, **BACKGROUND))
    assert len(set(found.values())) == 3


def test_of_two_seizures_in_a_month_the_one_told_in_the_same_words_is_meant():
    week = DAY + dt.timedelta(7)
    found = groups(
        telling("a", "Norway seized a trawler loaded with frozen anchovies off Arica.", **SEIZE),
        telling("b", "Norway seized two tankers in harbour.", **{**SEIZE, "first": week, "last": week}),
        telling("c", "Norway seized a trawler with frozen anchovies in May.", **{**SEIZE, **MAY, **BACKGROUND}),
    )
    assert found["a"] == found["c"] != found["b"]


def test_a_background_paragraph_is_not_joined_with_what_came_after_its_story():
    later = DAY + dt.timedelta(10)
    assert not one_group(telling("a", first=later, last=later), telling("b", **MAY))


def test_an_undated_retelling_needs_words_in_common_besides_the_sides():
    said, undated = "Norway disconnected the direct line between coast guards.", {"first": None, "last": None}
    again = "... six months after Oslo disconnected the line of the coast guards."
    acts = {"type": "SANCTION", "act": "SANCTION", "actor_countries": ("NOR",), "recipient_countries": ("CHL",)}
    undated |= {"grain": "unknown", **acts, **BACKGROUND}
    assert one_group(telling("a", said, **acts), telling("b", again, **undated))
    assert not one_group(telling("a", said, **acts), telling("b", "... after Oslo quarrelled with Chile.", **undated))


def test_a_telling_that_leaves_a_side_out_joins_the_only_act_of_that_day():
    one = {"type": "SANCTION", "act": "SANCTION", "actor_countries": ("NOR",)}
    assert one_group(telling("a", **one, recipient_countries=("CHL",)), telling("b", **one))
    found = groups(
        telling("a", **one, recipient_countries=("CHL",)),
        telling("b", **one, recipient_countries=("PER",)),
        telling("c", **one),
    )
    assert len(set(found.values())) == 3


def test_a_type_and_its_variant_are_one_act_where_the_words_agree():
    closed = {"actor_countries": ("NOR",), "recipient_countries": ("CHL",)}
    said = "Norway closed the road frontier to lorries loaded with timber."
    other = "Lorries with timber stood at the road frontier after Norway closed it."
    assert one_group(
        telling("a", said, type="COERCE", act="COERCE", **closed),
        telling("b", other, type="SANCTION", act="SANCTION", **closed),
    )
    assert not one_group(
        telling("a", said, type="COERCE", act="COERCE", **closed),
        telling("b", other, type="REJECT", act="REJECT", **closed),
    )


def test_a_person_told_with_fewer_names_is_the_same_person():
    full, short = "person:salvador-pinto-rey:CHL", "person:salvador-pinto:CHL"
    assert one_group(telling("a", actor_ids=(full, SOLBERG)), telling("b", actor_ids=(short, SOLBERG)))


# ------------------------------------------------------------------------------------------------ corrections
EVE = DAY - dt.timedelta(1)
SIGNED = {"type": "SUPPORT", "act": "SUPPORT", "trigger": "signed", "story_group": "sg"}
OLD = telling("old", "Norway and Chile signed a port accord here on Tuesday worth 210 million kroner.", **SIGNED)
RIGHT = telling(
    "right",
    "Norway and Chile signed a port accord here on Monday worth 120 million kroner.",
    **{**SIGNED, "corrected": True, "version": 3, "first": EVE, "last": EVE},
)


def test_a_correction_changes_the_day_of_the_same_act():
    assert one_group(OLD, RIGHT)
    reasons = {m.source_id: m.reason for m in merge_events([OLD, RIGHT])}
    assert reasons["old"].startswith("corrected by right")


def test_the_right_account_of_another_agency_and_late_copies_of_the_wrong_one_join_the_corrected_act():
    other = telling(
        "other", "An accord was signed on Monday.", **{**SIGNED, "story_group": "x", "first": EVE, "last": EVE}
    )
    copy = telling("copy", OLD.sentence, **{**SIGNED, "story_group": "y", "published": DAY + dt.timedelta(2)})
    assert one_group(OLD, RIGHT, other, copy)
    assert not one_group(OLD, other)


def test_another_act_of_the_earlier_version_is_not_what_was_corrected():
    plan = telling(
        "plan", "Norway and Chile signed on for talks in Lima.", **{**SIGNED, "status": "planned", "story_group": "sg"}
    )
    assert not one_group(plan, RIGHT)


def test_without_the_mark_of_a_correction_the_days_contradict():
    assert not one_group(OLD, dataclasses.replace(RIGHT, corrected=False))


@given(st.permutations((OLD, RIGHT, *MIXED[:4])))
def test_the_order_of_tellings_decides_nothing_where_something_was_corrected(tellings):
    assert merge_events(tellings) == merge_events((OLD, RIGHT, *MIXED[:4]))


def test_a_plan_without_a_day_joins_none_of_two_plans_of_the_same_sides():
    plan = {"type": "AGREE", "status": "planned"}
    undated = {"first": None, "last": None, "grain": "unknown", "published": DAY - dt.timedelta(9)}
    said = "The fisheries experts of Norway and Chile should meet in Bergen."
    week = DAY + dt.timedelta(7)
    alone = telling("a", "The fisheries experts will meet in Bergen.", **plan)
    other = telling("b", "Officials will gather.", first=week, last=week, **plan)
    open_ = telling("c", said, **plan, **undated)
    assert one_group(alone, open_)
    assert len(set(groups(alone, other, open_).values())) == 3
