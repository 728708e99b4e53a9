"""All feeds that are due, looked at by several threads; what they gave is kept in one transaction a feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from dateline.records import Declined, Story

from .backoff import wait_after
from .clock import Clock
from .fetch import Fetcher
from .looking import Look, Room, look_at
from .plan import Feed, WatchPlan
from .robots import FRESH, MOST_RECORDS, RobotsRecord
from .state import FeedRecord, State
from .trouble import NotFetchedError, Trouble

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a feed gave: new stories kept, what went wrong; failed: the feed itself was not fetched."""

    feed: Feed
    stories: int = 0
    troubles: tuple[Trouble, ...] = ()
    failed: bool = False


def make_fetcher(plan: WatchPlan, state: State, clock: Clock) -> Fetcher:
    """The fetcher, with every robots.txt that was fetched within the day."""
    still = [clock.now().timestamp() - FRESH, MOST_RECORDS]
    rows = state.ask(
        "SELECT origin, fetched, status, body FROM robots WHERE fetched > ? ORDER BY fetched DESC LIMIT ?", still
    )
    known = [RobotsRecord(origin=row[0], fetched=row[1], status=row[2], body=row[3]) for row in reversed(rows)]
    return Fetcher(plan.manners, clock, known)


def due_feeds(plan: WatchPlan, state: State, now: float, *, once: bool) -> list[tuple[Feed, FeedRecord]]:
    """The feeds to look at now. once: whatever the interval, but never one that is to be left alone."""
    records = [(feed, state.feed(feed.name, feed.url)) for feed in plan.feeds]
    return [(feed, one) for feed, one in records if (one.held_until if once else one.next_fetch) <= now]


def gather(
    plan: WatchPlan, due: Sequence[tuple[Feed, FeedRecord]], state: State, fetcher: Fetcher, clock: Clock
) -> Iterator[Gathered]:
    """Looks at the feeds and keeps what is new in them, until the round has stories enough; in the order of feeds.toml."""
    room = Room(plan.manners.max_stories - state.ask("SELECT count(*) FROM waiting")[0][0])
    known = {feed.name: state.items(feed.name) for feed, _ in due}
    with ThreadPoolExecutor(plan.manners.parallel, thread_name_prefix="feed") as pool:
        looks = [pool.submit(look_at, feed, record, known[feed.name], fetcher, room) for feed, record in due]
        for look in looks:
            yield keep(look.result(), plan, state, clock.now())
    fetcher.turns.tidy()
    new = [record for robots in fetcher.robots.values() for record in robots.take_new()]
    state.tell(
        "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", [(r.origin, r.fetched, r.status, r.body) for r in new]
    )
    state.tell("DELETE FROM robots WHERE fetched <= ?", [(clock.now().timestamp() - FRESH,)])


def keep(look: Look, plan: WatchPlan, state: State, now: dt.datetime) -> Gathered:
    """Keeps what a look gave: items, stories that wait for the ledger, and when to look again, all or nothing."""
    feed, stories, items = look.feed, list[Story | Declined](), []
    moment, new = now.timestamp(), set[str]()
    for taken in look.taken:
        story = taken.story
        words = taken.item.text_hash
        if isinstance(story, Story) and (words in new or state.has_text(words)):
            story = None  # the outlet has given the same words before, under another id or in another feed
        new.add(words)
        stories += [story] if story is not None else []
        items.append(taken.item)
    coded = sum(isinstance(story, Story) for story in stories)
    troubles, trouble = list(look.troubles), None
    with state.transaction():
        if look.reply is not None and look.reply.status == _NOT_MODIFIED:
            state.tell(
                "UPDATE items SET seen = ? WHERE feed = ? AND seen = ?", [(moment, feed.name, look.record.last_fetch)]
            )
        state.keep_items(feed.name, items, moment)
        state.seen(feed.name, look.listed, moment)
        state.add_waiting(feed.name, stories)
        if look.error is not None:
            record, trouble = _failed(look, look.error, plan, now)
        elif look.reply is not None:
            record, trouble = _fetched(look, coded, now)
        else:
            record = look.record
        troubles += [trouble] if trouble else []
        state.keep_feed(replace(record, troubles=record.troubles + len(troubles)))
    return Gathered(feed=feed, stories=coded, troubles=tuple(troubles), failed=look.error is not None)


def _failed(look: Look, error: NotFetchedError, plan: WatchPlan, now: dt.datetime) -> tuple[FeedRecord, Trouble]:
    """A feed that was not fetched is left alone for longer each time, and for as long as its server wants."""
    feed, record = look.feed, look.record
    failures = record.failures + 1
    wait = max(wait_after(failures, feed.interval, plan.manners.max_wait), error.retry_after or 0.0)
    again = now + dt.timedelta(seconds=wait)
    kept = replace(
        record,
        failures=failures,
        error=error.what,
        next_fetch=again.timestamp(),
        held_until=again.timestamp(),
        moved_to=None if error.lasting else record.moved_to,
    )
    what, url = error.what, record.moved_to or feed.url
    return kept, Trouble(feed=feed.name, url=url, what=what, cure=error.cure, attempts=failures, next_try=again)


def _fetched(look: Look, coded: int, now: dt.datetime) -> tuple[FeedRecord, Trouble | None]:
    """A feed that was fetched. Its ETag is kept only if nothing is left in it: else the next look has to see all of it again."""
    feed, record, reply, moment = look.feed, look.record, look.reply, now.timestamp()
    if reply is None:
        return record, None
    moved_to = reply.moved_to or record.moved_to
    fresh = reply.status != _NOT_MODIFIED
    kept = replace(
        record,
        moved_to=moved_to,
        moved_private=int(reply.private) if reply.moved_to else record.moved_private,
        etag=(reply.etag if fresh else record.etag) if look.whole else None,
        modified=(reply.modified if fresh else record.modified) if look.whole else None,
        last_fetch=moment,
        last_new=moment if coded else record.last_new,
        next_fetch=moment + feed.interval,
        held_until=0,
        failures=0,
        error="",
        stories=record.stories + coded,
    )
    if reply.moved_to is None or moved_to == record.moved_to:
        return kept, None
    cure = f"write it into feeds.toml: url = {moved_to!r}; it is used from now on"
    return kept, Trouble(feed=feed.name, url=feed.url, what=f"has moved for good to {moved_to}", cure=cure)
