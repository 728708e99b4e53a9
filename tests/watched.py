"""A small world to watch: a server whose answers are written down, a clock that nobody waits for, a coder without a kit."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import os
import signal
import threading
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dateline.api import group
from dateline.ledger import Ledger
from dateline.records import Declined, Story
from dateline.watch import Watching, read_feeds_file
from dateline.watch.state import State
from factories import make_actor, make_coded, make_event, make_mention, make_run, make_tenure

NOON = dt.datetime(2021, 3, 2, 12, 0, tzinfo=dt.UTC)
CLOSE = "The wire follows the matter."


class FakeClock:
    """Time passes only where somebody waits."""

    def __init__(self, now=NOON):
        self.moment = now
        self.waits = []
        self.stopped = False

    def now(self):
        return self.moment

    def seconds(self):
        return self.moment.timestamp()

    def wait(self, seconds):
        if not self.stopped and seconds > 0:
            self.waits.append(round(seconds, 3))
            self.pass_(seconds)
        return self.stopped

    def pass_(self, seconds):
        self.moment += dt.timedelta(seconds=seconds)


class FakeCoder:
    """Codes by a few words: "spoke by phone", "agreed to meet", "cut the hotline", "restored the hotline", "took office"."""

    def __init__(self):
        self.coded = []
        self.settled = 0
        self.before_code = self.before_settle = lambda: None

    def code(self, stories, settings):  # noqa: ARG002
        self.before_code()
        self.coded += [story for story in stories if isinstance(story, Story)]
        return [code_story(story) if isinstance(story, Story) else story for story in stories]

    def run(self, settings):  # noqa: ARG002
        return make_run()

    def settle(self, ledger, settings):  # noqa: ARG002
        self.before_settle()
        self.settled += 1
        group(ledger)


def code_story(story):
    day = story.published.date() if story.published else None
    events, processes, tenures = [], [], []
    if "spoke by phone" in story.text:
        sides = [
            make_actor(story, word, code, role="participant", name=name)
            for word, code, name in (("Norway", "NOR", "Norway"), ("Chile", "CHL", "Chile"), ("Malta", "MLT", "Malta"))
            if word in story.text
        ]
        events.append(make_event(story, "spoke by phone", mode="phone", channel="phone", day=day, actors=tuple(sides)))
    if "agreed to meet" in story.text:
        due = day + dt.timedelta(days=3)
        sides = (make_actor(story, "Norway", "NOR"), make_actor(story, "Chile", "CHL"))
        events.append(
            make_event(story, "agreed to meet", type="AGREE", act="CONSULT", status="planned", day=due, actors=sides)
        )
    for words, state in (("cut the hotline", "cut"), ("restored the hotline", "restored")):
        if words in story.text:
            processes.append(make_mention(story, words, state, day=day))
    if " took office as " in story.text:
        line = next(line for line in story.text.splitlines() if " took office as " in line)
        person, office = line.removesuffix(" of Norway.").split(" took office as ")
        tenures.append(make_tenure(story, line, person, office, "NOR", from_=day, as_of=day))
    return make_coded(story, events, published=day, processes=processes, tenures=tenures)


@dataclass
class Answer:
    """One answer of the server. body may be a function that writes to the open connection itself."""

    body: object = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    kind: str = "application/rss+xml"


class Site:
    """A server on 127.0.0.1: answers by path, and what was asked of it."""

    def __init__(self, host="127.0.0.1"):
        self.answers = {"/robots.txt": Answer(status=404)}
        self.asked = []
        self.busy = self.most_at_once = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.answer(self)

            do_POST = do_GET  # noqa: N815  (the library's names)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, request):
        self.busy += 1
        self.most_at_once = max(self.most_at_once, self.busy)
        sent = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        self.asked.append((request.path, dict(request.headers), sent))
        answer = self.answers.get(request.path, Answer(status=404))
        answer = answer.pop(0) if isinstance(answer, list) else answer
        with contextlib.suppress(ConnectionError):
            if callable(answer.body):
                answer.body(request)
            else:
                send_answer(request, answer)
        self.busy -= 1

    def paths(self):
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def send_answer(request, answer):
    etag = answer.headers.get("ETag")
    seen = etag and request.headers.get("If-None-Match") == etag
    body = b"" if seen else answer.body
    request.send_response(304 if seen else answer.status)
    for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def packed(answer):
    return Answer(
        body=gzip.compress(answer.body), headers={**answer.headers, "Content-Encoding": "gzip"}, kind=answer.kind
    )


def entry(title, words, *, guid=None, link=None, day=NOON):
    """One item of an RSS feed."""
    parts = {
        "title": title,
        "description": f"&lt;p&gt;{words}&lt;/p&gt;&lt;p&gt;{CLOSE}&lt;/p&gt;",
        "guid": guid,
        "link": link,
    }
    parts["pubDate"] = format_datetime(day) if day else None
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value) + "</item>"


def rss(*entries, title="Nordwire", **headers):
    """A feed as an Answer."""
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(entries)}</channel></rss>'
    return Answer(body=text.encode(), headers={name.replace("_", "-"): value for name, value in headers.items()})


def call(number=1, sides="Norway and Chile", **given):
    """An item in which envoys spoke by phone."""
    given = {"guid": f"call-{number}", **given}
    return entry(
        f"Envoys hold talks number {number}", f"Envoys of {sides} spoke by phone about cod quota {number}.", **given
    )


class PaperLedger:
    """What was appended, each story of an id once, as the ledger does it."""

    def __init__(self):
        self.stories = {}
        self.rejected = []

    def append(self, coded, _run):
        for one in coded:
            if isinstance(one, Declined):
                self.rejected.append(one)
            else:
                story = one.resolved.parsed.split.story
                self.stories.setdefault((story.story_id, story.source_id), story)


@dataclass
class World:
    """A folder with feeds.toml and a ledger, and everything that a watch needs."""

    folder: Path
    site: Site
    clock: FakeClock = field(default_factory=FakeClock)
    coder: FakeCoder = field(default_factory=FakeCoder)
    said: list = field(default_factory=list)
    paper: PaperLedger | None = None
    opened: Ledger | None = None

    @property
    def ledger(self):
        return self.folder / "my.dateline"

    @property
    def log(self):
        return self.folder / "trouble.jsonl"

    def write(self, toml, *, contact="desk@example.org", **watch):
        keys = "".join(f"{key} = {value}\n" for key, value in {"parallel": 1, **watch}.items())
        text = f'[watch]\ncontact = "{contact}"\n{keys}{toml.replace("SITE", self.site.url)}'
        (self.folder / "feeds.toml").write_text(text, "utf-8")

    def watching(self):
        plan = read_feeds_file(str(self.folder / "feeds.toml"))
        return Watching(plan, self.ledger, log=str(self.log), clock=self.clock, coder=self.coder, say=self.said.append)

    def round(self, *, once=True, replay=False):
        with self.watching() as watching:
            watching.begin(replay=replay)
            return watching.round(once=once)

    def troubles(self):
        import json  # noqa: PLC0415

        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()] if self.log.exists() else []

    def rows(self, sql):
        if self.opened:
            return self.opened.tuples(sql)
        with Ledger.open(self.ledger, read_only=True) as ledger:
            return ledger.tuples(sql)

    def texts(self):
        return [text for (text,) in self.rows("SELECT text FROM stories JOIN texts USING (story_id) ORDER BY coding")]


def die_in(stage, folder, url):
    """For a process of its own: a round that is killed at a stage."""

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    site = type("Elsewhere", (), {"url": url})()
    world = World(folder=Path(folder), site=site)
    watching = world.watching()
    watching.begin()
    if stage == "before the ledger":
        world.coder.before_code = die
    elif stage == "after the append":
        State.done = die
    elif stage == "before grouping":
        world.coder.before_settle = die
    elif stage == "before the alert is sent":
        import dateline.watch.watching as module  # noqa: PLC0415

        module.deliver = die
    watching.round(once=True)
