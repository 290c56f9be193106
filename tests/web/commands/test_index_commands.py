"""index_commands.py: making, changing and looking at an index from the shell."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from index.collection import Collection
from index.errors import ArticleError
from index.intake.removed_files import keep_out
from index.maintenance import save_collection
from index.readers.article_files import article_paths
from tests.comparing import files_of
from tests.conftest import RAILWAY, SEED, SEED_ID, TEXT
from tests.doubles import WordEncoder
from tests.shell import refused, run
from web.commands.cli import main


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("cli") / "index"
    save_collection(collection, path)
    return path


def test_index_reads_builds_and_then_rests(tmp_path: Path) -> None:
    """Indexing says what was read; a second time nothing is done; a changed article is indexed again."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    first = run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index")
    assert first.output.startswith("harbour: no pages, 3 paragraphs, 4 notes (1 to 4), 0 doubts\n")
    assert re.search(r"^1 article with \d+ passages indexed in ", first.output, re.MULTILINE)
    assert run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index").output == f"{tmp_path}/index is up to date.\n"
    assert "passed over" not in first.output
    (tmp_path / "papers").mkdir()
    for name in ("harbour.txt", "railway.doc", "bridge.rtf"):
        (tmp_path / "papers" / name).write_text(TEXT, "utf-8")
    told = run("index", tmp_path / "papers", "--into", tmp_path / "papers-index").stderr
    assert "passed over, for their kind is not read: 1 .doc, 1 .rtf. Save papers as .docx, .odt, .pdf or .txt.\n" in told
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


def test_add_remove_and_check(collection: Collection, harbour_file: Path, tmp_path: Path) -> None:
    """An index takes on an article, says what it read, gives it up again, and can be checked."""
    folder = tmp_path / "index"
    save_collection(collection, folder)
    added = run("add", harbour_file, "--index", folder)
    assert added.output.startswith("harbour: no pages, 3 paragraphs, 4 notes (1 to 4), 0 doubts\n2 articles with ")
    assert "Canada" in run("ask", "Who imported flour?", "--index", folder).output
    # All but the manifest, which has the SHA-256 of each, and the one of its own.
    files = len(list((folder / (folder / "CURRENT").read_text().strip()).iterdir())) - 2
    assert run("check", "--index", folder).output == f"{folder} is whole: {files} files have the SHA-256 that was written.\n"
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


def test_files_of_one_name_are_indexed_and_asked_by_their_own_ids(tmp_path: Path) -> None:
    """The report names each by its id, and each with more doubts than are shown by its own path; one can be taken out."""
    for folder, text in (("ice", TEXT), ("rails", RAILWAY)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "essay.txt").write_text(text, "utf-8")
    done = run("index", tmp_path / "ice", tmp_path / "rails", "--into", tmp_path / "index")
    assert [line.split(":")[0] for line in done.output.splitlines()[:2]] == ["essay", "rails-essay"]
    assert done.exit_code == 0
    assert run("index", tmp_path / "ice", tmp_path / "rails", "--into", tmp_path / "index").output.endswith("is up to date.\n")
    forced = run("index", tmp_path / "rails", tmp_path / "ice", "--into", tmp_path / "index", "--force")
    assert [line.split(":")[0] for line in forced.output.splitlines()[:2]] == ["rails-essay", "essay"]
    assert "1 article with" in run("remove", "rails-essay", "--index", tmp_path / "index").output


def test_a_bibliography_tells_of_authors_and_years(harbour_file: Path, tmp_path: Path) -> None:
    """References have them; what is not used is said on the way, and a file that is no bibliography is left out."""
    export, folder = tmp_path / "z.bib", tmp_path / "index"
    export.write_text("@patent{h, title={On the Harbour}, author={Weber, Ada}, year=1998}\n@book{broken, title={x\n", "utf-8")
    done = run("index", harbour_file, "--into", folder, "--bibliography", export)
    assert done.exit_code == 0
    assert "loccit: not used: z.bib, line 1: references have no kind 'patent'; they name harbour without one.\n" in done.stderr
    assert "loccit: not used: z.bib, line 2: the entry is broken, and is left out." in done.stderr
    assert "Weber, A. (1998)" in run("cite", "harbour", "--style", "apa", "--index", folder).output
    assert run("index", harbour_file, "--into", folder, "--bibliography", export).output == f"{folder} is up to date.\n"
    export.write_text("nothing", "utf-8")
    again = run("index", harbour_file, "--into", folder, "--bibliography", export)
    assert (again.exit_code, "left out: " in again.stderr) == (1, True)
    assert "1998" not in run("cite", "harbour", "--style", "apa", "--index", folder).output


def test_an_index_in_shards(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cut, checked, asked, added to and removed from like any other; more shards than articles are refused."""
    for module in ("opening", "maintenance", "sharding.sharded_opening", "cutting.shard_changes"):
        monkeypatch.setattr(f"index.{module}.open_encoder", lambda _: WordEncoder())
    for module in ("folder.encoders", "indexing.freshness"):
        monkeypatch.setattr(f"index.{module}.weights_sha256", lambda _: "words")
    monkeypatch.setattr("index.indexing.assembly.encoder_for", lambda *_, **__: WordEncoder())
    monkeypatch.setattr("index.maintenance.require_export_packages", lambda: None)
    into, articles = ("--into", tmp_path / "index"), [files[name] for name in ("harbour", "railway")]
    assert "2 articles with" in run("index", *articles, "--shards", "2", *into).output
    assert run("index", *articles, "--shards", "2", *into).output == f"{tmp_path}/index is up to date.\n"
    assert f"{tmp_path}/index is whole: " in run("check", "--index", tmp_path / "index").output
    asked = run("ask", "Who imported flour from Canada?", "--judge", "none", "--index", tmp_path / "index").output
    assert "The mayor imported flour from Canada." in asked
    assert "3 articles with" in run("add", files["bridge"], "--index", tmp_path / "index").output
    assert "2 articles with" in run("remove", "bridge", "--index", tmp_path / "index").output
    sentence = "The index cannot be cut into 3 shards, for there are 2 articles."
    assert sentence in refused(run("index", *articles, "--shards", "3", *into))


def test_a_cluster_that_is_not_there(folder: Path, harbour_file: Path) -> None:
    """A sentence says who does not answer, and the former index stays."""
    pytest.importorskip("ray")
    before = files_of(folder)
    result = run("index", harbour_file, "--into", folder, "--cluster", "127.0.0.1:1", "--force")
    assert "Nobody answers at the cluster's address 127.0.0.1:1: " in refused(result)
    assert files_of(folder) == before


def test_what_was_added_on_the_page_is_indexed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --received the files beside the index are indexed with those that are named, and without them they are not."""
    calls = list[list[str]]()

    def building(_: Path, paths: list[Path], *__: object, **___: object) -> NoReturn:
        calls.append([path.name for path in paths])
        raise ArticleError("It is enough to know what would be read.")

    monkeypatch.setattr("index.maintenance.index_into", building)
    (tmp_path / "index-articles" / ".jobs").mkdir(parents=True)
    (tmp_path / "index-articles" / "added.txt").write_text("The harbour froze.\n")
    for flags in ([], ["--received"]):
        CliRunner().invoke(main, ["index", str(SEED), "--into", str(tmp_path / "index"), *flags])
    assert calls == [[SEED.name], [SEED.name, "added.txt"]]


def test_what_was_removed_on_the_page_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is indexed without what was removed, until that is named by itself or added; without --received it is as ever."""
    calls = list[list[str]]()

    def building(_: Path, paths: list[Path], *__: object, **___: object) -> NoReturn:
        calls.append([path.name for path in article_paths(paths)])
        raise ArticleError("It is enough to know what would be read.")

    def index(*arguments: str | Path) -> Result:
        return run("index", *arguments, "--into", tmp_path / "index")

    monkeypatch.setattr("index.maintenance.index_into", building)
    monkeypatch.setattr("index.maintenance.add_to", building)
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("a.txt", "b.txt"):
        (texts / name).write_text("The harbour froze.\n")
    keep_out(tmp_path / "index", [str(texts / "a.txt")])
    index(texts, "--received")
    index(texts)
    index(texts / "a.txt", "--received")
    index(texts, "--received")
    keep_out(tmp_path / "index", [str(texts / "a.txt"), str(texts / "b.txt")])
    assert "was removed on the page" in refused(index(texts, "--received"))
    run("add", texts / "b.txt", "--index", tmp_path / "index")
    index(texts, "--received")
    assert calls == [["b.txt"], ["a.txt", "b.txt"], ["a.txt"], ["a.txt", "b.txt"], ["b.txt"], ["b.txt"]]
