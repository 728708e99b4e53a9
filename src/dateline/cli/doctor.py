"""`dateline doctor`: is this installation whole?"""

from __future__ import annotations

import dataclasses
import json

import click

from dateline.doctor import examine

from . import completing
from .exits import DONE, REJECTED
from .options import existing_ledger


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for reports and scripts.")
@click.option(
    "--ledger", metavar="FILE", help="Look at this ledger too: every row of it.", shell_complete=completing.ledgers
)
def command(ledger: str | None, *, as_json: bool) -> int:
    """Tell whether this installation is whole: versions, disk, encoding, model, codebook, data, page, pictures, feeds, mcp.

    Every part does its smallest real thing, and a sample story is coded from end to end. The exit code is 1 if something is
    broken; each broken thing comes with its cure.
    """
    found = examine(existing_ledger(ledger) if ledger else None)
    if as_json:
        checks = list(found)
        whole = all(check.ok for check in checks)
        rows = {check.name: dataclasses.asdict(check) for check in checks}
        click.echo(json.dumps({"whole": whole, "checks": rows}, indent=2, ensure_ascii=False))
        return DONE if whole else REJECTED
    whole = True
    for check in found:
        whole &= check.ok
        mark = click.style("ok  ", fg="green") if check.ok else click.style("BAD ", fg="red", bold=True)
        click.echo(f"{mark} {check.name:24}{check.detail}")
        if not check.ok:
            click.echo(f"     cure: {check.cure}")
    click.echo("This installation is whole." if whole else "This installation is broken.")
    return DONE if whole else REJECTED
