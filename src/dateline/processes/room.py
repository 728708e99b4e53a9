"""The room's verb: what a coded story tells of processes and the states that they are in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.process_kinds import DECLINE, EXISTS, LASTING, Kind, Kinds
from dateline.records import Claim, CodedStory, Declined, Event

from .building import Draft, mentions_of
from .cues import Told
from .dating import Day, Entry, day_of, entry_of, is_present, planned_entry, standing_entry
from .outlook import Outlook, outlook_of
from .parties import sides_of
from .reading import Reading, readings_of, states_of
from .telling import told_of
from .things import Thing, located, things_of
from .threads import Memory, Thread

#: Stances of a speaker towards what a cue tells, by which it is no news that it is so.
_UNSAID = frozenset({"denies", "doubts", "demands", "predicts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every sentence of a story is read with."""

    coded: CodedStory
    kinds: Kinds
    memory: Memory
    day: Day


def find_processes(coded: CodedStory, kinds: Kinds) -> CodedStory:
    """The story with its mentions of processes, sorted by start of the words that tell the state, and with what was declined."""
    readings = readings_of(coded, kinds)
    desk = Desk(coded=coded, kinds=kinds, memory=Memory(kinds), day=day_of(readings, coded.resolved.publication))
    drafts: list[Draft] = []
    declined: list[Declined] = []
    withdrawn = coded.resolved.parsed.split.masthead.withdrawn
    for reading in readings:
        for found in _read(desk, reading):
            if isinstance(found, Declined):
                declined.append(found)
            elif withdrawn:
                declined.append(
                    _declined(found.reading, found.told, "processes.withdrawn: the agency killed the story")
                )
            else:
                drafts.append(found)
    mentions, rest = mentions_of(desk.coded, drafts, desk.kinds)
    everything = sorted(
        (*coded.declined, *declined, *rest), key=lambda item: (item.start, item.end, item.room, item.reason)
    )
    return replace(coded, processes=tuple(mentions), declined=tuple(everything))


def _read(desk: Desk, reading: Reading) -> Iterator[Draft | Declined]:
    """What one sentence tells, in the order of its words; every process that it names is remembered."""
    things = things_of(reading, desk.kinds)
    told = told_of(reading, things, desk.kinds)
    spoken = {item.thing.head for item in told}
    silent = [_silent(thing) for thing in things if thing.head not in spoken and _is_worth_memory(thing)]
    by_word = sorted([*told, *silent], key=lambda item: (item.thing.head, item.at))
    for _, group in itertools.groupby(by_word, key=lambda item: (item.thing.head, item.at)):
        item, threads = _meant(desk, reading, list(group))
        for thread in threads:
            thread.beside.append(states_of(reading))
        if item.state and threads:
            yield from _judged(desk, reading, item, threads)
        elif item.state and item.thing.naming is not None:
            yield _declined(reading, item, "processes.no-process: it points to nothing told before")


def _meant(desk: Desk, reading: Reading, items: Sequence[Told]) -> tuple[Told, list[Thread]]:
    """Of the ways to take a word the first that names a process, else the one that points to what was spoken of last."""
    for item in items:
        if item.thing.known and item.thing.naming is not None:
            return item, _threads(desk, reading, item)
    rank = reading.scene.rank
    options = []
    for item in items:
        sides = sides_of(reading, item, desk.kinds.kinds[item.thing.kind])
        found = desk.memory.pointed(item.thing, item.via, sides, rank)
        if found:
            options.append(
                (max(desk.memory.threads.index(t) for t in found), max(t.last for t in found), item, found, sides)
            )
    if not options:
        return items[0], []
    _, _, item, found, sides = max(options, key=lambda option: (option[1], option[0]))
    return item, desk.memory.touched(found, item.thing, sides, rank)


def _is_worth_memory(thing: Thing) -> bool:
    return thing.naming is not None and thing.known and bool(thing.naming.cues["nouns"]) and thing.person is None


def _silent(thing: Thing) -> Told:
    """A process that the sentence names without a word of its state."""
    return Told(thing=thing, state="", at=thing.head, words=(thing.head,), clause=thing.head, slot="")


def _threads(desk: Desk, reading: Reading, told: Told) -> list[Thread]:
    kind = desk.kinds.kinds[told.thing.kind]
    sides = sides_of(reading, told, kind)
    whole = located(reading, told.thing, told.clause, kind)
    found: list[Thread] = []
    for thing in whole.listed or (whole,):
        own = sides if thing is whole else sides.and_(sides_of(reading, replace(told, thing=thing), kind))
        noun = reading.tokens[thing.head].lemma.lower()
        found += [t for t in desk.memory.meant(thing, own, noun, reading.scene.rank) if t not in found]
    return found


def _judged(desk: Desk, reading: Reading, told: Told, threads: Sequence[Thread]) -> Iterator[Draft | Declined]:
    """The drafts of one word of state, one a process, or the reason why it tells none."""
    kind = desk.kinds.kinds[told.thing.kind]
    if reading.is_question:
        yield _declined(reading, told, "processes.question: it is asked, not told")
        return
    look = _look(reading, told, kind, desk.kinds)
    claim = _claim(desk.coded, reading, told)
    said = (
        claim is not None and claim.stance == "denies" and look.look == "denied"
    )  # the denial is the text's own "not"
    if claim is not None and claim.stance in _UNSAID and not look.granted and not said:
        yield _declined(reading, told, f"processes.{claim.stance}: a speaker's words, not told as so")
        return
    event = _event(desk.coded, reading, told)
    entry = entry_of(reading, told, event, desk.day)
    look = _dated(look, entry, desk, reading, told)
    state, standing = _state(kind, told, look, reading, desk.kinds)
    if state == DECLINE:
        yield _declined(reading, told, f"processes.{look.look}: {look.word or told.state}, so it is not told as so")
        return
    if _is_one_off(told, state, threads):
        yield _declined(reading, told, "processes.one-off: a single act, no process that lasts")
        return
    if state == "planned" and (standing or told.state != "planned" or not _is_past(entry, desk.day)):
        entry = planned_entry(reading, told, desk.day)
    elif standing:
        entry = standing_entry(desk.day)
    for thread in threads:
        draft = Draft(reading=reading, told=told, thread=thread, state=state, entry=entry, event=event, claim=claim)
        yield replace(draft, derived=standing and state != "planned")


def _is_past(entry: Entry, day: Day) -> bool:
    last, published = entry.when.last, day.publication.date
    return last is not None and published is not None and last <= published


def _look(reading: Reading, told: Told, kind: Kind, kinds: Kinds) -> Outlook:
    """The outlook; what only qualifies a noun is granted, but "mandatory sanctions" are no more so than the sanctions are."""
    if not told.aside or told.slot == "nouns":
        return outlook_of(reading, told.at if told.slot == "nouns" else told.clause, kinds)
    above = outlook_of(reading, told.thing.top, kinds) if told.state in {kind.lasting, LASTING, EXISTS} else None
    return above if above is not None and above.look in {"open", "denied"} else Outlook(look="told", granted=True)


def _dated(look: Outlook, entry: Entry, desk: Desk, reading: Reading, told: Told) -> Outlook:
    """The outlook, given the date: "the treaty enters into force on Aug. 1", "agreed to lift it on June 15" are still to come."""
    first, published = entry.when.first, desk.day.publication.date
    to_come = first is not None and published is not None and first > published
    if look.look == "told":
        return Outlook(look="ahead", word="date") if to_come and is_present(reading, told.clause) else look
    agreed = look.look == "ahead" and desk.kinds.has("agreed.words", look.word)
    if look.look != "decided" and not agreed:
        return look
    holds = desk.kinds.has("agreed.states" if agreed else "decided.states", told.state) and not to_come
    return Outlook(look="told" if holds else "ahead", word=look.word)


def _state(kind: Kind, told: Told, look: Outlook, reading: Reading, kinds: Kinds) -> tuple[str, bool]:
    """The state that is told, and whether only as standing on the day of publication; DECLINE where it tells nothing."""
    state, standing = told.state, False
    if told.thing.denied and told.slot != "is":
        look = Outlook(look="denied", word="no")
    apart = told.thing.naming is not None and told.thing.naming.apart
    if look.look == "denied" and state in {EXISTS, LASTING, kind.lasting} and kind.without and not apart:
        return kind.without, False
    if look.look == "open":
        return DECLINE, False
    if look.look == "ahead" and kinds.has("remaining", reading.syntax.lemma(told.clause)):
        return (kind.lasting if state in {LASTING, EXISTS} else state), True
    if look.look in {"ahead", "denied"}:
        state, standing = (kind.ahead if look.look == "ahead" else kind.denied).get(state, DECLINE), True
    elif _is_partly(reading, told, kinds):
        state = kinds.partly.get(state, state)
    if told.thing.unit and kinds.has("rounds", told.thing.unit):
        state = kind.rounds.get(state, state)
    return (kind.lasting if state in {LASTING, EXISTS} else state), standing


def _is_partly(reading: Reading, told: Told, kinds: Kinds) -> bool:
    """`By a third`, `partly lifted`, `lifted some of the curbs`."""
    syntax, words = reading.syntax, kinds.words["partly.words"]
    if told.thing.unit in words:
        return True
    beside = {
        *syntax.children(told.at, "advmod", "amod", "npadvmod"),
        *syntax.children(told.thing.head, "det", "amod"),
        *syntax.children(told.thing.top, "det", "amod"),
    }
    if any(reading.tokens[j].lemma.lower() in words for j in beside if j != told.at):
        return True
    heads = {told.clause, told.at, told.thing.head}
    degrees = [
        k
        for head in heads
        for p in syntax.children(head, "prep", "agent")
        if kinds.has("partly.degrees", syntax.lemma(p))
        for k in syntax.children(p, "pobj")
    ]
    return any(reading.tokens[k].lemma.lower() in words for k in degrees)


def _is_one_off(told: Told, state: str, threads: Sequence[Thread]) -> bool:
    naming = told.thing.naming
    if naming is None or not ({state, told.state} & naming.one_off):
        return False
    return not told.thing.unit and not any(thread.terms for thread in threads)


def _claim(coded: CodedStory, reading: Reading, told: Told) -> Claim | None:
    """The narrowest claim that the word of state stands in."""
    at = reading.tokens[told.at].start
    around = [claim for claim in coded.claims if claim.start <= at < claim.end]
    return min(around, key=lambda claim: claim.end - claim.start, default=None)


def _event(coded: CodedStory, reading: Reading, told: Told) -> Event | None:
    """The event of the same words."""
    for i in (told.at, *told.words):
        at = reading.tokens[i].start
        for event in coded.events:
            if event.trigger.start <= at < event.trigger.end:
                return event
    return None


def _declined(reading: Reading, told: Told, reason: str) -> Declined:
    start, end = reading.span((told.at,))
    return Declined(
        room="processes",
        reason=reason,
        source_id=reading.scene.coded.resolved.parsed.split.story.source_id,
        start=start,
        end=end,
        text=reading.text[start:end],
        rule=f"{told.thing.kind}.{told.state.replace(' ', '-')}",
    )
