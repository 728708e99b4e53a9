"""A folder of own rows that belongs to the test, small sources to build from, and a stand-in for a SPARQL endpoint."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from dateline.lexicon.registry import load_registry, read_table
from dateline.lexicon.registry_persons import load_persons
from dateline.registry.build import build_table


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """The folder of own rows of this test: empty, and not made yet."""
    folder = tmp_path / "own"
    monkeypatch.setenv("DATELINE_REGISTRY", str(folder))
    return folder


@pytest.fixture(scope="session")
def shipped():
    """The registry that ships, without own rows."""
    return load_registry(own=())


def open_row(person, title, first, last=None, **more):
    """A row in the form of the open sources."""
    return {
        "person": person, "aliases": [], "country": "EGY", "title": title, "level": "office", "start": first, "end": last,
        "open_end_as_of": None if last else "2022-08", "source": "EPS/test (Wikidata)", "license": "CC0",
    } | more  # fmt: skip


class Sources:
    """A folder of sources to build from."""

    row = staticmethod(open_row)

    def __init__(self, folder):
        self.folder = folder
        (folder / "offices").mkdir()

    def write(self, *rows):
        """Write open rows."""
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (self.folder / "office_holders.jsonl").write_text(text, "utf-8")
        return self

    def by_hand(self, text):
        """Write offices by hand."""
        (self.folder / "offices" / "region.yaml").write_text(text, "utf-8")
        return self

    def persons(self):
        """The persons of the table that is built from them."""
        target = self.folder / "registry_persons.tsv.zst"
        build_table(self.folder, target, self.folder / "offices")
        return load_persons(read_table(target))

    def spells(self, key):
        """The spells of the one person of a name: (title, first, last, as of, letters)."""
        [person] = self.persons().named(key)
        return [(s.title, s.first, s.last, s.as_of, s.source + s.also) for s in person.spells]


@pytest.fixture
def sources(tmp_path):
    return Sources(tmp_path)


def binding(person, first, last=None, position="Minister of Foreign Affairs of Egypt", precision=11):
    """A binding of an answer, as Wikidata writes it."""
    cells = {
        "person": f"http://www.wikidata.org/entity/Q{abs(hash(person)) % 1000}",
        "personLabel": person,
        "positionLabel": position,
        "start": f"{first}T00:00:00Z",
        "startPrecision": str(precision),
    }
    if last:
        cells |= {"end": f"{last}T00:00:00Z", "endPrecision": "11", "ended": f"{last}T00:00:00Z"}
    return {name: {"type": "literal", "value": value} for name, value in cells.items()}


class StandIn:
    """A SPARQL endpoint on this machine: `answers` are given in turn, (status, headers, body); the last one again and again."""

    binding = staticmethod(binding)

    def __init__(self):
        self.answers = []
        self.asked = []
        self.agents = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                stand_in.asked.append(parse_qs(body)["query"][0])
                stand_in.agents.append(self.headers["User-Agent"])
                status, headers, answer = stand_in.answers.pop(0) if len(stand_in.answers) > 1 else stand_in.answers[0]
                if callable(answer):
                    answer = answer()
                try:
                    self.send_response(status)
                    for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer)
                except OSError:  # who asked has hung up
                    self.close_connection = True

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tells(self, *bindings):
        """Answer with these bindings."""
        self.answers.append((200, {}, json.dumps({"results": {"bindings": list(bindings)}}).encode()))
        return self


@pytest.fixture
def stand_in():
    endpoint = StandIn()
    yield endpoint
    endpoint.server.shutdown()
    endpoint.server.server_close()
