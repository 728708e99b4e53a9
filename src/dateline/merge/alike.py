"""Tellings that say too little of day and sides, in stories that are alike: the same act where nothing speaks against it."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from .clusters import Clusters
from .leads import Leads
from .telling import Telling, contradict, sides_fit

#: What the lead of the stories and the sentences of the act weigh.
_LEAD, _SENTENCE = 0.7, 0.3
#: Likeness from which two tellings are of one act, and that which two groups keep on the average of their members.
_ALIKE, _ON_AVERAGE = 0.16, 0.128
#: Likeness where the act is told by another word of the same mode, or by another word of the same type.
_SAME_MODE, _SAME_TYPE = math.sqrt(0.8), math.sqrt(0.5)
#: Likeness where the day of one of the stories is not known.
_ONE_UNDATED = 0.5
#: Likeness of the sentences without which that of the stories says nothing: where the act has another word, where the stories have
#: days (of which what they tell is known better), and where one story tells both.
_FLOOR, _OTHER_WORD, _DATED, _OTHER_DATED, _ONE_STORY = 0.05, 0.1, 0.1, 0.2, 0.2
#: Stories of known days tell the news of the same days.
_DAYS = 3
#: Stories share so many of their rarest words; a word that more tellings of one kind and time share says little.
_RARE_WORDS, _IN_COMMON, SHARED_BY = 32, 3, 24
#: So many tellings of unknown days are compared with those of each span of days; more only with each other.
_UNDATED = 200
#: Members of a group that a joining group is compared with.
_COMPARED = 8
#: Scores tell that this is the least sure of all rules.
_BASE, _MOST = 0.5, 0.75


def join_alike(
    tellings: Sequence[Telling], clusters: Clusters, leads: Leads, pairs: Collection[tuple[int, int]] | None = None
) -> Clusters:
    """Joins groups of tellings in stories that are alike, the most alike first, as long as the groups are so on the average.

    The way of the field for acts without place and day: alike stories first, then the same word or kind of act in them. Stories
    of known days have to be of the same days. No group that holds a contradiction comes out. pairs: those to compare, where they
    are known. The groups come back.
    """
    if not leads:
        return clusters
    compared = Compared(tellings, leads)
    found = alike_pairs(compared, compared.candidates() if pairs is None else pairs)
    for alike, i, j in sorted(found, key=lambda pair: (-pair[0], *pair[1:])):
        if clusters.top(i) == clusters.top(j) or clusters.contradict(i, j):
            continue
        if compared.on_average(clusters.standing(i), clusters.standing(j)) >= _ON_AVERAGE:
            reason = f"same act in stories that are alike ({alike:.2f}), nothing contradicts"
            clusters.join(i, j, round(min(_MOST, _BASE + alike), 2), reason)
    return clusters


def alike_pairs(compared: Compared, pairs: Collection[tuple[int, int]]) -> Iterator[tuple[float, int, int]]:
    """(likeness, one, other) for those of the pairs that are alike enough to be one event."""
    for i, j in sorted(pairs):
        if (alike := compared.alike(i, j)) >= _ALIKE:
            yield alike, i, j


def may_be_alike(a: Telling, b: Telling) -> bool:
    """Could they be one event if their stories and sentences were as alike as can be?"""
    return _near(a, b) and _same_news(a, b) > 0 and _sides_meet(a, b) and _sense(a, b) > 0 and not contradict(a, b)


class Compared:
    """Tellings with the words of their stories and sentences, each looked up once and only where they are compared."""

    def __init__(self, tellings: Sequence[Telling], leads: Leads) -> None:
        self._tellings, self._leads = tellings, leads
        self._sentences: dict[int, Sequence[int]] = {}
        self._rare: dict[tuple[str, str], Sequence[int]] = {}

    def _lead(self, i: int) -> Sequence[int]:
        return self._leads.of(self._tellings[i].story)

    def _sentence(self, i: int) -> Sequence[int]:
        if i not in self._sentences:
            self._sentences[i] = self._leads.words(self._tellings[i].event.sentence)
        return self._sentences[i]

    def rarest(self, i: int) -> Sequence[int]:
        """The rarest words of a telling's story."""
        story = self._tellings[i].story
        if story not in self._rare:
            self._rare[story] = array("I", self._leads.rarest(self._lead(i), _RARE_WORDS))
        return self._rare[story]

    def candidates(self, spans: Collection[int] | None = None) -> set[tuple[int, int]]:
        """Pairs worth comparing. spans: of the windows that begin with these spans of days only, and those without days."""
        return set(_candidates(self._tellings, self, spans))

    def alike(self, i: int, j: int) -> float:
        """How likely two tellings are of one act, 0 to 1."""
        a, b = self._tellings[i], self._tellings[j]
        news = _same_news(a, b)
        if not news or not _sides_meet(a, b) or contradict(a, b):
            return 0.0
        sense = _sense(a, b)
        sentence = self._leads.alike(self._sentence(i), self._sentence(j)) if sense else 0.0
        if sentence < _least(a, b, sense):
            return 0.0
        return news * sense * (_LEAD * self._leads.alike(self._lead(i), self._lead(j)) + _SENTENCE * sentence)

    def on_average(self, some: Sequence[int], others: Sequence[int]) -> float:
        """The same for two groups."""
        each = [self.alike(i, j) for i, j in itertools.product(some[:_COMPARED], others[:_COMPARED])]
        return math.fsum(each) / len(each)


def _sense(a: Telling, b: Telling) -> float:
    """How sure it is that two tellings tell a kind of act: by the same word, the same mode, or only the same type; else 0."""
    if a.trigger_stems & b.trigger_stems:
        return 1.0
    modes = {a.event.mode, b.event.mode}
    if a.event.type != b.event.type:
        return 0.0
    if None in modes:
        return _SAME_TYPE
    return _SAME_MODE if len(modes) == 1 else 0.0


def _least(a: Telling, b: Telling, sense: float) -> float:
    """How alike the sentences have to be."""
    if a.story == b.story:
        return _ONE_STORY
    if a.event.published is None or b.event.published is None:
        return _FLOOR if sense == 1 else _OTHER_WORD
    return _DATED if sense == 1 else _OTHER_DATED


def _sides_meet(a: Telling, b: Telling) -> bool:
    """May the sides be the same? One telling may know none of them, or one only the actor and the other only whom it is done to.

    Stories that tell no day of their own are old copy or pages of any kind, in which states are guessed: one side is enough.
    """
    if not a.sides or not b.sides or sides_fit(a, b):
        return True
    if a.mutual or b.mutual:
        return False
    shared = bool(a.actors & b.actors), bool(a.recipients & b.recipients)
    known = bool(a.actors and b.actors), bool(a.recipients and b.recipients)
    dated = a.event.published is not None and b.event.published is not None
    return shared == known if dated or not any(known) else any(shared)


def _same_news(a: Telling, b: Telling) -> float:
    """How sure it is that the stories are of the same days: published within days of each other, or both of unknown day."""
    one, other = a.event.published, b.event.published
    if one is None or other is None:
        return 1.0 if one is other else _ONE_UNDATED
    return float(abs((one - other).days) <= _DAYS)


def span_of(telling: Telling) -> int | None:
    """The span of days in which the story of a telling was published."""
    published = telling.event.published
    return published.toordinal() // _DAYS if published else None


def days_around(telling: Telling) -> tuple[dt.date, dt.date] | None:
    """The days of publication of all tellings in the windows of one; None if its day is not known."""
    span = span_of(telling)
    if span is None:
        return None
    return dt.date.fromordinal(_DAYS * (span - 1)), dt.date.fromordinal(_DAYS * (span + 2) - 1)


def _near(a: Telling, b: Telling) -> bool:
    """Are they in one window: of one kind of act, and in one span of days or the next?"""
    one, other = span_of(a), span_of(b)
    return (a.kind, a.family) == (b.kind, b.family) and (one is None or other is None or abs(one - other) <= 1)


def _candidates(
    tellings: Sequence[Telling], compared: Compared, only: Collection[int] | None
) -> Iterator[tuple[int, int]]:
    """Pairs of tellings of one kind of act whose stories share rare words, and whose days of publication may be the same."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for i, telling in enumerate(tellings):
        kinds.setdefault((telling.kind, telling.family), []).append(i)
    for members in kinds.values():
        for near in _windows(tellings, members, only):
            sharing: dict[int, list[int]] = {}
            for i in near:
                for word in compared.rarest(i):
                    sharing.setdefault(word, []).append(i)
            blocks = (block for block in sharing.values() if len(block) <= SHARED_BY)
            common = Counter(pair for block in blocks for pair in itertools.combinations(block, 2))
            yield from (pair for pair, words in common.items() if words >= _IN_COMMON)


def _windows(tellings: Sequence[Telling], members: Sequence[int], only: Collection[int] | None) -> Iterator[list[int]]:
    """Tellings of stories of the same days, those of a span of days with those of the next; each with those of unknown days.

    Those of unknown days alone are one window more. only: the spans with which a window begins, None for all.
    """
    spans: dict[int, list[int]] = {}
    undated: list[int] = []
    for i in members:
        span = span_of(tellings[i])
        (undated if span is None else spans.setdefault(span, [])).append(i)
    for span in sorted(spans if only is None else spans.keys() & only):
        yield sorted(spans[span] + spans.get(span + 1, []))
        if 0 < len(undated) <= _UNDATED:
            yield sorted(spans[span] + spans.get(span + 1, []) + undated)
    if undated:
        yield undated
