"""web_addresses.py: addresses that lines have broken."""

from __future__ import annotations

import pytest

from index.text.hyphenation import Hyphenation
from index.text.web_addresses import goes_on


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("See https://www.example.org/", "papers/siberia.pdf, p. 4."),
        ("See https://www.example.org/papers/", "siberia-1918.html"),
        ("See https://www.example.org/papers/", "tsarevich."),
        ("See https://www.example.org/papers/", "v2, accessed in May"),
        ("See https://www.example.org/a-", "long-name and more"),
        ("See https://www.example.org/find?year=", "1918 and more"),
        ("See https://www.example", ".org/papers"),
        ("See https://www.example.org/siberia.", "pdf (accessed in May)"),
        ("See https://www.example.org/sib", "eria.html and more"),
        ("See www.example.org/sib", "eria/war and more"),
        ("See doi:10.1093/", "ahr_12.3 and more"),
        ("See https://doi.org/10.1093/ahr", "/12.3 and more"),
    ],
)
def test_an_address_goes_on_in_the_next_line(line: str, following: str) -> None:
    """What stands at the beginning of the next line and can only be a part of an address belongs to the one above."""
    assert goes_on(line, following)
    assert Hyphenation("", printed=True).joint(line, following) == (0, "")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("See https://www.example.org/", "The next sentence"),
        ("See https://www.example.org/", "accessed in May"),
        ("See https://www.example.org/", "12 May 1918"),
        ("See https://www.example.org/papers", "and/or the archive"),
        ("See https://www.example.org/papers", "1914-18 they fought"),
        ("See https://www.example.org/papers.", "The next sentence"),
        ("See https://www.example.org/papers", "e.g. the archive"),
        ("See https://www.example.org/papers", "https://www.example.org/more"),
        ("See https://www.example.org/papers,", "a_b"),
        ("See https://www.example.org/papers", "net income"),
        ("He came and/", "or went"),
        ("In the end", "siberia.pdf"),
    ],
)
def test_an_address_that_has_ended_is_set_apart(line: str, following: str) -> None:
    """Words, dates and another address begin something else; without an address nothing goes on."""
    assert not goes_on(line, following)
