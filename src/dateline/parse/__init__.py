"""Sentence to tokens, lemmas and dependencies.

Takes: split stories, in batches.
Gives: ParsedStory, one parse a wanted sentence (body and headline; captions, teasers and the like are never parsed).
Drops: nothing; an unwanted sentence has None in its place.
Reads: the parser's own model, installed as a package.
Never: moves an offset: every token slices back out of the story.
"""

from .protocol import Parser, Want, body_and_headline
from .spacy_parser import SpacyParser

__all__ = ["Parser", "SpacyParser", "Want", "body_and_headline"]
