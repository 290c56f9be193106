"""sentences.py: where a paragraph's sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import note_sentence_spans, sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["However, Maj. Gen. William Graves and his staff landed.", "Nobody met them."],
        ["It reached 72,400.", "Indeed, it was large."],
        ["The diary of Dewitt C. Poole helps.", "It is long."],
        ["See pp. 12–14 of the report.", "It is short."],
        ["This was shown (Smith et al., 2015) .", "So was that (Jones et al., 2016; Poe, 2015) .", "More follows."],
        ["It was shown (see Fig. 2) .", "It was also seen (n = 3) .", "Nobody doubts it."],
        ["So it was in one place, 2015) .", "So it was in the other, 2016) .", "More follows."],
        ["Do this: 1) eat, 2) sleep.", "Then (3) rest and (4) go."],
        ["“Keep the matter very secret.”", "He did."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    """Abbreviations, initials, numbers and quotations do not mislead."""
    text = " ".join(sentences)
    assert [span.of(text) for span in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            [
                "Im 19. Jahrhundert, d. h. vor dem 3. Mai, schrieb es Dr. Müller.",
                "Vgl. Bd. 2, S. 45.",
                "Er starb 1919.",
                "Niemand kam.",
            ],
        ),
        ("de", ["Er sagte: »Nein.«", "Dann ging er.", "Gen. Graves blieb."]),
        ("fr", ["M. Pichon et le gén. Janin, cf. t. II, p. 4, signèrent.", "« Partez ! » dit-il.", "Qui partit ?"]),
        ("it", ["Il prof. Croce e S. Tommaso, op. cit., p. 4, vissero a Napoli.", "L’on. Giolitti parlò.", "«Basta.»", "Uscì."]),
        ("es", ["El Dr. García, núm. 3, pág. 45, escribió.", "¿Por qué?", "Nadie lo sabe."]),
        ("nl", ["Prof. dr. De Vries, zie blz. 45, bleef.", "Dhr. Jansen vertrok."]),
        ("pt", ["O Dr. Sousa, n.º 3, ver pág. 45, ficou.", "O Sr. Silva saiu."]),
        ("ru", ["Проф. А. С. Иванов, см. с. 45, писал.", "Никто не пришёл."]),
        ("la", ["M. Tullius, vid. p. 4, dixit.", "Caesar venit."]),
        ("pl", ["To jest dom.", "Nikt nie przyszedł."]),
    ],
)
def test_each_language_has_its_own_abbreviations(language: str, sentences: list[str]) -> None:
    """What stands before a page, an ordinal or an initial ends no sentence; of what is not listed, the library decides."""
    text = " ".join(sentences)
    assert [span.of(text) for span in sentence_spans(text, language=language)] == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Hume, History, ed. Millar, vol. III, p. 4.", "Harris agrees."],
        ["Statutes of the Realm, vol. i., p. 10; Lowndes, Report, pt. 2.", "The words are repeated below."],
        ["Graves to March, May 3, 1919, RG 395, entry 6011.", "Ibid., box 3.", "See also n. 12."],
        ["Ed. 1 reads “can be introduced.” —Cannan"],
    ],
)
def test_notes_sentences_do_not_end_at_abbreviations(sentences: list[str]) -> None:
    """In a note's references, vol., ed. and pt. end no sentence."""
    text = " ".join(sentences)
    assert [span.of(text) for span in note_sentence_spans(text)] == sentences


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(0, 1000))
def test_spans_cover_all_that_is_not_space(text: str, start: int) -> None:
    """No character is lost, whatever the text; spans count from where the paragraph begins and hold no outer space."""
    spans = sentence_spans(text, start)
    shown = [text[span.start - start : span.end - start] for span in spans]
    assert "".join("".join(shown).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in shown)
    assert all(before.end <= after.start for before, after in pairwise(spans))
