"""Stories for the tests of actors and tenures: sentences to parses and mentions, with one parser and one registry for all."""

import functools

from dateline.lexicon.registry import load_registry
from dateline.parse import SpacyParser
from dateline.records import ParsedStory, Publication
from dateline.resolve.actors import find_actors
from factories import make_split, make_story

parser = functools.cache(SpacyParser)
registry = functools.cache(load_registry)


def publication(day):
    return Publication(date=day, basis="given" if day else "unknown", confidence=1.0)


def parse_sentences(sentences, place=None, *, parsed=True):
    split = make_split(make_story(sentences), place=place)
    return parser().parse([split])[0] if parsed else ParsedStory(split=split, parses=(None,) * len(split.sentences))


def actors_of(sentences, day=None, place=None):
    return find_actors(parse_sentences(sentences, place), registry(), publication(day))


def fields_of(mention, fields):
    """The asked fields of a mention in the form of the tables: lists for tuples, ids for members."""
    plain = {"sectors": list(mention.sectors), "members": [member.entity_id for member in mention.members]}
    return {name: plain.get(name, getattr(mention, name)) for name in fields}
