"""One address to its bytes: politely, within limits, and nowhere it must not go."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import exceptions as faults

from .addresses import PrivateAddressError, make_pools
from .backoff import read_retry_after
from .body import BombError, read_beginning, read_body, too_slow
from .clock import Clock
from .deadline import Deadline
from .plan import Manners
from .robots import MOST_BYTES, NOTHING, Robots, RobotsRecord
from .trouble import NotFetchedError
from .turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from urllib3.response import BaseHTTPResponse

_MOST_REDIRECTS = 5
_PERMANENT, _REDIRECTS = frozenset({301, 308}), frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED, _OK = 304, range(200, 300)
_GONE, _NOT_FOUND, _TOO_MANY, _UNAVAILABLE = 410, 404, 429, 503
_LOCKED = frozenset({401, 402, 403, 407, 451})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer. status 304: not changed, no body. url: where it came from at last; moved_to: the new address of one that moved
    for good; media: the media type, lower case; private: it came from a private address.
    """

    status: int
    url: str
    body: bytes
    etag: str | None
    modified: str | None
    media: str
    charset: str | None
    moved_to: str | None
    private: bool


class Fetcher:
    """Fetches for all feeds; used by several threads."""

    def __init__(self, manners: Manners, clock: Clock, robots: Iterable[RobotsRecord] = ()) -> None:
        self._manners = manners
        self._clock = clock
        known = tuple(robots)
        self.turns = Turns(clock)
        self._public = make_pools(manners.timeout, private=False)
        self._own = make_pools(manners.timeout, private=True)
        self._own_hosts: set[str] = set()
        now = lambda: clock.now().timestamp()  # noqa: E731
        self.robots = {
            private: Robots(known, lambda url, private=private: self._fetch_robots(url, private=private), now)  # type: ignore[misc]
            for private in (False, True)
        }

    def fetch_own(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Reply:
        """The answer from an address that the user has written down: it may be on his own network."""
        given = _conditions(etag, modified)
        host = split_address(url).netloc
        if host in self._own_hosts:
            return self._follow(url, given, private=True)
        try:
            return self._follow(url, given, private=False)
        except PrivateAddressError:
            if not self._is_private(url):
                raise  # a redirect led there
            self._own_hosts.add(host)
            return self._follow(url, given, private=True)

    def fetch(self, url: str, *, private: bool, etag: str | None = None, modified: str | None = None) -> Reply:
        """The answer from an address that a feed or a redirect named; private: who named it is on a private host."""
        return self._follow(url, _conditions(etag, modified), private=private)

    def _is_private(self, url: str) -> bool:
        """Whether the host itself, and not one that it sends to, has a private address."""
        parts = split_address(url)
        pool = self._public.connection_from_host(parts.hostname, parts.port, parts.scheme)
        connection = pool.ConnectionCls(host=parts.hostname or "", port=parts.port, timeout=self._manners.timeout)
        try:
            with Deadline(self._manners.total_timeout):
                connection.connect()
        except PrivateAddressError:
            return True
        except (faults.HTTPError, OSError):
            return False
        finally:
            connection.close()
        return False

    def _follow(self, url: str, headers: dict[str, str], *, private: bool) -> Reply:
        """The answer at the end of the redirects."""
        at, moved_to, permanent = url, None, True
        for _ in range(_MOST_REDIRECTS + 1):
            parts = split_address(at)
            delay = self.robots[private].check(_origin(parts), at)
            reply = self._ask(at, headers, max(delay, self._manners.delay), private=private)
            if isinstance(reply, Reply):
                return replace(reply, moved_to=moved_to)
            status, target = reply
            permanent = permanent and status in _PERMANENT
            at = target
            moved_to = at if permanent else moved_to
        words = f"is redirected more than {_MOST_REDIRECTS} times"
        raise NotFetchedError(words, "look at the address in a browser and write the right one down")

    def _ask(
        self, url: str, headers: dict[str, str], delay: float, *, private: bool, first: int = 0
    ) -> Reply | tuple[int, str]:
        """The answer to one request, or the status and target of a redirect. first: only so many bytes are wanted."""
        parts = split_address(url)
        pools = self._own if private else self._public
        sent = {"User-Agent": self._manners.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **headers}
        with self.turns.turn(parts.netloc, delay), Deadline(self._manners.total_timeout) as deadline:
            try:
                response = pools.request("GET", url, headers=sent, redirect=False, preload_content=False)
                try:
                    answer = self._read(response, url, private=private, first=first)
                finally:
                    response.close()  # a body that was not read to its end must not wait in a kept connection
                    response.release_conn()
            except (faults.HTTPError, HTTPException, ValueError, OSError) as error:
                raise (too_slow(self._manners) if deadline.passed else _fault(error, self._manners)) from error
            if deadline.passed:  # what looks like an end was made by the deadline
                raise too_slow(self._manners)
            return answer

    def _read(self, response: BaseHTTPResponse, url: str, *, private: bool, first: int) -> Reply | tuple[int, str]:
        status = response.status
        if status in _REDIRECTS:
            location = response.headers.get("Location")
            if not location:
                raise NotFetchedError(f"is redirected to nowhere (status {status})", "tell the owner of the site")
            return status, _target(url, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())
        if status not in _OK and status != _NOT_MODIFIED:
            raise self._refusal(response, url)
        kind = response.headers.get("Content-Type") or ""
        charset = _CHARSET.search(kind)
        return Reply(
            status=status,
            url=url,
            body=b"" if status == _NOT_MODIFIED else self._body(response, first),
            etag=_header(response, "ETag"),
            modified=_header(response, "Last-Modified"),
            media=kind.partition(";")[0].strip().lower(),
            charset=charset[1] if charset else None,
            moved_to=None,
            private=private,
        )

    def _body(self, response: BaseHTTPResponse, first: int) -> bytes:
        if first:
            return read_beginning(response, first, self._manners, self._clock)
        return read_body(response, self._manners, self._clock)

    def _refusal(self, response: BaseHTTPResponse, url: str) -> NotFetchedError:
        """What an error status means; a host that asks for patience gets it."""
        status = response.status
        wait = read_retry_after(response.headers.get("Retry-After"), self._clock.now())
        if status in {_TOO_MANY, _UNAVAILABLE}:
            if wait is not None:
                self.turns.hold(split_address(url).netloc, wait)
            words = f"{'the server asks for patience' if wait else 'the server is busy'} (status {status})"
            cure = "nothing to do: it is left alone for a while"
            return NotFetchedError(words, cure, retry_after=wait, status=status)
        if status in {_GONE, _NOT_FOUND}:
            words = "is gone for good" if status == _GONE else "is not there"
            return NotFetchedError(f"{words} (status {status})", "check whether it has moved", lasting=True)
        if status in _LOCKED:
            cure = "it wants a login or a payment, or keeps programs out; ask its owner, or take it out"
            return NotFetchedError(f"the server refuses it (status {status})", cure, lasting=True)
        words = f"the server failed (status {status})"
        return NotFetchedError(words, "it is tried again", retry_after=wait, status=status)

    def _fetch_robots(self, url: str, *, private: bool) -> tuple[int, str]:
        """Status and text of a robots.txt, redirects followed; its own fetching asks no robots.txt.

        Of a long one the beginning counts (RFC 9309, 2.5); one that is a bomb lets nothing be fetched.
        """
        at = url
        for _ in range(_MOST_REDIRECTS):
            try:
                reply = self._ask(at, {}, 0.0, private=private, first=MOST_BYTES)
            except BombError:
                return _OK[0], NOTHING
            except NotFetchedError as error:
                if isinstance(error, PrivateAddressError) or not error.lasting:
                    raise
                return _NOT_FOUND, ""
            if isinstance(reply, Reply):
                return reply.status, reply.body.decode("utf-8", "replace")
            at = reply[1]
        return _NOT_FOUND, ""


def split_address(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises NotFetchedError: not http or https, no host, a name or password in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError as error:
        raise NotFetchedError(f"{url[:200]!r} is no address", "tell the owner of the feed", lasting=True) from error
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        words = f"{url[:200]!r} is neither http nor https"
        raise NotFetchedError(words, "only web pages are fetched", lasting=True)
    if parts.username is not None or parts.password is not None:
        raise NotFetchedError(
            "the address holds a name or a password", "pages behind a login are not read", lasting=True
        )
    return parts


def _target(url: str, location: str) -> str:
    """Where a redirect leads."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        words = f"is redirected to {location[:200]!r}, which is no address"
        raise NotFetchedError(words, "tell the owner of the site", lasting=True) from error


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask for what has changed since."""
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}


def _header(response: BaseHTTPResponse, name: str) -> str | None:
    """A header that goes back to the server as it came; one that cannot is none."""
    value: str | None = response.headers.get(name)
    return value if value and value.isascii() and value.isprintable() else None


def _fault(error: Exception, manners: Manners) -> NotFetchedError:
    """What urllib3 and the operating system complain of, in words."""
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, faults.NameResolutionError):
        return NotFetchedError(
            "the host's name is not known", "check the address, and whether this machine is connected"
        )
    if isinstance(cause, faults.NewConnectionError | ConnectionError):
        return NotFetchedError("the host does not answer", "check the address; it is tried again")
    if isinstance(cause, faults.TimeoutError | TimeoutError):
        return NotFetchedError(
            f"no answer within {manners.timeout:g} seconds", "it is tried again; raise timeout if it is slow"
        )
    if isinstance(cause, faults.SSLError):
        return NotFetchedError(
            "its certificate is not to be trusted", "look at it in a browser; tell the owner of the site"
        )
    if isinstance(cause, faults.LocationParseError | UnicodeError | ValueError) and not isinstance(cause, OSError):
        return NotFetchedError("the address cannot be read", "tell the owner of the feed", lasting=True)
    return NotFetchedError(f"the connection broke ({type(cause).__name__})", "it is tried again")
