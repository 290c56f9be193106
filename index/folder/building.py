"""From articles' files to all that an index holds; what is known from a previous index is not worked out again."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.encoding import Encoder, OnnxEncoder, SentenceTransformerEncoder, Stored, file_sha256, model_folder, weights_sha256
from index.errors import ArticleError, ModelError, SettingsError
from index.folder.store import FORMAT, Contents, Manifest, SourceFile
from index.metadata import sidecar_sha256
from index.readers import article_paths, read_articles
from index.records import Article
from index.searching import (
    LexicalIndex,
    Passages,
    SemanticIndex,
    TermSequences,
    TokenVectors,
    Windows,
    searched_sentences,
    sentence_starts,
    windows_of,
)
from index.settings import Settings
from index.text import terms

CHUNK = 256  # texts that are encoded together, and together kept for a build that goes on where this one stopped
Refused = Callable[[ArticleError], None]
Arrays = tuple[NDArray[Any], ...]
Work = Callable[[Encoder, Sequence[str]], Arrays]  # what is made of a chunk
DIGEST = 32  # bytes of a SHA-256
READING = ("markers",)  # the settings that shape an article
CUTTING = ("passage_unit", "sentences_per_passage", "passage_stride")  # those that shape its passages
ANALYSING = ("stemming",)  # and those that shape its terms


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """One article's part of an index: `passages` and `sentences` are vectors, float16, `tokens` those of the sentences' tokens.

    They are None where still to be made.
    """

    article: Article
    source: SourceFile
    windows: Windows
    terms: TermSequences
    passages: Stored | None = None
    sentences: Stored | None = None
    tokens: TokenVectors | None = None


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """All that an index holds, and what encodes its questions."""

    contents: Contents
    encoder: Encoder


class Workshop:
    """Where a build keeps what it has encoded, so that one that was interrupted goes on; and whether it shows its progress.

    Without a folder, nothing is kept. `refused` is told of each file that cannot be read, and the rest is indexed; without it,
    the first such file ends the build.
    """

    def __init__(self, folder: Path | None = None, *, shown: bool = False, refused: Refused | None = None) -> None:
        self.folder = folder
        self.shown = shown
        self.refused = refused

    def read(self, paths: Sequence[Path], settings: Settings, known: dict[tuple[str, str], list[Share]]) -> list[Share]:
        """Return the shares of all articles at `paths`, files or folders, read only if they are not known.

        Raises:
            ArticleError: a file cannot be read and nobody is to be told, or none can.
        """
        files = article_paths(paths)
        shares: list[Share] = []
        seen: dict[str, str] = {}
        # Shown on a terminal only, unless nobody wants it at all.
        for path in tqdm(files, desc="reading", unit=" files", disable=None if self.shown and len(files) > 1 else True):
            try:
                found = _read(path, settings, known)
                _refuse_doubles(found, seen)
            except ArticleError as error:
                if self.refused is None or len(files) == 1:
                    raise
                self.refused(error)
            else:
                shares += found
        if not shares:
            raise ArticleError(f"None of the {len(files)} files could be read.")
        return shares

    def encoder(self, model: str, texts: Sequence[str]) -> Encoder:
        """Return `model`, exported; `texts` are the passages that it will encode.

        Raises:
            ModelError: there is no such model.
        """
        from index.encoding import exported

        if self.folder:
            # By the format, for one that was exported by another version may lack an output.
            return exported(model, self.folder / f"encoder-{FORMAT}", texts)
        folder = Path(tempfile.mkdtemp(prefix="loccit-"))
        encoder = exported(model, folder / "encoder", texts)
        weakref.finalize(encoder, shutil.rmtree, folder, ignore_errors=True)
        return encoder

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> Stored:
        """Return the vectors of `texts`, chunk by chunk."""
        found = [vectors for (vectors,) in self._chunks(encoder, texts, _vectors_of)]
        return np.concatenate([np.zeros((0, encoder.dimension), dtype=np.float16), *found])

    def encode_tokens(self, encoder: Encoder, texts: Sequence[str]) -> tuple[Stored, TokenVectors]:
        """Return the vectors of `texts`, chunk by chunk, and those of their tokens."""
        found = list(self._chunks(encoder, texts, _tokens_of))
        vectors = np.concatenate([np.zeros((0, encoder.dimension), dtype=np.float16), *(own for own, _, _ in found)])
        return vectors, TokenVectors.joined([TokenVectors.none(0), *(TokenVectors(rows, starts) for _, rows, starts in found)])

    def _chunks(self, encoder: Encoder, texts: Sequence[str], work: Work) -> Iterator[Arrays]:
        # Shown on a terminal only, unless nobody wants it at all.
        with tqdm(total=len(texts), desc="encoding", unit=" texts", disable=None if self.shown else True) as bar:
            for start in range(0, len(texts), CHUNK):
                chunk = texts[start : start + CHUNK]
                yield self._chunk(encoder, chunk, work)
                bar.update(len(chunk))

    def _chunk(self, encoder: Encoder, texts: Sequence[str], work: Work) -> Arrays:
        if self.folder is None:
            return work(encoder, texts)
        named = [str(FORMAT), work.__name__, encoder.fingerprint, *texts]
        key = sha256("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()
        path = self.folder / f"{key}.npz"
        found = _kept(path)
        if found is None:
            found = work(encoder, texts)
            self.folder.mkdir(exist_ok=True)
            beside = path.with_suffix(".new")
            content = BytesIO()
            np.savez(content, *found, allow_pickle=False)
            beside.write_bytes(sha256(content.getvalue()).digest() + content.getvalue())
            beside.replace(path)
        return found


def _vectors_of(encoder: Encoder, texts: Sequence[str]) -> Arrays:
    return (encoder.encode(texts).astype(np.float16),)


def _tokens_of(encoder: Encoder, texts: Sequence[str]) -> Arrays:
    encoded = encoder.encode_tokens(texts)
    tokens = TokenVectors.of(encoded.tokens)
    return encoded.vectors.astype(np.float16), tokens.rows, tokens.starts


def _kept(path: Path) -> Arrays | None:
    """Return what an interrupted build kept, if it is whole."""
    if not path.is_file():
        return None
    content = path.read_bytes()
    digest, arrays = content[:DIGEST], content[DIGEST:]
    if sha256(arrays).digest() != digest:
        return None
    with np.load(BytesIO(arrays), allow_pickle=False) as found:
        return tuple(found.values())


def build(
    paths: Sequence[Path],
    settings: Settings,
    encoder: Encoder | None = None,
    previous: OpenIndex | None = None,
    workshop: Workshop | None = None,
) -> OpenIndex:
    """Index the articles at `paths`, files or folders; files that `previous` has as they are now are not read again.

    Raises:
        ArticleError: a file cannot be read, or two articles have the same id.
        ModelError: the embedding model cannot be loaded.
    """
    known = _by_file(shares_of(previous.contents), previous.contents.manifest.settings, settings) if previous else {}
    workshop = workshop or Workshop()
    return assemble(workshop.read(paths, settings, known), settings, encoder, previous, workshop)


def add(
    previous: OpenIndex, paths: Sequence[Path], encoder: Encoder | None = None, workshop: Workshop | None = None
) -> OpenIndex:
    """Add the articles at `paths` to an index, or put them in the place of those that came from the same files.

    Raises:
        ArticleError: a file cannot be read, or another article has the same id.
    """
    settings, kept = previous.contents.manifest.settings, shares_of(previous.contents)
    known = _by_file(kept, settings, settings)
    workshop = workshop or Workshop()
    new = workshop.read(paths, settings, known)
    replaced = {share.source.path for share in new} | {_moved(share) for share in new}
    shares = [share for share in kept if share.source.path not in replaced and _moved(share) not in replaced]
    return assemble([*shares, *new], settings, encoder, previous, workshop)


def remove(previous: OpenIndex, article_ids: Iterable[str], encoder: Encoder | None = None) -> OpenIndex:
    """Take articles out of an index; one at least must be left.

    Raises:
        ArticleError: none would be left.
    """
    unwanted = set(article_ids)
    known = shares_of(previous.contents)
    files = {share.source.path for share in known if share.article.id in unwanted}
    shares = [
        replace(share, source=replace(share.source, partial=share.source.partial or share.source.path in files))
        for share in known
        if share.article.id not in unwanted
    ]
    if not shares:
        raise ArticleError("No article would be left in the index. Delete its folder instead.")
    return assemble(shares, previous.contents.manifest.settings, encoder, previous)


def resettle(previous: OpenIndex, settings: Settings) -> OpenIndex:
    """Index the articles of `previous` with other settings, without reading their files.

    Raises:
        SettingsError: the settings read articles otherwise.
    """
    made_with = previous.contents.manifest.settings
    for name in READING:
        if getattr(made_with, name) != getattr(settings, name):
            raise SettingsError(
                f"{name} is {getattr(settings, name)!r}, but the articles were read with {getattr(made_with, name)!r}. "
                "Index their files anew."
            )
    shares = [_again(share, made_with, settings) for share in shares_of(previous.contents)]
    return assemble(shares, settings, previous.encoder, previous)


def assemble(
    shares: Sequence[Share],
    settings: Settings,
    encoder: Encoder | None = None,
    previous: OpenIndex | None = None,
    workshop: Workshop | None = None,
) -> OpenIndex:
    """Put the shares of all articles together, encoding what has no vectors yet."""
    _refuse_doubles(shares, {})
    workshop = workshop or Workshop()
    passages = Passages([share.article for share in shares], _stacked(shares))
    encoder = encoder or _encoder(settings, previous, workshop, passages)
    weights = _weights(encoder)
    if previous and previous.encoder.fingerprint != encoder.fingerprint:
        shares = [Share(share.article, share.source, share.windows, share.terms) for share in shares]
    shares = _encoded(shares, passages, encoder, workshop, settings)
    passage_vectors = np.concatenate([share.passages for share in shares if share.passages is not None])
    sentence_vectors = np.concatenate([share.sentences for share in shares if share.sentences is not None])
    tokens = TokenVectors.joined([share.tokens for share in shares if share.tokens is not None])
    sequences = TermSequences.joined(_joined_by_vocabulary(shares))
    lexical = LexicalIndex.build(_documents(sequences, passages), len(sequences.vocabulary), settings)
    sources = tuple(share.source for share in shares)
    manifest = Manifest(FORMAT, settings, weights, encoder.fingerprint, encoder.dimension, sources, {})
    articles = tuple(share.article for share in shares)
    semantic = SemanticIndex.build(passage_vectors, sentence_vectors)
    contents = Contents(manifest, articles, passages, sequences, lexical, semantic, sentence_vectors, tokens, encoder.files)
    return OpenIndex(contents, encoder)


def shares_of(contents: Contents) -> list[Share]:
    """Return an index's articles, each with what is known of it."""
    shares, sentence, passages = [], 0, contents.passages
    for position, (article, source) in enumerate(zip(contents.articles, contents.manifest.sources, strict=True)):
        own, end = passages.of_article(position), sentence + len(searched_sentences(article))
        rows = slice(own.start, own.stop)
        windows = passages.rows[rows] * np.array([0, 1, 1], dtype=np.int32)
        part = contents.terms.part(sentence, end)
        vectors = contents.semantic.vectors[rows], contents.sentence_vectors[sentence:end], contents.tokens.part(sentence, end)
        shares.append(Share(article, source, windows, part, *vectors))
        sentence = end
    return shares


def _read(path: Path, settings: Settings, known: dict[tuple[str, str], list[Share]]) -> list[Share]:
    """Return the shares of the articles in a file, read only if they are not known."""
    absolute = os.path.abspath(path)  # noqa: PTH100  # a link is an article of its own name
    if os.access(path, os.R_OK) and path.is_file() and (found := known.get((absolute, file_sha256(path)))):
        return found if _told(found, path) else _retold(found, path, settings)
    sidecar = sidecar_sha256(path)
    return [_share(article, absolute, sidecar, settings) for article in read_articles(path, settings.markers)]


def _share(article: Article, path: str, sidecar: str, settings: Settings) -> Share:
    source = SourceFile(article.id, path, article.source.sha256, sidecar=sidecar)
    return Share(article, source, windows_of([article], settings), _analysed(article, settings))


def _analysed(article: Article, settings: Settings) -> TermSequences:
    """Return the terms of an article's sentences."""
    sentences = searched_sentences(article)
    return TermSequences.of([terms(sentence.of(article), stemming=settings.stemming) for sentence in sentences])


def _told(shares: list[Share], path: Path) -> bool:
    """Whether the sidecar tells of a file's articles what it did when they were read."""
    return {share.source.sidecar for share in shares} == {sidecar_sha256(path)}


def _retold(shares: list[Share], path: Path, settings: Settings) -> list[Share]:
    """Return the shares of a file's articles with what its sidecar now tells of them; their texts are as they were."""
    sidecar = sidecar_sha256(path)
    articles = {article.id: article for article in read_articles(path, settings.markers)}
    return [replace(share, article=articles[share.article.id], source=replace(share.source, sidecar=sidecar)) for share in shares]


def _by_file(shares: list[Share], made_with: Settings, wanted: Settings) -> dict[tuple[str, str], list[Share]]:
    """Return the shares that can be used again under `wanted`, by their file's path and digest."""
    if not _alike(READING, made_with, wanted):
        return {}
    found: dict[tuple[str, str], list[Share]] = {}
    for share in shares:
        if share.source.partial:
            continue
        found.setdefault((share.source.path, share.source.sha256), []).append(_again(share, made_with, wanted))
    return found


def _again(share: Share, made_with: Settings, wanted: Settings) -> Share:
    """Return an article's share with what `wanted` shapes otherwise worked out anew; its reading must be the same."""
    article = share.article
    found = share.terms if _alike(ANALYSING, made_with, wanted) else _analysed(article, wanted)
    encoded_alike = made_with.interacts or not wanted.interacts
    if encoded_alike and _alike(CUTTING, made_with, wanted):
        return replace(share, terms=found)
    return Share(article, share.source, windows_of([article], wanted), found)


def _alike(names: Iterable[str], one: Settings, other: Settings) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _moved(share: Share) -> tuple[str, str]:
    """Return what an article keeps when its file is moved: its id and its content."""
    return share.article.id, share.source.sha256


def _refuse_doubles(shares: Sequence[Share], seen: dict[str, str]) -> None:
    """Refuse articles whose id another has; `seen` holds the ids of those before, with their files, and takes these up."""
    for share in shares:
        article_id, path = share.article.id, share.source.path
        if article_id in seen:
            both = f"Two articles in {path}" if seen[article_id] == path else f"{seen[article_id]} and {path}"
            raise ArticleError(f"{both} would both have the id {article_id!r}. Rename one of them.")
        seen[article_id] = path


def _stacked(shares: Sequence[Share]) -> Windows:
    """Return all windows, the articles' positions filled in."""
    rows = [share.windows + np.array([position, 0, 0], dtype=np.int32) for position, share in enumerate(shares)]
    return np.concatenate([*rows, np.zeros((0, 3), dtype=np.int32)])


def _encoder(settings: Settings, previous: OpenIndex | None, workshop: Workshop, passages: Passages) -> Encoder:
    """Return what encodes: the previous index's encoder if it is of the model wanted, else the model, exported."""
    if previous and settings.model == previous.contents.manifest.settings.model and _unchanged(settings.model, previous):
        return previous.encoder
    return workshop.encoder(settings.model, _Texts(passages))


class _Texts(Sequence[str]):
    """The passages' texts, made one by one."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def __len__(self) -> int:
        return len(self._passages)

    def __getitem__(self, position: int) -> str:  # type: ignore[override]  # nobody asks for slices
        return self._passages[int(position)].text


def _unchanged(model: str, previous: OpenIndex) -> bool:
    """Whether a model is the one that an index was made with; one that is not installed cannot have changed."""
    try:
        return weights_sha256(model_folder(model)) == previous.contents.manifest.model_sha256
    except ModelError:
        return bool(previous.encoder.files)


def _weights(encoder: Encoder) -> str:
    """Return the digest of the model's weights, whatever was made of them."""
    return encoder.card.weights_sha256 if isinstance(encoder, OnnxEncoder) else encoder.fingerprint


def open_encoder(contents: Contents) -> Encoder:
    """Return what encodes questions for a saved index.

    Raises:
        ModelError: it is not in the index, and the model is not installed.
    """
    if contents.encoder_files:
        return OnnxEncoder(contents.encoder_files[0].parent)
    return SentenceTransformerEncoder(contents.manifest.settings.model)


def _encoded(
    shares: Sequence[Share], passages: Passages, encoder: Encoder, workshop: Workshop, settings: Settings
) -> list[Share]:
    """Return the shares, in order, with the vectors that the settings want; only those not known are encoded."""
    new = [position for position, share in enumerate(shares) if share.passages is None]
    above = workshop.encode(encoder, [passages[at].text for position in new for at in passages.of_article(position)])
    articles = [shares[position].article for position in new]
    texts = [sentence.of(article) for article in articles for sentence in searched_sentences(article)]
    below, tokens = _sentences_encoded(texts, encoder, workshop, settings)
    at, first = 0, 0
    found: list[Share] = []
    for position, share in enumerate(shares):
        if share.sentences is not None:
            found.append(share if settings.interacts else replace(share, tokens=TokenVectors.none(len(share.sentences))))
            continue
        end, last = at + len(passages.of_article(position)), first + len(searched_sentences(share.article))
        found.append(replace(share, passages=above[at:end], sentences=below[first:last], tokens=tokens.part(first, last)))
        at, first = end, last
    return found


def _sentences_encoded(
    texts: Sequence[str], encoder: Encoder, workshop: Workshop, settings: Settings
) -> tuple[Stored, TokenVectors]:
    if settings.interacts:
        return workshop.encode_tokens(encoder, texts)
    return workshop.encode(encoder, texts), TokenVectors.none(len(texts))


def _joined_by_vocabulary(shares: Sequence[Share]) -> list[TermSequences]:
    """Return the shares' terms, neighbours of one vocabulary as one: a previous index's articles are renumbered together."""
    return [
        TermSequences.alike([share.terms for share in group])
        for _, group in groupby(shares, lambda share: id(share.terms.vocabulary))
    ]


def _documents(sequences: TermSequences, passages: Passages) -> list[list[int]]:
    """Return the terms of each passage, as numbers."""
    firsts = sentence_starts(passages)
    return [sequences.between(firsts[article] + first, firsts[article] + end).tolist() for article, first, end in passages.rows]
