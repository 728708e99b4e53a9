"""Groups out of pairs, the same whatever the order of the pairs."""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Disjoint sets of keys; the smallest key of a set names it."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._up = {key: key for key in keys}

    def top(self, key: int) -> int:
        """The smallest key of the set that `key` is in."""
        while self._up[key] != key:
            self._up[key] = self._up[self._up[key]]
            key = self._up[key]
        return key

    def join(self, a: int, b: int) -> None:
        """Makes one set of the sets of a and b."""
        first, second = sorted((self.top(a), self.top(b)))
        self._up[second] = first
