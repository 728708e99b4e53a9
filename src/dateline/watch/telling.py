"""What a watch would do (--dry-run), and what it has done so far (--status)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from dateline.records import Row, Story

from .clock import Clock, stamp
from .folders import look_into
from .gathering import due_feeds, gather, make_fetcher
from .plan import WatchPlan
from .state import FeedRecord, State
from .trouble import plain
from .watching import memory_of, own_files

Say = Callable[[str], None]


def dry_run(plan: WatchPlan, ledger: Path, log: str, clock: Clock, say: Say) -> bool:
    """Fetches and says what would be coded; changes nothing on disk. Whether every feed could be fetched comes back."""
    whole = True
    with State(memory_of(ledger), memory_of=True) as state:
        before = max((one.n for one in state.waiting(1_000_000)), default=0)
        due = due_feeds(plan, state, clock.now().timestamp(), once=True)
        for gathered in gather(plan, due, state, make_fetcher(plan, state, clock), clock):
            whole = whole and not gathered.failed
            for trouble in gathered.troubles:
                say(f"! {trouble.line()}")
            say(f"{gathered.feed.name}: {gathered.stories} would be coded")
            for one in state.waiting(gathered.stories + 1, before):
                before = one.n
                if isinstance(one.story, Story):
                    say(f"  {_story_line(one.story)}")
        for held in plan.feeds:
            record = state.feed(held.name, held.url)
            if held.name not in {feed.name for feed, _ in due}:
                say(f"{held.name}: left alone until {_moment(record.held_until)}: {plain(record.error)}")
        for folder in plan.folders:
            now = clock.now().timestamp()
            look = look_into(folder, state.files(folder.name), now, own_files(plan, ledger, log))
            say(f"{folder.name}: {len(look.due)} files would be read, {len(look.unsettled)} are still being written")
            for file in look.due:
                say(f"  {file.path}")
    return whole


def _story_line(story: Story) -> str:
    day = story.published.date().isoformat() if story.published else "day not told"
    title = story.title or story.text[:80].splitlines()[0]
    return plain(f"{day}  {title}  ({story.source_id}, {len(story.text)} characters)")


def _moment(seconds: float | None) -> str | None:
    return stamp(dt.datetime.fromtimestamp(seconds, dt.UTC)) if seconds else None


def status_rows(plan: WatchPlan, ledger: Path) -> list[Row]:
    """One row a feed and folder of feeds.toml: kind, last fetch, last new story, next fetch, counts, failures, last error."""
    with State(memory_of(ledger), memory_of=True) as state:
        waiting = dict(state.ask("SELECT feed, count(*) FROM waiting WHERE kind = 'story' GROUP BY feed"))
        named = [("feed", feed.name, feed.url) for feed in plan.feeds]
        named += [("folder", folder.name, folder.path) for folder in plan.folders]
        return [_status_row(kind, state.feed(name, url), waiting.get(name, 0)) for kind, name, url in named]


def _status_row(kind: str, record: FeedRecord, waiting: int) -> Row:
    return {
        "name": record.name,
        "kind": kind,
        "address": plain(record.moved_to or record.url),
        "last_fetch": _moment(record.last_fetch),
        "last_new": _moment(record.last_new),
        "next_fetch": _moment(record.next_fetch),
        "stories": record.stories,
        "waiting": waiting,
        "troubles": record.troubles,
        "failures": record.failures,
        "error": plain(record.error),
    }


def undelivered(ledger: Path) -> list[Row]:
    """One row an output that has not taken all alerts: how many wait, how often it was tried, when again, and why not."""
    with State(memory_of(ledger), memory_of=True) as state:
        rows = state.ask(
            "SELECT output, count(*), max(attempts), max(next_try), max(error) FROM deliveries GROUP BY output ORDER BY output"
        )
    names = ("output", "alerts", "attempts", "next_try", "error")
    return [dict(zip(names, row, strict=True)) | {"next_try": _moment(row[3])} for row in rows]
