"""Mail: the subject is the title, the date the publication date, the first plain text (else HTML) part the text."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from dateline.records import Declined, Story

from .encodings import decode
from .html import markup_text
from .inputs import Input, RefusedError
from .plain import unix_lines
from .published import read_published

_LONGEST_HEADER = 2000
_MOST_BOUNDARIES = 10_000  # the standard library takes 6 s for 200,000 parts
_LEADING = re.compile(rb"\s+")


def read(entry: Input) -> Iterator[Story | Declined]:
    """One story: the message. Attachments are passed over; a part whose encoding is broken is read as far as it goes."""
    data = entry.whole()
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        words = f"it has more than {_MOST_BOUNDARIES:,} boundaries between parts; save the text of the story alone"
        raise RefusedError("mail", words)
    # The older policy: the newer one parses headers into structures, and fails on broken ones in many ways.
    try:
        message = email.message_from_bytes(_LEADING.sub(b"", data, count=1) if data[:1].isspace() else data)
        text = _body(message, entry.limits.depth)
    except RecursionError as error:
        raise RefusedError("mail", "its parts are nested too deep; save the text of the story alone") from error
    yield replace(
        entry.story(unix_lines(text), medium="mail"),
        title=_header(message, "subject"),
        published=read_published(_header(message, "date")),
        published_basis="given",
    )


def _body(message: Message, depth: int) -> str:
    """Text of the first plain part that has any, else of the first HTML part, else nothing."""
    parts = [part for part in message.walk() if _may_be_body(part)]
    # A part that says it has parts, and has none, has lost its boundaries: what is in it is read as it is.
    plain = [
        part for part in parts if part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"
    ]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    return _first_text(plain) or markup_text(_first_text(pages), depth)


def _may_be_body(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_disposition() != "attachment"


def _first_text(parts: list[Message]) -> str:
    return next((text for text in map(_text, parts) if text.strip()), "")


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return decode(content, declared=_charset(part)) if isinstance(content, bytes) else ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):  # the standard library's, on broken parameters
        return None


def _header(message: Message, name: str) -> str | None:
    """A header's text, encoded words read; bytes that should have been encoded are read as text is."""
    value = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if value is None:
        return None
    raw = decode(str(value)[:_LONGEST_HEADER].encode("ascii", "surrogateescape"))
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError, MessageError):  # an unknown or wrong encoding in an encoded word
        return raw
