"""Events grouped again after a few tellings have changed: only those that can come out otherwise are looked at."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.records import EventDigest, EventGroup, StoryDigest
from dateline.records.correction import Override

from .alike import SHARED_BY, Compared, alike_pairs, days_around, join_alike, may_be_alike, span_of
from .clusters import Clusters
from .events import by_what_they_say, grouped
from .leads import Leads
from .neighbours import linked
from .telling import Telling

#: With more tellings than this to look at, all are grouped anew instead.
MOST = 6000
#: As after so many rounds, in each of which the parts have grown by what lies beside them.
ROUNDS = 20

#: A kind of act ("happened", or a status), and the days of the stories that tell it.
SameDays = tuple[str, dt.date, dt.date]
_Key = tuple[str, str, str]
_Pair = tuple[_Key, _Key]
_Window = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """What is otherwise since the events were grouped: tellings that were and are, and what persons said and say of groups."""

    was: tuple[EventDigest, ...] = ()
    now: tuple[EventDigest, ...] = ()
    said: tuple[Override, ...] = ()
    says: tuple[Override, ...] = ()


class Tellings(Protocol):
    """Where all tellings of today can be asked for."""

    def events_near(self, events: Sequence[EventDigest], ids: Collection[str]) -> Iterable[EventDigest]:
        """At least those that a rule about two tellings may compare with one of these, and those with these ids."""

    def events_of_days(self, asked: Collection[SameDays]) -> Iterable[EventDigest]:
        """Those of these kinds in stories of these days, and those in stories of unknown days."""

    def leads(self) -> Iterable[StoryDigest]:
        """All stories, with the first 1000 characters of their bodies."""


class _TooMuchError(Exception):
    """So much can come out otherwise that it is cheaper to group all anew."""


def regroup_events(change: EventChange, tellings: Tellings) -> tuple[EventGroup, ...] | None:
    """The groups of all tellings that may be in another group, or there for another reason, than before the change.

    All others are where `merge_events` over all tellings of today would put them, if they were before. None: too much changes, and
    all have to be grouped. What can change lies in the connected parts, by pairs that a rule looks at, that hold a telling that
    changed or was beside one.
    """
    try:
        return _Parts(change, tellings).grouped()
    except _TooMuchError:
        return None


class _Parts:
    """The connected parts that a change touches, as they grow."""

    def __init__(self, change: EventChange, source: Tellings) -> None:
        self._change, self._source = change, source
        self._known: dict[_Key, EventDigest] = {_key(event): event for event in change.now}
        self._members: set[_Key] = set()
        self._was = [Telling(event) for event in change.was]
        self._now = [Telling(event) for event in change.now]
        if any(event.published is None for event in (*change.was, *change.now)):
            raise _TooMuchError

    def grouped(self) -> tuple[EventGroup, ...]:
        """The groups of the tellings in these parts."""
        self._close(self._seeds())
        leads: Leads | None = None
        for _ in range(ROUNDS):
            tellings = [Telling(self._known[key]) for key in sorted(self._members)]
            clusters = by_what_they_say(tellings, self._change.says)
            around = self._around(tellings)
            if leads is None and not self._stories_count(tellings, around, clusters):
                break
            leads = leads or Leads(self._source.leads())
            told = _StoriesAlike(around, leads)
            if new := self._told_alike(told, tellings) - self._members:
                self._close(new)
                continue
            at = {_key(telling.event): i for i, telling in enumerate(tellings)}
            pairs = told.candidates(_spans(tellings))
            join_alike(tellings, clusters, leads, {(at[a], at[b]) for a, b in pairs if a in at and b in at})
            break
        else:
            raise _TooMuchError
        return grouped(tellings, self._change.says, clusters)

    # ------------------------------------------------------------------------------- what two tellings say

    def _seeds(self) -> set[_Key]:
        """What changed, what was beside it before, and what a person says or said of it or of other groups."""
        change = self._change
        ids = {event.event_id for event in (*change.was, *change.now)}
        ids |= {one for override in set(change.said) ^ set(change.says) for one in (*override.one, *override.others)}
        named = _named_with(ids, (*change.said, *change.says))
        found = self._ask(change.was, named)
        both = [*self._was, *map(Telling, found)]
        beside = {j for pair in linked(both, range(len(self._was))) for j in pair if j >= len(self._was)}
        seeds = {_key(both[j].event) for j in beside} | {_key(event) for event in found if event.event_id in named}
        return seeds | {_key(event) for event in change.now}

    def _close(self, seeds: set[_Key]) -> None:
        """Adds the seeds, and all that hangs together with them by pairs."""
        frontier, rounds = seeds - self._members, 0
        while frontier:
            rounds += 1
            self._members |= frontier
            events = [self._known[key] for key in sorted(frontier)]
            if len(self._members) > MOST or rounds > ROUNDS or any(event.published is None for event in events):
                raise _TooMuchError
            named = _named_with({event.event_id for event in events}, self._change.says)
            about = {_key(event): event for event in (*self._ask(events, named), *events)}
            tellings = [Telling(about[key]) for key in sorted(about)]
            some = [i for i, telling in enumerate(tellings) if _key(telling.event) in frontier]
            beside = {_key(tellings[j].event) for pair in linked(tellings, some) for j in pair}
            frontier = (beside | {key for key in about if key[0] in named}) - self._members

    def _ask(self, events: Sequence[EventDigest], ids: Collection[str]) -> list[EventDigest]:
        found = list(self._source.events_near(events, ids)) if events or ids else []
        self._known |= {_key(event): event for event in found}
        return found

    # ------------------------------------------------------------------------------- what their stories say

    def _around(self, tellings: Sequence[Telling]) -> list[Telling]:
        """All tellings in the windows of these, and of what changed, in order."""
        asked = {(one.kind, *days) for one in (*self._was, *tellings) if (days := days_around(one))}
        found = {_key(event): event for event in self._source.events_of_days(sorted(asked))} if asked else {}
        self._known |= found
        return [Telling(found[key]) for key in sorted(found)]

    def _stories_count(self, tellings: Sequence[Telling], around: Sequence[Telling], clusters: Clusters) -> bool:
        """Can the rule that looks at stories join anything here, or can it have done so before?"""
        windows: dict[_Window, list[Telling]] = {}
        for other in around:
            windows.setdefault(_window(other), []).append(other)
        top = {_key(one.event): clusters.top(i) for i, one in enumerate(tellings)}
        for one in tellings:
            here = top[_key(one.event)]
            if any(top.get(_key(x.event)) != here and may_be_alike(one, x) for x in _beside(windows, one)):
                return True
        for one in self._was:
            if any(_key(x.event) not in top and may_be_alike(one, x) for x in _beside(windows, one)):
                return True
        was, now = (Counter((_window(one), one.story) for one in told) for told in (self._was, self._now))
        moved = {window for window, _ in (was - now) + (now - was)}
        return any(len(_near(windows, window)) >= SHARED_BY for window in moved)

    def _told_alike(self, told: _StoriesAlike, tellings: Sequence[Telling]) -> set[_Key]:
        """Tellings that are alike enough to a member by their stories, and those of pairs that are new or no longer there."""
        found = {key for pair in told.alike(_spans(tellings)) if not self._members.isdisjoint(pair) for key in pair}
        changed = {_key(event) for event in (*self._change.was, *self._change.now)}
        still = [one for one in told.tellings if _key(one.event) not in changed]
        before = sorted([*still, *self._was], key=lambda one: _key(one.event))
        spans = _spans([*self._was, *self._now])
        was, now = _StoriesAlike(before, told.leads).alike(spans), told.alike(spans)
        return (found | {key for pair in was ^ now for key in pair}) & self._known.keys()


class _StoriesAlike:
    """Tellings compared by their stories, under their keys."""

    def __init__(self, tellings: Sequence[Telling], leads: Leads) -> None:
        self.tellings, self.leads = tellings, leads
        self._compared = Compared(tellings, leads)

    def candidates(self, spans: Collection[int]) -> set[_Pair]:
        """Pairs that are compared, in windows that begin with these spans."""
        return set(map(self._keys, self._compared.candidates(spans)))

    def alike(self, spans: Collection[int]) -> set[_Pair]:
        """Those of them that are alike enough to be of one event."""
        return {self._keys((i, j)) for _, i, j in alike_pairs(self._compared, self._compared.candidates(spans))}

    def _keys(self, pair: tuple[int, int]) -> _Pair:
        return _key(self.tellings[pair[0]].event), _key(self.tellings[pair[1]].event)


def _key(event: EventDigest) -> _Key:
    return event.event_id, event.source_id, event.story_id


def _named_with(ids: Collection[str], overrides: Iterable[Override]) -> set[str]:
    """All ids that persons named together with one of these, and these among them."""
    named = ({*override.one, *override.others} for override in overrides)
    return {one for together in named if not together.isdisjoint(ids) for one in together}


def _window(telling: Telling) -> _Window:
    return telling.kind, telling.family, span_of(telling)


def _near(windows: dict[_Window, list[Telling]], window: _Window) -> list[Telling]:
    """Tellings of one kind in a span of days, the spans beside it, and of unknown days."""
    kind, family, span = window
    spans = {None} if span is None else {span - 1, span, span + 1, None}
    return [one for near in spans for one in windows.get((kind, family, near), ())]


def _beside(windows: dict[_Window, list[Telling]], telling: Telling) -> list[Telling]:
    return [one for one in _near(windows, _window(telling)) if _key(one.event) != _key(telling.event)]


def _spans(tellings: Iterable[Telling]) -> set[int]:
    """The spans with which the windows of these begin."""
    return {span - n for one in tellings if (span := span_of(one)) is not None for n in (0, 1)}
