"""What became of a plan is the event of its act, sides and days, or the word that it is off."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import link_plans
from merge.digests import DAY, telling

AASEN, SOLBERG, ROJAS = "person:liv-aasen:NOR", "person:ingrid-solberg:NOR", "person:mateo-rojas:CHL"


def day(n):
    return DAY + dt.timedelta(n)


def plan(source_id="plan", due=10, **more):
    first = None if due is None else day(due)
    return telling(source_id, "will meet", type="AGREE", status="planned", first=first, last=first, **more)


def met(source_id="met", on=10, **more):
    return telling(source_id, "met", first=day(on), last=day(on), published=more.pop("published", day(on + 1)), **more)


def off(source_id="off", status="cancelled", on=5, **more):
    return telling(source_id, "is off", type="AGREE", status=status, first=None, last=None, published=day(on), **more)


def links(*tellings):
    groups = {(event.event_id, event.source_id): event.source_id for event in tellings}
    return {(link.plan_group, link.outcome, link.outcome_group) for link in link_plans(tellings, groups)}


def test_a_plan_is_held_by_the_meeting_of_the_same_sides_on_its_day():
    assert links(plan(), met()) == {("plan", "held", "met")}


def test_a_meeting_of_other_states_does_not_hold_it():
    assert not links(plan(), met(actor_countries=("NOR", "PER")))


def test_a_meeting_weeks_away_from_its_day_does_not_hold_it():
    assert not links(plan(), met(on=30))


def test_a_meeting_of_another_minister_does_not_hold_it():
    assert not links(plan(actor_ids=(AASEN, ROJAS)), met(actor_ids=(SOLBERG, ROJAS)))


def test_a_fuller_name_is_the_same_minister():
    fuller = "person:liv-marie-aasen:NOR"
    assert links(plan(actor_ids=(AASEN, ROJAS)), met(actor_ids=(fuller, ROJAS))) == {("plan", "held", "met")}


def test_a_plan_without_a_day_is_held_by_the_next_meeting():
    found = links(plan(due=None), met("first", 20), met("second", 40))
    assert found == {("plan", "held", "first")}


def test_what_was_held_on_the_day_of_an_offer_is_not_what_was_offered():
    assert not links(plan(due=None), met(on=0, published=DAY))


def test_a_plan_of_one_side_is_held_by_the_meeting_that_names_both_if_they_share_a_person():
    one = plan(actor_countries=("NOR",), actor_ids=(AASEN,))
    assert links(one, met(actor_ids=(AASEN,))) == {("plan", "held", "met")}
    assert not links(plan(actor_countries=("NOR",), actor_ids=()), met(actor_ids=()))


def test_word_that_it_is_off_serves_the_nearest_plan_only():
    assert links(plan("near", 10), plan("far", 40), off()) == {("near", "cancelled", "off")}


def test_a_rejected_meeting_is_word_that_it_is_off():
    refusal = telling("no", type="REJECT", act="REJECT", mode="meet", published=day(5), first=day(5), last=day(5))
    assert links(plan(), refusal) == {("plan", "cancelled", "no")}


def test_what_is_put_off_points_to_the_plan_that_took_its_place():
    first, later = plan("first", 10), plan("later", 30, published=day(5))
    put_off = off(status="postponed")
    groups = {(event.event_id, event.source_id): event.source_id for event in (first, later, put_off)}
    (link,) = (link for link in link_plans([first, later, put_off], groups) if link.outcome == "postponed")
    assert (link.plan_group, link.next_group) == ("first", "later")


def test_word_published_before_the_plan_says_nothing_of_it():
    assert not links(plan(published=day(8)), off(on=2))


@given(st.permutations([plan(), plan("later", 30), met(), met("other", 29), off(status="postponed")]))
def test_the_links_do_not_depend_on_the_order_of_the_tellings(tellings):
    groups = {(event.event_id, event.source_id): event.source_id for event in tellings}
    assert link_plans(tellings, groups) == link_plans(sorted(tellings, key=lambda e: e.event_id), groups)


def test_the_plan_for_the_new_day_is_not_the_one_that_was_put_off():
    word = off(status="postponed", on=5, story_id="one")
    assert not links(plan("new", 30, published=day(5), story_id="one"), word)
    assert links(plan("old", 10), plan("new", 30, published=day(5), story_id="one"), word) == {
        ("old", "postponed", "off")
    }
