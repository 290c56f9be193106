"""References as pandoc's citeproc sets them: all of an answer or an export in one run.

Each place is cited behind a heading that resets what was cited before, so that its note is a full one; in a style of notes once
more behind a citation of something else, so that this note is a short one and no "ibid." Printed pages are the style's own
locator. All else – sections and paragraphs that loccit counts, the author's notes – follows in the words that Chicago's notes
have, for no style knows such places.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.pandoc import PandocError, run_pandoc
from qa.citing.chicago import place_cited
from qa.citing.citation_styles import CitedPlace, PlaceReferences
from qa.citing.cited_works import notes_cited, short_title
from qa.citing.reference_managers import csl_json
from qa.citing.styled_text import OFF, ON, Styled, clean

SECONDS = 20
API = [1, 23, 1]  # of pandoc's syntax tree
BETWEEN = "between"  # the id of what is cited between a full note and a short one
NO_WORK = {"id": BETWEEN, "type": "document", "title": "Between"}
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
WITHIN = {"Strong", "Underline", "SmallCaps", "Superscript", "Subscript", "Strikeout"}  # hold inlines and nothing else
BRACES = str.maketrans("", "", "{}")
QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}

Node = dict[str, Any]


def set_by_citeproc(style: bytes, places: Sequence[CitedPlace], *, in_notes: bool) -> tuple[PlaceReferences, ...]:
    """Return the references of each place in the style that a CSL file has.

    Raises:
        PandocError: pandoc is not installed, takes too long, or refuses the style.
    """
    ids = _ids(places)
    blocks = [block for place in places for block in _cited(ids[place.work_id], place, in_notes=in_notes)]
    made = _run(style, [*(_item(place, ids) for place in _works(places)), NO_WORK], [*blocks, _div("refs")])
    citations = [Styled("".join(_marked(cite["c"][1])).strip()) for cite in _found(made, "Cite")]
    entries = {_name(div): Styled(_entry(div)) for div in _found(made, "Div") if _name(div).startswith("ref-")}
    each = 3 if in_notes else 1
    if len(citations) != each * len(places):
        raise PandocError("pandoc returned other citations than were asked for")
    return tuple(
        PlaceReferences(
            citations[at * each],
            citations[at * each + each - 1],
            entries.get(f"ref-{ids[place.work_id]}", Styled("")),
        )
        for at, place in enumerate(places)
    )


def _works(places: Sequence[CitedPlace]) -> tuple[CitedPlace, ...]:
    """Return the first place of each work."""
    first: dict[str, CitedPlace] = {}
    for place in places:
        first.setdefault(place.work_id, place)
    return tuple(first.values())


def _ids(places: Sequence[CitedPlace]) -> dict[str, str]:
    """Return ids that pandoc takes as they are."""
    return {place.work_id: f"w{number}" for number, place in enumerate(_works(places))}


def _item(place: CitedPlace, ids: Mapping[str, str]) -> dict[str, object]:
    short = short_title(place.known)
    known = replace(place.known, short_title=short if short != place.known.title else "")
    return csl_json(known, ids[place.work_id])


def _run(style: bytes, items: Sequence[Mapping[str, object]], blocks: Sequence[Node]) -> Node:
    document = {"pandoc-api-version": API, "meta": {}, "blocks": blocks}
    with TemporaryDirectory(prefix="loccit-") as folder:
        csl, works = Path(folder, "style.csl"), Path(folder, "works.json")
        csl.write_bytes(style)
        works.write_text(json.dumps(items, ensure_ascii=False), "utf-8")
        asked = ("--from", "json", "--to", "json", "--citeproc", f"--csl={csl}", f"--bibliography={works}")
        made = run_pandoc(asked, json.dumps(document, ensure_ascii=False).encode(), SECONDS)
    tree: Node = json.loads(made.data)
    return tree


def _cited(work: str, place: CitedPlace, *, in_notes: bool) -> Iterator[Node]:
    """Yield the blocks that cite a place."""
    yield {"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]}
    yield _cite(work, _suffix(place))
    if in_notes:
        yield _cite(BETWEEN, [])
        yield _cite(work, _suffix(place))


def _cite(work: str, suffix: list[Node]) -> Node:
    citation = {
        "citationId": work,
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], []]}]}


def _suffix(place: CitedPlace) -> list[Node]:
    """Return what stands behind the work: printed pages, which citeproc takes for the locator, then what it has no word for.

    It tells digits by themselves to be pages, and gives them the style's own word; other pages stand in braces, and without it.
    """
    pages = "-".join(place.locator.pages)
    if not pages:
        rest = place_cited(place.locator)
        return _inlines(f", {{}}, {rest}") if rest else []
    rest = notes_cited(place.locator)
    told = pages if all(page.isdecimal() for page in place.locator.pages) else f"{{{pages.translate(BRACES)}}}"
    return _inlines(f", {told}" + (f", {rest}" if rest else ""))


def _inlines(words: str) -> list[Node]:
    return [
        node
        for number, word in enumerate(clean(words).split(" "))
        for node in ([{"t": "Space"}] if number else []) + ([{"t": "Str", "c": word}] if word else [])
    ]


def _div(name: str) -> Node:
    return {"t": "Div", "c": [[name, [], []], []]}


def _found(node: Any, kind: str) -> Iterator[Node]:
    """Yield the nodes of a kind, in order; none inside another of that kind but those of a division."""
    if isinstance(node, list):
        for part in node:
            yield from _found(part, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        if node.get("t") != kind or kind == "Div":
            for part in node.values():
                yield from _found(part, kind)


def _name(div: Node) -> str:
    return str(div["c"][0][0])


def _entry(div: Node) -> str:
    """Return an entry of the list of works, its parts in one line."""
    return " ".join(part for block in div["c"][1] if (part := "".join(_marked([block])).strip()))


def _marked(nodes: Sequence[Any]) -> Iterator[str]:
    """Yield the words of inlines and blocks, with what begins and ends italics; italics in italics are upright."""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield content
        elif kind in SPACES:
            yield SPACES[kind]
        elif kind == "Emph":
            yield f"{ON}{''.join(_turned(_marked(content)))}{OFF}"
        elif kind == "Quoted":
            opening, closing = QUOTES[content[0]["t"]]
            yield f"{opening}{''.join(_marked(content[1]))}{closing}"
        else:
            yield from _marked(_inside(kind, content))


def _inside(kind: str, content: Any) -> Sequence[Any]:
    """Return what stands inside a node that only holds others."""
    if kind in WITHIN | {"Para", "Plain", "Note", "BlockQuote"}:
        return content if isinstance(content, list) else []
    if kind in {"Span", "Link", "Div", "Cite"}:
        return content[1] if isinstance(content, list) else []
    if kind in {"Code", "Math", "RawInline"}:
        return [{"t": "Str", "c": str(content[1])}]
    return []


def _turned(words: Iterator[str]) -> Iterator[str]:
    """Turn italics inside italics upright."""
    turned = {ON: OFF, OFF: ON}
    return ("".join(turned.get(character, character) for character in part) for part in words)
