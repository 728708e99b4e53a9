"""One hash of everything that we know: it tells runs over different knowledge apart."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .registry_own import own_files
from .yaml_files import HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """How many data files the lexicon has, how many of own rows lie over it, and 16 hex digits of BLAKE2b over all of them."""

    files: int
    digest: str
    own: int = 0


def fingerprint(folder: Path = HERE) -> Fingerprint:
    """The fingerprint of all data files below a folder and of the user's own rows; code does not count. Takes 0.05 s.

    Own rows count by the names and bytes of their files, not by the folder that they are kept in.
    """
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    own = {f"own/{path.name}": path for path in own_files()}
    return Fingerprint(files=len(paths), digest=_digest(named, own), own=len(own))


def _digest(*groups: Mapping[str, Path]) -> str:
    """BLAKE2b over names and bytes, each group in the order of its names."""
    digest = hashlib.blake2b(digest_size=8)
    for group in groups:
        for name, path in sorted(group.items()):
            data = path.read_bytes()
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()
