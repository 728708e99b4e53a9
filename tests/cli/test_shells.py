"""What a shell sends for a TAB, and what it gets: the protocol between click and bash, zsh and fish."""

import pytest

from dateline.cli.app import COMPLETING, dateline, run
from dateline.cli.shells import SHELLS


@pytest.fixture
def answered(monkeypatch, capsys):
    """What the program prints for the words of a command line and the number, or the text, of the one that is begun."""

    def ask(shell, words, begun):
        monkeypatch.setenv(COMPLETING, f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", begun)
        with pytest.raises(SystemExit):
            run([])
        return capsys.readouterr().out.splitlines()

    return ask


def test_bash_completes_a_value_after_a_space_and_after_an_equals_sign(answered):
    assert answered("bash", "dateline events --country KOR", "3") == ["plain,KOR"]
    assert answered("bash", "dateline events --country = KOR", "4") == ["plain,KOR"]  # bash parts words at =
    assert answered("bash", "dateline events --type = AID --country = KOR", "7") == ["plain,KOR"]


def test_bash_offers_all_values_right_after_the_equals_sign(answered):
    assert "plain,phone" in answered("bash", "dateline contacts --channel =", "3")


def test_zsh_gets_the_whole_word_back(answered):
    assert answered("zsh", "dateline events --country=KOR", "2")[:2] == ["plain", "--country=KOR"]
    assert answered("zsh", "dateline events --country KOR", "3")[:2] == ["plain", "KOR"]


def test_fish_gets_the_whole_word_back_with_its_explanation(answered):
    assert answered("fish", "dateline events --country=KOR", "--country=KOR") == ["plain,--country=KOR\tSouth Korea"]
    (option,) = answered("fish", "dateline events --contex", "--contex")
    assert option.startswith("plain,--context\tPLOVER context: diplomatic, economic")


def test_fish_parts_a_line_at_its_first_comma_alone():
    script = SHELLS["fish"](dateline, {}, "dateline", COMPLETING).source()
    assert 'string split --max 1 -- ","' in script
    assert 'string split ","' not in script


@pytest.mark.parametrize("shell", list(SHELLS))
def test_every_shell_completes_commands(answered, shell):
    found = answered(shell, "dateline eve", "eve" if shell == "fish" else "1")
    assert any("events" in line for line in found)
