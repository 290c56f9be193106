"""What Word's and OpenDocument's archives hold beside the text: the title in the file's properties, and its language.

Of the language the file's properties say little: word processors write their own there. What tells is that of most of the words,
which styles give them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.errors import ArticleError
from index.metadata import language_in
from index.readers.marked_up.elements import Element
from index.readers.marked_up.safe_xml import parse_xml, words
from index.readers.marked_up.zip_archives import Archive

TEXTS = {"docx": "word/document.xml", "odt": "content.xml"}
PROPERTIES = {"docx": "docProps/core.xml", "odt": "meta.xml"}
STYLES = {"docx": "word/styles.xml", "odt": "styles.xml"}
SHOWN = 40  # characters of a list that is passed over
MANIFEST = "META-INF/manifest.xml"
# What word processors put there by themselves.
NO_TITLE = re.compile(r"(?:microsoft word|untitled|unbenannt|document\d*|normal|title)\b.*|.*\.(?:docx?|odt|rtf)", re.IGNORECASE)


def embedded_title(archive: Archive, kind: str) -> str:
    """Return the title that a file's properties tell; empty where it is none.

    The author told there is left out: it is whoever set up the word processor.

    Raises:
        ArticleError: the archive is no document of that kind, or is encrypted.
    """
    _require_document(archive, kind)
    if PROPERTIES[kind] not in archive.names:
        return ""
    properties = parse_xml(archive.read(PROPERTIES[kind]), f"{archive.place}, {PROPERTIES[kind]}")
    title = words(next(properties.iter("title"), None))
    return "" if NO_TITLE.fullmatch(title) else title


def embedded_language(archive: Archive, kind: str) -> str:
    """Return the tag of the language in which most of a file's characters are set; empty where nothing tells it."""
    roots = [
        parse_xml(archive.read(name), f"{archive.place}, {name}") for name in (STYLES[kind], TEXTS[kind]) if name in archive.names
    ]
    styles = _Styles()
    for root in roots:
        (_take_word_styles if kind == "docx" else _take_open_styles)(root, styles)
    letters: Counter[str] = Counter()
    for language, count in (_word_runs if kind == "docx" else _open_runs)(roots[-1], styles) if roots else ():
        letters[language_in(language)] += count
    return letters.most_common(1)[0][0] if letters else language_in(styles.default)


def doubts_about_notes(archive: Archive, kind: str) -> Iterator[str]:
    """Say which notes of an OpenDocument text hold lists, which pandoc passes over."""
    if kind != "odt":
        return
    root = parse_xml(archive.read(TEXTS[kind]), f"{archive.place}, {TEXTS[kind]}")
    for count, note in enumerate(root.iter("note"), start=1):
        listed = next(note.iter("list"), None)
        if listed is not None:
            yield f"note {count} holds a list, “{words(listed)[:SHOWN]}…”, which pandoc passes over: it is not in the note's text"


@dataclass(slots=True)
class _Styles:
    """The languages that styles set, by their names, each with the style that it is based on; and that of all else."""

    default: str = ""
    languages: dict[str, str] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)

    def language(self, *names: str) -> str:
        """Return the language of the first of some styles, or of one that it is based on, that sets any."""
        for name in names:
            passed = set[str]()
            while name and name not in passed:
                if name in self.languages:
                    return self.languages[name]
                passed.add(name)
                name = self.based_on.get(name, "")
        return self.default


def _of(element: Element | None, name: str) -> str:
    """Return an attribute, whatever its namespace; empty where there is none."""
    found = element.attrib.items() if element is not None else ()
    return next((str(value) for key, value in found if str(key).rpartition("}")[2] == name), "")


def _take_word_styles(root: Element, styles: _Styles) -> None:
    styles.default = _of(root.find("./docDefaults/rPrDefault/rPr/lang"), "val") or styles.default
    for style in root.iter("style"):
        name, told = _of(style, "styleId"), _of(style.find("./rPr/lang"), "val")
        if told:
            styles.languages[name] = told
        styles.based_on[name] = _of(style.find("basedOn"), "val")


def _word_runs(root: Element, styles: _Styles) -> Iterator[tuple[str, int]]:
    """Yield each run of a text: its language, and how many characters it has."""
    for block in root.iter("p"):
        own = _of(block.find("./pPr/pStyle"), "val") or "Normal"
        for run in block.iter("r"):
            told = _of(run.find("./rPr/lang"), "val") or styles.language(_of(run.find("./rPr/rStyle"), "val"), own)
            yield told, sum(len(text.text or "") for text in run.iterfind("t"))


def _take_open_styles(root: Element, styles: _Styles) -> None:
    for style in root.iter("default-style"):
        if _of(style, "family") == "paragraph":
            styles.default = _open_language(style) or styles.default
    for style in root.iter("style"):
        name, told = _of(style, "name"), _open_language(style)
        if told:
            styles.languages[name] = told
        styles.based_on[name] = _of(style, "parent-style-name")


def _open_language(style: Element) -> str:
    told = style.find("text-properties")
    language, country = _of(told, "language"), _of(told, "country")
    return (
        f"{language}-{country}"
        if language not in {"", "none", "zxx"} and country not in {"", "none"}
        else language.replace("none", "")
    )


def _open_runs(root: Element, styles: _Styles) -> Iterator[tuple[str, int]]:
    """Yield each piece of a text's paragraphs: its language, and how many characters it has."""
    for block in (*root.iter("p"), *root.iter("h")):
        own = _of(block, "style-name")
        yield styles.language(own), len(block.text or "") + sum(len(each.tail or "") for each in block)
        for span in block.iter("span"):
            yield styles.language(_of(span, "style-name"), own), len(span.text or "")


def _require_document(archive: Archive, kind: str) -> None:
    if TEXTS[kind] not in archive.names and kind == "docx" and any(name.startswith("word/") for name in archive.names):
        return  # Word may name its main part otherwise
    if TEXTS[kind] not in archive.names:
        raise ArticleError(
            f"{archive.place} is an archive, but no .{kind}: it has no {TEXTS[kind]}. Give the file its right name."
        )
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise ArticleError(f"{archive.place} is encrypted. Save it without a password, and index that.")
