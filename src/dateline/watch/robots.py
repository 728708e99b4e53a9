"""robots.txt: what a host lets programs fetch, and how fast (RFC 9309; Crawl-delay as protego reads it)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

from .trouble import NotFetchedError

#: Asked again after a day; after an hour where the server failed, after a minute where it did not answer at all.
FRESH, FRESH_AFTER_FAULT, FRESH_AFTER_SILENCE = 86_400.0, 3_600.0, 60.0
#: The product name by which rules for us are found.
AGENT = "dateline"
_LONGEST_DELAY = 120.0
_BYTES = 500 * 1024
_SERVER_FAULT, _TOO_MANY = 500, 429
_NO_ANSWER = 599


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """A robots.txt as it was fetched: origin "https://host:port", seconds since 1970, status, text.

    Status 599: there was no answer; the text says why.
    """

    origin: str
    fetched: float
    status: int
    body: str


class Robots:
    """The rules of every host, fetched once a day. `fetch` gives status and text of an address; used by several threads."""

    __slots__ = ("_fetch", "_lock", "_locks", "_new", "_now", "_records")

    def __init__(
        self, known: Iterable[RobotsRecord], fetch: Callable[[str], tuple[int, str]], now: Callable[[], float]
    ) -> None:
        self._records = {record.origin: record for record in known}
        self._fetch = fetch
        self._now = now
        self._new: list[RobotsRecord] = []
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def check(self, origin: str, url: str) -> float:
        """The Crawl-delay in seconds, 0 for none. Raises NotFetchedError where the address must not be fetched."""
        record = self._record(origin)
        if record.status == _NO_ANSWER:
            raise NotFetchedError(
                record.body, "check the address, and whether this machine is connected; it is tried again"
            )
        if record.status >= _SERVER_FAULT or record.status == _TOO_MANY:
            words = f"its robots.txt could not be had (status {record.status}), so nothing of {origin} may be fetched"
            raise NotFetchedError(words, "it is asked for again within the hour")
        rules = _parsed(record.body) if record.status < 300 else None  # noqa: PLR2004  (2xx; else there is none: RFC 9309, 2.3.1.3)
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, AGENT):
            words = "the site's robots.txt does not let programs fetch it"
            raise NotFetchedError(words, "ask its owner, or take the feed out", lasting=True)
        return min(float(rules.crawl_delay(AGENT) or 0.0), _LONGEST_DELAY)

    def _record(self, origin: str) -> RobotsRecord:
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._records.get(origin)
            if known and self._now() - known.fetched < _fresh_for(known):
                return known
            try:
                status, body = self._fetch(f"{origin}/robots.txt")
            except NotFetchedError as error:
                if error.lasting:
                    raise
                status, body = error.status or _NO_ANSWER, error.what
            record = RobotsRecord(origin=origin, fetched=self._now(), status=status, body=body[:_BYTES])
            self._records[origin] = record
            self._new.append(record)
            return record

    def take_new(self) -> list[RobotsRecord]:
        """What was fetched since this was last asked, to be kept."""
        with self._lock:
            new, self._new = self._new, []
        return new


def _fresh_for(record: RobotsRecord) -> float:
    if record.status == _NO_ANSWER:
        return FRESH_AFTER_SILENCE
    return FRESH_AFTER_FAULT if record.status >= _SERVER_FAULT or record.status == _TOO_MANY else FRESH


@lru_cache(maxsize=64)
def _parsed(body: str) -> Protego:
    return Protego.parse(body)
