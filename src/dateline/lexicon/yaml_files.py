"""YAML files of the lexicon, read with the line of every key, so that a complaint can name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dateline.errors import LexiconError

HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:  # noqa: ANN401  (any YAML value)
    """The value of a YAML file; raises LexiconError with file and line."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise LexiconError(f"not YAML: {error.problem}", path=str(path), line=line) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", path=str(path)) from error


def parse_yaml(text: str) -> Any:  # noqa: ANN401  (any YAML value)
    """The value of a text; raises what PyYAML raises."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  (a safe loader)


def line_of(path: Path, needle: str) -> int | None:
    """1-based line of the first occurrence of a text in a file (for complaints), None if it is not there."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if needle in line:
            return number
    return None
