"""Contacts of fresh wire copy: channel, people with level, host, mediator, accounts and where they differ."""

from __future__ import annotations

import pytest
from contact_cases import code_cases, read_cases, stated, wrong

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
