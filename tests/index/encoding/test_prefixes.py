"""prefixes.py: what a model wants before questions and passages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.encoding.prefixes import Prefixes, prefixes_of
from index.errors import ModelError
from index.maintenance import build_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def model(folder: Path, name: str, config: object = None) -> Settings:
    path = folder / name
    path.mkdir()
    if config is not None:
        (path / "config_sentence_transformers.json").write_text(json.dumps(config), "utf-8")
    return Settings(model=str(path))


@pytest.mark.parametrize(
    ("name", "config", "prefixes"),
    [
        ("multilingual-e5-small", None, Prefixes("query: ", "passage: ")),
        ("intfloat_e5_base", {"prompts": {}}, Prefixes("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", None, Prefixes()),
        ("paraphrase-multilingual-MiniLM-L12-v2", {}, Prefixes()),
        ("some-model", {"prompts": {"query": "Q: ", "document": "D: "}}, Prefixes("Q: ", "D: ")),
        ("other-model", {"prompts": {"query": "Q: "}, "default_prompt_name": "query"}, Prefixes()),  # stands before all already
    ],
)
def test_a_model_says_what_it_wants(tmp_path: Path, name: str, config: object, prefixes: Prefixes) -> None:
    """Its file of prompts tells, and of E5 the name does, whose older files have none."""
    assert prefixes_of(model(tmp_path, name, config)) == prefixes


def test_settings_win(tmp_path: Path) -> None:
    """What is set stands, nothing at all included; the default model wants nothing, and no file of it is read."""
    settings = model(tmp_path, "e5-small")
    assert prefixes_of(Settings(model=settings.model, question_prefix="", passage_prefix="p ")) == Prefixes("", "p ")
    assert prefixes_of(Settings()) == Prefixes()


def test_a_broken_file_of_prompts_is_told(tmp_path: Path) -> None:
    """It gets a sentence with its path."""
    with pytest.raises(ModelError, match=r"config_sentence_transformers\.json cannot be read"):
        prefixes_of(model(tmp_path, "m", ["no", "object"]))


def test_an_index_keeps_them(harbour_file: Path) -> None:
    """Without a model of one's own nothing stands before texts; the manifest says so."""
    collection = build_collection([harbour_file], Settings(), WordEncoder())
    assert collection.index.contents.manifest.prefixes == Prefixes()
