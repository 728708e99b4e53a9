"""A codebook of one's own lies over the shipped one, file by file, and brings types of its own."""

import pytest

from dateline.errors import LexiconError, UsageError
from dateline.lexicon import load_codebook
from dateline.lexicon.codebook_lint import examine_codebook, lint_codebook
from dateline.lexicon.codebook_new import new_type
from dateline.lexicon.examples import read_examples
from dateline.lexicon.examples_lint import lint_examples
from dateline.lexicon.fingerprint import fingerprint
from dateline.lexicon.own_codebook import FOLDER_VARIABLE, PLOVER, Layers, known_types, own_codebook
from dateline.lexicon.yaml_files import HERE

ESCORT = """\
type: ESCORT
quad: material_cooperation
plv15: AID
recipient_required: false
definition: Warships go along with the ships of others.
modes: {sea: On the sea.}
scores: {base: 4}
frames:
  - id: escort.escort-ship
    verbs: [escort]
    objects: ["@ours", tanker]
    actor: [subj]
    recipient: [owner, of]
    mode: sea
    cameo: "074"
    examples: ["French frigates escorted two tankers of Qatar on Friday."]
"""
EXAMPLE = "{a:French frigates} {t:escorted} {r:two tankers of Qatar} past {b:Oman}. || ESCORT/sea occurred\n"


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def own(tmp_path):
    """A folder with a type of its own, one word class, one example."""
    return write(
        tmp_path / "own",
        {
            "plover/ESCORT.yaml": ESCORT,
            "classes.yaml": "ours: [freighter]\n",
            "examples/sentences/ESCORT.txt": EXAMPLE,
        },
    )


@pytest.fixture
def bare(tmp_path):
    """A lexicon without types, which loads at once."""
    names = ("classes.yaml", "classes_conflict.yaml", "modality.yaml")
    write(
        tmp_path / "bare",
        {**dict.fromkeys(names, ""), "data/cameo.csv": (HERE / "data" / "cameo.csv").read_text("utf-8")},
    )
    return tmp_path / "bare"


@pytest.fixture
def files(own, bare):
    """The own folder and the bare one below it."""
    return own, bare


def complaints(own, base=HERE):
    layers = Layers(base=base, own=own)
    found = examine_codebook(layers)
    return [*found.complaints, *(lint_examples(found.codebook, layers) if found.codebook else ())]


def test_a_type_of_ones_own_stands_beside_those_of_plover(own):
    codebook = load_codebook(own=own)
    assert set(codebook.types) == PLOVER | {"ESCORT"}
    frame = codebook.verbs["escort"][0]
    assert (frame.type, frame.plv15, frame.objects) == ("ESCORT", "AID", {"freighter", "tanker"})
    assert codebook.version != load_codebook().version
    assert complaints(own) == []


def test_examples_of_ones_own_are_read_with_the_older_root_of_their_type(own):
    examples = read_examples(own=own)
    assert len(examples) == len(read_examples()) + 1
    [act] = next(e.acts for e in examples if e.path == "sentences/ESCORT.txt")
    assert (act.type, act.plv15) == ("ESCORT", "AID")


def test_a_file_of_the_same_name_stands_for_the_shipped_one(tmp_path):
    shipped = (HERE / "plover" / "AID.yaml").read_text("utf-8")
    own = write(tmp_path, {"plover/AID.yaml": shipped[: shipped.index("frames:")]})
    codebook = load_codebook(own=own)
    assert set(codebook.types) == PLOVER
    assert not any(frame.type == "AID" for frame in codebook.frames)
    assert known_types(Layers(own=own)) == known_types(Layers())


def test_the_environment_names_the_folder_for_every_command(own, monkeypatch):
    before = fingerprint()
    monkeypatch.setenv(FOLDER_VARIABLE, str(own))
    assert own_codebook() == own
    assert "ESCORT" in load_codebook().types
    assert "ESCORT" in known_types()
    after = fingerprint()
    assert (after.codebook, after.files) == (3, before.files)
    assert after.digest != before.digest


def test_a_folder_that_is_not_there_is_an_error_with_the_cure(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(LexiconError, match="codebook new TYPE --into"):
        load_codebook()


def test_another_lexicon_folder_has_nothing_laid_over_it(own, monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, str(own))
    assert Layers.of(tmp_path).own is None


def test_files_that_nothing_reads_are_a_complaint(own, bare):
    write(own, {"plover/ESCORT.yml": "", "examples/ESCORT.txt": "", "notes.md": "mine"})
    found = [complaint.path for complaint in lint_codebook(bare, own)]
    assert found == [str(own / "examples" / "ESCORT.txt"), str(own / "plover" / "ESCORT.yml")]


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("type: ESCORT", "type: Escort", "type", "upper-case letters"),
        ("quad: material_cooperation", "quad: 5", "quad", "choose from verbal_cooperation"),
        ("plv15: AID\n", "", "plv15", "name the root of the older scheme"),
        ("plv15: AID", "plv15: RETREAT", "plv15", "name the root of the older scheme"),
        ("definition: Warships go along with the ships of others.", "definition:", "definition", "is empty"),
        ("modes: {sea: On the sea.}", "modes: [sea]", "modes", "line by line"),
        ("scores: {base: 4}", "scores: {base: 11}", "scores", "a number from -10 to 10"),
        ("scores: {base: 4}", "scores: {base: 4, modes: {air: 3}}", "modes", "'air' is not one of the type's modes"),
        ("frames:", "rules: [{id: E.1}]\nframes:", "rules", "lacks rule and code_as"),
        ("    mode: sea", "    mode: sea\n    channel: [phone]", "escort.escort-ship", "choose from"),
    ],
)
def test_what_is_wrong_with_a_type_is_told_with_its_key_and_line(files, old, new, key, words):
    own, bare = files
    write(own, {"plover/ESCORT.yaml": ESCORT.replace(old, new, 1)})
    found = [complaint for complaint in lint_codebook(bare, own) if complaint.key == key]
    assert any(words in complaint.message for complaint in found), found
    assert all(complaint.line for complaint in found)


@pytest.mark.parametrize("text", ["", "- a list\n", "type: ESCORT\nframes: [escort]\nscores: 3\n"])
def test_a_type_file_of_another_shape_is_one_complaint(own, bare, text):
    write(own, {"plover/ESCORT.yaml": text})
    [complaint] = lint_codebook(bare, own)
    assert complaint.path.endswith("ESCORT.yaml")


def test_a_new_type_says_what_is_missing_and_is_well_when_it_is_written(tmp_path, bare):
    paths = new_type("SHOW_FORCE", tmp_path / "own")
    assert {complaint.key for complaint in complaints(tmp_path / "own", bare)} == {
        "quad",
        "plv15",
        "definition",
        "type",
    }
    type_file, examples = paths
    filled = (
        type_file.read_text("utf-8")
        .replace("quad:\n", "quad: verbal_conflict\n")
        .replace("plv15:\n", "plv15: THREATEN\n")
    )
    type_file.write_text(filled.replace('definition: ""', "definition: Arms are shown."), "utf-8")
    [complaint] = complaints(tmp_path / "own", bare)
    assert "no example of SHOW_FORCE" in complaint.message
    with examples.open("a", encoding="utf-8") as file:
        file.write("{a:Chad} {t:sailed past} {r:Mali} with {b:Peru} looking on. || SHOW_FORCE occurred\n")
    assert complaints(tmp_path / "own", bare) == []


def test_the_frame_that_a_new_type_file_shows_is_right_when_the_marks_are_taken_away(tmp_path, bare):
    type_file, examples = new_type("ESCORT", tmp_path / "own")
    text = type_file.read_text("utf-8")
    start = text.index("#   - id:")
    frame = text[start : text.index("frames: []")].replace("#   ", "  ").replace("\n#", "\n")
    filled = text[:start] + "frames:\n" + frame
    filled = filled.replace("quad:\n", "quad: material_cooperation\n").replace("plv15:\n", "plv15: AID\n")
    type_file.write_text(filled.replace('definition: ""', "definition: Going along."), "utf-8")
    examples.write_text("{a:Chad} {t:escorted} {r:a tanker of Peru}. || ESCORT occurred\n", "utf-8")
    assert complaints(tmp_path / "own", bare) == []


def test_of_a_type_that_ships_the_file_is_copied_and_its_examples_stay(tmp_path):
    type_file, examples = new_type("CONSULT", tmp_path)
    assert type_file.read_bytes() == (HERE / "plover" / "CONSULT.yaml").read_bytes()
    assert examples.name == "CONSULT_own.txt"
    assert known_types(Layers(own=tmp_path)) == known_types(Layers())


@pytest.mark.parametrize("name", ["escort", "ESCORT.", "NONE", "../ESCORT", "_ESCORT", ""])
def test_what_cannot_be_the_name_of_a_type_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="no name of a type"):
        new_type(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_new_type_never_overwrites(tmp_path):
    new_type("ESCORT", tmp_path)
    with pytest.raises(UsageError, match="already"):
        new_type("ESCORT", tmp_path)
