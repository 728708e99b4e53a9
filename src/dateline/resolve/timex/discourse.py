"""What "now" is: the publication date for wire copy, the date under discussion for history told as a narrative."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Publication, Sentence, SplitStory

from .calendar import safe_date
from .form import Form, Scope

_MANY_DATES, _HISTORY_SHARE = 6, 6
_MANY_MORE = 20
_MEMORY = 2  # sentences that a date stays under discussion in wire copy
_LONG_MEMORY = 8  # sentences that "three days later" reaches back
_LONG_AGO = 2
_STEP_AHEAD = 2
_HEADING_LENGTH = 80
_MONTHS = 12
_LEAD_DAYS = 3
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/")
_SENTENCE_ENDS = frozenset(".!?:;\"”'’)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A date as far as it is known. A negative year is before Christ."""

    year: int
    month: int | None = None
    day: int | None = None

    def date(self) -> dt.date | None:
        """The day, None if the point is coarser or before year 1."""
        return safe_date(self.year, self.month, self.day) if self.month and self.day else None


@dataclass(slots=True)
class Discourse:
    """The anchors of one story while its dates are resolved, in the order of the text.

    publication: the day that "today" means, None if unknown. narrative: history, told from date to date. wire: has a dateline.
    point: the date under discussion, seen last in sentence `seen`. told: in news, the last day told that is not ahead, in
    sentence `told_at` of paragraph `told_in`. start: where the sentence begins. day_first: how the story writes dates with
    slashes, None if nothing tells. lead: the day told in the first sentence of wire copy. clock: the time of day told last, in
    sentence `clocked_at`.
    """

    publication: dt.date | None
    narrative: bool
    wire: bool = False
    point: Point | None = None
    seen: int = 0
    sentence: int = 0
    paragraph: int = 0
    heading: bool = False
    resume: Point | None = None
    told: Point | None = None
    told_at: int = 0
    told_in: int = 0
    start: int = 0
    day_first: bool | None = None
    lead: dt.date | None = None
    first: int = 0
    clock: dt.datetime | None = None
    clocked_at: int = -2

    def enter(self, sentence: Sentence) -> None:
        """Goes on to a sentence; a narrative comes back from a glance at another time when its paragraph ends."""
        if sentence.paragraph != self.paragraph and self.resume is not None:
            self.point, self.resume = self.resume, None
        self.sentence, self.paragraph, self.start = sentence.index, sentence.paragraph, sentence.start
        self.heading = sentence.text.rstrip()[-1:] not in _SENTENCE_ENDS and len(sentence.text) < _HEADING_LENGTH

    def anchor(self, scope: Scope, *, fine: bool = False) -> tuple[Point | None, str]:
        """The point that an expression is counted from, and the step of the basis that names it. fine: only a day will do."""
        today = None
        if self.publication is not None:
            today = Point(year=self.publication.year, month=self.publication.month, day=self.publication.day)
        if self.narrative:
            return self.point, "anchor:narrative"
        point = self.point if self.sentence - self.seen <= _MEMORY else None
        if scope == "discussed" and point is not None and not (fine and point.date() is None):
            return point, "anchor:discussed"
        return today, "dateline"

    def behind(self) -> tuple[Point | None, str]:
        """For what comes "later" than a day already told: that day, None where none was told a few sentences before."""
        if self.told is None or self.sentence - self.told_at > _LONG_MEMORY:
            return None, "no-anchor"
        return self.told, "anchor:told"

    def same_day(self, *, clock: bool = False, ahead: bool = False) -> tuple[dt.date | None, str]:
        """For a time of day or "hours later": the day told beside it, else in wire copy the day of the lead, or the story's own.

        Other copy goes on with the day told last. ahead: a verb in the future; then a day told as coming serves too. A clock
        time is of the story's day in all copy that tells no other.
        """
        point = self.point.date() if self.point is not None and self.sentence - self.seen <= _MEMORY else None
        if ahead and point is not None and self.publication is not None and point > self.publication:
            return point, "anchor:discussed"
        if ahead and self.wire:
            return self.publication, "dateline"
        near = self.told_in == self.paragraph or (clock and self.sentence - self.told_at <= _MEMORY)
        near = self.told_at == self.sentence if self.wire else near
        if self.told is not None and near:
            return self.told.date(), "anchor:told"
        if self.wire and self.lead is not None:
            return self.lead, "anchor:lead"
        return (self.publication if clock or self.wire else None), "dateline"

    def awaits(self, direction: str) -> bool:
        """Is a day to come under discussion, told in the sentence before ("Polls open at 7 a.m."), and no verb in the past?"""
        day = self.point.date() if self.point is not None and self.sentence - self.seen <= _MEMORY else None
        return direction != "past" and day is not None and self.publication is not None and day > self.publication

    def tell_clock(self, value: str) -> None:
        """Keeps the first time of day of a sentence: "two hours later" is counted from it."""
        if self.clocked_at != self.sentence and _MOMENT.fullmatch(value):
            try:
                self.clock, self.clocked_at = dt.datetime.fromisoformat(value), self.sentence
            except ValueError:
                return

    def discuss(self, point: Point, *, told: bool = True) -> None:
        """Makes a date the one under discussion. told: something is told of it ("since Monday" tells of the days that follow).

        In a narrative, a year alone does not blur the day that is told of in it, and one that leaps back or far ahead lasts for its
        paragraph only.
        """
        if self.narrative and self.point is not None:
            if point.month is None and point.year == self.point.year:
                return
            leap = not 0 <= point.year - self.point.year <= _STEP_AHEAD and not self.heading
            if leap and self.resume is None and point.month is None:
                self.resume = self.point
            elif not leap:
                self.resume = None
        self.point, self.seen = point, self.sentence
        day = point.date()
        if told and day is not None and self.publication is not None and day <= self.publication:
            if self.lead is None and self.sentence <= self.first and (self.publication - day).days <= _LEAD_DAYS:
                self.lead = day
            self.told, self.told_at, self.told_in = point, self.sentence, self.paragraph


def open_discourse(split: SplitStory, publication: Publication, forms: Sequence[Form]) -> Discourse:
    """The discourse of a story: a narrative if it has no dateline and speaks of far more past years than of its own time."""
    years = [form.year for form in forms if form.kind == "date" and form.year is not None and form.rule != "bare_bc"]
    today = publication.date
    if today is None:
        narrative = bool(years) and split.masthead.month_day is None
        return Discourse(publication=None, narrative=narrative, day_first=_day_first(forms))
    past = sum(year <= today.year - _LONG_AGO for year in years)
    near, of_the_week = len(years) - past, sum(_is_deictic(form) for form in forms)
    told = past >= _MANY_DATES and past >= _HISTORY_SHARE * (near + 2 * of_the_week)
    told = told or (past >= _MANY_MORE and past >= near + _MANY_DATES * of_the_week)
    narrative = split.masthead.month_day is None and told
    wire = split.masthead.month_day is not None or split.masthead.place is not None
    first = next((sentence.index for sentence in split.sentences if sentence.part == "body"), 0)
    return Discourse(publication=today, narrative=narrative, wire=wire, day_first=_day_first(forms), first=first)


def _day_first(forms: Sequence[Form]) -> bool | None:
    """How a story writes its dates with slashes, by those that can be read one way only."""
    found = [_SLASHED.match(form.value) for form in forms if form.kind == "numeric"]
    firsts = {int(match[1]) > _MONTHS for match in found if match and max(int(match[1]), int(match[2])) > _MONTHS}
    return firsts.pop() if len(firsts) == 1 else None


def _is_deictic(form: Form) -> bool:
    return (form.kind == "offset" and form.scope == "publication" and form.unit in {"day", "week"}) or (
        form.weekday is not None and form.day is None
    )
