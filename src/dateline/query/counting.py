"""What may be counted as one, and by which headings. A module of its own: a command offers them without loading the queries."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A way to count. words: what counts as one. column: how many of them an event has. one: a telling taken apart into its units.

    told: what is told of a unit: its id, its key among the units of the event, outlets, evidence. For the event itself both are "":
    its tellings are not looked at one by one.
    """

    words: str
    column: str
    one: str = ""
    told: str = ""


#: An outlet that nobody names is one outlet for each event, so that no event is lost in a count by source.
OUTLETS = "CASE len(outlets) WHEN 0 THEN [NULL] WHEN 1 THEN outlets ELSE list_distinct(outlets) END"
UNITS = {
    "event": Unit(words="one for each event, however often it is told", column="events"),
    "story": Unit(
        words="one for each story that tells an event; versions and copies are one story",
        column="stories",
        one="story_group",
        told="one AS unit_id, one AS unit_key, outlets, evidence",
    ),
    "source": Unit(
        words="one for each outlet that tells an event; tellings of no known outlet are one",
        column="sources",
        one=f"unnest({OUTLETS})",
        told="one AS unit_id, one AS unit_key, [one] AS outlets, evidence",
    ),
    "mention": Unit(
        words="one for each sentence that tells an event, in every version and copy",
        column="mentions",
        one="unnest(evidence)",
        told="story_id || ':' || one.\"start\" || '-' || one.\"end\" AS unit_id, source_id || ' ' || unit_id AS unit_key, outlets, "
        "[one] AS evidence",
    ),
}


def unit_named(unit: str) -> Unit:
    """The unit of this name. Raises UsageError if there is none."""
    if unit not in UNITS:
        raise UsageError(f"there is no unit {unit}; count by: {', '.join(UNITS)}")
    return UNITS[unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is counted by. sql: over the telling that stands for an event. several: a list, an event counts in each of its values.

    shown: how a period is written, which begins on the day that `sql` gives; "" for what is no period.
    """

    sql: str
    several: bool = False
    shown: str = ""


#: Pairs of codes without direction, as the filter `dyad` has them: who to whom, or all who act together where nobody is acted upon.
_DYADS = """CASE WHEN len(actor_countries) = 1 AND len(recipient_countries) = 1
  THEN [least(actor_countries[1], recipient_countries[1]) || '-' || greatest(actor_countries[1], recipient_countries[1])]
WHEN len(recipient_countries) > 0 THEN list_sort(list_distinct(flatten(
  [[least(a, b) || '-' || greatest(a, b) FOR b IN recipient_countries] FOR a IN actor_countries])))
WHEN len(actor_countries) = 2 THEN [actor_countries[1] || '-' || actor_countries[2]]
ELSE flatten([[a || '-' || b FOR b IN actor_countries IF a < b] FOR a IN actor_countries]) END"""
_DIRECTED = "flatten([[a || '>' || b FOR b IN recipient_countries] FOR a IN actor_countries])"
#: Days that are told less exactly than the period are in none: "in July" is on no day.
_GRAINS = ("day", "week", "month", "quarter", "year")


def _period(name: str, shown: str) -> Heading:
    known = ", ".join(f"'{grain}'" for grain in _GRAINS[: _GRAINS.index(name) + 1])
    return Heading(sql=f"CASE WHEN grain IN ({known}) THEN date_trunc('{name}', first)::DATE END", shown=shown)


HEADINGS = {
    **{name: Heading(sql=name) for name in ("type", "act", "mode", "quad", "status", "channel")},
    "background": Heading(sql="background"),
    "place": Heading(sql="where_country"),
    "country": Heading(sql="countries", several=True),
    "actor_country": Heading(sql="actor_countries", several=True),
    "recipient_country": Heading(sql="recipient_countries", several=True),
    "dyad": Heading(sql=_DYADS, several=True),
    "directed": Heading(sql=_DIRECTED, several=True),
    "issue": Heading(sql="issues", several=True),
    "context": Heading(sql="contexts", several=True),
    "source": Heading(sql="source"),
    "day": _period("day", "{}::VARCHAR"),
    "week": _period("week", "strftime({}, '%G-W%V')"),
    "month": _period("month", "strftime({}, '%Y-%m')"),
    "quarter": _period("quarter", "strftime({0}, '%Y-Q') || quarter({0})"),
    "year": _period("year", "strftime({}, '%Y')"),
}
