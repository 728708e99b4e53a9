"""The only module that writes rows: batches of stories, each in one transaction with all that is derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from dateline.records.coded import CodedStory
from dateline.records.declined import Declined

from .connect import guarded
from .corrections import new_corrections
from .flatten import (
    TableRow,
    claim_row,
    declined_row,
    detail_row,
    event_row,
    mend,
    participant_rows,
    process_row,
    recorded,
    run_row,
    seal,
    story_row,
    tenure_row,
    text_row,
)
from .schema import statements

if TYPE_CHECKING:
    from dateline.records.correction import Correction
    from dateline.records.groups import EventGroup, StoryGroup
    from dateline.records.run import Run
    from dateline.records.story import Story

BATCH = 256  # stories a transaction: 0.1 s of rows; what a kill can lose at most

_Key = tuple[str, str]
_TABLES = ("stories", "events", "participants", "claims", "tenures", "process_mentions", "contact_details", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendReport:
    """What one `append` did. stories_new + stories_known + rejected = what came in; events, claims, declined: rows added.

    stories_known: stories that this run had coded before; nothing of them was added again.
    """

    stories_new: int = 0
    stories_known: int = 0
    events: int = 0
    claims: int = 0
    declined: int = 0
    rejected: int = 0

    def __add__(self, other: AppendReport) -> AppendReport:
        return AppendReport(**{name: getattr(self, name) + getattr(other, name) for name in AppendReport.__slots__})


def append(
    connection: duckdb.DuckDBPyConnection, coded: Iterable[CodedStory | Declined], run: Run, *, path: str
) -> AppendReport:
    """Adds stories with all that was found in them, and rejected inputs; what this run has added before is not added again."""
    report = AppendReport()
    stream = iter(coded)
    while batch := list(islice(stream, BATCH)):
        with guarded(path), transaction(connection):
            report += _add_batch(connection, batch, run)
    return report


def _add_batch(connection: duckdb.DuckDBPyConnection, batch: list[CodedStory | Declined], run: Run) -> AppendReport:
    if not connection.execute("SELECT 1 FROM runs WHERE run_id = ?", [run.run_id]).fetchall():
        insert(connection, "runs", [run_row(run)])
    rejected = [item for item in batch if isinstance(item, Declined)]
    stories = [item for item in batch if isinstance(item, CodedStory)]
    added = {"rejected": _add_rejected(connection, rejected, run), **_add_stories(connection, stories, run)}
    if any(added.values()):
        book = {"n": next_number(connection, "batches", "n"), "run_id": run.run_id, **added}
        insert(connection, "batches", [book])
    return AppendReport(
        stories_new=added["stories"],
        stories_known=len(stories) - added["stories"],
        events=added["events"],
        claims=added["claims"],
        declined=added["declined"],
        rejected=len(rejected),
    )


def append_corrections(connection: duckdb.DuckDBPyConnection, corrections: Iterable[Correction]) -> int:
    """Adds the corrections that are not there yet, in one transaction; their number comes back."""
    with transaction(connection):
        rows = new_corrections(connection, corrections)
        insert(connection, "corrections", rows)
    return len(rows)


def regroup(
    connection: duckdb.DuckDBPyConnection, story_groups: Iterable[StoryGroup], event_groups: Iterable[EventGroup] | None
) -> None:
    """Replaces the groups in one transaction, and computes anew what stands in another group than before.

    What is named in no group stands alone; None for the events leaves their groups as they are.
    """
    rows = {"story_groups": _story_groups(story_groups)}
    if event_groups is not None:
        rows["event_groups"] = _event_groups(event_groups)
    with transaction(connection):
        for table in ("story_groups", "event_groups"):
            kept = "" if table not in rows else "LIMIT 0"
            connection.execute(f"CREATE OR REPLACE TEMP TABLE new_{table} AS SELECT * FROM {table} {kept}")  # noqa: S608
            insert(connection, f"new_{table}", rows.get(table, []))
        for statement in statements("regroup.sql"):
            connection.execute(statement)
        refresh(connection)


def regroup_some(
    connection: duckdb.DuckDBPyConnection, groups: Iterable[EventGroup], gone: Iterable[tuple[str, str]]
) -> set[str]:
    """Replaces the groups of these tellings in one transaction, and leaves all others; gone: ids of those that are no more.

    Groups that have other members than before, or lost all, come back.
    """
    rows = _event_groups(groups)
    asked = {(row["event_id"], row["source_id"]) for row in rows} | set(gone)
    if not asked:
        return set()
    with transaction(connection):
        connection.execute("CREATE OR REPLACE TEMP TABLE new_event_groups AS SELECT * FROM event_groups LIMIT 0")
        insert(connection, "new_event_groups", rows)
        pairs = [list(column) for column in zip(*sorted(asked), strict=True)]
        asked_for = "SELECT unnest($1) AS event_id, unnest($2) AS source_id"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE asked_tellings AS {asked_for}", pairs)
        for statement in statements("regroup_some.sql"):
            connection.execute(statement)
        touched = connection.execute("SELECT group_id FROM touched_groups").fetchall()
        refresh(connection)
    return {group for (group,) in touched}


def _story_groups(groups: Iterable[StoryGroup]) -> list[TableRow]:
    return [
        {
            "group_id": g.group,
            "story_id": g.story_id,
            "source_id": g.source_id,
            "version": g.version,
            "reason": g.reason,
        }
        for g in groups
    ]


def _event_groups(groups: Iterable[EventGroup]) -> list[TableRow]:
    return [
        {
            "group_id": g.group,
            "event_id": g.event_id,
            "source_id": g.source_id,
            "story_id": g.story_id,
            "score": float(g.score),
            "reason": g.reason,
        }
        for g in groups
    ]


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within: all or nothing, whatever ends it."""
    connection.begin()
    done = False
    try:
        yield
        connection.commit()
        done = True
    finally:
        if not done:
            with suppress(duckdb.Error):  # the first error is the one to tell; a dead connection cannot roll back
                connection.rollback()


def _add_rejected(connection: duckdb.DuckDBPyConnection, rejected: list[Declined], run: Run) -> int:
    """Adds the rejected inputs that are not there yet; their number comes back."""
    if not rejected:
        return 0
    with _arriving(connection, "rejected", [{**declined_row(item), "run_id": run.run_id} for item in rejected]):
        known = "SELECT DISTINCT * FROM arriving EXCEPT SELECT * FROM rejected"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE unknown AS {known}")
    connection.execute("INSERT INTO rejected BY NAME SELECT * FROM unknown")
    ((count,),) = connection.execute("SELECT count(*) FROM unknown").fetchall()
    return int(count)


def _add_stories(connection: duckdb.DuckDBPyConnection, stories: list[CodedStory], run: Run) -> dict[str, int]:
    """Adds the stories that this run has not added before; the number of rows added to each table comes back."""
    by_key: dict[_Key, CodedStory] = {}
    for coded in stories:
        by_key.setdefault(_key(coded), coded)
    known = _known_codings(connection, by_key, run)
    new = [coded for key, coded in by_key.items() if key not in known]
    rows = _rows_of(new, run, first=next_number(connection, "stories", "coding"))
    codings = [row["coding"] for row in rows["stories"]] + _not_current(connection, list(known.values()))
    _add_texts(connection, [coded.resolved.parsed.split.story for coded in new])
    _number_events(rows, next_number(connection, "events", "event_no"))
    numbered(rows["claims"], "claim_no", next_number(connection, "claims", "claim_no"))
    numbered(rows["process_mentions"], "mention_no", next_number(connection, "process_mentions", "mention_no"))
    numbered(rows["contact_details"], "detail_no", next_number(connection, "contact_details", "detail_no"))
    for table, added in rows.items():
        insert(connection, table, added)
    if codings:
        log: list[TableRow] = [{"coding": coding} for coding in codings]
        insert(connection, "coding_log", numbered(log, "n", next_number(connection, "coding_log", "n")))
        touch(connection, codings)
        refresh(connection)
    return {table: len(added) for table, added in rows.items()}


def _number_events(rows: dict[str, list[TableRow]], first: int) -> None:
    """Numbers the events, and moves their participants to a table of their own."""
    for row in numbered(rows["events"], "event_no", first):
        rows["participants"] += [{**who, "event_no": row["event_no"]} for who in row.pop("participants")]


def numbered(rows: list[TableRow], column: str, first: int) -> list[TableRow]:
    """The rows, numbered in place from `first`."""
    for number, row in enumerate(rows, first):
        row[column] = number
    return rows


def _rows_of(stories: list[CodedStory], run: Run, *, first: int) -> dict[str, list[TableRow]]:
    """Rows by table for stories that are new to this run; codings count from `first`."""
    rows: dict[str, list[TableRow]] = {name: [] for name in _TABLES}
    for coding, coded in enumerate(stories, first):
        story = coded.resolved.parsed.split.story
        rows["stories"].append(seal({**story_row(coded), "run_id": run.run_id}) | {"coding": coding})
        rows["events"] += [
            {**recorded(event_row(event), event), "participants": mend(participant_rows(event)), "coding": coding}
            for event in coded.events
        ]
        rows["claims"] += [{**recorded(claim_row(claim), claim), "coding": coding} for claim in coded.claims]
        rows["tenures"] += [seal(tenure_row(tenure, story)) | {"coding": coding} for tenure in coded.resolved.tenures]
        rows["process_mentions"] += [
            {**recorded(process_row(mention), mention), "coding": coding} for mention in coded.processes
        ]
        rows["contact_details"] += [
            {**recorded(detail_row(detail), detail), "coding": coding} for detail in coded.details
        ]
        key = mend({"story_id": story.story_id, "source_id": story.source_id})
        rows["declined"] += [{**declined_row(item), **key, "coding": coding} for item in coded.declined]
    return rows


def _key(coded: CodedStory) -> _Key:
    story = coded.resolved.parsed.split.story
    return story.story_id, mend(story.source_id)


def _known_codings(
    connection: duckdb.DuckDBPyConnection, stories: Mapping[_Key, CodedStory], run: Run
) -> dict[_Key, int]:
    """The codings that this run made of these stories before, dated as they are now."""
    found = connection.execute(
        "SELECT story_id, source_id, published, published_basis, published_candidates[1].reasons, coding FROM stories "
        "WHERE run_id = ? AND story_id IN (SELECT unnest(?))",
        [run.run_id, [story_id for story_id, _ in stories]],
    ).fetchall()
    codings = {
        (story_id, source_id, published, *(why or () if basis == "sibling" else ())): coding
        for story_id, source_id, published, basis, why, coding in found
    }
    dated = {key: (*key, *_dated(coded)) for key, coded in stories.items()}
    return {key: codings[whole] for key, whole in dated.items() if whole in codings}


def _dated(coded: CodedStory) -> tuple[object, ...]:
    """The day of publication; of one that siblings decided also the reason, which may change with them."""
    publication = coded.resolved.publication
    why = publication.candidates[0].reasons if publication.basis == "sibling" else ()
    return (publication.date, *(mend(reason) for reason in why))


def _not_current(connection: duckdb.DuckDBPyConnection, codings: list[int]) -> list[int]:
    """Those that a later run has replaced: coding the story again by the older run makes them current again."""
    if not codings:
        return []
    found = connection.execute(
        "SELECT coding FROM current_stories WHERE coding IN (SELECT unnest(?))", [codings]
    ).fetchall()
    current = {coding for (coding,) in found}
    return [coding for coding in codings if coding not in current]


def _add_texts(connection: duckdb.DuckDBPyConnection, stories: list[Story]) -> None:
    by_id = {story.story_id: story for story in stories}
    found = connection.execute(
        "SELECT story_id FROM texts WHERE story_id IN (SELECT unnest(?))", [list(by_id)]
    ).fetchall()
    for (story_id,) in found:
        del by_id[story_id]
    insert(connection, "texts", [text_row(story) for story in by_id.values()])


def touch(connection: duckdb.DuckDBPyConnection, codings: list[int]) -> None:
    """Names the stories of these codings as touched."""
    of_codings = "SELECT DISTINCT story_id FROM stories WHERE coding IN (SELECT unnest(?))"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched_stories AS {of_codings}", [codings])
    connection.execute("CREATE OR REPLACE TEMP TABLE touched_groups (group_id VARCHAR)")


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Runs refresh.sql for the stories and groups of events that are named as touched."""
    for statement in statements("refresh.sql"):
        connection.execute(statement)


def next_number(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    ((number,),) = connection.execute(f"SELECT coalesce(max({column}) + 1, 0) FROM {table}").fetchall()  # noqa: S608
    return int(number)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[TableRow]) -> None:
    if rows:
        with _arriving(connection, table, rows):
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving")  # noqa: S608  (our own names)


@contextmanager
def _arriving(connection: duckdb.DuckDBPyConnection, table: str, rows: list[TableRow]) -> Iterator[None]:
    """Within: the rows stand as `arriving`, an Arrow table with the columns and types of `table`."""
    import pyarrow as pa  # noqa: PLC0415  (0.15 s with numpy: only who writes, or asks for a table)

    schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema  # noqa: S608  (our own names)
    connection.register("arriving", pa.Table.from_pylist(rows, schema=schema))
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # where the block failed, its error is the one to tell
            connection.unregister("arriving")
