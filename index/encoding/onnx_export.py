"""A sentence-transformers model becomes an exported one: ONNX, quantised to int8 where that keeps its meaning.

Source of the quantisation: ONNX Runtime's dynamic quantisation, weights in int8 by channel, activations as they come, smoothed
before (see index/encoding/smooth_quantisation.py), and made the same on every processor (index/encoding/unsaturated.py).
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from index.encoding.encoder import Encoder, SentenceTransformerEncoder, Vectors
from index.encoding.model_files import model_folder, weights_sha256
from index.encoding.onnx_encoder import CARD, CARDS, INPUTS, MODEL, TOKENIZER, TOKENS, VECTOR, Card, OnnxEncoder
from index.encoding.smooth_quantisation import Feed, smooth
from index.encoding.unsaturated import unsaturate
from index.errors import ModelError, first_line

INT8, FP32 = "int8", "fp32"
LEAST_COSINE = {INT8: 0.985, FP32: 0.9999}  # the mean; below it an export is not used
COMPARED = 128  # of the passages, so many at most are encoded by both
UNFINISHED = "export-"
STEPS = 5  # that are told: loading, encoding a sample, exporting, quantising, measuring
Step = Callable[[str], None]
FLOAT = 1  # ONNX's number of the type
EXAMPLE = "A text to trace the network with."


def exported(model: str, into: Path, texts: Sequence[str], *, shown: bool = False) -> Encoder:
    """Return `model` exported into the folder `into`, or by sentence-transformers where it cannot be exported.

    `texts` are the passages that it will encode; a sample of them is encoded by the original as well. What lies in `into`
    from an export of the same weights is used as it is. The folder around `into` is the export's own: what one that was killed
    left there is removed. `shown` shows the steps on a terminal: together they take longer than encoding an article.

    Raises:
        ModelError: there is no such model.
    """
    if (into / CARD).is_file():
        found = OnnxEncoder(into)
        if found.card.weights_sha256 == weights_sha256(model_folder(model)):
            return found
        shutil.rmtree(into)
    with steps(shown=shown) as step:
        return _exported_anew(model, into, texts, step)


def _exported_anew(model: str, into: Path, texts: Sequence[str], step: Step) -> Encoder:
    step("loading")
    original = SentenceTransformerEncoder(model)
    sample = [texts[at] for at in np.linspace(0, len(texts) - 1, min(COMPARED, len(texts))).astype(int)] or [EXAMPLE]
    into.parent.mkdir(parents=True, exist_ok=True)
    for left in into.parent.glob(UNFINISHED + "*"):  # by an export that was killed
        shutil.rmtree(left, ignore_errors=True)
    beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=into.parent))
    try:
        _export_smallest(original, model, beside, sample, step)
        beside.replace(into)
    except OSError:  # no room for it, which is no reason to be slow for good
        shutil.rmtree(beside, ignore_errors=True)
        raise
    except Exception as error:  # noqa: BLE001  # any architecture may come here, and torch.onnx raises what it likes
        logging.getLogger(__name__).warning("%s cannot be exported to ONNX: %s", model, first_line(error))
        original.description = SentenceTransformerEncoder.describe(model, f"it cannot be exported ({first_line(error)})")
        shutil.rmtree(beside, ignore_errors=True)
        return original
    return OnnxEncoder(into)


@contextmanager
def steps(*, shown: bool) -> Iterator[Step]:
    """Give what is called with the name of each step before it is done, and shows them on a terminal, if they are to be shown."""
    from tqdm import tqdm

    with tqdm(total=STEPS, desc="preparing the model", unit=" steps", disable=None if shown else True) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(name, refresh=False)
            bar.update(1)
            bar.refresh()

        yield step


def _export_smallest(original: SentenceTransformerEncoder, model: str, into: Path, sample: list[str], step: Step) -> None:
    """Export in int8 if that is near enough to the original, else in fp32.

    Raises:
        ModelError: not even fp32 is.
    """
    (into / TOKENIZER).write_text(original.model.tokenizer.backend_tokenizer.to_str(), "utf-8")
    prompt = original.model.prompts.get(original.model.default_prompt_name or "") or ""
    length = int(original.model.max_seq_length or original.model.tokenizer.model_max_length)
    card = Card(model, original.fingerprint, FP32, length, original.dimension, prompt, 0.0, len(sample))
    step("encoding a sample")
    wanted = original.encode(sample)
    step("exporting")
    full = into / "full.onnx"
    _export(original.model, full)
    transformer: Any = original.model[0]
    fuse(full, transformer.auto_model.config)
    tokenizer = original.model.tokenizer
    step("quantising")
    quantise(full, into / MODEL, lambda text: dict(tokenizer(text, return_tensors="np")))
    step("measuring")
    small = _measured(into, replace(card, precision=INT8), sample, wanted)
    if small.cosine >= LEAST_COSINE[INT8]:
        full.unlink()
        return
    full.replace(into / MODEL)
    remark = f"In int8 the mean cosine is only {small.cosine:.4f}, so fp32 was kept."
    large = _measured(into, replace(card, remark=remark), sample, wanted)
    if large.cosine < LEAST_COSINE[FP32]:
        raise ModelError(f"exported, its mean cosine with the original is only {large.cosine:.4f}")


def _measured(into: Path, card: Card, sample: list[str], wanted: Vectors) -> Card:
    """Give the model in `into` a card that says how near to the original it is, and return that."""
    (into / CARD).write_bytes(CARDS.dump_json(card))
    found = OnnxEncoder(into).encode(sample)
    measured = replace(card, cosine=round(float(np.sum(found * wanted, axis=1).mean()), 6))
    (into / CARD).write_bytes(CARDS.dump_json(measured, indent=2))
    return measured


def _export(model: Any, path: Path) -> None:
    """Write the whole network, pooling included, as ONNX for one text of any length; what is pooled is an output as well.

    A text that is encoded alone has no padding, so that nothing has to be masked. What is got wrong shows in the cosines.
    """
    import torch

    names = [name for name in model.tokenizer.model_input_names if name in INPUTS]
    example = model.tokenizer([EXAMPLE], return_tensors="pt")

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            # Kept here, so that their weights are the network's.
            self.transformer = model[0].auto_model
            self.rest = torch.nn.ModuleList(list(model)[1:])

        def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            tokens = self.transformer(**dict(zip(names, inputs, strict=True)))[0]
            features = {"token_embeddings": tokens, "attention_mask": torch.ones_like(inputs[0])}
            for module in self.rest:
                features = module(features)
            return features["sentence_embedding"], tokens

    trace(Network(), {name: example[name] for name in names}, path, [VECTOR, TOKENS])


def trace(network: Any, example: Mapping[str, Any], path: Path, outputs: Sequence[str]) -> None:
    """Write a network of PyTorch's as ONNX, for one text or pair of any length; `example` are its inputs, (1, t) each, by name.

    Of the outputs, the one called `TOKENS` is as long as the inputs. The tracer is used and not torch.export: it takes a fifth of
    the time, its graph is the faster one, and it needs no further package.
    """
    import torch

    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of each Python condition that it takes as it finds it
        torch.onnx.export(
            network.eval(),
            tuple(example.values()),
            str(path),
            input_names=list(example),
            output_names=list(outputs),
            dynamic_axes={name: {1: "length"} for name in (*example, *outputs) if name in example or name == TOKENS},
            dynamo=False,
        )


def fuse(path: Path, config: Any) -> None:
    """Put ONNX Runtime's larger operators in the place of small ones, where it knows the architecture: a tenth faster.

    `config` is the transformer's, by the transformers library.
    """
    from onnxruntime.transformers import optimizer

    if config.model_type not in optimizer.MODEL_TYPES:
        return
    with _quiet():
        fused = optimizer.optimize_model(
            str(path),
            model_type=config.model_type,
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,  # only these; the rest is done when the model is loaded
        )
        fused.save_model_to_file(str(path))


def quantise(full: Path, into: Path, feed: Feed, heads: tuple[str, ...] = ()) -> None:
    """Write the network `full` in int8; `feed` makes its inputs of a text.

    Nodes whose names begin with one of `heads` stay in fp32: products of one token or into one number cost next to nothing.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    smoothed = into.with_name("smooth.onnx")
    smooth(full, smoothed, feed)
    # The larger operators do not give their type, which is float.
    with _quiet():
        quantize_dynamic(
            smoothed,
            into,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=_beginning(smoothed, heads) if heads else [],
            extra_options={"DefaultTensorType": FLOAT},
        )
    smoothed.unlink()
    unsaturate(into)


def _beginning(path: Path, heads: tuple[str, ...]) -> list[str]:
    """Return the names of nodes that begin with one of `heads`, also as they are called once they are plain products."""
    import onnx

    nodes = onnx.load(path).graph.node
    return [name for node in nodes if node.name.startswith(heads) for name in (node.name, f"{node.name}_MatMul")]


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence both tools: they print and log what makes no difference here."""
    level = logging.root.level
    logging.root.setLevel(logging.ERROR)
    try:
        with redirect_stdout(StringIO()):
            yield
    finally:
        logging.root.setLevel(level)
