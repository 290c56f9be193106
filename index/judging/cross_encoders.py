"""Any sentence-transformers cross-encoder as a judge: exported once, kept in the user's cache, and run like our own.

CACHE/judges/SHA-256/judge.onnx, tokenizer.json, cross_encoder.json, and calibration.json once its scores were calibrated
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from index.encoding import file_sha256, fuse, make_lean, model_folder, quantise, require_export_packages, trace, weights_sha256
from index.errors import ModelError, first_line
from index.judging.judge import Judgement, Stretch
from index.judging.onnx_judge import PAIR
from index.judging.pair_network import INPUTS, MODEL, TOKENIZER, PairNetwork

CARD, CALIBRATION = "cross_encoder.json", "calibration.json"
BIDIRECTIONAL = ("bert", "electra", "roberta", "xlm-roberta")  # whose attention has no mask but that of the padding
LONGEST = 512  # tokens of a pair
EXAMPLES = (
    ("What is a pair?", "A pair is two texts. They are read together."),
    ("Who imported flour?", "Flour was imported from Canada by two merchants of the harbour."),
    ("Why was the harbour closed?", "The lighthouse is older than the town, and nobody lives in it."),
)
FARTHEST = 0.3  # logits by which int8 may be off on the mean of the examples; where it is more, fp32 is kept


@dataclass(frozen=True, slots=True)
class CrossEncoderCard:
    """What was exported, from weights of which SHA-256, in which precision, and where a pair is cut off."""

    name: str
    weights_sha256: str
    sha256: str
    precision: str
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes a model's scores comparable: `scale` times the score and `shift` is the log-odds that the text answers."""

    scale: float = 1.0
    shift: float = 0.0


CARDS, CALIBRATIONS = TypeAdapter(CrossEncoderCard), TypeAdapter(Calibration)


class OnnxCrossEncoder:
    """An exported cross-encoder; may be called from several threads. It reads each stretch, and each of its sentences alone."""

    def __init__(self, folder: Path) -> None:
        """Load what was exported into `folder`.

        Raises:
            ModelError: it cannot be read.
        """
        try:
            self.card = CARDS.validate_json((folder / CARD).read_bytes())
            self.calibration = calibration_in(folder)
            self.fingerprint = file_sha256(folder / MODEL)
            self._network = PairNetwork(folder, self.card.max_tokens // 2, self.card.max_tokens)
        except Exception as error:  # tokenizers raises Exception itself, ONNX Runtime classes of its own below it
            raise ModelError(f"The exported judge in {folder} cannot be read: {first_line(error)}. Remove the folder.") from error
        if self.fingerprint != self.card.sha256:
            raise ModelError(f"The exported judge in {folder} is damaged. Remove the folder, and it is exported anew.")

    @property
    def description(self) -> str:
        """A sentence about what judges, for people."""
        calibrated = "calibrated" if self.calibration != Calibration() else "not calibrated"
        return f"{self.card.name} by ONNX Runtime in {self.card.precision}, {calibrated}"

    def judge(self, question: str, stretches: Sequence[Stretch]) -> tuple[Judgement, ...]:
        """Return a judgement of each stretch."""
        read = self._network.shortened(question)
        return tuple(
            Judgement(
                self._score(read, stretch.text),
                tuple(self._score(read, sentence.of(stretch.text)) for sentence in stretch.sentences),
            )
            for stretch in stretches
        )

    def _score(self, question: str, text: str) -> float:
        _, (pair,) = self._network.run([PAIR], question, text)
        score = float(pair.reshape(-1)[0])
        return self.calibration.scale * score + self.calibration.shift


def calibration_in(folder: Path) -> Calibration:
    """Return the calibration in a folder, one that changes nothing where there is none."""
    path = folder / CALIBRATION
    return CALIBRATIONS.validate_json(path.read_bytes()) if path.is_file() else Calibration()


def judges_folder() -> Path:
    """Return the folder in which exported judges are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "loccit" / "judges"


def exported_cross_encoder(name: str) -> OnnxCrossEncoder:
    """Return the cross-encoder of that folder or hub name, exported at the first time.

    Raises:
        ModelError: there is none, it is no cross-encoder of one output, or it cannot be exported.
    """
    source = model_folder(name)
    sha256 = weights_sha256(source)
    folder = judges_folder() / sha256[:16]
    if not (folder / CARD).is_file():
        require_export_packages()
        model, tokenizer = _loaded(source, name)
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix="export-", dir=folder.parent))
        try:
            _export(model, tokenizer, beside, name, sha256)
            beside.replace(folder)
        except Exception as error:
            shutil.rmtree(beside, ignore_errors=True)
            raise ModelError(f"The judge {name!r} cannot be exported to ONNX: {first_line(error)}") from error
    return OnnxCrossEncoder(folder)


def _loaded(source: Path, name: str) -> tuple[Any, Any]:
    """Return a cross-encoder's network and tokenizer.

    Raises:
        ModelError: it is none, or has more outputs than one.
    """
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    try:
        config = AutoConfig.from_pretrained(source)
        kinds = config.architectures or []
        if not any(kind.endswith("ForSequenceClassification") for kind in kinds):
            raise ModelError(
                f"{name!r} is no cross-encoder: its network is {', '.join(kinds) or 'not named'}. "
                "Give a sentence-transformers CrossEncoder, own or none."
            )
        if config.num_labels != 1:
            raise ModelError(f"The judge {name!r} gives {config.num_labels} scores to a pair, but must give one.")
        tokenizer = AutoTokenizer.from_pretrained(source)
        if not tokenizer.is_fast:
            raise ModelError(f"The judge {name!r} has no fast tokenizer (tokenizer.json), which is needed to run it.")
        return AutoModelForSequenceClassification.from_pretrained(source).eval(), tokenizer
    except ModelError:
        raise
    except Exception as error:  # any architecture may come here, and each library raises classes of its own
        raise ModelError(f"The judge {name!r} cannot be loaded: {first_line(error)}") from error


def _export(model: Any, tokenizer: Any, into: Path, name: str, weights: str) -> None:
    import torch

    names = [each for each in tokenizer.model_input_names if each in INPUTS]
    (into / TOKENIZER).write_text(tokenizer.backend_tokenizer.to_str(), "utf-8")
    full = into / "full.onnx"

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
            logits: torch.Tensor = self.model(**dict(zip(names, inputs, strict=True))).logits
            return logits[:, 0]

    example = tokenizer(*EXAMPLES[0], return_tensors="pt")
    trace(Network(), {each: example[each] for each in names}, full, [PAIR])
    with torch.no_grad():
        wanted = [float(model(**tokenizer(*pair, return_tensors="pt")).logits[0, 0]) for pair in EXAMPLES]
    fuse(full, model.config)
    if model.config.model_type in BIDIRECTIONAL and not model.config.is_decoder:
        make_lean(full)
    quantise(full, into / MODEL, lambda text: dict(tokenizer(EXAMPLES[0][0], text, return_tensors="np")))
    longest = min(LONGEST, int(getattr(model.config, "max_position_embeddings", LONGEST)), tokenizer.model_max_length)
    precision = "int8"
    _write_card(into, name, weights, precision, longest)
    judge = OnnxCrossEncoder(into)
    off = np.mean([abs(judge._score(*pair) - score) for pair, score in zip(EXAMPLES, wanted, strict=True)])
    if off > FARTHEST:
        full.replace(into / MODEL)
        _write_card(into, name, weights, "fp32", longest)
    else:
        full.unlink()


def _write_card(into: Path, name: str, weights: str, precision: str, longest: int) -> None:
    card = CrossEncoderCard(name, weights, file_sha256(into / MODEL), precision, longest)
    (into / CARD).write_bytes(CARDS.dump_json(card, indent=2))
