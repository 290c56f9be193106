"""source_places.py: places in the file as received, presented."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from index.collection import Collection
from index.records import Region, Run, Source, Span
from tests.conftest import TEXT
from tests.marked import read_bytes
from web.schemas.source_places import SourcePlaceJson, source_json


def test_stretch_of_a_text_file_has_one_place(harbour: Collection) -> None:
    """Two note markers before it move the stretch by two characters in the file, and a macron by one byte more."""
    found = source_json(harbour.articles[0], Span(204, 241))
    assert (found.article, found.name, found.start, found.end) == ("harbour", "harbour.txt", 204, 241)
    assert (found.text, found.sha256) == ("The mayor imported flour from Canada.", sha256(TEXT.encode()).hexdigest())
    (place,) = found.places
    assert place == SourcePlaceJson(
        start=204, end=241, source_start=206, source_end=243, bytes=(207, 244), path=None, page=None, box=None
    )
    assert TEXT[206:243] == TEXT.encode()[207:244].decode() == found.text


def test_each_element_has_the_part_that_stands_in_it(tmp_path: Path) -> None:
    """A stretch over three elements has three places, each without the blank line behind it."""
    article = read_bytes(tmp_path, "army.html", "<h1>Army</h1><p>It left.</p><p>Snow fell.</p><p>Ice came.</p>")
    found = source_json(article, Span(article.text.index("left"), article.text.index(" came")))
    assert [(place.path, article.text[place.start : place.end]) for place in found.places] == [
        ("/html/body/p[1]", "left."),
        ("/html/body/p[2]", "Snow fell."),
        ("/html/body/p[3]", "Ice"),
    ]
    assert {place.bytes for place in found.places} == {None}


def test_lines_of_print_are_told_by_page_and_box(harbour: Collection) -> None:
    """Of a file whose lines were seen on paper, each place has the page and the box of its line."""
    boxes = ((60.0, 500.0, 300.0, 512.0), (60.0, 488.0, 280.0, 500.0))
    regions = (Region(0, page=1), Region(28, page=4, box=boxes[0]), Region(58, page=5, box=boxes[1]))
    article = replace(harbour.articles[0], source=Source("harbour.pdf", "", 313, (Run(0, 0, 313),), regions))
    found = source_json(article, Span(50, 63))
    assert [(place.start, place.end, place.page, place.box) for place in found.places] == [
        (50, 57, 4, boxes[0]),
        (58, 63, 5, boxes[1]),
    ]


def test_what_is_only_space_keeps_one_character(harbour: Collection) -> None:
    """A stretch of nothing but a blank line is still told by the place of its first character."""
    (place,) = source_json(harbour.articles[0], Span(178, 180)).places
    assert (place.start, place.end) == (178, 179)
