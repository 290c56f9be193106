"""TEI, the XML of editions: divisions, pages, notes where they stand or where a reference leads to them, and the header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import takewhile

from lxml import etree

from index.metadata import doi_in, language_in, page_range, people_named, year_in
from index.readers.marked_up.document import Document, DocumentBlock, Inlines
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

XML = "{http://www.w3.org/XML/1998/namespace}"
DIVISIONS = frozenset(["div", *(f"div{level}" for level in range(8))])
BLOCKS = DIVISIONS | frozenset(
    "ab argument back body byline castList closer dateline docAuthor docDate epigraph figure floatingText front group "
    "head item label lg list listBibl msDesc note opener p postscript row salute signed sp speaker stage table text "
    "trailer".split()
)
SPACES = frozenset("cell l lb cb milestone".split())
# Running heads, the encoder's words, and of two readings of a place the one that is not printed.
NO_TEXT = frozenset("fw figDesc teiHeader titlePage facsimile sourceDoc standOff corr reg expan rdg svg graphic media".split())
QUOTING = frozenset("quote cit q said".split())
HYPHENS = "-\u2010\u00ad¬"
SIGN = "[]() \n\t"
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]")
QUOTATION_MARKS = "“”„‚‘’\"'«»‹›—–"
SHOWN = 40  # characters of a note that nothing refers to


def tei_document(root: Element) -> Document:
    """Return the document of a text."""
    _join_broken_words(root)
    _refer_back(root)
    _part_references(root)
    notes = _Notes(root)
    tree = root.getroottree()
    blocks: list[DocumentBlock] = []
    for text in root.findall("text") or root.findall("./TEI/text"):
        blocks += blocks_of(text, notes.role_of, tree.getpath)
    titled = _title(root)
    publication = _publication(root)
    title = (words(titled),) if titled is not None else ()
    path = tree.getpath(titled) if titled is not None else ""
    doubts = (*notes.doubts, *_unmarked_quotations(root))
    return Document(tuple(blocks), notes.texts, title, path, publication, doubts)


class _Notes:
    """The notes of a text: where they stand, and their own words."""

    def __init__(self, root: Element) -> None:
        self.texts: dict[str, Inlines] = {}
        self.doubts: list[str] = []
        self._marks: dict[Element, Role] = {}
        self._dropped: dict[Element, None] = {}
        self._listed: dict[Element, Role] = {}  # notes at the end of the text to which nothing refers
        self._count = 0
        found = [element for text in root.iterfind(".//text") for element in text.iter("ref", "ptr", "note")]
        leads = self._leads(found)
        broken = _broken(found, leads, root)
        referred = set(leads.values())
        for element in dict.fromkeys(found):
            if element in leads:
                self._mark(element, leads[element])
            elif element in broken:
                self._mark_broken(element)
            elif element.tag == "note" and element not in referred:
                self._place(element)
        for note in dict.fromkeys([*leads.values(), *(element for element in self._marks if element.tag == "note")]):
            self._dropped |= {note: None} if note in referred else {}
            self.texts[_key(note)] = self._text(note)

    def role_of(self, element: Element) -> Role:
        """Return an element's role in running text."""
        if element in self._dropped:
            return SKIP
        return self._marks.get(element) or self._listed.get(element) or _role(element)

    def _leads(self, found: Sequence[Element]) -> dict[Element, Element]:
        """Return the note to which each reference leads. An id that several notes bear is matched by their order, and told."""
        notes, references = _by_name(found, "note", f"{XML}id"), _by_name(found, "ref ptr", "target")
        leads: dict[Element, Element] = {}
        for name in (name for name in references if name in notes):
            called = notes[name]
            calling = [reference for reference in references[name] if not _is_phrase(reference)] or references[name]
            in_order = len(called) == len(calling)
            leads |= zip(calling, called if in_order else called[:1] * len(calling), strict=True)
            if len(called) > 1:
                taken = "they were matched in their order" if in_order else "the first was taken"
                self.doubts.append(
                    f"{len(called)} notes have the id “{name}”, and of {len(calling)} references to it none says which: {taken}"
                )
        return leads

    def _text(self, note: Element) -> Inlines:
        return inlines_of(note, lambda element: BLOCK if element is note else self.role_of(element))

    def _mark(self, element: Element, note: Element) -> None:
        self._count += 1
        shown = words(element).strip(SIGN) if element is not note else ""
        label = shown or note.get("n", "").strip(SIGN) or element.get("n", "").strip(SIGN) or str(self._count)
        self._marks[element] = Role(TextEffect.MARK, label=label, key=_key(note))

    def _mark_broken(self, element: Element) -> None:
        """Make a mark of a reference to a note that is not in the file, and tell of it."""
        self._count += 1
        label = words(element).strip(SIGN) or element.get("n", "").strip(SIGN) or str(self._count)
        self._marks[element] = Role(TextEffect.MARK, label=label)
        self.doubts.append(f"note {label} has a marker in the text, but what it refers to is not in the file")

    def _place(self, note: Element) -> None:
        """Make a mark of a note that stands where it belongs; one in a list at the end stays there, and is told."""
        if not _is_listed(note):
            self._mark(note, note)
            return
        self._listed[note] = Role(TextEffect.BLOCK, label=note.get("n", "").strip(SIGN))
        self.doubts.append(f"nothing in the text refers to the note “{words(note)[:SHOWN]}…”, which stands in a list of notes")


def _by_name(found: Sequence[Element], tags: str, attribute: str) -> dict[str, list[Element]]:
    """Return the elements of some tags by the id that they have or name, a `#` before it or not."""
    named: dict[str, list[Element]] = {}
    for element in dict.fromkeys(found):
        name = element.get(attribute, "").removeprefix("#")
        if name and element.tag in tags.split():
            named.setdefault(name, []).append(element)
    return named


def _is_phrase(reference: Element) -> bool:
    """Whether a reference shows words, as "see note 5" does, so that it rather speaks of a note than is its marker."""
    return " " in words(reference).strip(SIGN)


def _broken(found: Sequence[Element], leads: dict[Element, Element], root: Element) -> set[Element]:
    """Return the references that lead nowhere, and are called as those to notes are: "ftn7", where "ftn1" is a note."""
    names = {element.get(f"{XML}id", "") for element in root.iter(etree.Element)}
    kinds = {DIGITS.sub("", element.get("target", "")) for element in leads}
    return {
        element
        for element in found
        if element.get("target", "").removeprefix("#") not in names
        and DIGITS.sub("", element.get("target", "")) in kinds
        and element.tag != "note"
    }


def _is_listed(note: Element) -> bool:
    """Whether a note stands among others at the end of a text, and not behind words that it could belong to."""
    above = list(note.iterancestors())
    if not any(element.tag == "back" or "note" in element.get("type", "").lower() for element in above):
        return False
    around = takewhile(lambda element: element.tag not in DIVISIONS | {"back"}, above)
    return not any(WORD.search(own) for element in around for own in (element.text or "", *(e.tail or "" for e in element)))


def _key(note: Element) -> str:
    return str(note.getroottree().getpath(note))


def _role(element: Element) -> Role:
    """Return an element's role; notes are not known here."""
    tag, parent = str(element.tag), element.getparent()
    if tag in NO_TEXT:
        return SKIP
    if tag == "pb":
        return Role(TextEffect.PAGE, label=element.get("n", "")) if element.get("n") else SKIP
    if tag == "head" and parent is not None and (parent.tag in DIVISIONS or parent.tag in {"body", "front", "back"}):
        return Role(TextEffect.HEADING, _level(element))
    if element.get("break") == "no":
        return INLINE
    if tag in SPACES or (tag == "p" and is_alone_in_cell(element)):
        return SPACE
    if tag in QUOTING or tag == "bibl":
        return BLOCK if _stands_apart(element) else INLINE
    if tag in BLOCKS:
        return BLOCK
    return RAISED if tag == "hi" and "sup" in element.get("rend", "").lower() else INLINE


def _level(head: Element) -> int:
    """Return a heading's level by the divisions around it; a second heading of the same division stands below the first."""
    depth = sum(above.tag in DIVISIONS for above in head.iterancestors())
    return 2 * depth + (1 if next(head.itersiblings("head", preceding=True), None) is not None else 0)


def _stands_apart(element: Element) -> bool:
    """Whether a quotation or a reference is a block: it holds blocks, or stands among them."""
    parent = element.getparent()
    holds = any(child.tag in {"p", "lg", "ab", "list"} or (child.tag in QUOTING and _stands_apart(child)) for child in element)
    return holds or (parent is not None and parent.tag in DIVISIONS | {"body", "listBibl", "front", "back", "epigraph"})


def _unmarked_quotations(root: Element) -> Iterator[str]:
    """Say that quotations within paragraphs are told by the markup alone: what was printed around them is not in the file."""
    quoted = [
        element
        for text in root.iterfind(".//text")
        for element in text.iter("quote", "q", "said")
        if words(element) and not _is_set_off(element) and not _has_marks(element)
    ]
    if quoted:
        yield (
            f"{len(quoted)} quotations are told by the file's markup alone, and have no quotation marks in the text, the first "
            f"“{words(quoted[0])[:SHOWN]}…”"
        )


def _is_set_off(quotation: Element) -> bool:
    """Whether a quotation is a block, alone or with its source."""
    parent = quotation.getparent()
    return _stands_apart(quotation) or (parent is not None and parent.tag == "cit" and _stands_apart(parent))


def _has_marks(quotation: Element) -> bool:
    """Whether a quotation mark stands before the first words of a quotation, inside or outside of it."""
    parent, previous = quotation.getparent(), quotation.getprevious()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    return words(quotation)[0] in QUOTATION_MARKS or before.rstrip()[-1:] in tuple(QUOTATION_MARKS)


def _join_broken_words(root: Element) -> None:
    """Join words broken at the ends of lines or pages, where the text says that they are one."""
    for element in root.iter("lb", "pb", "cb"):
        parent, before = element.getparent(), element.getprevious()
        if element.get("break") != "no" or parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "").rstrip().rstrip(HYPHENS)
        else:
            parent.text = (parent.text or "").rstrip().rstrip(HYPHENS)
        element.tail = (element.tail or "").lstrip()


def _refer_back(root: Element) -> None:
    """Where a note names the place that it belongs to, put a reference there."""
    places = {element.get(f"{XML}id"): element for element in root.iter() if element.get(f"{XML}id")}
    for count, note in enumerate(root.iter("note"), start=1):
        names = note.get("target") or note.get("corresp") or ""
        place = places.get(names.split()[-1].removeprefix("#")) if names.strip() else None
        if place is None or place.getparent() is None or place.tag in BLOCKS or place is note:
            continue
        if not note.get(f"{XML}id"):
            note.set(f"{XML}id", f"note {count} at {names}")
        if place.get("target", "").removeprefix("#") != note.get(f"{XML}id"):
            reference = etree.Element("ref", target=f"#{note.get(f'{XML}id')}")
            reference.tail, place.tail = place.tail, None
            place.addnext(reference)


def _part_references(root: Element) -> None:
    """Make one reference of each note that a reference names: `target` may hold several."""
    notes = {note.get(f"{XML}id", "") for note in root.iter("note")}
    for reference in list(root.iter("ref", "ptr")):
        names = reference.get("target", "").split()
        if len(names) < 2 or not all(name.removeprefix("#") in notes for name in names):
            continue
        others = [copy(reference) for _ in names]
        for other, name in zip(others, names, strict=True):
            other.clear()
            other.set("target", name)
        others[-1].tail = reference.tail
        parent = reference.getparent()
        if parent is not None:
            at = parent.index(reference)
            parent[at : at + 1] = others


def _title(root: Element) -> Element | None:
    """Return the element of the header that gives the title of the text itself."""
    for path in ("./teiHeader/fileDesc/titleStmt/title[@type='main']", "./teiHeader/fileDesc/titleStmt/title"):
        for title in root.iterfind(path):
            if words(title):
                return title
    return None


def _publication(root: Element) -> Publication:
    """Return what the header says of the source, or else of the file."""
    header = root.find("teiHeader")
    if header is None:
        return Publication()
    source = next(
        (found for tag in ("biblStruct", "biblFull", "bibl") for found in header.iterfind(f".//sourceDesc//{tag}")), None
    )
    statement = header.find("./fileDesc/titleStmt")
    home = source if source is not None else header
    authors = _all(source, "author") or _all(statement, "author")
    container = _titled(source, "j") or _titled(source, "m") if source is not None and source.find("analytic") is not None else ""
    title = _title(root)
    return Publication(
        kind=("article-journal" if _titled(source, "j") else "chapter") if container else "",
        authors=people_named(authors),
        editors=people_named(_all(source, "editor") or _all(statement, "editor")),
        title=_titled(source, "a") or (words(title) if title is not None else ""),
        container=container,
        publisher=_one(home, "publisher"),
        place=_one(source, "pubPlace"),
        year=_year(source) or _year(header.find("./fileDesc/publicationStmt")),
        volume=_scope(source, "volume"),
        issue=_scope(source, "issue"),
        pages=_scope(source, "page").replace("-", "–"),
        doi=doi_in(" ".join(words(number) for number in header.iter("idno"))),
        language=language_in(_text_language(root) or root.get(f"{XML}lang", "") or _language(header)),
    )


def _all(home: Element | None, tag: str) -> list[str]:
    found = home.iter(tag) if home is not None else ()
    return [_name(element) for element in found]


def _name(element: Element) -> str:
    """Return a person's name, the family name first where it is told apart."""
    surname, forenames = element.find(".//surname"), " ".join(words(found) for found in element.iter("forename"))
    return f"{words(surname)}, {forenames}".removesuffix(", ") if surname is not None else words(element)


def _titled(home: Element | None, level: str) -> str:
    return next((words(title) for title in home.iter("title") if title.get("level") == level), "") if home is not None else ""


def _one(home: Element | None, tag: str) -> str:
    return next((words(found) for found in home.iter(tag) if words(found)), "") if home is not None else ""


def _scope(home: Element | None, unit: str) -> str:
    for scope in home.iter("biblScope") if home is not None else ():
        if unit in {scope.get("unit"), {"vol": "volume", "pp": "page", "no": "issue"}.get(scope.get("type", ""))}:
            return words(scope) or page_range(scope.get("from", ""), scope.get("to", ""))
    return ""


def _year(home: Element | None) -> int | None:
    for date in home.iter("date") if home is not None else ():
        found = year_in(date.get("when", "") or words(date))
        if found:
            return found
    return None


def _text_language(root: Element) -> str:
    """Return the language that the text has for itself: the header, and so the root, may be in an editor's."""
    found = (root.find(path) for path in ("./text/body", "./text"))
    return next((told for element in found if element is not None and (told := element.get(f"{XML}lang", ""))), "")


def _language(header: Element) -> str:
    """Return the language that the header names, of several the one that is used most."""
    named = list(header.iter("language"))
    usage = {found: int(share) if (share := found.get("usage", "0").strip("% ")).isdecimal() else 0 for found in named}
    return max(named, key=lambda found: usage[found]).get("ident", "") if named else ""
