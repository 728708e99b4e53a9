"""Words of filters that mean nothing: neither what we know nor the ledger has them, so that they would silently find nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice

from dateline.ledger import Ledger
from dateline.lexicon.filter_words import Words, words_of

from .filters import Filters, split_dyad

#: Filters that take words of a list.
FIELDS = (
    "type",
    "act",
    "mode",
    "status",
    "channel",
    "issue",
    "context",
    "country",
    "stance",
    "outcome",
    "level",
    "host",
    "mediator",
    "kind",
    "state",
)
_CODES = frozenset({"country", "host", "mediator"})
#: Words that are listed in full where no near one is found.
_FEW = 20
#: Letters of a code.
_CODE = 3
#: What of this the ledger itself has: words of other codebooks, and codes that other programs made.
_IN_LEDGER = {
    "type": "SELECT 1 FROM current_events WHERE lower(type) = $1",
    "act": "SELECT 1 FROM current_events WHERE lower(act) = $1",
    "mode": "SELECT 1 FROM current_events WHERE mode = $1",
    "status": "SELECT 1 FROM current_events WHERE status = $1",
    "channel": "SELECT 1 FROM current_events WHERE channel = $1",
    "issue": "SELECT 1 FROM current_events WHERE list_contains(issues, $1)",
    "context": "SELECT 1 FROM current_events WHERE list_contains(contexts, $1)",
    "stance": "SELECT 1 FROM claims WHERE stance = $1",
    "kind": "SELECT 1 FROM process_mentions WHERE kind = $1",
    "state": "SELECT 1 FROM process_mentions WHERE state = $1",
}
_EVENT = "SELECT 1 FROM current_events WHERE event_id = $1 OR group_id = $1 LIMIT 1"
_CODE_IN_LEDGER = """
SELECT 1 FROM current_events WHERE list_contains(countries, upper($1)) UNION ALL
SELECT 1 FROM claims WHERE country = upper($1) UNION ALL SELECT 1 FROM tenures WHERE country = upper($1) UNION ALL
SELECT 1 FROM process_mentions WHERE list_contains(parties, upper($1))"""


def unknown_words(ledger: Ledger, filters: Filters, *, most: int | None = None) -> tuple[str, ...]:
    """A sentence for each word of the filters that neither the lexicon nor the ledger has, with the nearest that they know.

    Only filters that take words of a list are looked at, both codes of a dyad, and the event of `about`; no more once `most` words
    are found, for each costs some milliseconds. Raises UsageError where a dyad is none.
    """
    return tuple(islice(_unknown(ledger, filters), most))


def _unknown(ledger: Ledger, filters: Filters) -> Iterator[str]:
    for field, word in _given(filters):
        if not _is_known(words_of(field), word) and not _is_in(ledger, field, word):
            yield f"{field} {word!r} is not known{_advice(field, word)}"
    if filters.about and not ledger.tuples(_EVENT, [filters.about]):
        yield f"about {filters.about!r} is not known; give the whole id of an event, as `events` gives it"


def _given(filters: Filters) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        for word in getattr(filters, field):
            yield field, word
    if filters.dyad:
        one, other, _ = split_dyad(filters.dyad)
        yield from (("country", one), ("country", other))


def _is_known(words: Words, word: str) -> bool:
    return word.upper() in words or word.lower() in words


def _is_in(ledger: Ledger, field: str, word: str) -> bool:
    sql = _CODE_IN_LEDGER if field in _CODES else _IN_LEDGER.get(field)
    return bool(sql and ledger.tuples(f"SELECT 1 FROM ({sql}) LIMIT 1", [word.lower()]))  # noqa: S608  (our own queries)


def _advice(field: str, word: str) -> str:
    words = words_of(field)
    near = _near(words, word)
    if near:
        return f"; nearest: {', '.join(_named(words, one) for one in near)}"
    return (
        f"; there is: {', '.join(words)}" if len(words) <= _FEW else "; codes are ISO 3166-1 alpha-3, as in FIN, or UNO"
    )


def _named(words: Words, word: str) -> str:
    return f"{word} ({words[word][0]})" if words[word] else word


def _near(words: Words, word: str) -> list[str]:
    """Up to three words: those with this very name, else codes with a slip in them, names that begin so, or are spelt alike."""
    folded = _folded(word)
    spelt: dict[str, list[str]] = {}
    for known, names in words.items():
        for form in (known, *names):
            spelt.setdefault(_folded(form), []).append(known)
    begins = [form for form in spelt if len(folded) > _CODE and form.startswith(folded)]
    close = [folded] if folded in spelt else _slips(spelt, folded) or begins
    close = close or difflib.get_close_matches(folded, spelt, n=3, cutoff=0.6)
    return list(dict.fromkeys(known for form in close for known in spelt[form]))[:3]


def _slips(spelt: Iterable[str], code: str) -> list[str]:
    """Codes with the same letters in another order, then those with one other letter, the last one first."""
    if len(code) != _CODE:
        return []
    codes = [form for form in spelt if len(form) == _CODE]
    same = [form for form in codes if sorted(form) == sorted(code)]
    return same + [
        form for at in (2, 1, 0) for form in codes if form[:at] + form[at + 1 :] == code[:at] + code[at + 1 :]
    ]


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
