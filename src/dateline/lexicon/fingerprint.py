"""One hash of everything that we know: it tells runs over different knowledge apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .yaml_files import HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """How many data files the lexicon has, and 16 hex digits of BLAKE2b over their names and bytes."""

    files: int
    digest: str


def fingerprint(folder: Path = HERE) -> Fingerprint:
    """The fingerprint of all data files below a folder; code does not count. Takes 0.05 s."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return Fingerprint(files=len(paths), digest=digest.hexdigest())
