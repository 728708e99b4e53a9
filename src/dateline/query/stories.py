"""Stories: every version and copy, with the group that holds them together."""

from __future__ import annotations

from dataclasses import replace

from dateline.ledger import Answer, Ledger

from .claims import add_story_conditions
from .filters import COMMON, EVERYTHING, Conditions, Filters, check_filters, limited, order, sql_date

KNOWN = COMMON | {"since", "until", "place"}
_ORDERS = {"published": "published", "source": "source", "agency": "agency", "version": "version", "id": "source_id"}


def stories(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a story, by publication; withdrawn and corrected ones are told as such. Sorted by published, source, agency,
    version or id.

    version_mark: as written ("2nd LD", "UPDATE 1"). reason: why it stands in its group, with figures; null with known_on.

    as_of and known_on mean the same here: stories published by that day, withdrawn only if that was known by then.
    """
    check_filters(filters, KNOWN, "stories")
    then = filters.known_on or filters.as_of
    where = Conditions()
    add_story_conditions(where, replace(filters, withdrawn=True))
    where.add_part("dateline_place", filters.place)
    where.add_part("headline", filters.text)
    withdrawn = f"coalesce(p.withdrawn_on <= {sql_date(then)}, false)" if then else "p.withdrawn"
    reason = "CAST(NULL AS VARCHAR)" if filters.known_on else "coalesce(g.reason, 'alone')"  # it may name a later story
    by = order(filters, _ORDERS, "published", "published NULLS LAST, group_id, version, source_id, story_id")
    sql = f"""
WITH picked AS (
  SELECT *, row_number() OVER (ORDER BY {by}) AS place FROM current_stories WHERE {where.sql} ORDER BY {by} {limited(filters)}
)
SELECT p.story_id, p.source_id, p.group_id AS "group", p.version, p.published, p.published_basis, p.agency, p.source,
  p.dateline_place, p.headline, {withdrawn} AS withdrawn, s.corrected, s.version_mark, {reason} AS reason
FROM picked p JOIN stories s USING (coding)
LEFT JOIN story_groups g ON g.story_id = p.story_id AND g.source_id = p.source_id ORDER BY place"""  # noqa: S608  (values are parameters)
    return ledger.ask(sql, where.parameters)
