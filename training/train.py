"""Trains the judge: `python -m training.train FOLDER [--without SET ...] [--epochs N]`; `python -m training.mine` comes first.

The network is the embedding model with two linear heads: one over the first token, which tells whether the stretch answers, one
over every token, whose mean over a sentence tells whether that sentence does. A step sees whole groups: a question with a stretch
that answers and others that the search put beside it, and its twin with the same stretch. Four things are learned at once: each
stretch and sentence by itself (binary cross-entropy, so that scores mean something alone), which stretch and which sentence of
the group answers (cross-entropy over the list), and that a question scores above its twin on the same stretch (logistic loss).
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from index.encoding.model_files import model_folder
from index.settings import DEFAULT_MODEL
from training.question_files import CACHE, SETS, kept_for_calibration

QUESTION_TOKENS, PAIR_TOKENS = 48, 192
MOST_WORDS = 70  # up to which sentences beside a passage are read with it
NEGATIVES = 2  # stretches beside the one that answers
STEP_ITEMS = 16  # pairs of a question and a stretch in a step
RATE, WARM_UP, DECAY = 1e-4, 0.06, 0.01
SEED = 1918
FROZEN = ("embeddings.", "encoder.layer.0.", "encoder.layer.1.")  # of the encoder, which few examples cannot better
COMPARED_AT, COVERAGE, NEARNESS = -3.91, 0.42, 5.85  # the log-odds without a judge, as qa/answering/confidence.json has them


@dataclass(frozen=True, slots=True)
class Item:
    """A question with a stretch: tokens, the sentences as ranges of tokens, and whether each answers.

    twin: whether the question is the twin of the group's; shared: whether the stretch is one that answers its question. base: the
    log-odds that the search alone gives; strengths: how near each sentence comes token by token, less the nearest's.
    """

    ids: list[int]
    types: list[int]
    sentences: list[tuple[int, int]]
    labels: list[int]
    twin: bool
    shared: bool
    base: float
    strengths: list[float]


Group = list[Item]


class Network(nn.Module):
    """The encoder with its two heads."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.passage = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, 1))
        self.token = nn.Linear(width, 1)
        # What the search knows already is added, so that only what it does not know is learned.
        self.scales = nn.Parameter(torch.tensor([1.0, 10.0]))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits: of each pair, (n,), and of its tokens, (n, t)."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        return self.passage(hidden[:, 0]).squeeze(-1), self.token(hidden).squeeze(-1)


def paired(
    tokenizer: Tokenizer, question: str, text: str, sentences: Sequence[Sequence[int]]
) -> tuple[Encoding, list[tuple[int, int]]]:
    """Return a question and a stretch as tokens, and the stretch's sentences as ranges of them; empty where cut off."""
    encoding = tokenizer.encode(_shortened(tokenizer, question), text)
    at = [index for index, sequence in enumerate(encoding.sequence_ids) if sequence == 1]
    ranges = []
    for start, end in sentences:
        own = [index for index in at if start <= encoding.offsets[index][0] < end]
        ranges.append((own[0], own[-1] + 1) if own else (0, 0))
    return encoding, ranges


def _shortened(tokenizer: Tokenizer, question: str) -> str:
    tokens = tokenizer.encode(question, add_special_tokens=False)
    return question if len(tokens.ids) <= QUESTION_TOKENS else question[: tokens.offsets[QUESTION_TOKENS][0]]


def tokenizer_of(folder: Path) -> Tokenizer:
    """Return the tokenizer of a model's folder, cutting pairs off in the stretch."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(PAIR_TOKENS, strategy="only_second")
    return tokenizer


def mined(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what was mined of some sets, by the questions' ids."""
    lines = [json.loads(line) for name in names for line in (CACHE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for line in lines:
        line["stretches"] = [trimmed(each) for each in line["stretches"] if each["found"]]
    return {line["id"]: line for line in lines}


def trained_on(lines: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the lines without those that are kept for calibration."""
    return {
        each: line
        for each, line in lines.items()
        if line["set"] != "written" or not kept_for_calibration(line["twin_of"] or line["id"])
    }


def groups(lines: dict[str, dict[str, Any]], tokenizer: Tokenizer, draw: random.Random) -> Iterator[Group]:
    """Yield the group of each question; a twin goes into its question's."""
    twins = {line["twin_of"]: line for line in lines.values() if line["twin_of"]}
    for line in lines.values():
        if not line["twin_of"]:
            group = _items(line, tokenizer, draw, twin=False, shown=())
            if line["id"] in twins:
                positive = tuple(each["start"] for each in line["stretches"] if any(each["labels"]))
                group += _items(twins[line["id"]], tokenizer, draw, twin=True, shown=positive)
            yield group


def _items(line: dict[str, Any], tokenizer: Tokenizer, draw: random.Random, *, twin: bool, shown: tuple[int, ...]) -> Group:
    """Return a question's items: a stretch that answers, some found beside it; of a twin, what its question is shown."""
    answering = [each for each in line["stretches"] if any(each["labels"])]
    shared = [each for each in line["stretches"] if each["start"] in shown]
    others = [each for each in line["stretches"] if not any(each["labels"]) and each["start"] not in shown]
    found = others[:1] + draw.sample(others[1:], min(max(NEGATIVES - 1, 0), len(others[1:])))
    wanted = draw.sample(answering, min(1, len(answering))) + shared[:1] + found[: 1 if twin else NEGATIVES]
    return [item for each in wanted if (item := _item(line, each, tokenizer, twin, each["start"] in shown)) is not None]


def trimmed(stretch: dict[str, Any]) -> dict[str, Any]:
    """Return a stretch without the sentences beside its passage that would make it longer than `MOST_WORDS`."""
    sentences, labels = list(stretch["sentences"]), list(stretch["labels"])
    start, end = stretch["found"]["passage"] if stretch["found"] else (0, 0)
    inside = [start <= stretch["start"] + first < end for first, _ in sentences]
    if not any(inside):
        inside = [bool(label) for label in labels]
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    words = [len(stretch["text"][a:b].split()) for a, b in sentences]
    total = sum(words[first:last])
    while True:
        if last < len(sentences) and total + words[last] <= MOST_WORDS:
            total, last = total + words[last], last + 1
        elif first > 0 and total + words[first - 1] <= MOST_WORDS:
            total, first = total + words[first - 1], first - 1
        else:
            break
    offset = sentences[first][0]
    return {
        **stretch,
        "start": stretch["start"] + offset,
        "text": stretch["text"][offset : sentences[last - 1][1]],
        "sentences": [[a - offset, b - offset] for a, b in sentences[first:last]],
        "labels": labels[first:last],
    }


def _item(line: dict[str, Any], stretch: dict[str, Any], tokenizer: Tokenizer, twin: bool, shared: bool) -> Item | None:
    encoding, ranges = paired(tokenizer, line["question"], stretch["text"], stretch["sentences"])
    kept = [(span, label) for span, label in zip(ranges, stretch["labels"], strict=True) if span[1] > span[0]]
    if not kept or (any(stretch["labels"]) and not any(label for _, label in kept)):
        return None
    base, near = known_of(stretch)
    strengths = [each for each, span in zip(near, ranges, strict=True) if span[1] > span[0]]
    return Item(
        encoding.ids, encoding.type_ids, [span for span, _ in kept], [label for _, label in kept], twin, shared, base, strengths
    )


def known_of(stretch: dict[str, Any]) -> tuple[float, list[float]]:
    """Return what the search knows of a stretch: the log-odds, and each sentence's strength less the greatest."""
    found = stretch["found"]
    near = {start: value for start, _, _, _, value in found["strengths"]}
    values = [near.get(stretch["start"] + start) for start, _ in stretch["sentences"]]
    known = [value for value in values if value is not None] or [0.0]
    base = COMPARED_AT + COVERAGE * found["passage_coverage"] + NEARNESS * (found["nearness"] or 0.0)
    return base, [(min(known) if value is None else value) - max(known) for value in values]


def steps(found: list[Group], draw: random.Random) -> Iterator[list[Group]]:
    """Yield groups for one step each, of about the same length."""
    draw.shuffle(found)
    pools = [found[at : at + 400] for at in range(0, len(found), 400)]
    for pool in pools:
        pool.sort(key=lambda group: max(len(item.ids) for item in group))
        batches: list[list[Group]] = []
        for group in pool:
            if not batches or sum(map(len, batches[-1])) + len(group) > STEP_ITEMS:
                batches.append([])
            batches[-1].append(group)
        draw.shuffle(batches)
        yield from batches


def loss_of(network: Network, batch: list[Group]) -> Tensor:
    """Return the loss of one step."""
    items = [item for group in batch for item in group]
    passages, sentences = scores(network, items)
    labels = [torch.tensor(item.labels, dtype=torch.float32) for item in items]
    answers = torch.stack([each.max() for each in labels])
    alone = functional.binary_cross_entropy_with_logits(passages, answers)
    alone = alone + functional.binary_cross_entropy_with_logits(torch.cat(sentences), torch.cat(labels))
    listed: list[Tensor] = []
    contrast: list[Tensor] = []
    at = 0
    for group in batch:
        own = range(at, at + len(group))
        at += len(group)
        asked = [index for index in own if not items[index].twin]
        positive = [index for index in asked if answers[index] > 0]
        if positive and len(asked) > 1:
            listed.append(_listwise(passages[asked], answers[asked]))
        if positive:
            flat = torch.cat([sentences[index] for index in asked])
            listed.append(_listwise(flat, torch.cat([labels[index] for index in asked])))
        for twin in (index for index in own if items[index].shared and positive):
            first = positive[0]
            right = labels[first] > 0
            contrast.append(functional.softplus(passages[twin] - passages[first]))
            contrast.append(functional.softplus(sentences[twin].max() - sentences[first][right].max()))
    total = alone
    if listed:
        total = total + 0.5 * torch.stack(listed).mean()
    if contrast:
        total = total + 0.5 * torch.stack(contrast).mean()
    return total


def _listwise(logits: Tensor, labels: Tensor) -> Tensor:
    return torch.logsumexp(logits, 0) - torch.logsumexp(logits[labels > 0], 0)


def scores(network: Network, items: Sequence[Item]) -> tuple[Tensor, list[Tensor]]:
    """Return the logits of pairs, (n,), and of each one's sentences."""
    longest = max(len(item.ids) for item in items)
    ids = torch.tensor([item.ids + [0] * (longest - len(item.ids)) for item in items])
    types = torch.tensor([item.types + [0] * (longest - len(item.ids)) for item in items])
    mask = torch.tensor([[1] * len(item.ids) + [0] * (longest - len(item.ids)) for item in items])
    with torch.autocast("cpu", torch.bfloat16):
        passages, tokens = network(ids, mask, types)
    passages, tokens = passages.float(), tokens.float()
    passages = passages + network.scales[0] * torch.tensor([item.base for item in items])
    means = [
        torch.stack([tokens[n, start:end].mean() for start, end in item.sentences])
        + network.scales[1] * torch.tensor(item.strengths)
        for n, item in enumerate(items)
    ]
    return passages, means


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1, required=True, type=click.Choice(SETS))
@click.option("--after", type=click.Path(path_type=Path), help="The folder of an earlier stage, to go on from.")
@click.option("--share", default=1.0, show_default=True, help="The share of the questions of other sets than the written ones.")
@click.option("--epochs", default=2, show_default=True)
@click.option("--base", default=DEFAULT_MODEL, show_default=True, help="The model to begin with.")
def main(folder: Path, names: tuple[str, ...], after: Path | None, share: float, epochs: int, base: str) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    draw = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    source = model_folder(base)
    tokenizer = tokenizer_of(source)
    network = Network(
        AutoModel.from_pretrained(source, add_pooling_layer=False), AutoModel.from_pretrained(source).config.hidden_size
    )
    for name, parameter in network.encoder.named_parameters():
        parameter.requires_grad_(not name.startswith(FROZEN))
    if after is not None:
        network.load_state_dict(torch.load(after / "network.pt"), strict=False)
    lines = trained_on(mined(names))
    lines = {each: line for each, line in lines.items() if line["set"] == "written" or draw.random() < share}
    plans = [list(steps([group for group in groups(lines, tokenizer, draw) if group], draw)) for _ in range(epochs)]
    total = sum(map(len, plans))
    items = [item for batch in plans[0] for group in batch for item in group]
    print(f"{len(lines)} questions, {len(items)} pairs, {total} steps")
    learned = [each for name, each in network.named_parameters() if each.requires_grad and name != "scales"]
    groups_of: list[dict[str, Any]] = [{"params": learned}, {"params": [network.scales], "lr": 50 * RATE, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups_of, RATE, weight_decay=DECAY)
    warm = max(int(WARM_UP * total), 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min((at + 1) / warm, (total - at) / (total - warm)))
    network.train()
    began, running = time.monotonic(), 0.0
    for step, batch in enumerate((batch for plan in plans for batch in plan), start=1):
        loss = loss_of(network, batch)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # PyTorch's own gap
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        running += (loss.item() - running) * (0.02 if step > 50 else 1 / step)
        if step % 25 == 0:
            print(
                f"step {step} of {total}: loss {running:.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
        if step % 500 == 0 or step == total:
            folder.mkdir(parents=True, exist_ok=True)
            torch.save(network.state_dict(), folder / "network.pt")


if __name__ == "__main__":
    main()
