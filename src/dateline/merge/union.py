"""Groups out of pairs, the same whatever the order of the pairs."""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Disjoint sets of keys; the smallest key of a set names it. apart: pairs of keys that somebody says are two things."""

    def __init__(self, keys: Iterable[int], apart: Iterable[tuple[int, int]] = ()) -> None:
        self._up = {key: key for key in keys}
        self._foes: dict[int, set[int]] = {}
        for a, b in apart:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)

    def top(self, key: int) -> int:
        """The smallest key of the set that `key` is in."""
        while self._up[key] != key:
            self._up[key] = self._up[self._up[key]]
            key = self._up[key]
        return key

    def are_apart(self, a: int, b: int) -> bool:
        """Would one set of the sets of a and b hold two things that somebody says are two?"""
        foes = self._foes.get(self.top(a))
        return foes is not None and any(self.top(foe) == self.top(b) for foe in foes)

    def join(self, a: int, b: int) -> None:
        """Makes one set of the sets of a and b, whatever `apart` says."""
        first, second = sorted((self.top(a), self.top(b)))
        if first == second:
            return
        self._up[second] = first
        if second in self._foes:
            self._foes.setdefault(first, set()).update(self._foes.pop(second))

    def unite(self, i: int, j: int) -> None:
        """The same; groups of other kinds check what they join, but not what a person says (`merge.overrides`)."""
        self.join(i, j)
