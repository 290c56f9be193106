"""An article's publication as reference managers exchange it: CSL-JSON, BibTeX, RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Person, Publication
from index.text import normalized
from qa.citing.cited_works import split_range
from qa.citing.styled_text import TAGGED, untagged

UNKNOWN_KIND = "document"
BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "book": "book",
    "report": "techreport",
}
RIS_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "chapter": "CHAP",
    "paper-conference": "CONF",
    "book": "BOOK",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "manuscript": "UNPB",
}
LATEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # \{ would be an unbalanced brace to BibTeX
    "}": r"{\textbraceright}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
SPECIAL = re.compile("[" + re.escape("".join(LATEX)) + "]")
# In \url and in a DOI all but these stand for themselves.
NOT_IN_ADDRESS = re.compile(r"[\\{}\s]")
WORD = re.compile(r"[a-z0-9]+")
BLANK = re.compile(r"\s+")


def csl_json(known: Publication, article_id: str) -> dict[str, object]:
    """Return an item of CSL-JSON."""
    item: dict[str, object] = {
        "id": article_id,
        "type": known.kind or UNKNOWN_KIND,
        "title": known.title,
        "title-short": known.short_title,
        "author": [_csl_name(person) for person in known.authors],
        "editor": [_csl_name(person) for person in known.editors],
        "container-title": known.container,
        "publisher": known.publisher,
        "publisher-place": known.place,
        "issued": {"date-parts": [[known.year]]} if known.year else None,
        "volume": known.volume,
        "issue": known.issue,
        "page": "-".join(split_range(known.pages)),
        "DOI": known.doi,
        "URL": known.url,
        "language": known.language,
    }
    return {key: value for key, value in item.items() if value}


def bibtex(known: Publication, article_id: str, annotations: Sequence[str] = (), suffix: str = "") -> str:
    """Return an entry of BibTeX in UTF-8; what LaTeX would read as commands is escaped, and capitals are kept.

    `annotations` are what was noted on the work, which reference managers take for a note of it; `suffix` follows the key, where
    another entry has the same.
    """
    fields = {
        "author": _bibtex_names(known.authors),
        "editor": _bibtex_names(known.editors),
        "title": f"{{{_latex(known.title)}}}",  # braces in braces, so that no style makes small letters of names
        "shorttitle": _latex(known.short_title),
        "journal" if _bibtex_type(known) == "article" else "booktitle": _latex(known.container),
        _publisher_field(known): _latex(known.publisher),
        "address": _latex(known.place),
        "year": str(known.year or ""),
        "volume": _latex(known.volume),
        "number": _latex(known.issue),
        "pages": "--".join(_latex(page) for page in split_range(known.pages)),
        "doi": _verbatim(known.doi),
        "url": _verbatim(known.url),
        "language": known.language,
        "annote": " --- ".join(map(_latex, annotations)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{_bibtex_type(known)}{{{citation_key(known, article_id)}{suffix},\n{''.join(lines)}}}\n"


def ris(known: Publication, annotations: Sequence[str] = ()) -> str:
    """Return an entry of RIS, its lines ended as that format wants it; `annotations` are notes on the work."""
    return "".join(f"{tag}  - {BLANK.sub(' ', value).strip()}\r\n" for tag, value in _ris_lines(known, annotations))


def _ris_lines(known: Publication, annotations: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_TYPES.get(known.kind, "GEN")
    yield from (("AU", _comma(person)) for person in known.authors)
    yield from (("ED", _comma(person)) for person in known.editors)
    pages = split_range(known.pages)
    values = {
        "TI": untagged(known.title),
        "ST": untagged(known.short_title),
        "T2": untagged(known.container),
        "PB": known.publisher,
        "CY": known.place,
        "PY": str(known.year or ""),
        "VL": known.volume,
        "IS": known.issue,
        "SP": pages[0] if pages else "",
        "EP": pages[1] if len(pages) == 2 else "",
        "DO": known.doi,
        "UR": known.url,
        "LA": known.language,
    }
    yield from ((tag, value) for tag, value in values.items() if value)
    yield from (("N1", annotation) for annotation in annotations)
    yield "ER", ""


def _csl_name(person: Person) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.given else {"literal": person.family}


def _comma(person: Person) -> str:
    return f"{person.family}, {person.given}" if person.given else person.family


def _bibtex_names(people: tuple[Person, ...]) -> str:
    """Return names; one without a given name is in braces, so that it is not taken apart."""
    return " and ".join(_latex(_comma(p)) if p.given else f"{{{_latex(p.family)}}}" for p in people)


def _bibtex_type(known: Publication) -> str:
    return BIBTEX_TYPES.get(known.kind, "misc")


def _publisher_field(known: Publication) -> str:
    return "institution" if _bibtex_type(known) == "techreport" else "publisher"


def _latex(words: str) -> str:
    """Escape what LaTeX reads as commands; italics become emphasis."""
    pieces, at = [], 0
    for tagged in TAGGED.finditer(words):
        pieces += [_escaped(words[at : tagged.start()]), rf"\emph{{{_escaped(tagged['words'])}}}"]
        at = tagged.end()
    return BLANK.sub(" ", "".join([*pieces, _escaped(words[at:])])).strip()


def _escaped(words: str) -> str:
    return SPECIAL.sub(lambda match: LATEX[match[0]], words)


def _verbatim(address: str) -> str:
    return NOT_IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def citation_key(known: Publication, article_id: str) -> str:
    """Return the key by which LaTeX cites the work: first author, year, first long word of the title; else the id."""
    if not known.authors:
        return article_id
    name = "".join(_plain_words(known.authors[0].family))
    title = next((word for word in _plain_words(untagged(known.title)) if len(word) > 3), "")
    return f"{name}{known.year or ''}{title}" if name else article_id


def _plain_words(words: str) -> list[str]:
    plain = normalized("NFKD", words.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode().lower()
    return WORD.findall(plain)
