"""The query of offices reads only what the rows that are asked for need: they are the rows of a fold over everything."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from dateline.query import Filters, tenure_choice
from dateline.query.offices import find, offices
from factories import make_coded, make_run, make_story, make_tenure
from plain_offices import offices as folded_plainly

FIRST = dt.date(2030, 1, 1)
PERSONS = (
    *("Ilan {0}", "Ilan {0} {1}", "{0}", "I. {0}", "Ílan {0}", "Mara {1}", "Mara {1} {0}", "{1}"),
    *("Muhammad {1}", "Mohammed {1}", "Mohammed bin {1}", "Ada {0}", "Ada {0}-{1}", "Bo {0}"),
)
#: Names and states of persons who have nothing to do with each other, but for those of no state.
WORLDS = (
    ("Orvik", "Teld", ("NOR", "CHL", None)),
    ("Sarun", "Venn", ("ISL", None)),
    ("Holt", "Lundar", ("FIN", "PER")),
    ("Kessa", "Ormin", ("MLT", "CYP")),
    ("Drav", "Pelle", ("KEN", "GHA")),
)
TITLES = (
    *("foreign minister", "minister of foreign affairs", "Foreign Minister", "minister", "ambassador"),
    *("ambassador to Chile", "ambassador to Norway", "acting foreign minister", "spokesman", "government spokesman"),
    *("deputy foreign minister", "economics minister", "minister of economy", "special envoy", "president"),
)
RULES = ("title+name", "title+name", "took office", "left office", "appointed", "former")
PLACED = ("told", "scene", "dateline", "context", "")
LEDGERS, QUESTIONS = 3, 20


def telling(chance, story, person, state, published):
    """A tenure that a story may tell, with days around those of the story; some are told by no sentence any more."""

    def day(share):
        return (
            published + dt.timedelta(chance.choice((-400, -90, -30, 0, 30, 200))) if chance.random() < share else None
        )

    began = chance.choice(("", "", "2029", "2030-03", "2030-W07"))
    tenure = make_tenure(story, person, person, chance.choice(TITLES), state, from_=day(0.25), to=day(0.2))
    return replace(
        tenure,
        as_of=published if chance.random() < 0.7 else None,
        began=began,
        began_by=dt.date(2030, 3, 31) if began == "2030-03" else None,
        ended=chance.choice(("", "", "", "2030-11", "2031", "2031-Q2")),
        placed_by=chance.choice(PLACED),
        basis=chance.choice(RULES),
        evidence=tenure.evidence if chance.random() < 0.95 else (),
    )


def wire(chance, stories=120):
    """Stories of two agencies, some of them withdrawn or without a day; each names a person or two."""
    for number in range(stories):
        *names, states = chance.choice(WORLDS)
        persons = [person.format(*names) for person in chance.sample(PERSONS, chance.choice((1, 1, 2)))]
        story = make_story([f"{' met '.join(persons)}, take {number}."], source_id=f"{number}.txt")
        day = FIRST + dt.timedelta(chance.randrange(600))
        yield make_coded(
            story,
            tenures=[telling(chance, story, person, chance.choice(states), day) for person in persons],
            published=day if chance.random() < 0.95 else None,
            agency=chance.choice(("Nordwire", "Fjordpost")),
            withdrawn=chance.random() < 0.05,
        )


def question(chance):
    """Some filters, an order, and some rows of the answer."""

    def sometimes(share, *values):
        return chance.choice(values) if chance.random() < share else None

    order = sometimes(0.8, "office", "person", "country", "from", "to")
    return Filters(
        sort=order and chance.choice(("", "-")) + order,
        as_of=sometimes(0.4, *(FIRST + dt.timedelta(days) for days in (-50, 0, 150, 400, 900))),
        known_on=sometimes(0.2, FIRST + dt.timedelta(200), FIRST + dt.timedelta(500)),
        actor=sometimes(0.3, "orvik", "Teld", "sarun", "holt", "ada", "a", "nobody"),
        office=sometimes(0.3, "foreign minister", "minister", "ambassador", "Minister of External Relations", "queen"),
        country=sometimes(0.3, ("NOR",), ("chl", "ISL", "PER")) or (),
        source=sometimes(0.1, "nord", "7.txt"),
        story=sometimes(0.05, "7.txt"),
        text=sometimes(0.1, "teld", "a"),
        withdrawn=chance.random() < 0.2,
        limit=sometimes(0.8, 0, 1, 3, 10, 40),
        offset=sometimes(0.4, 1, 5, 25) or 0,
    )


@pytest.fixture(scope="module", params=range(LEDGERS))
def told(request, shared_ledger):
    chance = random.Random(request.param)  # noqa: S311  (the same ledgers each time)
    ledger = shared_ledger()
    ledger.append(list(wire(chance)), make_run())
    return ledger, chance


@pytest.fixture
def read_in_part(monkeypatch):
    """As of a large ledger: no more is read than the first names need."""
    monkeypatch.setattr(tenure_choice, "SMALL", 0)
    monkeypatch.setattr(tenure_choice, "FEW", 1)
    monkeypatch.setattr(tenure_choice, "SHARE", 1)


@pytest.mark.usefixtures("read_in_part")
def test_whatever_is_asked_the_rows_are_those_of_a_fold_over_everything(told):
    ledger, chance = told
    answered = 0
    for _ in range(QUESTIONS):
        filters = question(chance)
        rows = offices(ledger, filters).arrow().to_pylist()
        assert rows == folded_plainly(ledger, filters), filters
        answered += len(rows)
    assert answered > QUESTIONS


@pytest.mark.usefixtures("read_in_part")
def test_the_first_row_of_an_order_is_told_from_few_of_the_names(told):
    ledger, _ = told
    read = find(ledger, Filters(limit=1, sort="person")).told
    everything = find(ledger, Filters()).told
    assert 0 < len(read) < len(everything)
    assert (
        folded_plainly(ledger, Filters(limit=1, sort="person"))
        == offices(ledger, Filters(limit=1, sort="person")).rows()
    )


def test_rows_can_be_taken_in_any_order(told):
    ledger, _ = told
    found = find(ledger, Filters())
    rows = found.answer(range(len(found))).rows()
    assert found.answer([5, 2]).rows() == [rows[5], rows[2]]
    assert found.days() == [(row["from"], row["to"]) for row in rows]
    assert found.answer([]).rows() == []
