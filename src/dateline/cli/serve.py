"""`dateline serve`: the ledger in a browser and over HTTP, on this machine."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import DONE
from .options import existing_ledger, ledger_option

if TYPE_CHECKING:
    from fastapi import FastAPI

ADDRESS = "127.0.0.1"
_SHORTEST = 16  # characters of a token that nobody guesses


@click.command("serve")
@ledger_option
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0: any that is free.")
@click.option("--open", "opens", is_flag=True, help="Open a browser on it.")
@click.option("--write", is_flag=True, help="Whoever has the token that is printed may correct rows and add stories.")
@click.option("--token-file", metavar="FILE", help="The same with the token in the first line of FILE.")
@click.option(
    "--compare",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Another ledger, or a file of events, for the page Compare.",
)
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="A name that a proxy calls this server by.")
def command(
    ledger: str, port: int, token_file: str | None, names: tuple[str, ...], compare: str | None, **flags: bool
) -> int:
    """Show a ledger in the browser, and answer questions over HTTP (/api/docs), on this machine alone.

    Other commands may write to the ledger meanwhile: what is served is a private copy, made anew a second after a change. Without
    --write or --token-file nothing can be written. Ctrl-C ends it.
    """
    path = existing_ledger(ledger)
    token = _token(token_file) if token_file else secrets.token_urlsafe(24) if flags["write"] else None
    with _listening(port) as listener:
        from dateline.web import create_app  # noqa: PLC0415  (0.5 s: only this command serves)

        app = create_app(path, token=token, names=names, host=f"{ADDRESS}:{listener.getsockname()[1]}")
        app.state.compare = Path(compare) if compare else None
        _serve(app, listener, token if flags["write"] and not token_file else None, opens=flags["opens"])
    return DONE


def _token(name: str) -> str:
    """The token in a file. Raises a usage error if there is none, or one that could be guessed."""
    try:
        lines = Path(name).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{name} cannot be read ({error}): write a token into its first line") from error
    token = lines[0].strip() if lines else ""
    if len(token) < _SHORTEST or not token.isascii():
        raise click.UsageError(f"the first line of {name} is no token: it needs {_SHORTEST} ASCII characters at least")
    return token


def _listening(port: int) -> socket.socket:
    """A socket that listens on the port. Raises a usage error with the cure if another program has it."""
    # With the protocol named, asyncio sets TCP_NODELAY: without it every answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise click.UsageError(
            f"port {port} cannot be had ({error.strerror}): end the program that has it, or give --port 0 for one that is free"
        ) from error
    return listener


def _serve(app: FastAPI, listener: socket.socket, token: str | None, *, opens: bool) -> None:
    import uvicorn  # noqa: PLC0415  (0.2 s: only this command serves)

    url = f"http://{ADDRESS}:{listener.getsockname()[1]}/"
    click.echo(f"{url}  (Ctrl-C ends it)")
    if token:
        click.echo(f"To write: {url}login#{token}\nor, for scripts: Authorization: Bearer {token}")
    if opens:
        webbrowser.open(url)
    # Errors are told in one line by the application; a traceback of the server would tell nobody anything.
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, timeout_graceful_shutdown=3, server_header=False
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    click.echo("ended", err=True)
