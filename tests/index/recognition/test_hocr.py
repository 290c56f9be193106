"""hocr.py: what recognition tells, parsed."""

from __future__ import annotations

from index.recognition.hocr import Box, ReadLetter, ReadLine, ReadWord, lines_of

LETTERS = (
    "<span class='ocrx_cinfo' title='x_bboxes 10 20 14 30; x_conf 98'>i</span>"
    "<span class='ocrx_cinfo' title='x_bboxes 16 20 24 30; x_conf 97'>t</span>"
)
PAGE = f"""<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page'>
<span class='ocr_line' title="bbox 10 20 90 34; baseline 0.01 -4; x_size 14">
<span class='ocrx_word' title='bbox 10 20 24 30; x_wconf 96'>{LETTERS}</span>
<span class='ocrx_word' title='bbox 30 20 60 30; x_wconf 41'>f roze</span></span>
<span class='ocr_header' title="bbox 10 50 90 64"><span class='ocrx_word' title='bbox 10 50 24 60; x_wconf 7'> </span></span>
</div></body></html>"""


def test_lines_words_and_letters_are_told() -> None:
    """A line has its words, its baseline above its box's foot, and its size; a word no space; a line without words is none."""
    words = (
        ReadWord("it", Box(10, 20, 24, 30), 96, (ReadLetter("i", 12.0), ReadLetter("t", 20.0))),
        ReadWord("froze", Box(30, 20, 60, 30), 41),
    )
    assert lines_of(PAGE.encode()) == (ReadLine(words, Box(10, 20, 90, 34), 34 - 4.0, 0.01, 14.0),)
    assert lines_of(PAGE.encode())[0].base_at(110.0) == 30.0 + 0.01 * 100


def test_what_is_broken_off_is_read_as_far_as_it_goes() -> None:
    """Half a page's telling gives the words that it has; nothing gives none."""
    assert [word.text for line in lines_of(PAGE[: PAGE.index("f roze")].encode()) for word in line.words] == ["it"]
    assert lines_of(b"<html></html>") == ()
