"""Makes a network easier to quantise: what varies much between channels moves from the activations into the weights.

Where 8 bits are shared by all the channels of an activation, a few large channels leave few steps to the others. Each channel of
what enters a matrix product is divided by a factor, and the weights that it meets are multiplied by it: the product stays the
same. The factors come from how large the channels are over a few texts that come with loccit, so that a model is always exported
alike, whatever is indexed.

Source: Xiao and others, "SmoothQuant: accurate and efficient post-training quantization for large language models", ICML 2023.
There the largest value of a channel counts; here the mean of the texts' largest does, which carries over better to other texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from index.encoding.encoder import Vectors

CALIBRATION = "calibration.txt"  # a text a line: questions, and sentences of prose
STRENGTH = 0.65  # how much of the difference between channels is moved: from 0, none, to 1, all
SMALLEST = 1e-5

Feed = Callable[[str], Mapping[str, NDArray[Any]]]


@cache
def calibration_texts() -> tuple[str, ...]:
    """Return the texts over which the channels are measured."""
    return tuple(files("index.encoding").joinpath(CALIBRATION).read_text("utf-8").splitlines())


def smooth(path: Path, into: Path, feed: Feed) -> None:
    """Write the network of `path` to `into` so that it gives the same and loses less in 8 bits.

    `feed` makes its inputs of a text; it may give others too.
    """
    import onnx

    model = onnx.load(path)
    weights = {each.name: each for each in model.graph.initializer}
    uses = Counter(name for node in model.graph.node for name in node.input)
    products = defaultdict(list)
    for node in model.graph.node:
        # Weights that several layers share meet different channels, and can be multiplied for one of them only.
        if node.op_type == "MatMul" and node.input[1] in weights and uses[node.input[1]] == 1:
            products[node.input[0]].append(node)
    sizes = _channel_sizes(model, list(products), feed)
    scalings: dict[int, Any] = {}
    for name, nodes in products.items():
        matrices = [onnx.numpy_helper.to_array(weights[node.input[1]]) for node in nodes]
        factors = _factors(sizes[name], np.max([np.abs(matrix).max(axis=1) for matrix in matrices], axis=0))
        divided, divisors = f"{name}_smooth", onnx.numpy_helper.from_array(1 / factors, f"{name}_factors")
        model.graph.initializer.append(divisors)
        scalings[id(nodes[0])] = onnx.helper.make_node("Mul", [name, divisors.name], [divided], name=divided)
        for node, matrix in zip(nodes, matrices, strict=True):
            weights[node.input[1]].CopyFrom(onnx.numpy_helper.from_array(matrix * factors[:, np.newaxis], node.input[1]))
            node.input[0] = divided
    ordered = [each for node in model.graph.node for each in (scalings.get(id(node)), node) if each is not None]
    del model.graph.node[:]
    model.graph.node.extend(ordered)
    onnx.save(model, into)


def _factors(sizes: Vectors, weights: Vectors) -> Vectors:
    """Return what each channel is divided by, given how large it is and the weights that it meets: float32 (n,), of mean 1."""
    factors = np.maximum(sizes, SMALLEST) ** STRENGTH / np.maximum(weights, SMALLEST) ** (1 - STRENGTH)
    return np.asarray(factors / np.exp(np.log(factors).mean()), dtype=np.float32)


def _channel_sizes(model: Any, names: Iterable[str], feed: Feed) -> dict[str, Vectors]:
    """Return how large each channel of the tensors `names` is, float32 (n,): the mean of the texts' largest values."""
    import onnx

    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    wanted = list(names)
    probe.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in wanted)
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = [each.name for each in session.get_inputs()]
    sizes = {name: np.zeros(1, dtype=np.float32) for name in wanted}
    for text in calibration_texts():
        fed = feed(text)
        for name, tensor in zip(wanted, session.run(wanted, {name: fed[name] for name in inputs}), strict=True):
            largest = np.abs(tensor).max(axis=tuple(range(tensor.ndim - 1)))
            sizes[name] = sizes[name] + largest / np.float32(len(calibration_texts()))
    return sizes
