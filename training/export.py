"""Exports a trained judge: `python -m training.export FOLDER`, into index/judging/model: ONNX, int8, with its card."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding
from torch import Tensor, nn
from transformers import AutoConfig

from index.encoding.lean_graph import make_lean
from index.encoding.model_files import file_sha256, model_folder
from index.encoding.onnx_export import fuse, quantise, trace
from index.judging.onnx_judge import CARD, CARDS, PAIR, TOKENS, JudgeCard
from index.judging.pair_network import INPUTS, MODEL, TOKENIZER
from index.settings import DEFAULT_MODEL
from training.judged import load
from training.question_files import REPOSITORY
from training.train import PAIR_TOKENS, QUESTION_TOKENS, Network, tokenizer_of

INTO = REPOSITORY / "index" / "judging" / "model"
HEADS = ("/network/passage", "/network/token")
EXAMPLE = ("What is a pair?", "A pair is two texts. They are read together.")


class _One(nn.Module):
    """The network for one pair, which has no padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        pair, tokens = self.network(input_ids, torch.ones_like(input_ids), token_type_ids)
        return pair, tokens


def _feed(encoding: Encoding) -> dict[str, NDArray[np.int64]]:
    return {name: np.array([getattr(encoding, of)], dtype=np.int64) for name, of in INPUTS.items()}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), default=INTO, show_default=True)
def main(folder: Path, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    source = model_folder(DEFAULT_MODEL)
    tokenizer = tokenizer_of(source)
    encoding = tokenizer.encode(*EXAMPLE)
    full = into / "full.onnx"
    example = {name: torch.tensor([getattr(encoding, of)]) for name, of in INPUTS.items()}
    trace(_One(load(folder)), example, full, [PAIR, TOKENS])
    fuse(full, AutoConfig.from_pretrained(source))
    make_lean(full)
    quantise(full, into / MODEL, lambda text: _feed(tokenizer.encode(EXAMPLE[0], text)), HEADS)
    full.unlink()
    shutil.copy(source / "tokenizer.json", into / TOKENIZER)
    card = JudgeCard("loccit's own judge", file_sha256(into / MODEL), QUESTION_TOKENS, PAIR_TOKENS)
    (into / CARD).write_bytes(CARDS.dump_json(card, indent=2) + b"\n")
    print(f"{into / MODEL}: {(into / MODEL).stat().st_size / 1e6:.1f} MB, SHA-256 {card.sha256}")


if __name__ == "__main__":
    main()
