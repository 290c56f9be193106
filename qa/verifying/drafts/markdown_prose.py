"""What a draft in Markdown says, block by block, without its markup, and where each character of it stands in the draft.

markdown-it-py takes the draft apart. It does not say where inline markup stands, so that each of its rules is followed by one of
ours which notes that; what pandoc has besides – footnotes, citations, attributes – are rules of the same kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from index.records import Span

LINES = re.compile(r"^[ \t\r>]*[^ \t\r\n>][^\n]*(?:\n[ \t\r>]*[^ \t\r\n>][^\n]*)*", re.MULTILINE)
LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
NOTE_TEXT = re.compile(r"\[\^[^\]\s]+\]:")
ATTRIBUTION = re.compile(r"(?:—|–|--+)\s*\S")  # who wrote what is set off
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
FENCED_DIV = re.compile(r"^ {0,3}:{3,}.*$", re.MULTILINE)
OF_LINE = re.compile(r"[^\n]")
ASIDE = "\x01"  # stands for each character of a comment: spaces would set off what follows them
ASIDES = re.compile(f"{ASIDE}+")

FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
CITATION = re.compile(r"\[[^\[\]]{0,300}\]")
CITED = re.compile(r"(?:^\[|[\s;-])@[\w{]")
INLINE_NOTE = re.compile(r"\^\[(?P<note>(?:[^\[\]]|\[[^\[\]]*\]){1,2000})\]")
RAISED = re.compile(r"\^\d{1,4}\^")
ATTRIBUTES = re.compile(r"\{(?:[#.][\w-]|[\w-]+=)[^{}\n]{0,300}\}")
BREAK = re.compile(r"<br\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prose:
    """A block's words: `text[i]` is made of `draft[starts[i]:ends[i]]`; `span` is where the block stands, markup and all.

    `quoted` tells that it is set off as a quotation; `code` where in `text` code stands, in which nobody quotes.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    span: Span
    quoted: bool
    code: tuple[Span, ...] = ()


def prose_of(draft: str) -> Iterator[Prose]:
    """Yield the blocks that have words, in order: paragraphs, headings, and those that are set off, by > or by indentation.

    Fenced code is none, unless nothing closes it, as a row of signs between two sections. What is indented below a footnote's
    text belongs to it. Comments, metadata at the beginning and the lines of fenced divisions are none.
    """
    draft = _without_asides(draft.replace("\r", " "))
    lines = [0, *(end.end() for end in re.finditer("\n", draft)), len(draft)]
    depth, noting = 0, False
    for token in _parser().parse(draft):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if not token.map or token.type not in {"inline", "code_block", "fence"}:
            continue
        region = Span(lines[token.map[0]], lines[token.map[1]])
        if token.type == "inline":
            noting = NOTE_TEXT.match(token.content) is not None
            yield from _read(draft, _written(draft, token.content, region), quoted=depth > 0)
        elif token.type == "code_block" or not _is_closed(token, draft, lines):
            indented = token.type == "code_block" and not noting and not LIST_ITEM.match(region.of(draft))
            for block in _stretches(draft, region):
                yield from _read(draft, _written(draft, block.of(draft), block), quoted=depth > 0 or indented)


def _without_asides(draft: str) -> str:
    """Return a draft with what is not for its readers blotted out, character by character."""
    for pattern in (FRONT_MATTER, FENCED_DIV):
        draft = pattern.sub(lambda found: OF_LINE.sub(" ", found[0]), draft)
    parts, at = list[str](), 0
    while (start := draft.find("<!--", at)) >= 0 and (end := draft.find("-->", start + 4)) >= 0:
        parts += (draft[at:start], OF_LINE.sub(ASIDE, draft[start : end + 3]))
        at = end + 3
    return "".join((*parts, draft[at:]))


def _is_closed(fence: Token, draft: str, lines: Sequence[int]) -> bool:
    """Whether a row of signs ends fenced code as another began it."""
    first, end = fence.map or (0, 0)
    last = draft[lines[end - 1] : lines[end]].strip(" \t\r\n>")
    return end - first > 1 and last.startswith(fence.markup)


def _stretches(draft: str, region: Span) -> Iterator[Span]:
    """Yield where words stand in a region, line upon line, without what stands before the first and behind the last."""
    for found in LINES.finditer(draft, region.start, region.end):
        words = found[0]
        start = found.start() + len(words) - len(words.lstrip(" \t\r>"))
        yield Span(start, found.start() + len(words.rstrip()))


def _written(draft: str, content: str, region: Span) -> tuple[Span, ...]:
    """Return where the lines of a block's content stand, without the signs and spaces before and behind them."""
    found, at = [], region.start
    for line in content.split("\n"):
        words = line.strip(" \t\r>")
        start = draft.find(words, at, region.end) if words else -1
        if start >= 0:
            found.append(Span(start, start + len(words)))
            at = found[-1].end
    return tuple(found)


# --- Inside a block -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cut:
    """Markup from `start` to `end`, and what stands for it among the words."""

    start: int
    end: int
    put: str = ""


@dataclass(slots=True)
class _Noted:
    """What the rules have found in a block: markup, signs of emphasis with their tokens, code, and notes."""

    cuts: list[_Cut] = field(default_factory=list)
    signs: list[tuple[Token, int]] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    last_code: Token | None = None

    def all_cuts(self) -> list[_Cut]:
        """All markup in order, the signs included that turned out to be emphasis; what lies inside another is left out."""
        used = [_Cut(at, at + 1) for token, at in self.signs if token.type != "text" or not token.content]
        found: list[_Cut] = []
        for cut in sorted((*self.cuts, *used), key=lambda cut: (cut.start, -cut.end)):
            if not found or cut.start >= found[-1].end:
                found.append(cut)
        return found


def _read(draft: str, lines: Sequence[Span], *, quoted: bool) -> Iterator[Prose]:
    """Yield a block's words, given where its lines stand, and those of each note in it."""
    if not lines:
        return
    content = "\n".join(line.of(draft) for line in lines)
    places = [at for line in lines for at in range(line.start, line.end + 1)]  # a line's end as well
    noted = _Noted([_Cut(*aside.span()) for aside in ASIDES.finditer(content)])
    md = _parser()
    md.inline.parse(content, md, {"noted": noted}, [])
    parts, starts, ends = list[str](), list[int](), list[int]()
    for former, cut in pairwise((_Cut(0, 0), *noted.all_cuts(), _Cut(len(content), len(content)))):
        parts += (content[former.end : cut.start], cut.put)
        starts += [*places[former.end : cut.start], *[places[cut.start]] * len(cut.put)]
        ends += [at + 1 for at in places[former.end : cut.start]] + [places[cut.end - 1] + 1 if cut.end else 0] * len(cut.put)
    text = "".join(parts)
    code = (Span(*(bisect_left(starts, places[at]) for at in (each.start, each.end))) for each in noted.code)
    whole = Span(lines[0].start, lines[-1].end)
    yield Prose(text, starts, ends, whole, quoted and not ATTRIBUTION.match(text), tuple(code))
    for note in noted.notes:
        yield from _read(draft, _parts(note, places, content), quoted=False)


def _parts(note: Span, places: Sequence[int], content: str) -> tuple[Span, ...]:
    """Return where the lines of a note inside a block stand."""
    found, at = [], note.start
    for line in note.of(content).split("\n"):
        if line.strip():
            found.append(Span(places[at], places[at + len(line) - 1] + 1))
        at += len(line) + 1
    return tuple(found)


@cache
def _parser() -> MarkdownIt:
    """Return a parser for which a draft has neither blocks of HTML nor definitions of links, which would hide words."""
    parser = MarkdownIt("commonmark").disable(["html_block", "reference", "fragments_join"])
    parser.core.ruler.enableOnly(["block"])
    parser.inline.add_terminator_char("^")
    noting: dict[str, Callable[[StateInline, int, _Noted], None]] = {
        "escape": _note_escape,
        "backticks": _note_code,
        "emphasis": _note_signs,
        "link": _note_link,
        "image": _note_all,
        "autolink": _note_all,
        "html_inline": _note_html,
        "entity": _note_entity,
    }
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name, note in noting.items():
        parser.inline.ruler.at(name, _followed(rules[name], note))
    parser.inline.ruler.before("link", "pandoc", _pandoc)
    return parser


def _followed(
    rule: Callable[[StateInline, bool], bool], note: Callable[[StateInline, int, _Noted], None]
) -> Callable[[StateInline, bool], bool]:
    """Return a rule of the parser that is followed by one of ours, where it applies."""

    def applied(state: StateInline, silent: bool) -> bool:
        start = state.pos
        done = rule(state, silent)
        if done and not silent:
            note(state, start, state.env["noted"])
        return done

    return applied


def _note_escape(state: StateInline, start: int, noted: _Noted) -> None:
    sign = state.src[start + 1]
    if sign == "\n":
        noted.cuts.append(_Cut(start, start + 1))
    elif state.tokens[-1].content == sign:
        noted.cuts.append(_Cut(start, start + 2, sign))


def _note_code(state: StateInline, start: int, noted: _Noted) -> None:
    last = state.tokens[-1] if state.tokens else None
    if last is not None and last.type == "code_inline" and last is not noted.last_code:
        ticks, noted.last_code = len(last.markup), last
        noted.cuts += [_Cut(start, start + ticks), _Cut(state.pos - ticks, state.pos)]
        noted.code.append(Span(start, state.pos))
        return
    closing = state.src.find("''", state.pos)
    if state.src[start : state.pos] == "``" and closing >= 0:  # quotation marks, as TeX has them
        noted.cuts += [_Cut(start, state.pos, "“"), _Cut(closing, closing + 2, "”")]


def _note_signs(state: StateInline, start: int, noted: _Noted) -> None:
    count = state.pos - start
    noted.signs += [(token, start + at) for at, token in enumerate(state.tokens[-count:])]


def _note_link(state: StateInline, start: int, noted: _Noted) -> None:
    end = state.md.helpers.parseLinkLabel(state, start, True)
    noted.cuts += [_Cut(start, start + 1), _Cut(end, state.pos)]


def _note_all(state: StateInline, start: int, noted: _Noted) -> None:
    noted.cuts.append(_Cut(start, state.pos))


def _note_html(state: StateInline, start: int, noted: _Noted) -> None:
    noted.cuts.append(_Cut(start, state.pos, " " if BREAK.match(state.src, start) else ""))


def _note_entity(state: StateInline, start: int, noted: _Noted) -> None:
    noted.cuts.append(_Cut(start, state.pos, state.tokens[-1].content))


def _pandoc(state: StateInline, silent: bool) -> bool:
    """Read what pandoc's Markdown has besides: references of footnotes, notes, raised numbers, citations and attributes."""
    noted: _Noted = state.env["noted"]
    found = next(
        (match for rule in (FOOTNOTE, INLINE_NOTE, RAISED, ATTRIBUTES) if (match := rule.match(state.src, state.pos))), None
    )
    cited = CITATION.match(state.src, state.pos)
    if found is None and cited and CITED.search(cited[0]):
        found = cited
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        spaced = found is cited and state.src[found.start() - 1 : found.start()] == " "
        noted.cuts.append(_Cut(found.start() - spaced, found.end()))
        if found.re is INLINE_NOTE:
            noted.notes.append(Span(*found.span("note")))
    state.pos = found.end()
    return True
