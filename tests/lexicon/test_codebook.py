"""The codebook: what it loads, what it refuses with file, line and key, and that a new frame is a new act."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dateline.errors import LexiconError
from dateline.lexicon import load_codebook
from dateline.lexicon.codebook_lint import lint_codebook
from dateline.lexicon.yaml_files import HERE, line_of, read_yaml
from dateline.pipeline import code_stories
from dateline.records import Story, content_id
from dateline.settings import Settings

#: A small type file that is right; the tests spoil one line of it.
ADMIRE = """\
type: SUPPORT
quad: verbal_cooperation
recipient_required: false
definition: Praise.
modes:
  praise: Kind words.
scores:
  base: 3.0
  modes: {praise: 4.0}
frames:
  - id: support.serenade
    verbs: [serenade]
    objects: ["@leaders"]
    actor: [subj]
    recipient: [obj]
    mode: praise
    cameo: "051"
    examples: ["Paraguay serenaded the Uruguayan premier."]
"""
CLASSES = "leaders: [premier, president]\n"


@pytest.fixture
def folder(tmp_path):
    """A lexicon folder with one type, one frame and one word class."""
    (tmp_path / "plover").mkdir()
    (tmp_path / "plover" / "SUPPORT.yaml").write_text(ADMIRE, "utf-8")
    (tmp_path / "classes.yaml").write_text(CLASSES, "utf-8")
    (tmp_path / "classes_conflict.yaml").write_text("weapons: [gun]\n", "utf-8")
    (tmp_path / "modality.yaml").write_text("planned:\n  verbs: [plan]\nreporting:\n  factual: [say]\n", "utf-8")
    (tmp_path / "data").mkdir()
    shutil.copy(HERE / "data" / "cameo.csv", tmp_path / "data" / "cameo.csv")
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> Path:
    path = folder / "plover" / "SUPPORT.yaml"
    assert old in ADMIRE
    path.write_text(ADMIRE.replace(old, new, 1), "utf-8")
    return path


def line_with(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)


def test_a_small_codebook_loads_with_its_frame_class_and_scores(folder):
    codebook = load_codebook(folder)
    [frame] = codebook.frames
    assert (frame.id, frame.type, frame.kind, frame.head) == ("support.serenade", "SUPPORT", "verb", "serenade")
    assert frame.objects == {"premier", "president"}
    assert codebook.verbs["serenade"] == (frame,)
    assert codebook.nouns == {}
    support = codebook.types["SUPPORT"]
    assert (support.score("praise"), support.score(None), support.score("unheard of")) == (4.0, 3.0, 3.0)
    assert codebook.modality.status("verbs", "plan") == "planned"
    assert codebook.modality.status("nouns", "plan") is None
    assert codebook.modality.reporting == {"say"}
    assert lint_codebook(folder) == ()


def test_cue_files_that_are_not_there_leave_their_indexes_empty(folder):
    codebook = load_codebook(folder)
    assert codebook.channels.find("by telephone") == codebook.contexts.find("arms") == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("    mode: praise", "    mod: praise", "support.serenade", "unknown key.*mod"),
        ('["@leaders"]', '["@leader"]', "support.serenade", "'leader' is not defined"),
        ("    verbs: [serenade]", "    verbs: [serenade]\n    nouns: [serenade]", "support.serenade", "one of the two"),
        ("    verbs: [serenade]\n", "", "support.serenade", "one of the two"),
    ],
)
def test_a_frame_that_cannot_be_compiled_is_an_error_with_file_line_and_key(folder, old, new, key, words):
    path = spoil(folder, old, new)
    with pytest.raises(LexiconError, match=words) as caught:
        load_codebook(folder)
    error = caught.value
    assert (error.path, error.line, error.key) == (str(path), line_with(path, f"id: {key}"), key)
    assert str(error).startswith(f"{path}:{error.line} [{key}]: ")


@pytest.mark.parametrize("missing", ["quad", "recipient_required", "definition", "scores"])
def test_a_type_without_one_of_its_keys_is_an_error_that_names_the_key(folder, missing):
    path = folder / "plover" / "SUPPORT.yaml"
    kept = {key: value for key, value in yaml.safe_load(ADMIRE).items() if key != missing}
    path.write_text(yaml.safe_dump(kept), "utf-8")
    with pytest.raises(LexiconError, match=missing) as caught:
        load_codebook(folder)
    assert caught.value.path == str(path)


def test_what_is_no_yaml_is_an_error_with_file_and_line(folder):
    path = spoil(folder, "    actor: [subj]", "    actor: [subj")
    with pytest.raises(LexiconError, match="not YAML") as caught:
        load_codebook(folder)
    assert caught.value.path == str(path)
    assert caught.value.line in range(line_with(path, "actor:"), line_with(path, "mode: praise") + 1)


def test_a_file_that_is_no_text_is_an_error_with_its_name(folder):
    path = folder / "classes.yaml"
    path.write_bytes(b"leaders: [\xff\xfe]\n")
    with pytest.raises(LexiconError, match="cannot be read") as caught:
        load_codebook(folder)
    assert caught.value.path == str(path)


def test_a_class_defined_in_both_files_is_an_error(folder):
    (folder / "classes_conflict.yaml").write_text(CLASSES, "utf-8")
    with pytest.raises(LexiconError, match="defined twice") as caught:
        load_codebook(folder)
    assert caught.value.key == "leaders"
    assert caught.value.line == 1


def test_a_missing_class_file_is_an_error(folder):
    (folder / "classes.yaml").unlink()
    with pytest.raises(LexiconError, match="cannot be read"):
        load_codebook(folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("actor: [subj]", "actor: [subject]", "'subject' is no slot"),
        ("recipient: [obj]", "recipient: [comp.objects]", "'comp.objects' is no slot"),
        ("mode: praise", "mode: hugs", "mode 'hugs' is not one of the type's: praise"),
        ('cameo: "051"', 'cameo: "999"', "'999' is no CAMEO code"),
        ('    cameo: "051"\n', "", "is no CAMEO code"),
        ("mode: praise", "mode: praise\n    channel: pigeon", "channel 'pigeon': choose from"),
        ("mode: praise", "mode: praise\n    complement: maybe", "complement 'maybe': choose from"),
        ("mode: praise", "mode: praise\n    passive: sometimes", "passive 'sometimes': choose from"),
        ("mode: praise", "mode: praise\n    act: HUG", "act 'HUG': choose from"),
        ("mode: praise", "mode: praise\n    plv15: RETREAT", "plv15 'RETREAT': choose from"),
        ("mode: praise", "mode: praise\n    needs: [luck]", "needs 'luck': choose from"),
        ('    examples: ["Paraguay serenaded the Uruguayan premier."]\n', "", "no example: write one fresh sentence"),
        ('    verbs: [serenade]\n    objects: ["@leaders"]', "    verbs: [say]", "'say' is too common to stand alone"),
    ],
)
def test_what_loads_but_cannot_be_meant_is_a_complaint_with_file_line_and_key(folder, old, new, words):
    path = spoil(folder, old, new)
    [complaint] = lint_codebook(folder)
    assert words in complaint.message
    assert (complaint.path, complaint.key) == (str(path), "support.serenade")
    assert complaint.line == line_with(path, "support.serenade")
    assert str(complaint) == f"{path}:{complaint.line} [support.serenade] {complaint.message}"


def test_an_id_used_twice_is_a_complaint(folder):
    path = folder / "plover" / "SUPPORT.yaml"
    frame = ADMIRE[ADMIRE.index("  - id") :]
    path.write_text(ADMIRE + frame.replace("[serenade]", "[laud]"), "utf-8")
    [complaint] = lint_codebook(folder)
    assert "give each frame its own" in complaint.message
    assert complaint.key == "support.serenade"


def test_a_file_named_after_another_type_is_a_complaint(folder):
    (folder / "plover" / "SUPPORT.yaml").rename(folder / "plover" / "PRAISE.yaml")
    [complaint] = lint_codebook(folder)
    assert (complaint.key, complaint.line) == ("type", 1)
    assert "SUPPORT.yaml" in complaint.message


def test_a_codebook_that_does_not_load_is_one_complaint_of_the_linter(folder):
    path = spoil(folder, "    mode: praise", "    mod: praise")
    [complaint] = lint_codebook(folder)
    assert (complaint.path, complaint.key) == (str(path), "support.serenade")
    assert complaint.line == line_with(path, "support.serenade")


def test_the_line_of_what_is_not_in_a_file_is_unknown(folder):
    assert line_of(folder / "classes.yaml", "weapons") is None


def test_every_frame_stands_in_the_index_of_its_first_word(kit):
    codebook = kit.codebook
    assert sum(map(len, codebook.verbs.values())) + sum(map(len, codebook.nouns.values())) == len(codebook.frames)
    for index in (codebook.verbs, codebook.nouns):
        for head, frames in index.items():
            assert {frame.head for frame in frames} == {head}
            assert [f.specificity for f in frames] == sorted((f.specificity for f in frames), reverse=True)


def test_every_type_has_the_quad_that_plover_gives_it(kit):
    quads = {name: found.quad for name, found in kit.codebook.types.items()}
    assert quads["CONSULT"] == quads["AGREE"] == quads["SUPPORT"] == quads["CONCEDE"] == "verbal_cooperation"
    assert quads["COOPERATE"] == quads["AID"] == quads["RETREAT"] == "material_cooperation"
    assert quads["REQUEST"] == quads["ACCUSE"] == quads["REJECT"] == quads["THREATEN"] == "verbal_conflict"
    assert quads["PROTEST"] == quads["MOBILIZE"] == quads["COERCE"] == quads["ASSAULT"] == "material_conflict"


# ------------------------------------------------------------------------------ a changed file is a changed codebook
SENTENCE = "Paraguay serenaded the Uruguayan premier in Salto on Sunday."


@pytest.fixture
def own_lexicon(tmp_path):
    """A copy of the shipped codebook that a researcher can edit."""
    for name in ("plover", "data"):
        shutil.copytree(HERE / name, tmp_path / name, ignore=shutil.ignore_patterns("*.zst"))
    for path in HERE.glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def code(kit, codebook, text):
    story = Story(
        story_id=content_id("st", text),
        source_id="own",
        text=text + "\n",
        published=dt.datetime(2019, 5, 15, tzinfo=dt.UTC),
        published_basis="given",
    )
    [coded] = code_stories([story], replace(kit, codebook=codebook), Settings())
    return coded.events


def test_one_changed_file_teaches_the_codebook_a_new_act(kit, own_lexicon):
    assert code(kit, kit.codebook, SENTENCE) == ()
    path = own_lexicon / "plover" / "SUPPORT.yaml"
    frame = ADMIRE[ADMIRE.index("  - id") :].replace('["@leaders"]', "[premier]").replace("    mode: praise\n", "")
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + frame, "utf-8")
    after = load_codebook(own_lexicon)
    assert lint_codebook(own_lexicon) == ()
    [event] = code(kit, after, SENTENCE)
    assert (event.type, event.cameo, event.basis.type) == ("SUPPORT", "051", "rule:support.serenade")
    assert [actor.country for actor in event.actors] == ["PRY"]
    assert [actor.country for actor in event.recipients] == ["URY"]
    assert str(event.when.first) == "2019-05-12"
    assert after.version != kit.codebook.version


def test_a_frame_taken_out_is_an_act_no_longer_told(kit, own_lexicon):
    text = "Paraguay expelled the Uruguayan consul on Sunday."
    [event] = code(kit, kit.codebook, text)
    path = own_lexicon / "plover" / f"{event.type}.yaml"
    path.write_text(path.read_text("utf-8").replace("expel,", "").replace("[expel]", "[unused]"), "utf-8")
    rules = {found.basis.type for found in code(kit, load_codebook(own_lexicon), text)}
    assert event.basis.type not in rules


def test_the_shipped_files_have_one_version_wherever_they_lie(kit, own_lexicon):
    assert load_codebook(own_lexicon).version == kit.codebook.version


def test_a_type_file_without_frames_is_a_type_without_frames(folder):
    path = folder / "plover" / "SUPPORT.yaml"
    path.write_text(ADMIRE[: ADMIRE.index("frames:")], "utf-8")
    codebook = load_codebook(folder)
    assert (codebook.frames, list(codebook.types)) == ((), ["SUPPORT"])
    assert read_yaml(path)["type"] == "SUPPORT"
