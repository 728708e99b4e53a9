"""Events grouped again after a change are where grouping all of them anew puts them, whatever changed."""

import datetime as dt

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ledger.nearby import find_near
from dateline.merge import EventChange, merge_events, regroup_events
from dateline.merge.neighbours import linked
from dateline.merge.telling import Telling
from dateline.records import content_id
from dateline.records.correction import Override
from merge.digests import DAY, story, telling

WORDS = (
    "Norwegian and Chilean envoys met at the salmon conference in Bergen harbour.",
    "The envoys of Norway and Chile held talks over the salmon quota in Bergen.",
    "Police detained the owner of the trawler Kolkheti over smuggled caviar crates.",
    "The trawler owner was detained after crates of smuggled caviar were found aboard.",
    "A round of talks about the frontier posts was called off without a reason.",
)
LEADS = (
    "Trawler Kolkheti owner Abashvili detained Batumi harbour caviar crates customs.",
    "Abashvili, owner of the Kolkheti trawler, detained; Batumi customs found caviar crates.",
    "Bergen salmon quota conference envoys Norwegian Chilean harbour talks fisheries.",
)
TYPES = (
    ("CONSULT", "CONSULT"),
    ("AGREE", "CONSULT"),
    ("COERCE", "COERCE"),
    ("SANCTION", "SANCTION"),
    ("ACCUSE", "ACCUSE"),
)
SIDES = ((), ("NOR",), ("CHL",), ("CHL", "NOR"), ("CHL", "NOR", "PER"))
PERSONS = ((), ("person:liv-aasen:NOR",), ("person:ingrid-solberg:NOR",))


@st.composite
def tellings(draw, number):
    """A telling of a story of one of a few groups and weeks, with days, sides, words and versions of all kinds."""
    group = draw(st.integers(0, 5))
    type_, act = draw(st.sampled_from(TYPES))
    published = DAY + dt.timedelta(draw(st.sampled_from((0, 1, 2, 9, 40)))) if draw(st.integers(0, 11)) else None
    first = DAY + dt.timedelta(draw(st.integers(-2, 3)))
    first, last, grain = draw(
        st.sampled_from(
            (
                (first, first, "day"),
                (first, first, "day"),
                (DAY.replace(day=1), DAY.replace(day=31), "month"),
                (None, None, "unknown"),
            )
        )
    )
    return telling(
        f"{number}",
        draw(st.sampled_from(WORDS)),
        event_id=content_id("ev", str(number)),
        story_group=f"sg_{group}",
        version=draw(st.integers(1, 3)),
        corrected=draw(st.booleans()) and draw(st.booleans()),
        type=type_,
        act=act,
        status=draw(st.sampled_from(("occurred", "occurred", "planned", "cancelled"))),
        published=published,
        first=first,
        last=last,
        grain=grain,
        actor_ids=draw(st.sampled_from(PERSONS)),
        actor_countries=draw(st.sampled_from(SIDES)),
        trigger=draw(st.sampled_from(("met", "held talks", "detained"))),
        background=draw(st.booleans()) and draw(st.booleans()),
    )


class All:
    """Where all tellings of today are given, whatever is asked for; counts how often the leads were read."""

    def __init__(self, events, stories):
        self.events, self.stories = events, stories

    def events_near(self, events, ids):  # noqa: ARG002  (all are near)
        return self.events

    def events_of_days(self, asked):  # noqa: ARG002  (all of all days)
        return self.events

    def leads(self):
        return self.stories


def overrides(draw, ids, count):
    """Words of persons on tellings with these ids."""
    return tuple(
        Override(
            correction_id=f"co_{n}",
            made_at=dt.datetime(2031, 1, 1, 0, n),  # noqa: DTZ001  (UTC without a zone, as ledgers keep it)
            together=draw(st.booleans()),
            one=(draw(st.sampled_from(ids)),),
            others=tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))),
            words=f"by hand {n}",
        )
        for n in range(count)
    )


@st.composite
def changes(draw):
    """Tellings before and after some changed, were added or went, with what persons said then and say now."""
    before = {n: draw(tellings(n)) for n in range(draw(st.integers(1, 14)))}
    after = dict(before)
    for n in draw(st.lists(st.integers(0, 15), max_size=3)):
        after[n] = draw(tellings(n))
    for n in draw(st.lists(st.sampled_from(sorted(before)), max_size=2)):
        after.pop(n, None)
    ids = [content_id("ev", str(n)) for n in range(16)]
    said = overrides(draw, ids, draw(st.integers(0, 2)))
    says = (*said[draw(st.integers(0, 1)) :], *overrides(draw, ids, draw(st.integers(0, 1))))
    return list(before.values()), list(after.values()), said, says


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(changes(), st.booleans())
def test_what_is_grouped_again_after_a_change_is_grouped_as_if_all_were(change, with_stories):
    before, after, said, says = change
    told = {event.source_id: event for event in (*before, *after)}
    bodies = {source_id: LEADS[int(source_id) % len(LEADS)] for source_id in told} if with_stories else {}
    stories = [
        story(one, body, story_id=told[one].story_id, published=told[one].published) for one, body in bodies.items()
    ]
    was = tuple(event for event in before if event not in after)
    now = tuple(event for event in after if event not in before)
    some = regroup_events(EventChange(was=was, now=now, said=said, says=says), All(after, stories))
    if some is None:  # tellings in stories of unknown days reach everywhere
        assert any(event.published is None for event in (*before, *after))
        return
    rows = {row.event_id: row for row in merge_events(before, said, stories=stories)}
    for event in was:
        del rows[event.event_id]
    rows |= {row.event_id: row for row in some}
    assert [rows[key] for key in sorted(rows)] == list(merge_events(after, says, stories=stories))


@pytest.fixture(scope="module")
def connection():
    """A database with the columns of tellings that are looked at to find near ones."""
    with duckdb.connect() as opened:
        opened.execute(
            "CREATE TABLE current_events (event_no BIGINT, event_id VARCHAR, story_group VARCHAR, status VARCHAR, first DATE, "
            "last DATE, published DATE, countries VARCHAR[])"
        )
        opened.execute("CREATE TABLE events (event_no BIGINT, grain VARCHAR)")
        yield opened


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.integers(2, 14).flatmap(lambda count: st.tuples(*(tellings(n) for n in range(count)))), st.data())
def test_whatever_a_rule_compares_with_a_telling_is_found_near_it(connection, events, data):
    connection.execute("DELETE FROM current_events")
    connection.execute("DELETE FROM events")
    for n, event in enumerate(events):
        sides = sorted({*event.actor_countries, *event.recipient_countries})
        row = [n, event.event_id, event.story_group, event.status, event.first, event.last, event.published, sides]
        connection.execute("INSERT INTO current_events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO events VALUES (?, ?)", [n, event.grain])
    some = data.draw(st.sets(st.integers(0, len(events) - 1), min_size=1))
    find_near(connection, [events[i] for i in some], [])
    found = {number for (number,) in connection.execute("SELECT event_no FROM near_events").fetchall()}
    pairs = set(linked([Telling(event) for event in events], some))
    assert all(some & set(pair) for pair in pairs)
    assert {i for pair in pairs for i in pair} <= found
