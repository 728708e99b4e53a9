"""Writes the answers of the sample stories into cookbook.md, behind the SQL of each question. Run by `make docs`; a test compares.

python docs/write_cookbook.py
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline import api
from dateline.doctor import sample_paths
from dateline.ledger import Ledger
from dateline.settings import Settings

PAGE = Path(__file__).parent / "cookbook.md"
WIDTH = 110  # characters of a cell
_QUESTION = re.compile(r"^### (\d+)\. (.+?)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_SQL = re.compile(r"^```sql\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_ANSWER = re.compile(r"^```sql\n.*?^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the cookbook: its number, its words, its SQL, and the answer that the page shows."""

    number: int
    words: str
    sql: str
    answer: str


def questions(page: str) -> Iterator[Question]:
    """All questions of the page, in order."""
    for found in _QUESTION.finditer(page):
        sql, answer = _SQL.search(found[3]), _ANSWER.search(found[3])
        if sql and answer:
            yield Question(
                number=int(found[1]), words=found[2], sql=sql[1].rstrip().rstrip(";"), answer=answer[1] or ""
            )


def answer_to(ledger: Ledger, sql: str) -> str:
    """The answer as text: the names of the columns, then a line a row, cells divided by bars."""
    answer = ledger.ask(sql)
    lines = [list(answer.columns), *([_cell(value) for value in row.values()] for row in answer)]
    return "".join(" | ".join(line) + "\n" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    words = "-" if value is None else " ".join(str(value).split()).removesuffix("T00:00:00")
    return words if len(words) <= WIDTH else words[: WIDTH - 1].rstrip() + "…"


def with_answers(page: str, ledger: Ledger) -> str:
    """The page with the answers of this ledger."""

    def answered(found: re.Match[str]) -> str:
        sql = _SQL.match(found[0])
        asked = sql[1].rstrip().rstrip(";") if sql else ""
        return f"```sql\n{sql[1] if sql else ''}```\n\n```text\n{answer_to(ledger, asked)}```\n"

    return _ANSWER.sub(answered, page)


def main() -> None:
    """Code the samples, ask, write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.dateline"
        for _ in api.code_into([str(sample) for sample in sample_paths()], Settings(), path):
            pass
        with Ledger.open(path, read_only=True) as ledger:
            PAGE.write_text(with_answers(PAGE.read_text("utf-8"), ledger), "utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
