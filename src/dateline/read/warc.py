"""WARC: every HTML response is a story. The day of the crawl is not a publication date and is not taken for one."""

from __future__ import annotations

import contextlib
import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from dateline.records import Declined, Story

from .encodings import declared_encoding, decode
from .html import read_page
from .inputs import Input, RefusedError, over, printable

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_FAULTS = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    EOFError,
    zlib.error,
)

logging.getLogger("warcio").addHandler(logging.NullHandler())  # or its warnings go to standard error


class _Archive(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Without the warning that warcio writes on standard error where a record is longer than it says."""

    INC_RECORD = ""


def read(entry: Input) -> Iterator[Story | Declined]:
    """A story for every HTML response (or resource) with status 200; a Declined for every other one.

    Requests, metadata and revisits are not documents and are passed over. The address names the story.
    """
    number = 0
    try:
        for record in _Archive(entry.stream):
            number += 1
            if record.rec_type in ("response", "resource"):
                yield _story(record, entry, number)
    except _FAULTS as error:
        words = f"the archive is damaged here ({error}); fetch it again"
        raise RefusedError("warc", words, line=number + 1) from error
    if number == 0:
        raise RefusedError("warc", "there is no WARC record in the file; check how it was saved")


def _story(record: Any, entry: Input, number: int) -> Story | Declined:  # noqa: ANN401  (warcio has no types)
    url = record.rec_headers.get_header("WARC-Target-URI")
    name = printable(url) if url else None
    http = record.http_headers
    status = http.get_statuscode() if http else "200"
    if status != "200":
        return entry.decline(
            "status", f"the server answered {status}; there is no story in such a page", line=number, source_id=name
        )
    headers = http or record.rec_headers
    kind, _, parameters = (headers.get_header("Content-Type") or "").lower().partition(";")
    if kind.strip() not in _HTML_TYPES:
        return entry.decline("kind", f"the type is {kind.strip() or 'unknown'}, not HTML", line=number, source_id=name)
    with contextlib.redirect_stderr(io.StringIO()):  # warcio writes there where the page's compression is damaged
        data = record.content_stream().read(entry.limits.story_bytes + 1)
    if len(data) > entry.limits.story_bytes:
        words = f"{over(entry.limits.story_bytes)}; raise Limits.story_bytes"
        return entry.decline("size", words, line=number, source_id=name)
    charset = parameters.partition("charset=")[2].strip(" \"'") or None
    page = decode(data, declared=charset or declared_encoding(data))
    story = replace(entry.story("", medium="warc", line=number, source_id=name), url=name)
    return read_page(page, story, depth=entry.limits.depth)
