"""The API keeps what its own description promises, whatever is asked."""

import importlib
import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as conformance

CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
ROWS = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined", "count")
#: So many for each operation and mode; what fails is told as it is, for making it smaller takes minutes.
BOUNDED = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def operations(application):
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
