"""Write a trained judge as the package ships it: `python training/judge/export.py RUN OUT --base MINILM`.

int8 per channel (per tensor costs two points), range reduced by a bit so that machines without VNNI give the same sums.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from network import Judge, Sizes, base_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from dateline.judge.heads import Head, arrays_of
from dateline.judge.labels import Labels


class Features(nn.Module):
    """What runs in onnxruntime: tokens and marks in, features and act scores out; the heads stay outside, for retraining."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, ids: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.judge.features(ids, torch.ones_like(ids), marks)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=base_model(), help="folder of the encoder to begin with")
    given = parser.parse_args()
    labels = Labels.read()
    judge = Judge(given.base, Sizes(**labels.sizes()))
    judge.load_state_dict(torch.load(given.run / "judge.pt"))
    judge.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    ids, marks = torch.tensor([[101, 2, 3, 4, 5, 6, 7, 2054, 102]]), torch.tensor([[1, 3, 5]])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Features(judge),
            (ids, marks),
            str(plain),
            input_names=["ids", "marks"],
            output_names=["features", "act"],
            dynamic_axes={"ids": {0: "n", 1: "t"}, "marks": {0: "n"}, "features": {0: "n"}, "act": {0: "n", 1: "t"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain, given.out / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    heads = {
        name.removeprefix("to_"): Head(weight=head.weight.detach().numpy(), bias=head.bias.detach().numpy())
        for name, head in judge.heads.items()
    }
    np.savez(given.out / "heads.npz", **arrays_of(heads))
    labels.write(given.out / "labels.json")
    shutil.copy(given.base / "tokenizer.json", given.out / "tokenizer.json")
    for path in sorted(given.out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
