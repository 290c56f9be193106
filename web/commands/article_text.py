"""How articles, what was read of them, and an index look on the terminal."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import Article, Publication

if TYPE_CHECKING:
    from index.readers import Integrity
    from index.searching import Searchable

MOST_DOUBTS_SHOWN = 10


def index_line(collection: Searchable, folder: Path, seconds: float) -> str:
    """Say what an index now holds."""
    articles, passages = len(collection.articles), len(collection.passages)
    return f"{articles} article{'' if articles == 1 else 's'} with {passages} passages indexed in {folder} in {seconds:.1f} s."


def article_lines(article: Article, file: Path) -> str:
    """Return a line about what was read from a file, and one for each of the first doubts."""
    labels = f" ({article.notes[0].label} to {article.notes[-1].label})" if article.notes else ""
    counts = (
        f"{len(article.pages)} pages" if article.pages else "no pages",
        f"{len(article.paragraphs)} paragraphs",
        f"{len(article.notes)} notes{labels}",
        f"{len(article.doubts)} doubt{'' if len(article.doubts) == 1 else 's'}",
    )
    lines = [f"{article.id}: {', '.join(counts)}", *(f"  doubt: {doubt}" for doubt in article.doubts[:MOST_DOUBTS_SHOWN])]
    if len(article.doubts) > MOST_DOUBTS_SHOWN:
        lines.append(f"  and {len(article.doubts) - MOST_DOUBTS_SHOWN} more: loccit inspect {file}")
    return "\n".join(lines)


def report_lines(report: Integrity) -> list[str]:
    """Return an integrity report as lines of text."""
    exact = f"{report.exact:.1%} of which lead back to the file exactly"
    counted = "" if report.pages_printed else ", counted in the file: it carries no printed numbers"
    return [
        report.title,
        f"id          {report.article_id}",
        f"pages       {len(report.pages)}" + (f" ({report.pages[0]} to {report.pages[-1]}{counted})" if report.pages else ""),
        f"paragraphs  {report.paragraphs}, {report.sentences} sentences, {exact}",
        f"notes       {report.notes}, {report.notes_with_text} with their own text",
        f"missing     {', '.join(report.missing) or 'none'}",
        f"doubled     {', '.join(report.doubled) or 'none'}",
        *publication_lines(report.publication),
        *(f"repeats     {repeated}" for repeated in report.repeated),
        *(f"section     {section}" for section in report.sections),
        *(f"doubt       {doubt}" for doubt in report.doubts),
    ]


def publication_lines(publication: Publication) -> list[str]:
    """Return what is known of where an article was published, a line for each thing."""
    if not publication.is_known:
        return ["published   nothing is known; a file NAME.toml beside NAME.txt would tell"]
    lines = []
    for field in fields(publication):
        value = getattr(publication, field.name)
        if isinstance(value, tuple):
            value = "; ".join(", ".join(part for part in (person.family, person.given) if part) for person in value)
        if value:
            lines.append(f"{field.name:<12}{value}")
    return lines
