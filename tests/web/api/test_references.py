"""references.py: references from the API and the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection, save_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.records import Answer
from tests.doubles import WordEncoder
from tests.web.api.test_questions import content, problem
from web import create_app
from web.commands.cli import main, show

SIDECAR = 'author = "Ann Roe"\ncontainer = "Journal of Ice"\nyear = 1998\nvolume = 12\npages = "101-126"\n'


@pytest.fixture
def published(harbour_file: Path) -> Collection:
    """The small article with a sidecar."""
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    return build_collection([harbour_file], Settings(), WordEncoder())


@pytest.fixture
def harbour_client(published: Collection) -> FlaskClient:
    """Somebody who sends requests to an application over it."""
    return create_app(Answerer(published)).test_client()


def test_reference_of_a_stretch(harbour_client: FlaskClient, published: Collection) -> None:
    """A stretch gets its locator and all styles, with italics in HTML."""
    text = published.articles[0].text
    start = text.index("The pilot")
    found = content(harbour_client.get(f"/api/articles/harbour/reference?start={start}&end={text.index('Nobody') - 1}"))
    assert (found["article"], found["start"]) == ("harbour", start)
    assert found["locator"] == {
        "pages": [],
        "section": "I",
        "heading": "",
        "paragraphs": [1],
        "notes": ["2"],
        "covering_notes": [],
    }
    assert found["chicago"]["note"] == "Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): sec. I, para. 1, n. 2."
    assert found["html"]["chicago"]["note"] == (
        "Ann Roe, “On the Harbour,” <i>Journal of Ice</i> 12 (1998): sec. I, para. 1, n. 2."
    )
    assert found["mla"]["in_text"] == "(Roe, sec. I, par. 1, n. 2)"
    assert found["apa"]["in_text"] == "(Roe, 1998, Section I, para. 1, n. 2)"
    assert found["csl_json"]["container-title"] == "Journal of Ice"
    assert found["bibtex"].startswith("@article{roe1998harbour,\n")
    assert rispy.loads(found["ris"])[0]["authors"] == ["Roe, Ann"]


def test_reference_of_the_article(harbour_client: FlaskClient) -> None:
    """Without offsets the article is cited as a whole."""
    found = content(harbour_client.get("/api/articles/harbour/reference"))
    assert (found["start"], found["end"], found["locator"]["paragraphs"]) == (None, None, [])
    assert found["chicago"]["note"] == "Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): 101–26."


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("?start=5", 422, "The address has no end."),
        ("?end=5", 422, "The address has no start."),
        ("?start=&end=5", 422, "start is '', but must be a whole number from 0"),
        ("?start=-1&end=5", 422, "start is '-1', but must be a whole number"),
        ("?start=1&end=٣", 422, "end is '٣', but must be a whole number"),
        ("?start=1&end=" + "9" * 5000, 422, "end is '999"),
        ("?start=5&end=5", 422, "There is no stretch from 5 to 5 in harbour: its text runs from 0 to "),
        ("?start=0&end=99999", 422, "There is no stretch from 0 to 99999"),
        ("?style=word", 422, "style is 'word', but must be one of bibtex, ris, csl."),
    ],
)
def test_bad_references(harbour_client: FlaskClient, query: str, status: int, sentence: str) -> None:
    """What cannot be cited gets a sentence."""
    assert sentence in problem(harbour_client.get("/api/articles/harbour/reference" + query), status)


def test_reference_of_no_article(harbour_client: FlaskClient) -> None:
    """An article that is not there is not found."""
    assert "There is no article 'nowhere'" in problem(harbour_client.get("/api/articles/nowhere/reference"), 404)


@pytest.mark.parametrize(
    ("style", "kind", "name", "beginning"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", "harbour.bib", "@article{roe1998harbour,"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "harbour.ris", "TY  - JOUR"),
        ("csl", "application/vnd.citationstyles.csl+json; charset=utf-8", "harbour.json", "["),
    ],
)
def test_files_for_reference_managers(harbour_client: FlaskClient, style: str, kind: str, name: str, beginning: str) -> None:
    """A style of a reference manager is a file to be kept."""
    response = harbour_client.get(f"/api/articles/harbour/reference?style={style}")
    assert (response.status_code, response.content_type) == (200, kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.text.startswith(beginning)


@pytest.fixture
def folder(harbour_file: Path, tmp_path: Path) -> Path:
    """An index of the small article with its sidecar."""
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    save_collection(build_collection([harbour_file]), tmp_path / "index")
    return tmp_path / "index"


def cite(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", "harbour", "--index", str(folder), *arguments])


def test_cite_on_the_command_line(folder: Path) -> None:
    """`cite` prints a style, a file for reference managers, or what the API returns."""
    assert cite(folder).stdout == (
        "note          Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): 101–26.\n"
        "short note    Roe, “On the Harbour.”\n"
        "bibliography  Roe, Ann. “On the Harbour.” Journal of Ice 12 (1998): 101–26.\n"
    )
    assert cite(folder, "--start", "0", "--end", "5", "--style", "apa").stdout == (
        "in the text   (Roe, 1998)\nentry         Roe, A. (1998). On the Harbour. Journal of Ice, 12, 101–126.\n"
    )
    assert cite(folder, "--style", "bibtex").stdout.startswith("@article{roe1998harbour,")
    assert json.loads(cite(folder, "--style", "csl").stdout)[0]["id"] == "harbour"
    assert json.loads(cite(folder, "--json").stdout)["mla"]["in_text"] == "(Roe)"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--start", "5"), "Give both --start and --end, or neither"),
        (("--start", "5", "--end", "99999"), "There is no stretch from 5 to 99999"),
    ],
)
def test_cite_refuses_what_is_not_there(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """A stretch that is not there is a sentence and exit code 2."""
    result = cite(folder, *arguments)
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_ask_with_references(published: Collection) -> None:
    """With a style, each citation is printed with its reference."""
    answerer = Answerer(published, threshold=0.0)
    result = answerer.ask("Who imported flour from Canada?", 1)
    assert isinstance(result, Answer)
    assert "   note          Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): " in "\n".join(
        show(answerer, result, "chicago")
    )
    assert "Ann Roe" not in "\n".join(show(answerer, result))


def test_inspect_shows_what_is_known(harbour_file: Path) -> None:
    """`inspect` shows what a sidecar tells, or that nothing is known."""
    assert "published   nothing is known" in CliRunner().invoke(main, ["inspect", str(harbour_file)]).stdout
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    shown = CliRunner().invoke(main, ["inspect", str(harbour_file)]).stdout
    assert "authors     Roe, Ann\ncontainer   Journal of Ice\nyear        1998\nvolume      12\npages       101–126\n" in shown
    harbour_file.with_suffix(".toml").write_text("yeer = 1", "utf-8")
    refused = CliRunner().invoke(main, ["inspect", str(harbour_file)])
    assert (refused.exit_code, "Did you mean 'year'?" in refused.stderr) == (2, True)
