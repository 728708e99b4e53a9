"""A codebook of one's own: a folder that lies over the shipped one, file by file, and what types there are then."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.errors import LexiconError
from dateline.records import PloverType

from .yaml_files import HERE

#: Names the folder of an own codebook; without it the shipped one is used alone.
FOLDER_VARIABLE = "DATELINE_CODEBOOK"
#: Names the folder of the model that was trained with it; without it the shipped one is used.
MODEL_VARIABLE = "DATELINE_MODEL"
PLOVER = frozenset(get_args(PloverType))
#: Types that the older 15 roots call otherwise.
_OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
#: The older 15 roots.
ROOTS = frozenset(_OLDER.get(name, name) for name in PLOVER)
#: What a type may be called.
TYPE_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_ROOT_LINE = re.compile(r"^plv15:\s*[\"']?(\w+)", re.MULTILINE)
#: The files of an own codebook that are read.
PARTS = ("plover/*.yaml", "examples/sentences/*.txt", "examples/stories/*.txt", "classes.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """A lexicon folder and what lies over it: a file of the own folder stands for the shipped one of the same name."""

    base: Path = HERE
    own: Path | None = None

    @classmethod
    def of(cls, base: Path = HERE, own: Path | None = None) -> Layers:
        """The layers asked for; over the shipped folder lies $DATELINE_CODEBOOK where nothing else is said."""
        return cls(base=base, own=own or (own_codebook() if base == HERE else None))

    def find(self, pattern: str) -> list[Path]:
        """The files that count, in the order of their names."""
        found = {path.relative_to(self.base): path for path in self.base.glob(pattern)}
        if self.own:
            found |= {path.relative_to(self.own): path for path in self.own.glob(pattern)}
        return [found[name] for name in sorted(found)]

    def own_files(self) -> dict[str, Path]:
        """The files of the own folder that are read, by their names in it."""
        if self.own is None:
            return {}
        return {path.relative_to(self.own).as_posix(): path for part in PARTS for path in sorted(self.own.glob(part))}

    def unread(self) -> list[Path]:
        """Files of the own folder that nothing reads: misplaced or misnamed ones."""
        if self.own is None:
            return []
        read = set(self.own_files().values())
        return [
            path
            for path in sorted(self.own.rglob("*"))
            if path.is_file() and path not in read and path.suffix in {".yaml", ".yml", ".txt"}
        ]


def own_codebook() -> Path | None:
    """The folder that $DATELINE_CODEBOOK names, None if it names none; raises LexiconError where there is no such folder."""
    given = os.environ.get(FOLDER_VARIABLE)
    if not given:
        return None
    folder = Path(given)
    if not folder.is_dir():
        raise LexiconError(
            f"there is no such folder ({FOLDER_VARIABLE}): `dateline codebook new TYPE --into {given}` makes one",
            path=given,
        )
    return folder


def known_types(layers: Layers | None = None) -> Mapping[str, str]:
    """The types by the names of their files, each with its older root: "" where a new type tells none.

    >>> known_types(Layers())["RETREAT"]
    'YIELD'
    """
    found = (layers or Layers.of()).find("plover/*.yaml")
    return {path.stem: _OLDER.get(path.stem, path.stem) if path.stem in PLOVER else _root_told(path) for path in found}


def _root_told(path: Path) -> str:
    told = _ROOT_LINE.search(path.read_text(encoding="utf-8", errors="replace"))
    return told[1] if told and told[1] in ROOTS else ""
