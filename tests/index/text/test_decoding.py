"""decoding.py: a file's bytes become characters."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.text.decoding import LONGEST_WORD, decode, require_text

SENTENCE = "Général Janin réunit à Omsk les représentants; l’été suivant, on évacua la région. "


def test_utf8_is_read_without_doubt() -> None:
    """UTF-8 is read as it is."""
    assert decode("Ōtani left.".encode(), "a.txt") == ("Ōtani left.", ())


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_with_a_doubt(encoding: str, name: str) -> None:
    """A long enough text in a Western encoding is read, and the doubt says in which."""
    text = SENTENCE * 20
    assert decode(text.encode(encoding), "a.txt") == (text, (f"the file is not UTF-8 and was read as {name}",))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"  \n", "a.txt is empty: it has 3 bytes and no text"),
        (b"Short \xe9t\xe9.", "a.txt is not UTF-8 text: byte 0xe9 at offset 6 (line 1) cannot be read"),
        (b"Text\x00", "it holds the control character U+0000 at offset 4"),
        (b"...\n--", "a.txt is blank: there is no letter in it"),
        (b"ok\n" + b"x" * (LONGEST_WORD + 1), "line 2 holds 20,001 characters without a space"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    """A sentence says what was wrong, and where."""
    with pytest.raises(ArticleError) as refused:
        decode(data, "a.txt")
    assert says in str(refused.value)


def test_running_text_is_let_through() -> None:
    """Tabs, line ends and a long address are running text."""
    require_text(f"See\thttps://example.org/{'a' * 500}\r\n", "a.txt")
