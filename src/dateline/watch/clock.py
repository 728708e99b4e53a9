"""The time, and waiting that ends when the program is asked to stop; tests bring a clock of their own."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import Protocol


class Clock(Protocol):
    """What every module here knows of time."""

    def now(self) -> dt.datetime:
        """The time of day, in UTC."""

    def seconds(self) -> float:
        """Seconds that only ever grow, to measure with."""

    def wait(self, seconds: float) -> bool:
        """Waits, or not at all where it is asked to stop; whether it is asked to stop comes back."""


class SystemClock:
    """The machine's time; `stop` may be called from a signal handler."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def seconds(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> bool:
        return self._stopping.wait(max(0.0, seconds))

    def stop(self) -> None:
        """Ends every wait, now and later."""
        self._stopping.set()


def stamp(moment: dt.datetime) -> str:
    """The moment as it stands in the log: UTC, whole seconds.

    >>> stamp(dt.datetime(2021, 3, 2, 14, 5, 9, 400, tzinfo=dt.UTC))
    '2021-03-02T14:05:09Z'
    """
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
