"""The example sentences: how a line reads, what is refused, and what the lint says of lines that nobody can have meant."""

import shutil
from pathlib import Path

import pytest

from dateline.errors import LexiconError
from dateline.lexicon import load_codebook
from dateline.lexicon.examples import (
    Line,
    code_of,
    count_acts,
    parse_line,
    pieces,
    read_example_file,
    read_examples,
)
from dateline.lexicon.examples_lint import lint_examples
from dateline.lexicon.own_codebook import Layers, known_types
from dateline.lexicon.yaml_files import HERE

TYPES = known_types(Layers())
SUPPORT = """\
type: SUPPORT
quad: verbal_cooperation
recipient_required: false
definition: Praise.
modes: {praise: Kind words., toast: A glass.}
scores: {base: 3.0}
"""


def read(text, story=""):
    return parse_line(Line(text=text, path=Path("sentences/few.txt"), number=3, story=story), TYPES)


def test_a_line_gives_its_sentence_its_act_and_where_its_words_stand():
    example = read("{a:Chad} {t:met} {r:Mali's envoy} in {b:Rome}. || CONSULT/visit occurred bg")
    assert example.text == "Chad met Mali's envoy in Rome."
    [act] = example.acts
    assert (act.type, act.modes, act.status, act.background, act.plv15) == (
        "CONSULT",
        ("visit",),
        "occurred",
        True,
        "CONSULT",
    )
    assert [span.text for span in (*act.actors, *act.triggers, *act.recipients)] == ["Chad", "met", "Mali's envoy"]
    assert [span.text for span in example.bystanders] == ["Rome"]
    assert all(example.text[s.start : s.end] == s.text for s in (*act.actors, *example.bystanders))
    assert not act.mutual


def test_two_acts_share_a_sentence_by_their_numbers():
    example = read(
        "{a1,r2:Chad} {t1:freed} {r1:ten} as {a2:Mali} {t2:hailed} it. || RETREAT/release occurred ; SUPPORT occurred"
    )
    freed, hailed = example.acts
    assert [span.text for span in freed.actors] == [span.text for span in hailed.recipients] == ["Chad"]
    assert (freed.plv15, hailed.type) == ("YIELD", "SUPPORT")


def test_several_actors_without_recipient_do_the_same():
    [act] = read("{a:Chad} and {a:Mali} {t:met}. || CONSULT occurred").acts
    assert act.mutual


def test_what_is_no_act_has_its_cause_and_a_line_may_tell_nothing():
    assert read("{a:Chad} beat {r:Mali} 2-1. || NONE sport").acts[0].cause == "sport"
    assert read("It rained in {b:Chad}. || -").acts == ()


def test_an_act_told_again_names_the_act_of_its_story():
    assert read("{a:He} {t:met} {r:her}. || =2 CONSULT occurred").acts[0].same_as == 2
    assert read("HEADLINE: {a:He} {t:met} {r:her} || =same CONSULT occurred").acts[0].same_as == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Chad met Mali.", "needs one '||'"),
        ("Chad || met || Mali", "needs one '||'"),
        ("{a:Chad {t:met} Mali. || CONSULT occurred", "not closed"),
        ("{x:Chad} {t:met} Mali. || CONSULT occurred", "nested or unknown"),
        ("{a:Chad} {t:met} Mali. || MEET occurred", "'MEET' is no type"),
        ("{a:Chad} {t:met} Mali. || CONSULT", "needs a status"),
        ("{a:Chad} {t:met} Mali. || CONSULT done", "needs a status"),
        ("{a:Chad} {t:met} Mali. || CONSULT occurred often", "'often' is not known"),
        ("{a:Chad} {t:met} Mali. || CONSULT occurred plv=RETREAT", "plv=RETREAT is no root"),
        ("{a:Chad} {t:met} Mali. || CONSULT occurred ;", "a code is empty"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_the_cure(line, words):
    with pytest.raises(ValueError, match=words):
        read(line)


def test_a_file_with_a_wrong_line_is_an_error_with_file_and_line(tmp_path):
    path = tmp_path / "few.txt"
    path.write_text("## a note\n\n{a:Chad} {t:left}. || LEAVE occurred\n", "utf-8")
    with pytest.raises(LexiconError, match="'LEAVE' is no type") as caught:
        list(read_example_file(path, TYPES))
    assert (caught.value.path, caught.value.line) == (str(path), 3)


def test_a_story_holds_the_lines_below_its_head(tmp_path):
    path = tmp_path / "few.txt"
    path.write_text("# lome | published 1999\n{a:He} {t:left}. || -\n\n# rome\nIt rained. || -\n", "utf-8")
    assert [e.story for e in read_example_file(path, TYPES)] == ["lome", "rome"]


def test_the_pieces_and_the_code_of_an_example_give_its_line_back():
    for line in (
        "{a1:Chad} {t1:freed} {r1,a2:Mali}, which {t2:wept}. || RETREAT/release occurred ; PROTEST/demo ongoing bg",
        "{a:Chad} will {t:meet} {r:Mali} in {b:Rome}. || AGREE planned act=CONSULT/visit",
        "{a:Chad} beat {r:Mali}. || NONE sport",
    ):
        example = read(line)
        marked = "".join(f"{{{labels}:{piece}}}" if labels else piece for piece, labels in pieces(example))
        assert f"{marked} || {' ; '.join(map(code_of, example.acts))}" == line


def test_the_shipped_examples_show_every_type_hundreds_of_times_and_the_lint_finds_nothing():
    examples = read_examples()
    counts = count_acts(examples)
    assert min(counts[name] for name in TYPES) > 300
    assert lint_examples(load_codebook(), Layers()) == ()


# ------------------------------------------------------------------------------------------------------------- the lint
@pytest.fixture
def lint(tmp_path):
    """Lint a small codebook of one type with these example lines: the complaints, without those about what is missing."""
    (tmp_path / "plover").mkdir()
    (tmp_path / "plover" / "SUPPORT.yaml").write_text(SUPPORT, "utf-8")
    (tmp_path / "examples" / "sentences").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    shutil.copy(HERE / "data" / "cameo.csv", tmp_path / "data" / "cameo.csv")
    for name in ("classes.yaml", "classes_conflict.yaml", "modality.yaml"):
        (tmp_path / name).write_text("", "utf-8")

    def run(*lines, missing=False):
        (tmp_path / "examples" / "sentences" / "SUPPORT.txt").write_text("\n".join(lines) + "\n", "utf-8")
        found = lint_examples(load_codebook(tmp_path), Layers(base=tmp_path))
        return [complaint for complaint in found if missing or "no example of" not in complaint.message]

    return run


GOOD = "{a:Chad} {t:praised} {r:Mali}, not {b:Niger}. || SUPPORT/praise occurred"


def test_a_line_that_is_well_is_no_complaint(lint):
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{a:Chad} {t:praised} {r:Mali}. || SUPORT/praise occurred", "'SUPORT' is no type"),
        ("{a:Chad} {t:praised} {r:Mali}. || SUPPORT/hymn occurred", "'hymn' is no mode of SUPPORT: praise, toast"),
        ("{a:Chad} will {t:praise} {r:Mali}. || SUPPORT/toast planned act=SUPPORT/hymn", "'hymn' is no mode"),
        ("{a:Chad} praised {r:Mali}. || SUPPORT/praise occurred", "has no trigger"),
        ("Somebody {t:praised} all. || SUPPORT/praise occurred", "has no side"),
        (
            "{a:Chad} {t:praised} {r,b:Mali}. || SUPPORT/praise occurred",
            "'Mali' is marked as a side and as a bystander",
        ),
        ("{a:Chad} {t:praised} {r:Mali} and {a2:Niger}. || SUPPORT/praise occurred", "leave the number out"),
        ("{a:Chad} slept. || -", "mark who stands by"),
        ("{a:Chad } {t:praised} {r:Mali}. || SUPPORT/praise occurred", "begins or ends with a blank"),
        ("{a:Chad} beat {r:Mali}. || NONE", "needs its cause"),
        ("{a:Chad} {t:praised} {r:Mali}. || =4 SUPPORT/praise occurred", "=4: the story tells 0 acts"),
    ],
)
def test_what_cannot_be_meant_is_a_complaint_with_file_and_line(lint, line, words):
    found = lint(GOOD, line)
    assert any(words in complaint.message for complaint in found), found
    assert {(Path(complaint.path).name, complaint.line) for complaint in found} == {("SUPPORT.txt", 2)}


def test_every_wrong_line_is_named_and_not_the_first_alone(lint):
    assert [complaint.line for complaint in lint("one", GOOD, "three")] == [1, 3]


def test_a_sentence_told_twice_is_a_complaint_that_names_the_first(lint):
    [complaint] = lint(GOOD, "", GOOD)
    assert complaint.line == 3
    assert "SUPPORT.txt:1" in complaint.message


def test_a_mode_without_example_is_a_complaint_about_the_type(lint):
    [complaint] = lint(GOOD, missing=True)
    assert (Path(complaint.path).name, complaint.key) == ("SUPPORT.yaml", "toast")
    assert "no example of SUPPORT/toast" in complaint.message
