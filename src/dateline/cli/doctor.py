"""`dateline doctor`: is this installation whole?"""

from __future__ import annotations

import dataclasses
import json

import click

from dateline.doctor import examine

from .exits import DONE, REJECTED


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for reports and scripts.")
def command(*, as_json: bool) -> int:
    """Tell whether this installation is whole: versions, model, codebook, data, and a smoke run on a sample story.

    The exit code is 1 if something is broken; each broken thing comes with its cure.
    """
    checks = list(examine())
    whole = all(check.ok for check in checks)
    if as_json:
        rows = {check.name: dataclasses.asdict(check) for check in checks}
        click.echo(json.dumps({"whole": whole, "checks": rows}, indent=2, ensure_ascii=False))
        return DONE if whole else REJECTED
    for check in checks:
        mark = click.style("ok  ", fg="green") if check.ok else click.style("BAD ", fg="red", bold=True)
        click.echo(f"{mark} {check.name:24}{check.detail}")
        if not check.ok:
            click.echo(f"     cure: {check.cure}")
    click.echo("This installation is whole." if whole else "This installation is broken.")
    return DONE if whole else REJECTED
