"""The states of one process in order, as the mentions that are known so far tell them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dateline.lexicon.process_states import load_state_terms
from dateline.records import ProcessDigest

_PLANNED = "planned"
_YEARS_IN_DECADE = 10
_LAST_STAGE = 99
#: Days before its story from which on a change told as history may have been over long since, without a word about it.
_LONG_AGO = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A state that the process entered. entered: the first day on which it surely was in it, None if only "before" is known.

    earliest: the first day on which it can have entered it. since: the same two as one date, as exact as told (EDTF). change:
    told as a change. weak: a change of former times without a day.
    """

    state: str
    entered: dt.date | None
    earliest: dt.date | None
    since: str | None
    change: bool
    weak: bool
    mention: ProcessDigest

    @property
    def order(self) -> tuple[dt.date, int]:
        """By day, on one day by the usual course of things."""
        return (self.entered or dt.date.min, load_state_terms().stage_of(self.state))


def arrival(mention: ProcessDigest) -> tuple[object, ...]:
    """The order in which mentions are taken up: by publication; on one day changes and news first."""
    stage = load_state_terms().stage_of(mention.state)
    first = (mention.published or dt.date.max, not mention.change, mention.background, mention.version, stage)
    return (*first, mention.source_id, mention.story_id, mention.start, mention.mention_id)


class Timeline:
    """Steps in order. `add` takes one mention after the other and says what each of them changed."""

    __slots__ = ("_steps", "_weak", "kind")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._steps: list[Step] = []
        self._weak: list[Step] = []

    def steps(self) -> tuple[Step, ...]:
        """The steps in order. What was only told of former times stands before the others, without a day."""
        states = {step.state for step in self._steps}
        behind = [step for step in self._weak if step.state not in states]
        if not self._steps:
            return tuple(behind[:1])
        return tuple(replace(step, entered=None, since=None) for step in behind[:1]) + tuple(self._steps)

    def add(self, mention: ProcessDigest) -> str:
        """Takes a mention up; what it changed, or why it changed nothing, comes back in words."""
        step = self._placed(_step_of(mention))
        if step.weak:
            return self._add_weak(step)
        self._forget_interruption(step)
        refused = self._refused(step)
        if refused:
            return refused
        known = step.state in {other.state for other in self._steps}
        last = not self._steps or step.order >= self._steps[-1].order
        self._steps = [other for other in self._steps if not _overrules(step, other)]
        self._steps = _without_repeats(sorted([*self._steps, step], key=lambda item: item.order))
        if step not in self._steps:
            return "says the same"
        return "sets the state" if last else "sets an earlier day of a state" if known else "sets an earlier state"

    def _add_weak(self, step: Step) -> str:
        if any(step.state == other.state for other in (*self._steps, *self._weak)):
            return "says the same of former times"
        self._weak.append(step)
        return "tells a state of former times without a day"

    def _forget_interruption(self, step: Step) -> None:
        """What has gone on since a told day until its story outlived what history tells of the time between."""
        until = step.mention.published
        if step.change or step.entered is None or until is None or not _dated(step):
            return
        other = next(
            (
                other
                for other in reversed(self._steps)
                if other.entered is not None
                and step.entered < other.entered < until
                and not load_state_terms().says_no_more(step.state, other.state)
            ),
            None,
        )
        if other is not None and _is_history(other):
            self._steps = _without_repeats([kept for kept in self._steps if kept is not other])

    def _placed(self, step: Step) -> Step:
        """Within a month or a year that is told for it, a step stands before those that usually follow it."""
        if step.entered is None or step.earliest is None or step.earliest >= step.entered:
            return step
        stage = load_state_terms().stage_of
        behind = [
            other.entered
            for other in self._steps
            if other.entered is not None
            and step.earliest <= other.entered <= step.entered
            and stage(other.state) > stage(step.state)
        ]
        return replace(step, entered=min(behind)) if behind else step

    def _refused(self, step: Step) -> str:
        """Why the step changes nothing; empty if it does."""
        terms = load_state_terms()
        before = self._before(step)
        if step.state == _PLANNED and before is not None and before.state not in {*terms.planned_after, _PLANNED}:
            return "a plan for what runs already"
        if step.state == _PLANNED and before is not None and _is_past(step) and _same_story(step, before):
            return "a plan of which the story tells the outcome"
        if self._is_told(step) or (before is not None and before.state == step.state):
            return "says the same"
        same_day = [other for other in self._steps if other.entered == step.entered and other.state != step.state]
        if any(_overrules(other, step) for other in same_day):
            return "less than another telling of that day"
        if before is None:
            return ""
        plain = not step.change or step.mention.background
        if plain and terms.says_no_more(step.state, before.state):
            return f"says no more than {before.state}"
        if plain and not step.change and step.mention.background and not _dated(step):
            return "told as history, against a known state"
        return ""

    def _is_told(self, step: Step) -> bool:
        """Whether a step into the state is known within the days that the new one leaves open."""
        return (
            step.earliest is not None
            and step.entered is not None
            and any(
                other.state == step.state
                and other.entered is not None
                and step.earliest <= other.entered <= max(step.entered, step.mention.last or step.entered)
                and step.earliest < step.entered
                for other in self._steps
            )
        )

    def _before(self, step: Step) -> Step | None:
        order = step.order if step.state != _PLANNED else (step.order[0], _LAST_STAGE)
        behind = [other for other in self._steps if other.order <= order]
        return behind[-1] if behind else None


def _without_repeats(steps: list[Step]) -> list[Step]:
    """A step into the state that the process is in already is none, nor is a plan for what runs."""
    terms = load_state_terms()
    kept: list[Step] = []
    for step in steps:
        before = kept[-1].state if kept else None
        plain = (not step.change or step.mention.background) and not _dated(step)
        same = before is not None and (step.state == before or (plain and terms.says_no_more(step.state, before)))
        idle = step.state == _PLANNED and before is not None and before not in terms.planned_after
        if not same and not idle:
            kept.append(step)
    return kept


def _overrules(new: Step, old: Step) -> bool:
    """Of two tellings that cannot both be: change beats standing, news beats history, a later story an earlier one."""
    if new.state in {old.state, _PLANNED}:
        return False
    if new.entered != old.entered:
        return _outlives(new, old)
    if new.mention.first != new.mention.last or old.mention.first != old.mention.last:
        return False
    if new.change != old.change:
        return new.change
    stage = load_state_terms().stage_of
    if new.change and stage(new.state) != stage(old.state) and new.mention.background == old.mention.background:
        return False
    if new.mention.background != old.mention.background:
        return not new.mention.background
    return _age(new) > _age(old)


def _outlives(new: Step, old: Step) -> bool:
    """A change that became known late overrules those who wrote, not knowing it, that all is as it was."""
    return (
        new.change
        and not new.mention.background
        and not old.change
        and not _dated(old)
        and new.entered is not None
        and old.entered is not None
        and new.entered < old.entered
        and (old.mention.published or dt.date.max) < (new.mention.published or dt.date.max)
    )


def _age(step: Step) -> tuple[object, ...]:
    mention = step.mention
    return (mention.published or dt.date.max, mention.version, mention.source_id, mention.start, mention.mention_id)


def _is_past(step: Step) -> bool:
    """Whether a day is told that does not lie ahead of the story."""
    day = step.mention.first
    return day is not None and (step.mention.published is None or day <= step.mention.published)


def _same_story(step: Step, other: Step) -> bool:
    mention = other.mention
    return (step.mention.story_id, step.mention.source_id) == (
        mention.story_id,
        mention.source_id,
    ) and other.state != _PLANNED


def _is_history(step: Step) -> bool:
    """Told as history, and of a change long before its story."""
    day = step.mention.published
    return (
        step.mention.background
        and day is not None
        and step.entered is not None
        and (day - step.entered).days > _LONG_AGO
    )


def _dated(step: Step) -> bool:
    return _has_day(step.mention)


def _has_day(mention: ProcessDigest) -> bool:
    """Whether the text tells when it entered the state; a state told of the day of the story has no such day."""
    standing = not mention.change and mention.first == mention.last == mention.published
    return not standing and (mention.first is not None or mention.last is not None)


def _step_of(mention: ProcessDigest) -> Step:
    """The step that a mention tells, for itself: what lies ahead of its story is planned, what has no day counts from it."""
    published, first, last = mention.published, mention.first, mention.last
    change, weak = mention.change, False
    if published is not None and first is not None and first > published:
        return Step(
            state=_PLANNED,
            entered=published,
            earliest=published,
            since=published.isoformat(),
            change=True,
            weak=False,
            mention=mention,
        )
    entered: dt.date | None
    earliest: dt.date | None
    since = edtf(mention) if _has_day(mention) else None
    if _has_day(mention):
        entered = min(day for day in (last or first, published) if day is not None)
        earliest = min(first or entered, entered)
    else:
        entered = earliest = published
        weak = (change and mention.background) or published is None
        told = change or mention.state == _PLANNED
        since = published.isoformat() if told and not weak and published else None
    return Step(
        state=mention.state, entered=entered, earliest=earliest, since=since, change=change, weak=weak, mention=mention
    )


def edtf(mention: ProcessDigest) -> str | None:
    """The day on which the mention says that the state began, as exact as it says: 2017-02-02, 2017-02, 2017; None for none."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        return first.isoformat() if first else f"../{last.isoformat()}" if last else None
    if first == last:
        return first.isoformat()
    if mention.grain == "month" and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    if mention.grain == "year" and first.year == last.year:
        return first.isoformat()[:4]
    if mention.grain == "decade" and last.year - first.year < _YEARS_IN_DECADE:
        return f"{first.year // 10:03d}X"
    return f"{first.isoformat()}/{last.isoformat()}"
