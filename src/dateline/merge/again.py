"""Words by which a sentence tells again what the story has told, where type, day or side are told in another way."""

from __future__ import annotations

import datetime as dt
import re

from dateline.records import Event

#: "Made the proposal": the verb only carries a noun that stands for an act told before.
_REMADE = re.compile(
    r"(?:made|makes|put|repeated|renewed|conveyed|presented|extended|issued|delivered|voiced)\b.*?"
    r"\b(?:the|that|this|his|her|their|its)\s+(?:offer|proposal|promise|pledge|demand|request|appeal|threat|warning)\b",
    re.IGNORECASE | re.DOTALL,
)
_REMADE_TYPES = frozenset({"AGREE", "REQUEST", "THREATEN"})
#: Verbal acts of which one sentence tells a second by a participle only to say how ("criticized the terms, accusing ...").
_VERBAL = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE"})
_SAYING = re.compile(r",\s+(?:saying|arguing|insisting|declaring)\b[^,;]*$")
_HAVE = re.compile(r"\b(?:have|has)\s+(?:\w+ly\s+|also\s+|now\s+|just\s+)?$", re.IGNORECASE)
#: "Have signed" is told so many days later at most.
_DAYS = dt.timedelta(7)


def told_again(first: Event, second: Event, text: str) -> bool:
    """Does the second event tell the first again: in a participle, by "made the offer", or with a day that was left open?"""
    return _elaborates(first, second, text) or _remakes(first, second) or _dates(first, second, text)


def _elaborates(first: Event, second: Event, text: str) -> bool:
    """`Criticized the terms, accusing the ministry of hiding the rate`; `turned it down, saying it would not talk`."""
    if (first.type, first.status) != (second.type, second.status) or first.type not in _VERBAL:
        return False
    between = text[first.trigger.end : second.trigger.start]
    participle = second.trigger.text.split()[0].endswith("ing") and between.rstrip().endswith(",")
    return (
        (participle or _SAYING.search(between) is not None)
        and first.evidence[-1] == second.evidence[0]
        and _states(first) == _states(second)
    )


def _remakes(first: Event, second: Event) -> bool:
    """`Kazakhstan offered to mediate. Its minister made the offer in two calls.`"""
    if first.type != second.type or first.type not in _REMADE_TYPES or _REMADE.match(second.trigger.text) is None:
        return False
    return first.trigger.start < second.trigger.start and _states(first) == _states(second) and bool(_states(first))


def _dates(first: Event, second: Event, text: str) -> bool:
    """`The two have signed a pact, the ministry said on Wednesday. It was signed on Monday.`"""
    if (first.type, first.act, first.status) != (second.type, second.act, second.status) or first.background:
        return False
    loose = first.when.basis.endswith(":news-of-the-day") and _HAVE.search(text, 0, first.trigger.start) is not None
    if not loose or not second.when.text or first.when.first is None or second.when.last is None:
        return False
    same = {a.country for a in (*first.actors, *first.recipients)} == {
        a.country for a in (*second.actors, *second.recipients)
    }
    return same and first.when.first - _DAYS <= second.when.last <= first.when.first


def _states(event: Event) -> set[str | None]:
    return {actor.country for actor in event.actors}
