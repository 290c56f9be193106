"""A small library to be listed: five works, known and unknown, in three folders."""

from __future__ import annotations

from index.catalogue.catalogue import Catalogue
from index.catalogue.outlines import Outline
from index.records import Person, Publication

OTANI = Publication(
    kind="article-journal", authors=(Person("Ōtani", "K."),), title="On <i>Kita</i>", container="Slavic Review", year=1998
)
MOORE = Publication(
    kind="chapter", authors=(Person("Moore", "Ann"), Person("Ito", "Hiro")), container="Siberia at War", year=2001
)
EDITED = Publication(kind="book", editors=(Person("Aalto", "Pentti"),), year=1950)


def outline(article_id: str, publication: Publication, notes: int = 0, doubts: tuple[str, ...] = ()) -> Outline:
    """An article's outline, whose title is its id in capitals."""
    return Outline(article_id, article_id.title(), publication, f"{article_id}.txt", 3, 0, notes, doubts)


def library() -> Catalogue:
    """The library."""
    known = {
        "/t/harbour.txt": outline("harbour", Publication(), 4),
        "/t/war/railway.txt": outline("railway", OTANI, 9, ("Note 3 is missing.",)),
        "/t/war/letters/bridge.txt": outline("bridge", MOORE, 2),
        "/t/peace/treaty.txt": outline("treaty", EDITED),
        "/t/peace/otter.txt": outline("otter", OTANI),
    }
    return Catalogue(list(known.values()), list(known))


def ids(entries: object) -> list[str]:
    """The ids of entries."""
    return [entry.outline.id for entry in entries]  # type: ignore[attr-defined]  # any iterable of entries
