"""Which of the places of one name is meant: what the story speaks of, what stands beside, what is large."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.lexicon.gazetteer import KnownPlace
from dateline.lexicon.place_names import place_key
from dateline.records import ActorMention

from .places_names import Toponym

#: Weights in powers of ten of population: a country that the story speaks of outweighs a namesake thirty times as large.
#: On GeoVirus any weight from 1.2 to 2.5 gives the same figures; more sends Paris to Texas in American stories.
_COUNTRY, _MOST_SPOKEN, _REGION, _BESIDE = 1.5, 0.5, 2.0, 2.5
#: A name right behind a comma that contains the place settles it ("Paris, Texas").
_CONTAINER = 12.0
#: A region behind a place that lies in it ("Atlanta, Georgia") outweighs the country of its name.
_CONTAINING = 4.0
_SETTLED = 4.0
#: The region of the dateline's place ("ATLANTA": Georgia is the state) or of its country; a place near others of the story;
#: what a word beside the name says ("the state of Washington").
_HOME_REGION, _HOME, _NEAR, _SAID = 3.0, 1.5, 1.0, 5.0
_SAID_OF = {"admin1": "region", "city": "town", "capital": "town"}
_NEAR_DEGREES = 2.0
#: A place's other name (Petropolis for Saint Petersburg) says less than its own.
_OTHER_NAME, _OTHER_NAME_OF_COUNTRY = 0.5, 3.0
#: Namesakes of a neighbour that are looked at.
_FEW = 30
_KINDS = {"country": 3.0, "listed": 7.5, "seat": 7.5, "capital": 2.5, "admin1": 0.0, "admin2": -1.0, "city": 0.0}
_SMALL = 100_000
#: What may stand between neighbours of a list.
GAP = frozenset({", ", " and ", ", and ", " or ", " (", "/", "-"})


@dataclass(slots=True)
class Context:
    """Countries and regions that the story speaks of, with how often; names that a region beside them settled somewhere.

    What a name itself was taken for does not speak for it: `own` counts it by name, to be left out.
    """

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    settled: dict[str, KnownPlace] = field(default_factory=dict)
    home: KnownPlace | None = None
    points: list[tuple[str, float, float]] = field(default_factory=list)
    own: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, name: Toponym, place: KnownPlace) -> None:
        """Counts the country and region of a place that a name was taken for."""
        key, region = place_key(name.text), f"{place.country}.{place.admin1}"
        if place.country:
            self.countries[place.country] += 1
            self.own[key, place.country] += 1
        if place.admin1:
            self.regions[region] += 1
            self.own[key, region] += 1

    def is_near(self, name: Toponym, place: KnownPlace) -> bool:
        """Does another town of the story lie within two degrees?"""
        if place.lat is None or place.lon is None:
            return False
        key = place_key(name.text)
        return any(
            abs(lat - place.lat) < _NEAR_DEGREES and abs(lon - place.lon) < _NEAR_DEGREES and other != key
            for other, lat, lon in self.points
        )

    def speaks_of(self, name: Toponym, place: KnownPlace) -> tuple[bool, bool, bool]:
        """Does the rest of the story speak of the place's country, most of all of it, and of its region?"""
        key, region = place_key(name.text), f"{place.country}.{place.admin1}"
        country = self.countries[place.country or ""] - self.own[key, place.country or ""]
        most = country > 0 and country >= max(self.countries[c] - self.own[key, c] for c in self.countries)
        return country > 0, most, place.admin1 is not None and self.regions[region] > self.own[key, region]


def choose(names: Sequence[Toponym], actors: Sequence[ActorMention], text: str) -> list[tuple[KnownPlace, str]]:
    """For each name the place and the rule that chose it. The first pass finds out what the story speaks of."""
    unsure = [name for name in names if not _one_country(name)]
    spoken = Counter(
        a.country for a in actors if a.country and not any(n.start < a.end and a.start < n.end for n in unsure)
    )
    first = Context(countries=Counter(spoken))
    for name in names:
        if _one_country(name):
            first.note(name, _sure(name)[0])
    beside = [_beside(names, k, text) for k in range(len(names))]
    guess = [_best(name, near, first) for name, near in zip(names, beside, strict=True)]
    second = Context(countries=Counter(spoken))
    for name, (place, rule) in zip(names, guess, strict=True):
        second.note(name, place)
        if rule == "gazetteer.region":
            second.settled[place_key(name.text)] = place
        if place.lat is not None and place.lon is not None and place.kind not in {"country", "admin1"}:
            second.points.append((place_key(name.text), place.lat, place.lon))
    second.points = sorted(set(second.points))
    if names and names[0].sentence < 0:
        second.home = _best(names[0], beside[0], second)[0]
    return [_best(name, near, second) for name, near in zip(names, beside, strict=True)]


def _sure(name: Toponym) -> Sequence[KnownPlace]:
    return [p for p in name.known if p.kind in {"country", "listed", "seat", "capital"}] or name.known


def _one_country(name: Toponym) -> bool:
    """Have the large namesakes one country? Then the name tells it before anything is chosen."""
    sure = _sure(name)[0]
    return len({p.country for p in name.known if p is sure or p.population >= max(sure.population, _SMALL) // 10}) == 1


@dataclass(frozen=True, slots=True)
class _Beside:
    """The name behind a comma (container), the name before one (contained), and the kind of the best-known namesake."""

    behind: Toponym | None
    before: Toponym | None
    namesake: str


def _beside(names: Sequence[Toponym], k: int, text: str) -> _Beside:
    behind = names[k + 1] if k + 1 < len(names) and text[names[k].end : names[k + 1].start] in GAP else None
    before = names[k - 1] if k and text[names[k - 1].end : names[k].start] in GAP else None
    return _Beside(behind, before, names[k].known[0].kind)


def _best(name: Toponym, near: _Beside, context: Context) -> tuple[KnownPlace, str]:
    if len(name.known) == 1:
        return name.known[0], f"gazetteer.{name.known[0].kind}"
    scored = [(_score(place, name, near, context), -k, place) for k, place in enumerate(name.known)]
    best = max(scored, key=lambda s: s[:2])
    if _contained(best[2], near) or _containing(best[2], near):
        return best[2], "gazetteer.region"
    rule = best[2].kind if best[2].kind in {"country", "listed", "seat"} else "context+population"
    return best[2], f"gazetteer.{rule}"


def _score(place: KnownPlace, name: Toponym, near: _Beside, context: Context) -> float:
    score = math.log10(place.population + 300) + _KINDS[place.kind] + _told(place, name, context)
    if place.kind == "admin1" and any(p.kind in {"city", "capital"} and _within(p, place) for p in name.known):
        score -= _REGION  # "New York", "Sao Paulo": the city, unless a city of the region stands before it
    if place.kind in {"city", "capital"} and place_key(place.name) != place_key(name.text):
        score -= _OTHER_NAME_OF_COUNTRY if any(p.kind == "country" for p in name.known) else _OTHER_NAME
    score += _CONTAINER * _contained(place, near) + _CONTAINING * _containing(place, near)
    score += _SAID * (bool(name.said) and name.said == _SAID_OF.get(place.kind))
    neighbours = [p for n in (near.before, near.behind) if n is not None for p in n.known[:1]]
    if any(p.kind == place.kind and p.country == place.country for p in neighbours):
        score += _BESIDE
    return score


def _told(place: KnownPlace, name: Toponym, context: Context) -> float:
    """What the rest of the story and its dateline say for the place."""
    country, most, region = context.speaks_of(name, place)
    score = _COUNTRY * country + _MOST_SPOKEN * most + _REGION * (region and place.kind != "admin1")
    score += _SETTLED * (place in (context.settled.get(place_key(name.text)), context.home))
    score += _NEAR * (place.kind in {"city", "capital"} and context.is_near(name, place))
    if context.home is not None and place.kind == "admin1":
        score += _HOME_REGION * _within(context.home, place)
        at_home = place.country == context.home.country
        score += _HOME * (at_home and not any(p.country == place.country for p in name.known if p.kind != "admin1"))
    return score


def _contained(place: KnownPlace, near: _Beside) -> bool:
    """Does the name behind the comma contain the place? Not in a list of regions ("Virginia, Washington, Wyoming")."""
    if near.behind is None or (near.before and near.before.known[0].kind == near.behind.known[0].kind == "admin1"):
        return False
    if near.behind.known[0].kind == "country" and near.namesake == "country":
        return False  # "China, Japan and Korea", although a town of Japan is called China
    return any(_within(place, other) for other in near.behind.known[:_FEW])


def _containing(place: KnownPlace, near: _Beside) -> bool:
    """Does the place contain the one before the comma ("Atlanta, Georgia")?"""
    if near.before is None or place.kind not in {"admin1", "country", "listed"}:
        return False
    return any(_within(other, place) and other.name != place.name for other in near.before.known[:_FEW])


def _within(place: KnownPlace, container: KnownPlace) -> bool:
    if container.kind == "country" or (container.kind == "listed" and container.country):
        return place.country == container.country and place.kind != "country" and place is not container
    return (
        container.kind == "admin1"
        and place.kind != "admin1"
        and (place.country, place.admin1)
        == (
            container.country,
            container.admin1,
        )
    )
