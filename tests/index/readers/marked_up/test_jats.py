"""jats.py and tei.py: journals' articles and editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.records import Person
from tests.marked import marked, read_bytes, texts

JATS = """<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS-archivearticle1.dtd">
<article xml:lang="en"><front><journal-meta><journal-title-group><journal-title>Past</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="doi">10.1093/x</article-id><title-group><article-title>On
<italic>War</italic>
<xref ref-type="fn" rid="a1">*</xref></article-title></title-group><contrib-group><contrib contrib-type="author"><name>
<surname>de Vries</surname><given-names>Jan</given-names></name></contrib></contrib-group><author-notes><fn id="a1"><p>Thanks.</p>
</fn></author-notes><pub-date pub-type="ppub"><year>1999</year></pub-date><volume>4</volume><fpage>10</fpage><lpage>20</lpage>
</article-meta></front><body><sec><label>1</label><title>Snow</title><p>He left.<sup><xref ref-type="fn" rid="f1">1</xref>,<xref
ref-type="fn" rid="#f2">2</xref></sup> It fell<xref ref-type="bibr" rid="r1">[3]</xref>. Placed<fn><p>Here.</p></fn> so.<xref
ref-type="fn" rid="f1 f2">1,2</xref></p><table-wrap><label>Table 1</label><caption><p>Prices<xref rid="t1">a</xref></p></caption>
<table><tr><td>x</td><td>y</td></tr></table><table-wrap-foot><fn id="t1"><label>a</label><p>Round.</p></fn></table-wrap-foot>
</table-wrap><sec><title>Ice</title><p>It froze.</p></sec></sec></body><back><fn-group><title>Notes</title><fn id="f1">
<label>1</label><p>Harris.</p></fn><fn id="f2"><label>2</label><p>Ibid.</p></fn><fn id="f9"><p>Nobody.</p></fn></fn-group></back>
</article>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>On War</title></titleStmt><sourceDesc><biblStruct><analytic><title level="a">On War</title><author><persName>
<surname>Vries</surname><forename>Jan</forename></persName></author></analytic><monogr><title level="j">Past</title>
<imprint><date when="1999-05"/><biblScope unit="volume">4</biblScope></imprint></monogr></biblStruct></sourceDesc>
</fileDesc></teiHeader><text><body><pb n="12"/><div><head>Snow<note n="*">Head.</note></head>
<p>An inter-<lb break="no"/>vention came<ref target="#n1">1</ref>.<pb n="13"/> Then<note place="foot" n="2">
<p>Locke.</p></note> it <choice><sic>lft</sic><corr>left</corr></choice>.<anchor xml:id="x3"/> So.</p>
<div><head>Ice</head><lg><l>It froze</l><l>and thawed.</l></lg></div></div></body><back><div><head>Notes</head>
<note xml:id="n1" n="1">Harris.</note><note target="#x3" n="3">Smith.</note></div></back></text></TEI>"""


def test_jats(tmp_path: Path) -> None:
    """References to notes, several at once, notes in their places and in tables, numbered sections: all is read."""
    article = read_bytes(tmp_path, "a.xml", JATS)
    assert marked(article) == (
        "On War{*} | 1 Snow | He left.{1}{2} It fell[3]. Placed{3} so.{1}{2} | Table 1 Prices{a} | x y | Ice | It froze. | "
        "Notes | Nobody."
    )
    assert [text for _, text in texts(article)] == ["Thanks.", "Harris.", "Ibid.", "Here.", "Harris.", "Ibid.", "Round."]
    assert [paragraph.section for paragraph in article.paragraphs][:4] == [("1 Snow",)] * 3 + [("1 Snow", "Ice")]
    assert article.doubts == ("nothing in the text refers to the note “Nobody.…”, which stays in the text",)


def test_jats_tells_its_publication(tmp_path: Path) -> None:
    """Authors, journal, year, volume, pages and DOI are kept."""
    known = read_bytes(tmp_path, "a.xml", JATS).publication
    assert (known.authors, known.title, known.container) == ((Person("de Vries", "Jan"),), "On War", "Past")
    assert (known.year, known.volume, known.pages, known.doi) == (1999, "4", "10–20", "10.1093/x")


def test_tei(tmp_path: Path) -> None:
    """Notes in place, referred to, and pointing at their places are anchored; broken words are joined; pages are printed ones."""
    article = read_bytes(tmp_path, "a.xml", TEI)
    assert marked(article) == ("On War | Snow{*} | An intervention came{1}. Then{2} it lft.{3} So. | Ice | It froze and thawed.")
    assert texts(article) == [("*", "Head."), ("1", "Harris."), ("2", "Locke."), ("3", "Smith.")]
    assert [(page.label, article.text[page.start :][:4]) for page in article.pages] == [("12", "Snow"), ("13", "Then")]
    assert (article.publication.authors, article.publication.year) == ((Person("Vries", "Jan"),), 1999)


def test_regions_name_elements(tmp_path: Path) -> None:
    """Each block leads to the element that it stands in."""
    article = read_bytes(tmp_path, "a.xml", TEI)
    (region,) = article.source.regions_of(article.paragraphs[0].span)
    assert region.path == "/TEI/text/body/div/p"


def test_unknown_xml_is_refused(tmp_path: Path) -> None:
    """XML of another kind is named by its root."""
    with pytest.raises(ArticleError, match="root is <svg>, which is neither JATS"):
        read_bytes(tmp_path, "a.xml", "<svg/>")
