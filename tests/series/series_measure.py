"""Measures a ledger against the expectations of a series: what kind of question, and whether the answer is right."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from series_run import Asked, Series

#: Days by which an event may be off and still be the one meant.
NEAR = 7
#: Rows that nobody stated: counted beside the expectations, not among them.
EXTRA = "event_wanted"
#: States that say the same of a process on a board.
ALIKE = (
    {"none", "not begun"},
    {"planned", "scheduled", "announced", "agreed"},
    {"under way", "ongoing", "open", "resumed", "started"},
    {"in force", "in operation", "restored", "open", "ongoing"},
    {"stalled", "suspended", "frozen"},
    {"cut", "severed", "suspended"},
    {"ended", "lifted", "concluded", "completed", "closed", "released"},
    {"concluded", "held", "completed", "done"},
    {"collapsed", "failed", "ended", "abandoned"},
    {"reduced", "eased", "downgraded"},
)


@dataclass
class Tally:
    """How many expectations of each kind hold; log: those that do not."""

    held: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)

    def add(self, kind: str, ok: object, note: str) -> None:
        self.asked[kind] += 1
        self.held[kind] += bool(ok)
        if not ok:
            self.log.append(f"{kind}: {note}")

    def figures(self) -> dict[str, float]:
        """The share of each kind, and of all together."""
        each = {kind: round(self.held[kind] / self.asked[kind], 4) for kind in sorted(self.asked)}
        stated = [kind for kind in self.asked if kind != EXTRA]
        held, asked = (sum(count[kind] for kind in stated) for count in (self.held, self.asked))
        return {"all": round(held / max(1, asked), 4), **each}


def measure(series: Series, ask: Asked, tally: Tally) -> None:
    """Puts every expectation of the series to the ledger."""
    found = _match(series.expected["events"], ask("events"))
    reader = _Reader(series, ask, found, tally)
    for check in (
        reader.events,
        reader.stories,
        reader.offices,
        reader.processes,
        reader.plans,
        reader.claims,
        reader.decoys,
    ):
        check()
    for asked in series.expected.get("asks", []):
        _ASKS[asked["ask"]](reader, asked)


def words(text: str | None) -> set[str]:
    """Lower-case words without accents."""
    plain = unicodedata.normalize("NFKD", (text or "").lower().replace("ə", "e").replace("ı", "i"))
    return set(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def same_state(wanted: str, got: str | None) -> bool:
    """Do two words for a state say the same?"""
    return wanted == got or any(wanted in alike and got in alike for alike in ALIKE)


def same_person(one: str | None, other: str | None) -> bool:
    """Is it the same name, or all of the shorter in the longer?"""
    a, b = words(one), words(other)
    return bool(a & b) and len(a & b) >= min(len(a), len(b), 2)


def same_office(one: str | None, other: str | None) -> bool:
    """Do the titles name the same office, rank included?"""
    rank = {"deputy", "acting", "vice", "former", "assistant", "interim", "under"}
    noise = {"affairs", "s", "new", "of", "the", "for"}
    a, b = words(one) - noise, words(other) - noise
    rest_a, rest_b = a - rank, b - rank
    return a & rank == b & rank and bool(rest_a & rest_b) and (rest_a <= rest_b or rest_b <= rest_a)


def _states(row: dict) -> set[str]:
    who = (*row.get("actors", ()), *row.get("recipients", ()))
    return {one["country"] for one in who if one.get("country")}


def _people(row: dict) -> list[str]:
    who = (*row.get("actors", ()), *row.get("recipients", ()))
    return [one.get("person") or (one.get("name") if one.get("kind") == "person" else None) or "" for one in who]


def _days(row: dict) -> tuple[str | None, str | None]:
    when = row.get("when") or {}
    return when.get("first"), when.get("last") or when.get("first")


def _apart(one: dict, other: dict) -> int | None:
    """Days between two events, 0 if they touch, None if one has no date."""
    (a, b), (c, d) = _days(one), _days(other)
    if not (a and b and c and d):
        return None
    first, last, start, end = (dt.date.fromisoformat(day) for day in (a, b, c, d))
    return max(0, (start - last).days, (first - end).days)


def _fit(gold: dict, row: dict) -> float:
    """How well a row fits an expected event; 0 if it is another one."""
    types = {gold["type"], gold.get("act") or gold["type"], *gold.get("alt_types", ())}
    if not types & {row["type"], row["act"]}:
        return 0
    states, told = _states(gold), _states(row)
    gap = _apart(gold, row)
    if ((states or told) and not states & told) or (gap is not None and gap > NEAR):
        return 0
    people = any(same_person(a, b) for a in _people(gold) for b in _people(row) if a and b)
    share = len(states & told) / len(states | told) if states | told else 1
    return (
        10 + 4 * (row["type"] == gold["type"]) + 4 * share + 3 * (_days(gold) == _days(row)) + 2 * (gap == 0) + 2 * people
        + (gold.get("status") == row["status"])
    )  # fmt: skip


def _match(golds: list[dict], rows: list[dict]) -> dict[str, dict]:
    """Rows by the key of the expected event that they are, the best fits first, each row once."""
    fits = sorted(
        ((_fit(gold, row), i, j) for i, gold in enumerate(golds) for j, row in enumerate(rows)), key=lambda f: -f[0]
    )
    found: dict[str, dict] = {}
    taken: set[int] = set()
    for fit, i, j in fits:
        if fit and golds[i]["key"] not in found and j not in taken:
            found[golds[i]["key"]] = rows[j]
            taken.add(j)
    return found


class _Reader:
    """Checks one series, kind by kind."""

    def __init__(self, series: Series, ask: Asked, found: dict[str, dict], tally: Tally) -> None:
        self.expected, self.ask, self.found, self.tally = series.expected, ask, found, tally
        self.name, self.texts = series.name, ask.texts()
        self.gold = {event["key"]: event for event in series.expected["events"]}

    def add(self, kind: str, ok: object, note: str) -> None:
        self.tally.add(kind, ok, f"{self.name}: {note}")

    def id_of(self, key: str | None) -> str | None:
        return self.found[key]["event_id"] if key in self.found else None

    def events(self) -> None:
        for event in self.expected["events"]:
            row = self.found.get(event["key"])
            if event.get("core", True):
                self.add("event", row, f"{event['key']} {event['type']} {sorted(_states(event))} {_days(event)}")
            if row and event.get("core", True):
                self.add("event_date", _days(row) == _days(event), f"{event['key']} {_days(event)} got {_days(row)}")
                self.add(
                    "event_status",
                    row["status"] == event["status"],
                    f"{event['key']} {event['status']} got {row['status']}",
                )
                self.add(
                    "event_sides", _states(row) == _states(event), f"{event['key']} {_states(event)} got {_states(row)}"
                )
        self._extra()

    def _extra(self) -> None:
        """Rows that are no expected event count against the ledger, marginal ones too: it should count once."""
        matched = {row["event_id"] for row in self.found.values()}
        for row in self.ask("events"):
            said = f"{row['type']} {row['status']} {sorted(_states(row))} {_days(row)} {row['trigger']['text']!r}"
            self.add(EXTRA, row["event_id"] in matched, f"extra {said} in {Path(row['source_id']).name}")

    def stories(self) -> None:
        rows = {Path(row["source_id"]).name: row for row in self.ask("stories")}
        for story in self.expected["stories"]:
            row = rows.get(story["file"], {})
            self.add("published", row.get("published") == story["published"], f"{story} got {row.get('published')}")
            self.add(
                "agency",
                words(row.get("agency") or row.get("source")) & words(story["agency"]),
                f"{story} got {row.get('agency')}",
            )
        group = {name: row["group"] for name, row in rows.items()}
        wanted = {(a, b) for files in self.expected.get("same_story_groups", []) for a in files for b in files if a < b}
        joined = {(a, b) for a in group for b in group if a < b and group[a] == group[b]}
        for pair in sorted(wanted | joined):
            self.add(
                "same_story", pair in wanted & joined, f"{pair} {'not joined' if pair in wanted else 'wrongly joined'}"
            )

    def offices(self) -> None:
        rows = self.ask("offices")
        for office in self.expected.get("offices", []):
            hits = [
                row
                for row in rows
                if same_person(office["person"], row["person"]) and same_office(office["office"], row["office"])
            ]
            self.add("office", hits, f"{office['person']}, {office['office']}")
            for end in ("from", "to"):
                if office.get(end):
                    got = [row[end] for row in hits]
                    ok = any(day and (day.startswith(office[end]) or office[end].startswith(day)) for day in got)
                    self.add("office_date", ok, f"{office['person']}, {office['office']} {end} {office[end]} got {got}")
        for held in self.expected.get("who_held", []):
            self.holder({**held, "as_of": held["on"]})

    def holder(self, asked: dict) -> None:
        rows = [
            row
            for row in self.ask("offices", as_of=asked["as_of"], known_on=asked.get("known_on"))
            if same_office(asked["office"], row["office"]) and row["country"] in {asked["country"], None}
        ]
        people = [row["person"] for row in rows]
        ok = (
            bool(people) and all(same_person(asked["person"], one) for one in people) if asked["person"] else not people
        )
        self.add("holder", ok, f"{asked} got {people}")

    def processes(self) -> None:
        for process in self.expected.get("processes", []):
            for state in process["states"]:
                self.process({**process, **state})

    def process(self, asked: dict) -> None:
        rows = self.ask("processes", as_of=asked["as_of"], known_on=asked.get("known_on"))
        parties = set(asked["parties"])

        def level(row: dict) -> float:
            who = set(row["parties"])
            if not who & parties:
                return 0
            return len(who & parties) / len(who | parties) + len(
                words(asked["name"]) & words(f"{row['name']} {row['kind']}")
            )

        best = max(rows, key=level, default=None)
        got = best["state"] if best and level(best) >= 1 else None
        ok = got is None if asked["state"] == "none" else same_state(asked["state"], got)
        said = f"as of {asked['as_of']} known on {asked.get('known_on')}"
        self.add("process", ok, f"{asked['name']} {said}: {asked['state']}, got {got} {best['name'] if best else ''}")

    def plans(self) -> None:
        for plan in self.expected.get("plans", []):
            self.plan({**plan, "as_of": None})
            if plan.get("outcome_event"):
                linked = {row["outcome_event"] for row in self.plan_rows(plan["plan_event"], None, None)}
                self.add("plan_link", self.id_of(plan["outcome_event"]) in linked, f"{plan} got {linked}")

    def plan_rows(self, key: str, as_of: str | None, known_on: str | None) -> list[dict]:
        rows = self.ask("plans", as_of=as_of, known_on=known_on)
        return [
            row
            for row in rows
            if row["plan_event"] == self.id_of(key)
            or (_fit(self.gold[key], row) and _states(row) == _states(self.gold[key]))
        ]

    def plan(self, asked: dict) -> None:
        known_on = asked.get("known_on") or asked["as_of"]
        got = [row["outcome"] for row in self.plan_rows(asked["plan_event"], asked["as_of"], known_on)]
        self.add("plan", asked["outcome"] in got, f"{asked} got {got}")

    def claims(self) -> None:
        rows = self.ask("claims")
        for claim in self.expected.get("claims", []):
            hits = [row for row in rows if Path(row["source_id"]).name == claim["file"] and self._says(row, claim)]
            self.add("claim", hits, f"{claim['file']} {claim['speaker']}: {claim['quote_contains']!r}")
            self.add(
                "claim_stance",
                any(row["stance"] == claim["stance"] for row in hits),
                f"{claim} got {[r['stance'] for r in hits]}",
            )
            if claim.get("about_event"):
                wanted = self.id_of(claim["about_event"])
                self.add("claim_about", wanted and any(wanted in row["about"] for row in hits), f"{claim}")

    def _says(self, row: dict, claim: dict) -> bool:
        text, quote = self.texts[claim["file"]], claim["quote_contains"]
        at = text.find(quote)
        inside = at >= 0 and row["start"] < at + len(quote) and at < row["end"]
        who = row["country"] is not None and row["country"] == claim["country"]
        return inside and (who or bool(words(row["speaker"]["name"]) & words(claim["speaker"])))

    def decoys(self) -> None:
        for decoy in self.expected.get("not_events", []):
            text = self.texts.get(decoy["file"], "")
            at = text.find(decoy["quote"])
            bad = [
                row
                for row in self.ask("events")
                if Path(row["source_id"]).name == decoy["file"]
                and row["status"] in {"occurred", "ongoing", "planned"}
                and at >= 0
                and at <= row["trigger"]["start"] < at + len(decoy["quote"])
            ]
            self.add("decoy", not bad, f"{decoy} coded {[row['type'] for row in bad]}")

    def event(self, asked: dict) -> None:
        row = self._known(asked)
        if not asked["known"]:
            self.add("known_event", row is None, f"{asked} got {row and _days(row)}")
            return
        ok = row is not None
        if ok and asked.get("first"):
            ok = _days(row)[0] == asked["first"]
        if ok and asked.get("status"):
            ok = row["status"] == asked["status"]
        people = _people(row) if row else []
        ok = ok and all(any(same_person(name, one) for one in people) for name in asked.get("persons", []))
        self.add("known_event", ok, f"{asked} got {row and (_days(row), row['status'], people)}")

    def _known(self, asked: dict) -> dict | None:
        """The expected event as known on a day: the row that shares a sentence with it, else that fits it to the day."""
        key, rows = asked["event"], self.ask("events", known_on=asked["known_on"])
        gold = self.gold[key]
        if asked.get("first"):
            gold = {**gold, "when": {"first": asked["first"], "last": asked["first"]}}
        told = {(m["story_id"], m["start"]) for m in self.found.get(key, {}).get("mentions", ())}
        sharing = [row for row in rows if told & {(m["story_id"], m["start"]) for m in row["mentions"]}]
        mine = [row for row in sharing if _fit(gold, row)]
        dated = [row for row in rows if _fit(gold, row) and _apart(gold, row) == 0]
        return next(iter((*mine, *dated)), None)

    def disputed(self, asked: dict) -> None:
        rows = self.ask("claims", known_on=asked["known_on"], disputed=True)
        mine = [row for row in rows if self.id_of(asked["event"]) in row["about"]]
        by = {row["country"] for row in mine if row["stance"] in {"denies", "doubts"}}
        ok = bool(mine) == asked["disputed"] and (not asked["disputed"] or set(asked.get("by", ())) <= by)
        self.add("disputed", ok, f"{asked} got {[(row['country'], row['stance']) for row in mine]}")

    def contact(self, asked: dict) -> None:
        rows = _match([self.gold[asked["event"]]], self.ask("contacts", known_on=asked.get("known_on")))
        row = rows.get(asked["event"])
        self.add("contact", row, f"{asked}")
        if row is None:
            return
        who = row["participants"]
        if asked.get("channel"):
            self.add(
                "contact_channel",
                row["channel"] == asked["channel"],
                f"{asked['event']} {asked['channel']} got {row['channel']}",
            )
        for one in asked.get("participants", []):
            fits = [
                p
                for p in who
                if (not one.get("person") or same_person(one["person"], p["name"]))
                and (not one.get("country") or p["country"] == one["country"])
            ]
            ok = any(not one.get("level") or p["level"] == one["level"] for p in fits)
            self.add(
                "contact_participant",
                ok,
                f"{asked['event']} {one} got {[(p['name'], p['country'], p['level']) for p in who]}",
            )
        for role in ("host", "mediator"):
            if asked.get(role):
                got = {p["country"] for p in who if p["role"] == role}
                self.add(f"contact_{role}", asked[role] in got, f"{asked['event']} {role} {asked[role]} got {got}")
        if asked.get("readouts"):
            got = {told["country"] for told in row["readouts"]}
            self.add(
                "contact_readouts", set(asked["readouts"]) <= got, f"{asked['event']} {asked['readouts']} got {got}"
            )
        if asked.get("first_since"):
            got = str(row.get("first_since") or "")
            ok = bool(got) and (got.startswith(asked["first_since"]) or asked["first_since"].startswith(got))
            self.add("contact_first_since", ok, f"{asked['event']} {asked['first_since']} got {got}")


_ASKS: dict[str, Callable[[_Reader, dict], None]] = {
    "process": _Reader.process,
    "plan": _Reader.plan,
    "holder": _Reader.holder,
    "event": _Reader.event,
    "disputed": _Reader.disputed,
    "contact": _Reader.contact,
}
