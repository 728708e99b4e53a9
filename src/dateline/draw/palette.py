"""Colours, marks and words of pictures, from palette.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicon.yaml_files import line_of, read_yaml

PALETTE = Path(__file__).parent / "palette.yaml"
_KEYS = ("families", "statuses", "status_words", "stages", "stage_words", "channels", "months", "colours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Acts that are drawn alike. colour: a name in Palette.colours; mark: the form; above: which side of the line of bars."""

    colour: str
    words: str
    mark: str
    above: bool
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The whole file. families: in the order of the legend; colours: by name, then theme ("light", "dark")."""

    families: tuple[Family, ...]
    statuses: Mapping[str, str]
    status_words: Mapping[str, str]
    stage_of: Mapping[str, str]
    stage_words: Mapping[str, str]
    channels: Mapping[str, str]
    months: tuple[str, ...]
    colours: Mapping[str, Mapping[str, str]]

    def family_of(self, act: str) -> Family:
        """The family of a PLOVER type."""
        return next((family for family in self.families if act in family.types), self.families[0])

    def month_of(self, day: dt.date) -> str:
        """The short name of a day's month."""
        return self.months[day.month - 1]

    def css(self) -> str:
        """The custom properties as CSS: light colours, and dark ones where the reader's system asks for them."""
        light, dark = (
            "".join(f"--pic-{name}:{values[theme]};" for name, values in self.colours.items())
            for theme in ("light", "dark")
        )
        return f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


@cache
def load_palette(path: Path = PALETTE) -> Palette:
    """The palette that ships with the package; raises LexiconError with file, line and key if a part is missing or unknown."""
    document = read_yaml(path)
    if not isinstance(document, dict) or set(document) != set(_KEYS):
        raise LexiconError(f"these keys are wanted, and no others: {', '.join(_KEYS)}", path=str(path))
    colours = document["colours"]
    _check_colours(path, document)
    return Palette(
        families=tuple(
            Family(
                colour=name,
                words=row["words"],
                mark=row["mark"],
                above=row["side"] == "above",
                types=tuple(row["types"]),
            )
            for name, row in document["families"].items()
        ),
        statuses=document["statuses"],
        status_words=document["status_words"],
        stage_of={state: stage for stage, states in document["stages"].items() for state in states},
        stage_words=document["stage_words"],
        channels=document["channels"],
        months=_months(path, document["months"]),
        colours=colours,
    )


def _months(path: Path, names: list[str]) -> tuple[str, ...]:
    if len(names) != 12:  # noqa: PLR2004  (months of a year)
        raise LexiconError("wants twelve names", path=str(path), line=line_of(path, "months:"), key="months")
    return tuple(names)


def _check_colours(path: Path, document: Mapping[str, Any]) -> None:
    """Every family and stage has a colour, every colour one for each theme."""
    for name in (*document["families"], *document["stages"]):
        if name not in document["colours"]:
            raise LexiconError("has no colour in colours", path=str(path), line=line_of(path, f"{name}:"), key=name)
    for name, values in document["colours"].items():
        if set(values) != {"light", "dark"}:
            raise LexiconError(
                "wants a light and a dark colour", path=str(path), line=line_of(path, f"  {name}:"), key=name
            )
