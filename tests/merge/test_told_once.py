"""One act told in several sentences of a story is one event; another act of the same kind is not."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import told_once
from dateline.records import Place
from factories import make_actor, make_event, make_story

DAY = dt.date(2020, 9, 2)
STORY = make_story(
    [
        "Latvian Foreign Minister Ilze Ozola held a phone call with Peru's Foreign Minister Raul Quispe on Wednesday.",
        "The two ministers talked for an hour about visas, Latvia said.",
        "Ozola also spoke with Kenyan Foreign Minister Amina Otieno.",
        "Latvian Defence Minister Juris Kalns telephoned Peruvian Defence Minister Ana Salas the same day.",
        "Latvia, Peru and Kenya met in Geneva a week earlier.",
    ]
)


def person(words, country, office="foreign minister"):
    key = words.lower().replace(" ", "-")
    return make_actor(
        STORY, words, country, role="participant", kind="person", entity_id=f"person:{key}:{country}", office=office
    )


def state(words, country):
    return make_actor(STORY, words, country, role="participant")


def call(trigger="held a phone call", actors=None, **more):
    actors = actors or (person("Ilze Ozola", "LVA"), person("Raul Quispe", "PER"))
    return make_event(STORY, trigger, **{"day": DAY, "actors": tuple(actors), **more})


def place(name, country, admin1=None):
    start = STORY.text.index("Geneva")
    return Place(text="Geneva", start=start, end=start + 6, name=name, country=country, admin1=admin1, basis="event")


def retold(**more):
    return call("talked", (state("Latvia said"[:6], "LVA"), state("Peru", "PER")), **more)


def test_a_later_sentence_about_the_same_call_is_folded_into_it():
    told = told_once([call(), retold()], STORY.text)
    assert len(told) == 1
    assert told[0].trigger.text == "held a phone call"
    assert told[0].mentions == 2
    assert [STORY.text[e.start : e.end][:12] for e in told[0].evidence] == ["Latvian Fore", "The two mini"]


def test_a_call_with_somebody_else_is_another_event():
    other = call("spoke", (person("Ozola also"[:5], "LVA"), person("Amina Otieno", "KEN")))
    assert len(told_once([call(), other], STORY.text)) == 2


def test_calls_of_other_persons_of_the_same_states_are_other_events():
    other = call(
        "telephoned", (person("Juris Kalns", "LVA", "defence minister"), person("Ana Salas", "PER", "defence minister"))
    )
    assert len(told_once([call(), other], STORY.text)) == 2


def test_holders_of_other_offices_are_other_persons_even_without_names():
    other = call(
        "telephoned",
        (
            make_actor(STORY, "Defence Minister", "LVA", kind="office", office="defence minister"),
            make_actor(STORY, "Peruvian Defence Minister", "PER", kind="office", office="defence minister"),
        ),
    )
    assert len(told_once([call(), other], STORY.text)) == 2


def test_fewer_participants_retell_an_act_of_three():
    three = call("held a phone call", (state("Latvian", "LVA"), state("Peru", "PER"), state("Kenyan", "KEN")))
    assert len(told_once([three, retold()], STORY.text)) == 1


def test_fewer_participants_behind_a_word_like_also_are_another_act():
    three = call("held a phone call", (state("Latvian", "LVA"), state("Peru", "PER"), state("Kenyan", "KEN")))
    two = call("spoke", (state("Latvia", "LVA"), state("Kenya", "KEN")))
    assert len(told_once([three, two], STORY.text)) == 2
    assert len(told_once([three, two])) == 1


def test_a_plan_and_what_was_held_stay_two():
    assert len(told_once([call(), retold(status="planned")], STORY.text)) == 2


def test_an_ongoing_telling_of_what_occurred_is_folded():
    assert len(told_once([call(), retold(status="ongoing")], STORY.text)) == 1


def test_another_type_of_act_stays_apart():
    assert len(told_once([call(), retold(type="ACCUSE")], STORY.text)) == 2


def test_days_that_differ_are_two_acts():
    assert len(told_once([call(), retold(day=DAY - dt.timedelta(7))], STORY.text)) == 2


def test_an_undated_telling_of_the_news_is_folded_and_of_history_is_not():
    assert len(told_once([call(), retold(day=None)], STORY.text)) == 1
    assert len(told_once([call(), retold(day=None, background=True)], STORY.text)) == 2


def test_a_call_and_a_meeting_are_two_contacts():
    assert len(told_once([call(channel="phone"), retold(channel="in_person")], STORY.text)) == 2
    assert len(told_once([call(channel="phone"), retold(channel="unknown")], STORY.text)) == 1


def test_two_places_are_two_acts_but_a_town_in_its_region_is_not():
    geneva, vienna = place("Geneva", "CHE", "Geneva"), place("Vienna", "AUT", "Vienna")
    assert len(told_once([call(where=geneva), retold(where=vienna)], STORY.text)) == 2
    assert (
        len(told_once([call(where=geneva), retold(where=place("Canton of Geneva", "CHE", "Geneva"))], STORY.text)) == 1
    )
    assert len(told_once([call(where=geneva), retold(where=place("Switzerland", "CHE"))], STORY.text)) == 1


def test_a_retelling_adds_what_the_first_telling_lacks():
    told = told_once([call(day=None, channel=None), retold(channel="phone", where=place("Geneva", "CHE"))], STORY.text)[
        0
    ]
    assert (told.when.first, told.channel, told.where.name) == (DAY, "phone", "Geneva")


def test_telling_once_twice_changes_nothing():
    once = told_once([call(), retold(), retold(status="planned")], STORY.text)
    assert told_once(once, STORY.text) == once


EVENTS = (
    call(),
    retold(),
    retold(status="planned"),
    call("spoke", (person("Amina Otieno", "KEN"),)),
    retold(type="ACCUSE"),
)


@given(st.permutations(EVENTS))
def test_the_order_of_the_events_decides_nothing(events):
    assert told_once(events, STORY.text) == told_once(EVENTS, STORY.text)


def test_nothing_told_is_nothing():
    assert told_once([]) == ()


def test_who_takes_part_is_not_told_again_as_the_one_who_is_met():
    told = call("talked", recipients=(person("Raul Quispe", "PER"), state("Peru", "PER"), state("Kenya", "KEN")))
    [event] = told_once([call(), told])
    assert [who.name for who in event.actors] == ["Ilze Ozola", "Raul Quispe"]
    assert not {who.country for who in event.recipients} & {"LVA", "PER"}


AGAIN = make_story(
    [
        "Peru and Latvia have signed a visa accord, the Peruvian ministry said on Wednesday.",
        "The accord was signed on Monday by the two ministers.",
        "Lawmaker Ana Salas criticized the terms, accusing the ministry of haste.",
        "Latvia offered to train consuls. Foreign Minister Ilze Ozola made the offer in a letter.",
    ]
)


def told_in(trigger, actors, recipients=(), **more):
    people = {"Peru": "PER", "Latvia": "LVA", "Peruvian ministry": "PER", "Ana Salas": "PER", "the ministry": "PER"}
    people["Ilze Ozola"] = "LVA"
    return make_event(
        AGAIN,
        trigger,
        actors=tuple(make_actor(AGAIN, name, people[name]) for name in actors),
        recipients=tuple(make_actor(AGAIN, name, people[name]) for name in recipients),
        **more,
    )


def test_what_has_been_done_gets_the_day_that_a_later_sentence_tells():
    lead = told_in("signed a visa accord", ("Peru", "Latvia"), type="SUPPORT", day=DAY)
    lead = dataclasses.replace(lead, when=dataclasses.replace(lead.when, basis="dateline:news-of-the-day", text=""))
    detail = told_in("was signed", ("Peru", "Latvia"), type="SUPPORT", day=DAY - dt.timedelta(2))
    detail = dataclasses.replace(detail, when=dataclasses.replace(detail.when, text="Monday", basis="weekday"))
    told = told_once([lead, detail], AGAIN.text)
    assert [event.when.first for event in told] == [DAY - dt.timedelta(2)]
    assert len(told_once([lead, detail])) == 2


def test_a_participle_says_how_and_tells_no_second_accusation():
    first = told_in("criticized the terms", ("Ana Salas",), ("Peruvian ministry",), type="ACCUSE")
    second = told_in("accusing", ("Ana Salas",), ("Latvia",), type="ACCUSE")
    assert len(told_once([first, second], AGAIN.text)) == 1


def test_making_the_offer_is_the_offer_told_before():
    first = told_in("offered", ("Latvia",), type="AGREE", act="AID", status="planned", day=None)
    second = told_in("made the offer", ("Ilze Ozola",), ("Peru",), type="AGREE", day=DAY)
    (told,) = told_once([first, second], AGAIN.text)
    assert (told.act, told.when.first) == ("AID", DAY)


def test_a_call_told_once_more_by_one_side_only_is_the_same_call():
    """`The minister promised it in a telephone call`, and further down whom he rang."""
    alone = call("phone call", (person("Ilze Ozola", "LVA"),), channel="phone")
    assert len(told_once([call(channel="phone"), alone], STORY.text)) == 1
    assert len(told_once([call(channel="in_person"), alone], STORY.text)) == 2
    other = call("telephoned", (person("Juris Kalns", "LVA", "defence minister"),), channel="phone")
    assert len(told_once([call(channel="phone"), other], STORY.text)) == 2
