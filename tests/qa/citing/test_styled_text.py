"""styled_text.py: words with italics and quotation marks."""

from __future__ import annotations

from qa.citing.styled_text import Styled, ended, italic, listed, quoted, sentences, untagged, upright


def test_text_and_html_of_italics() -> None:
    """Plain text has the words alone; HTML has italics, and nothing that a title could smuggle in."""
    styled = Styled(italic("Ice & <b>War</b>"))
    assert styled.text == str(styled) == "Ice & <b>War</b>"
    assert styled.html == "<i>Ice &amp; &lt;b&gt;War&lt;/b&gt;</i>"


def test_italics_within_italics_are_upright() -> None:
    """A title named in an italic title stands upright; in an upright one it stands in italics."""
    assert Styled(italic("Reading <i>Emma</i> Again")).html == "<i>Reading </i>Emma<i> Again</i>"
    assert Styled(upright("Reading <i>Emma</i> Again")).html == "Reading <i>Emma</i> Again"
    assert untagged("Reading <i>Emma</i>") == "Reading Emma"


def test_marks_of_a_title_become_single_between_marks() -> None:
    """Straight quotation marks become curly, and single within others; an apostrophe stays one."""
    assert quoted('The "Far East" at War\'s End') == "“The ‘Far East’ at War’s End”"


def test_parts_are_joined_without_empty_ones() -> None:
    """Sentences end with a full stop each, unless they end with a mark; commas stand before closing marks."""
    assert sentences("Ōtani, M.", "", "Who pays?", "Ice") == "Ōtani, M. Who pays? Ice."
    assert listed("Ōtani", "", "“Ice”", "110") == "Ōtani, “Ice,” 110"


def test_marks() -> None:
    """A full stop or comma stands within quotation marks, an apostrophe stays with its word, and nothing is doubled."""
    assert ended(quoted("The Workers’"), ",") == "“The Workers’,”"
    assert ended(quoted("“Ice”")) == "“‘Ice.’”"
    assert Styled(ended(italic("Ice!"))).html == "<i>Ice!</i>"
    assert ended("et al.") == "et al."
