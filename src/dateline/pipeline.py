"""THE PATH of a story, in one place: read, split, parse, resolve, code, hear, merge, claim, follow. (Then the ledger.)"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from .claims import Cues, find_claims, load_cues
from .coding import code_story, hear
from .contacts import ContactWords, load_contact_words, tell_contacts
from .judge import Judge
from .lexicon import Codebook, load_codebook
from .lexicon.wire import WireConventions, load_wire
from .merge import told_once
from .parse import Parser, SpacyParser
from .processes import Kinds, find_processes, load_kinds
from .read import read_paths
from .records import CodedStory, Declined, Story
from .resolve import Knowledge, load_knowledge, resolve
from .settings import Settings
from .split import split_story


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Everything that the path needs, loaded once: three seconds of one core, and 500 MB with parser and judge.

    judge: None where the rules are to code alone.
    """

    wire: WireConventions
    parser: Parser
    knowledge: Knowledge
    codebook: Codebook
    cues: Cues
    kinds: Kinds
    contact_words: ContactWords
    judge: Judge | None


def load_kit(*, rules_only: bool = False) -> Kit:
    """The kit from the files that ship with the package; raises LexiconError where one of them is wrong."""
    codebook = load_codebook()
    return Kit(
        wire=load_wire(),
        parser=SpacyParser(),
        knowledge=load_knowledge(),
        codebook=codebook,
        cues=load_cues(),
        kinds=load_kinds(modality=codebook.modality),
        contact_words=load_contact_words(),
        judge=None if rules_only else Judge(),
    )


def code_stories(stories: Sequence[Story], kit: Kit, settings: Settings) -> list[CodedStory]:
    """The whole path for a batch of stories, in the order given."""
    split = [split_story(story, kit.wire) for story in stories]
    parsed = kit.parser.parse(split)
    resolved = resolve(parsed, kit.knowledge, settings)
    coded = [code_story(story, kit.codebook, settings) for story in resolved]
    heard = hear(coded, kit.judge, kit.codebook, settings) if kit.judge else coded
    once = [replace(story, events=told_once(story.events, story.resolved.parsed.split.story.text)) for story in heard]
    claimed = [tell_contacts(find_claims(story, kit.cues), kit.contact_words) for story in once]
    return [find_processes(story, kit.kinds) for story in claimed]


def code_paths(paths: Sequence[str], settings: Settings, kit: Kit | None = None) -> Iterator[CodedStory | Declined]:
    """Coded stories and rejected inputs of files, folders and globs, in order of the paths whatever the workers."""
    return code_all(read_paths(paths, settings), settings, kit)


def code_all(
    inputs: Iterable[Story | Declined], settings: Settings, kit: Kit | None = None
) -> Iterator[CodedStory | Declined]:
    """Coded stories and rejected inputs, in the order of the inputs."""
    batches = _batches(inputs, settings.batch)
    if settings.workers <= 1:
        kit = kit or load_kit(rules_only=settings.rules_only)
        for batch in batches:
            yield from _code_batch(batch, kit, settings)
        return
    with ProcessPoolExecutor(settings.workers, initializer=_start_worker, initargs=(settings,)) as pool:
        futures = (pool.submit(_work, batch) for batch in batches)
        pending = list(itertools.islice(futures, 2 * settings.workers))
        while pending:
            done = pending.pop(0).result()
            pending.extend(itertools.islice(futures, 1))
            yield from done


def _batches(inputs: Iterable[Story | Declined], size: int) -> Iterator[list[Story | Declined]]:
    rest = iter(inputs)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def _code_batch(batch: Sequence[Story | Declined], kit: Kit, settings: Settings) -> list[CodedStory | Declined]:
    """Codes the stories of a batch; what was rejected keeps its place."""
    coded = iter(code_stories([item for item in batch if isinstance(item, Story)], kit, settings))
    return [next(coded) if isinstance(item, Story) else item for item in batch]


_worker: list[tuple[Kit, Settings]] = []  # one process, one kit: filled by the pool's initializer, never in the parent


def _start_worker(settings: Settings) -> None:
    _worker.append((load_kit(rules_only=settings.rules_only), settings))


def _work(batch: list[Story | Declined]) -> list[CodedStory | Declined]:
    kit, settings = _worker[0]
    return [_without_parses(item) for item in _code_batch(batch, kit, settings)]


def _without_parses(item: CodedStory | Declined) -> CodedStory | Declined:
    """The same without its parses: nobody asks for them after coding, and they are most of what would be copied."""
    if isinstance(item, Declined):
        return item
    parsed = replace(item.resolved.parsed, parses=())
    return replace(item, resolved=replace(item.resolved, parsed=parsed))
