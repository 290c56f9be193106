"""Makes a network in 8 bits give the same on every processor: none of its sums is cut off.

Where a processor has no instruction for it (VNNI), two neighbouring products of an activation, 0 to 255, with its weight, -127 to
127, are added in 16 bits: what is more than 32,767 becomes that, and nothing tells. It does so in about one sum in a hundred.
Where no two neighbouring weights of one sign are more than 128 together, none can: 255 * 128 = 32,640. That takes less from the
weights than a bit does, which is ONNX Runtime's own remedy (`reduce_range`).

Source: ONNX Runtime's documentation, "Quantize ONNX models", on U8S8 and saturation; Intel's, on VPMADDUBSW.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_TOGETHER = 128  # of two neighbours of one sign
FACTORS = np.linspace(1.0, 2.0, 21)  # by which a channel's steps are made coarser; twice as coarse, nothing is too much
QUANTISED, SCALE = "_quantized", "_scale"  # behind the names of weights, as ONNX Runtime puts them


def unsaturate(path: Path) -> None:
    """Rewrite the weights of the network in `path`, quantised to int8, so that no sum saturates."""
    import onnx

    model = onnx.load(path)
    tensors = {each.name: each for each in model.graph.initializer}
    for name, tensor in tensors.items():
        scale = tensors.get(name.removesuffix(QUANTISED) + SCALE)
        if name.endswith(QUANTISED) and scale is not None and _is_matrix(tensor):
            weights, factors = unsaturated(onnx.numpy_helper.to_array(tensor), apart=len(scale.dims) == 1)
            coarser = onnx.numpy_helper.to_array(scale) * factors.reshape(tuple(scale.dims))
            tensor.CopyFrom(onnx.numpy_helper.from_array(weights, name))
            scale.CopyFrom(onnx.numpy_helper.from_array(coarser.astype(np.float32), scale.name))
    onnx.save(model, path)


def _is_matrix(tensor: Any) -> bool:
    """Whether a tensor is what activations are multiplied by: of rows, in signed numbers; what is looked up is unsigned."""
    from onnx import TensorProto

    return bool(tensor.data_type == TensorProto.INT8 and len(tensor.dims) == 2)


def unsaturated(weights: NDArray[np.int8], *, apart: bool = True) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Return weights near to `weights`, (k, n), that cannot saturate, and by what each channel is to be multiplied, (n,).

    Each channel takes the factor of `FACTORS` that changes it least; where they are not `apart`, all take the same, (1,).

    >>> unsaturated(np.array([[120], [-120], [8], [9]], dtype=np.int8))[0].ravel().tolist()
    [120, -120, 8, 9]
    >>> weights, factors = unsaturated(np.array([[120], [40], [8], [9]], dtype=np.int8))
    >>> weights.ravel().tolist(), factors.round(2).tolist()
    ([92, 31, 6, 7], [1.3])
    """
    found = np.array([_limited(weights / factor) for factor in FACTORS])
    changed = ((found * FACTORS[:, np.newaxis, np.newaxis] - weights) ** 2).sum(axis=1)
    best = (changed if apart else changed.sum(axis=1, keepdims=True)).argmin(axis=0)
    return np.take_along_axis(found, best[np.newaxis, np.newaxis], axis=0)[0].astype(np.int8), FACTORS[best]


def _limited(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights, (k, n), rounded, of which no two neighbours of one sign are more than `MOST_TOGETHER` together."""
    padded = np.pad(weights, ((0, len(weights) % 2), (0, 0)))
    pairs = padded.reshape(-1, 2, weights.shape[1])
    together = np.abs(pairs.sum(axis=1, keepdims=True))
    too_much = (together > MOST_TOGETHER) & (pairs.prod(axis=1, keepdims=True) > 0)
    limited = np.where(too_much, pairs * (MOST_TOGETHER / np.maximum(together, 1.0)), pairs)
    return np.rint(limited).reshape(padded.shape)[: len(weights)]
