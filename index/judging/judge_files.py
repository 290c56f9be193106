"""Where judges come from: the one that comes with loccit, a folder, a model hub, or none."""

from __future__ import annotations

from pathlib import Path

from index.judging.cross_encoders import exported_cross_encoder
from index.judging.judge import Judge
from index.judging.onnx_judge import CARD, OnnxJudge

OWN, NONE = "own", "none"
OWN_FOLDER = Path(__file__).parent / "model"


def open_judge(name: str = OWN) -> Judge | None:
    """Return the judge of that name: `own`, `none`, or another by its folder or its name on a model hub.

    Raises:
        ModelError: there is no such judge, or it cannot be used.
    """
    if name == NONE:
        return None
    if name == OWN:
        return OnnxJudge(OWN_FOLDER)
    folder = Path(name)
    if (folder / CARD).is_file():
        return OnnxJudge(folder)
    return exported_cross_encoder(name)
