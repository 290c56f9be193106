"""Works to be cited, made up."""

from __future__ import annotations

from index.records import Person, Publication

OTANI, SMITH, ROE = Person("Ōtani", "Masako"), Person("Smith", "John"), Person("Roe", "Ann")
VRIES = Person("de Vries", "Jan")
JOURNAL = Publication(
    kind="article-journal",
    authors=(OTANI,),
    title="Ice and War: The Harbour, 1918",
    container="Journal of Ice",
    year=1998,
    volume="12",
    issue="3",
    pages="101–126",
    doi="10.1234/ice",
)
CHAPTER = Publication(
    kind="chapter",
    authors=(OTANI, SMITH),
    editors=(ROE,),
    title="The Thaw",
    container="A History of Ice",
    publisher="University of California Press",
    place="Berkeley",
    year=2004,
    pages="7–31",
)
BOOK = Publication(
    kind="book",
    authors=(OTANI, SMITH, ROE, VRIES),
    title="Who Pays for Ice?",
    publisher="Stanford University Press",
    year=2010,
)
