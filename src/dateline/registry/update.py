"""Bringing own rows up to date: asking a SPARQL endpoint who holds and held offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import urllib3

from dateline import __version__
from dateline.errors import InputError, UsageError
from dateline.lexicon.registry_own import ASKED, OwnRow, title_of_office
from dateline.lexicon.registry_persons import name_key

from .add import OwnFile, keep_rows
from .sparql import Query, bindings_of, own_row

ENDPOINT = "https://query.wikidata.org/sparql"
#: Wikimedia's policy asks for a name, a version and how to reach who runs it.
USER_AGENT = f"dateline/{__version__} (registry update; https://pypi.org/project/dateline)"
#: Answers that are worth asking again: too many questions, and servers that are busy or restarting.
_AGAIN = (429, 500, 502, 503, 504)
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the endpoint is asked: rows of a page, seconds until an answer is given up, how often a question is asked again, and
    seconds before the second time (they double; a Retry-After of the endpoint counts more).
    """

    page: int = 2000
    timeout: float = 70.0
    retries: int = 5
    backoff: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A SPARQL endpoint and how to ask it."""

    url: str = ENDPOINT
    manners: Manners = Manners()


def update(
    endpoint: Endpoint, queries: Sequence[Query], today: dt.date, watch: Callable[[Query], None] | None = None
) -> OwnFile:
    """Ask all queries and keep the answers as own rows called "wikidata", in the place of earlier ones.

    Raises InputError where the endpoint does not answer or answers with something else, and UsageError for an address that is
    none; the rows of before stay then.
    """
    if not endpoint.url.startswith(("https://", "http://")):
        raise UsageError(f"{endpoint.url!r} is no address of an endpoint: it begins with https://")
    rows: list[OwnRow] = []
    with urllib3.PoolManager(headers={"User-Agent": USER_AGENT, "Accept": "application/sparql-results+json"}) as pool:
        for query in queries:
            if watch is not None:
                watch(query)
            rows += _rows(pool, endpoint, query, today)
    if not rows:
        raise InputError("told of no holder: the rows of before are kept", path=endpoint.url)
    return keep_rows(ASKED, _without_doubles(rows))


def _rows(pool: urllib3.PoolManager, endpoint: Endpoint, query: Query, today: dt.date) -> Iterator[OwnRow]:
    for binding in _bindings(pool, endpoint, query):
        row = own_row(query, binding, today)
        if row is not None and name_key(row.names[0]).strip():
            yield row


def _bindings(pool: urllib3.PoolManager, endpoint: Endpoint, query: Query) -> Iterator[dict[str, Any]]:
    """The bindings of all pages of a query."""
    limit = endpoint.manners.page
    offset = 0
    while True:
        try:
            found = bindings_of(_ask(pool, endpoint, query.page(offset, limit)))
        except ValueError as error:
            raise InputError(f"answered with {error}", path=endpoint.url) from error
        yield from found
        if len(found) < limit:
            return
        offset += limit


def _ask(pool: urllib3.PoolManager, endpoint: Endpoint, text: str) -> bytes:
    """The body of one answer; raises InputError with the cause and the cure."""
    manners = endpoint.manners
    retry = urllib3.Retry(
        total=manners.retries,
        backoff_factor=manners.backoff,
        status_forcelist=_AGAIN,
        allowed_methods=None,
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    fields = {"query": text, "format": "json"}
    try:
        answer = pool.request(
            "POST", endpoint.url, fields=fields, encode_multipart=False, timeout=manners.timeout, retries=retry
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise InputError(
            f"does not answer: {_cause(error)}; try again later or --endpoint", path=endpoint.url
        ) from error
    if answer.status != _OK:
        raise InputError(f"answered {answer.status} {answer.reason or ''}: {_start(answer.data)}", path=endpoint.url)
    return answer.data


def _cause(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error).rpartition(">: ")[2] or type(error).__name__


def _start(body: bytes) -> str:
    """The first line of what an endpoint says of a question that it cannot answer."""
    lines = body.decode("utf-8", "replace").strip().splitlines()
    return lines[0][:120] if lines else "nothing more"


def _without_doubles(rows: Sequence[OwnRow]) -> list[OwnRow]:
    """Each spell once, in order of country, office and time: of two that tell the same, the one with the more exact days."""
    kept: dict[tuple[str, str, str], list[OwnRow]] = {}
    for row in sorted(rows, key=lambda r: (-len(r.first) - len(r.last), _order(r))):
        told = kept.setdefault((row.country, row.names[0], title_of_office(row.office)[1]), [])
        if not any(other.first.startswith(row.first) and other.last.startswith(row.last) for other in told):
            told.append(row)
    return sorted((row for told in kept.values() for row in told), key=_order)


def _order(row: OwnRow) -> tuple[str, str, str, str, str]:
    return row.country, row.office, row.first, row.names[0], row.last
