"""The registry of office holders as a product: building it, adding to it, bringing it up to date, and asking it.

Takes: open rows of office holders, the offices written by hand, a user's CSV, answers of a SPARQL endpoint, questions.
Gives: the table that ships, files of own rows, and answers that say what is known, by whom, and what is not.
Drops: rows without a country or without a name in Latin letters; a bad row of a user's file is an error, never dropped.
Reads: the files given, the user's folder of own rows, and the network only when asked to.
Never: guesses who held an office on a day that no source covers.
"""

from .answers import Answer, State, what_held, who_held

__all__ = ["Answer", "State", "what_held", "who_held"]
