"""cross_encoders.py: any cross-encoder of one output becomes a judge."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.encoding.model_files import model_folder
from index.errors import ModelError
from index.judging.cross_encoders import CALIBRATION, CALIBRATIONS, Calibration, OnnxCrossEncoder, exported_cross_encoder
from index.judging.judge import Stretch
from index.judging.judge_files import open_judge
from index.records import Span
from index.settings import DEFAULT_MODEL

QUESTION, TEXT = "Who imported flour?", "The mayor imported flour. Nobody replaced him."
STRETCH = Stretch(TEXT, (Span(0, 25), Span(26, 46)))


def cross_encoder(folder: Path, outputs: int = 1, architecture: str = "BertForSequenceClassification") -> Path:
    """A folder as sentence-transformers saves a cross-encoder: small, of weights by chance."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    config = BertConfig(vocab_size=30522, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
    config.num_labels = outputs
    BertForSequenceClassification(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (model_folder(DEFAULT_MODEL) / name).is_file():
            shutil.copy(model_folder(DEFAULT_MODEL) / name, folder)
    path = folder / "config.json"
    path.write_text(path.read_text("utf-8").replace("BertForSequenceClassification", architecture), "utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exported judges are kept, for one test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "loccit" / "judges"


def test_exported_it_says_what_the_original_says(tmp_path: Path, cache: Path) -> None:
    """Stretch and sentences get the original's scores, and the second opening exports nothing."""
    from sentence_transformers import CrossEncoder

    folder = cross_encoder(tmp_path / "model")
    judge = open_judge(str(folder))
    assert judge is not None
    assert "not calibrated" in judge.description
    (found,) = judge.judge(QUESTION, [STRETCH])
    texts = [TEXT, TEXT[:25], TEXT[26:]]
    wanted = CrossEncoder(str(folder)).predict([(QUESTION, text) for text in texts], activation_fn=lambda scores: scores)
    assert [found.stretch, *found.sentences] == pytest.approx([float(score) for score in wanted], abs=0.05)
    (exported,) = cache.iterdir()
    before = exported.stat().st_mtime_ns
    assert open_judge(str(folder)).judge(QUESTION, [STRETCH]) == (found,)  # type: ignore[union-attr]  # as above
    assert exported.stat().st_mtime_ns == before


def test_calibrated_scores_are_scaled_and_shifted(tmp_path: Path, cache: Path) -> None:
    """What the command of the repository wrote beside the exported judge is applied to each score."""
    plain = exported_cross_encoder(str(cross_encoder(tmp_path / "model")))
    (exported,) = cache.iterdir()
    (exported / CALIBRATION).write_bytes(CALIBRATIONS.dump_json(Calibration(2.0, 1.0)))
    (raw,), (found,) = plain.judge(QUESTION, [STRETCH]), OnnxCrossEncoder(exported).judge(QUESTION, [STRETCH])
    assert found.stretch == pytest.approx(2.0 * raw.stretch + 1.0)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("outputs", "architecture", "sentence"),
    [(2, "BertForSequenceClassification", "gives 2 scores"), (1, "BertModel", "is no cross-encoder")],
)
def test_other_networks_are_refused(tmp_path: Path, outputs: int, architecture: str, sentence: str) -> None:
    """Two outputs, or an embedding model: a sentence says which it is."""
    with pytest.raises(ModelError, match=sentence):
        open_judge(str(cross_encoder(tmp_path / "model", outputs, architecture)))


@pytest.mark.usefixtures("cache")
def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    """A file that is no weights gets a sentence, and leaves nothing half exported."""
    folder = cross_encoder(tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be"):
        open_judge(str(folder))


def test_embedding_model_is_no_judge(cache: Path) -> None:
    """The installed embedding model, given as a judge."""
    with pytest.raises(ModelError, match="is no cross-encoder"):
        open_judge(str(model_folder(DEFAULT_MODEL)))
    assert not cache.exists()
