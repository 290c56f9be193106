"""Working on a job: its files are kept, read and indexed, or its articles taken out, and what became of each is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

from index.errors import ArticleError, LoccitError
from index.folder import IndexBusyError, SourceFile, current_generation, made_at
from index.intake.incoming import waiting_file
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, Job, JobKind, JobState, Outcome
from index.intake.kept_bibliographies import bibliography_path, received_bibliographies, with_those_in_use
from index.intake.kept_files import free_path, remove_kept
from index.intake.laid_sidecars import lay, lay_sidecar, take_back, take_sidecar_back
from index.intake.noting import Noting
from index.intake.removed_files import keep_out
from index.maintenance import add_to, describe_in, indexed_sources, remove_from
from index.metadata import Bibliography, BibliographyError, entry_digest, read_bibliography

MOST_TRIES = 2  # readings of a file that broke down, after which it is refused
MOST_BREAKDOWNS = 4  # of the process, in one job, beside those
BUSY = 1.0  # seconds until the index is tried again, where another process writes it
LONGEST_BUSY = 3600.0  # seconds after which a job fails because of that
BROKE_DOWN = "Reading it broke down twice, so it was left out; the service's log says more."
STAYS_OUT = "Its file stays where it lies, and out of the index until it is added again."
NO_MORE = "There is no such bibliography any more."
LAST = "It is the only article left, and an index holds one at least. Add another first."


class Working:
    """Works on one job of a queue, from where whoever worked on it before has left it."""

    def __init__(self, queue: JobQueue, job: Job) -> None:
        self._queue = queue
        self._noting = Noting(queue, job)

    def run(self) -> Job:
        """Do the job, and return it as it ended; only what is a fault of loccit's own leaves this."""
        self._take_up()
        try:
            if not self._noting.job.is_over:
                self._patiently(self._do)
                made = current_generation(self._queue.index_folder)
                self._noting.save(state=JobState.DONE, index=made.name, index_made=made_at(made), sentence="")
        except LoccitError as error:
            self._fail(str(error))
        except OSError as error:
            self._fail(f"The files cannot be kept or read: {error.strerror or error}. Nothing was changed.")
        return self._noting.job

    def hand_back(self) -> None:
        """Let the job wait for another process, as this one has to end."""
        self._noting.hand_back()

    def _take_up(self) -> None:
        """Begin, or go on where the process before broke down; what it was reading may be why."""
        job = self._noting.job
        items = tuple(_tried(item) if job.state is JobState.WORKING else item for item in job.items)
        blamed = any(item.outcome is Outcome.READING for item in job.items)
        breakdowns = job.breakdowns + (job.state is JobState.WORKING and not blamed)
        self._noting.save(state=JobState.WORKING, items=items, breakdowns=breakdowns)
        if breakdowns >= MOST_BREAKDOWNS:
            self._fail(f"The work on it broke down {breakdowns} times; the service's log says more.")

    def _do(self) -> None:
        work: dict[JobKind, Callable[[], None]] = {
            JobKind.ADD: self._add,
            JobKind.REREAD: self._reread,
            JobKind.REMOVE: self._remove,
            JobKind.DESCRIBE: self._describe,
            JobKind.FORGET: self._forget,
        }
        work[self._noting.job.kind]()

    def _patiently(self, work: Callable[[], None]) -> None:
        """Do some work, again and again while another process writes the index."""
        until = monotonic() + LONGEST_BUSY
        while True:
            try:
                return work()
            except IndexBusyError as error:
                if monotonic() > until:
                    raise
                self._noting.save(sentence=str(error))
                sleep(BUSY)

    # --- Adding ---------------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        self._keep()
        paths = [Path(item.path) for item in self._noting.job.items if not item.is_settled]
        if paths:
            self._index(paths, anew=False)
        self._discard_refused()

    def _keep(self) -> None:
        """Put each file that the index does not have in the place where it is kept."""
        known = indexed_sources(self._queue.index_folder)
        for position, item in enumerate(self._noting.job.items):
            if not item.is_settled:
                self._noting.item(position, self._kept(position, item, known))
        self._noting.save()

    def _kept(self, position: int, item: Item, known: Sequence[SourceFile]) -> Item:
        """Return an item with the path of its file, which was put there; the path is noted before, in case this breaks off."""
        there = [source for source in known if source.sha256 == item.sha256]
        same = next((each for each in self._noting.job.items[:position] if each.sha256 == item.sha256), None)
        ids = tuple(source.article_id for source in there)
        if item.path and item.path in {source.path for source in there}:
            return _indexed(item, ids)  # whoever worked on it before came so far
        if there and not any(source.partial for source in there):
            return replace(
                item, outcome=Outcome.KNOWN, sentence=f"It is in the library already, as {_listed(ids)}.", article_ids=ids
            )
        if same is not None:
            return replace(item, outcome=Outcome.KNOWN, sentence=f"It is the same file as “{same.name}”, which came with it.")
        waiting = waiting_file(self._queue.files_of(self._noting.job), position)
        if there:
            return replace(item, path=there[0].path)
        if not item.path:
            item = replace(item, path=str(free_path(self._queue.kept, item.name)))
            self._noting.item(position, item)
            self._noting.save()
        if waiting.exists():
            Path(item.path).parent.mkdir(parents=True, exist_ok=True)
            waiting.replace(item.path)
        return item

    def _index(self, paths: Sequence[Path], *, anew: bool) -> None:
        """Put the articles at `paths` into the index; a file that cannot be read gets its sentence, and the rest goes in."""
        try:
            add_to(
                self._queue.index_folder,
                paths,
                anew=anew,
                refused=self._noting.refuse,
                told=self._noting.remark,
                watch=self._noting,
            )
        except ArticleError as error:
            if not self._noting.refuse_current(error):
                raise
            return
        self._note_indexed()

    def _note_indexed(self) -> None:
        """Note the articles that each file has become, with their ids."""
        ids: dict[str, list[str]] = {}
        for source in indexed_sources(self._queue.index_folder):
            ids.setdefault(source.path, []).append(source.article_id)
        for position, item in enumerate(self._noting.job.items):
            if not item.is_settled and item.path in ids:
                self._noting.item(position, _indexed(item, tuple(ids[item.path])))

    def _discard_refused(self) -> None:
        """Remove the files that were refused, so that the folder holds articles alone."""
        used = {source.path for source in indexed_sources(self._queue.index_folder)}
        for position, item in enumerate(self._noting.job.items):
            if item.outcome is Outcome.REFUSED and item.path and item.path not in used:
                self._unkeep(item)
                self._noting.item(position, replace(item, path=""))

    def _unkeep(self, item: Item) -> None:
        """Remove an item's file, where it is one that came in."""
        if self._is_kept(item):
            remove_kept(Path(item.path), self._queue.kept)

    def _is_kept(self, item: Item) -> bool:
        return Path(item.path).is_relative_to(self._queue.kept)

    # --- Reading anew, and removing -------------------------------------------------------------------------------------

    def _reread(self) -> None:
        self._find()
        paths = list(dict.fromkeys(Path(item.path) for item in self._noting.job.items if not item.is_settled))
        if paths:
            with self._sidecars_laid():
                self._index(paths, anew=True)

    @contextmanager
    def _sidecars_laid(self) -> Iterator[None]:
        """Lay the sidecars that came with the job; where an article cannot be read with its one, the former lies there again."""
        came = [
            (position, waiting, Path(item.path))
            for position, item in enumerate(self._noting.job.items)
            if not item.is_settled and (waiting := waiting_file(self._queue.files_of(self._noting.job), position)).exists()
        ]
        try:
            for _, waiting, path in came:
                lay_sidecar(waiting, path)
            yield
        finally:
            for position, waiting, path in came:
                if self._noting.job.items[position].outcome is not Outcome.INDEXED:
                    take_sidecar_back(waiting, path)

    def _remove(self) -> None:
        self._find()
        wanted = [item.article_ids[0] for item in self._noting.job.items if not item.is_settled]
        there = indexed_sources(self._queue.index_folder)
        left = [source for source in there if source.article_id not in wanted]
        if wanted and not left:
            self._settle(lambda item: replace(item, outcome=Outcome.REFUSED, sentence=LAST))
            return
        still = [source.article_id for source in there if source.article_id in wanted]
        used = {source.path for source in left}
        gone = [item for item in self._noting.job.items if not item.is_settled and item.path not in used]
        elsewhere = {item.path for item in gone if not self._is_kept(item)}
        keep_out(self._queue.index_folder, elsewhere)
        if still:
            remove_from(self._queue.index_folder, still)
        for item in gone:
            self._unkeep(item)
        self._settle(lambda item: _removed(item, stays=item.path in elsewhere))

    # --- Bibliographies -------------------------------------------------------------------------------------------------

    def _describe(self) -> None:
        """Take up what the bibliographies that came in say of the articles; where that fails, the former ones lie there again."""
        came = [(position, item) for position, item in enumerate(self._noting.job.items) if not item.is_settled]
        read = {position: found for position, item in came if (found := self._read_bibliography(position, item))}
        laid = {position: bibliography_path(self._queue.index_folder, self._noting.job.items[position].name) for position in read}
        waiting = {position: waiting_file(self._queue.files_of(self._noting.job), position) for position in read}
        try:
            for position, target in laid.items():
                lay(waiting[position], target)
            if laid:
                paths = with_those_in_use(self._queue.index_folder, [*laid.values()])
                describe_in(
                    self._queue.index_folder,
                    paths,
                    refused=lambda error: self._noting.remark(str(error)),
                    told=self._noting.remark,
                )
        except BaseException:
            for position, target in laid.items():
                take_back(waiting[position], target)
            raise
        entries = [source.entry for source in indexed_sources(self._queue.index_folder)]
        for position, found in read.items():
            self._noting.item(position, _described(self._noting.job.items[position], found, entries))

    def _forget(self) -> None:
        """Give up bibliographies that came in: what they told of is told by the others, or by nothing."""
        there = {path.name: path for path in received_bibliographies(self._queue.index_folder)}
        unwanted = [there[item.name] for item in self._noting.job.items if item.name in there]
        if unwanted:
            paths = [path for path in with_those_in_use(self._queue.index_folder, []) if path not in unwanted]
            describe_in(self._queue.index_folder, paths, refused=lambda error: self._noting.remark(str(error)))
        for path in unwanted:
            path.unlink()
        self._settle(lambda item: replace(item, outcome=Outcome.REMOVED) if item.name in there else item.refused(NO_MORE))

    def _read_bibliography(self, position: int, item: Item) -> Bibliography | None:
        """Return a bibliography that came in; None, and the item refused, where it is none."""
        waiting = waiting_file(self._queue.files_of(self._noting.job), position)
        try:
            return read_bibliography(waiting)
        except BibliographyError as error:
            self._noting.item(position, item.refused(str(error).replace(str(waiting), item.name)))
            return None

    def _find(self) -> None:
        """Note the file of each article, so that it is known also once the article is out of the index."""
        paths = {source.article_id: source.path for source in indexed_sources(self._queue.index_folder)}
        for position, item in enumerate(self._noting.job.items):
            if item.is_settled or item.path:
                continue
            if item.name in paths:
                self._noting.item(position, replace(item, path=paths[item.name], article_ids=(item.name,)))
            else:
                self._noting.item(position, item.refused("There is no such article any more."))
        self._noting.save()

    def _settle(self, become: Callable[[Item], Item]) -> None:
        for position, item in enumerate(self._noting.job.items):
            if not item.is_settled:
                self._noting.item(position, become(item))

    def _fail(self, sentence: str) -> None:
        """End a job that changed nothing; of what came in with it none is kept that the index does not have."""
        self._settle(lambda item: item.refused("Not done, for the whole was not."))
        if self._noting.job.kind is JobKind.ADD:
            self._discard_refused()
        self._noting.save(state=JobState.FAILED, sentence=sentence)


def _tried(item: Item) -> Item:
    """Return an item as it is taken up again after a breakdown: refused, where it seems to be the cause."""
    tries = item.tries + (item.outcome is Outcome.READING)
    if tries >= MOST_TRIES and not item.is_settled:
        return replace(item, outcome=Outcome.REFUSED, sentence=BROKE_DOWN, tries=tries)
    return item if item.is_settled else replace(item, outcome=Outcome.WAITING, tries=tries)


def _indexed(item: Item, ids: tuple[str, ...]) -> Item:
    """Return an item that is in the index, its reports under the ids that its articles got."""
    reports = tuple(replace(report, article_id=each) for report, each in zip(item.reports, ids, strict=False))
    return replace(item, outcome=Outcome.INDEXED, article_ids=ids, reports=reports)


def _removed(item: Item, *, stays: bool) -> Item:
    return replace(item, outcome=Outcome.REMOVED, path="", sentence=STAYS_OUT if stays else "")


def _described(item: Item, found: Bibliography, entries: Sequence[str]) -> Item:
    """Return a bibliography's item that says how many articles, of which these are the entries' digests, it told of."""
    own = {entry_digest(entry) for entry in found.entries}
    told = sum(1 for entry in entries if entry in own)
    articles = "no article here is" if not told else "one article here is" if told == 1 else f"{told} articles here are"
    count = "one entry" if len(found.entries) == 1 else f"{len(found.entries)} entries"
    return replace(item, outcome=Outcome.INDEXED, sentence=f"It has {count}; {articles} described by it.")


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in ids)
