"""Every time expression of a story, with its TIMEX3 value and the days that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.lexicon.timewords import load_named_days
from dateline.records import Parse, ParsedStory, Publication, Sentence, SplitStory, When

from .timex.anchor_dates import anchor_date
from .timex.anchor_offsets import anchor_duration, anchor_offset, before_event, duration_value
from .timex.answer import Answer, answer
from .timex.build import find_forms
from .timex.calendar import DAYS_IN_WEEK, safe_date, shifted
from .timex.discourse import Discourse, Point, open_discourse
from .timex.form import Form
from .timex.occasions import date_by_occasions
from .timex.tense import Direction, direction, is_attributive
from .timex.zones import set_greenwich_days

_PARTS = frozenset({"body", "headline", "caption"})
_LINK = re.compile(r"\s*(?:[-–—]+|,?\s*and|or|to|until|till|through|,)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[-–—‑]|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b|\bor\b)\s*")
_WORD_BETWEEN = re.compile(r"(?:,\s*\d+)*\s*,?\s*\b(?:to|through|until|till|and|or)\b\s*")
_TO_DAY = re.compile(r"[\s,()]*(?:on)?[\s,()]*")
_BESIDE = re.compile(r"\s*,?\s*(?:just|only|about|some|barely)?\s*", re.IGNORECASE)
_WERE_TO = re.compile(r"\b(?:was|were)\s+to\s(?:[\w-]+\s+){1,4}$")
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+)?$", re.IGNORECASE)
_CITY_TIME = re.compile(r"\s+(?:[A-Z][\w.]*\s+){1,2}time\b")
_LINK_LENGTH = 10
_NOUN_LENGTH = 30
_DATELINE_DAYS = 3
_WEEK_ROW = 6  # "from Monday to Saturday"
_ROW_DAYS = 3  # "Friday and Monday"


def find_dates(parsed: ParsedStory, publication: Publication) -> tuple[When, ...]:
    """Time expressions of dateline, body, headline and captions in the order of the text; spans never overlap.

    Values are TIMEX3 (TimeML 1.2.1), intervals ISO 8601; `first` and `last` are inclusive days, None where the text does not tell.
    Wire copy is read from the publication date, with the tense of the governing verb for the side; history told as a narrative
    from the date under discussion (the anchors of WikiWars, Mazur and Dale 2010). Without either, values keep their X.
    """
    split = parsed.split
    publication = _of_dateline(publication, split)
    sentences = [sentence for sentence in split.sentences if sentence.part in _PARTS]
    forms = [_with_years(list(find_forms(sentence.text, sentence.start)), split.story.text) for sentence in sentences]
    discourse = open_discourse(split, publication, [form for row in forms for form in row])
    before_christ = any(form.year is not None and form.year < 0 and form.definite for row in forms for form in row)
    found: list[When] = []
    for sentence, row in zip(sentences, forms, strict=True):
        discourse.enter(sentence)
        parse = parsed.parses[sentence.index] if sentence.index < len(parsed.parses) else None
        for k, form in enumerate(row):
            if form.rule != "bare_bc" or before_christ:
                last = found[-1] if found and k and found[-1].sentence == sentence.index else None
                found.extend(_resolve(form, discourse, sentence, parse, last))
    dated = date_by_occasions(set_greenwich_days(found, split.story.text), parsed)
    return tuple(sorted((*_dateline(split, publication), *dated), key=lambda when: when.start))


def _of_dateline(publication: Publication, split: SplitStory) -> Publication:
    """The day that the copy speaks from: that of its dateline, where the page or the database has a day soon after."""
    day, month_day = publication.date, split.masthead.month_day
    if day is None or month_day is None:
        return publication
    near = [found for year in (day.year, day.year - 1) if (found := safe_date(year, *month_day))]
    own = next((found for found in near if 0 < (day - found).days <= _DATELINE_DAYS), None)
    return replace(publication, date=own) if own else publication


def _dateline(split: SplitStory, publication: Publication) -> Iterator[When]:
    """The date that the dateline itself writes; it is of no sentence."""
    masthead = split.masthead
    written, month_day = masthead.date_text, masthead.month_day
    at = split.story.text.find(written, masthead.start, masthead.end) if written and month_day else -1
    if at < 0 or written is None or month_day is None:
        return
    day = publication.date
    if day is None or (day.month, day.day) != month_day:
        day = safe_date(masthead.year, *month_day) if masthead.year else None
    value = day.isoformat() if day else f"XXXX-{month_day[0]:02d}-{month_day[1]:02d}"
    found = answer(value, "dateline")
    yield When(
        value=value,
        first=found.first,
        last=found.last,
        grain=found.grain,
        basis=found.basis,
        text=written,
        start=at,
        end=at + len(written),
    )


def dates_by_sentence(dates: Sequence[When]) -> Mapping[int, tuple[When, ...]]:
    """The dates of each sentence that has any, by the sentence's index, in the order of the text."""
    by: dict[int, tuple[When, ...]] = {}
    for when in (when for when in dates if when.sentence >= 0):
        by[when.sentence] = (*by.get(when.sentence, ()), when)
    return by


def _with_years(forms: list[Form], text: str) -> list[Form]:
    """In "June 24 to July 17, 1954" and "May 1940 and June" one year serves both."""
    for k in reversed(range(len(forms) - 1)):
        left, right = forms[k], forms[k + 1]
        if _needs_year(left) and right.month and right.year is not None and _linked(left, right, text):
            forms[k] = replace(left, year=right.year - ((left.month or 0) > right.month))
    for k, (left, right) in enumerate(pairwise(tuple(forms)), 1):
        if _needs_year(right) and left.month and left.year is not None and _linked(left, right, text):
            forms[k] = replace(right, year=left.year + ((right.month or 13) < left.month))
    return _with_days([_of_named_day(form, text) for form in forms], text)


def _of_named_day(form: Form, text: str) -> Form:
    """`The Sept. 11 attacks` have a year of their own."""
    if form.month is None or form.day is None or form.year is not None or form.year_shift is not None:
        return form
    named = load_named_days().get((form.month, form.day))
    behind = text[form.end : form.end + _NOUN_LENGTH].split(maxsplit=1)
    if named is None or not behind or not " ".join(behind).startswith(named.nouns):
        return form
    return replace(form, year=named.date.year)


def _with_days(forms: list[Form], text: str) -> list[Form]:
    """In "3 p.m. (0600 GMT) on Thursday" the times are those of the day that follows."""
    for k in reversed(range(len(forms) - 1)):
        left, right = forms[k], forms[k + 1]
        if left.rule == "clock" and (right.weekday or right.day) and _TO_DAY.fullmatch(text, left.end, right.start):
            day = (right.weekday, right.month, right.day, right.year)
            forms[k] = replace(left, weekday=day[0], month=day[1], day=day[2], year=day[3])
    return forms


def _needs_year(form: Form) -> bool:
    return form.kind == "date" and form.month is not None and form.year is None and form.year_shift is None


def _linked(left: Form, right: Form, text: str) -> bool:
    between = text[left.end : right.start]
    return len(between) <= _LINK_LENGTH and _LINK.fullmatch(between) is not None


def _resolve(
    form: Form, discourse: Discourse, sentence: Sentence, parse: Parse | None, last: When | None
) -> Iterator[When]:
    side: Direction = ""
    if not discourse.narrative and form.kind in {"date", "duration", "reference", "offset", "numeric"}:
        side = _side(form, sentence, None if sentence.part == "headline" else parse)
    found = None
    if last is not None and not discourse.narrative:
        found = _by_the_last(form, last, sentence.text[last.end - sentence.start : form.start - sentence.start])
    found = found or _answer(form, discourse, side)
    if found is None:
        return
    if found.point is not None:
        discourse.discuss(found.point, told=_SINCE.search(sentence.text[: form.start - sentence.start]) is None)
    discourse.tell_clock(found.value)
    place = _CITY_TIME.match(sentence.text, form.end - sentence.start) if form.clock else None
    form = replace(form, end=sentence.start + place.end()) if place else form
    text = sentence.text[form.start - sentence.start : form.end - sentence.start]
    when = When(
        value=found.value,
        first=found.first,
        last=found.last,
        grain=found.grain,
        basis=found.basis,
        text=text,
        start=form.start,
        end=form.end,
        sentence=sentence.index,
    )
    yield from _ends(when, form, discourse) if "/" in found.value else (when,)


def _side(form: Form, sentence: Sentence, parse: Parse | None) -> Direction:
    found = direction(parse, form.start, sentence.text[: form.start - sentence.start])
    month_alone = (form.month is not None and form.day is None) or form.quarter is not None
    if form.month is not None and found == "future" and _WERE_TO.search(sentence.text[: form.start - sentence.start]):
        return ""  # "they were to leave by May 1": it may have come and gone
    if month_alone and found == "future" and parse is not None and is_attributive(parse, form.start):
        return ""
    return found


def _by_the_last(form: Form, last: When, between: str) -> Answer | None:
    """`Thursday and Friday` are two days in a row; "on Friday, two days after the vote" counts the vote's day from Friday."""
    weekday = form.weekday if form.rule == "weekday" and form.shift is None else None
    if weekday and last.first is not None and last.basis.startswith("weekday") and _LINK.fullmatch(between):
        ahead = (weekday - last.first.isoweekday()) % DAYS_IN_WEEK
        day = shifted(last.first, ahead)
        if day is not None and 1 <= ahead <= (_WEEK_ROW if "to" in between or "through" in between else _ROW_DAYS):
            point = Point(year=day.year, month=day.month, day=day.day)
            return answer(day.isoformat() + (f"T{form.part}" if form.part else ""), "weekday+row", point)
    return before_event(form, last) if form.kind == "offset" and _BESIDE.fullmatch(between) else None


def _ends(when: When, form: Form, discourse: Discourse) -> Iterator[When]:
    """The two ends of a range as dates of their own, the way TimeML has them; in news "June 8-10" stays one.

    Their bases say "range:first" and "range:last": an act on June 8 to 10 has both ends.
    """
    cut = (_DASH if discourse.narrative else _WORD_BETWEEN).search(when.text)
    if cut is None or form.holiday is not None:
        yield when
        return
    sides = zip(when.value.split("/"), (0, cut.end()), (cut.start(), len(when.text)), ("first", "last"), strict=True)
    for value, start, end, side in sides:
        part = answer(value, when.basis.removesuffix("+range") + f"+range:{side}")
        yield replace(
            when,
            value=value,
            first=part.first,
            last=part.last,
            grain=part.grain,
            basis=part.basis,
            text=when.text[start:end],
            start=when.start + start,
            end=when.start + end,
        )


def _answer(form: Form, discourse: Discourse, side: Direction) -> Answer | None:
    if form.kind == "offset":
        return anchor_offset(form, discourse, side)
    if form.kind == "duration":
        return anchor_duration(form, discourse, side)
    if form.kind == "set":
        return Answer(value=form.value or duration_value(form.unit or "day", form.count), basis="set")
    if form.kind == "reference":
        return _reference(form, discourse, side)
    return anchor_date(form, discourse, side)


def _reference(form: Form, discourse: Discourse, side: Direction) -> Answer | None:
    """`Now` is the day of the story in wire copy. "Soon" lies ahead only of a verb in the future; else it tells no date."""
    if not form.definite and side != "future":
        return None
    if form.holds_former and not discourse.narrative:
        return None
    today = discourse.publication if form.value == "PRESENT_REF" and not discourse.narrative else None
    return Answer(value=form.value, first=today, last=today, basis="reference")
