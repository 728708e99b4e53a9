"""What later stories tell by the month, by another word or by one side joins the only event that it can mean."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_events
from merge.digests import DAY, telling

MAY = {"first": DAY.replace(day=1), "last": DAY.replace(day=31), "grain": "month"}
SECRET = {"published": DAY + dt.timedelta(20), "background": True, **MAY}


def groups(*tellings):
    return {member.source_id: member.group for member in merge_events(tellings)}


def one_group(*tellings):
    return len(set(groups(*tellings).values())) == 1


def test_two_stories_that_tell_a_meeting_by_the_same_month_mean_one_meeting():
    assert one_group(telling("a", "An envoy had conferred in secret.", **SECRET), telling("b", "They met.", **SECRET))


def test_a_meeting_told_by_its_month_and_one_told_by_a_day_of_another_month_are_two():
    june = dt.timedelta(31)
    assert not one_group(telling("a", **SECRET), telling("b", first=DAY + june, last=DAY + june))


NOTE = {
    "type": "ACCUSE",
    "act": "ACCUSE",
    "mode": "disapprove",
    "actor_countries": ("NOR",),
    "recipient_countries": ("CHL",),
}


def test_a_protest_remembered_by_its_month_in_other_words_is_the_only_one_of_that_month():
    note = telling("a", "Oslo called in the ambassador and handed him a note.", **NOTE)
    assert one_group(note, telling("b", "Norway had protested in May.", **{**NOTE, **SECRET}))


def test_of_two_protests_of_a_month_none_is_meant_where_the_words_are_other_ones():
    week = DAY + dt.timedelta(7)
    first = telling("a", "Oslo called in the ambassador and handed him a note.", **NOTE)
    second = telling("b", "Oslo sent a second letter.", **{**NOTE, "first": week, "last": week})
    found = groups(first, second, telling("c", "Norway had protested in May.", **{**NOTE, **SECRET}))
    assert len(set(found.values())) == 3


def test_a_side_left_out_of_a_month_is_made_good_by_a_word_in_common():
    sent = {"type": "MOBILIZE", "act": "MOBILIZE", "actor_countries": ("NOR",)}
    whole = telling("a", "Norway moved 900 soldiers towards Chile.", **sent, recipient_countries=("CHL",))
    assert one_group(whole, telling("b", "The soldiers whom Norway sent in May went home.", **{**sent, **SECRET}))
    assert not one_group(whole, telling("b", "The cutters that Norway sent in May went home.", **{**sent, **SECRET}))


def test_two_acts_of_one_sentence_stay_two_in_its_copies():
    said, act = (
        "Police shot two strikers and beat a third.",
        {"type": "ASSAULT", "act": "ASSAULT", "story_group": "sg_one"},
    )
    shot = [telling(name, said, trigger="shot", event_id=f"ev_{name}1", **act) for name in "ab"]
    beat = [telling(name, said, trigger="beat", event_id=f"ev_{name}2", **act) for name in "ab"]
    found = {member.event_id: member.group for member in merge_events([*shot, *beat])}
    assert found["ev_a1"] == found["ev_b1"] != found["ev_a2"] == found["ev_b2"]


def test_headline_and_text_of_one_story_may_tell_what_another_story_tells_once():
    act = {"type": "COERCE", "act": "COERCE", "trigger": "arrested", "actor_countries": ("NOR",)}
    act["recipient_countries"] = ("CHL",)
    headline = telling("a", "Ferry captain arrested in Bergen", event_id="ev_1", **act)
    text = telling("a", "Police arrested the captain of the ferry.", event_id="ev_2", **act)
    other = telling("b", "The captain of a ferry was arrested in Bergen by police.", **act)
    assert len({member.group for member in merge_events([headline, text, other])}) == 1


ALL = [
    telling("a", "Norway moved 900 soldiers towards Chile.", **NOTE),
    telling("b", "Norway had protested in May.", **{**NOTE, **SECRET}),
    telling("c", **SECRET),
    telling("d", "They met.", **SECRET),
    telling("e", first=None, last=None, grain="unknown", published=DAY + dt.timedelta(3)),
    telling("f"),
]


@given(st.permutations(ALL))
def test_the_order_decides_nothing_where_times_are_coarse(tellings):
    assert merge_events(tellings) == merge_events(ALL)


@given(st.sets(st.sampled_from(range(len(ALL)))))
def test_grouping_again_changes_nothing(chosen):
    some = [ALL[i] for i in sorted(chosen)]
    twice = merge_events([*some, *some])
    assert [member.group for member in twice[::2]] == [member.group for member in merge_events(some)]
    assert [member.group for member in twice[1::2]] == [member.group for member in twice[::2]]


def test_an_accusation_of_the_same_day_that_leaves_the_accused_out_is_told_by_the_same_word():
    act = {"type": "ACCUSE", "act": "ACCUSE", "actor_countries": ("NOR",), "trigger": "denounced"}
    whole = telling("a", "Oslo denounced the new tariff of Chile.", **act, recipient_countries=("CHL",))
    assert one_group(whole, telling("b", "The minister denounced it.", **act))
    assert not one_group(whole, telling("b", "The minister sued a paper.", **{**act, "trigger": "sued"}))


def test_two_calls_of_one_story_with_different_partners_are_not_joined_by_a_story_that_tells_both():
    act = {"trigger": "calls", "channel": "phone", "actor_ids": ("person:dag-lunde:NOR",)}
    chile = telling("a", "Lunde made calls to Chile.", event_id="ev_1", **act)
    peru = telling("a", "Lunde made calls to Peru.", event_id="ev_2", **{**act, "actor_countries": ("NOR", "PER")})
    both = telling("b", "Lunde rang both.", **{**act, "actor_countries": ("CHL", "NOR", "PER")})
    found = {member.event_id: member.group for member in merge_events([chile, peru, both])}
    assert found["ev_1"] != found["ev_2"]
