"""Since when: the day on which a process entered the state that a sentence tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dateline.lexicon.process_kinds import EXISTS, LASTING
from dateline.records import Event, Publication, When

from .cues import Told
from .reading import Reading

#: Told as history: over a week before publication, as for events.
NEWS_DAYS = 7
#: Sentences in which a past without a date is the news of the day.
LEAD_SENTENCES = 2
_LEAD_DAYS = 4
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_ASIDES = frozenset({"amod", "appos", "acomp"})
_PRESENT = frozenset({"VBZ", "VBP", "VBG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """when it entered the state, whether the text tells the entering (or the being in it), whether as history; basis: the rule."""

    when: When
    change: bool
    background: bool
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day of publication, and the day that the lead tells (None where it tells none)."""

    publication: Publication
    lead: dt.date | None


def entry_of(reading: Reading, told: Told, event: Event | None, day: Day) -> Entry:
    """The words' own date first, then the event's; a state that lasts holds on the day of publication; else it is unknown."""
    own = _own(reading, told)
    standing = _is_standing(reading, told)
    if own is not None:
        since = _preposition(reading, own) in {"since", "from"}
        weak = told.state in {EXISTS, LASTING} and not since
        return Entry(
            when=_plain(own),
            change=(not standing or since) and not weak,
            background=_is_history(own, day),
            basis=f"own+{own.basis}",
        )
    if told.aside and told.slot == "is":
        return Entry(when=_today(day), change=False, background=False, basis="aside")
    if standing:
        return Entry(when=_today(day), change=False, background=False, basis="standing")
    if event is not None and event.when.first is not None:
        return Entry(
            when=_of_event(event),
            change=told.state != LASTING,
            background=event.background,
            basis=f"event+{event.when.basis}",
        )
    return _without_date(reading, told, day, event)


def _without_date(reading: Reading, told: Told, day: Day, event: Event | None) -> Entry:
    """A change without a date is news of the day only where it is told as such: in the past, in the lead, not as an aside."""
    change = told.state not in {LASTING, EXISTS}
    above = _of_main(reading, told)
    if above is not None:
        return Entry(
            when=_plain(above), change=change, background=_is_history(above, day), basis=f"clause+{above.basis}"
        )
    if event is not None and event.background:
        return Entry(when=When(), change=change, background=True, basis="event")
    verb = told.clause
    past_perfect = _auxiliary(reading, verb, "have", "VBD")
    if past_perfect or _is_aside(reading, verb) or not reading.syntax.is_verb(verb):
        return Entry(when=When(), change=change, background=past_perfect or _is_aside(reading, verb), basis="none")
    if reading.scene.rank < LEAD_SENTENCES and not _is_elsewhen(reading, told, day):
        return Entry(when=_today(day, lead=True), change=change, background=False, basis="news-of-the-day")
    return Entry(when=When(), change=change, background=False, basis="none")


def _is_elsewhen(reading: Reading, told: Told, day: Day) -> bool:
    """Does the clause, or another of its sentence, tell of another time than the news of the day?"""
    words = reading.kinds.words["elsewhen"]
    if any(reading.tokens[j].lemma.lower() in words for j in reading.below(told.clause)):
        return True
    return any(when.text and "+event" not in when.basis and _is_history(when, day) for when in reading.scene.dates)


def standing_entry(day: Day) -> Entry:
    """What is so on the day of publication, without a word of when it began."""
    return Entry(when=_today(day), change=False, background=False, basis="standing")


def planned_entry(reading: Reading, told: Told, day: Day) -> Entry:
    """When a plan was made: on the day of the verb that tells it ("agreed on Monday to set up"), else on that of the news."""
    published = day.publication.date
    inner = told.clause
    for above in reading.syntax.ancestors(told.clause):
        below, inner = reading.tokens[inner].dep, above
        if below not in {"xcomp", "ccomp", "acl", "dobj"}:
            break
        if reading.syntax.is_verb(above):
            for when in reading.scene.dates:
                past = when.last is not None and published is not None and when.last <= published
                if past and "+event" not in when.basis and _hangs_on(reading, when, above):
                    return Entry(when=_plain(when), change=True, background=_is_history(when, day), basis="plan")
    return Entry(when=_today(day, lead=True), change=False, background=False, basis="plan")


def _today(day: Day, *, lead: bool = False) -> When:
    date = (day.lead if lead else None) or day.publication.date
    if date is None:
        return When()
    return When(value=date.isoformat(), first=date, last=date, grain="day", basis="publication")


def day_of(readings: list[Reading], publication: Publication) -> Day:
    """The day of the story and of its lead, where that tells one of up to four days before."""
    lead = None
    if readings and publication.date is not None:
        earliest = publication.date - dt.timedelta(days=_LEAD_DAYS)
        days = [
            w.first for w in readings[0].scene.dates if w.grain == "day" and w.first == w.last and w.first is not None
        ]
        told = [day for day in days if earliest <= day <= publication.date]
        lead = max(told) if told else None
    return Day(publication=publication, lead=lead)


# ------------------------------------------------------------------------------------------------------------ own date
def _own(reading: Reading, told: Told) -> When | None:
    """The date that hangs on the words of the state, or on the verb of their clause; the nearest of several."""
    anchors = {*told.words, told.at}
    if told.aside and (head := told.thing.head) < told.at:
        anchors.add(head)
    if not told.aside:
        anchors.add(told.clause)
        if told.slot in {"done", "does"}:
            anchors |= _first_of_list(reading, told.clause)
    found: list[tuple[int, int, When]] = []
    for when in reading.scene.dates:
        if when.first is None or when.value.endswith("_REF"):
            continue
        if "+event" in when.basis:
            if _counts_to(reading, when, told):
                found.append((-1, 0, when))
            continue
        steps = _steps(reading, when, anchors, told)
        if steps is not None and not (told.aside and _head(reading, when) < told.at):
            found.append((steps, abs(_head(reading, when) - told.at), when))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _head(reading: Reading, when: When) -> int:
    inside = [t for t in reading.tokens if when.start <= t.start < when.end]
    indexes = {t.i for t in inside}
    return next((t.i for t in inside if t.head not in indexes or t.head == t.i), inside[0].i if inside else 0)


def _preposition(reading: Reading, when: When) -> str:
    above = reading.tokens[reading.tokens[_head(reading, when)].head]
    return above.lemma.lower() if above.pos in {"ADP", "SCONJ"} else ""


def _steps(reading: Reading, when: When, anchors: set[int], told: Told) -> int | None:
    """Steps up from the date to the first anchor; None where another verb, or a clause of its own, comes first."""
    i = _head(reading, when)
    if i in anchors:
        return 0
    for steps, j in enumerate(reading.syntax.ancestors(i), 1):
        if j in anchors:
            return steps
        if reading.syntax.is_verb(j) and not _since_clause(reading, j, told):
            return None
        if reading.tokens[j].dep in _ASIDES and j > reading.tokens[j].head:
            return None
        if (
            reading.tokens[j].dep == "nsubj"
            and j not in {told.thing.head, told.thing.top}
            and reading.tokens[j].pos == "PROPN"
        ):
            return None
    return None


def _since_clause(reading: Reading, verb: int, told: Told) -> bool:
    """`Has had no embassy there since Ottawa closed it in 2012`: the date of what it has been so since."""
    marks = [reading.syntax.lemma(j) for j in reading.syntax.children(verb, "mark")]
    return reading.tokens[verb].dep == "advcl" and "since" in marks and reading.tokens[verb].head == told.clause


def _first_of_list(reading: Reading, verb: int) -> set[int]:
    """`Restored ties in May and reopened embassies`: a verb without a date of its own shares that of the one before."""
    found: set[int] = set()
    i = verb
    while reading.tokens[i].dep == "conj" and reading.syntax.is_verb(reading.tokens[i].head):
        i = reading.tokens[i].head
        if reading.tokens[i].tag == reading.tokens[verb].tag and not _has_date(reading, verb):
            found.add(i)
    return found


def _has_date(reading: Reading, verb: int) -> bool:
    below = set(reading.below(verb)) - {verb}
    own = {
        j
        for j in below
        if not any(reading.tokens[k].dep == "conj" and reading.syntax.is_verb(k) for k in _path(reading, j, verb))
    }
    return any(_head(reading, when) in own for when in reading.scene.dates if when.first is not None)


def _path(reading: Reading, j: int, top: int) -> list[int]:
    found = [j]
    for i in reading.syntax.ancestors(j):
        if i == top:
            break
        found.append(i)
    return found


def _counts_to(reading: Reading, when: When, told: Told) -> bool:
    """`Six months after Ashgabat cut it`: a length of time that counts back to this act."""
    after = [t for t in reading.tokens if t.start >= when.end][:1]
    if not after or told.at <= after[0].i:
        return False
    signal = after[0]
    syntax = reading.syntax
    if signal.i in syntax.children(told.clause, "mark") or reading.tokens[told.at].head == signal.i:
        return True
    return reading.tokens[told.clause].dep == "pcomp" and reading.tokens[told.clause].head == signal.i


def _of_main(reading: Reading, told: Told) -> When | None:
    """The date of the clause that a clause goes on from ("halted deliveries on Monday, cutting supplies to")."""
    token = reading.tokens[told.clause]
    if token.dep not in {"advcl", "xcomp", "pcomp"} or token.tag != "VBG":
        return None
    above = reading.syntax.governing_verb(token.head)
    if above == told.clause:
        return None
    return next(
        (
            w
            for w in reading.scene.dates
            if w.first is not None and "+event" not in w.basis and _hangs_on(reading, w, above)
        ),
        None,
    )


def _hangs_on(reading: Reading, when: When, verb: int) -> bool:
    above = (j for j in reading.syntax.ancestors(_head(reading, when)) if reading.syntax.is_verb(j))
    return next(above, None) == verb


# --------------------------------------------------------------------------------------------------------------- tense
def _is_standing(reading: Reading, told: Told) -> bool:
    """Does the text say that it is so, rather than that it came about?"""
    if told.slot in {"preps", "acts"} or told.state == EXISTS:
        return _finite(reading, told.clause) in _PRESENT or told.slot == "preps"
    if told.slot == "nouns":
        return False
    verb = reading.syntax.lemma(told.clause)
    becoming = reading.kinds.has("becoming", verb)
    if told.slot == "is" or (reading.kinds.has("copulas", verb) and not becoming):
        return not becoming
    return _finite(reading, told.clause) in _PRESENT


def _finite(reading: Reading, verb: int) -> str:
    """Tag of the finite verb of a clause: its first auxiliary, else the verb; a perfect counts as past."""
    auxiliaries = reading.syntax.children(verb, "aux", "auxpass")
    if any(reading.syntax.lemma(j) == "have" for j in auxiliaries):
        return "VBD"
    passive = reading.syntax.children(verb, "auxpass")
    if passive and reading.tokens[passive[0]].tag in {"VBZ", "VBP"}:
        return "VBZ"
    if auxiliaries:
        return reading.tokens[auxiliaries[0]].tag
    return reading.tokens[verb].tag


def _auxiliary(reading: Reading, verb: int, lemma: str, tag: str) -> bool:
    return any(
        reading.syntax.lemma(j) == lemma and reading.tokens[j].tag == tag for j in reading.syntax.children(verb, "aux")
    )


def _is_aside(reading: Reading, verb: int) -> bool:
    return reading.tokens[verb].dep in _CLAUSES


def _is_history(when: When, day: Day) -> bool:
    published = day.publication.date
    return when.last is not None and published is not None and when.last < published - dt.timedelta(days=NEWS_DAYS)


def _plain(when: When) -> When:
    return replace(when, sentence=-1)


def _of_event(event: Event) -> When:
    """The event's date; of a range "since" the first day."""
    when = event.when
    if "+since" in when.basis and when.first is not None:
        return replace(when, value=when.first.isoformat(), last=when.first)
    return when
