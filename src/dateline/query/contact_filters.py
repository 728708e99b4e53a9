"""Filters that only contacts know: channel of any telling, level, host, mediator and office of whoever took part."""

from __future__ import annotations

from dateline.ledger import Ledger
from dateline.lexicon.levels import level_of

from .filters import Conditions, Filters, as_list, sql_date

_MEMBERS = "SELECT group_no FROM current_events WHERE {known} AND {fits}"
_TAKE_PART = f"""
SELECT group_no FROM current_events WHERE act = 'CONSULT' AND {{known}}
  AND event_no IN ({as_list("SELECT event_no FROM participants WHERE {people}")})
UNION ALL
SELECT e.group_no FROM contact_details d JOIN current_events e ON e.coding = d.coding AND e.event_id = d.event_id
WHERE {{known}} AND {{details}}"""  # noqa: S608  (our own words)
_WITH_PEOPLE = f"group_no IN ({as_list(_TAKE_PART)})"
#: At the home of one of the sides, where nobody is said to be host: see contact_people.
_AT_HOME = """(coalesce(channel, 'unknown') IN ('in_person', 'unknown', 'multilateral') AND len(countries) > 1
  AND where_country IN (SELECT unnest(?)) AND list_contains(countries, where_country))"""


#: Accounts can differ only where there is more than one: of two tellings, or of a claim beside the telling.
_TOLD_TWICE = """group_no IN (SELECT group_no FROM current_events WHERE act = 'CONSULT' GROUP BY group_no HAVING count(*) > 1)
  OR coding IN (SELECT coding FROM claims) OR group_id IN (SELECT group_id FROM claim_links)"""


def contact_conditions(ledger: Ledger, filters: Filters) -> Conditions:
    """What the representative has to fulfil besides the filters that events know, too."""
    known = f"published <= {sql_date(filters.known_on)}" if filters.known_on else "TRUE"
    also = Conditions()
    if filters.channel:
        channels = [channel.lower() for channel in filters.channel]
        others = _MEMBERS.format(known=known, fits="channel IN (SELECT unnest(?))")
        elsewhere = f"channel = 'unknown' AND group_no IN ({others})"
        also.add(f"channel IN (SELECT unnest(?)) OR ({elsewhere})", channels, channels)
    if filters.office:
        _add(
            also, known, "contains(lower(office), lower(?))", "contains(lower(actor_office), lower(?))", filters.office
        )
    if filters.level:
        _add_level(also, known, ledger, filters.level)
    if filters.host:
        codes = [code.upper() for code in filters.host]
        named = _WITH_PEOPLE.format(
            known=known,
            people="role = 'host' AND country IN (SELECT unnest(?))",
            details="field = 'host' AND value IN (SELECT unnest(?))",
        )
        also.add(f"{named} OR {_AT_HOME}", codes, codes, codes)
    if filters.disputed:
        also.add(_TOLD_TWICE)
    if filters.mediator:
        codes = [code.upper() for code in filters.mediator]
        people = "role = 'mediator' AND country IN (SELECT unnest(?))"
        _add(also, known, people, "field = 'mediator' AND value IN (SELECT unnest(?))", codes)
    return also


def _add(also: Conditions, known: str, people: str, details: str, value: object) -> None:
    also.add(_WITH_PEOPLE.format(known=known, people=people, details=details), value, value)


def _add_level(also: Conditions, known: str, ledger: Ledger, levels: tuple[str, ...]) -> None:
    """Titles of these levels are looked up once; one whose level depends on the state is compared with its state."""
    titles = ledger.tuples("""
SELECT DISTINCT office, country FROM participants WHERE office IS NOT NULL
UNION SELECT DISTINCT actor_office, actor_country FROM contact_details WHERE actor_office IS NOT NULL""")
    wanted = {level.lower() for level in levels}
    fitting = sorted(f"{office}\n{country or ''}" for office, country in titles if level_of(office, country) in wanted)
    offices = sorted({title.split("\n")[0] for title in fitting})
    condition = (
        "{0}office IN (SELECT unnest(?)) AND concat({0}office, chr(10), coalesce({0}country, '')) IN (SELECT unnest(?))"
    )
    sql = _WITH_PEOPLE.format(known=known, people=condition.format(""), details=condition.format("actor_"))
    also.add(sql, offices, fitting, offices, fitting)
