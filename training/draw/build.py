"""Builds src/dateline/draw/data: the font with its widths, the outlines of the world, and the points of states.

    python training/draw/build.py FOLDER        # needs fonttools; FOLDER has the two packages of npm, unpacked:
                                                # inter/ (@expo-google-fonts/inter), world-atlas/ (world-atlas)

inter-regular.ttf, inter-semibold.ttf: Latin, Greek and Cyrillic of Inter (SIL Open Font Licence), kerning kept.
widths.tsv: advance of each character in thousandths of the size: character as hexadecimal number, regular, semibold.
world.json: Natural Earth 1:110m (public domain). "land": rings of land; "borders": lines between two states, as pairs of numbers in
tenths of a degree, each pair the step from the one before.
points.tsv: code, latitude, longitude, what the point is (capital, centre, seat); seats of organisations are those of seats.tsv.
The same inputs give the same bytes. Licences: NOTICE.d/pictures.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from dateline.lexicon.gazetteer import KnownPlace, load_gazetteer
from dateline.lexicon.registry_names import ACTORS
from dateline.lexicon.yaml_files import read_yaml

DATA = Path(__file__).parents[2] / "src" / "dateline" / "draw" / "data"
FONTS = {"regular": "400Regular/Inter_400Regular.ttf", "semibold": "600SemiBold/Inter_600SemiBold.ttf"}
CHARACTERS = (
    "U+20-7E,U+A0-24F,U+259,U+2BB-2BC,U+300-304,U+306-30C,U+31B,U+323-328,U+370-3FF,U+400-45F,U+490-4FF,U+1E00-1EFF,"
    "U+2010-2027,U+202F-203A,U+2044,U+20A0-20BF,U+2116,U+2122,U+2190-2199,U+2212,U+221E,U+2248,U+2260,U+2264-2265,"
    "U+25A0,U+25CF"
)
#: Tenths of a degree: a hundredth of the width of a picture of 3,600 pixels.
STEPS = 10
#: Maps end here: rings that lie further south are left out.
SOUTH = -60.0
#: The meridian at which maps are cut, in degrees.
EDGE = 180.0
Line = list[list[int]]
Degrees = list[tuple[float, float]]


def build_fonts(folder: Path) -> None:
    for weight, file in FONTS.items():
        subprocess.run(  # noqa: S603  (our own arguments)
            [
                sys.executable, "-m", "fontTools.subset", str(folder / "inter" / file), f"--unicodes={CHARACTERS}",
                "--layout-features=kern,mark,mkmk,ccmp,locl", "--no-hinting", "--desubroutinize", "--name-IDs=*",
                "--no-recalc-timestamp", f"--output-file={DATA / f'inter-{weight}.ttf'}",
            ],
            check=True,
        )  # fmt: skip


def build_widths() -> None:
    fonts = [TTFont(DATA / f"inter-{weight}.ttf") for weight in FONTS]
    widths = [{code: _width(font, glyph) for code, glyph in font.getBestCmap().items()} for font in fonts]
    lines = [f"{code:04X}\t{widths[0][code]}\t{widths[1].get(code, widths[0][code])}" for code in sorted(widths[0])]
    (DATA / "widths.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _width(font: TTFont, glyph: str) -> int:
    return round(1000 * font["hmtx"][glyph][0] / font["head"].unitsPerEm)


def build_world(folder: Path) -> None:
    topology = json.loads((folder / "world-atlas" / "countries-110m.json").read_text(encoding="utf-8"))
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    uses = Counter(
        number if number >= 0 else ~number
        for shape in topology["objects"]["countries"]["geometries"]
        for number in _arcs_of(shape["arcs"])
    )
    land = json.loads((folder / "world-atlas" / "land-110m.json").read_text(encoding="utf-8"))
    outlines = [list(_degrees(arc, land["transform"])) for arc in land["arcs"]]
    rings = [
        _stepped(piece)
        for shape in land["objects"]["land"]["geometries"]
        for polygon in shape["arcs"]
        for ring in polygon
        for piece in _pieces(_ring(ring, outlines))
    ]
    borders = [_stepped(arcs[number]) for number, used in sorted(uses.items()) if used > 1]
    world = {"borders": borders, "land": [ring for ring in rings if len(ring) > 2]}  # noqa: PLR2004  (an area has three points)
    (DATA / "world.json").write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")


def _arcs_of(nested: Any) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _arcs_of(item)


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (
            x * transform["scale"][0] + transform["translate"][0],
            y * transform["scale"][1] + transform["translate"][1],
        )


def _ring(numbers: list[int], arcs: list[Degrees]) -> Degrees:
    points: Degrees = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _pieces(ring: Degrees) -> Iterator[Degrees]:
    """A ring cut at the 180th meridian; nothing for what lies south of the maps."""
    if max(lat for _, lat in ring) < SOUTH:
        return
    unwound = [ring[0]]
    for lon, lat in ring[1:]:
        turn = round((unwound[-1][0] - lon) / 360) * 360
        unwound.append((lon + turn, lat))
    for turn in (-360, 0, 360):
        piece = [(lon + turn, lat) for lon, lat in unwound]
        for side in (1, -1):
            piece = _cut(piece, side)
        if piece:
            yield piece


def _cut(ring: Degrees, side: int) -> Degrees:
    """The part of a ring west (side 1) of the 180th meridian, or east (-1) of it (Sutherland and Hodgman)."""
    kept: Degrees = []
    for at, (lon, lat) in enumerate(ring):
        before_lon, before_lat = ring[at - 1]
        inside, was_inside = side * lon <= EDGE, side * before_lon <= EDGE
        if inside != was_inside:
            share = (side * EDGE - before_lon) / (lon - before_lon)
            kept.append((side * EDGE, before_lat + share * (lat - before_lat)))
        if inside:
            kept.append((lon, lat))
    return kept


def _stepped(points: Degrees) -> Line:
    """Points in tenths of a degree as steps from one to the next; what does not move is left out."""
    steps: Line = []
    last = (0, 0)
    for lon, lat in points:
        at = (round(lon * STEPS), round(lat * STEPS))
        if not steps or at != last:
            steps.append([at[0] - last[0], at[1] - last[1]])
            last = at
    return steps


def build_points() -> None:
    gazetteer = load_gazetteer()
    lines = []
    states: dict[str, Any] = read_yaml(ACTORS / "states.yaml")
    for code, row in states.items():
        capitals = [p for name in row["capitals"] for p in gazetteer.lookup(name) if p.country == code]
        point = next((p for p in capitals if p.kind == "capital"), next(iter(capitals), None))
        kind = "capital" if point else "centre"
        if point is None:
            point = next((p for p in gazetteer.lookup(row["name"]) if p.country == code), None)
        if point is not None and point.lat is not None:
            lines.append(_line(code, point, kind))
        else:
            print(f"no point for {code}")
    lines += (Path(__file__).parent / "seats.tsv").read_text(encoding="utf-8").splitlines()
    (DATA / "points.tsv").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


def _line(code: str, point: KnownPlace, kind: str) -> str:
    return f"{code}\t{point.lat:.2f}\t{point.lon:.2f}\t{kind}"


if __name__ == "__main__":
    source = Path(sys.argv[1])
    build_fonts(source)
    build_widths()
    build_world(source)
    build_points()
