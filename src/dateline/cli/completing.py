"""What the shell offers for a half-typed value: words of filters, ledgers, ids. Never an error: then it offers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from click import Context, Parameter
from click.shell_completion import CompletionItem

from dateline.errors import DatelineError

#: Ids that are offered at once.
IDS = 50
Complete = Callable[[Context, Parameter, str], list[CompletionItem]]
_IDS = """
SELECT id, left(words, 60) FROM (
  SELECT event_id AS id, sentence AS words FROM events_once WHERE event_id >= $1 AND event_id < $2
  UNION ALL SELECT claim_id, text FROM current_claims WHERE claim_id >= $1 AND claim_id < $2
  UNION ALL SELECT process_id, any_value(name) FROM current_process_mentions
    WHERE process_id >= $1 AND process_id < $2 GROUP BY process_id
  UNION ALL SELECT story_id, coalesce(headline, source_id) FROM current_stories WHERE story_id >= $1 AND story_id < $2
) ORDER BY id LIMIT $3"""


def words(field: str) -> Complete:
    """Offers the words that the filter of this name takes: codes with the name of the state."""

    def complete(_: Context, __: Parameter, begun: str) -> list[CompletionItem]:
        from dateline.lexicon.filter_words import words_of  # noqa: PLC0415  (only while completing)

        try:
            known = words_of(field)
        except DatelineError:
            return []
        return [
            CompletionItem(word, help=names[0] if names else None)
            for word, names in known.items()
            if word.casefold().startswith(begun.casefold())
        ]

    return complete


def ledgers(_: Context, __: Parameter, begun: str) -> list[CompletionItem]:
    """Offers ledgers (*.dateline) and folders; any other file can be named in full."""
    return [CompletionItem(path) for path in _paths(begun)]


def ids(context: Context, _: Parameter, begun: str) -> list[CompletionItem]:
    """Offers ids of events, claims, processes and stories with their words, from the ledger named before, or the only one here."""
    given = context.params.get("ledger") or next(_only_ledger(), None)
    if not given or not begun:
        return [CompletionItem(beginning) for beginning in ("ev_", "cl_", "pr_", "st_")] if given else []
    from dateline.ledger.connect import connect, guarded  # noqa: PLC0415  (0.1 s: the database, and no more of a ledger)

    try:
        with guarded(given), connect(given, read_only=True) as ledger:
            found = ledger.execute(_IDS, [begun, begun[:-1] + chr(ord(begun[-1]) + 1), IDS]).fetchall()
    except DatelineError:
        return []
    return [CompletionItem(row_id, help=" ".join((said or "").split())) for row_id, said in found]


def _paths(begun: str) -> Iterator[str]:
    head, _, tail = begun.rpartition("/")
    folder = Path(head or ("/" if begun.startswith("/") else "."))
    try:
        listed = sorted(path for path in folder.iterdir() if path.name.startswith(tail))
    except OSError:
        return
    prefix = f"{head}/" if "/" in begun else ""
    for path in listed:
        if path.is_dir() and (tail.startswith(".") or not path.name.startswith(".")):
            yield f"{prefix}{path.name}/"
        elif path.suffix == ".dateline":
            yield f"{prefix}{path.name}"


def _only_ledger() -> Iterator[str]:
    here = list(Path().glob("*.dateline"))
    if len(here) == 1:
        yield str(here[0])
