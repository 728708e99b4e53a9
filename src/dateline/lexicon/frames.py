"""A frame of the codebook: the words that tell an act, and the slots that its actors stand in."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Channel, EventType, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way of telling an act. Word sets hold lower-case lemmas; an empty set or None means no condition.

    kind: "verb" or "noun". head: first lemma of the trigger; rest: particle or prepositions that must follow ("call for").
    objects, not_objects, subjects: head nouns of object or subject. predicate: what the object is called or found.
    preps: (preposition, head nouns) pairs that must be there; {"*"} is any. complement: to, that, ing or any.
    no_event: why the words tell none. See docs/codebook.md for each key.
    """

    id: str
    type: EventType
    kind: str
    head: str
    rest: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    predicate: frozenset[str] = frozenset()
    preps: tuple[tuple[str, frozenset[str]], ...] = ()
    actor: tuple[str, ...] = ("subj",)
    recipient: tuple[str, ...] = ("obj",)
    mutual: bool = False
    mode: str | None = None
    mode_by_act: tuple[tuple[str, str], ...] = ()
    cameo: str = ""
    plv15: str | None = None
    channel: Channel | None = None
    complement: str | None = None
    complement_acts: frozenset[str] = frozenset()
    act_from_complement: bool = False
    act: EventType | None = None
    status: Status | None = None
    needs: frozenset[str] = frozenset()
    passive: str | None = None
    no_event: str = ""
    order: int = 0

    @property
    def specificity(self) -> int:
        """How many conditions the frame has: the frame with the most wins."""
        conditions = (
            self.objects,
            self.subjects,
            self.predicate,
            self.preps,
            self.complement,
            self.passive,
            self.complement_acts,
        )
        return 2 * len(self.rest) + sum(2 for condition in conditions if condition) + len(self.preps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActType:
    """What the codebook says of one PLOVER type, besides its frames."""

    type: EventType
    quad: str
    recipient_required: bool
    definition: str
    modes: tuple[str, ...]
    base_score: float | None
    mode_scores: tuple[tuple[str, float], ...]
    mode_cues: tuple[tuple[str, frozenset[str]], ...] = ()

    def score(self, mode: str | None) -> float | None:
        """PLOVER score of the type in this mode, -10 to 10; the base where the mode has none."""
        return dict(self.mode_scores).get(mode, self.base_score) if mode else self.base_score
