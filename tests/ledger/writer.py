"""A process that appends 40 stories in small batches, saying so after each; tests end it in the middle."""

import resource
import sys

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from factories import envoy_talks, make_run

STORIES = 40


def coming():
    for i in range(STORIES):
        yield envoy_talks(f"{i}.txt", title=f"Take {i}")


def main(path, limit):
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    stories = list(coming())
    try:
        with Ledger.open(path) as ledger:
            for i in range(0, STORIES, 4):
                ledger.append(stories[i : i + 4], make_run())
                sys.stdout.write(f"{i + 4}\n")
                sys.stdout.flush()
    except LedgerError as error:
        sys.stdout.write(f"LedgerError: {error}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
