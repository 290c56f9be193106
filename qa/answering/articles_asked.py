"""Which articles are asked: named one by one, or by the collection that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from index.catalogue import Catalogue
from qa.errors import QuestionError


def asked_articles(
    catalogue: Catalogue, article: str | None = None, articles: Sequence[str] | None = None, collection: str | None = None
) -> tuple[str, ...]:
    """Return the ids of the articles that are asked, each once; none where all are.

    Raises:
        QuestionError: they are named in two ways, or a list of them is empty.
        UnknownCollectionError: there is no such collection.
    """
    named = [
        name for name, value in (("article", article), ("articles", articles), ("collection", collection)) if value is not None
    ]
    if len(named) > 1:
        raise QuestionError(f"Both {named[0]} and {named[1]} say which articles are asked. Give one of them.", f"/{named[1]}")
    if articles is not None and not articles:
        raise QuestionError("The list of articles is empty. Name one at least, or leave it out to ask all.", "/articles")
    if collection is not None:
        return catalogue.collection(collection)
    return tuple(dict.fromkeys(articles or ([article] if article is not None else [])))
