"""Documents of ECB+ as plain text: tokens joined as a writer would, each with its place, and the mentions of acts in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Tokens before which, and after which, no blank stands.
_NO_BLANK_BEFORE = re.compile(r"^(?:[.,;:!?%)\]]|'s|n't|'re|'ve|'ll|'d|'m|''|’s|-)$")
_NO_BLANK_AFTER = re.compile(r"^(?:[(\[$]|``|-)$")
_ADDRESS = re.compile(r"^(?:https?|www)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A gold mention of an act: its place in the text (half-open), its words, and its chain, its own where it has none."""

    mention_id: str
    start: int
    end: int
    text: str
    chain: str
    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: its text, one sentence a line, and the gold mentions of acts in the sentences that were checked."""

    id: str
    topic: int
    text: str
    mentions: tuple[Mention, ...]


def read_documents(path: Path) -> list[Document]:
    """The documents of a file of ECB+ in JSON Lines, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [_document(json.loads(line)) for line in lines]


def join_tokens(sentences: Iterable[list[str]]) -> tuple[str, list[tuple[int, int]]]:
    r"""Text of sentences, one a line, and the place of every token.

    >>> join_tokens([["Envoys", "met", "."], ["It", "'s", "on"]])
    ("Envoys met.\nIt's on", [(0, 6), (7, 10), (10, 11), (12, 14), (14, 16), (17, 19)])
    """
    text, places = "", []
    for tokens in sentences:
        text += "\n" if text else ""
        for before, token in zip([None, *tokens], tokens, strict=False):
            text += _blank(tokens, before, token)
            places.append((len(text), len(text) + len(token)))
            text += token
    return text, places


def _blank(tokens: list[str], before: str | None, token: str) -> str:
    joined = _ADDRESS.match(tokens[0]) or _NO_BLANK_BEFORE.match(token)
    return "" if before is None or joined or _NO_BLANK_AFTER.match(before) else " "


def _document(row: dict[str, Any]) -> Document:
    sentences: dict[int, list[str]] = {}
    for token, sentence in zip(row["tokens"], row["sentence_of_token"], strict=True):
        sentences.setdefault(sentence, []).append(token)
    text, places = join_tokens(sentences.values())
    return Document(id=row["id"], topic=row["topic"], text=text, mentions=tuple(_mentions(row, text, places)))


def _mentions(row: dict[str, Any], text: str, places: list[tuple[int, int]]) -> Iterator[Mention]:
    checked = set(row["validated_sentences"])
    for mention in row["mentions"]:
        first, last = min(mention["tokens"]), max(mention["tokens"])
        if "ACTION" in mention["type"] and row["sentence_of_token"][first] in checked:
            start, end = places[first][0], places[last][1]
            name = f"{row['id']}:{mention['m_id']}"
            yield Mention(
                mention_id=name,
                start=start,
                end=end,
                text=text[start:end],
                chain=mention.get("chain", name),
                topic=row["topic"],
            )
