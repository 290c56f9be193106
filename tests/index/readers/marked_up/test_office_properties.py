"""office_properties.py: the title in the properties of Word's and OpenDocument's files, and the language of their words."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.office_properties import doubts_about_notes, embedded_language, embedded_title
from index.readers.marked_up.zip_archives import Archive
from tests.marked import packed

CORE = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Admin</dc:creator></p>'


def archive(entries: dict[str, str]) -> Archive:
    return Archive(packed(entries), "a.docx")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("On\n War", "On War"),
        ("Microsoft Word - war.doc", ""),
        ("Document1", ""),
        ("war-final.docx", ""),
        ("Documents of War", "Documents of War"),
        ("", ""),
    ],
)
def test_a_title_is_what_somebody_wrote(told: str, title: str) -> None:
    """A title is told as it is; what word processors put there by themselves is none."""
    entries = {"word/document.xml": "<d/>", "docProps/core.xml": CORE.format(told)}
    assert embedded_title(archive(entries), "docx") == title


def test_each_kind_has_its_own_properties() -> None:
    """OpenDocument's title stands in another entry, a file may have none, and Word may name its main part otherwise."""
    assert embedded_title(archive({"content.xml": "<d/>", "meta.xml": CORE.format("On War")}), "odt") == "On War"
    assert embedded_title(archive({"content.xml": "<d/>"}), "odt") == ""
    assert embedded_title(archive({"word/document2.xml": "<d/>", "docProps/core.xml": CORE.format("On War")}), "docx") == "On War"


@pytest.mark.parametrize(
    ("kind", "entries", "says"),
    [
        ("docx", {"content.xml": "<d/>"}, "is an archive, but no .docx: it has no word/document.xml"),
        ("odt", {"word/document.xml": "<d/>"}, "is an archive, but no .odt: it has no content.xml"),
        (
            "odt",
            {"content.xml": "x", "META-INF/manifest.xml": "<m:encryption-data/>"},
            "is encrypted. Save it without a password",
        ),
    ],
)
def test_other_and_encrypted_archives_are_refused(kind: str, entries: dict[str, str], says: str) -> None:
    """An archive of another kind, and one whose text a password protects, are refused."""
    with pytest.raises(ArticleError) as refused:
        embedded_title(archive(entries), kind)
    assert f"a.docx {says}" in str(refused.value)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STYLES = """<w:styles xmlns:w="{ns}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>
</w:docDefaults><w:style w:styleId="Base"><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:style>
<w:style w:styleId="Text"><w:basedOn w:val="Base"/></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"""
OPEN = 'xmlns:s="s" xmlns:f="f" xmlns:t="t" xmlns:o="o"'


def run(words: str, language: str = "") -> str:
    told = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>' if language else ""
    return f"<w:r>{told}<w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("style", "runs", "language"),
    [
        ("", run("Snow fell."), "en-US"),
        ("Text", run("Schnee fiel."), "de-DE"),
        ("Loop", run("Snow fell."), "en-US"),
        ("Text", run("Schnee.") + run("La neige tombait.", "fr-FR"), "fr-FR"),
        ("Text", run("Schnee fiel dicht.") + run("La neige.", "fr-FR"), "de-DE"),
    ],
)
def test_word_tells_the_language_of_most_characters(style: str, runs: str, language: str) -> None:
    """A run's own language comes before its paragraph's style, that before what the style is based on, and the file's last."""
    text = f'<w:d xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:d>'
    entries = {"word/document.xml": text, "word/styles.xml": WORD_STYLES.format(ns=WORD)}
    assert embedded_language(archive(entries), "docx") == language


def test_open_document_tells_the_language_of_most_characters() -> None:
    """A style in the text's own file comes before the default; "none" is no country, and no language."""
    default = '<s:default-style s:family="paragraph"><s:text-properties f:language="en" f:country="GB"/></s:default-style>'
    base = '<s:style s:name="Base"><s:text-properties f:language="la" f:country="none"/></s:style>'
    words = '<t:p t:style-name="P1">Nix alta cadebat <t:span t:style-name="P2">snow</t:span> in</t:p><t:p>It fell.</t:p>'
    text = f'<o:d {OPEN}><s:style s:name="P1" s:parent-style-name="Base"/>{base}{words}</o:d>'
    entries = {"content.xml": text, "styles.xml": f"<o:s {OPEN}>{default}</o:s>"}
    assert embedded_language(archive(entries), "odt") == "la"
    assert embedded_language(archive(entries | {"content.xml": f"<o:d {OPEN}><t:p>Snow</t:p></o:d>"}), "odt") == "en-GB"
    assert embedded_language(archive({"content.xml": f"<o:d {OPEN}/>"}), "odt") == ""


def test_what_pandoc_passes_over_in_notes_is_told() -> None:
    """A list within an OpenDocument note is not in what pandoc reads; a list in the text is."""
    listed = "<t:list><t:list-item><t:p>Snow</t:p></t:list-item></t:list>"
    notes = f"<t:note><t:p>See Hara.</t:p></t:note><t:note><t:p>Of two:</t:p>{listed}</t:note>"
    told = list(doubts_about_notes(archive({"content.xml": f"<o:d {OPEN}>{listed}<t:p>It fell.{notes}</t:p></o:d>"}), "odt"))
    assert told == ["note 2 holds a list, “Snow…”, which pandoc passes over: it is not in the note's text"]
    assert list(doubts_about_notes(archive({}), "docx")) == []
