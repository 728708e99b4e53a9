"""The server: requests of the protocol to tools, resources and prompts, over standard input or HTTP on this machine."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from dateline import __version__
from dateline.errors import DatelineError, UsageError

from . import prompts, resources
from .asking import opened
from .schemas import lean
from .tools import TOOLS, Tool

LOG = logging.getLogger("dateline.mcp")
#: Requests that ask the ledger at the same time.
THREADS = 4
#: Wrong arguments that an error names.
_NAMED = 5
_HOST = "127.0.0.1"
Context = ServerRequestContext[Any, Any]
T = TypeVar("T")


def make_server(path: Path) -> Server[Any]:
    """The server over the ledger at this path. Raises LedgerError if there is none that can be read now."""
    with opened(path):
        pass
    desk = _Desk(path)
    return Server(
        "dateline",
        version=__version__,
        title="dateline ledger",
        description="A dated, sourced ledger of diplomacy: read-only, each row with its citations.",
        instructions=prompts.instructions(),
        on_list_tools=desk.list_tools,
        on_call_tool=desk.call_tool,
        on_list_resources=desk.list_resources,
        on_list_resource_templates=desk.list_templates,
        on_read_resource=desk.read_resource,
        on_list_prompts=desk.list_prompts,
        on_get_prompt=desk.get_prompt,
        get_tool_input_schema=desk.input_schema,
    )


def serve_stdio(path: Path) -> None:
    """Serve one client over standard input and output until it closes them."""
    server = make_server(path)

    async def serve() -> None:
        async with stdio_server() as (requests, answers):
            await server.run(requests, answers, server.create_initialization_options())

    anyio.run(serve)


def listen(port: int) -> socket.socket:
    """A socket on this machine alone; 0 is any port that is free. Raises UsageError if another program has the port."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be had ({error.strerror}); give another, or 0 for any that is free"
        ) from error


def serve_http(path: Path, listener: socket.socket) -> None:
    """Serve at http://127.0.0.1:PORT/mcp until interrupted; other hosts' names are refused, so that no web page can ask."""
    import uvicorn  # noqa: PLC0415  (only here: 0.1 s)

    app = make_server(path).streamable_http_app(host=_HOST, stateless_http=True, json_response=True)
    # What goes wrong is told to the client; a stream that Ctrl-C cuts is nothing to be told.
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=3, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


class _Desk:
    """Answers the requests, each in a thread of its own with the ledger opened for it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tools = {tool.name: tool for tool in TOOLS}
        self._listed = [_described(tool) for tool in TOOLS]
        self._limiter: anyio.CapacityLimiter | None = None

    def input_schema(self, name: str) -> Mapping[str, Any] | None:
        """The schema of the arguments of a tool."""
        return next((listed.input_schema for listed in self._listed if listed.name == name), None)

    async def list_tools(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=self._listed)

    async def call_tool(self, _: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            return await self._in_thread(partial(self._answer, asked.name, asked.arguments or {}))
        except DatelineError as error:
            return _failed(str(error))
        except ValidationError as error:
            return _failed(_in_words(error))

    async def list_resources(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=list(resources.LISTED))

    async def list_templates(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=list(resources.TEMPLATES))

    async def read_resource(self, _: Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        uri = str(asked.uri)
        try:
            text = await self._in_thread(partial(resources.read, self._path, uri))
        except DatelineError as error:
            raise _refused(error) from error
        contents = types.TextResourceContents(uri=uri, mime_type=resources.JSON, text=text)
        return types.ReadResourceResult(contents=[contents])

    async def list_prompts(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[prompts.ASK])

    async def get_prompt(self, _: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            return prompts.prompt(asked.name, asked.arguments)
        except DatelineError as error:
            raise _refused(error) from error

    def _answer(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        tool = self._tools.get(name)
        if tool is None:
            raise UsageError(f"there is no tool {name[:100]!r}; tools: {', '.join(self._tools)}")
        given = tool.takes.model_validate(arguments)
        with opened(self._path) as ledger:
            answer = tool.answer(ledger, given)
        text = types.TextContent(type="text", text=answer.model_dump_json(by_alias=True))
        return types.CallToolResult(content=[text], structured_content=answer.model_dump(mode="json", by_alias=True))

    async def _in_thread(self, ask: Callable[[], T]) -> T:
        """What is asked, in a thread; a request that is cancelled is not waited for."""
        self._limiter = self._limiter or anyio.CapacityLimiter(THREADS)
        return await anyio.to_thread.run_sync(ask, abandon_on_cancel=True, limiter=self._limiter)


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=lean(tool.takes.model_json_schema()),
        output_schema=lean(tool.gives.model_json_schema(mode="serialization", by_alias=True)),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _failed(words: str) -> types.CallToolResult:
    LOG.info("%r", words)
    return types.CallToolResult(content=[types.TextContent(type="text", text=words)], is_error=True)


def _refused(error: DatelineError) -> MCPError:
    code = types.INVALID_PARAMS if isinstance(error, UsageError) else types.INTERNAL_ERROR
    return MCPError(code=code, message=str(error))


def _in_words(error: ValidationError) -> str:
    """Which arguments are wrong, what was given, and what is wanted."""
    wrong = [
        f"{'.'.join(map(str, one['loc'])) or 'arguments'}: {one['msg']} (given: {str(one['input'])[:80]!r})"
        for one in error.errors(include_url=False)[:_NAMED]
    ]
    return "; ".join(wrong)
