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
from .actors_shared import choose_names, states_told
from .actors_words import capitalised_words
from .references import resolve_references
from .references_home import places_of
from .references_memory import SentenceDrafts


def find_actors(parsed: ParsedStory, registry: Registry, publication: Publication) -> tuple[ActorMention, ...]:
    """All actor mentions of the parsed sentences, sorted by start, never overlapping; see `ActorMention` for its fields."""
    sentences: list[SentenceDrafts] = []
    known = capitalised_words(parsed.parses)
    phrases = load_actor_phrases()
    past = registry.historic(publication.date)
    scanned = [
        (sentence.index, elements_of(registry, parse, known, past))
        for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True)
        if parse is not None and parse.tokens
    ]
    told = states_told([elements for _, elements in scanned])
    told.update(places_of(parsed.split.masthead.place, registry))
    text = parsed.split.story.text
    for index, found_elements in scanned:
        elements = regroup(choose_names(found_elements, told), phrases)
        builder = Builder(registry, elements, index, text, publication.date)
        found = [draft for phrase in phrases_of(elements) if (draft := builder.build(phrase)) is not None]
        joined = join_sentence(found, elements, registry, text)
        sentences.append(SentenceDrafts(index=index, text=text, elements=elements, drafts=joined))
    drafts = resolve_references(sentences, parsed, registry, publication)
    return tuple(sorted((draft.mention for draft in drafts), key=lambda mention: mention.start))
