"""Stories: every version and copy, with the group that holds them together."""

from __future__ import annotations

from dataclasses import replace

from dateline.ledger import Answer, Ledger

from . import known
from .claims import add_story_conditions
from .filters import EVERYTHING, Conditions, Filters, check_filters, limited, order, sql_date

KNOWN = known.STORIES

ORDERS = {"published": "published", "source": "source", "agency": "agency", "version": "version", "id": "source_id"}
#: What makes the order unique. Only this is sorted; the rows of the few that are picked are read last.
_TIES = ("published", "group_id", "version", "source_id", "story_id")


def stories(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a story, by publication; withdrawn and corrected ones are told as such. Sorted by published, source, agency,
    version or id.

    version_mark: as written ("2nd LD", "UPDATE 1"). reason: why it stands in its group, with figures; null with known_on.

    as_of and known_on mean the same here: stories published by that day, withdrawn only if that was known by then.
    """
    check_filters(filters, KNOWN, "stories")
    then = filters.known_on or filters.as_of
    where = conditions(filters)
    withdrawn = f"coalesce(p.withdrawn_on <= {sql_date(then)}, false)" if then else "p.withdrawn"
    reason = "CAST(NULL AS VARCHAR)" if filters.known_on else "coalesce(g.reason, 'alone')"  # it may name a later story
    by = order(filters, ORDERS, "published", "published NULLS LAST, group_id, version, source_id, story_id")
    columns = ", ".join(dict.fromkeys((by.partition(" ")[0], *_TIES)))
    sql = f"""
WITH chosen AS MATERIALIZED (
  SELECT coding, row_number() OVER (ORDER BY {by}) AS place FROM (
    SELECT coding, {columns} FROM current_stories WHERE {where.sql} ORDER BY {by} {limited(filters)}
  )
),
picked AS MATERIALIZED (
  SELECT c.*, place FROM (SELECT * FROM current_stories WHERE coding IN (SELECT coding FROM chosen)) c JOIN chosen USING (coding)
)
SELECT p.story_id, p.source_id, p.group_id AS "group", p.version, p.published, p.published_basis, p.agency, p.source,
  p.dateline_place, p.headline, {withdrawn} AS withdrawn, s.corrected, s.version_mark, {reason} AS reason
FROM picked p JOIN (
  SELECT coding, corrected, version_mark FROM stories WHERE coding IN (SELECT coding FROM picked)
) s USING (coding)
LEFT JOIN (SELECT * FROM story_groups WHERE story_id IN (SELECT story_id FROM picked)) g
  ON g.story_id = p.story_id AND g.source_id = p.source_id
ORDER BY place"""  # noqa: S608  (values are parameters)
    return ledger.ask(sql, where.parameters)


def conditions(filters: Filters) -> Conditions:
    """What a story has to fulfil, on current_stories."""
    where = Conditions()
    add_story_conditions(where, replace(filters, withdrawn=True))
    where.add_part("dateline_place", filters.place)
    where.add_part("headline", filters.text)
    return where
