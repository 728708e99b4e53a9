"""The ledger in a browser and over HTTP: one process on 127.0.0.1, nothing loaded from outside.

Takes: the path of a ledger; requests.
Gives: pages, and the REST API under /api, each answer from one state of the ledger, with an ETag for that state.
Drops: nothing; a wrong request is answered with what is wrong and the cure.
Reads: the ledger through `dateline.query`, pictures through `dateline.draw`.
Never: writes without the token, asks another machine, or runs a script that is not a file of this package.
"""

from .app import create_app

__all__ = ["create_app"]
