"""The codebook's own examples: every frame fires on the sentences that illustrate it."""

from __future__ import annotations

import pytest

from dateline.coding.matching import Matcher
from dateline.lexicon import load_codebook
from dateline.lexicon.codebook_lint import lint_codebook
from dateline.lexicon.yaml_files import HERE, read_yaml
from dateline.records import Masthead, Sentence, SplitStory, Story
from dateline.syntax import Syntax


def _examples() -> list[tuple[str, str]]:
    documents = (read_yaml(path) for path in sorted((HERE / "plover").glob("*.yaml")))
    frames = [frame for document in documents for frame in document["frames"]]
    return [(frame["id"], example) for frame in frames for example in frame["examples"]]


def _split(text: str) -> SplitStory:
    sentence = Sentence(index=0, part="body", paragraph=0, start=0, end=len(text), text=text)
    story = Story(story_id="st", source_id="example", text=text)
    return SplitStory(story=story, parts=(), masthead=Masthead(), sentences=(sentence,), quotations=())


def test_the_codebook_has_nothing_to_complain_about() -> None:
    assert [str(complaint) for complaint in lint_codebook()] == []


def test_the_codebook_holds_all_sixteen_types_with_frames_and_examples() -> None:
    codebook = load_codebook()
    assert len(codebook.types) == 16
    assert {frame.type for frame in codebook.frames} == set(codebook.types)
    assert len(_examples()) > 1000


def test_every_frame_fires_on_each_of_its_examples(kit) -> None:
    examples = _examples()
    parsed = kit.parser.parse([_split(text) for _, text in examples])
    silent = [
        (frame, text)
        for (frame, text), story in zip(examples, parsed, strict=True)
        if frame not in _fired(story.parses[0], kit.codebook)
    ]
    assert silent == []


def _fired(parse, codebook) -> set[str]:
    matches = Matcher(Syntax(parse), codebook).matches()
    return {match.frame.id for choices in matches for match in choices}


@pytest.mark.parametrize("act_type", sorted(load_codebook().types))
def test_every_cameo_code_of_a_type_has_a_label(act_type: str) -> None:
    codebook = load_codebook()
    codes = {frame.cameo for frame in codebook.frames if frame.type == act_type}
    assert codes <= set(codebook.cameo)
