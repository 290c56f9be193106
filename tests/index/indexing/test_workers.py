"""workers.py: who works on an index besides this process changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from index.collection import Collection
from index.encoding.encoder import Encoder
from index.errors import ArticleError
from index.indexing.building import build
from index.indexing.indexed_articles import IndexedArticle
from index.indexing.reading import BuildOptions, read_file
from index.indexing.watching import Unwatched
from index.indexing.workers import Arrays, Unreadable, Work
from index.settings import Settings
from tests.comparing import same
from tests.doubles import CountingEncoder, WordEncoder


class Backwards:
    """Works in this process, gives the last back first, and knows no bridge."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def read(self, files: Sequence[Path], settings: Settings) -> Iterator[tuple[int, list[IndexedArticle] | Unreadable]]:
        """Yield what each file holds, with the file's position."""
        for at, path in reversed(list(enumerate(files))):
            self.files.append(path.name)
            yield at, Unreadable("No bridge.") if path.name == "bridge.txt" else read_file(path, settings, Unwatched())

    def encode(self, encoder: Encoder, work: Work, texts: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Arrays]]:
        """Yield what `work` makes of each chunk of texts, with the number that came with it."""
        for at, chunk in reversed(list(texts)):
            yield at, work(encoder, chunk)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.indexing.resumable_encoding.CHUNK", 2)


def test_the_order_in_which_they_end_makes_no_difference(files: dict[str, Path]) -> None:
    """The index is that of one process; what they cannot read is left out, or ends the build where nobody wants to hear of it."""
    paths, refused = [files["harbour"], files["bridge"], files["railway"]], list[str]()
    options = BuildOptions(refused=lambda error: refused.append(str(error)), workers=Backwards())
    helped = build(paths, Settings(), WordEncoder(), options=options)
    assert same(Collection(helped), Collection(build([paths[0], paths[2]], Settings(), WordEncoder())))
    assert refused == ["No bridge."]
    with pytest.raises(ArticleError, match="No bridge."):
        build(paths, Settings(), WordEncoder(), options=BuildOptions(workers=Backwards()))


def test_what_is_known_or_kept_is_not_asked_of_them(files: dict[str, Path], tmp_path: Path) -> None:
    """Neither a file that a former index has, nor one that an interrupted build had read; nor texts that it had encoded."""
    paths = [files["harbour"], files["railway"]]
    previous = build(paths[:1], Settings(), WordEncoder())
    first, second = Backwards(), Backwards()
    build(paths, Settings(), WordEncoder(), previous, BuildOptions(tmp_path / "kept", workers=first))
    encoder = CountingEncoder()
    build(paths, Settings(), encoder, previous, BuildOptions(tmp_path / "kept", workers=second))
    assert (first.files, second.files) == (["railway.txt"], [])
    assert encoder.encoded == []
