"""What grouping left behind, so that the next one need not look at everything again."""

from __future__ import annotations

from dataclasses import dataclass, field

from .correction import Override
from .groups import EventDigest


@dataclass(frozen=True, slots=True, kw_only=True)
class LastGrouping:
    """The last time that all was grouped, where nothing but the words of persons and new stories came since.

    until: the coding log was read up to this number. stories, events: what persons said of groups then. steps: what each further
    step worked on and wrote, as a digest by its name.
    """

    until: int
    stories: tuple[Override, ...] = ()
    events: tuple[Override, ...] = ()
    steps: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandChange:
    """What following the words of persons changed: tellings as they were and as they are, and the number of other rows."""

    was: tuple[EventDigest, ...] = ()
    now: tuple[EventDigest, ...] = ()
    others: int = 0
