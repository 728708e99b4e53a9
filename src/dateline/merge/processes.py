"""The same process in several sentences and stories: blocked by kind and a shared party, compared by parties, terms and sides."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.lexicon.process_states import load_state_terms
from dateline.records import ProcessDigest, ProcessGroup, content_id

#: How sure each rule is that a mention is one of a process.
_SAME_MENTION, _SAME_PERSON, _SAME_WORDS, _SHARED_WORDS, _NEAREST, _ONLY_ONE = 1.0, 0.98, 0.95, 0.85, 0.8, 0.7
_ONLY_READY = 0.6
#: Share of the smaller set of terms that two names of one process have in common, if neither holds the other.
_ENOUGH = 0.5
#: A process of fewer parties than this is one of which only one side has been told.
_SEVERAL = 2
#: So many of the latest processes of a kind and of its parties are looked at: a limit of cost, never met by a year of wire copy.
_LATEST = 200
#: Parties of which every smaller set is tried.
_FEW = 4

_Found = tuple[float, str]


@dataclass(slots=True, kw_only=True, eq=False)
class _Track:
    """A process as known so far: what its mentions said of it, and where each stands."""

    number: int
    kind: str
    parties: frozenset[str]
    group: str
    terms: set[str] = field(default_factory=set)
    by: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    person: str | None = None
    proper: set[str] = field(default_factory=set)
    whole: bool = False
    state: str = ""
    entered: dt.date = dt.date.min
    events: set[str] = field(default_factory=set)
    last: dt.date = dt.date.min

    def take(self, mention: ProcessDigest) -> None:
        """Adds what a mention of it says. The parties are those of the first mention that names two."""
        if len(self.parties) < _SEVERAL and self.parties <= set(mention.parties):
            self.parties = frozenset(mention.parties)
        self.terms |= set(mention.terms)
        self.by |= set(mention.by)
        self.against |= set(mention.against)
        self.person = self.person or _person(mention)
        self.proper |= _proper(mention)
        self.whole = self.whole or _is_whole(mention)
        day = mention.last or mention.published or dt.date.min
        if day >= self.entered:
            self.state, self.entered = mention.state, day
        self.events |= {mention.event_group} if mention.event_group else set()
        self.last = max(self.last, mention.published or dt.date.min)


def merge_processes(digests: Sequence[ProcessDigest]) -> tuple[ProcessGroup, ...]:
    """Each mention's process, in the order of (mention_id, source_id, story_id); independent of the order of the digests.

    Mentions are taken by day of publication, on one day those with the most terms first, and each joins a process of its kind and
    parties that was known by then: so what is told later never joins or parts what was known before. Words that contradict each
    other, opposite sides of a measure and different persons never join. A mention that says less than others ("the line") joins
    the nearest in its story, else the only process that it fits; where several fit, none.
    """
    tracks = _Tracks()
    groups = [tracks.place(mention) for mention in sorted(digests, key=_arrival)]
    return tuple(sorted(groups, key=lambda group: (group.mention_id, group.source_id, group.story_id)))


def _arrival(mention: ProcessDigest) -> tuple[dt.date, int, int, str, int, str, str]:
    known = (mention.published or dt.date.max, -len(mention.terms), -len(mention.parties), mention.mention_id)
    return (*known, mention.version, mention.source_id, mention.story_id)


class _Tracks:
    """All processes known so far, found by kind and party, by mention and by story."""

    def __init__(self) -> None:
        self._count = 0
        self._with_party: dict[tuple[str, str], list[_Track]] = {}
        self._of_parties: dict[tuple[str, frozenset[str]], list[_Track]] = {}
        self._of_mention: dict[str, _Track] = {}
        self._of_name: dict[tuple[str, str], list[_Track]] = {}
        self._of_person: dict[tuple[str, str], list[_Track]] = {}
        self._of_story: dict[tuple[str, str], list[tuple[int, _Track]]] = {}

    def place(self, mention: ProcessDigest) -> ProcessGroup:
        """The mention's process: one that is known, else a new one."""
        found = self._known(mention)
        track, score, reason = found or (self._new(mention), 1.0, "first mention")
        before = track.parties
        track.take(mention)
        if track.parties != before:
            self._index(track)
        person = _person(mention)
        if person and person == track.person and track not in self._of_person.get((mention.kind, person), []):
            self._of_person.setdefault((mention.kind, person), []).append(track)
        for name in _proper(mention):
            known = self._of_name.setdefault((mention.kind, name), [])
            if track not in known[-_LATEST:]:
                known.append(track)
        self._of_mention[mention.mention_id] = track
        self._of_story.setdefault((mention.story_id, mention.kind), []).append((mention.start, track))
        return ProcessGroup(
            group=track.group,
            mention_id=mention.mention_id,
            source_id=mention.source_id,
            story_id=mention.story_id,
            score=score,
            reason=reason,
        )

    def _new(self, mention: ProcessDigest) -> _Track:
        group = content_id("pr", mention.mention_id)
        track = _Track(number=self._count, kind=mention.kind, parties=frozenset(mention.parties), group=group)
        self._count += 1
        self._index(track)
        return track

    def _index(self, track: _Track) -> None:
        self._of_parties.setdefault((track.kind, track.parties), []).append(track)
        wide = [] if len(track.parties) < _SEVERAL else list(track.parties)
        for party in wide:
            self._with_party.setdefault((track.kind, party), []).append(track)

    def _known(self, mention: ProcessDigest) -> tuple[_Track, float, str] | None:
        if mention.mention_id in self._of_mention:
            return self._of_mention[mention.mention_id], _SAME_MENTION, "the same story from another source"
        near = self._nearest(mention)
        if near is not None and not mention.terms and not _is_whole(mention):
            return near, _NEAREST, "says less: the nearest of its kind in the story"
        fitting = [(*_fit(mention, track), track) for track in self._candidates(mention)]
        named = [(score, reason, track) for score, reason, track in fitting if reason]
        if named:
            score, reason, track = max(named, key=lambda found: _rank(mention, found))
            return track, score, reason
        vague = [track for score, _, track in fitting if score]
        if len(vague) == 1:
            return vague[0], _ONLY_ONE, "says less or more: the only process of its kind and parties that it fits"
        before = load_state_terms().comes_after.get(mention.state, frozenset()) if mention.change else frozenset()
        ready = [track for track in vague if track.state in before]
        if len(ready) == 1:
            return ready[0], _ONLY_READY, f"says less: the only one that can be {mention.state}, being {ready[0].state}"
        return None

    def _candidates(self, mention: ProcessDigest) -> Iterator[_Track]:
        """Those of the same person, then the latest of the kind that have the same parties, some of them, or these and others."""
        parties = frozenset(mention.parties)
        yield from self._of_person.get((mention.kind, _person(mention) or ""), [])
        for fewer in _subsets(parties):
            tracks = self._of_parties.get((mention.kind, fewer), [])
            yield from (track for track in tracks[-_LATEST:] if track.parties == fewer)
        rare = min((self._with_party.get((mention.kind, party), []) for party in parties), key=len, default=[])
        yield from (track for track in rare[-_LATEST:] if parties < track.parties)
        for name in sorted(_proper(mention)) if mention.kind in load_state_terms().named else ():
            tracks = self._of_name.get((mention.kind, name), [])
            yield from (track for track in tracks[-_LATEST:] if parties & track.parties)

    def _nearest(self, mention: ProcessDigest) -> _Track | None:
        """What the same story last spoke of before the mention, else next after it."""
        told = self._of_story.get((mention.story_id, mention.kind), [])
        fitting = [
            (start > mention.start, abs(start - mention.start), track.number, track)
            for start, track in told
            if _agree(mention, track) and _parties_fit(mention, track) and set(mention.terms) <= track.terms
        ]
        return min(fitting)[3] if fitting else None


def _subsets(parties: frozenset[str]) -> Iterator[frozenset[str]]:
    """The parties, then all smaller sets of them down to single ones; of very many only the single ones."""
    sizes = range(len(parties), 0, -1) if len(parties) <= _FEW else (len(parties), 1)
    for size in sizes:
        yield from map(frozenset, itertools.combinations(sorted(parties), size))


def _fit(mention: ProcessDigest, track: _Track) -> _Found:
    """How sure it is that the mention is of the process, and why; no reason if it only does not contradict; 0 if it does."""
    if mention.person and _person(mention) == track.person:
        return _SAME_PERSON, f"same person ({mention.person})"
    if not _agree(mention, track) or _is_whole(mention) != track.whole:
        return 0.0, ""
    said, known = set(mention.terms), track.terms
    shared = said & known
    if not _parties_fit(mention, track):
        name = _proper(mention) & track.proper
        return (_SHARED_WORDS, f"same name ({_words(name)})") if len(name) >= _SEVERAL else (0.0, "")
    if said == known and mention.parties and track.parties == set(mention.parties):
        return _SAME_WORDS, f"same kind, parties and words ({_words(said)})" if said else "same kind and parties"
    if said and known and not shared:
        return 0.0, ""
    if shared and (said <= known or known <= said):
        return _SAME_WORDS, f"same words ({_words(shared)})"
    if shared:
        share = len(shared) / min(len(said), len(known))
        return (_SHARED_WORDS, f"words in common ({_words(shared)})") if share >= _ENOUGH else (0.0, "")
    return _ONLY_ONE, ""


def _person(mention: ProcessDigest) -> str | None:
    """The person without the state, which one story tells and another does not; ids are "person:NAME:STATE"."""
    return ":".join(mention.person.split(":")[:2]) if mention.person else None


def _proper(mention: ProcessDigest) -> set[str]:
    """The terms that the name writes with a capital letter."""
    return {word.lower() for word in mention.name.split() if word[:1].isupper()} & set(mention.terms)


def _is_whole(mention: ProcessDigest) -> bool:
    """Whether the mention means all processes of its kind between its sides ("the sanctions")."""
    return not mention.terms and mention.name.lower() in load_state_terms().whole.get(mention.kind, frozenset())


def _rank(mention: ProcessDigest, found: tuple[float, str, _Track]) -> tuple[int, float, float, int, dt.date, int]:
    """The best of several processes that fit: most words in common, surest rule, parties, one event, last told of."""
    score, _, track = found
    shared = len(set(mention.terms) & track.terms)
    parties = len(track.parties & set(mention.parties)) / max(1, len(track.parties | set(mention.parties)))
    return (shared, score, parties, int(mention.event_group in track.events), track.last, -track.number)


def _parties_fit(mention: ProcessDigest, track: _Track) -> bool:
    """One of them names no party that the other leaves out."""
    parties = set(mention.parties)
    return parties <= track.parties or track.parties <= parties


def _agree(mention: ProcessDigest, track: _Track) -> bool:
    """Nothing said of both contradicts: persons, and who does it to whom."""
    if mention.person and track.person and _person(mention) != track.person:
        return False
    by, against = set(mention.by), set(mention.against)
    turned = bool(by & track.against or against & track.by)
    return not (turned and not (by & track.by or against & track.against))


def _words(terms: set[str]) -> str:
    return ", ".join(sorted(terms))
