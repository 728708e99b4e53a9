"""Cue words by label: which contexts, channels or issues do the words of a sentence speak for?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .yaml_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class CueIndex:
    """Labels with their cue words, as one pattern: `find` costs one pass over the text whatever the number of cues."""

    pattern: re.Pattern[str] | None
    labels: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path) -> CueIndex:
        """The index of a YAML file {label: {cues: [...]}} or {label: [...]}; a missing file is an empty index."""
        document = (read_yaml(path) or {}) if path.exists() else {}
        by: dict[str, list[str]] = {}
        for label, entry in document.items():
            for cue in (entry.get("cues") or ()) if isinstance(entry, dict) else entry or ():
                found = by.setdefault(str(cue).replace("_", " ").lower(), [])
                if label not in found:
                    found.append(label)
        if not by:
            return cls(pattern=None, labels={})
        ordered = sorted(by, key=lambda cue: (-len(cue), cue))
        body = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in ordered)
        pattern = re.compile(rf"(?<!\w)(?:{body})(?:s|es|'s)?(?!\w)")
        return cls(pattern=pattern, labels={cue: tuple(labels) for cue, labels in by.items()})

    @property
    def names(self) -> tuple[str, ...]:
        """All labels, in alphabetical order."""
        return tuple(sorted({label for labels in self.labels.values() for label in labels}))

    def find(self, text: str) -> tuple[str, ...]:
        """Labels whose cues stand in the text (lower-cased by the caller), in order of first appearance."""
        if self.pattern is None:
            return ()
        found: dict[str, None] = {}
        for match in self.pattern.finditer(text):
            cue = " ".join(match.group().split())
            for form in (cue, cue.removesuffix("s"), cue.removesuffix("es"), cue.removesuffix("'s")):
                if form in self.labels:
                    found.update(dict.fromkeys(self.labels[form]))
                    break
        return tuple(found)
