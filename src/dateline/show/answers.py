"""The rows of a query as a table for a notebook: the few fields that a reader scans, by kind of row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dateline.records.rows import Row

from .days import day_words
from .pieces import SHOWN, Column, Html, bdi, code, joined, lines, page, paragraph, plain, quiet, short, table

#: Which columns tell the kind of a row, the first that has them all; the noun for one and for more.
_KINDS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"plan_event", "outcome"}), "plan", "plans"),
    (frozenset({"event_id", "participants", "readouts"}), "contact", "contacts"),
    (frozenset({"claim_id", "speaker", "stance"}), "claim", "claims"),
    (frozenset({"event_id", "type", "trigger"}), "event", "events"),
    (frozenset({"process_id", "history"}), "process", "processes"),
    (frozenset({"person", "office", "evidence"}), "tenure", "tenures"),
    (frozenset({"story_id", "group", "headline"}), "story", "stories"),
    (frozenset({"room", "reason", "rule"}), "declined candidate", "declined candidates"),
)
#: Columns of a table without a kind of its own.
_WIDEST = 12


def kind_of(columns: Sequence[str]) -> tuple[str, str]:
    """The noun for the rows of a query with these columns, for one and for more.

    >>> kind_of(["claim_id", "speaker", "stance"])
    ('claim', 'claims')
    """
    have = frozenset(columns)
    return next(((one, more) for wanted, one, more in _KINDS if wanted <= have), ("row", "rows"))


def summary(columns: Sequence[str], total: int) -> str:
    """How many rows of which kind there are.

    >>> summary(["claim_id", "speaker", "stance"], 3)
    '3 claims'
    """
    one, more = kind_of(columns)
    return f"{total:,} {one if total == 1 else more}"


def answer_html(rows: Sequence[Row], columns: Sequence[str], total: int, sentences: Sequence[str] = ()) -> str:
    """The first rows of an answer of so many; sentences: the words that tell each of them, "" where they are not at hand."""
    one, _ = kind_of(columns)
    told = summary(columns, total)
    if not rows:
        return page(paragraph(f"{told}: nothing in the ledger fits the filters."), label=told)
    drawn = [{**row, "sentence": sentence} for row, sentence in zip(rows, _padded(sentences, len(rows)), strict=True)]
    caption = told if total <= len(rows) else f"{told}, the first {len(rows)} shown"
    make = _COLUMNS.get(one)
    body = table(drawn, make or _any_columns(columns), caption)
    more = paragraph(quiet("All rows: .rows(), .arrow(), .pandas(), .polars()")) if total > len(rows) else Html("")
    wide = paragraph(quiet(f"{len(columns) - _WIDEST} more columns")) if not make and len(columns) > _WIDEST else ""
    return page(body, more, wide, label=told)


def _padded(sentences: Sequence[str], count: int) -> list[str]:
    return [*sentences, *[""] * count][:count]


def who(actor: dict[str, Any]) -> Html:
    """An actor: name, country, office, and a role worth telling."""
    name, country = actor.get("name") or actor.get("text"), actor.get("country")
    office = f", {actor['office']}" if actor.get("office") else ""
    role = f", {actor['role']}" if actor.get("role") in {"host", "visitor", "mediator"} else ""
    known = f" ({country})" if country and country != name else ""
    return joined((bdi(name), known, quiet(office + role)))


def type_of(row: Row) -> Html:
    """The type, the status unless it has occurred, and whether it is told as history."""
    also = [row["status"].replace("_", " ")] if row["status"] != "occurred" else []
    also += ["background"] if row.get("background") else []
    return lines((row["type"], *map(quiet, also)))


def told_in(row: Row) -> Html:
    """The sentence, else the words of the act, and how many sentences tell it."""
    words = row.get("sentence") or row["trigger"]["text"]
    mentions = row.get("mentions")
    count = len(mentions) if isinstance(mentions, list) else 0
    more = quiet(f" (told in {count} sentences)") if count > 1 else ""
    return joined((bdi(short(words)), more))


def _people(field: str) -> Callable[[Row], Html]:
    return lambda row: lines(who(actor) for actor in row.get(field) or ())


def _sides(row: Row) -> Html:
    people = row.get("participants") or [*row["actors"], *row["recipients"]]
    return lines(who(person) for person in people)


def _id(field: str) -> Column:
    return Column(title="id", cell=lambda row: code((row.get(field) or "")[:11]), look="fixed")


def _field(title: str, field: str, look: str = "") -> Column:
    return Column(title=title, cell=lambda row: bdi(short(row.get(field))), look=look)


def _process_change(row: Row) -> Html:
    history = row.get("history") or ()
    at = [change for change in history if change["state"] == row["state"]] or history
    return bdi(short(at[-1]["text"])) if at else Html("")


def _speaker(row: Row) -> Html:
    speaker = row["speaker"]
    return who({**speaker, "country": row.get("country")})


_WHEN = Column(title="when", cell=lambda row: day_words(row["when"]), look="fixed")
_TYPE = Column(title="type", cell=type_of)
_SENTENCE = Column(title="sentence", cell=told_in, look="words")
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "event": (
        _id("event_id"),
        _WHEN,
        _TYPE,
        Column(title="who", cell=_people("actors")),
        Column(title="whom", cell=_people("recipients")),
        _SENTENCE,
    ),
    "contact": (
        _id("event_id"),
        _WHEN,
        Column(title="channel", cell=lambda row: lines((_channel(row), *_status(row)))),
        Column(title="participants", cell=_sides),
        _SENTENCE,
    ),
    "plan": (
        _id("event_id"),
        Column(title="due", cell=lambda row: day_words(row["when"]), look="fixed"),
        _field("outcome", "outcome"),
        Column(title="who", cell=_sides),
        _SENTENCE,
    ),
    "claim": (
        _id("claim_id"),
        Column(title="speaker", cell=_speaker),
        _field("stance", "stance"),
        _field("what", "text"),
    ),
    "process": (
        _id("process_id"),
        Column(title="since", cell=lambda row: row["since"] or "unknown", look="fixed"),
        _field("state", "state"),
        _field("process", "name"),
        Column(title="parties", cell=lambda row: ", ".join(row["parties"])),
        Column(title="last change", cell=_process_change),
    ),
    "tenure": (
        Column(title="person", cell=lambda row: bdi(row["person"] or "unknown")),
        _field("office", "office"),
        _field("of", "country"),
        Column(title="from", cell=lambda row: row.get("from") or "unknown", look="fixed"),
        Column(title="to", cell=lambda row: row.get("to") or "unknown", look="fixed"),
        _field("by", "basis"),
    ),
    "story": (
        _id("story_id"),
        Column(title="published", cell=lambda row: row["published"] or "unknown", look="fixed"),
        _field("version", "version"),
        Column(title="outlet", cell=lambda row: bdi(row.get("agency") or row.get("source") or "")),
        _field("headline", "headline"),
    ),
    "declined candidate": (
        _field("source", "source_id"),
        _field("room", "room"),
        _field("candidate", "text"),
        _field("reason", "reason"),
    ),
}


def _channel(row: Row) -> str:
    return (row.get("channel") or "unknown").replace("_", " ")


def _status(row: Row) -> tuple[Html, ...]:
    return () if row["status"] == "occurred" else (quiet(row["status"].replace("_", " ")),)


def _any_columns(columns: Sequence[str]) -> tuple[Column, ...]:
    return tuple(_any(name) for name in columns[:_WIDEST])


def _any(name: str) -> Column:
    def cell(row: Row) -> object:
        value = row.get(name)
        return f"{value:,.3g}" if isinstance(value, float) else bdi(short(plain(value)))

    return Column(title=name, cell=cell)


__all__ = ["SHOWN", "answer_html", "kind_of", "summary", "type_of", "who"]
