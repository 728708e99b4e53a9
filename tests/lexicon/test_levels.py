"""The rank of an office by the words of its title and whose it is."""

from pathlib import Path

import pytest
import yaml

from dateline.errors import LexiconError
from dateline.lexicon.levels import RANKS, level_of, load_levels

TITLES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "contacts" / "levels.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("title", "country", "level"), TITLES)
def test_a_title_has_the_level_that_a_desk_would_give_it(title, country, level):
    assert level_of(title, country) == level


def test_every_rank_has_a_rule():
    assert {rule.level for rule in load_levels()} == {*RANKS, None}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deputy: [deputy]", "a list of"),
        ("- {level: chief, titles: [chief]}", "not one of head"),
        ("- {level: head}", "list of words"),
        ("- {level: head, titles: [king], where: [DNK]}", "no key where"),
    ],
)
def test_a_wrong_file_of_levels_is_named_with_its_fault(tmp_path, text, words):
    path = tmp_path / "levels.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=words):
        load_levels(path)
