"""How long a contact lasted, who asked for it, and in which house it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lexicon.contact_words import ContactWords
from dateline.records import ActorMention

from .found import Found
from .page import Page
from .since import number_of

_UNITS = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D"}
_MINUTES = 60


def lengths(page: Page, words: ContactWords) -> Iterator[Found]:
    """The length of a contact, in ISO 8601."""
    at = page.sentence.start
    for pattern in words.durations:
        for match in pattern.finditer(page.text):
            value = _length(match, words)
            if value is not None:
                yield Found(
                    field="duration", value=value, start=at + match.start(), end=at + match.end(), rule="length"
                )
                return


def _length(match: re.Match[str], words: ContactWords) -> str | None:
    told = match["n"].lower()
    if told in words.lengths:
        return words.lengths[told]
    unit = match.groupdict().get("unit")
    number = number_of(told, words)
    if unit is None or number is None or number <= 0:
        return None
    single = unit.lower().rstrip("s")
    if number != int(number):
        return f"PT{round(number * _MINUTES)}M" if single == "hour" else None
    return _UNITS[single].format(int(number))


def askers(page: Page, words: ContactWords) -> Iterator[Found]:
    """Who asked for the contact: the code of the side."""
    at = page.sentence.start
    for pattern in words.asked_by:
        for match in pattern.finditer(page.text):
            side = _named_last(page, at + match.start("x"), at + match.end("x"))
            if side is not None:
                yield Found(field="asked_by", value=side, start=at + match.start(), end=at + match.end(), rule="asked")
                return


def _named_last(page: Page, start: int, end: int) -> str | None:
    """The code of the last actor or place between these offsets."""
    inside: list[tuple[int, str]] = [(m.start, m.country) for m in _touching(page, start, end) if m.country]
    inside += [(p.start, p.country) for p in page.places if p.country and start <= p.start < end]
    return max(inside)[1] if inside else None


def _touching(page: Page, start: int, end: int) -> list[ActorMention]:
    return [mention for mention in page.mentions if mention.start < end and start < mention.end]


def venues(page: Page, words: ContactWords) -> Iterator[Found]:
    """The house of a contact that the sentence tells: "in a convent near Lima"."""
    syntax = page.syntax
    if syntax is None or not page.own:
        return
    for token in syntax.tokens:
        head = syntax.tokens[token.head]
        if (
            token.lemma.lower() not in words.venues
            or token.dep != "pobj"
            or head.lemma not in {"in", "at", "aboard", "inside"}
        ):
            continue
        below = [i for i in syntax.parse.subtree(token.i) if syntax.tokens[i].dep != "punct" or i < token.i]
        start, end = syntax.tokens[below[0]].start, max(token.end, syntax.tokens[below[-1]].end)
        offset = page.sentence.start
        value = page.text[start - offset : end - offset].split(",")[0].strip()
        yield Found(field="venue", value=value, start=start, end=start + len(value), rule="venue")
        return
