"""What a model wants before questions and before passages: as its own files say, or as models of its name are known to want it.

Source: the model cards of E5 (Wang and others, "Multilingual E5 Text Embeddings", 2024): "query: " and "passage: ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.encoding.model_files import model_folder
from index.errors import ModelError
from index.settings import AS_MODEL_SAYS, DEFAULT_MODEL, Settings

CONFIG = "config_sentence_transformers.json"
QUESTION, PASSAGE = ("query", "question", "search_query"), ("passage", "document", "search_document", "corpus")
E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")
INSTRUCTED = "instruct"  # these want an instruction, which their files give


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What stands before each question, and before each passage and sentence, when it is encoded; kept with an index."""

    question: str = ""
    passage: str = ""


def prefixes_of(settings: Settings) -> Prefixes:
    """Return what the model of an index wants, where the settings do not say it otherwise.

    Raises:
        ModelError: there is no such model, or its file of prompts cannot be read.
    """
    told = (settings.question_prefix, settings.passage_prefix)
    own = _own(settings.model) if AS_MODEL_SAYS in told else Prefixes()
    question, passage = (
        wanted if wanted != AS_MODEL_SAYS else found for wanted, found in zip(told, (own.question, own.passage), strict=True)
    )
    return Prefixes(question, passage)


def _own(model: str) -> Prefixes:
    if model == DEFAULT_MODEL:
        return Prefixes()
    folder = model_folder(model)
    prompts = _prompts(folder / CONFIG)
    found = Prefixes(_first(prompts, QUESTION), _first(prompts, PASSAGE))
    names = f"{Path(model).name} {folder.name}".lower()
    if found == Prefixes() and E5.search(names) and INSTRUCTED not in names:
        return Prefixes("query: ", "passage: ")
    return found


def _first(prompts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((prompts[name] for name in names if prompts.get(name)), "")


def _prompts(path: Path) -> dict[str, str]:
    """Return the prompts that a model's file names; none where one of them stands before every text already."""
    if not path.is_file():
        return {}
    try:
        config = TypeAdapter(dict[str, object]).validate_json(path.read_bytes())
        default = config.get("default_prompt_name")
        return {} if default else TypeAdapter(dict[str, str]).validate_python(config.get("prompts") or {})
    except ValidationError as error:
        raise ModelError(f"{path} cannot be read: it is no JSON object with prompts. Download the model again.") from error
