"""`dateline completion`: the script that completes commands, options, ledgers, codes and ids in a shell."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete

from .shells import SHELLS

#: How each shell takes the script, for good.
_INSTALL = {
    "bash": "dateline completion bash > ~/.local/share/bash-completion/completions/dateline",
    "zsh": "dateline completion zsh > ~/.zfunc/_dateline    # with fpath+=~/.zfunc before compinit in ~/.zshrc",
    "fish": "dateline completion fish > ~/.config/fish/completions/dateline.fish",
}
_NOW = {
    "bash": 'eval "$(dateline completion bash)"',
    "zsh": 'eval "$(dateline completion zsh)"    # after: autoload -U compinit; compinit',
    "fish": "dateline completion fish | source",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(_INSTALL)))
def command(shell: str) -> None:
    """Print the script that completes commands, options, ledgers, types, countries and ids.

    For the shell you are in: eval "$(dateline completion bash)", or with zsh, after compinit; in fish: dateline completion fish |
    source. How to have it in every shell stands at the top of the script. Tried with bash 5.2, zsh 5.9 and fish 3.6.
    """
    from .app import COMPLETING, dateline  # noqa: PLC0415  (the program itself, which loads this command)

    script = ShellComplete.source(SHELLS[shell](dateline, {}, "dateline", COMPLETING))
    head, _, rest = script.partition("\n") if script.startswith("#compdef") else ("", "", script)
    lines = (head, f"# For this shell: {_NOW[shell]}", f"# For good: {_INSTALL[shell]}", rest.strip())
    click.echo("\n".join(line for line in lines if line))
