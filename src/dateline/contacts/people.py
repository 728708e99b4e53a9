"""Hosts, mediators and persons of the sides whom other words than the act's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lexicon.contact_words import ContactWords
from dateline.records import ActorMention, DetailField

from .found import Found
from .page import Page

#: Characters between a cue and whom it names.
NEAR = 70


def go_betweens(page: Page, words: ContactWords) -> Iterator[Found]:
    """Who is in the chair between others, and who has the others as guests."""
    for field, before, after in (
        ("mediator", words.mediator_before, words.mediator_after),
        ("host", words.host_before, words.host_after),
    ):
        for pattern in before:
            for match in pattern.finditer(page.text):
                yield from _named(page, field, match, _last_before(page, match.start()))  # type: ignore[arg-type]
        for pattern in after:
            for match in pattern.finditer(page.text):
                yield from _named(page, field, match, _first_after(page, match.end()))  # type: ignore[arg-type]
    for mention in page.mentions:
        if mention.kind == "person" and mention.office and _has(mention.office, words.mediating_offices):
            yield _found("mediator", mention, "office.mediator")


def attendants(page: Page, words: ContactWords) -> Iterator[Found]:
    """Persons with an office whom a sentence tells to lead, to speak for or to be sent by a side, or who stand beside the act."""
    telling = (*words.attendance, *words.durations, *words.mediator_before)
    cued = any(pattern.search(page.text) for pattern in telling)
    if not cued and not page.own:
        return
    for mention in page.mentions:
        if (
            mention.kind != "person"
            or not mention.country
            or not mention.office
            or (mention.start, mention.end) in page.speakers
        ):
            continue
        if _has(mention.office or "", words.no_attendance) or mention.basis.startswith("coref.pronoun"):
            continue
        yield _found("participant", mention, "attendance" if cued else "beside the act")


def _has(office: str, words: frozenset[str]) -> bool:
    return bool(words & set(re.findall(r"[\w-]+", office.lower())))


def _named(page: Page, field: DetailField, match: re.Match[str], who: ActorMention | None) -> Iterator[Found]:
    if who is not None:
        at = page.sentence.start
        start, end = min(who.start, at + match.start()), max(who.end, at + match.end())
        yield Found(
            field=field,
            value=who.country or "",
            start=start,
            end=end,
            rule=f"{field}.cue",
            actor=who,
            cue=match.group(),
        )


def _found(field: DetailField, mention: ActorMention, rule: str) -> Found:
    return Found(
        field=field, value=mention.country or "", start=mention.start, end=mention.end, rule=rule, actor=mention
    )


def _last_before(page: Page, cue: int) -> ActorMention | None:
    """The last actor before the cue, a person above the state that stands with him."""
    at = page.sentence.start + cue
    near = [m for m in page.mentions if m.country and not m.members and m.end <= at + 1 and at - m.end <= NEAR]
    return _person_or_last(near)


def _first_after(page: Page, cue: int) -> ActorMention | None:
    at = page.sentence.start + cue
    near = [m for m in page.mentions if m.country and not m.members and at <= m.start + 1 and m.start - at <= NEAR]
    if not near:
        return None
    first = min(near, key=lambda m: m.start)
    beside = [m for m in near if m.country == first.country and m.kind == "person" and m.start - first.end <= 3]  # noqa: PLR2004  (", " or "'s ")
    return beside[0] if beside else first


def _person_or_last(near: list[ActorMention]) -> ActorMention | None:
    if not near:
        return None
    last = max(near, key=lambda m: m.start)
    beside = [m for m in near if m.country == last.country and m.kind == "person" and last.start - m.end <= 6]  # noqa: PLR2004  (" of ", ", of ")
    return beside[-1] if beside else last
