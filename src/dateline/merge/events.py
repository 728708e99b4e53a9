"""The same event in several stories: blocked by act and sides, compared by date, persons and words."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence

from dateline.records import EventDigest, EventGroup, StoryDigest, content_id
from dateline.records.correction import Override

from .alike import join_alike
from .clusters import Clusters
from .corrections import find_corrections
from .leads import Leads
from .overrides import ByHand
from .retold import join_retold
from .telling import Telling, contradict, same_words, sides_agree

#: Acts of which a pair of states does not have two of a kind on one day, so that two agencies' reports are one event.
#: Verbal acts (praise, accusations, requests) are: across stories they join only where the words are the same.
RARE = frozenset({"CONSULT", "AGREE", "SANCTION", "RETREAT", "AID", "COOPERATE", "SUPPORT", "MOBILIZE"})
#: How sure each rule is that two tellings are of one event; the surest pairs are joined first.
_SAME_TELLING, _SAME_SENTENCE, _SAME_VERSION, _SAME_DAY, _SAME_WORDS = 1.0, 0.98, 0.95, 0.85, 0.8
#: Share of words that two sentences of one story's versions have in common when they are one sentence retouched.
_RETOUCHED = 0.6
#: Stems in common that make tellings of one day, act and sides one event where such acts are frequent.
_STEMS = 2


def merge_events(
    digests: Sequence[EventDigest], overrides: Sequence[Override] = (), *, stories: Iterable[StoryDigest] = ()
) -> tuple[EventGroup, ...]:
    """Each told event's group, in the order of (event_id, source_id); independent of the order of the digests.

    Inside the versions of one story two tellings join if act, sides and status agree and dates, persons, places and channels do
    not contradict; across stories a dated day, two known sides and a rare kind of act, or words in common, are asked for
    besides. A corrected story stands for its earlier versions in spite of contradictions. What says less (a month, no day, one
    side) joins the only event that it can mean. No member of a group contradicts another that still stands: a telling that
    names no person cannot join two calls of different persons. overrides: what a person says, by event_id, goes before all rules.
    stories: those of the ledger; tellings that say too little of day and sides are joined where their stories are alike.
    """
    tellings = [Telling(event) for event in sorted(digests, key=lambda e: (e.event_id, e.source_id))]
    clusters = by_what_they_say(tellings, overrides)
    return grouped(tellings, overrides, join_alike(tellings, clusters, Leads(stories)))


def by_what_they_say(tellings: Sequence[Telling], overrides: Sequence[Override]) -> Clusters:
    """Groups of tellings by all rules but the last, which looks at their stories. overrides: those apart by hand stay apart."""
    by_hand = ByHand([telling.event.event_id for telling in tellings], overrides)
    clusters = Clusters(tellings, by_hand.apart)
    for score, i, j, reason in sorted(_same_pairs(tellings), key=lambda pair: (-pair[0], *pair[1:])):
        clusters.join(i, j, score, reason)
    for score, i, j, reason in find_corrections(tellings):
        clusters.correct(i, j, score, reason)
    join_retold(tellings, clusters, RARE)
    return clusters


def grouped(tellings: Sequence[Telling], overrides: Sequence[Override], clusters: Clusters) -> tuple[EventGroup, ...]:
    """The groups with their names, when what persons say is one has been joined."""
    by_hand = ByHand([telling.event.event_id for telling in tellings], overrides)
    for i, words in by_hand.join(clusters).items():
        clusters.told_by_hand(i, words)
    first = _names(tellings, clusters)
    return tuple(
        _member(first[clusters.top(i)], telling.event, clusters.reason(i)) for i, telling in enumerate(tellings)
    )


def _member(group: str, event: EventDigest, why: tuple[float, str]) -> EventGroup:
    return EventGroup(
        group=group,
        event_id=event.event_id,
        source_id=event.source_id,
        story_id=event.story_id,
        score=why[0],
        reason=why[1],
    )


def _same_pairs(tellings: Sequence[Telling]) -> Iterator[tuple[float, int, int, str]]:
    """Pairs of tellings of one event with score and reason."""
    for i, j in sorted({pair for block in blocks(tellings) for pair in itertools.combinations(block, 2)}):
        score, reason = same_event(tellings[i], tellings[j])
        if reason:
            yield score, i, j, reason


def blocks(tellings: Sequence[Telling]) -> Iterable[list[int]]:
    """Tellings worth comparing: of one story group, of the same sides on the same days, or in the same words; same kind of act."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for i, telling in enumerate(tellings):
        event, kind = telling.event, (telling.kind, telling.family)
        blocks.setdefault(("story", event.story_group, *kind), []).append(i)
        if event.first and event.last and len(telling.sides) > 1:
            if event.grain != "day":
                day = f"{event.first.isoformat()}/{event.last.isoformat()}"
                blocks.setdefault(("time", day, *kind, *sorted(telling.sides)), []).append(i)
            for day in {event.first.isoformat(), event.last.isoformat()} if event.grain == "day" else ():
                blocks.setdefault(("day", day, *kind, *sorted(telling.sides)), []).append(i)
        if event.first and event.sentence:
            words = " ".join(sorted(telling.words))
            blocks.setdefault(("words", event.first.isoformat(), *kind, words, event.trigger), []).append(i)
    return blocks.values()


def same_event(a: Telling, b: Telling) -> tuple[float, str]:
    """Score and reason if two tellings are of one event by what they say; none if they are not, or if it cannot be told."""
    if a.event.event_id == b.event.event_id:
        return _SAME_TELLING, "same telling"
    if a.story == b.story or contradict(a, b):
        return 0.0, ""  # one story's own tellings were compared with their syntax at hand (told_once)
    same_story, alike = a.event.story_group == b.event.story_group, same_words(a, b)
    same_type = (a.event.type, a.event.act) == (b.event.type, b.event.act)
    same_trigger = a.event.trigger.lower() == b.event.trigger.lower()  # one sentence may tell two acts of a kind
    if same_trigger and (alike == 1.0 or (same_story and alike >= _RETOUCHED)):
        return _SAME_SENTENCE, f"same sentence ({alike:.2f} of the words), nothing contradicts"
    if not sides_agree(a, b):
        return 0.0, ""
    dated = (a.days is not None) + (b.days is not None)
    if same_story and dated != 1 and same_type:
        return _SAME_VERSION, "told again in another version: same act and sides, nothing contradicts"
    if same_story or dated < 2:  # noqa: PLR2004  (both)
        return 0.0, ""
    exact, common = a.exact and b.exact, len(a.stems & b.stems)
    if exact and same_type and a.event.act in RARE:
        return _SAME_DAY, "same act, sides and day in another story, nothing contradicts"
    if common >= _STEMS and (exact or (a.days == b.days and same_type)):
        return _SAME_WORDS, f"same sides, time and {common} words in another story, nothing contradicts"
    return 0.0, ""


def _names(tellings: Sequence[Telling], clusters: Clusters) -> dict[int, str]:
    """A group is named after its first telling: earliest story, then smallest id."""
    first: dict[int, Telling] = {}
    for i, telling in enumerate(tellings):
        top = clusters.top(i)
        if top not in first or _age(telling) < _age(first[top]):
            first[top] = telling
    return {top: content_id("eg", telling.event.event_id) for top, telling in first.items()}


def _age(telling: Telling) -> tuple[dt.date, str]:
    return (telling.event.published or dt.date.max, telling.event.event_id)
