"""Actors in the codes of CAMEO and GDELT."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline.lexicon.exchange import Exchange, load_exchange

_TYPES = 3  # role columns of GDELT, and roles in an actor code behind the country


@dataclass(frozen=True, slots=True)
class ActorCodes:
    """CAMEO code of the whole actor, and its pieces as GDELT has them: country, known group, and three roles, "" for none."""

    code: str
    country: str
    group: str
    types: tuple[str, str, str]


@lru_cache(maxsize=10_000)
def actor_codes(country: str | None, sectors: tuple[str, ...]) -> ActorCodes:
    """The codes of an actor in groups of three letters: country, or kind and organisation, then roles (CAMEO manual).

    >>> actor_codes("ROU", ("GOV", "JRN")).code, actor_codes("EUR", ()).code, actor_codes(None, ("UNK",)).code
    ('ROMGOVMED', 'IGOEEC', '')
    """
    exchange = load_exchange()
    known = [exchange.sectors[sector] for sector in sectors if sector in exchange.sectors]
    roles = list(dict.fromkeys(sector.cameo for sector in known if sector.cameo))[:_TYPES]
    types = list(dict.fromkeys(sector.cameo for sector in known if sector.cameo and sector.in_gdelt))
    first, state, group = _first(country, exchange)
    if first and not state:
        types.insert(0, first)
    one, two, three, *_ = (*types, "", "", "")
    return ActorCodes("".join((first or state, group, *roles)), state, group, (one, two, three))


def _first(country: str | None, exchange: Exchange) -> tuple[str, str, str]:
    """Kind of an actor that is no state, code of one that is, code of its organisation."""
    if not country:
        return "", "", ""
    if country in exchange.states:
        return "", exchange.states[country].cameo, ""
    kind, group = exchange.non_states.get(country, ("IGO", country))
    return kind, "", group
