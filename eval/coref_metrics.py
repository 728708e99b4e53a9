"""How well groups of mentions agree with gold chains: MUC, B3, CEAF_e, their mean (CoNLL F1), LEA, and pairs of mentions.

A partition is a mapping from mention to the name of its group; both have the same mentions. Definitions: Vilain et al. 1995 (MUC),
Bagga and Baldwin 1998 (B3), Luo 2005 (CEAF with phi 4), Pradhan et al. 2014 (the mean), Moosavi and Strube 2016 (LEA).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import networkx as nx

Partition = Mapping[str, str]
Groups = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Share:
    """Recall and precision as shares of counts; both are 0 where nothing was to be found."""

    recalled: float
    wanted: float
    right: float
    given: float

    @property
    def recall(self) -> float:
        return self.recalled / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.recalled + other.recalled,
            self.wanted + other.wanted,
            self.right + other.right,
            self.given + other.given,
        )


def groups_of(partition: Partition) -> Groups:
    """The groups of a partition, largest first."""
    found = defaultdict(set)
    for mention, name in partition.items():
        found[name].add(mention)
    return sorted((frozenset(group) for group in found.values()), key=lambda g: (-len(g), min(g)))


def muc(gold: Partition, ours: Partition) -> Share:
    """Links that hold each chain together.

    >>> muc({"a": "1", "b": "1", "c": "1"}, {"a": "x", "b": "x", "c": "y"}).recall
    0.5
    """
    recalled, wanted = _links(gold, ours)
    right, given = _links(ours, gold)
    return Share(recalled, wanted, right, given)


def _links(one: Partition, other: Partition) -> tuple[int, int]:
    groups = groups_of(one)
    kept = sum(len(group) - len({other[mention] for mention in group}) for group in groups)
    return kept, sum(len(group) - 1 for group in groups)


def b3(gold: Partition, ours: Partition) -> Share:
    """For each mention the share of its chain that is in its group, and of its group that is in its chain."""
    both = Counter((gold[mention], ours[mention]) for mention in gold)
    chains, found = Counter(gold.values()), Counter(ours.values())
    recalled = sum(n * n / chains[chain] for (chain, _), n in both.items())
    right = sum(n * n / found[name] for (_, name), n in both.items())
    return Share(recalled, len(gold), right, len(ours))


def ceaf_e(gold: Partition, ours: Partition) -> Share:
    """Likeness of chains and groups, each chain being paired with at most one group, in the best way of all."""
    both = Counter((gold[mention], ours[mention]) for mention in gold)
    chains, found = Counter(gold.values()), Counter(ours.values())
    graph = nx.Graph()
    for (chain, name), n in sorted(both.items()):
        graph.add_edge(("gold", chain), ("ours", name), weight=2 * n / (chains[chain] + found[name]))
    best = (
        nx.max_weight_matching(graph.subgraph(part), maxcardinality=False) for part in nx.connected_components(graph)
    )
    alike = math.fsum(graph.edges[edge]["weight"] for matching in best for edge in matching)
    return Share(alike, len(chains), alike, len(found))


def lea(gold: Partition, ours: Partition) -> Share:
    """Share of each chain's links that are found, weighted by its size; one that stands alone has a link to itself."""
    recalled, wanted = _resolved(gold, ours)
    right, given = _resolved(ours, gold)
    return Share(recalled, wanted, right, given)


def _resolved(one: Partition, other: Partition) -> tuple[float, int]:
    sizes = Counter(other.values())
    score = 0.0
    for group in groups_of(one):
        if len(group) == 1:
            score += sizes[other[next(iter(group))]] == 1
            continue
        kept = sum(_pairs(n) for n in Counter(other[mention] for mention in group).values())
        score += len(group) * kept / _pairs(len(group))
    return score, len(one)


def pairs(gold: Partition, ours: Partition) -> Share:
    """Pairs of mentions in one chain that are in one group, and the other way round."""
    both = sum(_pairs(n) for n in Counter((gold[mention], ours[mention]) for mention in gold).values())
    wanted, given = (sum(_pairs(n) for n in Counter(one.values()).values()) for one in (gold, ours))
    return Share(both, wanted, both, given)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


MEASURES: dict[str, Callable[[Partition, Partition], Share]] = {
    "MUC": muc,
    "B3": b3,
    "CEAF_e": ceaf_e,
    "LEA": lea,
    "pairs": pairs,
}


def measure(gold: Partition, ours: Partition) -> dict[str, Share]:
    """Every measure of two partitions of the same mentions."""
    return {name: of(gold, ours) for name, of in MEASURES.items()}


def conll(shares: Mapping[str, Share]) -> float:
    """The mean of the F1 of MUC, B3 and CEAF_e."""
    return (shares["MUC"].f1 + shares["B3"].f1 + shares["CEAF_e"].f1) / 3


def without_singletons(gold: Partition, ours: Partition) -> tuple[Partition, Partition]:
    """Both without the mentions that stand alone in gold and, as far as they stand alone there too, in ours."""
    chains, found = Counter(gold.values()), Counter(ours.values())
    kept: Collection[str] = [m for m in gold if chains[gold[m]] > 1 or found[ours[m]] > 1]
    return {m: gold[m] for m in kept}, {m: ours[m] for m in kept}
