"""Says how well a trained judge tells: `python -m training.judged FOLDER SET ... [--every N]`, on what it was not trained on.

Printed for each set: the share of answerable questions whose first stretch, and whose best sentence in it, holds evidence, as the
search orders them and as the judge does; and the ROC area of the first's likelihood, answerable against not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from transformers import AutoConfig, AutoModel

from index.encoding.model_files import model_folder
from index.settings import DEFAULT_MODEL
from training.question_files import SETS
from training.train import Item, Network, known_of, mined, paired, scores, tokenizer_of

DEPTH = 5


def judged(network: Network, lines: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield questions with the logits of their first `DEPTH` stretches and of the sentences in these."""
    tokenizer = tokenizer_of(model_folder(DEFAULT_MODEL))
    for line in lines:
        found = [each for each in line["stretches"] if each["found"]][:DEPTH]
        items = []
        for each in found:
            encoding, ranges = paired(tokenizer, line["question"], each["text"], each["sentences"])
            ranges = [span if span[1] > span[0] else (0, 1) for span in ranges]
            items.append(Item(encoding.ids, encoding.type_ids, ranges, each["labels"], False, False, *known_of(each)))
        if not items:
            continue
        with torch.no_grad():
            passages, sentences = scores(network, items)
        yield {
            **{key: line[key] for key in ("id", "set", "kind", "article", "question", "answerable", "twin_of")},
            "stretches": [
                {"logit": float(logit), "sentences": own.tolist(), "labels": each["labels"], "found": each["found"],
                 "spans": [[each["start"] + start, each["start"] + end] for start, end in each["sentences"]]}
                for logit, own, each in zip(passages, sentences, found, strict=True)
            ],
        }  # fmt: skip


def shown(name: str, lines: Sequence[dict[str, Any]]) -> None:
    """Print the figures of one set."""
    answerable = [line for line in lines if line["answerable"]]
    orders = {
        "search": lambda each: -each["found"]["score"] if each["found"] else 0.0,
        "judge": lambda each: -each["logit"],
        "best sentence": lambda each: -max(each["sentences"]),
    }
    for order, key in orders.items():
        first = [sorted(line["stretches"], key=key)[0] for line in answerable]
        passage = [any(each["labels"]) for each in first]
        sentence = [bool(each["labels"][int(np.argmax(each["sentences"]))]) for each in first]
        quoted = [_quoted(each) for each in first]
        text = f"{name:<10} {order:<14} n = {len(first):4}  stretch {np.mean(passage):.3f}  sentence {np.mean(sentence):.3f}"
        text += f"  quoted today {np.mean(quoted):.3f}"
        tops = [-min(map(key, line["stretches"])) for line in lines]
        known = [line["answerable"] for line in lines]
        print(text + (f"  ROC {roc_auc_score(known, tops):.3f}" if len(set(known)) == 2 else ""))


def _quoted(stretch: dict[str, Any]) -> bool:
    start, end = stretch["found"]["quote"]
    return any(label and a < end and start < b for label, (a, b) in zip(stretch["labels"], stretch["spans"], strict=True))


def load(folder: Path) -> Network:
    """Return a trained network."""
    source = model_folder(DEFAULT_MODEL)
    network = Network(AutoModel.from_pretrained(source, add_pooling_layer=False), AutoConfig.from_pretrained(source).hidden_size)
    network.load_state_dict(torch.load(folder / "network.pt"), strict=False)
    network.eval()
    return network


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1, type=click.Choice(SETS))
@click.option("--every", default=1, show_default=True, help="Only each N-th question.")
def main(folder: Path, names: tuple[str, ...], every: int) -> None:
    network = load(folder)
    for name in names:
        lines = list(judged(network, list(mined([name]).values())[::every]))
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        shown(name, lines)


if __name__ == "__main__":
    main()
