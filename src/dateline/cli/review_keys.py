"""Where keys and lines come from: a terminal, or whatever a test gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import click

Options = Callable[[str], list[str]]
#: What terminals send for arrows.
_ARROWS = {"\x1b[B": "j", "\x1b[A": "k", "\x1b[C": "j", "\x1b[D": "k", " ": "j", "\x1bOB": "j", "\x1bOA": "k"}


class Keys(Protocol):
    """A source of keys. `line` raises click.Abort where a person takes the question back."""

    def key(self) -> str:
        """The next key; "q" where there are no more."""

    def line(self, asked: str, default: str = "", options: Options | None = None) -> str:
        """What is typed at a question; `default` for an empty line. options: what the line may become."""


class Terminal:
    """The keys of a terminal; the tabulator completes a line."""

    def key(self) -> str:
        """The next key; control-C and control-D are "q"."""
        try:
            key = click.getchar()
        except (KeyboardInterrupt, EOFError):
            return "q"
        return _ARROWS.get(key, key) or "q"

    def line(self, asked: str, default: str = "", options: Options | None = None) -> str:
        """A line, read with the shell's own keys where the system has them."""
        with_completion(options)
        line: str = click.prompt(asked, default=default, show_default=bool(default), prompt_suffix=": ")
        return line.strip()


def with_completion(options: Options | None) -> None:
    """Let the tabulator complete the line that is read next."""
    try:
        import readline  # noqa: PLC0415  (not on every system; changes how all lines are read)
    except ImportError:
        return

    def complete(_word: str, nth: int) -> str | None:
        found = options(readline.get_line_buffer()) if options else []
        return found[nth] if nth < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" ,")
    readline.parse_and_bind("tab: complete")
