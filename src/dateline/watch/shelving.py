"""Stories into the ledger: coded with the ledger closed, appended with it open, and only then ticked off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.records import Declined, Story
from dateline.settings import Settings

from .clock import Clock
from .coder import Coder, with_ledger
from .folders import hash_file, is_unchanged, look_into, read_file
from .plan import Folder, WatchPlan
from .state import FileRecord, Item, State, Waiting
from .trouble import StoppedError, Trouble

#: Stories that are coded between two looks at whether to stop: two or three seconds.
BATCH = 32
_UNGROUPED, _WRITTEN = "ungrouped", "written"
_COPY = "SELECT 1 FROM files WHERE feed = ? AND hash = ? AND whole AND path <> ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What a folder gave: stories appended, files still being written, files left for the next round, what went wrong."""

    folder: Folder
    stories: int = 0
    unsettled: int = 0
    left: int = 0
    troubles: tuple[Trouble, ...] = ()


class Shelf:
    """The way into one ledger."""

    __slots__ = ("_clock", "_coder", "_ledger", "_plan", "_say", "_state")

    def __init__(
        self, plan: WatchPlan, ledger: Path, state: State, coder: Coder, clock: Clock, say: Callable[[str], None]
    ) -> None:
        self._plan = plan
        self._ledger = ledger
        self._state = state
        self._coder = coder
        self._clock = clock
        self._say = say

    def shelve_waiting(self) -> int:
        """Codes and appends what was fetched; how many stories and entries that was comes back."""
        languages = {feed.name: feed.any_language for feed in self._plan.feeds}
        total = 0
        while batch := self._state.waiting(BATCH):
            for any_language in (False, True):
                mine = [one for one in batch if languages.get(one.feed, False) is any_language]
                self._shelve(mine, Settings(any_language=any_language))
            total += len(batch)
            self._stop_if_asked()
        return total

    def _shelve(self, waiting: Sequence[Waiting], settings: Settings) -> None:
        if waiting:
            self._append([one.story for one in waiting], settings)
            with self._state.transaction():
                self._state.done(waiting)

    def _append(self, stories: Sequence[Story | Declined], settings: Settings) -> None:
        coded = self._coder.code(stories, settings)
        run = self._coder.run(settings)
        self._state.set_meta(
            _UNGROUPED, "1"
        )  # before the append: a kill between the two must not leave stories ungrouped
        with_ledger(self._ledger, lambda ledger: ledger.append(coded, run), self._clock, self._say)
        self._state.set_meta(_WRITTEN, "1")

    def settle(self) -> bool:
        """Groups what was appended, also by a run that was killed before it could; whether there was anything comes back."""
        if self._state.meta(_UNGROUPED) != "1":
            return False
        with_ledger(self._ledger, lambda ledger: self._coder.settle(ledger, Settings()), self._clock, self._say)
        self._state.set_meta(_UNGROUPED, "0")
        return True

    def shelve_folder(self, folder: Folder, room: int, without: Collection[str]) -> Shelved:
        """Codes and appends what is new in a folder, `room` stories at most."""
        now = self._clock.now().timestamp()
        look = look_into(folder, self._state.files(folder.name), now, without)
        with self._state.transaction():
            self._state.keep_files(folder.name, (*look.known, *look.unsettled), now)
        stories, left, troubles = 0, 0, list(look.troubles)
        for record in look.due:
            if room - stories <= 0:
                left += 1
                continue
            added, whole, wrong = self._shelve_file(folder, record, room - stories)
            stories += added
            left += not whole
            troubles += wrong
        self._book(folder, stories, troubles, now)
        return Shelved(
            folder=folder, stories=stories, unsettled=len(look.unsettled), left=left, troubles=tuple(troubles)
        )

    def _book(self, folder: Folder, stories: int, troubles: Sequence[Trouble], now: float) -> None:
        """What --status tells of the folder."""
        before = self._state.feed(folder.name, folder.path)
        after = replace(
            before,
            last_fetch=now,
            last_new=now if stories else before.last_new,
            stories=before.stories + stories,
            troubles=before.troubles + len(troubles),
            error=troubles[-1].what if troubles else "",
        )
        self._state.keep_feed(after)

    def _shelve_file(self, folder: Folder, record: FileRecord, room: int) -> tuple[int, bool, list[Trouble]]:
        """The stories added, whether the file is read to its end, and what was rejected in it."""
        try:
            digest = hash_file(record.path)
        except OSError as error:
            words = f"cannot be read ({error.strerror})"
            return 0, False, [Trouble(feed=folder.name, url=record.path, what=words, cure="check its permissions")]
        record = record if record.hash == digest else replace(record, hash=digest, done=0)
        added, troubles = 0, list[Trouble]()
        whole = bool(self._state.ask(_COPY, [folder.name, digest, record.path]))  # the same bytes under another name
        settings = Settings(any_language=folder.any_language)
        for batch in () if whole else read_file(folder, record, min(BATCH, max(room, 1))):
            fresh = self._fresh(batch)
            if fresh:
                self._append(fresh, settings)
            troubles += [_rejected(folder, record, one) for one in fresh if isinstance(one, Declined)]
            added += sum(isinstance(one, Story) for one in fresh)
            record = replace(record, done=record.done + len(batch))
            self._keep(folder, record, [one for one in fresh if isinstance(one, Story)])
            self._stop_if_asked()
            if added >= room:
                return added, False, troubles
        same = is_unchanged(record)
        self._keep(folder, replace(record, whole=True) if same else replace(record, hash=""), [])
        return added, same, troubles

    def _fresh(self, batch: Sequence[Story | Declined]) -> list[Story | Declined]:
        """What of a batch is not known yet: the same text of the same outlet and day is not coded twice."""
        new: set[str] = set()
        kept: list[Story | Declined] = []
        for one in batch:
            if isinstance(one, Story):
                if one.story_id in new or self._state.has_text(one.story_id):
                    continue
                new.add(one.story_id)
            kept.append(one)
        return kept

    def _keep(self, folder: Folder, record: FileRecord, stories: Sequence[Story]) -> None:
        now = self._clock.now().timestamp()
        items = [Item(item=one.source_id, entry_hash="", text_hash=one.story_id) for one in stories]
        with self._state.transaction():
            self._state.keep_items(folder.name, items, now)
            self._state.keep_files(folder.name, [record], now)

    def _stop_if_asked(self) -> None:
        if self._clock.wait(0):
            raise StoppedError("stopped")


def _rejected(folder: Folder, record: FileRecord, declined: Declined) -> Trouble:
    rule, _, words = declined.reason.partition(": ")
    place = declined.path or record.path
    where = f"{place}:{declined.line}" if declined.line is not None else place
    cure = words.replace("give --any-language", 'give the folder language = "any"')
    return Trouble(feed=folder.name, url=where, what=f"rejected ({rule})", cure=cure or "see the file")


def begin(state: State, ledger: Path) -> bool:
    """Forgets what was taken where the ledger is gone: nothing of it would ever come back. Whether it was comes back."""
    if ledger.exists() or state.meta(_WRITTEN) != "1":
        return False
    state.forget()
    state.set_meta(_WRITTEN, "0")
    return True
