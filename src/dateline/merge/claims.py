"""What claims are about that other stories tell: a denial of a meeting, an account of a raid, a comment on what is disputed."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import ClaimDigest, ClaimLink, EventDigest

#: Days between an act and a claim that speaks of it without a day; a denial may be published before the act is told.
_REACH, _AHEAD = 180, 30
#: Days that two accounts of one act may differ in.
_APART = 3
#: What a link has by its rule, and what speaks for it besides. The figures order the links, they are no probabilities.
_BASE, _BESIDE, _NAMED, _SIDE, _PLACE, _PERSON, _DAY, _SOON = 0.5, 0.42, 0.1, 0.08, 0.08, 0.08, 0.12, 0.06
#: Who denies or confirms speaks of what somebody told.
_ANSWER = 0.05
_ANSWERS = frozenset({"denies", "doubts", "confirms"})
#: Days that make an act the news of the claim.
_NEWS = 10
_LEAST = 0.6
#: A claim whose own story ties it as surely as this comments on nothing else.
_SURE = 0.62
_COMMENT = 0.5
#: Events of one act and country that are looked at for a claim: the nearest by day.
_LOOKED_AT = 40
_UNREAL = frozenset({"hypothetical", "not_occurred"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """An event with what all its tellings say together. days: those of each telling that has some; known: its first publication."""

    group: str
    kinds: frozenset[str]
    planned: bool
    countries: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]
    days: tuple[tuple[dt.date, dt.date], ...]
    known: dt.date | None
    stories: frozenset[str]

    @property
    def day(self) -> dt.date | None:
        """The day to look for it by: its own, else that of its first story."""
        return min((first for first, _ in self.days), default=self.known)


def link_claims(
    claims: Iterable[ClaimDigest], digests: Iterable[EventDigest], groups: Mapping[tuple[str, str], str]
) -> tuple[ClaimLink, ...]:
    """Links from claims to events that another story tells, by number of the claim; independent of the order of both.

    groups: the group of each telling, by event_id and source_id. A claim is linked by its words: it names such an act, all sides
    of the event are named in it or at the head of its story, and its days do not contradict. Of several events the likest is meant,
    then the nearest. Claims of the same story that are about nothing surer comment on what the others are linked to.
    """
    acts = _Acts(_acts(digests, groups))
    found: list[ClaimLink] = []
    ordered = sorted(claims, key=lambda claim: (claim.story_id, claim.source_id, claim.start, claim.claim_no))
    for _, told in itertools.groupby(ordered, key=lambda claim: (claim.story_id, claim.source_id)):
        found += _links_of(list(told), acts)
    return tuple(sorted(found, key=lambda link: (link.claim_no, link.group)))


# -------------------------------------------------------------------------------------------------------------- events
def _acts(digests: Iterable[EventDigest], groups: Mapping[tuple[str, str], str]) -> list[_Act]:
    """One act a group, by group; what did not or may not have happened by any telling is left out."""
    tellings: dict[str, list[EventDigest]] = {}
    for event in sorted(digests, key=lambda e: (e.event_id, e.source_id, e.story_id)):
        group = groups.get((event.event_id, event.source_id))
        if group is not None:
            tellings.setdefault(group, []).append(event)
    return [_act(group, told) for group, told in sorted(tellings.items()) if any(e.status not in _UNREAL for e in told)]


def _act(group: str, told: Sequence[EventDigest]) -> _Act:
    published = [event.published for event in told if event.published is not None]
    return _Act(
        group=group,
        kinds=frozenset(kind for event in told for kind in (event.type, event.act)),
        planned=all(event.status in {"planned", "postponed", "cancelled"} for event in told),
        countries=frozenset(c for event in told for c in (*event.actor_countries, *event.recipient_countries)),
        persons=frozenset(
            p for event in told for p in (*event.actor_ids, *event.recipient_ids) if p.startswith("person:")
        ),
        places=frozenset(event.where_name for event in told if event.where_name),
        days=tuple(sorted({(e.first, e.last) for e in told if e.first is not None and e.last is not None})),
        known=min(published, default=None),
        stories=frozenset(event.story_group for event in told),
    )


class _Acts:
    """Acts by kind and country, to be looked up for one claim after the other."""

    def __init__(self, acts: Iterable[_Act]) -> None:
        self._by: dict[tuple[str, str], list[_Act]] = {}
        for act in acts:
            for kind, country in itertools.product(act.kinds, act.countries):
                self._by.setdefault((kind, country), []).append(act)
        self._calendars: dict[tuple[str, str], _Calendar] = {}

    def near(self, claim: ClaimDigest) -> list[_Act]:
        """Acts of the kinds and countries that the claim speaks of, those nearest to it by day; by group."""
        found: dict[str, _Act] = {}
        for key in itertools.product(claim.topic.acts, claim.topic.countries):
            of_kind = self._by.get(key, [])
            if len(of_kind) > _LOOKED_AT:
                if key not in self._calendars:
                    self._calendars[key] = _Calendar(of_kind)
                of_kind = self._calendars[key].nearest(claim)
            found |= {act.group: act for act in of_kind}
        return [found[group] for group in sorted(found)]


class _Calendar:
    """Acts in order of day, so that the nearest to a claim are found without looking at all."""

    def __init__(self, acts: Iterable[_Act]) -> None:
        by_group = sorted(acts, key=lambda act: act.group)
        self._by_group = by_group
        self._undated = [act for act in by_group if act.day is None]
        self._days: list[dt.date] = []
        self._on: list[list[_Act]] = []
        dated = sorted(((act.day, act) for act in by_group if act.day is not None), key=lambda entry: entry[0])
        for day, entries in itertools.groupby(dated, key=lambda entry: entry[0]):
            self._days.append(day)
            self._on.append([act for _, act in entries])

    def nearest(self, claim: ClaimDigest) -> list[_Act]:
        """The acts nearest to the claim by day, of as near ones those that come first by group."""
        if claim.published is None:
            return self._by_group[:_LOOKED_AT]
        at = bisect_left(self._days, claim.published)
        before = (self._told(claim, n) for n in range(at - 1, -1, -1))
        after = (self._told(claim, n) for n in range(at, len(self._days)))
        away = heapq.merge(before, after, [(_AHEAD, self._undated)], key=lambda entry: entry[0])
        found: list[_Act] = []
        for _, of_one in itertools.groupby(away, key=lambda entry: entry[0]):
            if len(found) >= _LOOKED_AT:
                break
            found += sorted((act for _, acts in of_one for act in acts), key=lambda act: act.group)
        return found[:_LOOKED_AT]

    def _told(self, claim: ClaimDigest, n: int) -> tuple[int, list[_Act]]:
        """The acts of a day, and how far it is from the claim."""
        return (_away(claim, self._on[n][0]), self._on[n])


# --------------------------------------------------------------------------------------------------------------- links
def _links_of(told: Sequence[ClaimDigest], acts: _Acts) -> Iterator[ClaimLink]:
    """Links of the claims of one story, in order of the text."""
    linked: list[tuple[ClaimDigest, ClaimLink, _Act]] = []
    for claim in told:
        ranked = sorted(
            (
                (-score, _away(claim, act), act.group, act, reason)
                for act in acts.near(claim)
                for score, reason in _fit(claim, act)
            ),
            key=lambda fit: fit[:3],
        )
        for score, _, group, act, reason in ranked[:1]:
            link = ClaimLink(claim_no=claim.claim_no, group=group, score=round(-score, 2), reason=reason)
            linked.append((claim, link, act))
            yield link
    known = {link.claim_no for _, link, _ in linked}
    for claim in told:
        if claim.claim_no not in known and (claim.sure < _SURE or claim.topic.account):
            yield from _comment(claim, linked)


def _comment(claim: ClaimDigest, linked: Sequence[tuple[ClaimDigest, ClaimLink, _Act]]) -> Iterator[ClaimLink]:
    """What the claims of the story nearest before it, else behind it, are linked to, if the speaker's state has to do with it."""
    own = [
        (other.start > claim.start, abs(other.start - claim.start), link)
        for other, link, act in linked
        if other.stance in _ANSWERS
        and (claim.country is None or claim.country in act.countries)
        and link.group not in claim.about
    ]
    for _, _, link in sorted(own, key=lambda near: near[:2])[:1]:
        rule = "account of what its story disputes" if claim.topic.account else "comment on what its story disputes"
        score = _LEAST if claim.topic.account else _COMMENT
        yield ClaimLink(claim_no=claim.claim_no, group=link.group, score=score, reason=rule)


def _fit(claim: ClaimDigest, act: _Act) -> Iterator[tuple[float, str]]:
    """Score and reason if the claim may be about the act, and the act is not one that its own story alone tells."""
    topic = claim.topic
    if act.group in claim.about or act.stories <= {claim.story_group} or (act.planned and not topic.planned):
        return
    known = {*topic.countries, *topic.around}
    days = _days(claim, act)
    if not act.countries <= known or days is None:
        return
    points = [(_DAY, "same day")] if days else []
    points += [(_NAMED, "sides named")] if act.countries <= set(topic.countries) else []
    points += [(_SIDE, "speaker's side")] if claim.country in act.countries else []
    points += [(_PLACE, "same place")] if act.places & set(topic.places) else []
    points += [(_PERSON, "same person")] if _share_persons(act.persons, topic.persons) else []
    points += [(_SOON, "in the news")] if _away(claim, act) <= _NEWS else []
    points += [(_ANSWER, claim.stance)] if claim.stance in _ANSWERS else []
    score = (_BESIDE if topic.beside else _BASE) + sum(point for point, _ in points)
    if score >= _LEAST and (len(act.countries) > 1 or days or len(points) > 1):
        kinds = ", ".join(sorted(act.kinds & set(topic.acts)))
        stands = "stands beside words of" if topic.beside else "speaks of"
        yield score, f"{stands} {kinds} told elsewhere: " + ", ".join(words for _, words in points)


def _days(claim: ClaimDigest, act: _Act) -> bool | None:
    """True for the same day, False where the days do not speak against it, None where they do."""
    first, last = claim.topic.first, claim.topic.last
    if first is not None and last is not None and act.days:
        gaps = [max(0, (a - last).days, (first - b).days) for a, b in act.days]
        return True if not min(gaps) else False if min(gaps) <= _APART else None
    day = act.day
    if day is None or claim.published is None:
        return False
    before = (claim.published - day).days
    known = (claim.published - act.known).days if act.known is not None else 0
    return False if -1 <= before <= _REACH and known >= -_AHEAD else None


def _away(claim: ClaimDigest, act: _Act) -> int:
    """Days between the publication of the claim and the act; a month where one of them is not known."""
    day = act.day
    return abs((claim.published - day).days) if claim.published is not None and day is not None else _AHEAD


def _share_persons(first: Iterable[str], second: Iterable[str]) -> bool:
    """Do two lists of persons share one? Their states may be known in one of two stories only."""
    names = {entity.split(":")[1] for entity in first}
    return any(entity.split(":")[1] in names for entity in second if entity.startswith("person:"))
