"""robots.txt: what a host lets programs fetch, and how fast (RFC 9309; Crawl-delay as protego reads it)."""

from __future__ import annotations

import threading
from collections import OrderedDict
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
#: So much of a robots.txt counts (RFC 9309, 2.5); so many are kept, of so many characters together.
MOST_BYTES, MOST_RECORDS, MOST_TEXT = 500 * 1024, 1000, 16 * 1024 * 1024
#: The rules of one that cannot be read without harm.
NOTHING = "User-agent: *\nDisallow: /"
_NO_RULE = ("#", "sitemap:")
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
    """The rules of every host, fetched once a day. `fetch` gives status and text of an address; used by several threads.

    Those that were asked for last are kept, within bounds: a feed may link to any number of hosts.
    """

    __slots__ = ("_fetch", "_lock", "_locks", "_new", "_now", "_records", "_size")

    def __init__(
        self, known: Iterable[RobotsRecord], fetch: Callable[[str], tuple[int, str]], now: Callable[[], float]
    ) -> None:
        self._records: OrderedDict[str, RobotsRecord] = OrderedDict()
        self._size = 0
        self._fetch = fetch
        self._now = now
        self._new: dict[str, RobotsRecord] = {}
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        for record in known:
            self._keep(record)

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
        delay = float(rules.crawl_delay(AGENT) or 0.0)
        return min(delay, _LONGEST_DELAY) if delay > 0 else 0.0  # also for one that is no number

    def _record(self, origin: str) -> RobotsRecord:
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            try:
                return self._known(origin) or self._fetched(origin)
            finally:
                with self._lock:
                    self._locks.pop(origin, None)  # whoever comes now finds the record

    def _known(self, origin: str) -> RobotsRecord | None:
        with self._lock:
            record = self._records.get(origin)
            if record is None or self._now() - record.fetched >= _fresh_for(record):
                return None
            self._records.move_to_end(origin)
            return record

    def _fetched(self, origin: str) -> RobotsRecord:
        try:
            status, body = self._fetch(f"{origin}/robots.txt")
        except NotFetchedError as error:
            if error.lasting:
                raise
            status, body = error.status or _NO_ANSWER, error.what
        record = RobotsRecord(origin=origin, fetched=self._now(), status=status, body=_needed(body[:MOST_BYTES]))
        with self._lock:
            self._new[origin] = record
            self._keep(record)
        return record

    def _keep(self, record: RobotsRecord) -> None:
        """Keeps a record, and lets go those that were not asked for the longest."""
        self._drop(record.origin)
        self._records[record.origin] = record
        self._size += len(record.body)
        while len(self._records) > MOST_RECORDS or self._size > MOST_TEXT:
            oldest = next(iter(self._records))
            self._drop(oldest)
            self._new.pop(oldest, None)

    def _drop(self, origin: str) -> None:
        known = self._records.pop(origin, None)
        self._size -= len(known.body) if known else 0

    def take_new(self) -> list[RobotsRecord]:
        """What was fetched since this was last asked, to be kept; what is out of date is forgotten."""
        with self._lock:
            new, self._new = self._new, {}
            for origin in [one.origin for one in self._records.values() if self._now() - one.fetched >= FRESH]:
                self._drop(origin)
        return list(new.values())


def _needed(body: str) -> str:
    """The lines that rule something: no comments, no addresses of site maps."""
    lines = (line.strip() for line in body.splitlines())
    return "\n".join(line for line in lines if line and not line.lower().startswith(_NO_RULE))


def _fresh_for(record: RobotsRecord) -> float:
    if record.status == _NO_ANSWER:
        return FRESH_AFTER_SILENCE
    return FRESH_AFTER_FAULT if record.status >= _SERVER_FAULT or record.status == _TOO_MANY else FRESH


@lru_cache(maxsize=16)
def _parsed(body: str) -> Protego:
    return Protego.parse(body)
