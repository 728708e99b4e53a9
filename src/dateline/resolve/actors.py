"""Who is named in a story: every mention of an actor, with kind, country, sectors and office."""

from __future__ import annotations

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry
from dateline.records import ActorMention, ParsedStory, Publication

from .actors_build import Builder
from .actors_elements import elements_of
from .actors_join import join_sentence
from .actors_phrases import phrases_of
from .actors_regroup import regroup
from .actors_words import capitalised_words
from .references import resolve_references
from .references_memory import SentenceDrafts


def find_actors(parsed: ParsedStory, registry: Registry, publication: Publication) -> tuple[ActorMention, ...]:
    """All actor mentions of the parsed sentences, sorted by start, never overlapping; see `ActorMention` for its fields."""
    sentences: list[SentenceDrafts] = []
    known = capitalised_words(parsed.parses)
    phrases = load_actor_phrases()
    past = registry.historic(publication.date)
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        if parse is None or not parse.tokens:
            continue
        elements = regroup(elements_of(registry, parse, known, past), phrases)
        text = parsed.split.story.text
        builder = Builder(registry, elements, sentence.index, text, publication.date)
        found = [draft for phrase in phrases_of(elements) if (draft := builder.build(phrase)) is not None]
        joined = join_sentence(found, elements, registry, text)
        sentences.append(SentenceDrafts(index=sentence.index, text=text, elements=elements, drafts=joined))
    drafts = resolve_references(sentences, parsed, registry, publication)
    return tuple(sorted((draft.mention for draft in drafts), key=lambda mention: mention.start))
