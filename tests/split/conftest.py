"""Stories and cases for the tests of the split room."""

from pathlib import Path

import pytest

from dateline.lexicon.wire import WireConventions, load_wire
from dateline.records import SplitStory, Story
from dateline.split import split_story

CASES = Path(__file__).parents[1] / "cases" / "split"


@pytest.fixture(scope="session")
def wire() -> WireConventions:
    return load_wire()


@pytest.fixture(scope="session")
def split(wire):
    """Splits a text, with fields of the story beside it."""

    def split_text(text: str, **fields) -> SplitStory:
        return split_story(Story(story_id="st_1", source_id="case", text=text, **fields), wire)

    return split_text
