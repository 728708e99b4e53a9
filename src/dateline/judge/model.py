"""The judge at run time: an int8 encoder run by onnxruntime, linear heads in NumPy."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dateline.errors import LexiconError
from dateline.lexicon.own_codebook import MODEL_VARIABLE, known_types

from .heads import Array, read_heads
from .labels import Labels
from .question import Encoded, Offsets, Question, Scribe

#: Where the shipped model lies.
MODEL = Path(__file__).parent.parent / "models" / "judge"
#: Verbs that tell an act in a smaller share of their places in our examples are not asked about where no frame fires.
SELDOM = 0.35
_FILES = ("encoder.onnx", "heads.npz", "labels.json", "tokenizer.json", "card.json")


def model_folder() -> Path:
    """The folder of the model in use: $DATELINE_MODEL, else the shipped one."""
    given = os.environ.get(MODEL_VARIABLE)
    return Path(given) if given else MODEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the judge makes of a question. types, roots, modes (of the best type) and statuses: answer to probability.

    types and roots hold NONE; act: where the words of the act stand, None where the judge is not asked or sees none.
    """

    types: Mapping[str, float]
    roots: Mapping[str, float]
    modes: Mapping[str, float]
    statuses: Mapping[str, float]
    background: float
    act: Offsets | None = None

    @property
    def best(self) -> str:
        """The most probable type, NONE included."""
        return max(self.types, key=lambda name: self.types[name])


def version_of(folder: Path | None = None) -> str:
    """The name "judge@" with 12 hex digits of BLAKE2b over the files of a model and its temperature; nothing is loaded.

    folder: None for the one in use.
    """
    folder = folder or model_folder()
    digest = hashlib.blake2b(digest_size=6)
    for name in _FILES[:-1]:
        digest.update((folder / name).read_bytes())
    digest.update(str(_temperature(folder)).encode())
    return f"judge@{digest.hexdigest()}"


def _temperature(folder: Path) -> float:
    """What scores of types and roots are divided by; 1 where a model has no card."""
    card = folder / "card.json"
    return float(json.loads(card.read_text("utf-8"))["temperature"]) if card.exists() else 1.0


class Judge:
    """Answers questions one by one, so that an answer never hangs on what else was asked (int8 scales are per input)."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_folder()
        missing = [name for name in _FILES[:-1] if not (folder / name).exists()]
        if missing:
            cure = "reinstall dateline" if folder == MODEL else "make one with `dateline codebook train -o DIR`"
            raise LexiconError(f"the model lacks {', '.join(missing)}: {cure}", path=str(folder))
        self.folder = folder
        self.labels = Labels.of_model(folder)
        self.labels.check(known_types(), folder)
        self.temperature = _temperature(folder)
        self.heads = read_heads(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._scribe = Scribe(Tokenizer.from_file(str(folder / "tokenizer.json")))

    @cached_property
    def version(self) -> str:
        """Name and hash of this model."""
        return version_of(self.folder)

    @cached_property
    def idle_verbs(self) -> frozenset[str]:
        """Lemmas of verbs that seldom tell an act, counted in the examples (`triggers.tsv`); unknown verbs are not among them."""
        path = self.folder / "triggers.tsv"
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()) if path.exists() else ()
        return frozenset(lemma for lemma, told, seen in rows if int(told) < SELDOM * int(seen))

    def ask(self, questions: Sequence[Question]) -> list[Opinion]:
        """An opinion on each question, in their order; about 4 ms each on one core."""
        return [self._opinion(encoded) for encoded in self._scribe.encode(questions)]

    def features(self, questions: Sequence[Question]) -> Array:
        """What the heads look at, (questions, 384): for training new heads."""
        return np.concatenate([self._run(encoded)[0] for encoded in self._scribe.encode(questions)])

    def _run(self, encoded: Encoded) -> tuple[Array, Array]:
        ids, marks = np.array([encoded.ids], np.int64), np.array([encoded.marks], np.int64)
        features, act = self._session.run(None, {"ids": ids, "marks": marks})
        return features, act[0]

    def _opinion(self, encoded: Encoded) -> Opinion:
        features, act = self._run(encoded)
        scores = {name: head.scores(features)[0] for name, head in self.heads.items()}
        types = dict(zip(self.labels.types, _shares(scores["type"] / self.temperature), strict=True))
        best = max((name for name in types if name != "NONE"), key=lambda name: types[name])
        own = [k for k, name in enumerate(self.labels.modes) if name.partition("/")[0] == best]
        modes = zip((self.labels.modes[k].partition("/")[2] for k in own), _shares(scores["mode"][own]), strict=True)
        return Opinion(
            types=types,
            roots=dict(zip(self.labels.roots, _shares(scores["root"] / self.temperature), strict=True)),
            modes=dict(modes),
            statuses=dict(zip(self.labels.statuses, _shares(scores["status"]), strict=True)),
            background=float(1 / (1 + np.exp(-scores["background"][0]))),
            act=_act(act, encoded.words),
        )


def _shares(scores: Array) -> Iterable[float]:
    """Probabilities of scores (softmax)."""
    raised = np.exp(scores - scores.max())
    return [float(share) for share in raised / raised.sum()]


def _act(scores: Array, words: Sequence[Offsets]) -> Offsets | None:
    """Where the words of the act stand: the best token above even odds and its neighbours above them."""
    inside = [k for k, (start, end) in enumerate(words) if end > start and scores[k] > 0]
    if not inside:
        return None
    best = max(inside, key=lambda k: scores[k])
    first = last = best
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return words[first][0], words[last][1]
