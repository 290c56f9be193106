"""LaTeX's ways to set notes that pandoc would drop, written as the one that it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

COMMENT = re.compile(r"(?<!\\)%.*")
MARK = re.compile(r"\\footnotemark\b(?:\[(?P<label>[^\]]*)\])?(?:\{\})?")
TEXT = re.compile(r"\\footnotetext\b(?:\[(?P<label>[^\]]*)\])?\s*(?=\{)")
OTHER_NOTES = re.compile(r"\\(?:endnote|sidenote|marginnote|pagenote|footnoteB|footnoteA|Footnote|thanksnote)(?=\s*[\[{])")
INCLUDED = re.compile(r"\\(?P<how>input|include|subfile)\s*\{(?P<name>[^}]*)\}")


def all_footnotes(text: str) -> str:
    r"""Return LaTeX in which endnotes, and marks whose texts stand elsewhere, are footnotes.

    >>> all_footnotes(r"War\footnotemark{} came.\footnotetext{Harris.}")
    'War\\footnote{Harris.} came.'
    """
    text = OTHER_NOTES.sub(lambda _: r"\footnote", text)
    found = list(_texts(text))
    if not found:
        return text
    without = _cut(text, [(start, end) for start, end, _, _ in found])
    waiting = [(label, words) for _, _, label, words in found]
    return MARK.sub(lambda mark: _footnote(mark, waiting), without)


def included(text: str) -> Iterator[str]:
    """Say which other files a text names, which are not read."""
    for match in INCLUDED.finditer(COMMENT.sub("", text)):
        yield f"\\{match['how']}{{{match['name']}}} names another file, which was not read: put its text into this one"


def _footnote(mark: re.Match[str], waiting: list[tuple[str | None, str]]) -> str:
    """Return the footnote for a mark: the text of its label, else the next one."""
    at = next((at for at, (label, _) in enumerate(waiting) if label == mark["label"]), 0)
    return rf"\footnote{{{waiting.pop(at)[1]}}}" if waiting else mark[0]


def _texts(text: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield where each note's text that stands apart begins and ends, with its label and its words."""
    for match in TEXT.finditer(text):
        end = _closing(text, match.end())
        if end is not None:
            yield match.start(), end + 1, match["label"], text[match.end() + 1 : end]


def _closing(text: str, opening: int) -> int | None:
    """Return where the brace that opens at `opening` is closed."""
    depth, at = 0, opening
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            if not depth:
                return at
        at += 1
    return None


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
