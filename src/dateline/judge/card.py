"""A trained model as files: everything that a Judge reads, and a card that says what it came of."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dateline.lexicon.examples import NONE

from .heads import arrays_of
from .scores import Scores
from .train import Trained

#: The files that a model with new heads takes over unchanged.
_SAME = ("encoder.onnx", "tokenizer.json")
#: Those that it takes over where there are any.
_OWN = ("triggers.tsv",)


def write_model(trained: Trained, base: Path, into: Path, told: Mapping[str, Any]) -> None:
    """Writes all files of a model into a folder: the encoder of `base`, the new heads, labels.json and card.json.

    told: what else the card shall say, such as the codebook's version. Nothing on the card changes from run to run.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=".model-", dir=into
    ) as folder:  # so that an interruption leaves no half of a model
        part = Path(folder)
        for name in _SAME:
            shutil.copyfile(base / name, part / name)
        arrays: Mapping[str, Any] = arrays_of(trained.heads)
        np.savez(part / "heads.npz", **arrays)
        trained.labels.write(part / "labels.json")
        files = {path.name: digest_of(path) for path in sorted(part.iterdir())}
        card = {**card_of(trained), **told, "files": files}
        (part / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
        for path in sorted(part.iterdir()):
            path.replace(into / path.name)


def card_of(trained: Trained) -> dict[str, Any]:
    """What a card says of the training: temperature, data, recipe and scores."""
    return {
        "temperature": trained.temperature,
        "data": {
            "examples": trained.examples,
            "kept": trained.kept,
            "questions": trained.questions,
            "acts": dict(trained.acts),
        },
        "recipe": {**dataclasses.asdict(trained.recipe), "best_epochs": dict(trained.epochs)},
        "scores": scores_of(trained.scores),
    }


def scores_of(scores: Scores) -> dict[str, Any]:
    """The figures as plain values; shares have three digits, what cannot be said is null."""
    return {
        "macro_f1": _short(scores.macro_f1),
        "calibration_error": _short(scores.calibration),
        "types": {
            s.type: {"n": s.asked, "p": _short(s.precision), "r": _short(s.recall), "f1": _short(s.f1)}
            for s in scores.types
            if s.type != NONE or s.asked
        },
        "right_by_kind": {s.name: {"n": s.asked, "right": _short(s.right / s.asked)} for s in scores.kinds},
        "right_by_head": {s.name: {"n": s.asked, "right": _short(s.right / s.asked)} for s in scores.heads},
    }


def digest_of(path: Path) -> str:
    """16 hex digits of BLAKE2b over a file."""
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()


def _short(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
