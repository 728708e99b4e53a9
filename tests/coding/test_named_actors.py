"""Actors are shown by the name that the sentence gives them, not by the pronoun behind it."""

import pytest

from dateline.pipeline import code_stories
from dateline.records import Story
from dateline.settings import Settings

CASES = [
    ("Laos said it had expelled two Burmese envoys.", "Laos"),
    ("Samoa announced on Monday that it would ban fish imports from Tonga.", "Samoa"),
    ("Kenya's farm minister said he had met Somali officials.", "Kenya's farm minister"),
]


@pytest.mark.parametrize(("text", "named"), CASES, ids=[text[:50] for text, _ in CASES])
def test_an_actor_is_shown_by_its_name_and_not_by_the_pronoun_behind(kit, text, named):
    (coded,) = code_stories([Story(story_id="st_0", source_id="case", text=text + "\n")], kit, Settings())
    assert coded.events, text
    for event in coded.events:
        actor = event.actors[0]
        assert actor.text == named
        assert text[actor.start : actor.end] == named
