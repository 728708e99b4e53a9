"""The beginnings of a type of one's own: a commented type file, and a file for its examples with their grammar."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import get_args

from dateline.errors import UsageError
from dateline.records import Status

from .own_codebook import PLOVER, ROOTS, TYPE_NAME
from .yaml_files import HERE

_SKELETON = HERE / "skeleton"


def new_type(name: str, into: Path) -> list[Path]:
    """Writes the files for a type into the folder of an own codebook; their paths come back.

    Of a type that ships its file is copied, to be changed. Raises UsageError for a wrong name, or where a file is there already.
    """
    if not TYPE_NAME.fullmatch(name) or name == "NONE":
        raise UsageError(f"{name!r} is no name of a type: write it like ESCORT or SHOW_FORCE")
    shipped = name in PLOVER
    type_file = into / "plover" / f"{name}.yaml"
    examples = into / "examples" / "sentences" / (f"{name}_own.txt" if shipped else f"{name}.txt")
    there = [str(path) for path in (type_file, examples) if path.exists()]
    if there:
        raise UsageError(f"there is {' and '.join(there)} already: change it, or take it away first")
    for path in (type_file, examples):
        path.parent.mkdir(parents=True, exist_ok=True)
    if shipped:
        shutil.copyfile(HERE / "plover" / f"{name}.yaml", type_file)
    else:
        type_file.write_text(_filled("type.yaml", name), "utf-8")
    examples.write_text(_filled("examples.txt", name), "utf-8")
    return [type_file, examples]


def _filled(skeleton: str, name: str) -> str:
    """A skeleton with the name of the type and the words to choose from."""
    roots = "\n# ".join(textwrap.wrap(", ".join(sorted(ROOTS)), 100))
    text = (_SKELETON / skeleton).read_text("utf-8")
    filled = text.replace("ROOTS", roots).replace("STATUSES", ", ".join(get_args(Status)))
    return filled.replace("NAME", name.lower()).replace("TYPE", name)
