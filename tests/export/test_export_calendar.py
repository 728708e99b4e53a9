"""Calendars: what `write_ics` writes is loaded back by the library that other programs use."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from icalendar import Calendar

from dateline import query
from dateline.export import write_ics
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.records import PlanLink
from dateline.records.calendar import Occasion
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story

TALKS = Occasion(
    event_id="ev_1",
    act="CONSULT",
    channel="in_person",
    first=dt.date(2031, 5, 6),
    last=dt.date(2031, 5, 6),
    outcome="open",
    planned=True,
    who=("Ada Berg (NOR)", "Chile"),
    place="Oslo, NOR",
    lat=59.9,
    lon=10.75,
    topics=("arctic", "diplomatic"),
    sentence="Ada Berg will meet her\nChilean counterpart; in Oslo, on May 6.",
    sources=("Nordwire",),
    published=dt.date(2031, 5, 1),
)


def bytes_of(*occasions):
    stream = io.BytesIO()
    write_ics(occasions, stream)
    return stream.getvalue()


def loaded(*occasions):
    return Calendar.from_ical(bytes_of(*occasions)).walk("VEVENT")


def test_an_entry_says_when_who_where_and_in_which_words():
    [entry] = loaded(TALKS)
    assert entry["uid"] == "ev_1"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (dt.date(2031, 5, 6), dt.date(2031, 5, 7))
    assert entry["summary"] == "in person: Ada Berg (NOR), Chile [open]"
    assert entry["location"] == "Oslo, NOR"
    assert entry["description"].startswith(
        "Ada Berg will meet her Chilean counterpart; in Oslo, on May 6.\nNordwire, 2031-05-01"
    )
    assert entry["categories"].cats == ["arctic", "diplomatic"]
    assert entry["geo"].to_ical() == "59.9;10.75"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("held", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("postponed", "CANCELLED"),
        ("open", "TENTATIVE"),
        ("overdue", "TENTATIVE"),
        ("unknown", "TENTATIVE"),
    ],
)
def test_the_status_tells_what_became_of_it(outcome, status):
    [entry] = loaded(replace(TALKS, outcome=outcome))
    assert entry["status"] == status


def test_a_month_is_all_its_days():
    [entry] = loaded(replace(TALKS, first=dt.date(2031, 12, 1), last=dt.date(2031, 12, 31)))
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (dt.date(2031, 12, 1), dt.date(2032, 1, 1))


def test_what_has_no_day_is_left_out_and_counted():
    stream = io.BytesIO()
    loss = write_ics([TALKS, replace(TALKS, first=None, last=None)], stream)
    assert (loss.events, loss.written, loss.left_out[0].reason) == (2, 1, "of unknown date")


def test_the_same_occasions_give_the_same_bytes():
    assert bytes_of(TALKS) == bytes_of(TALKS)
    assert b"DTSTAMP:20310501T000000Z" in bytes_of(TALKS)


def meeting(words, trigger, *, day, published, **fields):
    story = make_story([words], source_id=f"{published}.txt")
    sides = (make_actor(story, "Norway", "NOR"), make_actor(story, "Chile", "CHL"))
    event = make_event(story, trigger, act="CONSULT", channel="in_person", actors=sides, day=day, **fields)
    return make_coded(story, (event,), published=published), event


@pytest.fixture
def ledger(tmp_path):
    planned, plan = meeting(
        "Norway and Chile will meet on May 6.",
        "will meet",
        day=dt.date(2031, 5, 6),
        published=dt.date(2031, 5, 1),
        type="AGREE",
        status="planned",
    )
    told, held = meeting(
        "Norway and Chile met on Tuesday.", "met", day=dt.date(2031, 5, 6), published=dt.date(2031, 5, 7)
    )
    with Ledger.open(tmp_path / "l") as opened:
        opened.append([planned, told, envoy_talks()], make_run())
        opened.set_plans(
            [PlanLink(plan_group=plan.event_id, outcome="held", outcome_group=held.event_id, reason="same day")]
        )
        yield opened, plan.event_id, held.event_id


def test_plans_and_held_contacts_of_a_ledger_stand_in_the_calendar(ledger):
    opened, plan, held = ledger
    entries = {entry["uid"]: entry for entry in loaded(*query.occasions(opened, Filters(since=dt.date(2031, 1, 1))))}
    assert set(entries) == {plan}, "a plan that was held is one entry, with the id that it had before"
    assert entries[plan]["status"] == "CONFIRMED"
    assert entries[plan]["sequence"] == 1
    assert entries[plan]["related-to"] == held
    assert entries[plan]["summary"] == "in person: Norway, Chile [held]"
    assert entries[plan].decoded("dtstamp").date() == dt.date(2031, 5, 7)


def test_a_plan_that_is_put_off_twice_and_then_held_is_one_entry_that_changed_three_times(tmp_path):
    days = (dt.date(2031, 5, 6), dt.date(2031, 5, 9), dt.date(2031, 5, 20))
    told = [
        meeting(
            f"Norway and Chile will meet on May {day.day}.",
            "will meet",
            day=day,
            published=day - dt.timedelta(days=2),
            type="AGREE",
            status="planned",
        )
        for day in days
    ]
    told.append(meeting("Norway and Chile met.", "met", day=days[-1], published=dt.date(2031, 5, 21)))
    ids = [event.event_id for _, event in told]
    with Ledger.open(tmp_path / "l") as opened:
        opened.append([coded for coded, _ in told], make_run())
        opened.set_plans(
            [
                PlanLink(plan_group=ids[0], outcome="postponed", outcome_group=ids[1], next_group=ids[1]),
                PlanLink(plan_group=ids[1], outcome="postponed", outcome_group=ids[2], next_group=ids[2]),
                PlanLink(plan_group=ids[2], outcome="held", outcome_group=ids[3]),
            ]
        )
        [entry] = loaded(*query.occasions(opened))
        before = loaded(*query.occasions(opened, Filters(known_on=dt.date(2031, 5, 10))))
    assert (entry["uid"], entry["status"], entry["sequence"]) == (ids[0], "CONFIRMED", 3)
    assert entry.decoded("dtstart") == days[-1]
    assert [(one["uid"], one["sequence"], one.decoded("dtstart")) for one in before] == [(ids[0], 1, days[1])]


def test_a_week_says_in_properties_of_its_own_that_it_is_a_week():
    [entry] = loaded(replace(TALKS, last=dt.date(2031, 5, 12), grain="week", basis="words"))
    assert (entry["x-dateline-grain"], entry["x-dateline-basis"]) == ("week", "words")


def test_a_calendar_without_entries_still_has_a_component():
    assert loaded() == []
    assert [component.name for component in Calendar.from_ical(bytes_of()).subcomponents] == ["VTIMEZONE"]


def test_no_line_is_longer_than_75_octets_and_each_ends_in_crlf():
    content = bytes_of(replace(TALKS, who=("Åsa Öström of the Ministry of Foreign Affairs (NOR)",) * 4))
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    assert entry["summary"].count("Åsa Öström") == 4


def test_a_calendar_as_known_before_the_meeting_has_it_as_tentative(ledger):
    opened, plan, _ = ledger
    known = Filters(known_on=dt.date(2031, 5, 2), since=dt.date(2031, 1, 1))
    [entry] = loaded(*query.occasions(opened, known))
    assert (entry["uid"], entry["status"]) == (plan, "TENTATIVE")
