"""The answers that the judge may give: types with NONE, older roots, modes by type, statuses."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.errors import LexiconError
from dateline.lexicon import load_codebook
from dateline.lexicon.examples import NONE
from dateline.lexicon.own_codebook import Layers, known_types
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
    def read(cls, folder: Path = HERE, own: Path | None = None) -> Labels:
        """The answers that the codebook of a lexicon folder allows, with an own codebook over it."""
        types = load_codebook(folder, own).types
        names = tuple(sorted(types))
        known = known_types(Layers.of(folder, own))
        roots = sorted({known[name] for name in names if known.get(name)})
        modes = [f"{name}/{mode}" if mode else name for name in names for mode in ("", *types[name].modes)]
        return cls(
            types=(NONE, *names), roots=(NONE, *roots), modes=tuple(modes), statuses=tuple(map(str, get_args(Status)))
        )

    @classmethod
    def of_model(cls, folder: Path) -> Labels:
        """The answers that a model was trained to give."""
        names = json.loads((folder / "labels.json").read_text("utf-8"))
        return cls(**{key: tuple(value) for key, value in names.items()})

    def write(self, path: Path) -> None:
        """Writes labels.json, the counterpart of `of_model`."""
        names = {"types": self.types, "roots": self.roots, "modes": self.modes, "statuses": self.statuses}
        path.write_text(json.dumps(names, indent=1) + "\n", "utf-8")

    def check(self, types: Collection[str], folder: Path) -> None:
        """Raises LexiconError if the model of a folder gives types that the codebook in use does not have."""
        unknown = [name for name in self.types if name != NONE and name not in types]
        if unknown:
            raise LexiconError(
                f"the model was trained with types that this codebook does not have ({', '.join(unknown)}): "
                "give its codebook, too, with --codebook DIR",
                path=str(folder),
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
