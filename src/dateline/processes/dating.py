"""Since when: the day on which a process entered the state that a sentence tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dateline.lexicon.process_kinds import EXISTS, LASTING
from dateline.records import Event, Publication, When

from .cues import Told
from .reading import Reading
from .ties import hangs_on, own_date, preposition_of

#: Told as history: over a week before publication, as for events.
NEWS_DAYS = 7
#: Sentences in which a past without a date is the news of the day.
LEAD_SENTENCES = 2
_LEAD_DAYS = 4
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
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
    own = own_date(reading, told)
    standing = _is_standing(reading, told)
    if own is not None:
        since = preposition_of(reading, own) in {"since", "from"}
        weak = told.state in {EXISTS, LASTING} and not since
        return Entry(
            when=_plain(own),
            change=(not standing or since) and not weak,
            background=_is_history(own, day),
            basis=f"own+{own.basis}",
        )
    if told.aside and told.slot == "nouns":
        return Entry(when=When(), change=True, background=False, basis="none")
    if told.aside and told.slot == "is":
        return Entry(when=_today(day), change=False, background=False, basis="aside")
    if standing:
        return Entry(when=_today(day), change=False, background=False, basis="standing")
    said = _reported(reading, told, day)
    if said is not None:
        return Entry(when=_plain(said), change=told.state != LASTING, background=False, basis=f"said+{said.basis}")
    if event is not None and _is_by_now(event.when, day) and _is_its_own(reading, told, event):
        return Entry(
            when=_of_event(event),
            change=told.state != LASTING,
            background=event.background,
            basis=f"event+{event.when.basis}",
        )
    return _without_date(reading, told, day, event)


def _is_by_now(when: When, day: Day) -> bool:
    """Is it a date, and not one to come (the day to which something was put off)?"""
    published = day.publication.date
    return when.first is not None and (published is None or when.first <= published)


def _is_its_own(reading: Reading, told: Told, event: Event) -> bool:
    """An aside ("Zepeda, jailed in Nicaragua, was freed on Tuesday") has no date of the clause around it."""
    if not _is_aside(reading, told.clause):
        return True
    inside = [reading.tokens[j].start for j in reading.syntax.parse.subtree(told.clause)]
    return min(inside) <= event.when.start <= max(inside)


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
    if (
        past_perfect
        or _is_aside(reading, verb)
        or not reading.syntax.is_verb(verb)
        or reading.tokens[verb].dep == "pcomp"
    ):
        return Entry(when=When(), change=change, background=past_perfect or _is_aside(reading, verb), basis="none")
    if reading.scene.rank < LEAD_SENTENCES and not _is_elsewhen(reading, told, day):
        return Entry(when=_today(day, lead=True), change=change, background=False, basis="news-of-the-day")
    return Entry(when=When(), change=change, background=False, basis="none")


def _reported(reading: Reading, told: Told, day: Day) -> When | None:
    """`Has lifted its embargo, the ministry announced on Monday`: it had come about by the day on which it was said."""
    published = day.publication.date
    top = told.clause
    while reading.tokens[top].dep == "xcomp":
        top = reading.tokens[top].head
    token = reading.tokens[top]
    if token.dep not in {"ccomp", "ROOT"} or reading.scene.rank >= LEAD_SENTENCES or published is None:
        return None
    parataxis = next(iter(reading.syntax.children(top, "parataxis")), top)
    above = token.head if token.dep == "ccomp" else parataxis
    if above == top or reading.tokens[above].tag != "VBD" or not _is_present_perfect(reading, top):
        return None
    earliest = published - dt.timedelta(days=_LEAD_DAYS)
    dates = [
        w for w in reading.scene.dates if w.grain == "day" and w.first is not None and earliest <= w.first <= published
    ]
    return next((w for w in dates if hangs_on(reading, w, above)), None)


def _is_present_perfect(reading: Reading, verb: int) -> bool:
    auxiliaries = [j for j in reading.syntax.children(verb, "aux") if reading.syntax.lemma(j) == "have"]
    return any(reading.tokens[j].tag != "VBD" for j in auxiliaries)


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
                if past and "+event" not in when.basis and hangs_on(reading, when, above):
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


def _of_main(reading: Reading, told: Told) -> When | None:
    """The date of the clause that a clause goes on from ("halted deliveries on Monday, cutting supplies to")."""
    token = reading.tokens[told.clause]
    if token.dep not in {"advcl", "xcomp"} or token.tag != "VBG" or reading.syntax.children(told.clause, "mark"):
        return None
    above = reading.syntax.governing_verb(token.head)
    if above == told.clause:
        return None
    return next(
        (
            w
            for w in reading.scene.dates
            if w.first is not None and "+event" not in w.basis and hangs_on(reading, w, above)
        ),
        None,
    )


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
        return not becoming and not _auxiliary(reading, told.clause, "have", "VBD")
    return _finite(reading, told.clause) in _PRESENT and reading.tokens[told.clause].dep not in {"pcomp", "advcl"}


def is_present(reading: Reading, verb: int) -> bool:
    """Is the clause told in the present tense?"""
    return _finite(reading, verb) in _PRESENT


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
