"""The Model Context Protocol over a ledger: read-only, so that language models quote the ledger instead of guessing.

Takes: the path of a ledger; requests of the protocol over standard input, or over HTTP on this machine.
Gives: bounded rows with their citations (sentence, outlet, day, offsets), how they were counted, and what was asked.
Drops: nothing silently: what is beyond a bound is told with a cursor or a number.
Reads: the ledger, opened anew for each request so that others may write between them; the codebook.
Never: writes, guesses a date or a name, or puts anything but the protocol on standard output.
"""

from .server import listen, make_server, serve_http, serve_stdio

__all__ = ["listen", "make_server", "serve_http", "serve_stdio"]
