"""article_files.py and plain_text.py: the seed article as its user knows it, and files that are no articles."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ArticleError
from index.readers.article_files import article_paths, passed_over, read_article, read_articles, read_with_sources, slug
from index.readers.plain_text import read_plain
from index.records import Article, Span
from tests.conftest import SEED, TEXT

SECTIONS = [
    ("Introduction",),
    ("I. The Decision to Intervene and the Confusion in Siberia",),
    ("II. Trouble in Siberia and America’s Withdrawal Note",),
    (
        "III. US Decision to Withdraw and Its Impact on the Japanese Government",
        "A. Change of Japanese Policy by the Hara Cabinet",
    ),
    (
        "III. US Decision to Withdraw and Its Impact on the Japanese Government",
        "B. The US Decision and Its Impact on the Imperial Japanese Army",
    ),
    ("IV. The Hara Cabinet and the Wilson Administration: A Failure of Intersubjectivity", "A. Hara’s Perception of America"),
    (
        "IV. The Hara Cabinet and the Wilson Administration: A Failure of Intersubjectivity",
        "B. The Wilson Administration’s Perception of Japan at the End of the Joint Intervention",
    ),
    ("Conclusion",),
]
BEHIND = {
    "1": "he envisioned after the war.",
    "3": "his Fourteen Points.",
    "5": "the total number of troops reached 72,400.",
    "9": "in both September and November 1918.",
    "10": "took effect in mid-October.",
    "11": "decreased to 26,000.",
    "16": "his approval on December 27.",
    "21": "others guarding the railway.”",
    "22": "It is discourteous.”",
    "26": "two thousand troops for defense.",
    "46": "considering its impact on them.",
}
PAGE_STARTS = (
    "Japan from maintaining the status-quo",
    "of May 1918 laid the basis",
    "Meanwhile, the Japanese finally made",
    "to participate in restoring",
    "Semenov, Graves was skeptical",
    "interested such as Japanese",
    "began to approach Eastern Siberia",
    "or stay independently. If Prime",
    "withdraw from Siberia.\n\nThus",
    "B. The Wilson Administration’s Perception",
    "shifting international environment, domestic",
    "expansion in Siberia and northern Manchuria, and Americans",
)


def test_title_runs_over_two_lines(article: Article) -> None:
    """The title is made of the first two lines."""
    assert article.title == "America’s Withdrawal from Siberia and Japan-US Relations"
    assert article.id == "americas-withdrawal-from-siberia"


def test_sections(article: Article) -> None:
    """Every heading is found, those over two lines made one, and the lettered ones hang below the numbered."""
    assert list(dict.fromkeys(paragraph.section for paragraph in article.paragraphs)) == SECTIONS
    assert [heading.level for heading in article.headings] == [1, 1, 1, 1, 2, 2, 1, 2, 2, 1]


def test_notes_are_complete_and_in_their_places(article: Article) -> None:
    """Notes 1 to 46 stand in order, each behind the words it was printed behind; the source carries none of their texts."""
    assert [note.label for note in article.notes] == [str(number) for number in range(1, 47)]
    assert article.doubts == ()
    assert {note.text for note in article.notes} == {None}
    for label, words in BEHIND.items():
        anchor = next(note.anchor for note in article.notes if note.label == label)
        assert article.text[:anchor].endswith(words), label


def test_no_number_is_lost_and_no_marker_left(article: Article) -> None:
    """The reading text has every number of the file but the 46 markers, and no double space."""
    numbers = re.compile(r"\d+")
    markers = [note.label for note in article.notes]
    source = SEED.read_text("utf-8")
    expected = sorted(numbers.findall(source))
    for label in markers:
        expected.remove(label)
    assert sorted(numbers.findall(article.text)) == expected
    assert "  " not in article.text
    for words in ("August 15, 1918", "the 3rd Division", "the 7th Division", "72,400", "9,000 or 12,000", "(1904–5)"):
        assert words in article.text


def test_pages(article: Article) -> None:
    """There are thirteen pages, broken where a line of running text begins with a space."""
    assert [page.label for page in article.pages] == [str(number) for number in range(1, 14)]
    assert [page.start for page in article.pages] == [0, *(article.text.index(words) for words in PAGE_STARTS)]
    quote = article.text.index("reached 72,400.")
    assert article.pages_of(Span(quote, quote + 5)) == ("4",)


def test_every_sentence_leads_back_to_the_file(article: Article) -> None:
    """For each sentence, the file's slice without markers, line breaks and page marks is the sentence."""
    source = SEED.read_bytes().decode("utf-8")
    sentences = [sentence for paragraph in article.paragraphs for sentence in paragraph.sentences]
    assert len(sentences) > 200
    for sentence in sentences:
        assert without_marks(source, article, sentence) == sentence.of(article.text)


def without_marks(source: str, article: Article, span: Span) -> str:
    """The source slice of `span` without markers, line breaks and page marks, worked out apart from the reader."""
    text, at = "", article.source.locate(span)
    end = at.end
    for note in reversed(article.notes_in(Span(span.start, span.end - 1))):
        place = article.source.locate(Span(note.anchor - 1, note.anchor)).end
        marker = re.compile(rf" ?{note.label}").match(source, place)
        assert marker, note
        text = source[marker.end() : end] + text
        end = place
    return re.sub(r"\s*\n ?", " ", source[at.start : end] + text)


def test_every_paragraph_and_heading_leads_back_to_the_file(article: Article) -> None:
    """The file's slice of each block begins and ends with the block's own words."""
    source = SEED.read_bytes().decode("utf-8")
    for span in [*(p.span for p in article.paragraphs), *(h.span for h in article.headings)]:
        found = article.source.locate(span).of(source)
        assert (found[:5], found[-5:]) == (span.of(article.text)[:5], span.of(article.text)[-5:])


def test_soft_hyphens_leave_the_text(tmp_path: Path) -> None:
    """Soft hyphens, within a line and at its end, are no part of a word, and the way back goes around them."""
    path = tmp_path / "soft.txt"
    path.write_text("On Hyphens\n\nThe inter\u00advention was a consi\u00ad\nderable one.", "utf-8")
    ((found, source),) = read_with_sources(path)
    assert found.paragraphs[0].span.of(found.text) == "The intervention was a considerable one."
    assert found.source.locate(found.paragraphs[0].span).of(source) == "The inter\u00advention was a consi\u00ad\nderable one."


def test_reading_is_the_same_twice(article: Article) -> None:
    """The same file gives the same article."""
    assert read_article(SEED) == article


def test_line_endings_and_byte_order_mark_change_nothing_but_the_way_back(tmp_path: Path, article: Article) -> None:
    """A file with CRLF and a BOM reads the same, and its spans lead back to its own characters."""
    path = tmp_path / SEED.name
    path.write_bytes(b"\xef\xbb\xbf" + SEED.read_bytes().replace(b"\n", b"\r\n"))
    found = read_article(path)
    assert (found.text, found.notes, found.paragraphs) == (article.text, article.notes, article.paragraphs)
    source = path.read_bytes().decode("utf-8")
    span = found.paragraphs[9].sentences[3]
    assert " ".join(found.source.locate(span).of(source).replace(".5", ".").split()) == span.of(found.text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty: it has 0 bytes"),
        (b" \n\t\n ", "is empty: it has 5 bytes and no text"),
        ("\u00a0\n\u2003\n".encode(), "is blank"),
        ("... !!!\n\u200b".encode(), "is blank: there is no letter in it"),
        (b"A title\n\nText with \x1b[31m in it.", "holds the control character U+001B at offset 19"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text: byte 0x89 at offset 0 (line 1)"),
        (b"A title\n\nText with a \x00 in it.", "holds the control character U+0000 at offset 21"),
        (b"A title\n\n" + b"1" * 10_000_000, "line 3 holds 10,000,000 characters without a space"),
        ("Ein Titel\n\nMit Umläuten.".encode("latin-1"), "byte 0xe4 at offset 18 (line 3)"),
    ],
)
def test_bad_file_gets_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    """A file that holds no article is refused with what was found, where, and what to do."""
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=re.escape(sentence)):
        read_article(path)


def test_missing_file_and_folder_without_articles(tmp_path: Path) -> None:
    """A path that is not there, and a folder that holds no text, get a sentence each."""
    with pytest.raises(ArticleError, match=r"gone\.txt cannot be read: No such file or directory"):
        read_article(tmp_path / "gone.txt")
    with pytest.raises(ArticleError, match="holds no article"):
        article_paths([tmp_path])


def test_what_is_no_regular_file_or_has_no_name(tmp_path: Path) -> None:
    """A pipe, which would hang, and names that are too long or not UTF-8 get a sentence each."""
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="is not a regular file"):
        read_article(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="File name too long"):
        read_article(tmp_path / ("a" * 300 + ".txt"))
    path = tmp_path / os.fsdecode(b"\xff.txt")
    path.write_text("A title\n\nSome text.")
    with pytest.raises(ArticleError, match="not UTF-8"):
        read_article(path)


def test_json_lines_of_something_else_are_no_articles(tmp_path: Path) -> None:
    """In a folder, gold questions beside an article are left alone; a collection is read."""
    (tmp_path / "gold.jsonl").write_text('{"id": "q1", "question": "Who?"}\n', "utf-8")
    (tmp_path / "articles.jsonl").write_text('{"id": "a", "title": "T", "text": "It is so."}\n', "utf-8")
    assert article_paths([tmp_path]) == (tmp_path / "articles.jsonl",)
    assert article_paths([SEED.parent]) == (SEED,)


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ('{"id": "a", "title": "T", "text": "It is', True),
        ('{"id": "a", "tit\n{"id": "b", "text": "It is so."}\n', True),
        ('{"id": "q1", "question": "Wh\n{"id": "q2", "question": "Who?"}\n', False),
        ('{"_id": "q1", "text": "Who?"}\n', False),
        ("", False),
    ],
)
def test_broken_collection_in_a_folder_is_not_passed_over(tmp_path: Path, content: str, meant: bool) -> None:
    """A collection whose first line is broken is returned, to be told of; what is plainly something else is not."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "lines.jsonl").write_text(content, "utf-8")
    assert (tmp_path / "lines.jsonl" in article_paths([tmp_path])) == meant


def test_what_a_folder_has_and_nobody_can_read_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that lead nowhere and folders that are closed are returned, and reading them tells what is wrong."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for name in ("dangling.txt", "dangling.jsonl", "picture.png"):
        (tmp_path / name).symlink_to("gone")
    (tmp_path / "closed").mkdir()
    look = os.scandir

    def scandir(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)  # for permissions do not bind root
    assert [path.name for path in article_paths([tmp_path])] == ["a.txt", "closed", "dangling.jsonl", "dangling.txt"]
    with pytest.raises(ArticleError, match=r"closed cannot be read: Permission denied"):
        read_article(tmp_path / "closed")
    with pytest.raises(ArticleError, match=r"dangling\.txt cannot be read: No such file or directory"):
        read_article(tmp_path / "dangling.txt")


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    """Where one file is wanted, a folder is called a folder, with what to do."""
    with pytest.raises(ArticleError, match=r"is a folder, where one file is wanted\. Name a file in it"):
        read_article(tmp_path)


def test_the_same_file_twice_is_one_article(tmp_path: Path) -> None:
    """A file that is given by two paths is taken once."""
    (tmp_path / "a.txt").write_text("A title\n\nSome text.", "utf-8")
    assert len(article_paths([tmp_path / "a.txt", tmp_path / "." / "a.txt", tmp_path])) == 1


def test_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    """A file that no reader is for is named with what can be read."""
    path = tmp_path / "article.rtf"
    path.write_bytes(b"PK")
    with pytest.raises(ArticleError, match=r"can be read \(\.txt, \.text, \.jsonl, \.pdf, "):
        read_article(path)


WESTERN = (
    "Über die Bürger\n\nDie Bürger der Stadt Köln gründeten – so heißt es – eine “Universität”.1 "
    "Ein Mönch schrieb es auf.2 Das Buch ging verloren, und niemand weiß, wann und wo es geschah, außer ihm. "
    "Niemand hat es je wieder gesehen.\n"
)


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("latin-1", "Windows-1252"), ("utf-16", "UTF-16")])
def test_western_files_are_read_and_said_to_be(tmp_path: Path, encoding: str, name: str) -> None:
    """A file in another Western encoding reads as its UTF-8 twin does, and a doubt says as what it was read."""
    text = WESTERN if encoding != "latin-1" else WESTERN.replace("–", "-").replace("“", '"').replace("”", '"')
    (tmp_path / "one.txt").write_bytes(text.encode(encoding))
    (tmp_path / "two.txt").write_bytes(text.encode("utf-8"))
    one, two = read_article(tmp_path / "one.txt"), read_article(tmp_path / "two.txt")
    assert (one.text.lstrip("\ufeff"), len(one.notes)) == (two.text, len(two.notes))
    assert one.doubts[0] == f"the file is not UTF-8 and was read as {name}"


def test_a_collection_is_read_line_by_line(tmp_path: Path) -> None:
    """Each line of a JSON-lines file is an article of its own, with its title, its text and its way back."""
    path = tmp_path / "articles.jsonl"
    path.write_text(
        '{"id": "One & two", "title": "On One", "text": "On One\\n\\nIt is so.1 It is not.2"}\n\n'
        '{"id": "b", "title": "On Another", "text": "It is so, and nobody knows why it is.", "year": 1918}\n',
        "utf-8",
    )
    (one, source), (other, _) = read_with_sources(path)
    assert (one.id, one.title, [note.label for note in one.notes]) == ("one-two", "On One", ["1", "2"])
    assert one.source.locate(one.paragraphs[0].span).of(source) == "It is so.1 It is not."
    assert (other.id, other.title, other.text) == ("b", "On Another", "It is so, and nobody knows why it is.")
    with pytest.raises(ArticleError, match="holds 2 articles, where one is wanted"):
        read_article(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty: no line of it holds an article"),
        ('{"id": "a", "text": "It is so."}\n{broken', "line 2: Invalid JSON"),
        ('{"id": "a"}', "line 1: text: Field required"),
        ('{"id": "a", "text": " "}', "line 1 is blank"),
        ('{"id": "a", "text": "It \\u0000 is."}', "line 1 is not plain text"),
    ],
)
def test_bad_collection_gets_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    """A line that is no article is named by its number."""
    (tmp_path / "bad.jsonl").write_text(content, "utf-8")
    with pytest.raises(ArticleError, match=re.escape(sentence)):
        read_articles(tmp_path / "bad.jsonl")


def test_folders_are_read_in_a_fixed_order(tmp_path: Path) -> None:
    """Folders are searched through, each file is taken once, in the order of their names."""
    for name in ("b.txt", "a.txt", "c.rtf"):
        (tmp_path / name).write_text("A title\n\nSome text.", "utf-8")
    assert article_paths([tmp_path, tmp_path / "a.txt"]) == (tmp_path / "a.txt", tmp_path / "b.txt")


def test_id_is_fit_for_an_address() -> None:
    """An id has lower-case letters, digits and hyphens only, and is never empty."""
    assert slug("Ōtani & the War (2nd ed.)") == "otani-the-war-2nd-ed"
    assert slug("戦争") == "article"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300), st.integers(1, 60))
def test_any_text_leads_back(tmp_path_factory: pytest.TempPathFactory, text: str, width: int) -> None:
    """Whatever the text, every run of the reading text is, character by character, what stands in the file."""
    path = tmp_path_factory.mktemp("any") / "any.txt"
    lines = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    path.write_text("On Anything\n\n" + lines + "\n\nThis is the end of it.", "utf-8")
    found, source = read_plain(path, "any")
    for run in found.source.runs:
        assert found.text[run.start : run.start + run.length] == source[run.source_start : run.source_start + run.length]
    gaps = set(found.text) - {found.text[at] for run in found.source.runs for at in range(run.start, run.start + run.length)}
    assert gaps <= {" ", "\n"}


def test_hidden_files_and_indexes_below_a_folder_are_no_articles(tmp_path: Path) -> None:
    """In a folder, hidden files, word processors' locks and what an index folder holds are passed over."""
    for name in ("amur.txt", ".hidden.txt", "~$amur.txt", "loccit-index/gen-ab12cd34/vocabulary.txt", ".git/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert [path.name for path in article_paths([tmp_path])] == ["amur.txt"]


def test_note_that_swallows_a_chapter_is_doubted(tmp_path: Path) -> None:
    """A note's text of absurd length is reported: what follows the notes may have become part of it."""
    chapter = "It was so in the north and so it was in the south of it.\n" * 60
    path = tmp_path / "long.txt"
    path.write_text(TEXT + "\nNotes\n\n1. See Smith.\n2. Ibid.\n3. Ibid.\n4. See Jones. " + chapter, "utf-8")
    doubt = "note 4 has 902 words of its own: what follows it in the file may have become part of it"
    assert read_article(path).doubts == (doubt,)


def test_what_else_a_folder_has_is_counted(tmp_path: Path) -> None:
    """By suffix, in folders below as well, each file once; what is hidden, a sidecar, or tells of the folder is not counted."""
    (tmp_path / "letters").mkdir()
    for name in ("a.txt", "b.doc", "letters/c.DOC", "letters/d.rtf", "a.toml", "README.rst", ".DS_Store", "~$b.doc", "CURRENT"):
        (tmp_path / name).write_text("x")
    assert passed_over([tmp_path, tmp_path / "letters", tmp_path / "a.txt"]) == {".doc": 2, ".rtf": 1}
    assert passed_over([tmp_path / "b.doc", tmp_path / "gone"]) == {}
