"""What became of plans: each planned event with the event that tells that it was held, called off or put off."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import EventDigest, PlanLink

from .persons import persons_agree, persons_of, share_persons

#: Days before and after its planned days on which a plan is still held as planned; farther off it was another one.
_EARLY, _LATE = 2, 4
#: Days in which a plan without a date may be held, and in which it may still be called off after its day.
_UNDATED, _AFTER = 180, 30
_HELD = frozenset({"occurred", "ongoing"})
_EXACT, _NEAR, _SOON = 1.0, 0.8, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAct:
    """An event with what all its tellings say together. known: publication of the first telling.

    first, last: its days; a plan has those to come only: "agreed on Friday to resume talks" is of no day.
    """

    group: str
    kind: str
    act: str
    countries: frozenset[str]
    persons: Mapping[str, frozenset[str]]
    first: dt.date | None
    last: dt.date | None
    known: dt.date | None
    stories: frozenset[str]
    mode: str | None

    @property
    def day(self) -> dt.date | None:
        """The day to look for it by: its own, else that of its story."""
        return self.first or self.known

    @property
    def reach(self) -> tuple[dt.date, dt.date] | None:
        """The days in which something may have become of a plan; None if it has none."""
        start = min((day for day in (self.first, self.known) if day), default=None)
        end = self.last or (self.known + dt.timedelta(_UNDATED) if self.known else None)
        if start is None or end is None:
            return None
        return start - dt.timedelta(_EARLY), end + dt.timedelta(_AFTER)


def link_plans(digests: Iterable[EventDigest], groups: Mapping[tuple[str, str], str]) -> tuple[PlanLink, ...]:
    """Links from planned events to what became of them, by plan; independent of the order of the digests.

    groups: the group of each telling, by event_id and source_id. A plan is held by an event of the same act and sides on its
    days; without a date, by the first such event of the next 180 days. It is called off or put off by the event nearest to it that
    says so. An outcome serves one plan, unless two fit to the day. No two persons of one state may contradict each other.
    """
    acts = acts_of(digests, groups)
    plans = [act for act in acts if act.kind == "planned"]
    found: list[PlanLink] = []
    for kind in ("held", "cancelled", "postponed"):
        outcomes = PlanCalendar([act for act in acts if act.kind == kind])
        pairs = [(_score(plan, other), plan, other) for plan in plans for other in outcomes.near(plan)]
        found += _best(kind, pairs)
    put_off = {link.outcome_group for link in found if link.outcome == "postponed"}
    later = PlanCalendar([*plans, *(act for act in acts if act.group in put_off)])
    by_group = {act.group: act for act in acts}
    return tuple(sorted((_chained(link, by_group, later) for link in found), key=lambda k: (k.plan_group, k.outcome)))


def acts_of(digests: Iterable[EventDigest], groups: Mapping[tuple[str, str], str]) -> list[PlanAct]:
    """One act a group, by group; those that are neither plans nor what may become of one are left out."""
    tellings: dict[str, list[EventDigest]] = {}
    for event in sorted(digests, key=lambda e: (e.event_id, e.source_id, e.story_id)):
        if _kind(event) and (group := groups.get((event.event_id, event.source_id))):
            tellings.setdefault(group, []).append(event)
    return [_act(group, tellings[group]) for group in sorted(tellings)]


def _kind(event: EventDigest) -> str | None:
    """planned, held, cancelled or postponed; None for what has to do with no plan."""
    if event.status in {"planned", "cancelled", "postponed"}:
        return event.status
    if event.type == "REJECT" and event.mode == "meet":
        return "cancelled"
    if event.status == "not_occurred":
        return "cancelled"
    return "held" if event.status in _HELD and event.type == event.act else None


def _act(group: str, tellings: Sequence[EventDigest]) -> PlanAct:
    best = min(tellings, key=lambda e: (e.background, e.first is None, -len(_sides(e)), e.event_id))
    kind = _kind(best) or ""
    known = min((e.published for e in tellings if e.published), default=None)
    promised = kind == "planned" and known is not None and best.last is not None and best.last <= known
    return PlanAct(
        group=group,
        kind=kind,
        act="CONSULT" if best.type == "REJECT" else best.act,
        countries=_sides(best),
        persons=persons_of(entity for e in tellings for entity in (*e.actor_ids, *e.recipient_ids)),
        first=None if promised else best.first,
        last=None if promised else best.last,
        known=known,
        stories=frozenset(e.story_id for e in tellings),
        mode=best.mode,
    )


def _sides(event: EventDigest) -> frozenset[str]:
    return frozenset(event.actor_countries) | frozenset(event.recipient_countries)


class PlanCalendar:
    """Acts by what they are and a state that takes part, in order of day."""

    def __init__(self, acts: Iterable[PlanAct]) -> None:
        self._by: dict[tuple[str, str], list[tuple[dt.date, str, PlanAct]]] = {}
        for act in acts:
            if act.day is not None:
                for country in act.countries:
                    self._by.setdefault((act.act, country), []).append((act.day, act.group, act))
        for days in self._by.values():
            days.sort(key=lambda entry: entry[:2])

    def near(self, plan: PlanAct) -> Iterator[PlanAct]:
        """Acts of the plan's kind, each once, from the days on which something may have become of the plan."""
        if plan.reach is None:
            return
        seen = {plan.group}
        for country in sorted(plan.countries):
            days = self._by.get((plan.act, country), [])
            low = bisect_left(days, plan.reach[0], key=lambda entry: entry[0])
            high = bisect_right(days, plan.reach[1], key=lambda entry: entry[0])
            for _, group, act in days[low:high]:
                if group not in seen:
                    seen.add(group)
                    yield act


def _score(plan: PlanAct, other: PlanAct) -> tuple[float, str]:
    """How sure it is that this became of the plan, 0 if it did not; and by which rule."""
    shared = plan.countries & other.countries
    one_side = plan.countries <= other.countries or other.countries <= plan.countries
    if not one_side or not persons_agree(plan.persons, other.persons) or not _comes_after(plan, other):
        return 0.0, ""
    people = share_persons(plan.persons, other.persons)
    if len(shared) < min(2, len(plan.countries | other.countries)) and not people:
        return 0.0, ""
    near = _nearness(plan, other)
    bonus = 0.1 * people + 0.05 * (plan.countries == other.countries)
    return (near[0] + bonus if near[0] else 0.0), near[1]


def _comes_after(plan: PlanAct, other: PlanAct) -> bool:
    """What becomes of a plan is told no earlier than the plan, or in the same story, or is a late report of the plan."""
    if plan.known is None or other.known is None or plan.stories & other.stories:
        return True
    return plan.known <= other.known or plan.first is not None


def _nearness(plan: PlanAct, other: PlanAct) -> tuple[float, str]:
    if other.kind != "held":
        return _nearness_of_word(plan, other)
    if plan.first is None or plan.last is None:
        if other.first is None or plan.known is None or other.first <= plan.known:
            return 0.0, ""
        return _SOON, "plan.held-later: the first such event after a plan without a date"
    first, last = other.first or other.known, other.last or other.known
    if first is None or last is None:
        return 0.0, ""
    if first <= plan.last and plan.first <= last:
        return _EXACT, "plan.held-on-day: same act and sides on the planned days"
    if plan.first - dt.timedelta(_EARLY) <= last and first <= plan.last + dt.timedelta(_LATE):
        return _NEAR, "plan.held-near: same act and sides within days of the plan"
    return 0.0, ""


def _nearness_of_word(plan: PlanAct, other: PlanAct) -> tuple[float, str]:
    """Word that a plan is off: on the planned days where it names them, else between the plan and some time after its day."""
    told = other.known or other.first
    if told is None:
        return 0.0, ""
    rule = f"plan.{other.kind}: told of the same act and sides"
    if other.kind == "postponed" and _is_new_day(plan, other):
        return 0.0, ""
    if plan.stories & other.stories:
        return _EXACT, f"{rule} in the same story"
    if plan.known and told < plan.known:
        return 0.0, ""
    if plan.last is None:
        return _SOON, f"{rule} after a plan without a date"
    if told > plan.last + dt.timedelta(_AFTER):
        return 0.0, ""
    named = other.first is not None and plan.first is not None and plan.first <= other.first <= plan.last
    return (_EXACT if named else _NEAR), rule


def may_belong(plan: PlanAct, other: PlanAct) -> bool:
    """Could the other be what became of the plan, or take its place?"""
    replaces = other.kind in {"planned", "postponed"} and other.countries == plan.countries
    return replaces or _score(plan, other)[0] > 0


def _is_new_day(plan: PlanAct, word: PlanAct) -> bool:
    """Is the plan that for the new day, which the word that puts the old one off tells first?"""
    if word.first is not None and plan.first is not None:
        return plan.first > word.first and (plan.known is None or word.known is None or plan.known >= word.known)
    return plan.known is not None and word.known is not None and plan.known >= word.known


def _best(kind: str, pairs: Iterable[tuple[tuple[float, str], PlanAct, PlanAct]]) -> Iterator[PlanLink]:
    """The surest links of one kind: a plan has one, an outcome serves one plan, or all that it fits to the day."""
    plans: set[str] = set()
    outcomes: set[str] = set()
    order = sorted(
        ((score, plan, other, reason) for (score, reason), plan, other in pairs if score),
        key=lambda p: (-p[0], _gap(p[1], p[2]), p[1].group, p[2].group),
    )
    for score, plan, other, reason in order:
        if plan.group in plans or (other.group in outcomes and score < _EXACT):
            continue
        plans.add(plan.group)
        outcomes.add(other.group)
        yield PlanLink(
            plan_group=plan.group,
            outcome=kind,
            outcome_group=other.group,
            score=round(min(score / (_EXACT + 0.15), 1.0), 3),
            reason=reason,
        )


def _gap(plan: PlanAct, other: PlanAct) -> int:
    """Days between plan and outcome: of several the nearest counts."""
    return abs((other.day - plan.day).days) if plan.day and other.day else 0


def _chained(link: PlanLink, acts: Mapping[str, PlanAct], later: PlanCalendar) -> PlanLink:
    """The link with the plan that took the place of one that was put off: the next of the same act, sides and persons."""
    if link.outcome != "postponed":
        return link
    plan, word = acts[link.plan_group], acts[link.outcome_group]
    after = [other for other in later.near(plan) if _replaces(other, plan, word)]
    if not after:
        return link
    best = min(after, key=lambda other: (other.group == word.group, other.day or dt.date.max, other.group))
    return PlanLink(
        plan_group=link.plan_group,
        outcome=link.outcome,
        outcome_group=link.outcome_group,
        next_group=best.group,
        score=link.score,
        reason=link.reason,
    )


def _replaces(other: PlanAct, plan: PlanAct, word: PlanAct) -> bool:
    """Is it a later plan of the same kind, told no earlier than the word that the first one is put off?"""
    if other.first is None or (plan.last and other.first <= plan.last) or other.group == plan.group:
        return False
    told = other.known is None or word.known is None or other.known >= word.known
    return told and other.countries == plan.countries and persons_agree(plan.persons, other.persons)
