"""Words to the things they name: dates, actors, offices, places, references.

Takes: parsed stories.
Gives: ResolvedStory with publication date (and the candidates weighed), dates, actor mentions, places and tenures.
Drops: nothing; what cannot be resolved stays in the record with None and a basis that says so.
Reads: the registry of actors and offices, the gazetteer, time words.
Never: guesses a year, a country or a holder without saying on what basis.
"""

from .room import Knowledge, load_knowledge, resolve

__all__ = ["Knowledge", "load_knowledge", "resolve"]
