"""A coded story for a notebook: its text with what was found in it marked, then the events and claims in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records.actor import ActorMention
from dateline.records.coded import CodedStory
from dateline.records.declined import Declined
from dateline.records.rows import Row, to_row
from dateline.records.story import Part

from .answers import type_of, who
from .days import day_words
from .pieces import Column, Html, bdi, joined, lines, page, paragraph, quiet, short, table
from .spans import Span, legend, marked

#: Stories of a coding that are shown with their text, characters of each text, and rows of each table.
STORIES = 3
TEXT = 6000
ROWS = 30
#: Parts that are the story itself; the others stand back.
_OWN = frozenset({"headline", "dateline", "body"})
_MARKS = ("event", "actor", "date", "claim")


def coding_html(stories: Sequence[CodedStory], rejected: Sequence[Declined]) -> str:
    """The first stories with their text, and how many there are; rejected inputs with the reason."""
    told = f"{len(stories)} {'story' if len(stories) == 1 else 'stories'} coded"
    told += f", {len(rejected)} rejected" if rejected else ""
    parts = [joined(_story(story)) for story in stories[:STORIES]]
    if len(stories) > STORIES:
        parts.append(paragraph(quiet(f"{len(stories) - STORIES} more stories are in .stories")))
    if rejected:
        parts.append(_rejected(rejected))
    return page(paragraph(Html("<strong>"), told, Html("</strong>")), *parts, label=told)


def _story(coded: CodedStory) -> Iterator[Html]:
    split, published = coded.resolved.parsed.split, coded.resolved.publication
    yield paragraph(
        bdi(split.story.source_id),
        quiet(f" published {published.date or 'on an unknown day'} ({published.basis})"),
    )
    spans = list(_spans(coded))
    if spans:
        yield legend(_MARKS)
    yield from (_part(part, spans) for part in split.parts if part.start < TEXT)
    if len(split.story.text) > TEXT:
        yield paragraph(quiet(f"{len(split.story.text) - TEXT:,} more characters are not shown"))
    yield _events(coded)
    yield _claims(coded)
    if coded.declined:
        yield paragraph(quiet(f"{len(coded.declined)} candidates were declined, each with a reason: .declined"))


def _spans(coded: CodedStory) -> Iterator[Span]:
    """Everything that is marked, with the labels of the tables."""
    for number, event in enumerate(coded.events, 1):
        trigger = event.trigger
        yield Span(start=trigger.start, end=trigger.end, kind="event", label=f"E{number} {event.type}")
    for number, claim in enumerate(coded.claims, 1):
        yield Span(start=claim.start, end=claim.end, kind="claim", label=f"C{number}")
    for actor in coded.resolved.actors:
        yield Span(start=actor.start, end=actor.end, kind="actor", label=_side(actor))
    for when in coded.resolved.dates:
        if when.first or when.last:
            yield Span(start=when.start, end=when.end, kind="date", label=day_words(to_row(when)))


def _side(actor: ActorMention) -> str:
    """For which states an actor acts, else what it is."""
    countries = dict.fromkeys(member.country for member in actor.members if member.country)
    return actor.country or " ".join(countries) or ("actor" if actor.kind == "unknown" else actor.kind)


def _part(part: Part, spans: Sequence[Span]) -> Html:
    text = part.text[: TEXT - part.start]
    aside = "" if part.kind in _OWN else " dl-aside"
    name = Html("") if part.kind == "body" else joined((quiet(part.kind.replace("_", " ")), " "))
    words = marked(text.rstrip(), spans, offset=part.start)
    return Html(f'<div class="dl-copy{aside}" dir="auto">{name}{words}</div>')


def _events(coded: CodedStory) -> Html:
    rows = [{**to_row(event), "number": f"E{number}"} for number, event in enumerate(coded.events[:ROWS], 1)]
    return _numbered(rows, _EVENTS, "events", len(coded.events)) if rows else paragraph("No events.")


def _claims(coded: CodedStory) -> Html:
    rows = [{**to_row(claim), "number": f"C{number}"} for number, claim in enumerate(coded.claims[:ROWS], 1)]
    return _numbered(rows, _CLAIMS, "claims", len(coded.claims)) if rows else Html("")


def _numbered(rows: Sequence[Row], columns: Sequence[Column], noun: str, total: int) -> Html:
    caption = f"{total} {noun if total > 1 else noun.removesuffix('s')}"
    return table(rows, columns, caption if total <= ROWS else f"{caption}, the first {ROWS} shown")


def _rejected(rejected: Sequence[Declined]) -> Html:
    columns = (
        Column(title="input", cell=lambda row: bdi(row["path"] or row["source_id"])),
        Column(title="reason", cell=lambda row: row["reason"]),
    )
    return _numbered([to_row(declined) for declined in rejected[:ROWS]], columns, "rejected inputs", len(rejected))


_MARK = Column(title="mark", cell=lambda row: row["number"], look="fixed")
_EVENTS = (
    _MARK,
    Column(title="when", cell=lambda row: day_words(row["when"]), look="fixed"),
    Column(title="type", cell=type_of),
    Column(title="who", cell=lambda row: lines(who(actor) for actor in row["actors"])),
    Column(title="whom", cell=lambda row: lines(who(actor) for actor in row["recipients"])),
    Column(title="act", cell=lambda row: bdi(short(row["trigger"]["text"]))),
    Column(title="told by", cell=lambda row: lines(bdi(said["text"]) for said in row["attributed_to"])),
)
_CLAIMS = (
    _MARK,
    Column(title="speaker", cell=lambda row: who({**row["speaker"], "country": row["country"]})),
    Column(title="stance", cell=lambda row: row["stance"]),
    Column(title="what", cell=lambda row: bdi(short(row["text"]))),
)
