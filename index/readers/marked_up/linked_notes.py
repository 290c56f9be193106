"""Notes of e-books and web pages: links to a list at the end, told by type and role, by the way back, or by their labels."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from index.readers.marked_up.document import Inlines
from index.readers.marked_up.elements import SKIP, Element, Role, TextEffect, inlines_of
from index.readers.marked_up.html_roles import HEADINGS, is_block, role_of, tokens

REFERS = frozenset("noteref doc-noteref footnote-ref footnoteref footnote-reference fnref note-ref endnote-ref".split())
LEADS_BACK = frozenset("backlink doc-backlink footnote-back footnote-backref mw-cite-backlink reversefootnote".split())
NOTE = frozenset("footnote endnote rearnote doc-footnote doc-endnote sidenote marginnote".split())
NOTES = frozenset("footnotes endnotes rearnotes doc-endnotes reflist references mw-references footnote-list".split())
INLINE_NOTE = frozenset(["sidenote", "marginnote"])
LABEL = re.compile(
    r"\W*?(?P<label>\d{1,5}|[*†‡§¶‖#]{1,4}|[a-z]{1,2}|[ivxlc]{1,8})\W*?|(?:note|fn|n)\W*(?P<number>\d{1,5})\W*", re.IGNORECASE
)
SIGNS = re.compile(r"\s*[\[(]?\s*(?P<label>[*†‡§¶‖#]{1,4})\s*[\])]?\s*")
BACK = re.compile(r"[\W_]*(?:(?:go|jump)\s+)?(?:(?:back|return|up|zurück|retour|volver)\b.{0,30})?[\W_]*", re.IGNORECASE)
LIST_HEADING = re.compile(
    r"\W*(?:end|foot)?notes?\W*|anmerkungen|fußnoten|endnoten|notas|notes? de bas de page|note", re.IGNORECASE
)
AT_START = re.compile(r"\s*[\[(]?\s*(?P<label>\w+|[*†‡§¶‖#]+)(?:\s*[\]).:]+\s*|\s+|(?=[^\w\s]))")
LEFT_OVER = re.compile(r"^(?:[\s\])}.:,;^↑|–—-]|\[\s*\]|\(\s*\))+|(?:\s|\[\s*\]|\(\s*\)|[↩↑^︎])+$")
ARROWS = re.compile(r"^[\s^↑]+|[\s↩↑︎]+$")
TYPED_SHARE = 0.8  # of the notes that begin with their own labels, from which on these are no words of theirs
SHOWN = 40  # characters of a note that nothing refers to


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of a book: its name in the archive, and its root."""

    name: str
    root: Element


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    part: str
    element: Element
    target: Element
    at: int  # place of the link in the book
    target_at: int


class LinkedNotes:
    """The notes of a book or page: which elements are their places and which their texts."""

    def __init__(self, parts: Sequence[BookFile]) -> None:
        self.notes: dict[str, Inlines] = {}
        self.doubts: list[str] = []
        self._marks: dict[Element, Role] = {}
        self._dropped: dict[Element, None] = {}  # texts of notes, the ways back, headings of lists: no running text
        self._elements = {element: at for at, element in enumerate(e for part in parts for e in part.root.iter())}
        self._links, broken = _links(parts, self._elements)
        self._resolve()
        self._read_inline(parts)
        self._read_headings_and_rest()
        self._tell_broken(broken)

    def role_of(self, element: Element) -> Role:
        """Return an element's role in running text."""
        if element in self._dropped:
            return SKIP
        return self._marks.get(element) or role_of(element)

    def _resolve(self) -> None:
        refs = self._references()
        targets, places = {link.target for link in refs}, {link.element for link in refs}
        bodies = {target: _body(target, targets, places) for target in dict.fromkeys(link.target for link in refs)}
        self._dropped |= dict.fromkeys(element for body in bodies.values() for element in body)
        back = self._ways_back(refs, bodies)
        keys = {target: f"n{number}" for number, target in enumerate(bodies, start=1)}
        labels = dict.fromkeys(bodies, "")
        for number, link in enumerate(refs, start=1):
            label = label_of(link.element) or str(number)
            labels[link.target] = labels[link.target] or label
            self._marks[link.element] = Role(TextEffect.MARK, label=label, key=keys[link.target])
        texts = {target: self._text(body, back) for target, body in bodies.items()}
        typed = _typed({keys[target]: (labels[target], text) for target, text in texts.items()})
        for target, text in texts.items():
            self.notes[keys[target]] = _without_label(text, labels[target]) if typed else text

    def _text(self, body: Sequence[Element], back: dict[Element, None]) -> Inlines:
        def role(element: Element) -> Role:
            if element in back or LEADS_BACK & tokens(element):
                return SKIP
            found = self._marks.get(element) or role_of(element)
            return Role(TextEffect.BLOCK) if found is SKIP and element in body else found

        found = tuple(inline for element in body for inline in inlines_of(element, role))
        return _trimmed(found, LEFT_OVER if any(e in back for b in body for e in b.iter()) else ARROWS)

    def _ways_back(self, refs: Sequence[_Link], bodies: dict[Element, tuple[Element, ...]]) -> dict[Element, None]:
        """Return the links in notes that lead to the blocks in which the notes' places stand."""
        homes: dict[Element, set[Element]] = {}
        inside = {element: target for target, body in bodies.items() for top in body for element in top.iter()}
        for ref in refs:
            homes.setdefault(ref.target, set()).add(_block(ref.element))
        found: dict[Element, None] = {}
        for link in self._links:
            target = inside.get(link.element)
            if target is None or link.element in self._marks or not _goes_back(link.element):
                continue
            if _block(link.target) in homes[target]:
                found[link.element] = None
        return found

    def _references(self) -> list[_Link]:
        """Return the links that are notes' places, in order."""
        by_block: dict[Element, list[_Link]] = {}
        for link in self._links:
            by_block.setdefault(_whole(link.element), []).append(link)
        found: list[_Link] = []
        back: set[Element] = set()
        for link in self._links:
            if link.element in back or LEADS_BACK & _named(link.element):
                continue
            returning = _returning(link, by_block)
            if REFERS & _named(link.element) or self._looks_like_reference(link, returning):
                found.append(link)
                back |= {other.element for other in returning}
        return found

    def _looks_like_reference(self, link: _Link, returning: Sequence[_Link]) -> bool:
        label = label_of(link.element)
        if not label or _block(link.target).tag in HEADINGS or link.target.tag == "body" or _block(link.target).tag == "body":
            return False
        if _within(link.element, NOTES) or (_begins(link.element) and not _begins_block(link.target)):
            return False
        if returning or _within(link.target, NOTES | NOTE):
            return True
        behind = link.target_at > link.at and _is_raised_or_bracketed(link.element)
        return behind and _begins_with("".join(_whole(link.target).itertext()), label)

    def _read_inline(self, parts: Sequence[BookFile]) -> None:
        """Read notes whose texts stand where their places are, as in the margin."""
        for part in parts:
            for element in part.root.iter("span", "small", "aside"):
                if element not in self._dropped and INLINE_NOTE & tokens(element):
                    number = str(len(self._marks) + 1)
                    self._marks[element] = Role(TextEffect.MARK, label=number, key=f"i{number}")
                    self.notes[f"i{number}"] = inlines_of(element, role_of)

    def _read_headings_and_rest(self) -> None:
        """Take the lists' own headings out of the text, and tell what nothing refers to."""
        for element in self._elements:
            if not isinstance(element.tag, str) or element in self._dropped:
                continue
            if element.tag in HEADINGS and self.notes and (_within(element, NOTES) or self._heads_notes_only(element)):
                self._dropped[element] = None
            elif _is_entry(element) and element not in self._marks and not _inside(element, self._dropped):
                self._dropped[element] = None
                words = " ".join("".join(element.itertext()).split())[:SHOWN]
                self.doubts.append(f"nothing in the text refers to the note “{words}…”, which was left out")

    def _heads_notes_only(self, heading: Element) -> bool:
        """Whether a heading has nothing below it but notes' texts, or is called "Notes" and begins with one."""
        below = [other for other in _following(heading, lambda other: other.tag not in HEADINGS) if role_of(other) is not SKIP]
        noted = [any(inner in self._dropped for inner in other.iter()) for other in below]
        if not any(noted):
            return False
        return (noted[0] and _is_list_heading(heading)) or not any(
            self._is_left(inner) for other in below for inner in other.iter()
        )

    def _is_left(self, element: Element) -> bool:
        """Whether an element has text of its own that is no note's."""
        own = f"{element.text or ''}{''.join(child.tail or '' for child in element)}".strip()
        return bool(own) and element not in self._dropped and not _inside(element, self._dropped)

    def _tell_broken(self, broken: Sequence[Element]) -> None:
        """Mark notes' places whose texts are not in the file."""
        for element in broken:
            if REFERS & _named(element) and element not in self._marks and not _inside(element, self._dropped):
                label = label_of(element) or str(len(self._marks) + 1)
                self._marks[element] = Role(TextEffect.MARK, label=label)
                self.doubts.append(f"note {label} has a marker in the text, but what it leads to is not in the file")


def label_of(element: Element) -> str:
    """Return the label that a link shows, without brackets; empty where its text is none.

    >>> from lxml.html import fromstring
    >>> label_of(fromstring('<a href="#n">[12]</a>')), label_of(fromstring('<a href="#n">see there</a>'))
    ('12', '')
    """
    shown = "".join(element.itertext()).strip()
    found = SIGNS.fullmatch(shown) or LABEL.fullmatch(shown)
    return (found.groupdict().get("label") or found.groupdict().get("number") or "") if found else ""


def _links(parts: Sequence[BookFile], places: dict[Element, int]) -> tuple[list[_Link], list[Element]]:
    """Return the links that lead to elements of the book, and those that lead nowhere in it."""
    ids = {(part.name, name): element for part in parts for element in part.root.iter() for name in _names(element)}
    roots = {part.name for part in parts}
    found, broken = [], []
    for part in parts:
        for element in part.root.iter("a"):
            place = _place(element.get("href", ""), part.name, ids, alone=len(parts) == 1)
            target = ids.get(place) if place else None
            if target is not None and target is not element:
                found.append(_Link(part.name, element, target, places[element], places[target]))
            elif place and place[0] in {*roots, part.name}:
                broken.append(element)
    return found, broken


def _place(href: str, home: str, ids: Container[tuple[str, str]], *, alone: bool) -> tuple[str, str] | None:
    """Return the file and the id to which a link leads, or None where it leads out of the book.

    A page that was saved names itself by its full address. A bare id leads to a file of that name, unless an element has it.
    """
    try:
        address = urlsplit(href.strip())
    except ValueError:
        return None  # an address that is none leads nowhere
    name = unquote(address.fragment)
    if address.scheme or address.netloc:
        return (home, name) if alone and name and (home, name) in ids else None
    if not name:
        bare = (home, unquote(address.path))
        return bare if bare in ids else None
    return (joined(home, address.path), name) if address.path and not alone else (home, name)


def joined(base: str, path: str) -> str:
    """Return the name in an archive to which a relative address leads from the file `base`.

    >>> joined("text/one.xhtml", "../notes.xhtml")
    'notes.xhtml'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))


def _names(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        for attribute in ("id", "name") if element.tag == "a" else ("id",):
            if element.get(attribute):
                yield str(element.get(attribute))


def _named(element: Element) -> frozenset[str]:
    """Return the types, roles and classes of a link, and those of what is raised around it."""
    parent = element.getparent()
    around = tokens(parent) if parent is not None and parent.tag in {"sup", "span"} else frozenset[str]()
    return tokens(element) | around


def _block(element: Element) -> Element:
    """Return the block in which an element stands, itself if it is one."""
    while not is_block(element) and (parent := element.getparent()) is not None:
        element = parent
    return element


def _whole(element: Element) -> Element:
    """Return the entry of a list, the aside or the row in which an element stands; else its block."""
    block = _block(element)
    for above in (block, *block.iterancestors()):
        if above.tag in {"li", "aside", "dd", "tr"} or NOTE & tokens(above):
            return above
        if above.tag in {"section", "article", "main", "body", "ol", "ul", "table"}:
            break
    return block


def _goes_back(element: Element) -> bool:
    """Whether a link shows a label, an arrow, or words for going back; other words are a reference to that place."""
    shown = "".join(element.itertext()).strip()
    return bool(LEADS_BACK & tokens(element) or label_of(element) or BACK.fullmatch(shown))


def _within(element: Element, wanted: frozenset[str]) -> bool:
    return any(wanted & tokens(above) for above in (element, *element.iterancestors()))


def _inside(element: Element, dropped: dict[Element, None]) -> bool:
    return any(above in dropped for above in element.iterancestors())


def _is_entry(element: Element) -> bool:
    """Whether an element is an entry of a list of notes, or is said to be a note."""
    return bool({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"} & tokens(element)) or (
        element.tag == "li" and _within(element, frozenset(["footnotes", "endnotes", "rearnotes", "doc-endnotes"]))
    )


def _returning(link: _Link, by_block: dict[Element, list[_Link]]) -> list[_Link]:
    """Return the links in the block that a link leads to that lead back to its own."""
    home = _block(link.element)
    return [other for other in by_block.get(_whole(link.target), ()) if other is not link and _block(other.target) is home]


def _begins(element: Element) -> bool:
    """Whether nothing stands before an element in its block."""
    block = _block(element)
    for inner in block.iter():
        if inner is element:
            return True
        inside = any(above is inner for above in element.iterancestors())
        if any(character.isalnum() for character in (inner.text or "") + ("" if inside or inner is block else inner.tail or "")):
            return False
    return True


def _begins_block(element: Element) -> bool:
    return is_block(element) or _begins(element)


def _is_raised_or_bracketed(element: Element) -> bool:
    shown = "".join(element.itertext()).strip()
    raised = any(above.tag == "sup" for above in (element, *element.iterancestors())) or any(True for _ in element.iter("sup"))
    return raised or shown[:1] in "[(" or not shown[:1].isalnum()


def _body(target: Element, targets: set[Element], refs: set[Element]) -> tuple[Element, ...]:
    """Return the elements that hold a note's text."""
    block = _block(target)
    if block is not target and _count(block, targets) > 1 and not "".join(target.itertext()).strip():
        following = next((other for other in target.itersiblings() if isinstance(other.tag, str) and is_block(other)), None)
        block = following if following is not None and target.getparent() is block else block
    whole = _whole(block)
    block = whole if _count(whole, targets) <= 1 else block
    while (parent := block.getparent()) is not None and parent.tag == "div" and _holds_one(parent, targets, refs):
        block = parent
    if block.tag == "dt":
        return (block, *_following(block, lambda other: other.tag == "dd"))
    if block.tag == "p" and _is_listed(block, targets):
        return (block, *_following(block, lambda other: other.tag == "p" and not _count(other, targets)))
    if _within(block, NOTES) and block.tag in {"p", "div"}:
        return (block, *_following(block, lambda other: other.tag not in HEADINGS and not _count(other, targets)))
    return (block,)


def _is_listed(block: Element, targets: set[Element]) -> bool:
    """Whether a paragraph stands in a list below a heading such as "Notes", with another note behind it."""
    heading = next((other for other in block.itersiblings(preceding=True) if other.tag in HEADINGS), None)
    if heading is None or not _is_list_heading(heading):
        return False
    following = _following(block, lambda other: other.tag not in HEADINGS)
    return any(_count(other, targets) for other in following)


def _is_list_heading(heading: Element) -> bool:
    return bool(LIST_HEADING.fullmatch(" ".join("".join(heading.itertext()).split())))


def _following(block: Element, goes_on: Callable[[Element], bool]) -> Iterator[Element]:
    """Yield the blocks behind one, as long as they go on with it."""
    for other in block.itersiblings():
        if not isinstance(other.tag, str) or other.tag == "hr":
            continue
        if not goes_on(other):
            return
        yield other


def _count(element: Element, targets: set[Element]) -> int:
    return sum(inner in targets for inner in element.iter())


def _holds_one(element: Element, targets: set[Element], refs: set[Element]) -> bool:
    """Whether an element holds one note's text and nothing else."""
    if NOTES & tokens(element) or _count(element, targets) != 1:
        return False
    return not any(inner in refs or inner.tag in HEADINGS for inner in element.iter())


def _trimmed(inlines: Inlines, left_over: re.Pattern[str]) -> Inlines:
    """Strip what the ways back leave of brackets, stops and arrows."""
    text = [inline for inline in inlines if not isinstance(inline, str)]
    whole = "".join(inline for inline in inlines if isinstance(inline, str))
    return (left_over.sub("", whole), *text)


def _typed(texts: dict[str, tuple[str, Inlines]]) -> bool:
    """Whether so many notes begin with their own labels that these are typed before them."""
    begins = Counter(_begins_with(str(text[0]), label) for label, text in texts.values())
    return begins[True] > TYPED_SHARE * begins.total()


def _begins_with(text: str, label: str) -> bool:
    found = AT_START.match(text)
    return found is not None and found["label"] == label


def _without_label(inlines: Inlines, label: str) -> Inlines:
    text = str(inlines[0])
    return (AT_START.sub("", text, count=1) if _begins_with(text, label) else text, *inlines[1:])
