"""How bash, zsh and fish ask for a completion and take the answer, where click's own way loses something.

Tried at a terminal with bash 5.2, zsh 5.9 and fish 3.6: commands, options, values after a space and after =, files, ids.
"""

from __future__ import annotations

from typing import Any

from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete


class Bash(BashComplete):
    """bash makes three words of `--country=KO`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is begun, without the = between an option and its value."""
        words, begun = super().get_completion_args()
        before = ["", *words]
        return [
            word for word, last in zip(words, before, strict=False) if word != "=" or not last.startswith("--")
        ], begun


class _WholeWord(ShellComplete):
    """zsh and fish take an answer for the whole word: that to `--country=KO` is `--country=KOR`."""

    _option = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        option, sign, _ = begun.partition("=")
        self._option = option + sign if sign and option.startswith("--") else ""
        return words, begun

    def format_completion(self, item: CompletionItem) -> str:
        whole: CompletionItem = CompletionItem(self._option + str(item.value), item.type, item.help)
        return super().format_completion(whole)


class Zsh(_WholeWord, ZshComplete):
    """As click has it."""


class Fish(_WholeWord, FishComplete):
    """Words that are explained with a comma in between are shown with all of their explanation."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 -- ","')


SHELLS: dict[str, Any] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
