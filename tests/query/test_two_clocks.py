"""What is asked as known on a day is answered as by a ledger that holds only what was published by that day."""

import datetime as dt

import pytest

from dateline import api, query
from dateline.ledger import Ledger
from dateline.query import Filters
from factories import make_actor, make_claim, make_coded, make_event, make_run, make_story, make_tenure

RUN = make_run()
DAYS = [dt.date(2031, 3, day) for day in range(1, 7)]
SIDES = [("Norway", "NOR"), ("Chile", "CHL"), ("Ghana", "GHA")]
#: Numbers that hang on what else there is, and on what comes later; everything else has to be the same.
LOOSE = {"group", "mentions", "event_id", "plan_event", "outcome_event", "next_event", "about", "ties"}


def one(published, sides, status="occurred", **more):
    """A story of a meeting on the fourth day."""
    usual = {"person": "Ada Berg", "stance": "asserts", "withdrawn": False, "corrected": False}
    return {"published": DAYS[published], "day": DAYS[3], "sides": sides, "status": status, **usual, **more}


#: A plan, called off, held all the same and denied; another minister, by a correction; a story that is withdrawn.
TOLD = [
    one(0, SIDES[:2], "planned"),
    one(1, SIDES[:2], "cancelled"),
    one(3, SIDES[:2], stance="denies"),
    one(4, SIDES[1:], person="Liv Aasen", corrected=True),
    one(5, SIDES[:2], withdrawn=True),
]


def coded(number, told):
    (one, code), (other, to) = told["sides"]
    story = make_story(
        [
            f"{one} and {other} met, the {one} ministry said on {told['published']}.",
            f"Foreign Minister {told['person']} spoke.",
        ],
        source_id=f"{number}.txt",
    )
    event = make_event(
        story,
        "met",
        act="CONSULT",
        type="AGREE" if told["status"] == "planned" else "CONSULT",
        status=told["status"],
        day=told["day"],
        actors=(make_actor(story, one, code), make_actor(story, other, to)),
    )
    claim = make_claim(
        story, f"{one} ministry", "said", "met", country=code, stance=told["stance"], about=(event.event_id,)
    )
    tenure = make_tenure(
        story, f"Foreign Minister {told['person']}", told["person"], "foreign minister", code, as_of=told["published"]
    )
    masthead = {name: told[name] for name in ("withdrawn", "corrected")}
    return make_coded(story, (event,), published=told["published"], claims=(claim,), tenures=(tenure,), **masthead)


def filled(path, told):
    with Ledger.open(path) as ledger:
        ledger.append([coded(number, one) for number, one in told], RUN)
        api.group(ledger)
    return Ledger.open(path, read_only=True)


def asked(ledger, name, **filters):
    rows = getattr(query, name)(ledger, Filters(**filters)).rows()
    return [{key: value for key, value in row.items() if key not in LOOSE} for row in rows]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("clocks") / "whole", list(enumerate(TOLD))) as ledger:
        yield ledger


@pytest.mark.parametrize("day", [DAYS[0], DAYS[2], DAYS[4]], ids=str)
def test_what_is_known_on_a_day_is_what_was_published_by_then(tmp_path, whole, day):
    then = [(number, told) for number, told in enumerate(TOLD) if told["published"] <= day]
    with filled(tmp_path / "then", then) as part:
        for name in ("events", "claims", "offices", "plans", "processes", "stories"):
            for now in ({}, {"as_of": DAYS[3]}):
                assert asked(whole, name, known_on=day, **now) == asked(part, name, known_on=day, **now), name
