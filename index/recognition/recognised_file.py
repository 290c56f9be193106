"""A PDF's pages, those that are pictures recognised: several at a time, kept as they come, and never a page lost for another."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from index.errors import ArticleError, first_line
from index.pdfium import PageDrawer, PageGlyphs, drawing
from index.recognition.engine import Engine, EngineHangsError, RecognitionError, engine_for, installed_languages
from index.recognition.engine_languages import code_of, doubts_about_language, language_of, sampled
from index.recognition.known_words import is_better, known_words, summed
from index.recognition.layer_places import agrees, can_tell, looked_at, may_stand_elsewhere
from index.recognition.page_cache import PageCache
from index.recognition.page_recognition import recognised_page
from index.settings import ALWAYS, AUTO, ENGLISH, NEVER, Recognition

FEWEST_GLYPHS = 20  # of a page that has a text
MOST_UNMAPPED = 0.05  # of a page's glyphs, from which on its characters are not believed
GOOD = 0.9  # of a text layer's words: where so many are known, nothing is to be mended
KNOWN = 0.7  # of the words: where fewer are known, they may be of another language
UNSURE = 80.0  # percent: pages read with less are named
SAME_SIZE = 0.05
MOST_SHOWN = 10  # pages that a doubt names
MOST_HUNG = 5  # pages in a row at which the engine may hang before no further one is tried
WITHOUT_ENGINE = (
    "Install text recognition (pip install 'loccit[ocr]', and Tesseract: on Debian and Ubuntu, apt install tesseract-ocr; on "
    "macOS, brew install tesseract; on Windows, winget install UB-Mannheim.TesseractOCR)"
)


@dataclass(frozen=True, slots=True)
class RecognisedFile:
    """A file's pages, and what is to be said of them."""

    pages: tuple[PageGlyphs, ...]
    doubts: tuple[str, ...] = ()


def with_recognised_pages(
    data: bytes, path: Path, pages: Sequence[PageGlyphs], wish: Recognition, told: str = ""
) -> RecognisedFile:
    """Recognise those of a PDF's pages that are pictures, or whose text is not to be believed; the others stay as they are.

    Where no languages are wished, that of the words counts, or that which the file has `told` as its own, a tag.

    Raises:
        ArticleError: all pages are pictures, and there is nothing that recognises text, or nothing in them.
        SettingsError: the engine has no data for a language.
    """
    supposed = code_of(language_of(pages)) or ENGLISH if wish.languages == AUTO else wish.languages
    wanted = [] if wish.when == NEVER else [at for at, page in enumerate(pages) if _is_wanted(page, wish.when, supposed)]
    layered = [at for at, page in enumerate(pages) if wish.when == AUTO and page.recognised and at not in wanted]
    suspects = _suspects(data, path, pages, layered)
    reading = _reading(data, path, pages, wanted or suspects, wish, told) if (wanted or suspects) and _has_pillow() else None
    if reading is None:
        _require_text(pages, path, installable=bool(wanted))
        return RecognisedFile(tuple(pages), (*_passed_over(pages), *_unproved(suspects)))
    misplaced = _misplaced(reading, pages, suspects, layered)
    languages = reading.engine.languages if supposed == ENGLISH else supposed
    chosen = {
        at: page
        for at, page in reading.pages([*wanted, *sorted(misplaced)]).items()
        if at in misplaced or wish.when == ALWAYS or _is_chosen(page, pages[at], languages)
    }
    result = _with_common_sizes([chosen.get(at, page) for at, page in enumerate(pages)])
    _require_text(result, path, installable=False, failed=next(reading.doubts, ""))
    doubts = (*_told(pages, chosen, misplaced, reading.engine), *reading.doubts, *_passed_over(result))
    return RecognisedFile(tuple(result), doubts)


def _suspects(data: bytes, path: Path, pages: Sequence[PageGlyphs], layered: Sequence[int]) -> list[int]:
    """Return which of some pages with a text that somebody laid over their pictures may have it in the wrong place."""
    shown = looked_at([at for at in layered if can_tell(pages[at])])
    if not shown:
        return []
    with drawing(data, path) as drawer:
        return [at for at in shown if _may_stand_elsewhere(pages[at], drawer, at)]


def _may_stand_elsewhere(page: PageGlyphs, drawer: PageDrawer, at: int) -> bool:
    try:
        return may_stand_elsewhere(page, drawer.picture(at))
    except ArticleError:  # of a page that cannot be drawn nothing can be said
        return False


def _misplaced(reading: _Reading, pages: Sequence[PageGlyphs], suspects: Sequence[int], layered: Sequence[int]) -> frozenset[int]:
    """Return the pages whose own text stands elsewhere than what was recognised; all are read where a suspect is one."""
    if all(agrees(pages[at], page) for at, page in reading.pages(suspects).items()):
        return frozenset()
    return frozenset(at for at, page in reading.pages(layered).items() if not agrees(pages[at], page))


def _reading(
    data: bytes, path: Path, pages: Sequence[PageGlyphs], wanted: Sequence[int], wish: Recognition, told: str
) -> _Reading | None:
    """Return what reads the pages, in the languages that are wished or in that of their words; None where no engine is there.

    Raises:
        SettingsError: the engine has no data for a language that is wished, nor for English where none is.
    """
    engine = engine_for(ENGLISH if wish.languages == AUTO else wish.languages)
    if engine is None:
        return None
    reading = _Reading(data, path, engine)
    if wish.languages != AUTO:
        return reading
    language = language_of(pages) or language_of(reading.pages(sampled(wanted)).values()) or told
    code = code_of(language)
    other = engine_for(code) if code != ENGLISH and code in installed_languages() else None
    return _Reading(data, path, other) if other else reading


def _has_pillow() -> bool:
    """Whether what sets pictures upright is installed."""
    from importlib.util import find_spec

    return find_spec("PIL") is not None


def _is_wanted(page: PageGlyphs, when: str, languages: str) -> bool:
    """Whether a page is to be recognised: a picture without text, or one whose text may not be what is printed."""
    if when == ALWAYS or (page.pictured and page.drawn < FEWEST_GLYPHS):
        return True
    if page.unmapped >= max(MOST_UNMAPPED * page.drawn, 1):
        return True
    if not page.recognised:
        return False
    known = known_words(page.pieces, languages)
    return known is not None and known.share is not None and known.share < GOOD


def _is_chosen(new: PageGlyphs, old: PageGlyphs, languages: str) -> bool:
    return old.drawn < FEWEST_GLYPHS or is_better(new, old, languages)


class _Reading:
    """Recognises pages of a file with one engine, each once, and remembers what went wrong."""

    def __init__(self, data: bytes, path: Path, engine: Engine) -> None:
        self.engine = engine
        self._data = data
        self._path = path
        self._cache = PageCache(engine)
        self._unkept: OSError | None = None
        self._found: dict[int, PageGlyphs] = {}
        self._failed: dict[int, str] = {}
        self._hung = 0  # pages in a row

    @property
    def doubts(self) -> Iterator[str]:
        """What went wrong."""
        if self._unkept is not None:
            place = f"{self._unkept.strerror}: {self._unkept.filename}"
            yield f"what was recognised cannot be kept for another time ({place})"
        by_reason: dict[str, list[int]] = {}
        for at in sorted(self._failed):
            by_reason.setdefault(self._failed[at], []).append(at)
        for reason, pages in by_reason.items():
            yield f"{_shown_pages(pages)} {'were' if len(pages) > 1 else 'was'} passed over by recognition: {reason}"

    def pages(self, wanted: Sequence[int]) -> dict[int, PageGlyphs]:
        """Recognise the pages `wanted`, as many at a time as there are cores; those that cannot be read are left out."""
        left = [at for at in wanted if at not in self._found and at not in self._failed]
        if left:
            self._read(left)
        return {at: self._found[at] for at in wanted if at in self._found}

    def _read(self, wanted: Sequence[int]) -> None:
        workers = max(min(os.cpu_count() or 1, len(wanted)), 1)
        with drawing(self._data, self._path) as drawer, ThreadPoolExecutor(workers, "recognition") as pool:
            waiting = {pool.submit(self._page, drawer, at): at for at in wanted}
            try:
                for done in _shown(waiting, self._path):
                    try:
                        self._found[waiting[done]] = done.result()
                    except ArticleError as error:
                        self._failed[waiting[done]] = first_line(error)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _page(self, drawer: PageDrawer, at: int) -> PageGlyphs:
        """Return a page as it was read before, or read it.

        Raises:
            ArticleError: it cannot be drawn or read.
        """
        digest = drawer.digest(at)
        known = self._cache.get(digest)
        if known is not None:
            return known
        if self._hung >= MOST_HUNG:
            raise RecognitionError(f"Tesseract hung at {MOST_HUNG} pages in a row, and none was tried after them")
        page = self._recognised(drawer, at)
        try:
            self._cache.put(digest, page)
        except OSError as error:
            self._unkept = error
        return page

    def _recognised(self, drawer: PageDrawer, at: int) -> PageGlyphs:
        try:
            page = recognised_page(drawer.picture(at), self.engine)
        except EngineHangsError:
            self._hung += 1
            raise
        self._hung = 0
        return page


def _shown(waiting: Mapping[Future[PageGlyphs], int], path: Path) -> Iterator[Future[PageGlyphs]]:
    """Yield what is done as it comes, with a bar where there is a terminal."""
    done: Iterator[Future[PageGlyphs]] = tqdm(
        as_completed(waiting), desc=f"recognising {path.name}", unit=" pages", total=len(waiting), leave=False, disable=None
    )
    yield from done


def _told(
    pages: Sequence[PageGlyphs], chosen: Mapping[int, PageGlyphs], misplaced: Container[int], engine: Engine
) -> Iterator[str]:
    """Say which pages were recognised, and how surely."""
    if not chosen:
        return
    sure = {at: confidence for at, page in chosen.items() if (confidence := _confidence(page)) is not None}
    mean = f", with a mean confidence of {sum(sure.values()) / len(sure):.0f} %" if sure else ""
    yield (
        f"the text of {len(chosen)} of the file's {len(pages)} pages was recognised in their pictures (Tesseract "
        f"{engine.version}, {engine.languages}){mean}: check what you quote against the page"
    )
    if moved := [at for at in chosen if at in misplaced]:
        yield f"the file's own text stands elsewhere than the words in the pictures, and was replaced: {_shown_pages(moved)}"
    replaced = [at for at in chosen if pages[at].drawn >= FEWEST_GLYPHS and at not in misplaced]
    if replaced:
        yield f"the file's own text was replaced where more of the recognised words are known: {_shown_pages(replaced)}"
    if unsure := [at for at, confidence in sure.items() if confidence < UNSURE]:
        yield f"recognition is unsure (under {UNSURE:g} %) of {_shown_pages(unsure)}"
    if turned := [at for at, page in chosen.items() if page.turn]:
        yield f"stood sideways or upside down, and was turned to be read: {_shown_pages(turned)}"
    in_others = list(doubts_about_language(chosen.values(), engine, installed_languages()))
    yield from in_others or _strange(chosen, engine)


def _unproved(suspects: Sequence[int]) -> Iterator[str]:
    """Say that a text may stand in the wrong place, where nothing is there to read the pictures."""
    if suspects:
        yield (
            f"the file's own text does not stand where the pictures have print, as on {_shown_pages(suspects)}: it may be that "
            f"of other pages. {WITHOUT_ENGINE}, and read the file again"
        )


def _strange(chosen: Mapping[int, PageGlyphs], engine: Engine) -> Iterator[str]:
    """Say where the words are of no language that the engine was told."""
    counts = {at: known for at, page in chosen.items() if (known := known_words(page.pieces, engine.languages)) is not None}
    strange = [at for at, known in counts.items() if known.share is not None and known.share < KNOWN]
    if strange:
        whole = summed(counts[at] for at in strange)
        yield (
            f"only {whole.known / max(whole.words, 1):.0%} of the words recognised on {_shown_pages(strange)} are known in "
            f"{engine.languages}: name the text's languages with --ocr-languages (such as deu, or eng+deu)"
        )


def _confidence(page: PageGlyphs) -> float | None:
    """Return the mean confidence of a page's words, None where it has none."""
    told = [piece.confidence for piece in page.pieces if piece.confidence is not None]
    return sum(told) / len(told) if told else None


def _passed_over(pages: Sequence[PageGlyphs]) -> Iterator[str]:
    """Say which pages are pictures in which no text was found."""
    pictures = [at for at, page in enumerate(pages) if page.pictured and page.drawn < FEWEST_GLYPHS]
    if pictures:
        yield f"{len(pictures)} pages of the file are pictures without text, and were passed over: {_shown_pages(pictures)}"


def _shown_pages(pages: Sequence[int]) -> str:
    """Return pages, from 0, as they are counted in the file.

    >>> _shown_pages([4, 0, 1, 2])
    'pages 1–3, 5 of the file'
    """
    runs: list[tuple[int, int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    shown = [f"{first + 1}–{last + 1}" if last > first else f"{first + 1}" for first, last in runs]
    more = ", …" if len(shown) > MOST_SHOWN else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(shown[:MOST_SHOWN])}{more} of the file"


def _require_text(pages: Sequence[PageGlyphs], path: Path, *, installable: bool, failed: str = "") -> None:
    """Refuse a file without text; `failed` says what recognition could not do.

    Raises:
        ArticleError: it has none, with what would help.
    """
    if any(page.drawn for page in pages):
        return
    pictured = sum(page.pictured for page in pages)
    if not pictured:
        raise ArticleError(f"{path} has no text on its {len(pages)} pages: there is nothing to search in it.")
    remedy = f"{WITHOUT_ENGINE}, or give a file that has the text." if installable else "There is nothing to search in it."
    tried = "" if installable else f", and none was recognised in them{failed and f' ({failed})'}"
    raise ArticleError(f"{path} has no text: {pictured} of its {len(pages)} pages are pictures, as of a scan{tried}. {remedy}")


def _with_common_sizes(pages: Sequence[PageGlyphs]) -> list[PageGlyphs]:
    """Return the pages with the sizes of recognised words that differ by what measuring them cannot tell made one."""
    counts = Counter[float]()
    for page in pages:
        for piece in page.pieces:
            if page.recognised and piece.confidence is not None and not piece.lifted:
                counts[piece.size] += len(piece.text)
    common = dict(_common(counts))
    return [
        replace(page, pieces=tuple(piece._replace(size=common.get(piece.size, piece.size)) for piece in page.pieces))
        if page.recognised
        else page
        for page in pages
    ]


def _common(counts: Counter[float]) -> Iterator[tuple[float, float]]:
    """Yield each size with the one that it is made: the middle of the sizes near the commonest, these taken out, and so on."""
    left = dict(counts)
    while left:
        near = {size: sum(n for other, n in left.items() if abs(other - size) <= SAME_SIZE * size) for size in left}
        best = max(near, key=lambda size: (near[size], size))
        group = [size for size in left if abs(size - best) <= SAME_SIZE * best]
        middle = sum(size * left[size] for size in group) / sum(left[size] for size in group)
        for size in group:
            yield size, round(middle, 2)
            del left[size]
