"""Words for the model: how to use the ledger, and a prompt that asks it a question."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import mcp_types as types

from dateline.errors import UsageError

ASK = types.Prompt(
    name="ask_the_ledger",
    title="Ask the ledger",
    description="Answers a question with quotations from the ledger alone.",
    arguments=[
        types.PromptArgument(name="question", description="What you want to know.", required=True),
        types.PromptArgument(name="day", description="As known on that day (2020-09-02).", required=False),
    ],
)
LONGEST = 2000


@cache
def instructions() -> str:
    """What every client is told when it connects."""
    return files(__package__).joinpath("instructions.md").read_text("utf-8").strip()


def prompt(name: str, arguments: dict[str, str] | None) -> types.GetPromptResult:
    """The prompt of this name. Raises UsageError if there is none, or without a question."""
    if name != ASK.name:
        raise UsageError(f"there is no prompt {name[:100]!r}; there is: {ASK.name}")
    given = arguments or {}
    question = given.get("question", "").strip()
    if not question:
        raise UsageError("the prompt needs a question")
    day = given.get("day", "").strip()
    then = f" Answer as of what was known on {day[:10]}: give known_on={day[:10]} to every tool." if day else ""
    text = f"{instructions()}\n\nAnswer this question from the ledger alone.{then}\n\n{question[:LONGEST]}"
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=ASK.description, messages=[message])
