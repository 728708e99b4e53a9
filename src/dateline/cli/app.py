"""The program: which commands there are, and what becomes of errors."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import cast

import click
from click.shell_completion import CompletionItem, add_completion_class

from dateline import __version__
from dateline.errors import DatelineError, InputError, LedgerError, LexiconError

from .exits import DONE, INTERRUPTED, NOT_WRITTEN, REJECTED, WRONG_USAGE
from .mistakes import NearestGroup, with_cure

#: Commands and what they do, in the order of use. Modules of the same name hold them and are loaded when one is run,
#: so that `dateline --help` answers in 0.1 s.
COMMANDS = {
    "demo": "Code the sample stories that ship with the package and show the result.",
    "code": "Code stories: print or write their events, append to a ledger.",
    "classify": "Tell the relation type of pairs that you give.",
    "inspect": "Show what one stage of the path made of a text, as JSON Lines.",
    "events": "Query the ledger: events.",
    "contacts": "Query the ledger: who spoke to whom, over which channel.",
    "claims": "Query the ledger: who says what.",
    "offices": "Query the ledger: who holds which office.",
    "processes": "Query the ledger: the board of talks, lines, measures, agreements and the state of each.",
    "plans": "Query the ledger: what is planned, and what became of it.",
    "stories": "Query the ledger: stories, versions and copies.",
    "declined": "Query the ledger: what was looked at and not kept, and why.",
    "count": "Count events, stories, sources or mentions in the ledger, by whatever heading.",
    "review": "Correct events by hand: accept, change, reject, add, split, join.",
    "diff": "Show what two ledgers, or two runs in one, make of the same stories.",
    "merge": "Show why tellings are one event, or versions one story; split and join them by hand.",
    "why": "Show where every field of a row comes from.",
    "timeline": "Draw events or processes on an axis of time, as SVG, PNG or a page.",
    "network": "Draw who deals with whom, as SVG, PNG or a page.",
    "map": "Draw where events were, as SVG, PNG or a page.",
    "report": "Write a report on a pair, an actor or a period: one page with pictures, tables and evidence.",
    "export": "Write a ledger as GDELT, ICEWS, POLECAT, PLOVER, CAMEO dyads, GraphML, a calendar, csv, parquet or jsonl.",
    "compare": "Compare two sets of events, ours or of GDELT, ICEWS, POLECAT, PLOVER: coverage, agreement, duplicates.",
    "watch": "Watch feeds and folders: code what is new into a ledger, send alerts.",
    "serve": "Show the ledger in the browser, and answer over HTTP, on this machine.",
    "mcp": "Serve a ledger to language models by the Model Context Protocol, read-only.",
    "schema": "Print the JSON Schema of a record.",
    "codebook": "Look after the codebook.",
    "registry": "Ask who held which office when; add rows of your own.",
    "completion": "Print the script that completes commands, options and ids in bash, zsh or fish.",
    "doctor": "Tell whether this installation is whole.",
}
#: In the environment where a shell asks for a completion.
COMPLETING = "_DATELINE_COMPLETE"
#: The commands that ask the ledger are all made by one module.
ASKING = frozenset({"events", "contacts", "claims", "offices", "plans", "stories", "declined", "processes"})


class Commands(NearestGroup):
    """The group of all commands, each loaded when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in ASKING:
            return cast("click.Command", importlib.import_module("dateline.cli.ask").command_for(cmd_name))
        return cast("click.Command", importlib.import_module(f"dateline.cli.{cmd_name}").command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, with their words, and the options: click's own would load every command for its words."""
        begun = [CompletionItem(name, help=words) for name, words in COMMANDS.items() if name.startswith(incomplete)]
        return [*begun, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
@click.pass_context
def dateline(ctx: click.Context) -> None:
    """News wire in, a dated, sourced ledger of diplomacy out."""
    if ctx.invoked_subcommand is None:
        from .start import show_start  # noqa: PLC0415  (no other command needs it)

        show_start()


def main() -> None:
    """Run the program on the arguments of the process and end the process with its exit code."""
    sys.excepthook = _report_defect
    for name in ("stdout", "stderr"):  # None where the caller closed them
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (for the life of the process)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; the exit code comes back. Errors are said on standard error with place and cure."""
    _speak_utf8()
    if COMPLETING in os.environ:
        from .shells import SHELLS  # noqa: PLC0415  (only where a shell asks)

        for name, shell in SHELLS.items():
            add_completion_class(shell, name)
    try:
        code = dateline.main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        with_cure(error).show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return _complain(
            "interrupted; what was appended to a ledger so far is kept, and running again completes it", INTERRUPTED
        )
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except LedgerError as error:
        return _complain(str(error), NOT_WRITTEN)
    except (InputError, LexiconError) as error:
        return _complain(str(error), REJECTED)
    except DatelineError as error:
        return _complain(str(error), WRONG_USAGE)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _complain(f"the output could not be written: {error.strerror or error}", NOT_WRITTEN)
    return code if isinstance(code, int) else DONE


def _complain(message: str, code: int) -> int:
    click.echo(f"dateline: {message}", err=True)
    return code


def _speak_utf8() -> None:
    """Rows are UTF-8 with line feeds everywhere; a terminal that cannot show a character gets a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _report_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort: what nobody foresaw is one line and how to report it, not a traceback."""
    if os.environ.get("DATELINE_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
        return
    place = _innermost(trace)
    sys.stderr.write(
        f"dateline: a defect of the program ({kind.__name__} at {place}: {str(error)[:200]}). Please report it with "
        "this line, the input if you may share it, and what `dateline doctor --json` prints; "
        "DATELINE_TRACEBACK=1 shows more.\n"
    )


def _innermost(trace: TracebackType | None) -> str:
    place = "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119  (no pathlib while dying)
        trace = trace.tb_next
    return place
