"""One look at a feed: what is new in it, with the pages that it names."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPException

from urllib3.exceptions import HTTPError

from dateline.records import Declined, Story

from .entries import Entry, finished, read_entries, text_hash, with_page
from .fetch import Fetcher, Reply
from .plan import Feed
from .state import FeedRecord, Item
from .trouble import NotFetchedError, StoppedError, Trouble

#: A page that cannot be had is asked for in so many rounds, then left; where the server asks for patience, that counts for none.
PAGE_TRIES, NOT_ASKED = 3, -1
_NOT_MODIFIED = 304
#: What the libraries that read addresses, answers and pages raise on input that nobody thought of.
_UNREADABLE = (HTTPError, HTTPException, OSError, ValueError, LookupError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An entry that is new or changed. story: None where its text is known already."""

    item: Item
    story: Story | Declined | None


@dataclass(slots=True, kw_only=True)
class Look:
    """What a look gave. reply: None where the feed was not fetched, then `error` says why, or it was stopped.

    listed: all items that stand in the feed; whole: nothing of it is left for the next look.
    """

    feed: Feed
    record: FeedRecord
    reply: Reply | None = None
    error: NotFetchedError | None = None
    taken: list[Taken] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    whole: bool = True
    stopped: bool = False


class Room:
    """How many stories a round may still take; used by several threads."""

    __slots__ = ("_left", "_lock")

    def __init__(self, left: int) -> None:
        self._left = left
        self._lock = threading.Lock()

    def is_full(self) -> bool:
        """Whether nothing more may be taken."""
        return self._left <= 0

    def take(self) -> bool:
        """Takes the place of one story, if there is one."""
        with self._lock:
            is_there = self._left > 0
            self._left -= is_there
            return is_there

    def give_back(self) -> None:
        """Gives back the place of one that was no new story."""
        with self._lock:
            self._left += 1


def look_at(feed: Feed, record: FeedRecord, known: Mapping[str, Item], fetcher: Fetcher, room: Room) -> Look:
    """Fetches the feed, and the pages of what is new in it, as far as there is room; without any room the feed stays due.

    known: its items that were taken before.
    """
    look = Look(feed=feed, record=record)
    if room.is_full():
        look.stopped, look.whole = True, False
        return look
    try:
        with _readable():
            look.reply = _fetched(feed, record, fetcher)
            if look.reply.status != _NOT_MODIFIED:
                _take(look, look.reply, known, fetcher, room)
    except NotFetchedError as error:
        look.error = error
    except StoppedError:
        look.stopped, look.whole = True, False
    return look


@contextmanager
def _readable() -> Iterator[None]:
    """Within: what one server sends ends the reading of that server alone."""
    try:
        yield
    except _UNREADABLE as error:
        words = f"cannot be read ({type(error).__name__}: {str(error)[:200]})"
        raise NotFetchedError(words, "it is tried again; tell the makers of dateline if it stays so") from error


def _fetched(feed: Feed, record: FeedRecord, fetcher: Fetcher) -> Reply:
    """The feed's answer. Only the address of feeds.toml is the user's own; one that it moved to may lead where it was found."""
    if record.moved_to is None:
        return fetcher.fetch_own(feed.url, etag=record.etag, modified=record.modified)
    private = bool(record.moved_private)
    return fetcher.fetch(record.moved_to, private=private, etag=record.etag, modified=record.modified)


def _take(look: Look, reply: Reply, known: Mapping[str, Item], fetcher: Fetcher, room: Room) -> None:
    for entry in read_entries(look.feed, reply):
        look.listed.append(entry.item)
        before = known.get(entry.item)
        if before and before.entry_hash == entry.entry_hash and not before.page_tries:
            continue
        if len(look.taken) == look.feed.max_items or not room.take():
            look.whole = False
            continue
        taken = _taken(look, entry, before, fetcher)
        look.taken.append(taken)
        if taken.story is None:
            room.give_back()
        look.whole = look.whole and not taken.item.page_tries


def _taken(look: Look, entry: Entry, before: Item | None, fetcher: Fetcher) -> Taken:
    """The entry with its page, or without it where that cannot be had."""
    feed, story, tries = look.feed, entry.story, 0
    if feed.full_text and story.url:
        try:
            with _readable():
                page = fetcher.fetch(story.url, private=look.reply is not None and look.reply.private)
                story = with_page(entry, page, feed)
        except NotFetchedError as error:
            tries = before.page_tries if before and before.entry_hash == entry.entry_hash else 0
            tries = (tries or NOT_ASKED) if error.retry_after else max(tries, 0) + 1
            look.troubles.append(_of_page(feed, story, error, tries))
            tries = 0 if error.lasting or tries >= PAGE_TRIES else tries
    done = finished(story, feed)
    words = text_hash(done) if isinstance(done, Story) else done.reason
    item = Item(item=entry.item, entry_hash=entry.entry_hash, text_hash=words, page_tries=tries)
    if isinstance(done, Declined):
        look.troubles.append(_of_declined(feed, entry, done))
        done = replace(done, path=feed.url)
    return Taken(item=item, story=None if before and before.text_hash == words else done)


def _of_page(feed: Feed, story: Story, error: NotFetchedError, tries: int) -> Trouble:
    again = ", and the page is asked for again in the next round" if not error.lasting and tries < PAGE_TRIES else ""
    cure = f"the feed's own text is coded instead{again}; {error.cure}"
    what = error.what if error.what.startswith("its page") else f"page: {error.what}"
    return Trouble(feed=feed.name, url=story.url or "", what=what, cure=cure, attempts=max(tries, 1))


def _of_declined(feed: Feed, entry: Entry, declined: Declined) -> Trouble:
    rule, _, words = declined.reason.partition(": ")
    words = words.replace("give --any-language", 'give the feed language = "any"')
    return Trouble(
        feed=feed.name,
        url=entry.story.url or entry.item,
        what=f"entry not coded ({rule})",
        cure=words or "see the entry",
    )
