"""`dateline mcp`: the ledger for language models, by the Model Context Protocol."""

from __future__ import annotations

from contextlib import suppress

import click

from .exits import DONE
from .options import existing_ledger, ledger_option


@click.command("mcp")
@ledger_option
@click.option(
    "--http",
    "port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Serve at http://127.0.0.1:PORT/mcp instead of standard input and output; 0: any free port.",
)
def command(ledger: str, port: int | None) -> int:
    """Serve a ledger to language models by the Model Context Protocol, read-only, each row with its citations.

    A client starts this program by itself and speaks with it over standard input and output: docs/mcp.md has the configuration.
    """
    from dateline.mcp import listen, serve_http, serve_stdio  # noqa: PLC0415  (1 s: the protocol's library)

    path = existing_ledger(ledger)
    if port is None:
        serve_stdio(path)
    else:
        with listen(port) as listener:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
            click.echo(f"dateline: serving {path} at {address}; Ctrl-C ends it", err=True)
            with suppress(KeyboardInterrupt):
                serve_http(path, listener)
            click.echo("ended", err=True)
    return DONE
