"""Events as directed pairs of countries, in the one way in which two sides can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations, product

from dateline.lexicon.plover_formats import load_plover_formats
from dateline.records.foreign import ForeignEvent

#: What stands for a side of which no country is known.
NOBODY = "---"
MUTUAL = frozenset({"CONSULT"})
#: Types of which participants alone do it to each other; joint demands, threats and the like have no other side.
_TOGETHER = MUTUAL | {"AGREE", "COOPERATE", "SUPPORT", "ASSAULT"}
EXPANSION = (
    "m actors and k recipients are m * k directed dyads of countries; CONSULT counts in both directions; participants without a "
    "recipient are joined in both directions if they do it to each other (by their roles; where a format has none, if they "
    "CONSULT, AGREE, COOPERATE, SUPPORT or ASSAULT); codes of countries are PLOVER's"
)


def directed(event: ForeignEvent) -> tuple[tuple[str, str], ...]:
    """The distinct pairs (source, target) of codes, sorted; "---" for nobody known; none where no country is known at all."""
    actors, recipients = event.actors, event.recipients
    sources = (actors[0].country,) if len(actors) == 1 else tuple(actor.country for actor in actors)
    targets = (recipients[0].country,) if len(recipients) == 1 else tuple(actor.country for actor in recipients)
    mutual = event.mutual if event.mutual is not None else event.type in _TOGETHER
    return _directed(sources, targets, event.type in MUTUAL, mutual)


@lru_cache(maxsize=200_000)  # a file of a million rows has a few thousand pairs
def _directed(
    sources: tuple[str | None, ...], targets: tuple[str | None, ...], both: bool, mutual: bool
) -> tuple[tuple[str, str], ...]:
    pairs = set(_pairs(_codes(sources), _codes(targets), both=both, mutual=mutual))
    return tuple(sorted(pairs - {(NOBODY, NOBODY)}))


def _pairs(sources: list[str], targets: list[str], *, both: bool, mutual: bool) -> Iterator[tuple[str, str]]:
    if targets:
        for source, target in product(sources or [NOBODY], targets):
            yield source, target
            if both:
                yield target, source
    elif len(sources) > 1 and mutual:
        yield from permutations(sources, 2)
    else:
        yield from ((source, NOBODY) for source in sources)


def _codes(countries: Iterable[str | None]) -> list[str]:
    formats = load_plover_formats()
    return [formats.code(country) or NOBODY for country in countries]
