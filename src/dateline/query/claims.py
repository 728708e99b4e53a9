"""Claims: who says what, story by story, and the events that it is about."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger
from dateline.records.claim import Claim

from . import known
from .disputes import disputes_sql
from .filters import EVERYTHING, Conditions, Filters, check_filters, limited, order
from .learnt import LEARNT_SQL, with_learnt
from .record_answer import RecordAnswer
from .ties import Bound, bound_to, ties_sql

KNOWN = known.CLAIMS

ORDERS = {"published": "published", "speaker": "speaker", "stance": "stance"}
_TIES_LAST = "published NULLS LAST, story_id, source_id, span_start, claim_id"
#: Claims up to which they are picked first, and what they are tied to is looked up by ids.
FEW = 1000
_COLUMNS = "claim_no, published, speaker, stance, story_id, source_id, span_start, claim_id"
_PICKED = f"""
SELECT claim_no, row_number() OVER (ORDER BY {{by}}) AS place
FROM (SELECT {_COLUMNS} FROM current_claims WHERE {{where}} ORDER BY {{by}} {{limit}})"""  # noqa: S608  (our own names)
#: The same for a few: the claims that fit, as numbers, days and what they are sorted by; of these the claims that stand on the same
#: day as one of the first `enough`; only these are read from the wide table and sorted to the end.
_FEW = f"""
WITH fitting AS MATERIALIZED (
  SELECT claim_no, published, {{key}} AS key FROM current_claims WHERE {{where}}
), first AS MATERIALIZED (
  SELECT DISTINCT key, published FROM (
    SELECT key, published FROM fitting ORDER BY key {{way}} NULLS LAST, published NULLS LAST LIMIT {{enough}}
  )
), few AS MATERIALIZED (
  SELECT claim_no, f.published FROM fitting f
  JOIN first ON f.key IS NOT DISTINCT FROM first.key AND f.published IS NOT DISTINCT FROM first.published
)
SELECT claim_no FROM (
  SELECT {_COLUMNS} FROM few JOIN (SELECT * FROM claims WHERE claim_no IN (SELECT claim_no FROM few)) USING (claim_no)
) ORDER BY {{by}} {{limit}}"""  # noqa: S608  (as above)
_SQL = """
WITH picked AS MATERIALIZED ({picked}), {ties}
SELECT record, coalesce(tied.about, []) AS about, coalesce(tied.ties, []) AS ties, learnt
FROM claims JOIN picked USING (claim_no) LEFT JOIN tied USING (claim_no) LEFT JOIN ({learnt}) ON number = claim_no
ORDER BY place"""


def claims(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a claim, by publication and place in the story. A claim holds from the day of its story on (as_of, since, until).

    about: ids of the events that it is about, as `events` gives them for that day (the telling that stands for the event);
    ties: the same with score and reason. A tie counts when both sides of it are known. The filter `about` takes the id of any
    telling of an event. disputed: only claims on events of which accounts contradict each other, event by event, one row for each
    claim and event, with event_id, event (the sentence that tells it) and dispute (what is at issue).
    Sorted by published, speaker or stance.
    """
    check_filters(filters, KNOWN, "claims")
    where = conditions(filters)
    if filters.disputed:
        sql, parameters = disputes_sql(filters, where.sql), where.parameters
    elif filters.limit is not None and filters.limit <= FEW:
        sql, parameters = _of_few(ledger, filters, where)
    else:
        by = order(filters, ORDERS, "published", _TIES_LAST)
        sql = _filled(filters, _PICKED.format(by=by, where=where.sql, limit=limited(filters)))
        parameters = where.parameters
    return RecordAnswer(with_learnt(ledger.ask(sql, parameters).arrow()), Claim)


def _of_few(ledger: Ledger, filters: Filters, where: Conditions) -> tuple[str, list[object]]:
    """The query for the claims of one page, picked here, and its parameters."""
    by, name = order(filters, ORDERS, "published", _TIES_LAST), filters.sort or "published"
    sql = _FEW.format(
        by=by,
        key=ORDERS[name.removeprefix("-")],
        way="DESC" if name.startswith("-") else "ASC",
        where=where.sql,
        enough=(filters.limit or 0) + filters.offset,
        limit=limited(filters),
    )
    numbers = [number for (number,) in ledger.tuples(sql, where.parameters)]
    bound = bound_to(ledger, numbers)
    picked = "SELECT unnest(?::BIGINT[]) AS claim_no, generate_subscripts(?::BIGINT[], 1) AS place"
    return _filled(filters, picked, bound), [numbers, numbers, *bound.events, *bound.groups]


def _filled(filters: Filters, picked: str, few: Bound | None = None) -> str:
    return _SQL.format(
        picked=picked, ties=ties_sql(filters, "picked", few=few), learnt=LEARNT_SQL.format(table="claims")
    )


def conditions(filters: Filters) -> Conditions:
    """What a claim has to fulfil, on current_claims."""
    where = Conditions()
    add_story_conditions(where, filters)
    where.add_words("stance", filters.stance)
    where.add_words("country", filters.country, upper=True)
    where.add_part("speaker_office", filters.office)
    where.add_part("text", filters.text)
    if filters.actor:
        names = "concat_ws(chr(10), speaker, speaker_text, speaker_office, speaker_id)"
        learnt = (
            "claim_no IN (SELECT number FROM learnt_holders WHERE in_table = 'claims' "
            "AND contains(lower(concat_ws(chr(10), person, entity_id)), lower(?)))"
        )
        where.add(f"contains(lower({names}), lower(?)) OR {learnt}", filters.actor, filters.actor)
    if filters.about:
        group = "SELECT group_id FROM current_events WHERE event_id = ? OR group_id = ?"
        tellings = f"SELECT list(event_id) FROM current_events WHERE group_id IN ({group})"  # noqa: S608  (values are parameters)
        known, days = ("published <= ?", [filters.known_on]) if filters.known_on else ("TRUE", [])
        linked = f"""SELECT claim_no FROM claim_links WHERE group_id IN ({group})
          AND group_id IN (SELECT group_id FROM current_events WHERE {known})"""  # noqa: S608  (values are parameters)
        where.add(
            f"list_has_any(about, ({tellings})) OR list_contains(about, ?) OR claim_no IN ({linked})",
            *[filters.about] * 5,
            *days,
        )
    return where


def add_story_conditions(where: Conditions, filters: Filters) -> None:
    """Conditions on the story that tells a row: when it was published, by whom, and that it was not withdrawn by then."""
    for day in (filters.known_on, filters.as_of, filters.until):
        if day:
            where.add("published <= ?", day)
    if filters.since:
        where.add("published >= ?", filters.since)
    if not filters.withdrawn and filters.known_on:
        where.add("NOT coalesce(withdrawn_on <= ?, false)", filters.known_on)
    elif not filters.withdrawn:
        where.add("NOT withdrawn")
    if filters.source:
        outlets = (
            "SELECT outlet FROM (SELECT DISTINCT outlet FROM current_stories) WHERE contains(lower(outlet), lower(?))"
        )
        where.add(f"source_id = ? OR outlet IN ({outlets})", filters.source, filters.source)
    if filters.story:
        where.add("story_id = ? OR source_id = ? OR group_id = ?", *[filters.story] * 3)
