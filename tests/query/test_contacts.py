"""Contacts of fresh wire copy: channel, people with level, host, mediator, accounts and where they differ."""

from __future__ import annotations

import datetime as dt

import pytest

from contact_cases import code_cases, read_cases, stated, wrong
from dateline import query
from dateline.query import Filters
from dateline.records import ContactDetail, EventActor, content_id
from factories import make_actor, make_coded, make_event, make_run, make_story, sentence_of, span_of

#: Share of the fields stated that have to hold; floors only rise.
FLOORS = {"blind.yaml": 0.90, "further.yaml": 0.97}


@pytest.fixture(scope="module")
def found(kit, tmp_path_factory):
    """Rows by file of cases, one list a case."""
    folder = tmp_path_factory.mktemp("contacts")
    return {name: code_cases(read_cases(name), kit, folder / f"{name}.dateline") for name in FLOORS}


def test_there_are_sixty_cases_and_half_of_them_were_written_blind():
    assert len(read_cases("blind.yaml")) >= 30
    assert sum(len(read_cases(name)) for name in FLOORS) >= 60


@pytest.mark.parametrize("name", FLOORS)
def test_contacts_say_what_the_wire_tells(found, name):
    cases = read_cases(name)
    faults = [
        f"{case['name']}: {fault}" for case, rows in zip(cases, found[name], strict=True) for fault in wrong(case, rows)
    ]
    fields = sum(map(stated, cases))
    assert 1 - len(faults) / fields >= FLOORS[name], "\n".join(faults)


def test_a_state_stands_beside_its_person_only_in_a_role_of_its_own(found):
    for rows in (row for cases in found.values() for row in cases):
        for row in rows:
            people = row["participants"]
            named = {(one["country"], one["role"]) for one in people if one["kind"] == "person"}
            states = [(one["country"], one["role"]) for one in people if one["kind"] == "state"]
            assert not named & set(states)


def test_every_participant_is_named_by_words_of_a_story(found):
    for rows in (row for cases in found.values() for row in cases):
        for row in rows:
            assert all(one["told"] and one["told"][0]["text"] for one in row["participants"])


def _detail(story, event, field, words, value, **who):
    span = span_of(story, words)
    actor = who and EventActor(
        text=words,
        start=span.start,
        end=span.end,
        name=words,
        entity_id=f"person:{words}",
        kind="person",
        sectors=(),
        role=field,
        **who,
    )
    return ContactDetail(
        detail_id=content_id("cd", event.event_id, field, value),
        story_id=story.story_id,
        source_id=story.source_id,
        event_id=event.event_id,
        field=field,
        value=value,
        actor=actor or None,
        told=span,
        evidence=sentence_of(story, words),
        basis="contacts.test",
    )


@pytest.fixture
def talks(ledger):
    """Talks of two states that a third one mediates, told with details, and a call."""
    story = make_story(
        ["Peru and Chile held talks with Envoy Urs Frei in the chair, the first since 2015.", "Fiji rang Kenya."],
        source_id="t.txt",
    )
    sides = (make_actor(story, "Peru", "PER"), make_actor(story, "Chile", "CHL"))
    event = make_event(story, "held talks", actors=sides, channel="in_person", day=dt.date(2020, 5, 4))
    callers = (make_actor(story, "Fiji", "FJI"), make_actor(story, "Kenya", "KEN"))
    call = make_event(story, "rang", actors=callers, channel="phone", day=dt.date(2020, 5, 4))
    details = (
        _detail(story, event, "mediator", "Urs Frei", "CHE", country="CHE", office="envoy"),
        _detail(story, event, "first_since", "first since 2015", "2015"),
    )
    coded = make_coded(story, (event, call), details=details, published=dt.date(2020, 5, 5))
    ledger.append([coded], make_run())
    return ledger


def test_a_mediator_whom_a_detail_names_is_a_participant_and_found_by_code_level_and_office(talks):
    for filters in (Filters(mediator=("che",)), Filters(level=("envoy",)), Filters(office="Envoy")):
        (row,) = query.contacts(talks, filters)
        assert row["mediator"] == ["CHE"]
        assert ("Urs Frei", "mediator", "envoy") in {(w["name"], w["role"], w["level"]) for w in row["participants"]}
    assert len(query.contacts(talks, Filters(mediator=("PER",)))) == 0
    assert len(query.contacts(talks, Filters(level=("head",)))) == 0


def test_first_since_comes_with_its_words_and_only_for_its_contact(talks):
    told, call = query.contacts(talks).rows()
    assert (told["first_since"], call["first_since"]) == ("2015", None)
    assert [d["text"] for d in told["details"] if d["field"] == "first_since"] == ["first since 2015"]


def test_a_contact_is_not_known_before_it_is_told(talks):
    assert len(query.contacts(talks, Filters(known_on=dt.date(2020, 5, 4)))) == 0
    assert len(query.contacts(talks, Filters(known_on=dt.date(2020, 5, 5), mediator=("CHE",)))) == 1


def test_why_shows_the_words_behind_what_a_contact_has_besides(talks):
    told = query.contacts(talks).rows()[0]
    fields = {field.field: field for field in query.why(talks, told["event_id"]).fields}
    assert fields["first_since"].value == "2015"
    assert [mark.text for mark in fields["first_since"].marks] == ["first since 2015"]
    assert "contacts.test" in fields["first_since"].rule
