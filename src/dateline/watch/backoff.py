"""When to try again: back-off with a cap, and what a server asks for in Retry-After. No chance is involved."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

#: A server may ask for more patience than our own cap, but not for ever.
LONGEST = 30 * 86_400.0
_DOUBLINGS = 30  # beyond this every cap is reached


def wait_after(failures: int, first: float, most: float) -> float:
    """Seconds to wait after so many failures in a row: `first`, then twice as long each time, `most` at most.

    >>> [wait_after(n, 900, 86400) for n in (0, 1, 2, 3, 99)]
    [900.0, 900.0, 1800.0, 3600.0, 86400]
    """
    doubled = first * 2.0 ** min(max(failures - 1, 0), _DOUBLINGS)
    return min(doubled, max(most, first))


def read_retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date (RFC 9110, 10.2.3); None where it says nothing.

    >>> now = dt.datetime(2021, 3, 2, 12, 0, tzinfo=dt.UTC)
    >>> read_retry_after("120", now), read_retry_after("Tue, 02 Mar 2021 12:05:00 GMT", now), read_retry_after("soon", now)
    (120.0, 300.0, None)
    """
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), LONGEST))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST)
