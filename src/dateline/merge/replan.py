"""What became of plans, linked again after a few events have changed: only plans that can come out otherwise are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from dateline.records import EventDigest, PlanLink

from .plans import PlanAct, PlanCalendar, acts_of, link_plans, may_belong

#: With more events than this to look at, all plans are linked anew instead.
MOST = 4000
#: As after so many rounds, in each of which the parts have grown by what lies beside them.
ROUNDS = 20

#: Countries, and the days of a plan in which something may have become of it, or the day of what may belong to a plan (twice).
Reach = tuple[tuple[str, ...], dt.date, dt.date]
Told = tuple[str, EventDigest]


class PlannedEvents(Protocol):
    """Where all events of today can be asked for."""

    def told_in(self, groups: Collection[str]) -> Iterable[Told]:
        """All tellings of these events, each with its group."""

    def groups_about(self, plans: Sequence[Reach], others: Sequence[Reach]) -> Iterable[str]:
        """At least the events that may belong to plans of this reach, and the plans that reach the days of others."""

    def groups_linked(self, groups: Collection[str]) -> Iterable[str]:
        """The events in the links that name one of these events."""


def relink_plans(changed: Collection[str], events: PlannedEvents) -> tuple[tuple[PlanLink, ...], set[str]] | None:
    """The links of all plans whose links may be others than before, and the events concerned; links of other plans stay.

    changed: groups of events that changed, or are new or gone. None: too many, and all have to be linked. What can change lies in
    the connected parts, by pairs of a plan and what may belong to it, of what changed and of what was linked with it.
    """
    tellings: dict[tuple[str, str, str, str], Told] = {}
    acts: dict[str, PlanAct] = {}
    members: set[str] = set()
    frontier, rounds = {*changed, *events.groups_linked(changed)}, 0
    while frontier:
        members |= frontier
        rounds += 1
        if len(members) > MOST or rounds > ROUNDS:
            return None
        _read(events, frontier - acts.keys(), tellings, acts)
        new = [acts[group] for group in sorted(frontier & acts.keys())]
        _read(events, set(_about(events, new)) - acts.keys(), tellings, acts)
        frontier = _belonging(new, acts) - members
    told = [one for one in tellings.values() if one[0] in members]
    groups = {(event.event_id, event.source_id): group for group, event in told}
    return link_plans([event for _, event in told], groups), members


def _read(
    events: PlannedEvents, groups: set[str], tellings: dict[tuple[str, str, str, str], Told], acts: dict[str, PlanAct]
) -> None:
    """Adds these events."""
    told = list(events.told_in(groups)) if groups else []
    tellings.update({(group, one.event_id, one.source_id, one.story_id): (group, one) for group, one in told})
    names = {(one.event_id, one.source_id): group for group, one in told}
    acts.update({act.group: act for act in acts_of([one for _, one in told], names)})


def _about(events: PlannedEvents, acts: Sequence[PlanAct]) -> Iterable[str]:
    plans = [(tuple(sorted(act.countries)), *act.reach) for act in acts if act.kind == "planned" and act.reach]
    others = [(tuple(sorted(act.countries)), act.day, act.day) for act in acts if act.day]
    return events.groups_about(plans, others) if plans or others else ()


def _belonging(new: Sequence[PlanAct], acts: dict[str, PlanAct]) -> set[str]:
    """Events that may belong to one of the new ones, or these to them."""
    among = {act.group for act in new}
    all_, some = PlanCalendar(acts.values()), PlanCalendar(new)
    found: set[str] = set()
    for plan in acts.values():
        if plan.kind == "planned":
            near = (all_ if plan.group in among else some).near(plan)
            beside = {other.group for other in near if may_belong(plan, other)}
            found |= {*beside, plan.group} if beside else beside
    return found
