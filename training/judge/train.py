"""Fine-tune the judge on our own examples: `python training/judge/train.py OUT [--epochs N]`; two cores, seeded.

Every epoch asks each act once with its right pair and once with a pair that forces structure (swapped, bystander, none),
so that half of all answers hang on who acts.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from network import Judge, Sizes, base_model
from tokenizers import Tokenizer
from torch import nn

from dateline.judge.drill import Drill, drills
from dateline.judge.kept import split
from dateline.judge.labels import Labels
from dateline.judge.question import Encoded, Scribe
from dateline.lexicon.examples import NONE, Example, read_examples

BATCH = 32
WEIGHTS = {"type": 1.0, "root": 0.7, "mode": 0.4, "status": 0.3, "background": 0.2, "act": 0.3}
Row = tuple[Encoded, Drill]


def rows_of(examples: Sequence[Example], scribe: Scribe) -> list[Row]:
    """The drills of the examples in tokens; examples of one act keep their order."""
    found = list(drills(examples))
    return list(zip(scribe.encode([d.question for d in found]), found, strict=True))


def epoch_rows(rows: Sequence[Row], rng: random.Random, negatives: float) -> list[Row]:
    """What one epoch sees of each example: every right pair once (trigger marked in half), and some of the others."""
    by_example: dict[str, list[Row]] = {}
    for row in rows:
        by_example.setdefault(row[1].example_id, []).append(row)
    chosen: list[Row] = []
    for group in by_example.values():
        right: dict[tuple, list[Row]] = {}
        wrong: list[Row] = []
        for row in group:
            drill = row[1]
            if drill.type != NONE and drill.kind != "whole":
                right.setdefault((drill.type, drill.act), []).append(row)
            else:
                wrong.append(row)
        chosen += [rng.choice(choices) for choices in right.values()]
        count = max(1, round(negatives * max(1, len(right))))
        chosen += rng.sample(wrong, min(count, len(wrong)))
    return chosen


def batches(rows: Sequence[Row], rng: random.Random) -> Iterator[list[Row]]:
    """Batches of like length, in random order."""
    order = sorted(rows, key=lambda row: len(row[0].ids) + rng.random() * 4)
    cut = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    yield from cut


def tensors(batch: Sequence[Row], pad: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(e.ids) for e, _ in batch)
    ids = torch.full((len(batch), longest), pad)
    for k, (e, _) in enumerate(batch):
        ids[k, : len(e.ids)] = torch.tensor(e.ids)
    mask = torch.zeros_like(ids)
    for k, (e, _) in enumerate(batch):
        mask[k, : len(e.ids)] = 1
    return ids, mask, torch.tensor([e.marks for e, _ in batch])


def loss_of(scores: dict[str, torch.Tensor], batch: Sequence[Row], labels: Labels) -> torch.Tensor:
    """The sum of the heads' losses; heads that a row has no answer for are left out of it."""
    smooth = nn.CrossEntropyLoss(label_smoothing=0.05)
    total = WEIGHTS["type"] * smooth(scores["type"], torch.tensor([labels.types.index(d.type) for _, d in batch]))
    total = total + WEIGHTS["root"] * smooth(
        scores["root"], torch.tensor([labels.roots.index(d.plv15) for _, d in batch])
    )
    told = [k for k, (_, d) in enumerate(batch) if d.type != NONE]
    if not told:
        return total
    rows = [batch[k][1] for k in told]
    modes = torch.tensor([labels.mode_index(d.type, d.modes) for d in rows])
    total = total + WEIGHTS["mode"] * nn.functional.cross_entropy(scores["mode"][told], modes)
    statuses = torch.tensor([labels.statuses.index(d.status) for d in rows])
    total = total + WEIGHTS["status"] * nn.functional.cross_entropy(scores["status"][told], statuses)
    background = torch.tensor([float(d.background) for d in rows])
    total = total + WEIGHTS["background"] * nn.functional.binary_cross_entropy_with_logits(
        scores["background"][told], background
    )
    marked = [k for k in told if batch[k][1].act and batch[k][1].question.trigger is None]
    if marked:
        losses = []
        for k in marked:
            encoded, drill = batch[k]
            start, end = drill.act
            inside = torch.tensor([float(b > start and a < end) for a, b in encoded.words])
            losses.append(nn.functional.binary_cross_entropy_with_logits(scores["act"][k, : len(inside)], inside))
        total = total + WEIGHTS["act"] * torch.stack(losses).mean() * 3
    return total


def predict(model: Judge, rows: Sequence[Row], pad: int) -> dict[str, torch.Tensor]:
    """Head scores of all rows, in their order (without the act head)."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda k: len(rows[k][0].ids))
    kept: dict[str, list] = {}
    with torch.inference_mode():
        for k in range(0, len(order), 64):
            out = model(*tensors([rows[i] for i in order[k : k + 64]], pad))
            for name in ("type", "root", "mode", "status", "background"):
                kept.setdefault(name, []).append(out[name])
    inverse = torch.tensor(order).argsort()
    return {name: torch.cat(parts)[inverse] for name, parts in kept.items()}


def report(model: Judge, rows: Sequence[Row], labels: Labels, pad: int) -> dict[str, float]:
    """Accuracy by kind of question, and of the other heads on right pairs."""
    scores = predict(model, rows, pad)
    types = scores["type"].argmax(1).tolist()
    figures: dict[str, list[float]] = {}
    for k, (_, d) in enumerate(rows):
        name = d.kind + ("+trigger" if d.question.trigger else "")
        figures.setdefault(name, []).append(float(labels.types[types[k]] == d.type))
        if d.kind in {"right", "mutual"}:
            figures.setdefault("status", []).append(
                float(labels.statuses[int(scores["status"][k].argmax())] == d.status)
            )
            figures.setdefault("root", []).append(float(labels.roots[int(scores["root"][k].argmax())] == d.plv15))
    return {name: round(sum(v) / len(v), 3) for name, v in sorted(figures.items())}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=base_model(), help="folder of the encoder to begin with")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--negatives", type=float, default=0.7)
    parser.add_argument("--examples", type=Path, default=None)
    parser.add_argument("--start", type=Path, default=None, help="continue from the weights of an earlier run")
    given = parser.parse_args()
    torch.manual_seed(13)
    rng = random.Random(13)
    labels = Labels.read()
    scribe = Scribe(Tokenizer.from_file(str(given.base / "tokenizer.json")))
    examples = read_examples(given.examples) if given.examples else read_examples()
    train, dev = split(examples)
    train_rows, dev_rows = rows_of(train, scribe), rows_of(dev, scribe)
    model = Judge(given.base, Sizes(**labels.sizes()))
    if given.start:
        model.load_state_dict(torch.load(given.start / "judge.pt"))
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": given.rate}, {"params": heads, "lr": given.rate * 10}], weight_decay=0.01
    )
    plan = [epoch_rows(train_rows, rng, given.negatives) for _ in range(given.epochs)]
    steps = sum(-(-len(rows) // BATCH) for rows in plan)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [given.rate, given.rate * 10], total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )
    given.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(examples)} examples, {len(train_rows)} questions, {steps} steps", flush=True)
    began, seen = time.time(), 0
    for epoch, rows in enumerate(plan, 1):
        model.train()
        for number, batch in enumerate(batches(rows, rng)):
            loss = loss_of(model(*tensors(batch, scribe.pad)), batch, labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen += len(batch)
            if number % 50 == 0:
                print(
                    f"epoch {epoch} step {number} loss {loss.item():.3f} {seen / (time.time() - began):.1f}/s",
                    flush=True,
                )
        print(json.dumps({"epoch": epoch, **report(model, dev_rows, labels, scribe.pad)}), flush=True)
        torch.save(model.state_dict(), given.out / "judge.pt")


if __name__ == "__main__":
    main()
