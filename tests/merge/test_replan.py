"""Plans linked again after a change are linked as if all were, whatever changed."""

import datetime as dt

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ledger.near_plans import groups_about
from dateline.merge import link_plans, relink_plans
from dateline.merge.plans import PlanCalendar, acts_of
from dateline.records import content_id
from merge.digests import DAY, telling

STATUSES = ("planned", "planned", "occurred", "occurred", "cancelled", "postponed", "not_occurred", "hypothetical")
PERSONS = ((), ("person:liv-aasen:NOR",), ("person:ingrid-solberg:NOR",))


@st.composite
def told(draw, number):
    """A telling and its group: of plans and what may become of them, near each other and far, of few sides."""
    published = (
        DAY + dt.timedelta(draw(st.sampled_from((0, 1, 3, 8, 20, 100, 300)))) if draw(st.integers(0, 9)) else None
    )
    day = DAY + dt.timedelta(draw(st.sampled_from((-3, 0, 2, 4, 9, 25, 120)))) if draw(st.integers(0, 4)) else None
    status = draw(st.sampled_from(STATUSES))
    event = telling(
        f"{number}",
        event_id=content_id("ev", str(number)),
        story_id=content_id("st", str(draw(st.integers(0, 6)))),
        type="AGREE" if status == "planned" else draw(st.sampled_from(("CONSULT", "CONSULT", "REJECT"))),
        mode=draw(st.sampled_from((None, "meet"))),
        status=status,
        published=published,
        first=day,
        last=day,
        grain="day" if day else "unknown",
        actor_ids=draw(st.sampled_from(PERSONS)),
        actor_countries=draw(
            st.sampled_from((("CHL", "NOR"), ("CHL", "NOR"), ("NOR",), ("NOR", "PER"), ("CHL", "NOR", "PER")))
        ),
    )
    return f"eg_{draw(st.integers(0, 11))}", event


class All:
    """Where all events of today are given, and the links that there were."""

    def __init__(self, events, links):
        self.events, self.links = events, links

    def told_in(self, groups):
        return [(group, event) for group, event in self.events if group in groups]

    def groups_about(self, plans, others):  # noqa: ARG002  (all are near)
        return {group for group, _ in self.events}

    def groups_linked(self, groups):
        named = ({link.plan_group, link.outcome_group, link.next_group} - {None} for link in self.links)
        return {group for link in named if link & set(groups) for group in link}


def linked(events):
    names = {(event.event_id, event.source_id): group for group, event in events}
    return link_plans([event for _, event in events], names)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_plans_that_are_linked_again_after_a_change_are_linked_as_if_all_were(data):
    before = {n: data.draw(told(n)) for n in range(data.draw(st.integers(1, 16)))}
    after = dict(before)
    for n in data.draw(st.lists(st.integers(0, 17), max_size=3)):
        after[n] = data.draw(told(n))
    for n in data.draw(st.lists(st.sampled_from(sorted(before)), max_size=2)):
        after.pop(n, None)
    changed = {
        side[n][0] for n in {*before, *after} if before.get(n) != after.get(n) for side in (before, after) if n in side
    }
    links = linked(before.values())
    again, concerned = relink_plans(changed, All(list(after.values()), links))
    kept = [link for link in links if link.plan_group not in concerned]
    assert sorted((*kept, *again), key=repr) == sorted(linked(after.values()), key=repr)


@pytest.fixture(scope="module")
def connection():
    """A database with the columns of tellings that are looked at to find plans and what may belong to them."""
    with duckdb.connect() as opened:
        opened.execute(
            "CREATE TABLE current_events (group_id VARCHAR, countries VARCHAR[], first DATE, last DATE, published DATE, "
            "status VARCHAR)"
        )
        yield opened


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.integers(1, 14).flatmap(lambda count: st.tuples(*(told(n) for n in range(count)))))
def test_whatever_may_belong_to_a_plan_is_found_about_it_and_the_plan_about_that(connection, events):
    connection.execute("DELETE FROM current_events")
    for group, event in events:
        row = [group, list(event.actor_countries), event.first, event.last, event.published, event.status]
        connection.execute("INSERT INTO current_events VALUES (?, ?, ?, ?, ?, ?)", row)
    acts = acts_of([event for _, event in events], {(one.event_id, one.source_id): group for group, one in events})
    for plan in (act for act in acts if act.kind == "planned" and act.reach):
        near = {other.group: other for other in PlanCalendar(acts).near(plan)}
        assert near.keys() <= set(groups_about(connection, [(tuple(plan.countries), *plan.reach)], []))
        for other in near.values():
            about = groups_about(connection, [], [(tuple(other.countries), other.day, other.day)])
            assert plan.group in set(about)
