"""What starts the program loads: looked at in a process of its own, by the modules that are there afterwards."""

import json
import subprocess
import sys

import pytest

from dateline.cli.app import COMMANDS
from dateline.ledger import Ledger

#: What help and completion have no use for.
HEAVY = (
    "duckdb", "fastapi", "jinja2", "lxml", "mcp", "networkx", "numpy", "onnxruntime", "pandas", "polars", "pyarrow", "pydantic",
    "spacy", "tokenizers", "trafilatura", "uvicorn", "dateline.ledger.ledger", "dateline.query.events",
)  # fmt: skip
_EACH = """
import json, sys
import click
from click.shell_completion import ShellComplete
from dateline.cli.app import COMMANDS, dateline
complete = ShellComplete(dateline, {}, "dateline", "_DATELINE_COMPLETE").get_completions
loaded, before = {}, set()
for name in COMMANDS:
    offered = complete([name], "--")
    context = click.Context(dateline.get_command(None, name), info_name=name)
    assert context.command.get_help(context) and (offered or len(context.command.params) < 2), name
    now = set(json.loads(sys.argv[1])) & set(sys.modules)
    loaded[name], before = sorted(now - before), now
print(json.dumps(loaded))
"""
_ONE = """
import json, sys
from click.shell_completion import ShellComplete
from dateline.cli.app import dateline
*given, begun = json.loads(sys.argv[2])
found = ShellComplete(dateline, {}, "dateline", "_DATELINE_COMPLETE").get_completions(given, begun)
print(json.dumps([[item.value for item in found], sorted(set(json.loads(sys.argv[1])) & set(sys.modules))]))
"""


def said(script, *arguments):
    """What a fresh interpreter prints, as JSON."""
    given = [sys.executable, "-c", script, *map(json.dumps, arguments)]
    return json.loads(subprocess.run(given, capture_output=True, text=True, check=True).stdout)


def test_help_and_options_of_no_command_load_a_database_a_model_or_a_server():
    assert said(_EACH, HEAVY) == {name: [] for name in COMMANDS}


@pytest.mark.parametrize(
    ("begun", "expected"), [("", list(COMMANDS)), ("ev", ["events"]), ("--v", ["--version"]), ("nothing", [])]
)
def test_commands_are_completed_without_loading_any_of_them(begun, expected):
    modules = [f"dateline.cli.{name}" for name in (*COMMANDS, "ask", "options")]
    assert said(_ONE, [*HEAVY, *modules, "rich", "yaml", "msgspec"], [begun]) == [expected, []]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["events", "--country", "KO"], "KOR"),
        (["events", "--type", "CONS"], "CONSULT"),
        (["processes", "--state", "stall"], "stalled"),
        (["contacts", "--level", "head"], "head"),
    ],
)
def test_words_of_filters_are_completed_from_the_lexicon_alone(given, expected):
    found, loaded = said(_ONE, HEAVY, given)
    assert expected in found
    assert loaded == []


def test_ids_are_completed_with_the_database_and_no_more(tmp_path):
    path = str(tmp_path / "some.dateline")
    Ledger.open(path).close()
    assert said(_ONE, HEAVY, ["why", "--ledger", path, "ev_1"]) == [[], ["duckdb"]]
