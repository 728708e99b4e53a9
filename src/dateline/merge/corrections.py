"""What a corrected story says of an act stands for what its earlier versions said, contradictions and all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .telling import Telling, same_words, sides_agree, sides_fit

#: Share of words that a sentence keeps when a correction changes its days, names and numbers.
_CORRECTED = 0.4
_SURE, _LIKELY = 0.97, 0.9


def find_corrections(tellings: Sequence[Telling]) -> Iterator[tuple[float, int, int, str]]:
    """(score, wrong telling, corrected telling, reason) for the acts that corrected stories tell anew, the surest first.

    A corrected telling stands for the most similar one of each earlier version: in the same words, or, where it is the only one,
    of the same act and sides.
    """
    by_story: dict[str, list[int]] = {}
    for i, telling in enumerate(tellings):
        by_story.setdefault(telling.event.story_group, []).append(i)
    found = []
    for group in by_story.values():
        new = [i for i in group if tellings[i].event.corrected]
        found += [pair for j in new for i in group if (pair := corrects(tellings, i, j))]
    taken: set[tuple[int, tuple[str, str]]] = set()
    for score, i, j, reason in sorted(found, key=lambda pair: (-pair[0], *pair[1:])):
        if (i, tellings[j].story) not in taken and (j, tellings[i].story) not in taken:
            taken |= {(i, tellings[j].story), (j, tellings[i].story)}
            yield score, i, j, reason


def corrects(tellings: Sequence[Telling], i: int, j: int) -> tuple[float, int, int, str] | None:
    """(score, i, j, reason) if the second telling may be what the first should have been, in a corrected version of its story."""
    old, new = tellings[i], tellings[j]
    if not new.event.corrected or old.event.version >= new.event.version:
        return None
    if old.kind != new.kind or old.family != new.family:
        return None
    alike = same_words(old, new)
    same_trigger = old.event.trigger.lower() == new.event.trigger.lower()
    if alike >= _CORRECTED and (same_trigger or sides_agree(old, new)):
        words = f"corrected by {new.event.source_id} ({alike:.2f} of the words)"
        return min(_SURE, _LIKELY + alike / 10), i, j, words
    if same_trigger and sides_fit(old, new) and old.stems & new.stems:
        return _LIKELY + alike / 10, i, j, f"corrected by {new.event.source_id}: same act and sides"
    return None
