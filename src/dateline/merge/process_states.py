"""The state of each process on every day, as known on every day: its mentions folded in the order in which they were published."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.lexicon.process_states import load_state_terms
from dateline.records import ProcessDigest, ProcessGroup, StateSpan

from .timeline import Step, Timeline, arrival

#: Stands for the day on which stories of unknown date become known: after all others.
_NEVER = dt.date.max
#: Days after which a change is no news any more (the guide of the gold stories draws the line there too).
_NEWS = 7

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Profile:
    """What a process is, as known on a day."""

    name: str
    subject: str | None
    parties: tuple[str, ...]
    by: tuple[str, ...]
    against: tuple[str, ...]
    person: str | None


def tell_states(
    digests: Sequence[ProcessDigest], groups: Sequence[ProcessGroup]
) -> tuple[tuple[StateSpan, ...], tuple[ProcessGroup, ...]]:
    """The states of all processes as rectangles of two clocks, and the groups with the effect that each mention had.

    On a day of knowledge count the mentions published by then, but for those of withdrawn stories and those that a newer version of
    their story tells anew. Nothing that is told later changes a rectangle of an earlier day: it is only closed (known_until).
    """
    group_of = {_key(group): group for group in groups}
    members: dict[str, list[ProcessDigest]] = {}
    for mention in digests:
        members.setdefault(group_of[_key(mention)].group, []).append(mention)
    effects: dict[_Key, str] = {}
    spans = [span for group in sorted(members) for span in _Knowledge(group, members[group], effects).spans()]
    return tuple(spans), tuple(replace(group, effect=effects[_key(group)]) for group in groups)


def _key(row: ProcessDigest | ProcessGroup) -> _Key:
    return row.mention_id, row.source_id, row.story_id


#: A state as known: its number, the step, the day of the next one, what the process is.
_Row = tuple[int, Step, dt.date | None, _Profile]


class _Knowledge:
    """One process from one day of knowledge to the next."""

    def __init__(self, group: str, mentions: list[ProcessDigest], effects: dict[_Key, str]) -> None:
        self._group = group
        self._effects = effects
        self._told: dict[dt.date, list[ProcessDigest]] = {}
        mentions = _without_days(mentions)
        for mention in sorted(mentions, key=arrival):
            self._told.setdefault(mention.published or _NEVER, []).append(mention)
        self._gone: dict[dt.date, set[_Key]] = {}
        for mention in mentions:
            if mention.withdrawn_on is not None:
                self._gone.setdefault(max(mention.withdrawn_on, mention.published or _NEVER), set()).add(_key(mention))
        self._replace_older_versions(mentions)
        self._known: list[ProcessDigest] = []
        self._timeline = Timeline(mentions[0].kind)
        self._profiler = _Profiler()

    def spans(self) -> Iterator[StateSpan]:
        """The rectangles, in the order in which they cease to be known."""
        known: dict[_Row, StateSpan] = {}
        for day in sorted({*self._told, *self._gone}):
            self._learn(day)
            now = self._rows()
            yield from (_closed(span, day) for row, span in known.items() if row not in now)
            known = {row: known.get(row) or self._span(row, day) for row in now}
        yield from known.values()

    def _learn(self, day: dt.date) -> None:
        """Adds what became known on the day; where something is not told any more, all is folded anew."""
        new = self._told.get(day, [])
        self._known += new
        gone = self._gone.get(day, set())
        if gone:
            for mention in new:
                self._effects[_key(mention)] = "not told any more on the same day"
            self._known = [mention for mention in self._known if _key(mention) not in gone]
            self._timeline, self._profiler = Timeline(self._timeline.kind), _Profiler()
            new = self._known
        for mention in new:
            self._profiler.add(mention)
            effect = self._timeline.add(mention)
            if mention.published == day or mention.published is None:
                self._effects[_key(mention)] = effect

    def _replace_older_versions(self, mentions: Sequence[ProcessDigest]) -> None:
        """A mention is replaced where a newer version of its story tells the state anew, or is a correction that tells another."""
        by_story: dict[str, list[ProcessDigest]] = {}
        for mention in mentions:
            by_story.setdefault(mention.story_group, []).append(mention)
        for versions in by_story.values():
            if len({mention.version for mention in versions}) > 1:
                for mention in versions:
                    days = [new.published or _NEVER for new in versions if _replaces(new, mention, versions)]
                    if days:
                        self._gone.setdefault(max(min(days), mention.published or _NEVER), set()).add(_key(mention))

    def _rows(self) -> dict[_Row, None]:
        """What is known now, state by state: its number, the state, the day of the next one, and what the process is."""
        steps, profile = self._timeline.steps(), self._profiler.profile()
        ends = [step.entered for step in steps[1:]] + [None] * bool(steps)
        return {
            (place, step, until, profile): None for place, (step, until) in enumerate(zip(steps, ends, strict=True))
        }

    def _span(self, row: _Row, day: dt.date) -> StateSpan:
        place, step, until, profile = row
        return StateSpan(
            group=self._group,
            kind=self._timeline.kind,
            name=profile.name,
            subject=profile.subject,
            parties=profile.parties,
            by=profile.by,
            against=profile.against,
            person=profile.person,
            state=step.state,
            place=place,
            since=step.since,
            entered=step.entered,
            until=until,
            known_from=None if day == _NEVER else day,
            known_until=None,
            now=True,
            mention_id=step.mention.mention_id,
            story_id=step.mention.story_id,
            source_id=step.mention.source_id,
            open=load_state_terms().is_open(self._timeline.kind, step.state),
        )


def _without_days(mentions: Sequence[ProcessDigest]) -> list[ProcessDigest]:
    """The mentions: where a story dates one change as its news, what it tells without a day is how things came to it."""
    dated = {_story(m) for m in mentions if m.change and m.first is not None and not m.background and _is_news(m)}
    return [
        replace(m, background=True) if m.change and m.first is None and m.last is None and _story(m) in dated else m
        for m in mentions
    ]


def _story(mention: ProcessDigest) -> tuple[str, str]:
    return mention.story_id, mention.source_id


def _is_news(mention: ProcessDigest) -> bool:
    """Whether its change lies in the days before the story."""
    return (
        mention.published is not None
        and mention.last is not None
        and mention.last <= mention.published
        and (mention.published - mention.last).days <= _NEWS
    )


def _replaces(new: ProcessDigest, old: ProcessDigest, versions: Sequence[ProcessDigest]) -> bool:
    if new.version <= old.version or not (new.corrected or new.state == old.state):
        return False
    return not any(
        same.version == new.version
        and (same.state, same.first, same.last, same.change) == (old.state, old.first, old.last, old.change)
        for same in versions
    )


def _closed(span: StateSpan, day: dt.date) -> StateSpan:
    return replace(span, known_until=None if day == _NEVER else day, now=False)


class _Profiler:
    """What most mentions say a process is: the name with the most terms, the parties where more than one is named.

    Sets of parties that the first one neither holds nor is held by do not count: they are slips of single stories.
    """

    def __init__(self) -> None:
        self._said: dict[str, Counter[Any]] = {}
        self._terms = -1
        self._first: frozenset[str] = frozenset()

    def add(self, mention: ProcessDigest) -> None:
        """Counts what a mention says."""
        if len(mention.terms) > self._terms:
            self._terms = len(mention.terms)
            self._said["name"] = Counter()
        self._count("name", mention.name, told=len(mention.terms) == self._terms)
        self._count("subject", mention.subject, told=bool(mention.subject))
        self._count("parties", mention.parties, told=True)
        if len(mention.parties) > 1:
            self._first = self._first or frozenset(mention.parties)
            fits = self._first <= set(mention.parties) or set(mention.parties) <= self._first
            self._count("several", mention.parties, told=fits)
        self._count("by", mention.by, told=bool(mention.by))
        self._count("against", mention.against, told=bool(mention.against))
        self._count("person", mention.person, told=mention.person is not None)

    def profile(self) -> _Profile:
        """What is said most often; of several the one said first."""
        return _Profile(
            name=self._most("name", ""),
            subject=self._most("subject", None),
            parties=self._most("several", None) or self._most("parties", ()),
            by=self._most("by", ()),
            against=self._most("against", ()),
            person=self._most("person", None),
        )

    def _count(self, field: str, value: object, *, told: bool) -> None:
        if told:
            self._said.setdefault(field, Counter())[value] += 1

    def _most(self, field: str, otherwise: Any) -> Any:  # noqa: ANN401  (values of any field)
        counts = self._said.get(field)
        return max(counts, key=counts.__getitem__) if counts else otherwise
