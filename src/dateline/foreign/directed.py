"""Events as directed pairs of countries, in the one way in which two sides can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations, product

from dateline.lexicon.plover_formats import PloverFormats
from dateline.records.foreign import ForeignActor, ForeignEvent

#: What stands for a side of which no country is known.
NOBODY = "---"
MUTUAL = frozenset({"CONSULT"})
#: Types of which participants alone do it to each other; joint demands, threats and the like have no other side.
_JOINT = frozenset({"AGREE", "COOPERATE", "SUPPORT", "ASSAULT"})
EXPANSION = (
    "m actors and k recipients are m * k directed dyads of countries; CONSULT counts in both directions; participants without a "
    "recipient are joined in both directions if they do it to each other (by their roles; where a format has none, if they "
    "CONSULT, AGREE, COOPERATE, SUPPORT or ASSAULT); codes of countries are PLOVER's"
)


def directed(event: ForeignEvent, formats: PloverFormats) -> set[tuple[str, str]]:
    """The distinct pairs (source, target) of codes, "---" for nobody known; empty where no country is known at all."""
    sources, targets = _codes(event.actors, formats), _codes(event.recipients, formats)
    return {pair for pair in _pairs(event, sources, targets) if pair != (NOBODY, NOBODY)}


def _pairs(event: ForeignEvent, sources: list[str], targets: list[str]) -> Iterator[tuple[str, str]]:
    if targets:
        for pair in product(sources or [NOBODY], targets):
            yield pair
            if event.type in MUTUAL:
                yield pair[1], pair[0]
    elif len(sources) > 1 and (event.type in MUTUAL | _JOINT if event.mutual is None else event.mutual):
        yield from permutations(sources, 2)
    else:
        yield from ((source, NOBODY) for source in sources)


def _codes(actors: Iterable[ForeignActor], formats: PloverFormats) -> list[str]:
    return [formats.code(actor.country) or NOBODY for actor in actors]
