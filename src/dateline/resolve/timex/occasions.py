"""Days told by an occasion that the story dates elsewhere: "two days after the summit"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.lexicon.timewords import load_tense_words
from dateline.records import Parse, ParsedStory, When

from .anchor_offsets import count_from
from .answer import answer

_OFFSET = re.compile(r"relative:(?P<unit>[a-z]+)(?P<shift>[+-][\d.]+)\+event")
_OBJECTS = frozenset({"dobj", "nsubjpass", "nsubj", "attr"})
_CLAUSE = frozenset({"VERB", "AUX"})
_CLIMB = 4
_LEAST_STEM = 4


def date_by_occasions(dates: Sequence[When], parsed: ParsedStory) -> tuple[When, ...]:
    """The same dates; those counted from an occasion have their day where the story tells one day for the occasion."""
    waiting = {k for k, when in enumerate(dates) if when.first is None and _OFFSET.fullmatch(when.basis)}
    if not waiting:
        return tuple(dates)
    known = _occasions(dates, parsed)
    return tuple(_counted(when, parsed, known) if k in waiting else when for k, when in enumerate(dates))


def _counted(when: When, parsed: ParsedStory, known: Mapping[str, dt.date | None]) -> When:
    parse, match = parsed.parses[when.sentence], _OFFSET.fullmatch(when.basis)
    if parse is None or match is None:
        return when
    for name in _named_after(when, parse):
        day = known.get(name)
        if day is not None:
            value = count_from(day, match["unit"], float(match["shift"]))
            found = answer(value, f"{when.basis}:{name}")
            return replace(when, first=found.first, last=found.last, grain=found.grain, basis=found.basis)
    return when


def _named_after(when: When, parse: Parse) -> Iterator[str]:
    """Stems of the occasion behind "after": the noun that it governs, or verb and nouns of its clause."""
    last = next((token for token in parse.tokens if token.start >= when.end), None)
    if last is None:
        return
    for k in parse.children[last.i]:
        if parse.tokens[k].dep == "pobj":
            yield _stem(parse.tokens[k].lemma)
            return
    if last.dep == "mark" and parse.tokens[last.head].pos in _CLAUSE:
        yield _stem(parse.tokens[last.head].lemma)


def _occasions(dates: Sequence[When], parsed: ParsedStory) -> dict[str, dt.date | None]:
    """The day of each act and thing that a day is told of, by stem; None for what has several."""
    known: dict[str, dt.date | None] = {}
    for when in dates:
        parse = parsed.parses[when.sentence] if when.first is not None and when.first == when.last else None
        if parse is None or "+event" in when.basis:
            continue
        for name in _told_of(when, parse):
            known[name] = when.first if known.get(name, when.first) == when.first else None
    return known


def _told_of(when: When, parse: Parse) -> Iterator[str]:
    """Stems of the noun that a date stands beside, or of the verb above it with its subject and object."""
    i = next((token.i for token in parse.tokens if when.start <= token.start < when.end), None)
    if i is None:
        return
    for _ in range(_CLIMB):
        head = parse.tokens[i].head
        token = parse.tokens[head]
        if head == i:
            return
        if token.pos in {"NOUN", "PROPN"} and not when.start <= token.start < when.end:
            yield _stem(token.lemma)
            return
        if token.pos in _CLAUSE:
            yield _stem(token.lemma)
            yield from (
                _stem(parse.tokens[k].lemma)
                for k in parse.children[head]
                if parse.tokens[k].dep in _OBJECTS and parse.tokens[k].pos == "NOUN"
            )
            return
        i = head


def _stem(lemma: str) -> str:
    """`Attack` and "attacked", "resign" and "resignation" are one."""
    lower = lemma.lower()
    for ending in load_tense_words().endings:
        if lower.endswith(ending) and len(lower) - len(ending) >= _LEAST_STEM:
            return lower.removesuffix(ending)
    return lower
