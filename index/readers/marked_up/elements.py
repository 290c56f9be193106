"""Elements of a markup language to blocks, by what each element is to a reader: its role."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from lxml import etree

from index.readers.marked_up.document import DocumentBlock, Inline, Inlines, NoteMark, PageBreak, raised
from index.text import BlockKind

Element: TypeAlias = etree._Element
NUMBERS = re.compile(r"[\d\s,;–-]+")


class TextEffect(Enum):
    """What an element does to the text."""

    INLINE = "its text goes on in the block that it stands in"
    BLOCK = "its text stands in blocks of its own"
    HEADING = "it is a heading"
    SPACE = "it is set off by space"
    RAISED = "its text is superscript"
    MARK = "it is the place of a note"
    PAGE = "a page begins here"
    SKIP = "it is no text of the work"


@dataclass(frozen=True, slots=True)
class Role:
    """An element's role; `level` is a heading's, `label` a note's or a page's, `key` that of the note's text."""

    effect: TextEffect
    level: int = 0
    label: str = ""
    key: str = ""


INLINE, BLOCK, SPACE, RAISED, SKIP = (
    Role(effect) for effect in (TextEffect.INLINE, TextEffect.BLOCK, TextEffect.SPACE, TextEffect.RAISED, TextEffect.SKIP)
)
LEAVES = {TextEffect.MARK, TextEffect.PAGE, TextEffect.SKIP}
CELLS = {"td", "th", "cell"}
RoleOf = Callable[[Element], Role]
PathOf = Callable[[Element], str]


def blocks_of(root: Element, role_of: RoleOf, path_of: PathOf) -> list[DocumentBlock]:
    """Return the blocks below `root`, itself included; what is nested to any depth is read without recursion."""
    builder = _Builder(path_of)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        role = role_of(element) if event == "start" or element is not root else BLOCK
        if event == "start":
            builder.open(element, BLOCK if element is root and role.effect is not TextEffect.HEADING else role)
            if role.effect in LEAVES and element is not root:
                walk.skip_subtree()
        else:
            builder.close(element, role, has_tail=element is not root)
    builder.flush()
    return builder.blocks


def is_alone_in_cell(element: Element) -> bool:
    """Whether an element is all that a table's cell holds, so that it is no paragraph of its own."""
    parent = element.getparent()
    return parent is not None and parent.tag in CELLS and len(parent) == 1


def inlines_of(root: Element, role_of: RoleOf) -> Inlines:
    """Return all that `root` holds as inlines, its blocks set apart by a space, as a note's text or a title is."""
    found: list[Inline] = []
    for block in blocks_of(root, role_of, lambda _: ""):
        found += [*block.inlines, " "]
    return tuple(found)


class _Builder:
    """The blocks as they grow."""

    def __init__(self, path_of: PathOf) -> None:
        self.blocks: list[DocumentBlock] = []
        self._path_of = path_of
        self._inlines: list[Inline] = []
        self._open: list[Element] = []  # the blocks and headings around the place
        self._headings: list[int] = []  # the levels of the headings among them
        self._raised = 0
        self._number = ""  # of the entry of a list that has begun

    def open(self, element: Element, role: Role) -> None:
        """Begin an element."""
        if role.effect in {TextEffect.BLOCK, TextEffect.HEADING}:
            self.flush()
            self._open.append(element)
            self._number = role.label or self._number
            if role.effect is TextEffect.HEADING:
                self._headings.append(role.level)
        elif role.effect is TextEffect.MARK:
            self._inlines.append(NoteMark(role.label, role.key))
        elif role.effect is TextEffect.PAGE:
            self._inlines.append(PageBreak(role.label))
        elif role.effect is TextEffect.SPACE:
            self._inlines.append(" ")
        self._raised += role.effect is TextEffect.RAISED
        if role.effect not in LEAVES:
            self._text(element.text)

    def close(self, element: Element, role: Role, *, has_tail: bool) -> None:
        """End an element, and go on with what follows it."""
        if self._open and self._open[-1] is element:
            self.flush()
            self._open.pop()
            if role.effect is TextEffect.HEADING:
                self._headings.pop()
        elif role.effect is TextEffect.SPACE:
            self._inlines.append(" ")
        self._raised -= role.effect is TextEffect.RAISED
        if has_tail:
            self._text(element.tail)

    def flush(self) -> None:
        """End the block that is growing."""
        if self._inlines:
            kind, level = (BlockKind.HEADING, self._headings[-1]) if self._headings else (BlockKind.PARAGRAPH, 0)
            path = self._path_of(self._open[-1]) if self._open else ""
            self.blocks.append(DocumentBlock(kind, level, tuple(self._inlines), path, self._number))
            self._inlines, self._number = [], ""

    def _text(self, text: str | None) -> None:
        if text and (self._inlines or not text.isspace()):
            self._inlines.append(raised(text) if self._raised and NUMBERS.fullmatch(text) else text)
