"""The processes that a story has told of so far, and which of them a phrase means."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.lexicon.process_kinds import Kinds, Naming
from dateline.records import ActorMention

from .parties import Sides
from .things import Thing

#: How many sentences back a pronoun or a bare "the line" may reach.
_REACH = {"pronoun": 1, "again": 6}


@dataclass(slots=True, kw_only=True)
class Thread:
    """One process in one story: what has been told of it so far.

    last: rank of the sentence that spoke of it last. beside: the states that each sentence about it tells of.
    """

    kind: str
    naming: Naming
    name: str
    terms: frozenset[str]
    noun: str
    subject: str | None
    sides: Sides
    person: ActorMention | None
    last: int
    beside: list[tuple[str, ...]] = field(default_factory=list)


class Memory:
    """The threads of a story in the order in which they came up."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self.threads: list[Thread] = []

    def meant(self, thing: Thing, sides: Sides, noun: str, rank: int) -> list[Thread]:
        """The threads that a phrase which names a process stands for: known ones, or a new one."""
        if (
            thing.many
            and thing.definite
            and not thing.terms
            and (known := self._latest(thing.kind, rank))
            and len(known) > 1
        ):
            found = known
        else:
            found = [self._named(thing, sides, noun, rank)]
        return self.touched(found, thing, sides, rank)

    def touched(self, found: list[Thread], thing: Thing, sides: Sides, rank: int) -> list[Thread]:
        """The threads, now spoken of in this sentence, and with parties that it adds."""
        for thread in found:
            thread.last = rank
            if _is_short(thread.sides) and _fits(thread.sides, sides, thing):
                thread.sides = thread.sides.and_(sides)
        return found

    def pointed(self, thing: Thing, via: Naming | None, sides: Sides, rank: int) -> list[Thread]:
        """The known threads that a phrase points to which names none itself ("it", "the line"); [] if it points to nothing."""
        reach = _REACH["pronoun" if thing.naming is None and not thing.name else "again"]
        of_kind = [t for t in self.threads if t.kind == thing.kind and _fits(t.sides, sides, thing)]
        near = [
            t for t in of_kind if rank - t.last <= reach or (thing.naming is t.naming and thing.name.endswith(t.noun))
        ]
        if via is not None and thing.naming is None:
            near = [t for t in near if t.naming is via]
        if thing.terms:
            near = [t for t in near if thing.terms <= t.terms or t.terms & thing.terms]
        if not near:
            return []
        last = max(t.last for t in near)
        group = [t for t in near if t.last == last]
        return group if thing.many else group[-1:]

    def _latest(self, kind: str, rank: int) -> list[Thread]:
        """The threads of the kind that the last sentence which spoke of any spoke of."""
        known = [t for t in self.threads if t.kind == kind and rank - t.last <= _REACH["again"]]
        last = max((t.last for t in known), default=0)
        return [t for t in known if t.last == last]

    def _named(self, thing: Thing, sides: Sides, noun: str, rank: int) -> Thread:
        fitting = [t for t in self.threads if t.kind == thing.kind and self._same(t, thing, sides, noun)]
        if fitting:
            thread = max(fitting, key=lambda t: (len(t.terms & thing.terms), t.noun == noun, t.last))
            if len(thing.terms) > len(thread.terms):
                thread.name, thread.terms, thread.subject = thing.name, thing.terms, thing.subject or thread.subject
            return thread
        thread = Thread(
            kind=thing.kind,
            naming=thing.naming or self._kinds.kinds[thing.kind].namings[0],
            name=thing.name,
            terms=thing.terms,
            noun=noun,
            subject=thing.subject,
            sides=sides,
            person=thing.person,
            last=rank,
        )
        self.threads.append(thread)
        return thread

    def _same(self, thread: Thread, thing: Thing, sides: Sides, noun: str) -> bool:
        """May the phrase mean the thread? Terms and parties may be fewer, never others."""
        if (thread.person or thing.person) and (
            thread.person is None or thing.person is None or thread.person.entity_id != thing.person.entity_id
        ):
            return False
        if (
            thing.naming is not None
            and thing.naming.distinct
            and noun != thread.noun
            and not thing.terms & thread.terms
        ):
            return False
        if thing.naming is not thread.naming and (thread.naming.apart or (thing.naming and thing.naming.apart)):
            return False
        if thread.naming.name != (thing.naming.name if thing.naming else "") or not _fits(thread.sides, sides, thing):
            return False
        if thing.terms and thread.terms:
            return thing.terms <= thread.terms or thread.terms <= thing.terms
        if not thing.terms and not thing.definite and thread.terms:
            return thing.naming is not None and thing.naming.number in {"plural", "any"} and noun == thread.noun
        return noun == thread.noun or (thing.definite and not thing.terms)


def _is_short(sides: Sides) -> bool:
    """Is a party still missing?"""
    one_sided = bool(sides.by) != bool(sides.against) and not sides.both
    return len(sides.all) < 2 or one_sided  # noqa: PLR2004  (a process has two parties)


def _fits(known: Sides, told: Sides, thing: Thing) -> bool:
    """Are the parties told now among those known, as far as both are complete?"""
    one, two = set(known.all), set(told.all)
    if len(one) < 2 or not two:  # noqa: PLR2004  (a process has two parties)
        return not (one and two) or bool(one & two) or len(one) + len(two) < 3  # noqa: PLR2004
    return bool(one & two) if len(two) < 2 or thing.definite else two <= one or one <= two  # noqa: PLR2004
