"""The entries of a feed as stories, and the page of an entry as its full text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from dateline.read import read_bytes
from dateline.read.encodings import declared_encoding
from dateline.read.finish import finish
from dateline.records import Declined, Story, content_id
from dateline.settings import Settings

from .fetch import Reply
from .plan import Feed
from .trouble import NotFetchedError

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
#: A page that gives less than this share of what the feed itself tells is a notice or an empty shell, and not the article.
_SHELL = 0.8
_ANY = Settings(any_language=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed. item: its guid or link, else a hash; entry_hash: changes with whatever the feed says of it."""

    item: str
    entry_hash: str
    story: Story


def read_entries(feed: Feed, reply: Reply) -> Iterator[Entry]:
    """The entries of a feed, in its order; each item once. Raises NotFetchedError where there is no feed at the address."""
    if not reply.body.strip():
        raise NotFetchedError("is no feed but an empty file", "it is tried again; tell its owner if it stays so")
    seen: set[str] = set()
    for found in read_bytes(_as_utf8(reply), source_id=feed.url, medium="xml", settings=_ANY):
        if isinstance(found, Declined):
            if found.line is None and "read.empty" not in found.reason:
                raise NotFetchedError(f"is no feed ({found.reason})", "look at the address in a browser", lasting=True)
        elif found.medium != "feed":
            words = f"is no feed but {found.medium} of {reply.media or 'an untold kind'}"
            raise NotFetchedError(words, "look for the address of its RSS or Atom feed", lasting=True)
        else:
            entry = _entry(feed, found, reply.url)
            if entry.item not in seen:
                seen.add(entry.item)
                yield entry


def _entry(feed: Feed, story: Story, reply_url: str) -> Entry:
    has_no_id = story.source_id == f"{feed.url}:{story.line}"
    item = content_id("entry", feed.url, story.title, story.published) if has_no_id else story.source_id
    url = _address(story.url, reply_url)
    told = content_id("entry", story.text, story.title, story.published, url)
    return Entry(
        item=item,
        entry_hash=told,
        story=replace(story, source_id=item, source=feed.source or story.source, url=url, path=feed.url),
    )


def _address(url: str | None, base: str) -> str | None:
    """The entry's address in full; a mere id, which feedparser takes for one where there is no link, is none.

    >>> _address("/a/1", "https://wire.example.org/rss"), _address("call-1", "https://wire.example.org/rss")
    ('https://wire.example.org/a/1', None)
    """
    if url is None or url.lower().startswith(("http://", "https://")):
        return url
    try:
        return urljoin(base, url) if url.startswith(("/", "./", "../", "?")) else None
    except ValueError:
        return None


def with_page(entry: Entry, reply: Reply, feed: Feed) -> Story:
    """The story with the text of its page; day, outlet and id are the feed's. Raises NotFetchedError if that is no article."""
    if reply.media not in _PAGES:
        raise NotFetchedError(f"its page is {reply.media[:60]}", "only web pages are read", lasting=True)
    kind = "plain" if reply.media == "text/plain" else "html"
    page = next(read_bytes(_as_utf8(reply), source_id=entry.item, medium=kind, settings=_ANY))
    own = entry.story
    if isinstance(page, Declined):
        raise NotFetchedError(f"its page cannot be read ({page.reason})", "look at it in a browser", lasting=True)
    if len(page.text) < _SHELL * len(own.text):
        words = f"its page has only {len(page.text)} characters of text, fewer than the feed"
        cure = "it may need a login or a script, which are not supported; full_text = false saves the asking"
        raise NotFetchedError(words, cure, lasting=True)
    return replace(
        page,
        title=page.title or own.title,
        published=own.published or page.published,
        published_basis="given" if own.published else page.published_basis,
        author=page.author or own.author,
        source=feed.source or own.source or page.source,
        url=own.url,
        path=feed.url,
        line=own.line,
    )


def finished(story: Story, feed: Feed) -> Story | Declined:
    """The story as `dateline code` would have it, or why it is not coded."""
    text = story.text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates: nothing that is kept may hold them
    return finish(replace(story, text=text), Settings(any_language=feed.any_language))


def text_hash(story: Story) -> str:
    """The same for the same words of the same outlet, however they are spaced."""
    return content_id("text", story.source, " ".join(story.text.split()))


def _as_utf8(reply: Reply) -> bytes:
    """The body; one that names no encoding of its own and is no UTF-8 is read in that of the server's header."""
    if reply.charset is None or declared_encoding(reply.body):
        return reply.body
    try:
        reply.body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return reply.body.decode(reply.charset).encode("utf-8")
        except (LookupError, UnicodeError):
            return reply.body
    return reply.body
