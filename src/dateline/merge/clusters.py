"""Tellings in groups: what may be joined, and why each member is where it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .telling import Telling, contradict
from .union import Union


class Clusters:
    """Groups of tellings that grow; no group holds a contradiction but those that a correction or a person explains.

    apart: pairs of tellings that a person holds apart.
    """

    def __init__(self, tellings: Sequence[Telling], apart: Iterable[tuple[int, int]] = ()) -> None:
        self._tellings = tellings
        self._union = Union(range(len(tellings)), apart)
        self._members = {i: [i] for i in range(len(tellings))}
        self._best: list[tuple[float, str]] = [(1.0, "alone") for _ in tellings]
        self._wrong: set[int] = set()

    def top(self, i: int) -> int:
        """The name of the group that a telling is in."""
        return self._union.top(i)

    def tops(self) -> list[int]:
        """All groups, in order."""
        return [i for i in range(len(self._tellings)) if self._union.top(i) == i]

    def standing(self, i: int) -> list[int]:
        """The tellings in the group of a telling that no correction has shown to be wrong."""
        return [k for k in self._members[self.top(i)] if k not in self._wrong]

    def reason(self, i: int) -> tuple[float, str]:
        """Score and words for the membership of a telling."""
        return self._best[i]

    def join(self, i: int, j: int, score: float, reason: str) -> None:
        """Joins the groups of two tellings, unless something in one contradicts something in the other."""
        a, b = self.top(i), self.top(j)
        if a != b and self.contradict(a, b):
            return
        self._link(i, j, score, reason)

    def contradict(self, a: int, b: int) -> bool:
        """Does any standing telling of one group contradict one of the other, or does a person hold them apart?"""
        if self._union.are_apart(a, b):
            return True
        return any(contradict(self._tellings[x], self._tellings[y]) for x in self.standing(a) for y in self.standing(b))

    def correct(self, old: int, new: int, score: float, reason: str) -> None:
        """Joins the group of a wrong telling with that of its correction; what contradicts the correction no longer stands."""
        if self._union.are_apart(old, new):
            return
        right = self.standing(new)
        if self.top(old) != self.top(new):
            told = [k for k in self.standing(old) if not self._tellings[k].event.corrected]
            self._wrong.update(k for k in told if any(contradict(self._tellings[k], self._tellings[r]) for r in right))
        self._link(old, new, score, reason)

    def unite(self, i: int, j: int) -> None:
        """Makes one group of the groups of two tellings, whatever speaks against it: a person says so."""
        a, b = self.top(i), self.top(j)
        if a != b:
            self._union.join(a, b)
            self._members[min(a, b)] = self._members[a] + self._members[b]

    def told_by_hand(self, i: int, words: str) -> None:
        """Puts what a person says of a telling behind the reason of its membership."""
        score, reason = self._best[i]
        self._best[i] = (score, words if reason == "alone" else f"{reason}; {words}")

    def _link(self, i: int, j: int, score: float, reason: str) -> None:
        self.unite(i, j)
        for k in (i, j):
            if self._best[k][1] == "alone":
                self._best[k] = (score, reason)
