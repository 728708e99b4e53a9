"""The API keeps what its own description promises, whatever is asked."""

import importlib
import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis.strategies import dictionaries, fixed_dictionaries, just, lists, sampled_from
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as conformance
from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.web import create_app

CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
ROWS = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined", "count")
FIELDS = ("type", "act", "channel", "when", "where", "actors", "stance", "quoted", "office", "from", "no-field")
KEYS = (
    *FIELDS[:6],
    "recipients",
    "text",
    "start",
    "end",
    "first",
    "last",
    "name",
    "country",
    "value",
    "lat",
    "status",
    "mode",
)
_WORDS = sampled_from(
    ["CONSULT", "phone", "denies", "2021-03-02", "NOR", "", "\x00", "\ud800", 0, -1, 2**63, 1.5, None, True]
)
#: What JSON can hold where words are expected.
VALUES = _WORDS | lists(_WORDS, max_size=2) | dictionaries(sampled_from(KEYS), _WORDS, max_size=4)
#: So many for each operation and mode; what fails is told as it is, for making it smaller takes minutes.
BOUNDED = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


TOKEN = "a-token-for-tests-only"  # noqa: S105  (of tests only)
BEARER = {"authorization": f"Bearer {TOKEN}"}


def operations_of(application):
    """What the description of an application offers, by method and path."""

    async def always_running(scope, receive, send):
        """The application, which is not to be started and ended with every request."""
        if scope["type"] != "lifespan":
            await application(scope, receive, send)
            return
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})

    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", always_running)
    return {
        f"{found.method.upper()} {found.path}": found for found in (one.ok() for one in schema.get_all_operations())
    }


@pytest.fixture(scope="module")
def operations(application):
    return operations_of(application)


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    """The operations of an application that writes into a ledger to be thrown away, and ids of rows. Stories are not coded."""
    path = tmp_path_factory.mktemp("written") / "small.dateline"
    path.write_bytes(small.read_bytes())
    app = create_app(path, token=TOKEN, names=("testserver",))
    app.state.writing._child_codes = lambda _stories, _ending: (0, ("", ""))
    with Ledger.open(path, read_only=True) as ledger:
        ids = [each for (each,) in ledger.tuples(IDS)]
    kept = [{"action": "accept", "target": ids[0]}]
    done = TestClient(app, base_url="http://testserver").post(
        "/api/v1/corrections", json={"author": "Ida", "corrections": kept}, headers=BEARER
    )
    yield operations_of(app), [*ids, done.json()["rows"][0]["correction"]["correction_id"]]
    app.state.writing.close()
    app.state.snapshots.close()


IDS = """
(SELECT event_id FROM current_events ORDER BY 1 LIMIT 3)
UNION ALL (SELECT claim_id FROM current_claims ORDER BY 1 LIMIT 1)
UNION ALL (SELECT tenure_id FROM current_tenures ORDER BY 1 LIMIT 1)
UNION ALL (SELECT story_id FROM current_stories ORDER BY 1 LIMIT 1)
UNION ALL (SELECT process_id FROM process_states ORDER BY 1 LIMIT 1)"""


def test_the_description_has_all_routes(operations):
    assert {f"GET /api/v1/{name}" for name in ROWS} < set(operations)
    assert {"POST /api/v1/corrections", "POST /api/v1/stories", "GET /api/v1/why/{row_id}"} < set(operations)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("name", [*ROWS, "why/{row_id}", "stories/{story_id}/text"])
def test_every_answer_is_as_described(operations, name, mode):
    operation = operations[f"GET /api/v1/{name}"]
    asked = CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, checks.negative_data_rejection]

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=asked)

    ask()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("name", ["POST /api/v1/corrections", "POST /api/v1/stories"])
def test_without_the_token_nothing_that_is_sent_is_taken(operations, name, mode):
    @BOUNDED
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def ask(case):
        assert case.call().status_code in {400, 403, 422}

    ask()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("name", ["POST /api/v1/corrections", "POST /api/v1/stories", "GET /api/v1/jobs/{job_id}"])
def test_with_the_token_every_answer_is_as_described(written, name, mode):
    operations, _ = written
    asked = CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, checks.negative_data_rejection]

    @BOUNDED
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=asked, headers=BEARER)

    ask()


def say(operation, one, reason="read"):
    """Ask for one correction; the answer is as described."""
    body = {"author": "Ida", "reason": reason, "corrections": [one]}
    return operation.Case(body=body, media_type="application/json").call_and_validate(checks=CHECKS, headers=BEARER)


@pytest.mark.parametrize("action", ["change", "split", "join", "undo"])
def test_whatever_is_said_of_rows_that_are_there_is_answered_as_described(written, action):
    operations, ids = written

    @BOUNDED
    @given(target=sampled_from(ids), field=sampled_from(FIELDS), new=VALUES)
    def ask(target, field, new):
        one = {"action": action, "target": target, "field": field, "new": new, "others": [ids[0], target]}
        say(operations["POST /api/v1/corrections"], one)

    ask()


def test_whatever_is_added_to_a_story_is_answered_as_described(written):
    operations, ids = written
    story = next(one for one in ids if one.startswith("st_"))

    @BOUNDED
    @given(
        trigger=VALUES | fixed_dictionaries({"text": just("said"), "start": VALUES}),
        more=dictionaries(sampled_from(KEYS), VALUES),
    )
    @example(trigger="said", more={})
    @example(trigger={"text": "said", "start": None}, more={})
    def ask(trigger, more):
        new = {"type": "CONSULT", **more, "trigger": trigger}
        say(operations["POST /api/v1/corrections"], {"action": "add", "target": story, "new": new})

    ask()


def test_every_filter_of_a_query_is_a_parameter_with_words(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for name in ROWS[:-1]:
        told = {one["name"]: one for one in paths[f"/api/v1/{name}"]["get"]["parameters"]}
        assert set(told) - {"format", "unit"} == importlib.import_module(f"dateline.query.{name}").KNOWN
        assert all(len(one["description"]) > 5 for one in told.values())


def test_the_page_of_the_api_names_every_route_and_parameter_and_no_other_machine(client):
    document, page = client.get("/api/v1/openapi.json").json(), client.get("/api/docs").text
    for path, methods in document["paths"].items():
        assert path in page
        for one in methods.values():
            assert all(parameter["name"] in page for parameter in one.get("parameters", ()))
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


def test_rows_have_the_fields_that_the_description_names(client):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    for name in ROWS[:-1]:
        rows = client.get(f"/api/v1/{name}").json()["rows"]
        assert rows, name
        assert set(rows[0]) == set(schemas[f"{name.title()}Row"]["properties"]), name


def test_the_description_is_json_that_stands_alone(client):
    document = client.get("/api/v1/openapi.json").json()
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert named <= set(document["components"]["schemas"])
