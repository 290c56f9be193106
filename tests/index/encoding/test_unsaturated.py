"""unsaturated.py: sums in 8 bits that are the same on every processor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from index.encoding.unsaturated import FACTORS, MOST_TOGETHER, unsaturate, unsaturated
from index.judging.judge_files import OWN_FOLDER
from index.judging.pair_network import MODEL

MATRICES = arrays(np.int8, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(-127, 127))
WIDTH, HEIGHT = 64, 32


def together(weights: NDArray[np.int8]) -> int:
    """Return the most that two neighbours of one sign come to."""
    even = np.pad(weights.astype(int), ((0, len(weights) % 2), (0, 0))).reshape(-1, 2, weights.shape[1])
    return int(np.abs(even.sum(axis=1))[even.prod(axis=1) > 0].max(initial=0))


def weights_of(path: Path) -> dict[str, NDArray[np.int8]]:
    """Return the matrices of a network that are in signed 8 bits."""
    tensors = {each.name: onnx.numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    return {name: each for name, each in tensors.items() if each.dtype == np.int8 and each.ndim == 2}


@given(MATRICES, st.booleans())
def test_no_two_neighbours_are_too_much(weights: NDArray[np.int8], apart: bool) -> None:
    """Whatever the weights are, odd rows and extremes too, nothing can saturate, and each stays near to what it was."""
    found, factors = unsaturated(weights, apart=apart)
    assert together(found) <= MOST_TOGETHER
    assert found.shape == weights.shape
    assert factors.shape == ((weights.shape[1],) if apart else (1,))
    assert np.abs(found * factors - weights).max() <= 127 - MOST_TOGETHER / 2 + FACTORS[-1] / 2


def test_what_cannot_saturate_stays_as_it_is() -> None:
    """Neighbours of different signs, and small ones, are not touched."""
    weights = np.array([[127, 64], [-127, 64], [1, -127], [127, 1]], dtype=np.int8)
    found, factors = unsaturated(weights)
    assert found.tolist() == weights.tolist()
    assert factors.tolist() == [1.0, 1.0]


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A product, x @ A, in 8 bits, of weights that are all large and of one sign: half of all sums would saturate."""
    matrix = np.random.default_rng(3).uniform(0.5, 1.0, (WIDTH, HEIGHT)).astype(np.float32)
    inputs, outputs = ([onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", None])] for name in "xy")
    node = onnx.helper.make_node("MatMul", ["x", "A"], ["y"], name="product")
    graph = onnx.helper.make_graph([node], "network", inputs, outputs)
    graph.initializer.append(onnx.numpy_helper.from_array(matrix, "A"))
    onnx.save(
        onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8), tmp_path / "full.onnx"
    )
    quantize_dynamic(tmp_path / "full.onnx", tmp_path / "int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
    return tmp_path / "int8.onnx"


def run(path: Path, activations: NDArray[np.float32]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["y"], {"x": activations})[0])


def test_products_are_near_to_those_in_fp32(network: Path, tmp_path: Path) -> None:
    """On this processor, whichever it is, the largest activations give what the network in fp32 gives."""
    activations = np.full((3, WIDTH), 1.0, dtype=np.float32)
    wanted = run(tmp_path / "full.onnx", activations)
    assert together(*weights_of(network).values()) > MOST_TOGETHER
    unsaturate(network)
    assert together(*weights_of(network).values()) <= MOST_TOGETHER
    assert np.abs(run(network, activations) / wanted - 1.0).max() < 0.01


def test_weights_with_one_scale_for_all_channels(network: Path, tmp_path: Path) -> None:
    """All channels are made coarser alike where they share their steps."""
    quantize_dynamic(tmp_path / "full.onnx", network, weight_type=QuantType.QInt8, per_channel=False)
    activations = np.full((1, WIDTH), 1.0, dtype=np.float32)
    unsaturate(network)
    assert np.abs(run(network, activations) / run(tmp_path / "full.onnx", activations) - 1.0).max() < 0.01


def test_loccits_judge_cannot_saturate() -> None:
    """The weights that come with loccit are such, in each of the encoder's products."""
    found = weights_of(OWN_FOLDER / MODEL)
    assert len(found) == 36
    assert max(map(together, found.values())) <= MOST_TOGETHER
