"""Conventions of wire copy as data: agencies, slugs, notes, endings, page furniture, calendar, sentence ends, cities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dateline.errors import LexiconError

from .yaml_files import HERE, line_of, read_yaml

FOLDER = HERE / "wire"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlugWords:
    """Words of slugs (`slugs.yaml`)."""

    version_words: Words
    genre_words: Words
    bare_prefixes: Words
    withdrawn_words: Words
    embargo_words: Words
    corrected_words: Words
    withdrawn_phrases: Words
    embargo_phrases: Words
    cycles: Words
    header_labels: Words
    release_lines: Words
    headline_labels: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """Words of notes to editors and of corrections (`notes.yaml`)."""

    note_openings: Words
    note_verbs: Words
    note_words: Words
    note_phrases: Words
    correction_verbs: Words
    correction_headings: Words
    correction_openings: Words
    dash_corrections: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingWords:
    """How copy ends (`endings.yaml`)."""

    marks: Words
    marks_as_written: Words
    inline_marks: Words
    more_marks: Words
    credits: Words
    credit_endings: Words
    contacts: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What a web page prints around a story (`page.yaml`)."""

    navigation_lines: Words
    navigation_openings: Words
    navigation_words: Words
    related_openings: Words
    pictures: Words
    caption_openings: Words
    caption_verbs: Words
    caption_credits: Words
    caption_marks: Words
    date_line_words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """Words of headlines of periodic reports and of round-ups (`reports.yaml`)."""

    opening_words: Words
    noon_words: Words
    afternoon_words: Words
    closing_words: Words
    roundup_words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """Where a full stop does not end a sentence, and which words open one (`sentences.yaml`)."""

    titles: Words
    before_figures: Words
    either: Words
    hours: Words
    speech_verbs: Words
    strong_openers: Words
    openers: Words
    openers_in_names: Words
    capitalised_by_machine: Words
    clipped: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Names and small words of dateline places (`cities.yaml`)."""

    cities: Words
    particles: Words
    never_places: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Months by their folded forms, weekdays and time zones (`calendar.yaml`)."""

    months: Mapping[str, int]
    weekdays: Words
    zones: Words
    month_first_zones: Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WireConventions:
    """All conventions. Compared by identity, so that what is compiled from them can be cached.

    agencies: agency names as the ledger writes them, by casefolded form.
    desks: casefolded lines such as "staff writer" that sign a text without naming an agency.
    outlet_words: casefolded words that make a name the name of an outlet.
    """

    agencies: Mapping[str, str]
    desks: frozenset[str]
    outlet_words: frozenset[str]
    slugs: SlugWords
    notes: NoteWords
    endings: EndingWords
    page: PageWords
    reports: ReportWords
    calendar: Calendar
    sentences: SentenceWords
    places: PlaceWords


@cache
def load_wire(folder: Path = FOLDER) -> WireConventions:
    """The conventions of a folder of YAML files, the package's own by default; loaded once.

    Raises LexiconError with file, line and key where a file is missing, is not YAML, lacks a list or has one unknown.
    """
    agencies, desks, outlets = _agencies(folder / "agencies.yaml")
    return WireConventions(
        agencies=agencies,
        desks=frozenset(desk.casefold() for desk in desks),
        outlet_words=frozenset(outlets),
        slugs=_lists(SlugWords, folder / "slugs.yaml"),
        notes=_lists(NoteWords, folder / "notes.yaml"),
        endings=_lists(EndingWords, folder / "endings.yaml"),
        page=_lists(PageWords, folder / "page.yaml"),
        reports=_lists(ReportWords, folder / "reports.yaml"),
        calendar=_calendar(folder / "calendar.yaml"),
        sentences=_lists(SentenceWords, folder / "sentences.yaml"),
        places=_lists(PlaceWords, folder / "cities.yaml"),
    )


_Lists = TypeVar("_Lists")


def _lists(kind: type[_Lists], path: Path) -> _Lists:
    """A record whose fields are the lists of a file: every field has its list and every list its field."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    data = _mapping(path, names)
    return kind(**{name: _words(path, name, data[name]) for name in names})


def _mapping(path: Path, names: list[str]) -> dict[Any, Any]:
    """The mapping in a file, with exactly these keys."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LexiconError("must be a mapping of lists", path=str(path))
    for name in names:
        if name not in data:
            raise LexiconError("this list is missing: add it, empty if need be", path=str(path), key=name)
    for key in data:
        if key not in names:
            line = line_of(path, str(key))
            raise LexiconError(
                f"unknown list; the lists are {', '.join(names)}", path=str(path), line=line, key=str(key)
            )
    return data


def _words(path: Path, key: str, value: object) -> Words:
    if not isinstance(value, list):
        raise LexiconError("must be a list of texts", path=str(path), line=line_of(path, key), key=key)
    for word in value:
        if not isinstance(word, str) or not word.strip():
            cure = f"{word!r} is not a text: put quotation marks around it"
            raise LexiconError(cure, path=str(path), line=line_of(path, key), key=key)
    return tuple(value)


def _agencies(path: Path) -> tuple[dict[str, str], Words, Words]:
    data = _mapping(path, ["agencies", "desks", "outlet_words"])
    if not isinstance(data["agencies"], dict):
        raise LexiconError("must be a mapping of names to lists of forms", path=str(path), key="agencies")
    names = {}
    for name, forms in data["agencies"].items():
        for form in (name, *_words(path, str(name), forms)):
            names[str(form).casefold()] = str(name)
    return names, _words(path, "desks", data["desks"]), _words(path, "outlet_words", data["outlet_words"])


def _calendar(path: Path) -> Calendar:
    names = ["months", "weekdays", "zones", "month_first_zones"]
    data = _mapping(path, names)
    months = data["months"]
    if not isinstance(months, dict) or sorted(months) != list(range(1, 13)):
        raise LexiconError("must have the keys 1 to 12", path=str(path), line=line_of(path, "months"), key="months")
    forms = {form.casefold(): month for month in months for form in _words(path, f"{month}:", months[month])}
    weekdays, zones, month_first = (_words(path, name, data[name]) for name in names[1:])
    return Calendar(months=forms, weekdays=weekdays, zones=zones, month_first_zones=month_first)
