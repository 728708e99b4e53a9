"""[[alert]] of feeds.toml: rules whose conditions are the filters of the queries."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
from typing import Any, get_args

from dateline.errors import UsageError
from dateline.lexicon import load_codebook
from dateline.lexicon.levels import RANKS
from dateline.query import Filters, contacts, events, offices, plans, processes
from dateline.query.contacts import KNOWN as OF_CONTACTS
from dateline.query.events import KNOWN as OF_EVENTS
from dateline.query.filters import split_dyad
from dateline.query.offices import KNOWN as OF_OFFICES
from dateline.query.plans import KNOWN as OF_PLANS
from dateline.query.processes import KNOWN as OF_PROCESSES
from dateline.records.event import Channel, PloverType, Status
from dateline.records.process import Outcome

from .keys import Keys
from .plan import Rule

#: What an alert may ask. A rule is asked again and again: days of asking, order and number of rows are not its business.
QUERIES = {"events": events, "contacts": contacts, "plans": plans, "processes": processes, "offices": offices}
_NOT_ASKED = frozenset({"as_of", "known_on", "sort", "limit", "offset", "holder"})
KNOWN = {
    "events": OF_EVENTS - _NOT_ASKED,
    "contacts": OF_CONTACTS - _NOT_ASKED,
    "plans": OF_PLANS - _NOT_ASKED,
    "processes": OF_PROCESSES - _NOT_ASKED,
    "offices": OF_OFFICES - _NOT_ASKED,
}
_OWN = ("name", "query", "to", "on")
#: The words that some filters choose from.
_WORDS: dict[str, tuple[str, ...]] = {
    "type": get_args(PloverType),
    "act": get_args(PloverType),
    "status": get_args(Status),
    "channel": get_args(Channel),
    "level": RANKS,
    "outcome": get_args(Outcome),
}
_DEFAULTS = Filters()
_FIELDS = tuple(field.name for field in dataclasses.fields(Filters))


def read_rule(values: Any, where: str, path: str, outputs: tuple[str, ...]) -> Rule:  # noqa: ANN401  (anything TOML can hold)
    """The rule of a table; outputs: the names there are. Raises InputError, also for a filter that the query does not know."""
    query = Keys(values, path=path, table=where, known=(*_OWN, *_FIELDS)).one_of("query", tuple(QUERIES), "events")
    keys = Keys(values, path=path, table=where, known=(*_OWN, *_FIELDS))
    given = keys.rest(_OWN)
    for key in sorted(set(given) - KNOWN[query]):
        raise keys.error(key, _unknown(key, query))
    to = keys.texts("to") or outputs
    for name in to:
        if name not in outputs:
            near = difflib.get_close_matches(name, outputs, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise keys.error("to", f'there is no [[output]] named "{name}"{hint}; outputs: {", ".join(outputs)}')
    if keys.has("on") and query != "plans":
        raise keys.error("on", "only a rule on plans is judged by a day; take it out")
    filters = Filters(**{key: _value(keys, key) for key in given})
    _check_dyad(keys, filters)
    if filters == _DEFAULTS and query in {"events", "contacts"}:
        raise keys.error("name", f"the rule has no condition: every one of the {query} would be an alert; add a filter")
    if query == "plans" and not filters.outcome:
        filters = dataclasses.replace(filters, outcome=("overdue",))
    on = keys.one_of("on", ("ledger", "today"), "ledger")
    return Rule(name=keys.text("name"), query=query, filters=filters, to=tuple(dict.fromkeys(to)), on=on)


def _unknown(key: str, query: str) -> str:
    """What is wrong with a filter that this query does not know, and the query that does."""
    others = [name for name, known in KNOWN.items() if key in known]
    hint = f'; a rule with query = "{others[0]}" can' if others else "; an alert is about what is new, today"
    return f"{query} cannot be asked for it{hint}; filters of {query}: {', '.join(sorted(KNOWN[query]))}"


def _value(keys: Keys, key: str) -> Any:  # noqa: ANN401  (any value of a filter)
    default = getattr(_DEFAULTS, key)
    if isinstance(default, tuple):
        return _words(keys, key)
    if key == "background" or isinstance(default, bool):
        return keys.flag(key, default=False)
    if key in {"since", "until"}:
        return _day(keys, key)
    return keys.text(key)


def _words(keys: Keys, key: str) -> tuple[str, ...]:
    """The words of a filter; one that no row can ever have is refused, since its alert would be silent for ever."""
    words = keys.texts(key)
    there_are = _WORDS.get(key, ())
    if key in {"type", "act"} and not {word.upper() for word in words} <= set(there_are):
        there_are = tuple(load_codebook().types)  # one of the user's own may have more; it takes a second to load
    for word in words if there_are else ():
        if word.lower() not in {one.lower() for one in there_are}:
            near = difflib.get_close_matches(word.lower(), [one.lower() for one in there_are], n=1, cutoff=0.5)
            hint = "".join(f"; did you mean {one}?" for one in there_are if near and one.lower() == near[0])
            raise keys.error(key, f"there is no {word!r}{hint}; choose from {', '.join(there_are)}")
    return words


def _day(keys: Keys, key: str) -> dt.date:
    """A TOML date, or a day as text."""
    value = keys.rest(()).get(key)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(keys.text(key))
    except ValueError as error:
        raise keys.error(key, f"is {value!r}; write a day as {key} = 2020-09-02") from error


def _check_dyad(keys: Keys, filters: Filters) -> None:
    if filters.dyad:
        try:
            split_dyad(filters.dyad)
        except UsageError as error:
            raise keys.error("dyad", str(error)) from error
