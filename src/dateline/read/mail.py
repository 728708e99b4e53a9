"""Mail: the subject is the title, the date the publication date, the first plain text (else HTML) part the text."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from dateline.records import Declined, Story

from .encodings import decode
from .html import markup_text
from .inputs import Input, RefusedError
from .plain import unix_lines
from .published import read_published

_LONGEST_HEADER = 2000
_LEADING = re.compile(rb"\s+")


def read(entry: Input) -> Iterator[Story | Declined]:
    """One story: the message. Attachments are passed over; a part whose encoding is broken is read as far as it goes."""
    data = entry.whole()
    # The older policy: the newer one parses headers into structures, and fails on broken ones in many ways.
    try:
        message = email.message_from_bytes(_LEADING.sub(b"", data, count=1) if data[:1].isspace() else data)
        text = _body(message, entry.limits.depth)
    except RecursionError as error:
        raise RefusedError("mail", "its parts are nested too deep; save the text of the story alone") from error
    yield replace(
        entry.story(unix_lines(text), medium="mail"),
        title=_header(message, "Subject"),
        published=read_published(_header(message, "Date")),
        published_basis="given",
    )


def _body(message: Message, depth: int) -> str:
    """Text of the first plain part that has any, else of the first HTML part, else nothing."""
    parts = [
        part for part in message.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    plain = next(
        (text for part in parts if part.get_content_type() == "text/plain" and (text := _text(part)).strip()), ""
    )
    if plain:
        return plain
    page = next(
        (text for part in parts if part.get_content_type() == "text/html" and (text := _text(part)).strip()), ""
    )
    return markup_text(page, depth)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return decode(content, declared=_charset(part)) if isinstance(content, bytes) else ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
    ):  # what the standard library raises on broken parameters
        return None


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    if value is None:
        return None
    raw = str(value)[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError, HeaderParseError):  # an unknown or wrong encoding in an encoded word
        return raw
