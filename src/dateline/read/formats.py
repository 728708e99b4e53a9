"""What an input is: told by its ending, else by its first characters."""

from __future__ import annotations

import re
from pathlib import PurePath

from .encodings import decode
from .inputs import RefusedError

# Medium of an input to the module that reads it. Modules are loaded when first needed: together they cost 0.8 s.
READERS = {
    "plain": "plain",
    "markdown": "plain",
    "html": "html",
    "mail": "mail",
    "jsonl": "jsonl",
    "json": "jsonl",
    "csv": "tabular",
    "parquet": "parquet",
    "xml": "xml",
    "warc": "warc",
}
_ENDINGS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".warc": "warc",
}
_PACKED = {".gz", ".zst"}
_STRANGERS = (
    (b"%PDF-", "PDF (export its text, as with pdftotext)"),
    (b"{\\rtf", "RTF (save it as plain text)"),
    (b"PK\x03\x04", "a ZIP archive or office document (unpack it, or save it as plain text)"),
    (b"\xd0\xcf\x11\xe0", "an old office document (save it as plain text)"),
    (b"BZh", "bzip2 (unpack it, or use gzip)"),
    (b"\xfd7zXZ\0", "xz (unpack it, or use gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive (unpack it)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database (export it as CSV)"),
)
_JSON = re.compile(r"""\{\s*(?:"|\}\s*$)|\[\s*(?:\{\s*"|\]\s*$)""")
_XML = re.compile(r"(?is)<\?xml\b|<(?:rss|feed|nitf|newsml|newsitem|newsmessage|packageitem|(?:\w+:)?rdf)\b")
_HTML = re.compile(
    r"(?is)<!doctype\s+html|<(?:html|head|body|div|p|h[1-6]|title|meta|article|main|table|span|a|b|br)\b[^<>]*>"
)
_COMMENTS = re.compile(r"(?s)(?:\s+|<!--.*?-->)*+")
_MAIL_HEADER = re.compile(
    r"(?im)^(from|received|return-path|message-id|delivered-to|subject|date|mime-version|to|content-type):"
)


def medium_of(path: str) -> str | None:
    """The medium that the ending of the name tells, compression aside; None where it tells none.

    >>> medium_of("wire/2021.jsonl.gz"), medium_of("README")
    ('jsonl', None)
    """
    name = PurePath(path)
    while name.suffix.lower() in _PACKED:
        name = name.with_suffix("")
    return _ENDINGS.get(name.suffix.lower())


def refuse_stranger(head: bytes) -> None:
    """RefusedError where the first bytes are those of a well-known format that holds no readable text."""
    for mark, words in _STRANGERS:
        if head.startswith(mark):
            raise RefusedError("binary", f"this is {words}")


def sniff(head: bytes) -> str:
    """The medium that the first bytes tell: JSON Lines, XML, HTML, mail, Parquet or WARC; else plain text."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = decode(head[:4096]).lstrip("\ufeff \t\r\n")
    if _JSON.match(start):
        return "json"
    markup = start[_end_of_comments(start) :]
    if _XML.match(markup):
        return "xml"
    if _HTML.match(markup):
        return "html"
    return "mail" if _is_mail(start) else "plain"


def _end_of_comments(start: str) -> int:
    match = _COMMENTS.match(start)
    return match.end() if match else 0


def _is_mail(start: str) -> bool:
    """Three different mail headers before the first empty line, the first of them on the first line."""
    block = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    names = {match[1].lower() for match in _MAIL_HEADER.finditer(block)}
    return len(names) >= 3 and re.match(r"[A-Za-z][\w-]*:[ \t]", block) is not None  # noqa: PLR2004
