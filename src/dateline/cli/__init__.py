"""The command line, thin: words in, calls of the Python interface, tables and lines out.

Takes: the arguments of `dateline`.
Gives: rows on standard output, trouble on standard error, an exit code (0 done, 1 some inputs rejected, 2 wrong usage,
3 a ledger or an output could not be written).
Drops: nothing.
Reads: nothing but what a command is given.
Never: shows a traceback, or leaves a half-written file.
"""

from .app import main

__all__ = ["main"]
