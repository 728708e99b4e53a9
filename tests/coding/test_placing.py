"""Where an act took place: what is said of the act itself, and not of its topic, its object or its addressee."""

import pytest

from dateline.pipeline import code_stories
from dateline.records import Story
from dateline.settings import Settings

CASES = [
    ("Lee and Kim met in Vienna on Monday.", "Vienna"),
    ("Rice met with the Chinese foreign minister in Beijing on Monday.", "Beijing"),
    ("The two ministers held talks at a hotel in Geneva on Friday.", "Geneva"),
    ("Noh left for Oslo, where he met Norwegian Foreign Minister Kari Dahl.", "Oslo"),
    ("The two governments held talks on Kashmir on Friday.", None),
    ("France and Germany agreed on Cyprus on Tuesday.", None),
    ("The president flew to Tokyo on Sunday for talks with the prime minister.", "Tokyo"),
    ("The United States banned arms shipments to Iran on Tuesday.", None),
    ("Iraqi jets bombed the port of Bandar Abbas on Monday.", "Bandar Abbas"),
    ("Rebels killed seven people in a market in Goma on Monday.", "Goma"),
    ("The United States imposed higher tariffs on steel imported from Japan on Friday.", None),
]


@pytest.mark.parametrize(("text", "where"), CASES, ids=[text[:50] for text, _ in CASES])
def test_an_act_is_where_its_own_words_put_it(kit, text, where):
    story = Story(story_id="st_0", source_id="case", text=text + "\n")
    (coded,) = code_stories([story], kit, Settings())
    assert coded.events, text
    found = {event.where.name if event.where else None for event in coded.events}
    assert where in found
    assert found <= {where, None}


def test_here_is_the_place_of_the_dateline(kit):
    text = "RIGA, June 4 (Nordwire) - The Estonian and Latvian foreign ministers met here on Thursday.\n"
    (coded,) = code_stories([Story(story_id="st_0", source_id="case", text=text)], kit, Settings())
    assert [(event.where.name, event.where.basis) for event in coded.events] == [("Riga", "dateline")]
