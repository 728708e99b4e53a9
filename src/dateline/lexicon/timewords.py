"""Words of time expressions and holidays, read once from lexicon/time/*.yaml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .yaml_files import line_of, read_yaml

FOLDER = Path(__file__).parent / "time"
HOLIDAY_CODE = "H"

Value = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWord:
    """A word or phrase of time: the letter of its group, its value, and what has to stand beside it.

    capital: counts only if it begins with a capital. abbreviated: only beside a day, year or month.
    unsure: has other meanings, and needs a number or a preposition beside it.
    """

    code: str
    value: Value
    capital: bool = False
    abbreviated: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """How the date of a holiday follows from the year; exactly one of the rules is set."""

    name: str
    fixed: tuple[int, int] | None = None
    easter: int | None = None
    nth_weekday: tuple[int, int, int] | None = None
    islamic: tuple[int, int] | None = None
    table: tuple[dt.date, ...] = ()
    once: dt.date | None = None
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """words: by lower-case word. phrases: by their first two words, longest first, as (further words, time word)."""

    words: Mapping[str, TimeWord]
    phrases: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], TimeWord], ...]]
    holidays: Mapping[str, Holiday]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTerm:
    """A term that is news only in some years: plausible from year `first` to year `last`, either may be None."""

    term: str
    first: int | None
    last: int | None
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingWords:
    """What a missing year is inferred with: years weighed, words of titles, words that take a title out of the present."""

    first_year: int
    last_year: int
    titles: tuple[str, ...]
    not_now: tuple[str, ...]
    terms: tuple[PeriodTerm, ...]


@cache
def load_timewords() -> TimeWords:
    """The words of time expressions; raises LexiconError with file, line and key."""
    words: dict[str, TimeWord] = {}
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], TimeWord]]] = {}
    path = FOLDER / "words.yaml"
    for name, group in read_yaml(path).items():
        for value, entries in group["words"].items():
            for entry in entries:
                _add(words, phrases, str(entry), _word(group, value, str(entry)), path, name)
    holidays: dict[str, Holiday] = {}
    for holiday, names in _holidays(FOLDER / "holidays.yaml"):
        holidays[holiday.name] = holiday
        for name in names:
            word = TimeWord(code=HOLIDAY_CODE, value=holiday.name, capital=not name[0].isdigit())
            _add(words, phrases, name, word, FOLDER / "holidays.yaml", name)
    ordered = {first: tuple(sorted(tails, key=lambda tail: -len(tail[0]))) for first, tails in phrases.items()}
    return TimeWords(words=words, phrases=ordered, holidays=holidays)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseWords:
    """Words that tell the side of a date, by what they do (tense.yaml)."""

    future_auxiliaries: frozenset[str]
    scheduling: frozenset[str]
    carried_out: frozenset[str]
    standing: frozenset[str]
    past_forms: frozenset[str]
    lasting: frozenset[str]
    moving: frozenset[str]
    overtaken: frozenset[str]
    commanding: frozenset[str]
    concluding: frozenset[str]
    opening: frozenset[str]
    releasing: frozenset[str]
    dwelling: frozenset[str]
    comparing: frozenset[str]
    asking: frozenset[str]
    speaking: frozenset[str]
    endings: tuple[str, ...]


@cache
def load_tense_words() -> TenseWords:
    """Words of the future and of schedules (tense.yaml); raises LexiconError."""
    document = read_yaml(FOLDER / "tense.yaml")
    endings = tuple(document.pop("endings"))
    return TenseWords(**{field: frozenset(words) for field, words in document.items()}, endings=endings)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day of the month that one of the nouns behind it makes a day of one year."""

    date: dt.date
    nouns: tuple[str, ...]


@cache
def load_named_days() -> Mapping[tuple[int, int], NamedDay]:
    """Named days by month and day (named_days.yaml); raises LexiconError."""
    found = {}
    for entry in read_yaml(FOLDER / "named_days.yaml"):
        date = dt.date(entry["year"], entry["month"], entry["day"])
        found[date.month, date.day] = NamedDay(date=date, nouns=tuple(entry["nouns"]))
    return found


@cache
def load_dating_words() -> DatingWords:
    """Words that place a story in time (publication.yaml, known_events.yaml); raises LexiconError."""
    document = read_yaml(FOLDER / "publication.yaml")
    return DatingWords(
        first_year=document["years"]["first"],
        last_year=document["years"]["last"],
        titles=tuple(document["titles"]),
        not_now=tuple(document["not_now"]),
        terms=_period_terms(FOLDER / "known_events.yaml"),
    )


def _period_terms(path: Path) -> tuple[PeriodTerm, ...]:
    found: list[PeriodTerm] = []
    for entry in read_yaml(path):
        if not entry.get("reason"):
            term = str(entry.get("terms"))
            raise LexiconError("a term needs a reason", path=str(path), line=line_of(path, term), key=term)
        first, last = entry.get("first"), entry.get("last")
        weight, reason = float(entry.get("weight", 4)), str(entry["reason"])
        found.extend(
            PeriodTerm(term=str(term), first=first, last=last, weight=weight, reason=reason) for term in entry["terms"]
        )
    return tuple(found)


def _word(group: Mapping[str, Any], value: Value, entry: str) -> TimeWord:
    return TimeWord(
        code=group["code"],
        value=value,
        capital=group.get("capital", False),
        abbreviated=entry.endswith("."),
        unsure=entry in group.get("unsure", ()),
    )


def _add(
    words: dict[str, TimeWord],
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], TimeWord]]],
    entry: str,
    word: TimeWord,
    *place: Path | str,
) -> None:
    parts = tokens_of(entry)
    if len(parts) > 1:
        phrases.setdefault((parts[0], parts[1]), []).append((parts[2:], word))
        return
    if parts[0] in words:
        path, key = place
        raise LexiconError(
            f"{parts[0]!r} stands in two groups; keep one",
            path=str(path),
            line=line_of(Path(path), entry),
            key=str(key),
        )
    words[parts[0]] = word


def tokens_of(entry: str) -> tuple[str, ...]:
    """Lower-case tokens of an entry, cut as the lexer cuts text: "'s", other apostrophes and hyphens stand alone.

    >>> tokens_of("New Year's Day")
    ('new', 'year', "'s", 'day')
    """
    spaced = entry.lower().removesuffix(".").replace(".", " . ")
    for mark in "'-/":
        spaced = spaced.replace(mark, f" {mark} ")
    return tuple(re.sub(r"' s\b", "'s", " ".join(spaced.split())).split())


def _holidays(path: Path) -> list[tuple[Holiday, list[str]]]:
    found = []
    for entry in read_yaml(path):
        names = [str(name) for name in entry["names"]]
        weekday, islamic = entry.get("weekday"), entry.get("islamic")
        holiday = Holiday(
            name=names[0],
            fixed=(entry["month"], entry["day"]) if "month" in entry else None,
            easter=entry.get("easter"),
            nth_weekday=(weekday[0], weekday[1], weekday[2]) if weekday else None,
            islamic=(islamic[0], islamic[1]) if islamic else None,
            table=tuple(entry.get("table", ())),
            once=entry.get("once"),
            days=entry.get("days", 1),
        )
        rules = (holiday.fixed, holiday.nth_weekday, holiday.islamic, holiday.table or None, holiday.once)
        if sum(rule is not None for rule in (*rules, holiday.easter)) != 1:
            raise LexiconError(
                "a holiday needs exactly one rule", path=str(path), line=line_of(path, names[0]), key=names[0]
            )
        found.append((holiday, names))
    return found
