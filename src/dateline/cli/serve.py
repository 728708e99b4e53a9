"""`dateline serve`: the ledger in a browser and over HTTP, on this machine."""

from __future__ import annotations

import click

from .options import existing_ledger, ledger_option

ADDRESS = "127.0.0.1"


@click.command("serve")
@ledger_option
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0: any that is free.")
def command(ledger: str, port: int) -> None:
    """Show a ledger in the browser, and answer questions over HTTP (/api), on this machine alone."""
    path = existing_ledger(ledger)
    import uvicorn  # noqa: PLC0415  (0.2 s: only this command serves)

    from dateline.web import create_app  # noqa: PLC0415  (as above)

    click.echo(f"http://{ADDRESS}:{port}/  (Ctrl-C ends it)")
    uvicorn.run(create_app(path), host=ADDRESS, port=port, log_level="warning")
