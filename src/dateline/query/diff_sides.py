"""The two sides of a comparison, and which of their stories and events are the same: temporary tables beside two ledgers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from dateline.errors import UsageError
from dateline.ledger import Ledger

from . import known
from .events import row_conditions
from .filters import Filters

KNOWN = known.DIFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side: the database that it lies in, its letter, and the run whose codings are meant ("": the current ones)."""

    database: str
    letter: str
    run: str = ""

    def table(self, name: str) -> str:
        """A table of the ledger on this side."""
        return f'"{self.database}".{name}'


#: The codings that are compared: what queries answer with, or the last that a run made of each story.
_CURRENT = "SELECT coding, story_id, source_id FROM {stories}"
_OF_RUN = """
SELECT arg_max(coding, n) AS coding, story_id, source_id FROM {all_stories} JOIN {log} USING (coding)
WHERE run_id = '{run}' GROUP BY story_id, source_id"""
_CODINGS = """
CREATE OR REPLACE TEMP TABLE codings_{letter} AS
SELECT c.*, hash(t.text) AS words, s.headline, coalesce(s.source, s.agency) AS outlet
FROM ({codings}) c JOIN {all_stories} s USING (coding) JOIN {texts} t ON t.story_id = c.story_id"""

#: Tellings of events with the columns that filters ask for, as in current_events; those of a run are put together for it.
_TELLINGS_OF_RUN = """
SELECT e.*, coalesce(p.countries, []) AS countries, coalesce(p.actor_countries, []) AS actor_countries,
  coalesce(p.recipient_countries, []) AS recipient_countries, true AS told_until_now, lower(c.outlet) AS outlet_words,
  e.story_id AS story_group,
  coalesce(substring(x.text, e.evidence[1]."start" + 1, e.evidence[1]."end" - e.evidence[1]."start"), '') AS sentence,
  lower(sentence) AS sentence_words
FROM {events} e JOIN codings_{letter} c USING (coding) JOIN {texts} x ON x.story_id = e.story_id LEFT JOIN (
  SELECT event_no, list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)) AS countries,
    coalesce(list(DISTINCT country) FILTER (country IS NOT NULL AND side = 'actor'), []) AS actor_countries,
    coalesce(list(DISTINCT country) FILTER (country IS NOT NULL AND side = 'recipient'), []) AS recipient_countries
  FROM {participants} GROUP BY event_no
) p USING (event_no)
WHERE event_no NOT IN (SELECT instead FROM {by_hand} WHERE in_table = 'events' AND instead IS NOT NULL)"""
_EVENTS = """
CREATE OR REPLACE TEMP TABLE events_{letter} AS
SELECT w.event_no, w.event_id, w.story_id, w.source_id, w.type, w.act, w.status, w.first, w.countries, w.sentence, w.wanted,
  e.trigger_start, e.trigger_end, e.evidence[1]."start" AS told_start, e.evidence[1]."end" AS told_end, e.rule,
  coalesce(e.model, '') AS model, hash(replace(replace(e.record, e.event_id, ''), coalesce(e.model, '-'), '')) AS content
FROM (SELECT *, ({wanted}) AS wanted FROM ({tellings})) w JOIN {events} e USING (event_no)"""

#: Stories are the same if id and source_id are, else if the id is (another path), else if the text is (another title or day given).
_PAIRS = """
CREATE OR REPLACE TEMP TABLE story_pairs AS
SELECT a.coding AS coding_a, b.coding AS coding_b FROM codings_a a JOIN codings_b b USING (story_id, source_id)"""
_MORE_PAIRS = """
INSERT INTO story_pairs
SELECT a.coding, b.coding
FROM (SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY source_id, story_id) AS nth FROM codings_a
  WHERE coding NOT IN (SELECT coding_a FROM story_pairs)) a
JOIN (SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY source_id, story_id) AS nth FROM codings_b
  WHERE coding NOT IN (SELECT coding_b FROM story_pairs)) b USING ({key}, nth)"""


def lay_out(ledger: Ledger, sides: tuple[Side, Side], filters: Filters) -> None:
    """Makes the temporary tables codings_a, codings_b, story_pairs, events_a and events_b."""
    for side in sides:
        codings = (_OF_RUN if side.run else _CURRENT).format(
            stories=side.table("current_stories"),
            all_stories=side.table("stories"),
            log=side.table("coding_log"),
            run=side.run,
        )
        names = {name: side.table(name) for name in ("texts", "events", "participants", "by_hand")}
        ledger.tuples(_CODINGS.format(letter=side.letter, codings=codings, all_stories=side.table("stories"), **names))
        wanted, parameters = _wanted(side, filters)
        tellings = _TELLINGS_OF_RUN if side.run else f"SELECT * FROM {side.table('current_events')}"  # noqa: S608  (our own names)
        tellings = tellings.format(letter=side.letter, **names)
        ledger.tuples(_EVENTS.format(letter=side.letter, wanted=wanted, tellings=tellings, **names), parameters)
    ledger.tuples(_PAIRS)
    for key in ("story_id", "words"):
        ledger.tuples(_MORE_PAIRS.format(key=key))


def _wanted(side: Side, filters: Filters) -> tuple[str, list[object]]:
    """The condition that a telling fits the filters, and its parameters."""
    row = row_conditions(replace(filters, actor=None, office=None, withdrawn=True))
    participants = side.table("participants")
    for words, columns in ((filters.actor, "name, text, office, entity_id"), (filters.office, "office")):
        if words:
            named = (
                f"SELECT event_no FROM {participants} WHERE contains(lower(concat_ws(chr(10), {columns})), lower(?))"  # noqa: S608  (our own names)
            )
            row.add(f"event_no IN ({named})", words)
    if filters.source:
        row.add("source_id = ? OR contains(outlet_words, lower(?))", filters.source, filters.source)
    if filters.story:
        row.add("story_id = ? OR source_id = ? OR story_group = ?", *[filters.story] * 3)
    return row.sql, row.parameters


def run_named(ledger: Ledger, given: str) -> str:
    """The run whose id begins so. Raises UsageError, with all runs, if there is none or more than one."""
    runs = ledger.tuples("SELECT run_id, program, codebook, models FROM runs ORDER BY started_at NULLS FIRST, run_id")
    found = [run_id for run_id, *_ in runs if run_id.startswith(given)]
    if len(found) != 1 or not given:
        known = "; ".join(
            f"{run_id} (dateline {program}, codebook {codebook})" for run_id, program, codebook, _ in islice(runs, 20)
        )
        raise UsageError(
            f"{ledger.path}: {len(found) or 'no'} run has an id that begins with {given!r}; runs: {known or 'none'}"
        )
    return str(found[0])
