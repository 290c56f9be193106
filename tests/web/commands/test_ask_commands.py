"""ask_commands.py: asking, citing and verifying from the shell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from index.collection import Collection
from index.maintenance import build_collection, save_collection
from tests.conftest import BRIDGE, RAILWAY, SEED_ID, TEXT
from tests.qa.citing.styles import IN_TEXT, NOTES
from tests.shell import refused, run
from web.commands.cli import main

SIDECAR = 'author = "Ann Roe"\ncontainer = "Journal of Ice"\nyear = 1998\nvolume = 12\npages = "101-126"\n'
PEAK = "How many Japanese troops were there at the peak?"


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("cli") / "index"
    save_collection(collection, path)
    return path


def test_ask_shows_quotation_place_and_notes(folder: Path) -> None:
    """An answer on the terminal has the quotation with its note number, where it stands, and the notes' roles."""
    output = run("ask", PEAK, "--index", folder).output
    assert "1. Japan continued to send troops into Siberia; at its peak, the total number of troops reached 72,400.⁵\n" in output
    assert "I. The Decision to Intervene and the Confusion in Siberia › ¶ 10, page 4 of the file\n" in output
    assert "note 5: in the quotation\n" in output


def test_the_number_of_a_chapter_is_shown_once(tmp_path: Path) -> None:
    """A chapter whose title has its number and whose first heading is that number is not shown as "IV: … › IV"."""
    (tmp_path / "chapter.txt").write_text("IV: The Withdrawal\n\nIV\n\n" + TEXT.split("\n\n")[2] + "\n", "utf-8")
    assert run("index", tmp_path / "chapter.txt", "--into", tmp_path / "index").exit_code == 0
    output = run("ask", "When did the harbour freeze?", "--index", tmp_path / "index", "--style", "chicago").output
    assert "\n   IV: The Withdrawal › ¶ 1\n" in output
    assert "“IV: The Withdrawal,” para. 1, n. 1" in output


def test_ask_asks_several_articles_or_a_collection(tmp_path: Path) -> None:
    """--article is given again for another article; a folder is a collection; both at once are refused."""
    for name, text in {"harbour": TEXT, "war/railway": RAILWAY, "war/bridge": BRIDGE}.items():
        (tmp_path / "texts" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "texts" / f"{name}.txt").write_text(text, "utf-8")
    run("index", tmp_path / "texts", "--into", tmp_path / "index")
    asked = "ask", "What did the ice take in April?", "--index", tmp_path / "index", "--limit", "9", "--json"

    def quoted(*named: str) -> set[str]:
        found = json.loads(run(*asked, *named).stdout)
        return {citation["passage"]["article"] for citation in found["citations"] + found["nearest"]}

    assert quoted("--article", "harbour", "--article", "bridge") == {"harbour", "bridge"}
    assert quoted("--collection", "war") == {"railway", "bridge"}
    assert "There is no collection 'navy'. There are: war." in refused(run(*asked, "--collection", "navy"))
    assert "Give either --article or --collection." in refused(run(*asked, "--collection", "war", "--article", "bridge"))


def test_ask_says_no(folder: Path) -> None:
    """A no is a good outcome: exit code 0, with its reason."""
    result = run("ask", "What is the capital of Australia?", "--index", folder)
    assert result.exit_code == 0
    assert result.output.startswith("This does not seem to be answered. The text never uses the word “Australia”")


@pytest.mark.parametrize("question", [PEAK, "What is the capital of Australia?"])
def test_ask_json_is_what_the_api_returns(app: Flask, folder: Path, question: str) -> None:
    """The same characters come from both doors, but for the time that it took."""
    printed = run("ask", question, "--index", folder, "--limit", "3", "--json").stdout
    returned = app.test_client().post("/api/ask", json={"question": question, "limit": 3}).text
    took = re.compile(r'"took_ms":[0-9.]+')
    assert took.sub("", printed) == took.sub("", returned) + "\n"
    assert json.loads(printed)["question"] == question


def test_limit_that_is_no_number(folder: Path) -> None:
    """Click's own check names the option and what it was given; the exit code is the same."""
    result = run("ask", PEAK, "--index", folder, "--limit", "x")
    assert result.exit_code == 2
    assert "Invalid value for '--limit': 'x' is not a valid integer" in result.stderr


def test_ask_a_section(collection: Collection, tmp_path: Path) -> None:
    """A section of an article can be asked alone."""
    save_collection(collection, tmp_path / "index")
    options = ("--index", tmp_path / "index", "--article", SEED_ID, "--section", "Conclusion", "--json")
    found = json.loads(run("ask", "Why did the troops leave?", *options).output)
    assert {tuple(c["passage"]["section"]) for c in found["citations"] + found["nearest"]} == {("Conclusion",)}


def test_verify_a_quotation(folder: Path) -> None:
    """A true quotation ends with 0, an altered one with 1 and what differs; --json is what the API returns."""
    true = "at its peak, the total number of troops reached 72,400"
    exact = run("verify", true, "--index", folder)
    assert (exact.exit_code, exact.output.splitlines()[0]) == (0, f"Exact: {true}")
    assert "› ¶ 10, page 4 of the file\n   note 5: covers the quotation" in exact.output
    altered = run("verify", true.replace("400", "500"), "--index", folder)
    assert (altered.exit_code, altered.output.splitlines()[-1]) == (1, "   number: “72,500” for “72,400”")
    assert json.loads(run("verify", true, "--index", folder, "--json").output)["kind"] == "exact"
    assert "either a quotation or --draft" in refused(run("verify", "--index", folder))


def test_verify_a_draft(folder: Path, tmp_path: Path) -> None:
    """The quotations of a draft are verified one by one; one that is not there, or says something else, makes the exit code 1."""
    draft = tmp_path / "draft.md"
    draft.write_text("> at its peak, the total number of troops reached 72,400\n\nThen “nobody ever went home again”.\n", "utf-8")
    done = run("verify", "--draft", draft, "--index", folder)
    assert (done.exit_code, [line.split(":")[0] for line in done.output.splitlines() if not line.startswith(" ") and line]) == (
        1,
        ["2 quotations", "Not in the text", "Exact"],
    )
    draft.write_text("Then “the United States … able to fight the Bolsheviks”.\n", "utf-8")
    done = run("verify", "--draft", draft, "--index", folder)
    assert (done.exit_code, "“not” is left out" in done.output) == (1, True)
    draft.write_text("Nothing is quoted here.\n", "utf-8")
    assert run("verify", "--draft", draft, "--index", folder).output == "The draft has no quotation of more than two words.\n"
    assert "is not a file" in refused(run("verify", "--draft", tmp_path / "none.md", "--index", folder))


def test_ask_a_file_of_questions(app: Flask, folder: Path, tmp_path: Path) -> None:
    """Each line is asked and answered in its order; a line that is no question keeps its place, and the exit code is 2."""
    path = tmp_path / "questions.txt"
    path.write_text(f"{PEAK}\n\nWhat is the capital of Australia?\n", "utf-8")
    found = [json.loads(line) for line in run("ask", "--file", path, "--json", "--index", folder).stdout.splitlines()]
    assert [(each["question"], each["outcome"]) for each in found] == [
        (PEAK, "answer"),
        ("What is the capital of Australia?", "no_answer"),
    ]
    plain = run("ask", "--file", path, "--limit", "1", "--index", folder)
    assert plain.exit_code == 0
    assert plain.stdout.startswith(f"# {PEAK}\n1. ")
    path.write_text(f"the of\n{PEAK}\n", "utf-8")
    mixed = run("ask", "--file", path, "--json", "--index", folder)
    lines = [json.loads(line) for line in mixed.stdout.splitlines()]
    assert (mixed.exit_code, lines[0]["question"], lines[1]["outcome"]) == (2, "the of", "answer")
    assert mixed.stdout.startswith('{"question":"the of","problem":{')
    batch = app.test_client().post("/api/ask/batch", json={"questions": [{"question": "the of"}]})
    assert lines[0]["problem"] == batch.get_json()["results"][0]["problem"]
    assert lines[0]["problem"]["detail"] in mixed.stderr


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"\n \n", "has no line to ask"), (b"\xff\xfe\n", "is not UTF-8"), (None, "No such file")]
)
def test_file_without_questions(folder: Path, tmp_path: Path, content: bytes | None, sentence: str) -> None:
    """A file that cannot be asked is told, with exit code 2."""
    path = tmp_path / "questions.txt"
    if content is not None:
        path.write_bytes(content)
    done = run("ask", "--file", path, "--index", folder)
    assert (done.exit_code, sentence in done.stderr) == (2, True)


def test_ask_wants_a_question_or_a_file(folder: Path) -> None:
    """Neither or both are refused."""
    for arguments in ([], [PEAK, "--file", "-"]):
        assert "Give either a question or --file FILE" in refused(run("ask", *arguments, "--index", folder))


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the small article with its sidecar."""
    texts = tmp_path_factory.mktemp("cited")
    (texts / "harbour.txt").write_text(TEXT, "utf-8")
    (texts / "harbour.toml").write_text(SIDECAR, "utf-8")
    save_collection(build_collection([texts / "harbour.txt"]), texts / "index")
    return texts / "index"


def cite(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", "harbour", "--index", str(folder), *arguments])


def test_cite_on_the_command_line(cited: Path) -> None:
    """`cite` prints a style, a file for reference managers, or what the API returns."""
    assert cite(cited).stdout == (
        "note          Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): 101–26.\n"
        "short note    Roe, “On the Harbour.”\n"
        "bibliography  Roe, Ann. “On the Harbour.” Journal of Ice 12 (1998): 101–26.\n"
    )
    assert cite(cited, "--start", "0", "--end", "5", "--style", "apa").stdout == (
        "in the text   (Roe, 1998)\nentry         Roe, A. (1998). On the Harbour. Journal of Ice, 12, 101–126.\n"
    )
    assert cite(cited, "--style", "bibtex").stdout.startswith("@article{roe1998harbour,")
    assert json.loads(cite(cited, "--style", "csl").stdout)[0]["id"] == "harbour"
    assert json.loads(cite(cited, "--json").stdout)["mla"]["in_text"] == "(Roe)"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--start", "5"), "Give both --start and --end, or neither"),
        (("--start", "5", "--end", "99999"), "There is no stretch from 5 to 99999"),
    ],
)
def test_cite_refuses_what_is_not_there(cited: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """A stretch that is not there is a sentence and exit code 2."""
    result = cite(cited, *arguments)
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_ask_after_another_question(folder: Path) -> None:
    """A question that goes on from one before says how it was read; one that stands alone is answered as without."""
    output = run("ask", "And why did they stay?", "--after", PEAK, "--index", folder, "--limit", "1").output
    assert output.startswith(f"Read as: And why did they stay? – {PEAK}\n\n")
    alone = run("ask", PEAK, "--index", folder, "--limit", "1").output
    assert run("ask", PEAK, "--after", "Who was Graves?", "--index", folder, "--limit", "1").output == alone
    assert "only common words" in refused(run("ask", "Why?", "--index", folder))
    assert "A question before this one is empty" in refused(run("ask", "Why?", "--after", " ", "--index", folder))


def test_cite_and_ask_after_a_file(cited: Path, tmp_path: Path) -> None:
    """A style of notes has a note, a short one and an entry; one of the text what stands there; each with the place."""
    notes, in_text, stretch = tmp_path / "notes.csl", tmp_path / "text.csl", ("--start", "204", "--end", "241")
    notes.write_text(NOTES, "utf-8")
    in_text.write_text(IN_TEXT, "utf-8")
    assert cite(cited, "--csl", str(notes), *stretch).stdout.splitlines() == [
        "note          Roe / On the Harbour, sec. I, para. 2, n. 3.",
        "short note    Roe: On the Harbour, sec. I, para. 2, n. 3.",
        "entry         Roe = On the Harbour!",
    ]
    assert cite(cited, "--csl", str(in_text)).stdout == "in the text   [Roe]\n"
    found = json.loads(cite(cited, "--csl", str(in_text), "--json").stdout)["chosen"]
    assert (found["title"], found["citation"]) == ("Hafentext", "[Roe]")
    asked = run("ask", "Who imported flour from Canada?", "--index", cited, "--judge", "none", "--csl", notes)
    assert "   note          Roe / On the Harbour, sec. I, para. 2, n. 3.\n" in asked.output


def test_what_is_no_style_gets_a_sentence(cited: Path, tmp_path: Path) -> None:
    """A file that is no style, or not there, a range outside the text, and two styles at once end with code 2."""
    (tmp_path / "a.csl").write_text("Smith 1998")
    (tmp_path / "n.csl").write_text(NOTES, "utf-8")
    for name, flags, why in (
        ("a.csl", (), "is not well-formed XML"),
        ("b.csl", (), "cannot be read: No such file"),
        ("n.csl", ("--start", "5", "--end", "9999"), "There is no stretch from 5 to 9999"),
        ("n.csl", ("--style", "apa"), "Give either --style or --csl."),
    ):
        assert why in refused(cite(cited, "--csl", str(tmp_path / name), *flags))
