"""cli.py: the command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from index.collection import Collection
from index.folder.contents import FORMAT
from index.maintenance import save_collection
from tests.conftest import SEED, SEED_ID, TEXT
from web.commands.cli import describe, main

PEAK = "How many Japanese troops were there at the peak?"
COMMANDS = [
    "add", "ask", "check", "cite", "evaluate", "gold", "index", "inspect", "mcp", "remove", "serve", "token", "verify",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("cli") / "index"
    save_collection(collection, path)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refused(result: Result) -> str:
    """What a refused command said: one line, exit code 2, nothing on standard output."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    """Each command says what it does and what it takes."""
    assert set(main.commands) == set(COMMANDS)
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_module_runs_as_the_command_does() -> None:
    """`python -m web.commands.cli` does what `loccit` does, and ends with its exit code."""
    command = [sys.executable, "-m", "web.commands.cli", "check", "--index", "no-such-index"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no index at no-such-index" in done.stderr


def test_index_reads_builds_and_then_rests(tmp_path: Path) -> None:
    """Indexing says what was read; a second time nothing is done; a changed article is indexed again."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    first = run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index")
    assert first.output.startswith("harbour: no pages, 3 paragraphs, 4 notes (1 to 4), 0 doubts\n")
    assert re.search(r"^1 article with \d+ passages indexed in ", first.output, re.MULTILINE)
    assert run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index").output == f"{tmp_path}/index is up to date.\n"
    (tmp_path / "harbour.txt").write_text(TEXT.replace("1918.2", "1918."), "utf-8")
    again = run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index")
    assert "3 notes (1 to 4), 1 doubt\n  doubt: note 2 has no marker that could be placed, between lines 5 and 8" in again.output


def test_inspect_reports_without_indexing(tmp_path: Path) -> None:
    """The report names title, pages, notes, what is missing and every doubt, as text and as JSON."""
    output = run("inspect", SEED).output
    assert output.startswith("America’s Withdrawal from Siberia and Japan-US Relations\n")
    assert "pages       13 (1 to 13, counted in the file: it carries no printed numbers)\n" in output
    assert "notes       46, 0 with their own text\nmissing     none\ndoubled     none\n" in output
    assert "100.0% of which lead back to the file exactly" in output
    assert "section     II. Trouble in Siberia and America’s Withdrawal Note\n" in output
    (tmp_path / "harbour.txt").write_text(TEXT.replace("1918.2", "1918."), "utf-8")
    report = json.loads(run("inspect", tmp_path / "harbour.txt", "--json").stdout)
    assert (report["notes"], report["missing"], report["doubled"], report["exact"]) == (3, ["2"], [], 1.0)
    assert report["doubts"] == ["note 2 has no marker that could be placed, between lines 5 and 8"]
    assert "cannot be read" in refused(run("inspect", tmp_path / "gone.txt"))


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


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", ""], "loccit: The question is empty."),
        (["ask", "x" * 5000], "loccit: The question has 5,000 characters"),
        (["ask", "a\x01b"], "loccit: The question holds the control character U+0001"),
        (["ask", "🚂"], "loccit: The question has no word in it"),
        (["ask", "what is it"], "loccit: The question has only common words"),
        (["ask", PEAK, "--limit", "0"], "loccit: The limit is 0"),
        (["ask", PEAK, "--limit", "-1"], "loccit: The limit is -1"),
        (["ask", PEAK, "--limit", "1000000000"], "loccit: The limit is 1000000000"),
        (["ask", PEAK, "--article", "nowhere"], "loccit: There is no article 'nowhere'"),
        (["evaluate", "gone.jsonl"], "loccit: gone.jsonl cannot be read"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(folder: Path, arguments: list[str], sentence: str) -> None:
    """What cannot be done is said in one line on standard error."""
    assert refused(run(*arguments, "--index", folder)).startswith(sentence)


def test_limit_that_is_no_number(folder: Path) -> None:
    """Click's own check names the option and what it was given; the exit code is the same."""
    result = run("ask", PEAK, "--index", folder, "--limit", "x")
    assert result.exit_code == 2
    assert "Invalid value for '--limit': 'x' is not a valid integer" in result.stderr


@pytest.mark.parametrize("command", [["ask", PEAK], ["evaluate"], ["serve"]])
def test_missing_index(tmp_path: Path, command: list[str]) -> None:
    """Without an index, each command says how to make one."""
    assert "There is no index at" in refused(run(*command, "--index", tmp_path / "none"))


def test_damaged_and_foreign_index(folder: Path, tmp_path: Path) -> None:
    """An index half deleted, and one of another version, are refused."""
    broken = shutil.copytree(folder, tmp_path / "broken")
    manifest = next(broken.glob("gen-*/manifest.json"))
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    assert "has format 99, but this version reads format" in refused(run("ask", PEAK, "--index", broken))
    next(broken.glob("gen-*/manifest.json")).unlink()
    assert "is incomplete: manifest.json is missing" in refused(run("ask", PEAK, "--index", broken))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gone.txt", None, "cannot be read: No such file or directory"),
        ("empty.txt", b"", "is empty"),
        ("binary.txt", b"\x00\x01\x02 words", "control character U+0000"),
        ("latin.txt", "Umläute".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_bad_article(tmp_path: Path, name: str, content: bytes | None, sentence: str) -> None:
    """An article's file that cannot be read is refused, and no index comes of it."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert sentence in refused(run("index", tmp_path / name, "--into", tmp_path / "index"))
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_impossible_setting(tmp_path: Path) -> None:
    """A setting out of range is refused by name."""
    assert "passage_stride is 9" in refused(run("index", SEED, "--into", tmp_path / "index", "--passage-stride", "9"))


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The address of `loccit serve` in a process of its own."""
    command = [sys.executable, "-c", "from web.commands import main; main()", "serve", "--index", str(folder), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line + process.stdout.read()
            yield found[0]
        finally:
            process.terminate()
            process.wait(10)


def test_serve_answers_and_goes_on_after_bad_input(served: str) -> None:
    """A served index answers over HTTP, by waitress, and goes on after what cannot be read."""
    address = served.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=10) as connection:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n")
        assert b"400" in connection.recv(4096)
    body = json.dumps({"question": PEAK}).encode()
    request = urllib.request.Request(served + "api/ask", body, {"Content-Type": "application/json"})  # noqa: S310  # ours
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  # an address of this machine
        assert response.headers["Server"] == "waitress"
        assert json.load(response)["outcome"] == "answer"


def test_address_in_use(served: str, folder: Path) -> None:
    """An address that is taken is refused with what to do."""
    port = served.rstrip("/").rpartition(":")[2]
    assert "cannot be served on: Address already in use" in refused(run("serve", "--index", folder, "--port", port))


def test_add_remove_and_check(collection: Collection, harbour_file: Path, tmp_path: Path) -> None:
    """An index takes on an article, says what it read, gives it up again, and can be checked."""
    folder = tmp_path / "index"
    save_collection(collection, folder)
    added = run("add", harbour_file, "--index", folder)
    assert added.output.startswith("harbour: no pages, 3 paragraphs, 4 notes (1 to 4), 0 doubts\n2 articles with ")
    assert "Canada" in run("ask", "Who imported flour?", "--index", folder).output
    assert run("check", "--index", folder).output == f"{folder} is whole: 17 files have the SHA-256 that was written.\n"
    assert run("remove", "harbour", "--index", folder).output.startswith("1 article with ")
    assert "There is no article 'harbour'." in refused(run("remove", "harbour", "--index", folder))
    (folder / (folder / "CURRENT").read_text().strip() / "vocabulary.txt").write_text("")
    assert "is damaged: vocabulary.txt" in refused(run("check", "--index", folder))


def test_check_tells_of_changed_articles(harbour: Collection, harbour_file: Path, tmp_path: Path) -> None:
    """A whole index whose article has changed since is told to be out of date."""
    save_collection(harbour, tmp_path / "index")
    harbour_file.write_text("Something else.\n")
    told = run("check", "--index", tmp_path / "index")
    assert (told.exit_code, "But it is out of date: harbour.txt has changed" in told.output) == (1, True)


def test_more_than_ten_doubts_are_counted(harbour: Collection) -> None:
    """Of many doubts the first ten are shown, with the command that shows all."""
    lines = describe(
        replace(harbour.articles[0], doubts=tuple(f"doubt {at}" for at in range(12))), Path("texts/harbour.txt")
    ).splitlines()
    assert (len(lines), lines[10]) == (12, "  doubt: doubt 9")
    assert lines[11] == "  and 2 more: loccit inspect texts/harbour.txt"


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
    """The quotations of a draft are verified one by one; one that is not in the text makes the exit code 1."""
    draft = tmp_path / "draft.md"
    draft.write_text("> at its peak, the total number of troops reached 72,400\n\nThen “nobody ever went home again”.\n", "utf-8")
    done = run("verify", "--draft", draft, "--index", folder)
    assert (done.exit_code, [line.split(":")[0] for line in done.output.splitlines() if not line.startswith(" ") and line]) == (
        1,
        ["Exact", "Not in the text"],
    )
    draft.write_text("Nothing is quoted here.\n", "utf-8")
    assert run("verify", "--draft", draft, "--index", folder).output == "The draft has no quotation of more than two words.\n"
    assert "is not a file" in refused(run("verify", "--draft", tmp_path / "none.md", "--index", folder))


def test_index_says_what_is_no_longer_in_it(folder: Path, harbour_file: Path, tmp_path: Path) -> None:
    """Articles that were in the index and are not named are told, with the way to keep them."""
    shutil.copytree(folder, tmp_path / "index")
    done = run("index", harbour_file, "--into", tmp_path / "index")
    assert f"No longer in the index, for they were not named: {SEED_ID}. To keep others, use: loccit add" in done.output


def test_one_bad_file_is_reported_and_the_rest_indexed(tmp_path: Path) -> None:
    """A file that cannot be read is left out with its reason, the others are indexed, and the exit code is 1."""
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    (tmp_path / "page.html").write_text("<h1>Army</h1><p>The army left the town.</p>", "utf-8")
    (tmp_path / "bad.docx").write_bytes(b"%PDF-1.7")
    result = run("index", tmp_path / "*.*", "--into", tmp_path / "index")
    assert result.exit_code == 1
    assert result.stderr.strip().endswith("bad.docx is a PDF under another name. Name it .pdf.")
    assert "2 articles with" in result.stdout


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
