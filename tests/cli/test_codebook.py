"""`dateline codebook`: what each command prints, and with which exit code it ends."""

import json
import os
from functools import partial

import click
import pytest

from dateline.cli.knowledge import codebook_option, model_option
from dateline.judge.heads import Recipe
from dateline.judge.labels import Labels
from dateline.lexicon.examples import read_examples
from dateline.lexicon.own_codebook import FOLDER_VARIABLE, MODEL_VARIABLE
from fake_judge import FakeJudge, write_fake

FILLED = {
    "quad:\n": "quad: material_cooperation\n",
    "plv15:\n": "plv15: AID\n",
    'definition: ""': "definition: Going along.",
}
SENTENCES = [
    f"{{a:{one}}} {{t:escorted}} {{r:{two}}} past {{b:Oman}} on {day}. || ESCORT occurred"
    for one, two in (("Chad", "Mali"), ("Peru", "Chile"), ("Malta", "Cuba"), ("Laos", "Nepal"))
    for day in ("Monday", "Tuesday", "Friday", "Sunday")
]


@pytest.fixture
def own(dateline, tmp_path):
    """A codebook of one's own with a type that has examples."""
    folder = tmp_path / "mine"
    assert dateline("codebook", "new", "ESCORT", "--into", folder).code == 0
    path = folder / "plover" / "ESCORT.yaml"
    text = path.read_text("utf-8")
    for old, new in FILLED.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    (folder / "examples" / "sentences" / "ESCORT.txt").write_text("\n".join(SENTENCES) + "\n", "utf-8")
    return folder


@pytest.fixture
def fakes(monkeypatch, tmp_path):
    """The judge has no encoder, and learns in great steps from a few of the shipped examples and all of one's own."""
    from dateline.cli import codebook_model  # noqa: PLC0415  (0.5 s, only where a model is trained)

    def few():
        return tuple(e for k, e in enumerate(read_examples()) if k % 80 == 0 or e.path == "sentences/ESCORT.txt")

    monkeypatch.setattr(codebook_model, "Judge", FakeJudge)
    monkeypatch.setattr(codebook_model, "read_examples", few)
    great = partial(Recipe, rate=0.02, batch=64, epochs=8, l2=0.0)
    monkeypatch.setattr(codebook_model, "Recipe", great)
    return write_fake(tmp_path / "shipped", Labels.read())


def test_lint_says_that_the_codebook_is_sound(dateline):
    done = dateline("codebook", "lint")
    assert (done.code, done.err) == (0, "")
    assert "16 types" in done.out
    assert "examples" in done.out


def test_a_new_type_tells_its_files_and_lint_what_is_missing(dateline, tmp_path):
    made = dateline("codebook", "new", "ESCORT", "--into", tmp_path / "mine")
    assert made.out.count("wrote ") == 2
    done = dateline("codebook", "lint", "--codebook", tmp_path / "mine")
    assert done.code == 1
    assert {line.split("[")[1].split("]")[0] for line in done.err.splitlines()} == {
        "quad",
        "definition",
        "plv15",
        "type",
    }
    assert dateline("codebook", "new", "ESCORT", "--into", tmp_path / "mine").code == 2


def test_show_tells_all_types_and_one_of_them(dateline, own):
    every = dateline("codebook", "show", "--codebook", own)
    assert "ESCORT (own)" in every.out
    assert "CONSULT" in every.out
    page = dateline("codebook", "show", "consult", "--mode", "phone", "--examples", "2")
    assert "Hard cases" in page.out
    assert "041" in page.out
    assert page.out.count("|| CONSULT/phone") == 2
    assert "{a:" in page.out
    assert "\x1b" not in page.out


@pytest.mark.parametrize("wrong", [["MEET"], ["CONSULT", "--mode", "pigeon"], ["CONSULT", "--codebook", "nowhere"]])
def test_what_there_is_not_is_wrong_usage(dateline, wrong):
    assert dateline("codebook", "show", *wrong).code == 2


def test_the_environment_is_as_before_when_a_command_has_ended(tmp_path, monkeypatch):
    seen = []
    command = codebook_option(model_option(click.Command("any", callback=lambda: seen.append(dict(os.environ)))))
    monkeypatch.setenv(FOLDER_VARIABLE, "before")
    command.main(["--codebook", str(tmp_path), "--model", str(tmp_path)], standalone_mode=False)
    assert seen[0][FOLDER_VARIABLE] == seen[0][MODEL_VARIABLE] == str(tmp_path.resolve())
    assert os.environ[FOLDER_VARIABLE] == "before"
    assert MODEL_VARIABLE not in os.environ


def test_a_model_is_trained_scored_and_compared(dateline, own, fakes, tmp_path):
    model = tmp_path / "model"
    trained = dateline("codebook", "train", "--model", fakes, "--codebook", own, "-o", model)
    assert trained.code == 0, trained.err
    assert "kept from training" in trained.out
    card = json.loads((model / "card.json").read_text("utf-8"))
    assert card["data"]["acts"]["ESCORT"] == len(SENTENCES)
    assert set(card["own_files"]) == {"plover/ESCORT.yaml", "examples/sentences/ESCORT.txt"}
    scored = dateline("codebook", "eval", "--model", model, "--codebook", own, "--against", fakes, "--changes", "1")
    assert scored.code == 0, scored.err
    assert "mean F1 of the types" in scored.out
    assert "now right" in scored.out
    figures = json.loads(dateline("codebook", "eval", "--model", model, "--codebook", own, "--json").out)
    assert figures["right_by_kind"]["right"]["n"] > 0


def test_a_codebook_with_mistakes_is_not_trained_on(dateline, own, fakes, tmp_path):
    (own / "examples" / "sentences" / "ESCORT.txt").write_text("nothing marked\n", "utf-8")
    done = dateline("codebook", "train", "--model", fakes, "--codebook", own, "-o", tmp_path / "model")
    assert done.code == 1
    assert "ESCORT.txt:1" in done.err
    assert not (tmp_path / "model").exists()
