"""bibliography_entries.py: an entry as it was read."""

from __future__ import annotations

from index.metadata.bibliography_entries import Entry, csl_kinds, entry_of, first_year


def test_an_entry_keeps_what_is_stated() -> None:
    """What is empty is left out; of markup, italics stay; attachments are named once."""
    table = {"title": 'On <span class="nocase">Ice</span> and <i>Wars</i>, 1 < 2', "doi": "", "author": [{"family": "Otani"}]}
    found = entry_of("a.bib, line 3", "book", csl_kinds(), table, [" a.pdf ", "a.pdf", ""])
    stated = {"title": "On Ice and <i>Wars</i>, 1 < 2", "author": [{"family": "Otani"}], "kind": "book"}
    assert found == Entry("a.bib, line 3", stated, "", ("a.pdf",))


def test_a_kind_that_is_not_known_is_kept_in_mind() -> None:
    """The entry is a document, and the name of its kind is there to be told."""
    found = entry_of("a.json, item 1", "patent", csl_kinds(), {"title": "A Pump"})
    assert (found.table["kind"], found.unknown_kind) == ("document", "patent")


def test_the_first_year() -> None:
    """Of several dates the first that has a year gives it."""
    assert (first_year("", "n.d.", "2 May 1919", "1920"), first_year("")) == (1919, "")
