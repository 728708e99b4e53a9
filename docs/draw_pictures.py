"""Draws the pictures of pictures.md again: runs the commands of the page and keeps the files that it shows.

python docs/draw_pictures.py
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent / "pictures.md"
FOLDER = Path(__file__).parent / "pictures"


def draw_all() -> None:
    """Every picture that the page shows, drawn by the command that the page gives for it."""
    page = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"\]\(pictures/([\w.-]+)\)", page)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for command in re.findall(r"^\$ (dateline .+)$", page, re.MULTILINE):
            words = [str(Path(sys.executable).parent / "dateline"), *shlex.split(command)[1:]]
            if "demo" in words or words[-1] in shown:
                subprocess.run(words, cwd=place, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (the page's own commands)
        for name in shown:
            shutil.copyfile(Path(place) / name, FOLDER / name)
            print(f"docs/pictures/{name}")


if __name__ == "__main__":
    draw_all()
