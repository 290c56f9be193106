"""lean_graph.py: the same network, without what one text alone does not need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from index.encoding.lean_graph import make_lean

CHANNELS = 16


def drawn(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)


def network(*, masked: bool = True, bias: bool = True) -> list[onnx.NodeProto]:
    """Attention of a text to itself over a mask that masks nothing, guarded against no number; then what it was is added."""
    scores = ["scores", "mask"] if masked else ["scores", "relative"]
    return [
        helper.make_node("Transpose", ["x"], ["across"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["x", "across"], ["scores"]),
        helper.make_node("Greater", ["scores", "least"], ["seen"]),
        helper.make_node("Where", ["seen", "zero", "least"], ["mask"]),
        helper.make_node("Abs", ["scores"], ["relative"]),
        helper.make_node("Add", scores, ["masked"]),
        helper.make_node("Softmax", ["masked"], ["shares"], axis=-1),
        helper.make_node("IsNaN", ["shares"], ["not a number"]),
        helper.make_node("Where", ["not a number", "zero", "shares"], ["guarded"]),
        helper.make_node("MatMul", ["guarded", "x"], ["mixed"]),
        helper.make_node(
            "SkipLayerNormalization",
            ["mixed", "x", "scale", "shift", *(["bias"] if bias else [])],
            ["y"],
            name="norm",
            domain="com.microsoft",
            epsilon=1e-12,
        ),
    ]


def saved(nodes: list[onnx.NodeProto], path: Path) -> Path:
    constants = {"least": np.float32(-1e30), "zero": np.float32(0), "scale": drawn(16), "shift": drawn(16), "bias": drawn(16)}
    places = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "length", CHANNELS]) for name in "xy"]
    graph = helper.make_graph(nodes, "network", places[:1], places[1:])
    graph.initializer.extend(numpy_helper.from_array(np.asarray(each), name) for name, each in constants.items())
    sets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=8), path)
    return path


def run(path: Path) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["y"], {"x": drawn(1, 9, CHANNELS)})[0])


def operators(path: Path) -> list[str]:
    return [node.op_type for node in onnx.load(path).graph.node]


@pytest.mark.parametrize("bias", [True, False])
def test_a_lean_network_gives_the_same(tmp_path: Path, bias: bool) -> None:
    """Without the mask, the guard, and what only these needed; sum and normalization are operators of their own."""
    path = saved(network(bias=bias), tmp_path / "network.onnx")
    before = run(path)
    make_lean(path)
    assert np.allclose(run(path), before, atol=1e-5)
    sums = ["Add"] * (2 if bias else 1)
    assert operators(path) == ["Transpose", "MatMul", "Softmax", "MatMul", *sums, "LayerNormalization"]


def test_what_is_no_mask_stays(tmp_path: Path) -> None:
    """A sum before the softmax whose other part is computed is kept."""
    path = saved(network(masked=False), tmp_path / "network.onnx")
    before = run(path)
    make_lean(path)
    assert np.allclose(run(path), before, atol=1e-5)
    assert operators(path).count("Add") == 3
    assert "Abs" in operators(path)
