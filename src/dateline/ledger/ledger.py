"""The ledger: one DuckDB file, opened to append or to read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from os import PathLike, fspath
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dateline.errors import LedgerError
from dateline.records.groups import (
    ClaimDigest,
    ClaimLink,
    EventDigest,
    EventGroup,
    LearntHolder,
    PlanLink,
    ProcessDigest,
    ProcessGroup,
    StateSpan,
    StoryDigest,
    StoryGroup,
    TenureDigest,
    UnnamedOfficer,
)

from .answer import Answer
from .append import (
    AppendReport,
    append,
    append_corrections,
    regroup,
    regroup_some,
)
from .by_hand import program_rows, replace_hand_rows, replace_states, story_pages
from .connect import connect, guarded
from .corrections import judged_corrections
from .derived import replace_claim_links, replace_derived, replace_processes, replace_some_plans
from .digests import (
    claim_digests,
    dating_digests,
    event_digests,
    process_digests,
    stories_as_read,
    story_digests,
    tenure_digests,
    unnamed_officers,
)
from .grouped import forget_grouping, keep_grouping, last_grouping, log_end, step_digest
from .migrate import OLDER, prepare, version
from .near_plans import claims_touched, groups_about, groups_linked, groups_telling, told_in
from .nearby import events_near, events_of_days, leads

if TYPE_CHECKING:
    import datetime as dt

    import duckdb

    from dateline.records.by_hand import HandRow, ProgramRow, StoryPage
    from dateline.records.coded import CodedStory
    from dateline.records.correction import Anchor, Correction, JudgedCorrection
    from dateline.records.declined import Declined
    from dateline.records.grouping import HandChange, LastGrouping
    from dateline.records.run import Run
    from dateline.records.siblings import DatingDigest
    from dateline.records.story import Story

    from .near_plans import Reach

__all__ = ["AppendReport", "Ledger"]

_GROUPS_OF_STORIES = (
    "SELECT group_id, story_id, source_id, version, reason FROM story_groups ORDER BY story_id, source_id"
)
_GROUPS_OF_EVENTS = "SELECT event_id, source_id, group_id FROM current_events"


class Ledger:
    """An open ledger; use it in a `with` statement. Every method raises LedgerError where the file fails."""

    __slots__ = ("_connection", "path", "read_only")

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only

    @classmethod
    def open(cls, path: str | PathLike[str], *, read_only: bool = False) -> Ledger:
        """The ledger in a file, made if there is none. read_only: several processes may read at once, none may write.

        Raises LedgerError: no such file to read, another process writes, not a ledger, damaged, or of a newer program.
        """
        place = fspath(path)
        connection = connect(place, read_only=read_only)
        if read_only and _is_older(connection, place):
            connection.close()
            cls.open(place).close()  # brings it up to the version of this program
            connection = connect(place, read_only=True)
        with ExitStack() as undo:
            undo.callback(connection.close)
            with guarded(place):
                prepare(connection, place, read_only=read_only)
            undo.pop_all()
        return cls(connection, place, read_only=read_only)

    def reader(self) -> Self:
        """The same ledger for another thread to read; to be closed on its own."""
        with guarded(self.path):
            return type(self)(self._connection.cursor(), self.path, read_only=True)

    def interrupt(self) -> None:
        """Ends what another thread is asking this ledger just now: it gets a LedgerError. Nothing happens if none is."""
        self._connection.interrupt()

    def close(self) -> None:
        """Closes the file; a closed ledger may be closed again."""
        with guarded(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, coded: Iterable[CodedStory | Declined], run: Run) -> AppendReport:
        """Adds what the pipeline gives, a batch of stories a transaction; what this run added before is not added again."""
        self._check_writable()
        return append(self._connection, coded, run, path=self.path)

    def correct(self, corrections: Iterable[Correction]) -> int:
        """Keeps corrections by hand; how many of them are new comes back. `dateline.correcting.correct` also follows them.

        Nothing else changes until the ledger is grouped again (api.group), which applies them.
        """
        self._check_writable()
        with guarded(self.path):
            return append_corrections(self._connection, corrections)

    def corrections(self, *ids: str) -> tuple[JudgedCorrection, ...]:
        """All corrections, or those of these ids or of rows with these ids, each with its state, by the time they were made."""
        with guarded(self.path):
            return judged_corrections(self._connection, ids)

    def story_pages(self, anchors: Sequence[Anchor]) -> tuple[StoryPage, ...]:
        """The current stories that corrections with these anchors may be about, with their other versions, by ids."""
        with guarded(self.path):
            return story_pages(self._connection, anchors)

    def program_rows(self, codings: Sequence[int], table: str) -> tuple[ProgramRow, ...]:
        """The rows of codings as the program found them, without what persons said of them; table: events or claims."""
        with guarded(self.path):
            return program_rows(self._connection, codings, table)

    def set_by_hand(self, rows: Iterable[HandRow]) -> HandChange:
        """Makes these the rows for which a person's word stands, instead of the program's; what changed comes back."""
        self._check_writable()
        with guarded(self.path):
            return replace_hand_rows(self._connection, rows)

    def set_correction_states(self, judged: Iterable[JudgedCorrection]) -> None:
        """Replaces what became of the corrections by this."""
        self._check_writable()
        with guarded(self.path):
            replace_states(self._connection, judged)

    def regroup(self, story_groups: Iterable[StoryGroup], event_groups: Iterable[EventGroup] | None) -> None:
        """Replaces all groups by these; what is named in none stands alone. None leaves the groups of events as they are."""
        self._check_writable()
        with guarded(self.path):
            regroup(self._connection, story_groups, event_groups)

    def regroup_some(self, event_groups: Iterable[EventGroup], gone: Iterable[EventDigest]) -> set[str]:
        """Replaces the groups of these tellings, and of those that are gone; all others stay. Groups that changed come back."""
        self._check_writable()
        with guarded(self.path):
            return regroup_some(self._connection, event_groups, {(event.event_id, event.source_id) for event in gone})

    def last_grouping(self, rules: str) -> LastGrouping | None:
        """The last grouping by these rules, which is forgotten with this; None if the tables are not as it left them."""
        self._check_writable()
        with guarded(self.path):
            last = last_grouping(self._connection, rules)
            forget_grouping(self._connection)
            return last

    def keep_grouping(self, rules: str, last: LastGrouping) -> None:
        """Writes that all is grouped by these rules."""
        self._check_writable()
        with guarded(self.path):
            keep_grouping(self._connection, rules, last)

    def step_digest(self, step: str) -> str:
        """What a step of grouping works on and what stands where it writes, as a digest: "processes" or "holders"."""
        with guarded(self.path):
            return step_digest(self._connection, step)

    def log_end(self) -> int:
        """The last number of the coding log; -1 where nothing was coded."""
        with guarded(self.path):
            return log_end(self._connection)

    def events_near(self, events: Sequence[EventDigest], ids: Collection[str]) -> Iterator[EventDigest]:
        """Current tellings that a rule about two tellings may compare with one of these, and those with these ids, by ids."""
        with guarded(self.path):
            yield from events_near(self._connection, events, ids)

    def events_of_days(self, asked: Collection[tuple[str, dt.date, dt.date]]) -> Iterator[EventDigest]:
        """Current tellings of a kind ("happened", or a status) in stories of these days, and of unknown days, by ids."""
        with guarded(self.path):
            yield from events_of_days(self._connection, asked)

    def leads(self) -> Iterator[StoryDigest]:
        """All current stories with the first 1000 characters of their bodies and nothing else, by ids."""
        with guarded(self.path):
            yield from leads(self._connection)

    def set_holders(self, holders: Iterable[LearntHolder]) -> None:
        """Replaces all learnt holders of offices by these."""
        self._check_writable()
        with guarded(self.path):
            replace_derived(self._connection, "learnt_holders", holders)

    def set_processes(self, groups: Iterable[ProcessGroup], states: Iterable[StateSpan]) -> None:
        """Replaces the groups of mentions of processes, and the states of the processes, by these."""
        self._check_writable()
        with guarded(self.path):
            replace_processes(self._connection, groups, states)

    def set_plans(self, links: Iterable[PlanLink]) -> None:
        """Replaces what became of plans by these."""
        self._check_writable()
        with guarded(self.path):
            replace_derived(self._connection, "plan_links", links)

    def set_some_plans(self, links: Iterable[PlanLink], groups: Iterable[str]) -> None:
        """Replaces what became of these planned events by these links; those of others stay."""
        self._check_writable()
        with guarded(self.path):
            replace_some_plans(self._connection, links, groups)

    def set_claim_links(self, links: Iterable[ClaimLink], claims: Iterable[int] | None = None) -> None:
        """Replaces what ties these claims (None: all) to events of other sentences and stories by these."""
        self._check_writable()
        with guarded(self.path):
            replace_claim_links(self._connection, links, claims)

    def told_in(self, groups: Collection[str]) -> list[tuple[str, EventDigest]]:
        """All current tellings of these events, each with its group."""
        with guarded(self.path):
            return told_in(self._connection, groups)

    def groups_about(self, plans: Sequence[Reach], others: Sequence[Reach]) -> Iterator[str]:
        """Events that may belong to plans of this reach, and plans that reach the days of others (merge.replan)."""
        with guarded(self.path):
            yield from groups_about(self._connection, plans, others)

    def groups_linked(self, groups: Collection[str]) -> Iterator[str]:
        """The events in the links of plans that name one of these events."""
        with guarded(self.path):
            yield from groups_linked(self._connection, groups)

    def claims_touched(self, groups: Collection[str], was: Collection[EventDigest]) -> list[ClaimDigest]:
        """All claims of stories of which one may be tied otherwise since these events changed; was: tellings as they were."""
        with guarded(self.path):
            return claims_touched(self._connection, groups, was)

    def groups_telling(self, acts: Iterable[str], countries: Iterable[str]) -> set[str]:
        """At least the events that are such an act of one of these countries."""
        with guarded(self.path):
            return groups_telling(self._connection, acts, countries)

    def process_digests(self) -> Iterator[ProcessDigest]:
        """What a comparison of mentions of processes needs, for each current one, ordered by ids."""
        with guarded(self.path):
            yield from process_digests(self._connection)

    def claim_digests(self) -> Iterator[ClaimDigest]:
        """What tying claims to events needs, for each claim of a current coding, ordered by number."""
        with guarded(self.path):
            yield from claim_digests(self._connection)

    def story_groups(self) -> tuple[StoryGroup, ...]:
        """The groups of stories as they are, ordered by ids."""
        return tuple(
            StoryGroup(group=group, story_id=story, source_id=source, version=version, reason=reason)
            for group, story, source, version, reason in self.tuples(_GROUPS_OF_STORIES)
        )

    def event_groups(self) -> dict[tuple[str, str], str]:
        """The group of each current telling, by event_id and source_id."""
        return {(event, source): group for event, source, group in self.tuples(_GROUPS_OF_EVENTS)}

    def tenure_digests(self) -> Iterator[TenureDigest]:
        """What current stories tell of the holders of offices, by day of publication."""
        with guarded(self.path):
            yield from tenure_digests(self._connection)

    def unnamed_officers(self) -> Iterator[UnnamedOfficer]:
        """Offices that act or speak in current stories which do not name their holder."""
        with guarded(self.path):
            yield from unnamed_officers(self._connection)

    def story_digests(self) -> Iterator[StoryDigest]:
        """What a comparison of stories needs, for each current story, ordered by story_id and source_id."""
        with guarded(self.path):
            yield from story_digests(self._connection)

    def dating_digests(self) -> Iterator[DatingDigest]:
        """What dating stories by their siblings needs, for each current story; nothing where every story tells its day."""
        with guarded(self.path):
            yield from dating_digests(self._connection)

    def stories_as_read(self, story_ids: Iterable[str]) -> Iterator[Story]:
        """The current stories with these ids as they were read, ordered by story_id and source_id."""
        with guarded(self.path):
            yield from stories_as_read(self._connection, sorted(set(story_ids)))

    def events_for_merge(self) -> Iterator[EventDigest]:
        """What a comparison of told events needs, for each current one, ordered by event_id and source_id."""
        with guarded(self.path):
            yield from event_digests(self._connection)

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> Answer:
        """The answer to a SELECT over the tables and views (docs/ledger.md)."""
        with guarded(self.path):
            return Answer(self._connection.sql(sql, params=list(parameters)).to_arrow_table())

    def tuples(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The answer to a SELECT as tuples, for queries of few rows."""
        with guarded(self.path):
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
            return rows

    def _check_writable(self) -> None:
        if self.read_only:
            raise LedgerError(f"{self.path}: opened to read only; open it without read_only to write")


def _is_older(connection: duckdb.DuckDBPyConnection, path: str) -> bool:
    """Is it a ledger that opening it to write would bring up to the version of this program?"""
    with guarded(path):
        return version(connection) == OLDER and os.access(path, os.W_OK)
