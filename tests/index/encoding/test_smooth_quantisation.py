"""smooth_quantisation.py: the same network, which loses less in 8 bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from index.encoding.smooth_quantisation import calibration_texts, smooth

CHANNELS = 16
LARGE = np.where(np.arange(CHANNELS) == 3, 200.0, 1.0).astype(np.float32)  # one channel dwarfs the others


def drawn(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)


def feed(text: str) -> dict[str, NDArray[np.float32]]:
    """Return as many tokens as the text has words, and an input that the network does not know."""
    return {"x": drawn(1, len(text.split()), CHANNELS) * LARGE, "unknown": LARGE}


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Two products of one input, and of their sum a third: x -> x @ A, x @ B -> (x @ A + x @ B) @ C."""
    weights = {name: drawn(CHANNELS, CHANNELS) / (LARGE[:, np.newaxis] if name != "C" else 1) for name in "ABC"}
    nodes = [
        onnx.helper.make_node("MatMul", ["x", "A"], ["a"], name="a"),
        onnx.helper.make_node("MatMul", ["x", "B"], ["b"], name="b"),
        onnx.helper.make_node("Add", ["a", "b"], ["sum"], name="sum"),
        onnx.helper.make_node("MatMul", ["sum", "C"], ["y"], name="y"),
    ]
    places = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "length", CHANNELS]) for name in "xy"]
    graph = onnx.helper.make_graph(nodes, "network", places[:1], places[1:])
    graph.initializer.extend(onnx.numpy_helper.from_array(matrix, name) for name, matrix in weights.items())
    onnx.save(
        onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8), tmp_path / "full.onnx"
    )
    return tmp_path / "full.onnx"


def run(path: Path, text: str) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["y"], {"x": feed(text)["x"]})[0])


def test_smoothed_network_gives_the_same(network: Path, tmp_path: Path) -> None:
    """The products stay what they were, for texts that it was not smoothed with; products of one input share one division."""
    smooth(network, tmp_path / "smooth.onnx", feed)
    text = "Nothing of the kind was ever said."
    assert np.allclose(run(tmp_path / "smooth.onnx", text), run(network, text), atol=1e-4)
    operators = [node.op_type for node in onnx.load(tmp_path / "smooth.onnx").graph.node]
    assert operators == ["Mul", "MatMul", "MatMul", "Add", "Mul", "MatMul"]


def test_weights_that_layers_share_stay(network: Path, tmp_path: Path) -> None:
    """Where two products have the same weights, those are not touched, and the network gives the same."""
    model = onnx.load(network)
    model.graph.node[3].input[1] = "A"  # y is (x @ A + x @ B) @ A
    onnx.save(model, network)
    smooth(network, tmp_path / "smooth.onnx", feed)
    text = "Nothing of the kind was ever said."
    assert np.allclose(run(tmp_path / "smooth.onnx", text), run(network, text), rtol=1e-3, atol=1e-3)
    kept = {each.name: onnx.numpy_helper.to_array(each) for each in onnx.load(tmp_path / "smooth.onnx").graph.initializer}
    before = {each.name: onnx.numpy_helper.to_array(each) for each in model.graph.initializer}
    assert np.array_equal(kept["A"], before["A"])
    assert not np.array_equal(kept["B"], before["B"])


def test_smoothed_network_loses_less_in_8_bits(network: Path, tmp_path: Path) -> None:
    """Where one channel dwarfs the others, the error of int8 falls to a small part."""
    smooth(network, tmp_path / "smooth.onnx", feed)
    text = "Nothing of the kind was ever said."
    errors = []
    for path in (network, tmp_path / "smooth.onnx"):
        quantize_dynamic(path, tmp_path / "int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
        errors.append(float(np.abs(run(tmp_path / "int8.onnx", text) - run(network, text)).mean()))
    assert errors[1] < errors[0] / 5


def test_calibration_texts_are_questions_and_prose() -> None:
    """Half of them ask, as users do, and half tell, as articles do; none is empty."""
    asking = [text.endswith("?") for text in calibration_texts()]
    assert (sum(asking), len(asking)) == (20, 40)
