"""The loop of `dateline review`: one event after another, one key a correction, each written before the next key is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import click
import msgspec
from rich.console import Console, Group, RenderableType
from rich.text import Text

from dateline.correcting import propose
from dateline.correcting.follow import Following
from dateline.errors import UsageError
from dateline.grouping import group
from dateline.ledger import Ledger
from dateline.query import WhyReport, review_queue, why
from dateline.query.filters import Filters
from dateline.records import Row
from dateline.records.correction import Action, Correction, JudgedCorrection, sealed

from .hand import said
from .review_keys import Keys
from .review_page import LINE, event_page, help_page, story_page
from .review_words import choices, completed, completions, read_field, read_filters, read_pairs, read_value
from .why import drawn

#: Reasons that are offered before one was typed, by action.
REASONS = {"accept": "read and right", "withdraw": "taken back"}
REASON = "read in the copy"
#: Events of a queue that are held at once; the filter makes another one.
QUEUE = 2000
#: Tellings up to which events are grouped anew at once (seconds); in a larger ledger it takes minutes and is done for splits and
#: joins only. What is said of rows stands in any case, and whatever codes stories into the ledger next groups anew.
AT_ONCE = 5000


@dataclass(slots=True, kw_only=True)
class Session:
    """A person at work on a ledger that is open to write. queue: what is reviewed; at: which event is shown."""

    ledger: Ledger
    author: str
    keys: Keys
    screen: Console
    filters: Filters
    unreviewed: bool = True
    queue: list[Row] = field(default_factory=list)
    at: int = 0
    made: list[Correction] = field(default_factory=list)
    written: int = 0
    said: str = ""
    reason: str = ""
    pending: set[Action] = field(default_factory=set)

    def run(self) -> int:
        """Shows events and follows keys until "q", then groups events anew; how many corrections were written comes back."""
        self.ask()
        try:
            while (key := self._shown_key()) != "q":
                self.press(key)
        finally:
            self.settle()
        return self.written

    def ask(self) -> None:
        """Fills the queue."""
        filters = replace(self.filters, limit=self.filters.limit or QUEUE)
        self.queue = review_queue(self.ledger, filters, unreviewed=self.unreviewed).rows()
        self.at = 0

    def press(self, key: str) -> None:
        """Does what the key means; what cannot be is said, and nothing is written."""
        act = self._ACTS.get(key)
        if act is None:
            self.said = f"no key {key!r}: ? shows them all"
            return
        try:
            self.said = act(self)
        except UsageError as error:
            self.said = str(error)
        except click.Abort:
            self.said = "taken back; nothing is written"

    def settle(self) -> None:
        """Groups stories and events anew, if what was written since it was last done calls for it."""
        if calls_for_groups(self.ledger, self.pending):
            self._group_now()

    def _group_now(self) -> None:
        self.screen.print(Text("grouping events anew ...", style="dim"))
        group(self.ledger)
        self.pending.clear()

    # ------------------------------------------------------------------------------------------------ what is shown

    def _shown_key(self) -> str:
        if self.screen.is_terminal:
            self.screen.clear()
        self.screen.print(self.page())
        return self.keys.key()

    def page(self) -> RenderableType:
        """What stands on the screen."""
        lines: list[RenderableType] = [
            self._event_page() if self.queue else Text("nothing (more) to review: / filters, q quits")
        ]
        for words, style in ((self.said, "bold"), (LINE, "dim")):
            if words:
                lines.append(Text(words, style=style))
        return Group(*lines)

    def _event_page(self) -> RenderableType:
        return event_page(self._report(), self.queue[self.at], f"{self.at + 1} of {len(self.queue)}")

    def _report(self) -> WhyReport:
        return why(self.ledger, self._event_id())

    def _event_id(self) -> str:
        if not self.queue:
            raise UsageError("there is no event on the screen: / filters")
        return str(self.queue[self.at]["event_id"])

    # ------------------------------------------------------------------------------------------------ keys

    def _next(self) -> str:
        if self.at + 1 < len(self.queue):
            self.at += 1
            return ""
        return "this is the last event: / filters, q quits"

    def _before(self) -> str:
        if self.at:
            self.at -= 1
            return ""
        return "this is the first event"

    def _accept(self) -> str:
        words = self._write("accept", self._event_id())
        self.queue[self.at]["reviewed"] = True
        return f"{words}  {self._next()}"

    def _reject(self) -> str:
        words = self._write("reject", self._event_id())
        self.queue[self.at]["reviewed"] = True
        return f"{words}  {self._next()}"

    def _change(self) -> str:
        event_id, row = self._event_id(), self._row()
        line = self.keys.line("change (FIELD VALUE)", options=lambda words: completions(words, row))
        name, _, words = line.replace("=", " ", 1).strip().partition(" ")
        name = read_field(name)
        if not words.strip():
            raise UsageError(f"change {name} to what? {', '.join(choices(name, row)[:40])}")
        told = self._write("change", event_id, field=name, new=read_value(name, words, row))
        self.queue[self.at]["reviewed"] = True
        return told

    def _add(self) -> str:
        report = self._report()
        words = self.keys.line("words of the act, as the story writes them")
        kind = completed(
            self.keys.line(
                "type", options=lambda line: [each for each in choices("type") if each.startswith(line.upper())]
            ),
            choices("type"),
        )
        more = self.keys.line("more, as field=value (actors=KOR,USA when=2020-09-02); nothing for none")
        return self._write(
            "add", report.story_id, new={"type": kind, "trigger": _trigger(report, words), **read_pairs(more)}
        )

    def _split(self) -> str:
        tellings = self._report().tellings
        if len(tellings) < 2:  # noqa: PLR2004  (one telling cannot be split)
            raise UsageError("it is told once: nothing is to be split")
        number = completed(
            self.keys.line("which telling is another event (its number)"), [str(n) for n in range(1, len(tellings) + 1)]
        )
        return self._write("split", tellings[int(number) - 1].id)

    def _join(self) -> str:
        event_id = self._event_id()
        other = self.keys.line("join with which event (its id, or how it begins)", options=self._ids)
        return self._write("join", event_id, others=(why(self.ledger, other).id,))

    def _ids(self, line: str) -> list[str]:
        return [str(item["event_id"]) for item in self.queue if str(item["event_id"]).startswith(line)]

    def _undo(self) -> str:
        if not self.made:
            raise UsageError(
                "nothing was corrected in this session; --list shows all corrections, --undo ID takes one back"
            )
        last = self.made[-1]
        words = self._write("withdraw", last.correction_id)
        del self.made[-2:]
        for place, item in enumerate(self.queue):
            if item["event_id"] == last.target:
                self.at = place
                item["reviewed"] = any(one.target == last.target for one in self.made)
        return words

    def _open(self) -> str:
        report = self._report()
        ((text,),) = self.ledger.tuples("SELECT text FROM texts WHERE story_id = ?", [report.story_id])
        return self._beside(story_page(text, [(sentence.start, sentence.end) for sentence in report.sentences]))

    def _why(self) -> str:
        return self._beside(drawn(self._report()))

    def _help(self) -> str:
        return self._beside(help_page())

    def _beside(self, page: RenderableType) -> str:
        self.screen.print(page)
        self.screen.print(Text("any key goes back", style="dim"))
        self.keys.key()
        return ""

    def _filter(self) -> str:
        wanted = read_filters(self.keys.line("filter (name=value ...; nothing for none)"))
        before, self.filters = self.filters, wanted
        try:
            self.ask()
        except UsageError:
            self.filters = before
            raise
        return f"{len(self.queue)} events"

    def _group(self) -> str:
        self._group_now()
        self.ask()
        return "grouped anew"

    _ACTS: ClassVar[dict[str, Callable[[Session], str]]] = {
        "j": _next, "k": _before, "a": _accept, "c": _change, "x": _reject, "n": _add, "s": _split, "J": _join, "u": _undo,
        "o": _open, "w": _why, "/": _filter, "g": _group, "?": _help,
    }  # fmt: skip

    # ------------------------------------------------------------------------------------------------ writing

    def _row(self) -> Row:
        found = self.ledger.tuples(
            "SELECT record FROM events JOIN current_events USING (event_no) WHERE current_events.event_id = ? LIMIT 1",
            [self._event_id()],
        )
        if not found:
            raise UsageError("it is rejected; u takes that back")
        row: Row = msgspec.json.decode(found[0][0])
        return row

    def _write(self, action: Action, target: str, **told: Any) -> str:  # noqa: ANN401  (see propose)
        """Checks the correction, asks for its reason, and writes it; what was written comes back in words."""
        draft = propose(self.ledger, action, target, author=self.author, reason="", **told)
        default = REASONS.get(action) or self.reason or REASON
        reason = self.keys.line(f"{in_words(draft)} - because", default)
        if action not in REASONS:
            self.reason = reason
        correction = sealed(replace(draft, reason=reason, made_at=dt.datetime.now(dt.UTC)))
        self.ledger.correct([correction])
        self.made.append(correction)
        self.written += 1
        self.pending |= actions_of(self.ledger, [correction])
        follow(self.ledger)
        return f"written: {in_words(correction)}{self._objection(correction)}"

    def _objection(self, correction: Correction) -> str:
        """What stands against the correction, if anything does; a split or a join is seen when events are grouped anew."""
        if correction.action in {"split", "join", "withdraw"}:
            return ""
        states = [one for one in self.ledger.corrections(correction.correction_id) if one.correction == correction]
        return "".join(f" - {one.state}: {one.why}" for one in states if one.state != "applied")


def calls_for_groups(ledger: Ledger, written: Collection[Action]) -> bool:
    """Whether events have to be grouped anew after these corrections: never for what was accepted."""
    changing = set(written) - {"accept"}
    if not changing or changing & {"split", "join"}:
        return bool(changing)
    ((tellings,),) = ledger.tuples("SELECT count(*) FROM current_events")
    return bool(tellings <= AT_ONCE)


def actions_of(ledger: Ledger, written: Iterable[Correction]) -> set[Action]:
    """What the corrections do; one that takes another back does what that one did."""
    found: set[Action] = set()
    for correction in written:
        last = correction
        while last.action == "withdraw":
            known = (one.correction for one in ledger.corrections(last.target))
            taken = next((one for one in known if one.correction_id == last.target), None)
            if taken is None:
                break
            last = taken
        found.add(last.action)
    return found


def follow(ledger: Ledger) -> None:
    """Puts the rows as persons say into the ledger; groups of events are made anew later, for that takes long."""
    following = Following(ledger)
    following.story_overrides()
    following.rows()
    following.settle()


def in_words(correction: Correction) -> str:
    """What the correction says, in few words."""
    return said(JudgedCorrection(correction=correction, state="applied", why=""))


def _trigger(report: WhyReport, words: str) -> str | dict[str, Any]:
    """The words of an act, where they stand in the sentence on the screen; else they are looked for in the whole story."""
    for sentence in report.sentences:
        if words and words in sentence.text:
            return {"text": words, "start": sentence.start + sentence.text.index(words)}
    return words
