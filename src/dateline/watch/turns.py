"""One request at a time for each host, with a pause between two."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .clock import Clock
from .trouble import NotFetchedError, StoppedError

#: A host that wants to be left alone for longer is not waited for within a round.
PATIENCE = 30.0


class _Host:
    __slots__ = ("free_at", "held_until", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free_at = 0.0
        self.held_until = 0.0


class Turns:
    """Who may ask which host when; used by several threads."""

    __slots__ = ("_clock", "_hosts", "_lock")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Within: this host is nobody else's, and `delay` seconds have gone since it was asked last.

        Raises StoppedError, and NotFetchedError where the host has asked for more patience than there is in a round.
        """
        with self._lock:
            turn = self._hosts.setdefault(host, _Host())
        with turn.lock:
            held = turn.held_until - self._clock.seconds()
            if held > PATIENCE:
                words = f"{host} asked to be left alone for another {held:.0f} seconds"
                raise NotFetchedError(words, "nothing to do: it is asked again after that", retry_after=held)
            if self._clock.wait(max(held, turn.free_at - self._clock.seconds())):
                raise StoppedError("stopped")
            try:
                yield
            finally:
                turn.free_at = self._clock.seconds() + delay

    def hold(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        with self._lock:
            turn = self._hosts.setdefault(host, _Host())
        turn.held_until = max(turn.held_until, self._clock.seconds() + seconds)

    def tidy(self) -> None:
        """Forgets hosts that nothing is to be remembered of."""
        now = self._clock.seconds()
        with self._lock:
            idle = [name for name, turn in self._hosts.items() if max(turn.free_at, turn.held_until) < now]
            for name in idle:
                del self._hosts[name]
