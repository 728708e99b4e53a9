"""A judge without its encoder: features are hashed words with their place among the marks, so that training takes a second."""

import hashlib
import json
from functools import cache
from pathlib import Path

import numpy as np

from dateline.judge.heads import NAMES, Head, arrays_of, read_heads
from dateline.judge.labels import Labels
from dateline.judge.model import model_folder

WIDTH = 384


@cache
def place_of(word):
    digest = hashlib.blake2b(word.encode(), digest_size=3).digest()
    return int.from_bytes(digest[:2], "big") % WIDTH, 1 if digest[2] % 2 else -1


class FakeJudge:
    """What training and scoring need of a Judge."""

    def __init__(self, folder=None):
        self.folder = Path(folder or model_folder())
        self.labels = Labels.of_model(self.folder)
        self.heads = read_heads(self.folder)
        card = self.folder / "card.json"
        self.temperature = json.loads(card.read_text("utf-8"))["temperature"] if card.exists() else 1.0
        self.version = "judge@fake"

    def features(self, questions):
        return np.stack([self.feature(question) for question in questions])

    def feature(self, question):
        row = np.zeros(WIDTH, np.float32)
        spans = {"s": question.source, "t": question.target, "g": question.trigger}
        for name, span in spans.items():
            words = question.text[span[0] : span[1]].split() if span else ["nobody"]
            near = question.text[span[1] :].split()[:2] if span else []
            for word in [f"{name} {w}" for w in words] + [f"{name} then {w}" for w in near]:
                at, sign = place_of(word)
                row[at] += 0.5 * sign
        for word in question.text.lower().split():
            at, sign = place_of(word)
            row[at] += sign
        return row / 3


def write_fake(folder, labels):
    """The files of a judge that knows nothing yet."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {
        "type": len(labels.types),
        "root": len(labels.roots),
        "mode": len(labels.modes),
        "status": len(labels.statuses),
    }
    heads = {
        name: Head(
            weight=np.zeros((sizes.get(name, 1), WIDTH), np.float32), bias=np.zeros(sizes.get(name, 1), np.float32)
        )
        for name in NAMES
    }
    np.savez(folder / "heads.npz", **arrays_of(heads))
    labels.write(folder / "labels.json")
    (folder / "encoder.onnx").write_bytes(b"no encoder")
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    return folder
