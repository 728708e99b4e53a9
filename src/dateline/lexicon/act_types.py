"""The types of the codebook without its frames: what a page offers to choose from costs a twentieth of the whole codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from dateline.errors import LexiconError

from .codebook import read_type
from .frames import ActType
from .own_codebook import Layers
from .yaml_files import HERE, parse_yaml, read_yaml

#: The key that holds nearly all of a type file, up to the next key.
_FRAMES = re.compile(r"^frames:[^\n]*\n(?:(?:[ \t#\-][^\n]*)?\n)*", re.MULTILINE)


def read_act_types(folder: Path = HERE, own: Path | None = None) -> Mapping[str, ActType]:
    """The types by their names, as `load_codebook` has them in `types`; frames are not looked at, nor what is wrong in them.

    Raises LexiconError where a type file is wrong elsewhere.
    """
    types = [_read(path) for path in Layers.of(folder, own).find("plover/*.yaml")]
    return {one.type: one for one in types}


def _read(path: Path) -> ActType:
    try:
        head = parse_yaml(_FRAMES.sub("", f"{path.read_text(encoding='utf-8')}\n", count=1))
        return read_type(head, path)
    except (
        OSError,
        UnicodeDecodeError,
        yaml.YAMLError,
        LexiconError,
    ):  # as a whole it may be right, or tells what is wrong
        return read_type(read_yaml(path), path)
