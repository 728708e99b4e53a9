"""The answers that the judge may give: types with NONE, older roots, modes by type, statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.lexicon import load_codebook
from dateline.lexicon.examples import NONE
from dateline.lexicon.yaml_files import HERE
from dateline.records import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of the answers of each head, in the order of its scores. modes: "TYPE/mode", and "TYPE" for no mode."""

    types: tuple[str, ...]
    roots: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path = HERE) -> Labels:
        """The answers that the codebook of a lexicon folder allows."""
        types = load_codebook(folder).types
        names = tuple(sorted(types))
        roots = sorted({"YIELD" if name in {"CONCEDE", "RETREAT"} else name for name in names})
        modes = [f"{name}/{mode}" if mode else name for name in names for mode in ("", *types[name].modes)]
        return cls(
            types=(NONE, *names), roots=(NONE, *roots), modes=tuple(modes), statuses=tuple(map(str, get_args(Status)))
        )

    def mode_index(self, event_type: str, modes: Sequence[str]) -> int:
        """Place of a type's mode (its first, where it has several) among the scores of the mode head."""
        return self.modes.index(f"{event_type}/{modes[0]}" if modes else event_type)

    def sizes(self) -> dict[str, int]:
        """How many answers each head has."""
        return {
            "types": len(self.types),
            "roots": len(self.roots),
            "modes": len(self.modes),
            "statuses": len(self.statuses),
        }
