"""Cures for wrong usage: the nearest command to a mistyped one, and what to give where something is missing."""

from __future__ import annotations

from pathlib import Path

import click

#: What to give for a parameter that is missing, by its name.
_CURES = {
    "output": "give the file to write, as in -o OUT.{ending}",
    "paths": "give files, folders or globs, as in story.txt or 'wire/*.jsonl'; - is standard input",
    "row_id": "ids stand in the first column of what `dateline events --format table` shows, and in --format jsonl",
}
#: Endings of what the commands write, where it is not a table.
_ENDINGS = {"timeline": "svg", "network": "svg", "map": "svg", "report": "html"}
_NAMED = 3


class NearestGroup(click.Group):
    """A group that names the nearest commands to a mistyped one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command asked for."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args[0].startswith("-"):
                raise
            import difflib  # noqa: PLC0415  (10 ms that `dateline --help` need not pay)

            near = difflib.get_close_matches(args[0].lower(), self.list_commands(ctx), n=_NAMED)
            help_of = f"`{ctx.command_path} --help` lists all commands."
            advice = f"Did you mean {' or '.join(near)}?" if near else help_of
            raise click.UsageError(f"there is no command {args[0]!r}. {advice}", ctx) from error


def with_cure(error: click.ClickException) -> click.ClickException:
    """The same error; where a parameter is missing it says what to give."""
    if not isinstance(error, click.MissingParameter) or error.param is None or error.message:
        return error
    name, command = error.param.name or "", error.ctx.info_name if error.ctx else None
    cure = (
        _which_ledger() if name == "ledger" else _CURES.get(name, "").format(ending=_ENDINGS.get(command or "", "csv"))
    )
    words = cure[:1].upper() + cure[1:]
    return click.MissingParameter(words, error.ctx, error.param, error.param_hint, error.param_type)


def _which_ledger() -> str:
    here = sorted(path.name for path in Path().glob("*.dateline"))
    if not here:
        return "there is none in this folder; make one with `dateline code STORY... --ledger my.dateline`"
    more = f" and {len(here) - _NAMED} more" if len(here) > _NAMED else ""
    return f"in this folder: {', '.join(f'--ledger {name}' for name in here[:_NAMED])}{more}"
