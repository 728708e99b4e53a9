"""The filters that each query knows, beside the queries: a command offers them without loading one."""

from __future__ import annotations

from .filters import COMMON

EVENTS = COMMON | {
    "type",
    "act",
    "mode",
    "status",
    "channel",
    "issue",
    "context",
    "country",
    "actor",
    "dyad",
    "office",
    "since",
    "until",
    "place",
    "background",
    "withdrawn",
}
CONTACTS = EVENTS | {"level", "host", "mediator", "office", "disputed"}
CLAIMS = COMMON | {"country", "actor", "office", "stance", "about", "since", "until", "withdrawn", "disputed"}
OFFICES = COMMON | {"country", "actor", "office", "holder", "withdrawn"}
PROCESSES = COMMON | {"kind", "state", "country", "dyad", "actor", "since", "until", "open"}
PLANS = (EVENTS - {"status", "type"}) | {"outcome"}
STORIES = COMMON | {"since", "until", "place"}
DECLINED = COMMON | {"since", "until", "room", "withdrawn"}
#: Those that look at each telling of either side.
DIFF = EVENTS - {"withdrawn", "as_of", "known_on", "sort", "offset"}
#: Kinds of rows that it tells; those in the middle are compared in diff_others.py.
KINDS = ("event", "claim", "office", "process", "story")
REVIEW = EVENTS - {"sort", "known_on"}
CALENDAR = (CONTACTS & PLANS) - {"sort", "limit", "offset"}

#: By the name of the query.
KNOWN = {
    "events": EVENTS,
    "contacts": CONTACTS,
    "claims": CLAIMS,
    "offices": OFFICES,
    "processes": PROCESSES,
    "plans": PLANS,
    "stories": STORIES,
    "declined": DECLINED,
}
