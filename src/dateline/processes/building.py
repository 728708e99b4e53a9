"""Puts mentions together once the whole story is read: parties filled up, doubles joined."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.process_kinds import EXISTS, Kind, Kinds
from dateline.records import (
    Attribution,
    Claim,
    CodedStory,
    Declined,
    Event,
    Evidence,
    ProcessMention,
    Span,
    When,
    content_id,
)

from .cues import Told
from .dating import Entry
from .parties import Sides
from .reading import LOCATIVE, Reading, states_of
from .threads import Thread

#: A trigger of several words is shown from the first to the last if they stand this close (tokens).
_TRIGGER_TOKENS = 6
#: Mentions that the second state of a story needs, for the two to be its pair.
_LEAST = 2
_PAIR = 2


#: A date that the words themselves tell takes the place of a guessed one so many days later.
NEWS = dt.timedelta(days=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a sentence tells of one process, before the story's end tells who its parties are.

    derived: it follows from what is denied or still to come ("has not been lifted"), so that it yields to what is told.
    """

    reading: Reading
    told: Told
    thread: Thread
    state: str
    entry: Entry
    event: Event | None
    claim: Claim | None
    derived: bool = False


def mentions_of(
    coded: CodedStory, drafts: Sequence[Draft], kinds: Kinds
) -> tuple[list[ProcessMention], list[Declined]]:
    """The mentions in the order of the text, and what was declined: without parties, or told only in passing where more is told."""
    declined: list[Declined] = []
    told: list[_Told] = []
    parties = {id(d.thread): _filled(d, coded, kinds.kinds[d.thread.kind]) for d in drafts}
    for draft in drafts:
        sides = parties[id(draft.thread)]
        if _is_weaker(draft, drafts):
            declined.append(_declined(draft, "processes.weaker: the story tells more of it"))
        elif not sides.all:
            declined.append(_declined(draft, "processes.no-party: nobody is told whose process it is"))
        else:
            told.append((id(draft.thread), _mention(draft, sides, kinds.kinds[draft.thread.kind])))
    found = _undated_asides(_once(told))
    return sorted(found, key=lambda m: (m.trigger.start, m.trigger.end, m.name)), declined


def _is_weaker(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Told in passing, or only implied, while the story tells of another state of the same process."""
    others = [
        d for d in drafts if d.thread is draft.thread and d is not draft and not d.derived and d.told.state != EXISTS
    ]
    if draft.told.state == EXISTS:
        return bool(others) and not draft.entry.change and not draft.entry.basis.startswith("own")
    changed = [d for d in others if d.entry.change and d.state != "planned"]
    if not draft.derived or not changed:
        return False
    last = max(changed, key=lambda d: (d.entry.when.last is not None, d.entry.when.last or dt.date.min))
    return last.state != draft.state


_Told = tuple[int, ProcessMention]


def _once(told: Sequence[_Told]) -> list[_Told]:
    """One mention for each state and date of a process; what has no date of its own joins the one that has it."""
    found: list[_Told] = []
    for thread, mention in sorted(told, key=lambda item: -_exactness(item[1])):
        same = next((k for k, (t, other) in enumerate(found) if t == thread and _tells_it(other, mention)), None)
        if same is None:
            found.append((thread, mention))
        else:
            found[same] = (thread, _joined(found[same][1], mention))
    return found


def _exactness(mention: ProcessMention) -> int:
    """What tells the date best: the words themselves, then the clause or event, then the day of the news; none last."""
    if mention.when.first is None:
        return 0
    return 3 if ":own" in mention.basis else 1 if mention.basis.endswith("news-of-the-day") else 2


def _tells_it(first: ProcessMention, second: ProcessMention) -> bool:
    """Does the first tell the state of the second, at least as exactly?"""
    if first.state != second.state:
        return False
    one, two = first.when.first, second.when.first
    if one is None or two is None:
        return two is None and first.change
    soon = dt.timedelta(0) <= two - one <= NEWS
    guessed = second.change and _exactness(second) < _exactness(first)
    return first.when.value == second.when.value or (soon and guessed and first.change)


def _undated_asides(told: Sequence[_Told]) -> Iterator[ProcessMention]:
    """The mentions; "stalled talks" that something else became of in the story were stalled at a time that it does not tell."""
    for thread, mention in told:
        others = [m for t, m in told if t == thread and m.change and m.state not in {mention.state, "planned"}]
        if mention.basis.endswith(":aside") and others:
            yield replace(mention, when=When(), background=True)
        else:
            yield mention


def _joined(first: ProcessMention, second: ProcessMention) -> ProcessMention:
    """The same told twice: the first, with the evidence of both."""
    evidence = (*first.evidence, *(e for e in second.evidence if e not in first.evidence))
    return replace(first, evidence=evidence, event_id=first.event_id or second.event_id)


def _mention(draft: Draft, sides: Sides, kind: Kind) -> ProcessMention:
    reading, thread, entry = draft.reading, draft.thread, draft.entry
    story = reading.scene.coded.resolved.parsed.split.story
    sentence = reading.sentence
    trigger = _trigger(reading, draft.told)
    sided = kind.has_sides
    return ProcessMention(
        mention_id=content_id("pm", story.story_id, thread.kind, thread.name, draft.state, trigger.start, trigger.end),
        story_id=story.story_id,
        source_id=story.source_id,
        kind=thread.kind,
        name=thread.name,
        terms=tuple(sorted(thread.terms)),
        subject=thread.subject,
        parties=tuple(sorted(sides.all)),
        by=sides.by if sided else (),
        against=sides.against if sided else (),
        person=thread.person.entity_id if thread.person else None,
        state=draft.state,
        when=entry.when,
        change=entry.change,
        background=entry.background,
        event_id=draft.event.event_id if draft.event else None,
        attributed_to=_attributed(draft),
        trigger=trigger,
        evidence=(Evidence(part=sentence.part, start=sentence.start, end=sentence.end),),
        confidence=_confidence(draft, sides),
        basis=f"rule:{thread.kind}.{draft.told.slot}:{entry.basis}",
    )


def _trigger(reading: Reading, told: Told) -> Span:
    words = sorted({told.at, *told.words})
    if words[-1] - words[0] >= _TRIGGER_TOKENS:
        words = [told.at]
    start, end = reading.span(words)
    return Span(start=start, end=end, text=reading.text[start:end])


def _attributed(draft: Draft) -> tuple[Attribution, ...]:
    if draft.event is not None and draft.event.attributed_to:
        return draft.event.attributed_to
    claim = draft.claim
    if claim is None:
        return ()
    return (Attribution(text=claim.speaker.text, country=claim.country, cue=claim.cue),)


def _confidence(draft: Draft, sides: Sides) -> float:
    """0.55 to 0.95 by what supports it: an event of the same words, two parties, a date, a name of its own. An ordering only."""
    score = 0.55
    score += 0.1 if draft.event is not None else 0.0
    score += 0.1 if len(sides.all) > 1 else 0.0
    score += 0.1 if draft.entry.when.first is not None else 0.0
    score += 0.1 if draft.thread.terms else 0.0
    return round(score, 2)


# ------------------------------------------------------------------------------------------------------------- parties
def _filled(draft: Draft, coded: CodedStory, kind: Kind) -> Sides:
    """The thread's parties; where one is missing those of the event, then of the sentence, then of the story's pair."""
    sides = draft.thread.sides
    if _is_whole(sides, kind) and not kind.persons:
        return sides
    if draft.event is not None:
        sides = sides.and_(_of_event(draft.event, kind))
    if kind.persons:
        return _of_captors(draft, sides, _pair(coded))
    if _is_whole(sides, kind):
        return sides
    own, pair = set(sides.all), _pair(coded)
    others = _others(draft, own)
    if len(own) == 1 and len(others) == 1:
        return sides.and_(_missing(sides, others, kind))
    if own and own < pair:
        return sides.and_(_missing(sides, tuple(sorted(pair - own)), kind))
    if own or kind.has_sides:
        speaker = tuple(code for code in (_state_of_speaker(draft),) if code and code not in own)
        return sides.and_(_missing(sides, speaker, kind)) if own and kind.has_sides and not sides.by else sides
    return sides.and_(Sides(both=tuple(sorted(pair)) or (others if len(others) == _PAIR else ())))


def _others(draft: Draft, own: set[str]) -> tuple[str, ...]:
    """The other states of the sentence, speakers left out; else of another sentence about the process that tells of one."""
    claim = draft.claim
    spoken = {
        m.country for m in draft.reading.scene.actors if claim and claim.speaker.start <= m.start < claim.speaker.end
    }
    here = [code for code in states_of(draft.reading) if code not in own and code not in spoken]
    found = [here, *([code for code in told if code not in own] for told in draft.thread.beside)]
    return tuple(next((codes for codes in found if len(codes) == 1), here))


def _of_captors(draft: Draft, sides: Sides, pair: set[str]) -> Sides:
    """People whom another state holds; where no doer is told, the other state of the story."""
    reading, verb = draft.reading, draft.told.clause
    unsaid = reading.syntax.is_verb(verb) and not reading.syntax.agent(verb)
    if sides.against and not sides.by and unsaid and set(sides.against) < pair:
        sides = sides.and_(Sides(by=tuple(sorted(pair - set(sides.against)))))
    return sides if sides.by and sides.against else Sides()


def _state_of_speaker(draft: Draft) -> str | None:
    """The state for which somebody says it; envoys of organisations speak for none."""
    claim = draft.claim
    return (
        claim.country
        if claim is not None and claim.speaker.entity_id.count(":") and claim.country in _states(draft)
        else None
    )


def _states(draft: Draft) -> set[str]:
    return {code for codes in draft.reading.kinds.peoples.values() for code in codes}


def _is_whole(sides: Sides, kind: Kind) -> bool:
    if sides.whole and sides.all:
        return True
    return bool(sides.by and sides.against) if kind.has_sides else len(sides.all) > 1


def _missing(sides: Sides, codes: tuple[str, ...], kind: Kind) -> Sides:
    if not kind.has_sides:
        return Sides(both=codes)
    return (
        Sides(against=codes)
        if sides.by and not sides.against
        else Sides(by=codes)
        if sides.against
        else Sides(both=codes)
    )


def _of_event(event: Event, kind: Kind) -> Sides:
    """Parties of the event, hosts and mediators left out."""
    acting = tuple(dict.fromkeys(a.country for a in event.actors if a.country and a.role not in {"host", "mediator"}))
    others = tuple(
        dict.fromkeys(
            a.country
            for a in event.recipients
            if a.country and a.role not in {"host", "mediator"} and a.country not in acting
        )
    )
    return Sides(by=acting, against=others) if kind.has_sides else Sides(both=(*acting, *others))


def _speaks(draft: Draft, start: int) -> bool:
    """Does the mention only tell who speaks?"""
    return draft.claim is not None and draft.claim.speaker.start <= start < max(
        draft.claim.speaker.end, draft.claim.speaker.start + 1
    )


def _pair(coded: CodedStory) -> set[str]:
    """The two states that the story speaks of most, {} where it is not clear which."""
    spoken = [(claim.speaker.start, claim.speaker.end) for claim in coded.claims]
    acting = [(m.country, m.start, m.end) for m in coded.resolved.actors if m.country and m.basis != LOCATIVE]
    silent = {code for code, start, end in acting if not any(start < right and left < end for left, right in spoken)}
    counts = Counter(code for code, _, _ in acting if code in silent or len(silent) < _LEAST)
    first = counts.most_common(3)
    if len(first) < 2 or first[1][1] < _LEAST or (len(first) > 2 and first[2][1] == first[1][1]):  # noqa: PLR2004  (a pair)
        return {code for code, _ in first} if len(first) == 2 else set()  # noqa: PLR2004
    return {code for code, _ in first[:2]}


def _declined(draft: Draft, reason: str) -> Declined:
    start, end = draft.reading.span((draft.told.at,))
    story = draft.reading.scene.coded.resolved.parsed.split.story
    return Declined(
        room="processes",
        reason=reason,
        source_id=story.source_id,
        start=start,
        end=end,
        text=draft.reading.text[start:end],
        rule=f"{draft.told.thing.kind}.{draft.state.replace(' ', '-')}",
    )
