"""Which of the places of one name is meant: what the story speaks of, what stands beside, what is large."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.lexicon.gazetteer import KnownPlace
from dateline.lexicon.place_names import place_key
from dateline.records import ActorMention

from .places_names import Toponym

#: Weights in powers of ten of population: a country that the story speaks of outweighs a namesake thirty times as large.
#: On GeoVirus any weight from 1.2 to 2.5 gives the same figures; more sends Paris to Texas in American stories.
_COUNTRY, _MOST_SPOKEN, _REGION, _BESIDE = 1.5, 0.5, 2.0, 2.5
