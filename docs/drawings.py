"""The two pictures of the architecture, drawn as SVG from the code: the floors, and a question's way."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, pairwise

from docs.house import FLOORS, REPOSITORY, Room, first_sentence, rooms

WIDTH = 1080
BOX_WIDTH, BOX_HEIGHT = 150, 34
GAP, ROW, MARGIN, FLOOR_GAP = 24, 92, 24, 64
STEP_HEIGHT, STEP_GAP = 62, 30
STYLE = """<style>
.floor { fill: #8882; stroke: none } .box { fill: #fffd; stroke: #3f51b5; stroke-width: 1.5 }
.module { stroke-dasharray: 5 3 } text { font: 14px sans-serif; fill: #222 } .name { text-anchor: middle }
.small { font-size: 12px; fill: #444 } .title { font-weight: bold; font-size: 15px; fill: #555 }
.arrow { fill: none; stroke: #777; stroke-width: 1; opacity: .75 } .way { stroke: #3f51b5; stroke-width: 2; opacity: 1 }
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 L8 4 L0 8 z" fill="#777"/></marker></defs>"""

# A question's way, by the functions it goes through; where each stands is looked up, and a missing one stops the build.
WAY = (
    ("web", "CountedQuestions.ask"),
    ("qa", "Answerer.ask"),
    ("qa", "parsed"),
    ("index", "ScoredCollection.query"),
    ("index", "ScoredCollection.hits"),
    ("qa", "chosen_quotation"),
    ("qa", "confidence"),
    ("web", "ask_response"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A room as it is drawn, with its upper left corner."""

    room: Room
    x: float
    y: float

    def svg(self) -> str:
        """Return its rectangle and name."""
        kind = "box" if self.room.path.endswith("/") else "box module"
        return (
            f"<g><title>{escape(self.room.name)}: {escape(self.room.purpose)}</title>"
            f'<rect class="{kind}" x="{self.x}" y="{self.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5"/>'
            f'<text class="name" x="{self.x + BOX_WIDTH / 2}" y="{self.y + BOX_HEIGHT / 2 + 5}">'
            f"{escape(self.room.name.partition('.')[2])}</text></g>"
        )


def floors_svg() -> str:
    """Return the picture of the floors: each room stands above those of its floor that it imports; arrows lead to these."""
    drawn, boxes, y = list[str](), dict[str, Box](), float(MARGIN)
    for floor in FLOORS:
        rows = levels([room for room in rooms() if room.floor == floor])
        height = ROW * len(rows) + MARGIN
        drawn.append(f'<rect class="floor" x="0" y="{y}" width="{WIDTH}" height="{height}" rx="8"/>')
        drawn.append(f'<text class="title" x="12" y="{y + 22}">{floor}</text>')
        boxes |= {box.room.name: box for box in _placed(rows, y + MARGIN)}
        y += height + FLOOR_GAP
        if floor != FLOORS[-1]:
            drawn.append(f'<path class="arrow way" marker-end="url(#tip)" d="M{WIDTH / 2} {y - FLOOR_GAP} V{y - 3}"/>')
    arrows = [_arrow(box, boxes[name]) for box in boxes.values() for name in box.room.imports if name in boxes]
    near = [arrow for arrow in arrows if arrow]
    return _picture(y - FLOOR_GAP + MARGIN, [*drawn, *near, *(box.svg() for box in boxes.values())], "Floors and rooms")


def way_svg() -> str:
    """Return the picture of a question's way, a step below the other, each in the column of its floor."""
    column = WIDTH / len(FLOORS)
    drawn = [f'<text class="title name" x="{(at + 0.5) * column}" y="20">{floor}</text>' for at, floor in enumerate(FLOORS)]
    steps = [((FLOORS.index(floor) + 0.5) * column, 36.0 + at * (STEP_HEIGHT + STEP_GAP)) for at, (floor, _) in enumerate(WAY)]
    for (x, y), (left, top) in pairwise(steps):
        drawn.append(f'<path class="arrow way" marker-end="url(#tip)" d="M{x} {y + STEP_HEIGHT} L{left} {top - 3}"/>')
    for (x, y), step in zip(steps, WAY, strict=True):
        drawn.append(_step(x, y, *step))
    return _picture(steps[-1][1] + STEP_HEIGHT + MARGIN, drawn, "The way of a question")


def levels(standing: Sequence[Room]) -> list[list[Room]]:
    """Return the rooms of a floor in rows, so that each stands above all that it imports."""
    by_name = {room.name: room for room in standing}

    def height(room: Room) -> int:
        return max((1 + height(by_name[name]) for name in room.imports if name in by_name), default=0)

    heights = {room.name: height(room) for room in standing}
    return [[room for room in standing if heights[room.name] == at] for at in range(max(heights.values()), -1, -1)]


def place_of(package: str, name: str) -> tuple[str, str]:
    """Return the file in which a function or method stands, and the first sentence of its docstring."""
    owner, _, function = name.rpartition(".")
    for path in sorted((REPOSITORY / package).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        owners = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == owner]
        bodies = [each.body for each in owners] if owner else [tree.body]
        for node in chain.from_iterable(bodies):
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return str(path.relative_to(REPOSITORY)), first_sentence(ast.get_docstring(node) or "")
    raise LookupError(f"The question's way names {name}, but no file of {package} has it. Change WAY in docs/drawings.py.")


def _step(middle: float, y: float, package: str, name: str) -> str:
    file, words = place_of(package, name)
    width = WIDTH / len(FLOORS) - GAP
    return (
        f"<g><title>{escape(words)}</title>"
        f'<rect class="box" x="{middle - width / 2}" y="{y}" width="{width}" height="{STEP_HEIGHT}" rx="6"/>'
        f'<text class="name" x="{middle}" y="{y + 26}">{escape(name)}</text>'
        f'<text class="name small" x="{middle}" y="{y + 46}">{escape(file)}</text></g>'
    )


def _placed(rows: Sequence[Sequence[Room]], top: float) -> Iterable[Box]:
    for at, row in enumerate(rows):
        pitch = WIDTH / len(row)
        for place, room in enumerate(row):
            yield Box(room, (place + 0.5) * pitch - BOX_WIDTH / 2, top + at * ROW)


def _arrow(above: Box, below: Box) -> str:
    """Return an arrow between rooms of one floor; what leads to another floor is shown by the arrow between floors."""
    if above.room.floor != below.room.floor:
        return ""
    x, y, end, top = above.x + BOX_WIDTH / 2, above.y + BOX_HEIGHT, below.x + BOX_WIDTH / 2, below.y - 2
    bend = min(ROW / 2, (top - y) / 2)
    return f'<path class="arrow" marker-end="url(#tip)" d="M{x} {y} C{x} {y + bend} {end} {top - bend} {end} {top}"/>'


def _picture(height: float, parts: Iterable[str], title: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"><title>{title}</title>'
    return "\n".join([head, STYLE, *parts, "</svg>", ""])
