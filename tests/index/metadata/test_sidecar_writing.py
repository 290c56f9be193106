"""sidecar_writing.py: what was filled in becomes a sidecar."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.sidecar_writing import filled_in, form_fields, sidecar_text
from index.metadata.sidecars import checked_publication, sidecar_publication
from index.records import Person, Publication

KNOWN = Publication(
    kind="chapter",
    authors=(Person("Ōtani", "Kenji"), Person("Royal Society of Ice"), Person("Weber & Fischer")),
    editors=(Person("de Vries", "Jan"),),
    title='On <i>Ice</i>, "frozen"\\',
    container="Ice & Thaw",
    year=1998,
    pages="101–26",
    doi="10.1093/dh/dhaa001",
    language="en",
)
PERSONS = st.builds(Person, st.text(), st.text())


def test_a_sidecar_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """Quotation marks, names of organisations and all the rest come back from the file."""
    (tmp_path / "ice.toml").write_text(sidecar_text(KNOWN), "utf-8")
    assert sidecar_publication(tmp_path / "ice.txt", "ice") == KNOWN


def test_an_article_of_a_collection_has_a_table(tmp_path: Path) -> None:
    """Its id stands in quotation marks, whatever it is."""
    (tmp_path / "all.toml").write_text(sidecar_text(KNOWN, "ice.1 & 2"), "utf-8")
    assert sidecar_publication(tmp_path / "all.jsonl", "ice.1 & 2", ["thaw", "ice.1 & 2"]) == KNOWN


def test_what_stands_in_the_form_is_what_is_known() -> None:
    """A form that is sent back as it was says the same."""
    assert form_fields(KNOWN)["author"] == "Ōtani, Kenji\nRoyal Society of Ice,\nWeber & Fischer,"
    assert filled_in(form_fields(KNOWN)) == (KNOWN, ())
    assert filled_in({}) == (Publication(), ())
    assert sidecar_text(Publication()) == ""


@given(st.builds(Publication, title=st.text(), publisher=st.text(), authors=st.lists(PERSONS).map(tuple)))
def test_whatever_is_filled_in_is_toml(known: Publication) -> None:
    """What the form takes is written so that it is read as the same; what it does not take is told."""
    taken, sentences = filled_in(form_fields(known))
    assert checked_publication(tomllib.loads(sidecar_text(taken))) == (taken, ())
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("year", "soon", "year is 'soon', but must be a year"),
        ("doi", "10", "doi is '10', but must be a DOI"),
        ("url", "file:///etc/passwd", "url is 'file:///etc/passwd', but must be an address"),
        ("kind", "poem", "kind is 'poem', but must be one of article-journal"),
        ("author", "Weber & Fischer", "author has 'Weber & Fischer', which may be several names"),
        ("author", ", Ann", "author has a name without a family name"),
        ("title", "a\x07b", "title is 'a\\x07b', but has a control character in it"),
    ],
)
def test_what_cannot_be_is_left_out_and_told(field: str, value: str, sentence: str) -> None:
    """Each value has a sentence of its own, and the others stand."""
    known, sentences = filled_in({field: value, "publisher": "Ice Press"})
    assert known == Publication(publisher="Ice Press")
    assert sentence in sentences[0]
