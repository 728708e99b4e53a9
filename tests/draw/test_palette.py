"""Colours, marks and words cover everything that can be drawn, and can be told apart."""

import re

import pytest

from dateline.draw import css
from dateline.draw.palette import PALETTE, load_palette
from dateline.draw.picture import PictureOptions
from dateline.errors import LexiconError
from dateline.lexicon.yaml_files import HERE, read_yaml


def test_every_act_is_in_one_family_and_every_status_has_a_look():
    families = load_palette().families
    drawn = sorted(word for family in families for word in family.types)
    assert drawn == sorted(path.stem for path in (HERE / "plover").glob("*.yaml"))
    assert set(load_palette().statuses.values()) == set(load_palette().status_words)
    assert len({family.mark for family in families}) == len(families)


def test_every_state_of_a_process_and_every_channel_has_its_colour_or_words():
    states = {state for step in read_yaml(HERE / "process_states.yaml")["course"] for state in step}
    assert states <= set(load_palette().stage_of)
    assert set(load_palette().stage_of.values()) == set(load_palette().stage_words)


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_have_three_to_one_and_words_four_and_a_half_to_one_against_their_ground(theme):
    colours = {name: values[theme] for name, values in load_palette().colours.items()}
    for mark in ("contact", "accord", "help", "dispute", "force"):
        assert all(contrast(colours[mark], colours[ground]) >= 3 for ground in ("paper", "band", "land", "sea"))
    for ground in ("paper", "band", "ahead", "running", "troubled", "back", "over", "land"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5
    assert all(contrast(colours["muted"], colours[ground]) >= 4.5 for ground in ("paper", "band"))


def test_the_css_and_the_docstring_name_every_colour():
    named = set(re.findall(r"--pic-(\w+)", css()))
    assert named == set(load_palette().colours)
    assert named == set(re.findall(r"--pic-(\w+)", PictureOptions.__doc__))


@pytest.mark.parametrize(
    ("word", "other"),
    [("families:", "familes:"), ("  paper: {light:", "  paper: {ligth:"), ("  contact: {light", "  kontact: {light")],
)
def test_a_palette_with_a_wrong_key_is_refused_with_file_and_key(tmp_path, word, other):
    path = tmp_path / "palette.yaml"
    path.write_text(PALETTE.read_text("utf-8").replace(word, other), "utf-8")
    with pytest.raises(LexiconError, match=r"palette\.yaml"):
        load_palette(path)
