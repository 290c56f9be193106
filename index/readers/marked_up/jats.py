"""JATS, the XML of journals: sections, notes where `<xref>` refers to them, and the article's metadata."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from index.metadata import doi_in, language_in, page_range, people_named, year_in
from index.readers.marked_up.document import Document, DocumentBlock, Inlines, heading
from index.readers.marked_up.elements import (
    BLOCK,
    INLINE,
    RAISED,
    SKIP,
    SPACE,
    Element,
    Role,
    TextEffect,
    blocks_of,
    inlines_of,
    is_alone_in_cell,
)
from index.readers.marked_up.safe_xml import words
from index.records import Publication

BLOCKS = frozenset(
    "abstract ack app app-group array attrib back bio body boxed-text caption code def def-item def-list disp-formula disp-quote "
    "fig fig-group fn fn-group glossary list list-item notes p preformat ref ref-list sec sig sig-block speech speaker statement "
    "supplementary-material table table-wrap table-wrap-foot tbody term tfoot thead title tr trans-abstract verse-group".split()
)
SPACES = frozenset("td th break verse-line".split())
# Parts of a reference or a name that stand side by side without a space.
PARTED = frozenset("element-citation nlm-citation name person-group date string-date citation-alternatives".split())
NO_TEXT = frozenset(
    "alt-text annotation annotation-xml graphic inline-graphic long-desc media object-id permissions processing-meta "
    "related-object svg tex-math".split()
)
TITLED = frozenset("abstract ack app back bio fn-group glossary notes ref-list sec table-wrap-foot trans-abstract".split())
INSIDE = frozenset("p title article-title td th attrib verse-line disp-quote".split())
SIGN = "[]() \n\t"


def jats_document(root: Element) -> Document:
    """Return the document of an article."""
    _write_labels(root)
    _part_references(root)
    notes = _Notes(root)
    tree = root.getroottree()
    blocks: list[DocumentBlock] = []
    for element in (
        *root.findall("./front/article-meta/abstract"),
        *root.findall("./body"),
        *root.findall("./back"),
        *root.findall("./floats-group"),
    ):
        if element.tag == "abstract" and element.find("title") is None:
            blocks.append(heading(("Abstract",), 2, tree.getpath(element)))
        blocks += blocks_of(element, notes.role_of, tree.getpath)
    titled = root.find("./front/article-meta/title-group/article-title")
    title = inlines_of(titled, notes.role_of) if titled is not None else ()
    path = tree.getpath(titled) if titled is not None else ""
    return Document(tuple(blocks), notes.texts, title, path, _publication(root), tuple(notes.doubts))


class _Notes:
    """The notes of an article: what refers to them, and their texts."""

    def __init__(self, root: Element) -> None:
        self.texts: dict[str, Inlines] = {}
        self.doubts: list[str] = []
        self._marks: dict[Element, Role] = {}
        self._dropped: dict[Element, None] = {}
        footnotes = {fn.get("id", ""): fn for fn in root.iter("fn") if fn.get("id")}
        referred = self._mark_references(root, footnotes)
        for fn in root.iter("fn"):
            if fn not in referred:
                self._mark_in_place(fn)
        self._number(root)
        for fn in [*referred, *(fn for fn in self._marks if fn.tag == "fn")]:
            self.texts[self._key(fn)] = self._text(fn)
        for group in root.iter("fn-group"):
            if all(child in self._dropped or child.tag in {"title", "label"} for child in group):
                self._dropped[group] = None

    def role_of(self, element: Element) -> Role:
        """Return an element's role in running text."""
        if element in self._dropped:
            return SKIP
        return self._marks.get(element) or _role(element)

    def _mark_references(self, root: Element, footnotes: dict[str, Element]) -> dict[Element, None]:
        """Make marks of what refers to notes; return the notes referred to."""
        referred: dict[Element, None] = {}
        for reference in root.iter("xref"):
            fn = footnotes.get(reference.get("rid", "").strip().removeprefix("#"))  # a link's sign is no part of an id
            label = words(reference).strip(SIGN)
            if fn is not None:
                referred[fn] = self._dropped[fn] = None
                self._marks[reference] = Role(TextEffect.MARK, label=label or self._label(fn), key=self._key(fn))
            elif reference.get("ref-type") in {"fn", "table-fn"}:
                label = label or str(len(self._marks) + 1)
                self._marks[reference] = Role(TextEffect.MARK, label=label)
                self.doubts.append(f"note {label} has a marker in the text, but what it refers to is not in the file")
        return referred

    def _mark_in_place(self, fn: Element) -> None:
        """Make a mark of a note that stands where it belongs; tell of one in a list to which nothing refers."""
        above = {str(parent.tag) for parent in fn.iterancestors()}
        if above & INSIDE and not above & {"fn-group", "author-notes"}:
            self._marks[fn] = Role(TextEffect.MARK, label=_printed(fn), key=self._key(fn))
        elif "front" not in above and "table-wrap-foot" not in above:
            self.doubts.append(f"nothing in the text refers to the note “{words(fn)[:40]}…”, which stays in the text")

    def _label(self, fn: Element) -> str:
        return _printed(fn) or str(len(self._marks) + 1)

    def _number(self, root: Element) -> None:
        """Give notes in their places that have no label the number that they have among all."""
        keys: dict[str, None] = {}
        for element in root.iterfind("./body//*"):
            role = self._marks.get(element)
            if role is not None:
                keys[role.key] = None
                self._marks[element] = role if role.label else replace(role, label=str(len(keys)))

    def _key(self, fn: Element) -> str:
        return str(fn.getroottree().getpath(fn))

    def _text(self, fn: Element) -> Inlines:
        def role(element: Element) -> Role:
            if element.tag == "label" and element.getparent() is fn:
                return SKIP
            return BLOCK if element is fn else self.role_of(element)

        return inlines_of(fn, role)


def _printed(fn: Element) -> str:
    return words(fn.find("label")).strip(SIGN) or str(fn.get("symbol", ""))


def _role(element: Element) -> Role:
    """Return an element's role; notes are not known here."""
    tag, parent = str(element.tag), element.getparent()
    if tag in NO_TEXT:
        return SKIP
    above = str(parent.tag) if parent is not None else ""
    if tag == "title" and above in TITLED:
        depth = sum(other.tag in TITLED - {"back"} for other in element.iterancestors())
        return Role(TextEffect.HEADING, 2 * depth)
    if above in PARTED or tag in SPACES or is_alone_in_cell(element) or (tag == "label" and above == "ref"):
        return SPACE
    if tag in BLOCKS or (tag == "label" and above in BLOCKS):
        return BLOCK
    return RAISED if tag == "sup" else INLINE


def _write_labels(root: Element) -> None:
    """Put the numbers of sections, figures and tables before their titles or captions, as they are printed."""
    for label in list(root.iter("label")):
        parent = label.getparent()
        if parent is None or parent.tag not in {"sec", "app", "fig", "table-wrap", "boxed-text"}:
            continue
        home = parent.find("title") if parent.find("title") is not None else parent.find("caption/*")
        if home is not None:
            home.text = f"{words(label)} {home.text or ''}"
            parent.remove(label)


def _part_references(root: Element) -> None:
    """Make one reference of each note that a reference names: `rid` may hold several."""
    for reference in list(root.iter("xref")):
        names, parent = reference.get("rid", "").split(), reference.getparent()
        if len(names) < 2 or parent is None or reference.get("ref-type") not in {"fn", "table-fn"}:
            continue
        at = parent.index(reference)
        for name in reversed(names[1:]):
            other = deepcopy(reference)
            other.set("rid", name)
            other.text, other.tail = None, None
            etree.strip_elements(other, "*")
            parent.insert(at + 1, other)
        parent[at + len(names) - 1].tail, reference.tail = reference.tail, None
        reference.set("rid", names[0])
        reference.text = None
        etree.strip_elements(reference, "*", with_tail=False)


def _publication(root: Element) -> Publication:
    meta, journal = root.find("./front/article-meta"), root.find("./front/journal-meta")
    if meta is None:
        return Publication()
    container = words(journal.find(".//journal-title")) if journal is not None else ""
    date = next((date for kind in ("ppub", "collection", "pub", "epub", None) for date in _dates(meta, kind)), None)
    return Publication(
        kind="article-journal" if container else "",
        authors=people_named(_names(meta)),
        title=_without_notes(meta.find("./title-group/article-title")),
        container=container,
        publisher=words(journal.find(".//publisher-name")) if journal is not None else "",
        year=year_in(words(date.find("year"))) if date is not None else None,
        volume=words(meta.find("volume")),
        issue=words(meta.find("issue")),
        pages=page_range(words(meta.find("fpage")), words(meta.find("lpage"))),
        doi=doi_in(next((words(found) for found in meta.findall("article-id") if found.get("pub-id-type") == "doi"), "")),
        language=language_in(root.get("{http://www.w3.org/XML/1998/namespace}lang", "")),
    )


def _dates(meta: Element, kind: str | None) -> list[Element]:
    return [date for date in meta.findall("pub-date") if kind is None or kind in {date.get("pub-type"), date.get("date-type")}]


def _names(meta: Element) -> list[str]:
    """Return the authors' names, family names first."""
    found = []
    for contributor in meta.findall("./contrib-group/contrib"):
        if contributor.get("contrib-type", "author") == "author":
            name = contributor.find(".//name")
            if name is None:
                found.append(words(contributor.find("string-name")) or words(contributor.find("collab")))
            else:
                found.append(f"{words(name.find('surname'))}, {words(name.find('given-names'))}".removesuffix(", "))
    return found


def _without_notes(title: Element | None) -> str:
    if title is None:
        return ""
    plain = deepcopy(title)
    etree.strip_elements(plain, "xref", "fn", with_tail=False)
    return words(plain)
