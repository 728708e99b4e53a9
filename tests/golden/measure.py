"""Measures coded stories against the golden ones: best one-to-one matching of events, then field by field."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dateline.records import CodedStory, Event

HERE = Path(__file__).parent
#: Stories from this number on were written blind; the even ones among them are held: their errors are read by nobody.
FIRST_BLIND = 29
_TOLD = ("wire.txt", "wire.html", "wire.eml")


@dataclass(frozen=True)
class Golden:
    """One golden story as its folder has it."""

    name: str
    path: Path
    rows: list[dict]
    declined: list[dict]

    @property
    def blind(self) -> bool:
        """Whether the story was written and annotated before anybody looked at what the program makes of it."""
        return int(self.name[:4]) >= FIRST_BLIND

    def of(self, record: str) -> list[dict]:
        return [row for row in self.rows if row["record"] == record]


def read_golden() -> list[Golden]:
    """All golden stories, by number."""
    return [
        Golden(
            name=folder.name,
            path=next(folder / name for name in _TOLD if (folder / name).exists()),
            rows=_lines(folder / "ledger.jsonl"),
            declined=_lines(folder / "declined.jsonl"),
        )
        for folder in sorted(HERE.iterdir())
        if folder.is_dir() and folder.name[0].isdigit()
    ]


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@dataclass
class Count:
    """Counts over all stories; `figures` turns them into rates."""

    n: Counter = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        n = self.n
        paid = n["coded"] - n["free"]
        return {
            "event_f1": _f1(n["matched"], paid, n["core"]),
            "event_strict_f1": _f1(n["strict"], paid, n["core"]),
            **{name: _share(n[name], n["matched"]) for name in ("status", "background", "date")},
            "channel": _share(n["channel"], n["contacts"]),
            "story_fields": _share(n["story"], n["story_asked"]),
            "claims_found": _share(n["claim"], n["claim_asked"]),
            "offices_found": _share(n["office"], n["office_asked"]),
            "kept_out": _share(n["kept_out"], n["decoys"]),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _f1(hits: int, coded: int, gold: int) -> float:
    return round(2 * hits / (coded + gold), 4) if coded + gold else 1.0


def compare(golden: Golden, coded: CodedStory, count: Count) -> None:
    """Adds one story to the counts."""
    text = coded.resolved.parsed.split.story.text
    gold = golden.of("event")
    pairs = _assign(gold, coded.events, text)
    count.n["coded"] += len(coded.events)
    count.n["core"] += sum(row.get("core", True) for row in gold)
    for k, row in enumerate(gold):
        event = pairs.get(k)
        if event is None:
            if row.get("core", True):
                count.log.append(f"{golden.name}: missed {row['type']} at {row['trigger']!r}")
        elif not row.get("core", True):
            count.n["free"] += 1
        else:
            _compare_event(golden, row, event, count)
    taken = {event.event_id for event in pairs.values()}
    for event in coded.events:
        if event.event_id not in taken:
            count.log.append(f"{golden.name}: extra {event.type} at {event.trigger.text!r} ({event.basis.type})")
    _compare_rest(golden, coded, count)


def _compare_event(golden: Golden, row: dict, event: Event, count: Count) -> None:
    count.n["matched"] += 1
    checks = {
        "strict": _sides(row, event),
        "status": event.status == row.get("status", "occurred"),
        "background": event.background == row.get("background", False),
        "date": _date(row, event),
    }
    if row.get("channel") and "CONSULT" in (row["type"], row.get("act")):
        count.n["contacts"] += 1
        checks["channel"] = (event.channel or "unknown") == row["channel"]
    for name, right in checks.items():
        count.n[name] += right
        if not right:
            count.log.append(f"{golden.name}: {name} of {row['type']} at {row['trigger']!r}: {_shown(name, event)}")


def _shown(name: str, event: Event) -> str:
    if name == "strict":
        return f"{[a.country for a in event.actors]} -> {[a.country for a in event.recipients]}"
    return f"{event.when.first}..{event.when.last}" if name == "date" else str(getattr(event, name))


def _date(row: dict, event: Event) -> bool:
    first, last = row.get("when") or (None, None)
    return [first, last] == [d.isoformat() if d else None for d in (event.when.first, event.when.last)]


def _sides(row: dict, event: Event) -> bool:
    gold = {c for c in row["actors"] if c}, {c for c in row.get("recipients", []) if c}
    coded = {a.country for a in event.actors if a.country}, {a.country for a in event.recipients if a.country}
    if not gold[1] or not coded[1]:
        return gold[0] | gold[1] == coded[0] | coded[1]
    return gold == coded


def _assign(gold: list[dict], events: tuple[Event, ...], text: str) -> dict[int, Event]:
    """Best pairs first: same type before alternative before act, and more words in common."""
    scored = sorted(
        ((_fit(row, event, text), k, event) for (k, row), event in itertools.product(enumerate(gold), events)),
        key=lambda scored: (-scored[0], scored[1], scored[2].trigger.start),
    )
    pairs: dict[int, Event] = {}
    taken: set[str] = set()
    for score, k, event in scored:
        if score > 0 and k not in pairs and event.event_id not in taken:
            pairs[k] = event
            taken.add(event.event_id)
    return pairs


def _fit(row: dict, event: Event, text: str) -> float:
    """0 if they cannot be the same; else a weight for the type plus one for the place in the text and the sides."""
    types = [row["type"], *row.get("alt_types", []), row.get("act", row["type"])]
    kind = 4 if event.type == row["type"] else 2 if event.type in types or event.act in types else 0
    start, end = _find(text, row)
    near = max(min(end, event.trigger.end) - max(start, event.trigger.start), 0) / max(1, end - start)
    told = any(e.start <= start < e.end for e in event.evidence)
    if not kind or not (near or told):
        return 0.0
    return kind + near + 0.5 * told + _sides(row, event)


def _find(text: str, row: dict) -> tuple[int, int]:
    at = -1
    for _ in range(row.get("nth", 1)):
        at = text.find(row["trigger"], at + 1)
        if at < 0:
            message = f"the trigger {row['trigger']!r} is not in the text"
            raise ValueError(message)
    return at, at + len(row["trigger"])


def _compare_rest(golden: Golden, coded: CodedStory, count: Count) -> None:
    text = coded.resolved.parsed.split.story.text
    for row in golden.of("story"):
        _compare_story(golden, row, coded, count)
    for row in golden.of("claim"):
        at = text.find(row["text"])
        found = any(
            c.start < at + len(row["text"]) and at < c.end and (c.country == row.get("country")) for c in coded.claims
        )
        _note(count, "claim", f"{golden.name}: claim {row['text']!r} of {row['speaker']}", right=found)
    for row in golden.of("office"):
        found = any(
            set(row["person"].lower().split()) & set(t.person.lower().split()) and t.country == row.get("country")
            for t in coded.resolved.tenures
        )
        _note(count, "office", f"{golden.name}: office {row['office']} of {row['person']}", right=found)
    for row in golden.declined:
        at = text.index(row["text"])
        hit = next((e for e in coded.events if at <= e.trigger.start and e.trigger.end <= at + len(row["text"])), None)
        count.n["decoys"] += 1
        count.n["kept_out"] += hit is None
        if hit is not None:
            count.log.append(f"{golden.name}: coded {hit.type} inside {row['text']!r}: {row['reason']}")


def _compare_story(golden: Golden, row: dict, coded: CodedStory, count: Count) -> None:
    publication, masthead = coded.resolved.publication, coded.resolved.parsed.split.masthead
    is_of = {
        "published": publication.date.isoformat() if publication.date else None,
        "basis": publication.basis,
        "agency": masthead.agency,
        "place": masthead.place,
        "version": masthead.version,
        "withdrawn": masthead.withdrawn,
    }
    for name, value in is_of.items():
        if name in row:
            _note(count, "story", f"{golden.name}: {name} is {value!r}, not {row[name]!r}", right=value == row[name])


def _note(count: Count, name: str, message: str, *, right: bool) -> None:
    count.n[f"{name}_asked"] += 1
    count.n[name] += right
    if not right:
        count.log.append(message)
