"""The types of the codebook are the same without its frames, however their files are written."""

import pytest

from dateline.errors import LexiconError
from dateline.lexicon import load_codebook
from dateline.lexicon.act_types import read_act_types

FRAMES = """\
frames:
# Escorts
  - id: escort.escort-ship
    verbs: [escort]

    objects: [tanker]
    cameo: "074"
    examples: ["French frigates escorted two tankers of Qatar on Friday."]
"""
HEAD = """\
type: ESCORT
quad: material_cooperation
plv15: AID
recipient_required: false
definition: Warships go along with the ships of others.
"""
TAIL = "modes: {sea: On the sea.}\nscores: {base: 4}\n"
FLOW = """\
frames: [
  {id: escort.escort-ship, verbs: [escort], objects: [tanker], cameo: "074",
   examples: ["French frigates escorted two tankers of Qatar on Friday."]}
]
"""
#: A list that begins where its key does.
FLUSH = FRAMES.replace("\n  ", "\n")


@pytest.fixture
def own(tmp_path):
    (tmp_path / "plover").mkdir()
    return tmp_path


def test_the_types_are_those_of_the_whole_codebook():
    assert list(read_act_types().items()) == list(load_codebook().types.items())


@pytest.mark.parametrize(
    "text",
    [HEAD + TAIL + FRAMES, HEAD + FRAMES + TAIL, FRAMES + HEAD + TAIL, HEAD + FLOW + TAIL, HEAD + FLUSH + TAIL],
    ids=["frames last", "frames between", "frames first", "frames in brackets", "frames without indent"],
)
def test_a_type_of_ones_own_is_read_wherever_its_frames_stand(own, text):
    (own / "plover" / "ESCORT.yaml").write_text(text, "utf-8")
    found = read_act_types(own=own)["ESCORT"]
    assert (found.quad, found.modes, found.base_score) == ("material_cooperation", ("sea",), 4)


def test_what_is_wrong_in_a_type_is_told_with_its_file(own):
    (own / "plover" / "ESCORT.yaml").write_text("type: ESCORT\n" + FRAMES, "utf-8")
    with pytest.raises(LexiconError, match=r"ESCORT\.yaml.*scores"):
        read_act_types(own=own)


def test_frames_that_cannot_be_read_do_not_matter_here(own):
    (own / "plover" / "ESCORT.yaml").write_text(HEAD + TAIL + "frames:\n  - id: [\n", "utf-8")
    assert read_act_types(own=own)["ESCORT"].modes == ("sea",)
