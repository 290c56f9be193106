"""working.py: what becomes of the files and articles of a job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexFolderError
from index.folder import current_generation, writing
from index.intake import working
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, Job, JobKind, JobState, Outcome
from index.intake.kept_bibliographies import received_bibliographies
from index.intake.removed_files import removed_files
from index.intake.working import BROKE_DOWN, LAST, STAYS_OUT, Working
from index.maintenance import add_to, build_collection
from index.opening import open_collection
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.doubles import WordEncoder


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes are of words alone."""
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    monkeypatch.setattr(working, "BUSY", 0.01)


@pytest.fixture
def queue(folder: Path) -> JobQueue:
    """The queue of an index of the harbour's article."""
    return JobQueue(folder)


def upload(queue: JobQueue, **files: str) -> Job:
    """Put files, named by their stems, into the queue."""
    with queue.incoming() as incoming:
        for name, text in files.items():
            with incoming.receive(f"{name}.txt") as file:
                file.write(text.encode())
        return queue.submit(JobKind.ADD, incoming.items(), "", incoming)


def done(queue: JobQueue, job: Job) -> Job:
    """Work on a job, which must then be the same on the disk."""
    found = Working(queue, job).run()
    assert queue.job(job.id) == found
    return found


def ids(queue: JobQueue) -> list[str]:
    """The ids in the index, which must open whole."""
    return [article.id for article in open_collection(queue.index_folder, encoder=WordEncoder()).articles]


def kept(queue: JobQueue) -> list[str]:
    """The files that are kept."""
    return sorted(path.name for path in queue.kept.iterdir() if path.is_file())


def test_files_are_added_kept_and_reported_on(queue: JobQueue) -> None:
    """Each is in the index, kept as received, and told with its notes; the job tells all bytes, and which index it made."""
    job = done(queue, upload(queue, railway=RAILWAY, bridge=BRIDGE))
    assert (job.state, job.index) == (JobState.DONE, current_generation(queue.index_folder).name)
    assert [(item.outcome, item.article_ids) for item in job.items] == [("indexed", ("railway",)), ("indexed", ("bridge",))]
    assert [(report.title, report.notes) for item in job.items for report in item.reports] == [
        ("On the Railway", 2),
        ("On the Bridge", 2),
    ]
    assert job.progress.bytes_read == job.progress.bytes_all == len(RAILWAY) + len(BRIDGE)
    assert job.progress.encoded == job.progress.to_encode > 0
    assert ids(queue) == ["harbour", "railway", "bridge"]
    assert (queue.kept / "bridge.txt").read_text() == BRIDGE


def test_what_is_kept_can_be_indexed_anew(queue: JobQueue) -> None:
    """A folder of what came in gives the same articles."""
    done(queue, upload(queue, railway=RAILWAY, bridge=BRIDGE))
    anew = build_collection([queue.kept], encoder=WordEncoder())
    assert {article.id: article.title for article in anew.articles} == {"railway": "On the Railway", "bridge": "On the Bridge"}


def test_one_bad_file_gets_its_sentence(queue: JobQueue) -> None:
    """The rest goes in, and the bad one is not kept; its sentence has the name that it came with, and no folder of ours."""
    job = done(queue, upload(queue, railway=RAILWAY, empty="", bridge=BRIDGE))
    assert [item.outcome for item in job.items] == ["indexed", "refused", "indexed"]
    assert job.items[1].sentence.startswith("empty.txt is empty")
    assert (kept(queue), ids(queue)) == (["bridge.txt", "railway.txt"], ["harbour", "railway", "bridge"])


@pytest.mark.parametrize("count", [1, 2])
def test_nothing_but_bad_files(queue: JobQueue, count: int) -> None:
    """The job is done, each file has its sentence, and the index is as it was."""
    before = current_generation(queue.index_folder)
    job = done(queue, upload(queue, **{f"empty{number}": " " * number for number in range(count)}))
    assert (job.state, [item.outcome for item in job.items]) == (JobState.DONE, ["refused"] * count)
    assert (kept(queue), current_generation(queue.index_folder)) == ([], before)


def test_a_file_that_is_there_already(queue: JobQueue) -> None:
    """It is told under which id, whatever it is called now, and twice in one upload it is added once."""
    job = done(queue, upload(queue, other=TEXT, railway=RAILWAY, again=RAILWAY))
    assert [item.outcome for item in job.items] == ["known", "indexed", "known"]
    assert job.items[0].sentence == "It is in the library already, as “harbour”."
    assert job.items[2].sentence == "It is the same file as “railway.txt”, which came with it."
    assert (kept(queue), ids(queue)) == (["railway.txt"], ["harbour", "railway"])


def test_two_uploads_of_one_file(queue: JobQueue) -> None:
    """The second finds what the first has added."""
    one, two = upload(queue, railway=RAILWAY), upload(queue, railway=RAILWAY)
    assert [done(queue, job).items[0].outcome for job in (one, two)] == ["indexed", "known"]


def test_other_files_of_one_name(queue: JobQueue) -> None:
    """They become different articles, and both are kept."""
    for text in (RAILWAY, BRIDGE):
        done(queue, upload(queue, essay=text))
    assert (kept(queue), ids(queue)) == (["essay (2).txt", "essay.txt"], ["harbour", "essay", "essay-2"])


def test_folders_come_with_their_files(queue: JobQueue) -> None:
    """Files of one name in two folders are told apart by them, they are collections, and an empty one is not kept."""
    job = done(queue, upload(queue, **{"letters/essay": RAILWAY, "diaries/essay": BRIDGE}))
    assert [item.article_ids for item in job.items] == [("essay",), ("diaries-essay",)]
    catalogue = open_collection(queue.index_folder, encoder=WordEncoder()).catalogue
    assert catalogue.collection("letters") == ("essay",)
    assert (queue.kept / "diaries" / "essay.txt").read_text() == BRIDGE
    done(queue, queue.submit(JobKind.REMOVE, [Item("diaries-essay")]))
    assert not (queue.kept / "diaries").exists()
    assert ids(queue) == ["harbour", "essay"]


def test_articles_are_removed(queue: JobQueue) -> None:
    """Out of the index, and their files are kept no more."""
    done(queue, upload(queue, railway=RAILWAY, bridge=BRIDGE))
    job = done(queue, queue.submit(JobKind.REMOVE, [Item("railway"), Item("nowhere")]))
    assert [(item.outcome, item.sentence) for item in job.items] == [
        ("removed", ""),
        ("refused", "There is no such article any more."),
    ]
    assert (kept(queue), ids(queue)) == (["bridge.txt"], ["harbour", "bridge"])


def test_files_of_others_stay(queue: JobQueue, harbour_file: Path) -> None:
    """What did not come in this way is taken out of the index, and its file is left alone, and out of the next index."""
    done(queue, upload(queue, railway=RAILWAY))
    (item,) = done(queue, queue.submit(JobKind.REMOVE, [Item("harbour")])).items
    assert (item.outcome, item.sentence) == (Outcome.REMOVED, STAYS_OUT)
    assert removed_files(queue.index_folder) == {str(harbour_file)}
    assert (harbour_file.read_text("utf-8"), ids(queue)) == (TEXT, ["railway"])


def test_the_last_article_stays(queue: JobQueue) -> None:
    """An index without articles cannot be, and the sentence says so."""
    job = done(queue, queue.submit(JobKind.REMOVE, [Item("harbour")]))
    assert (job.items[0].outcome, job.items[0].sentence, ids(queue)) == (Outcome.REFUSED, LAST, ["harbour"])


def test_articles_are_read_anew(queue: JobQueue, harbour_file: Path) -> None:
    """An article gets what its file says now, under the id that it had."""
    harbour_file.write_text(TEXT.replace("Canada", "Mexico"), "utf-8")
    job = done(queue, queue.submit(JobKind.REREAD, [Item("harbour")]))
    assert (job.items[0].outcome, job.items[0].reports[0].notes) == (Outcome.INDEXED, 4)
    (article,) = open_collection(queue.index_folder, encoder=WordEncoder()).articles
    assert "imported flour from Mexico." in article.text


def test_an_article_whose_file_is_gone_is_not_read_anew(queue: JobQueue, harbour_file: Path) -> None:
    """It stays as it is, and the sentence names its file."""
    harbour_file.unlink()
    job = done(queue, queue.submit(JobKind.REREAD, [Item("harbour")]))
    assert job.items[0].sentence.startswith("harbour.txt cannot be read: No such file")
    assert ids(queue) == ["harbour"]


def test_a_removed_line_of_a_collection_can_be_added_again(queue: JobQueue) -> None:
    """The file of which other articles are left is kept, and coming in again it brings the one back that was removed."""
    lines = '{"id": "one", "text": "Ships came in."}\n{"id": "two", "text": "Bread rose."}\n'
    for expected in ("indexed", "indexed"):
        with queue.incoming() as incoming:
            with incoming.receive("both.jsonl") as file:
                file.write(lines.encode())
            job = done(queue, queue.submit(JobKind.ADD, incoming.items(), "", incoming))
        assert (job.items[0].outcome, job.items[0].article_ids) == (expected, ("one", "two"))
        assert (kept(queue), ids(queue)) == (["both.jsonl"], ["harbour", "one", "two"])
        done(queue, queue.submit(JobKind.REMOVE, [Item("one")]))
        assert (kept(queue), ids(queue)) == (["both.jsonl"], ["harbour", "two"])


def test_another_writer_is_waited_for(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes the index, the job says so and waits; then it goes on."""
    job, told = upload(queue, railway=RAILWAY), list[str]()
    other = writing(queue.index_folder)
    other.__enter__()

    def rest(_: float) -> None:
        told.append(queue.job(job.id).sentence)
        other.__exit__(None, None, None)

    monkeypatch.setattr(working, "sleep", rest)
    found = done(queue, job)
    assert told[0].startswith("Another process is writing the index in ")
    assert (found.state, found.sentence, ids(queue)) == (JobState.DONE, "", ["harbour", "railway"])


def test_a_disk_that_is_full_leaves_the_library_as_it_was(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job fails with the reason, and no file of it is kept."""

    def full(*_: object, **__: object) -> None:
        raise IndexFolderError("The index cannot be written: No space left on device.")

    monkeypatch.setattr(working, "add_to", full)
    job = done(queue, upload(queue, railway=RAILWAY))
    assert (job.state, job.sentence) == (JobState.FAILED, "The index cannot be written: No space left on device.")
    assert (job.items[0].outcome, kept(queue), ids(queue)) == (Outcome.REFUSED, [], ["harbour"])


def test_a_file_that_breaks_the_process_down_twice_is_left_out(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that takes the job up has the file to blame that was being read; the rest goes in."""
    job = upload(queue, railway=RAILWAY, bad="Bad\n\nA bad text.\n", bridge=BRIDGE)
    read = add_to

    def breaking(folder: Path, paths: list[Path], **options: object) -> object:
        assert (queue.kept / "bad.txt") not in paths, "a breakdown"
        return read(folder, paths, **options)  # type: ignore[arg-type]

    for tries in (1, 2):
        broken = queue.job(job.id)
        items = [replace(item, outcome=Outcome.READING) if item.name == "bad.txt" else item for item in broken.items]
        queue.save(replace(broken, state=JobState.WORKING, items=tuple(items)))
        if tries == 1:
            monkeypatch.setattr(working, "add_to", breaking)
            with pytest.raises(AssertionError, match="a breakdown"):
                Working(queue, queue.job(job.id)).run()
    found = done(queue, queue.job(job.id))
    assert [(item.outcome, item.sentence) for item in found.items] == [
        ("indexed", ""),
        ("refused", BROKE_DOWN),
        ("indexed", ""),
    ]
    assert (kept(queue), ids(queue)) == (["bridge.txt", "railway.txt"], ["harbour", "railway", "bridge"])


def test_a_job_that_breaks_down_again_and_again_fails(queue: JobQueue) -> None:
    """Where no file is to blame, the job is given up after some times."""
    job = upload(queue, railway=RAILWAY)
    queue.save(replace(job, state=JobState.WORKING, breakdowns=3))
    found = done(queue, queue.job(job.id))
    assert (found.state, found.sentence) == (JobState.FAILED, "The work on it broke down 4 times; the service's log says more.")
    assert (kept(queue), ids(queue)) == ([], ["harbour"])


def test_a_job_whose_index_was_written_is_not_done_twice(queue: JobQueue) -> None:
    """Whoever takes up a job that ended just before it could say so finds what was added, as added."""
    job = done(queue, upload(queue, railway=RAILWAY))
    before = current_generation(queue.index_folder)
    waiting = [replace(item, outcome=Outcome.WAITING, article_ids=()) for item in job.items]
    queue.save(replace(job, state=JobState.WORKING, items=tuple(waiting)))
    again = done(queue, queue.job(job.id))
    assert (again.items[0].outcome, again.items[0].article_ids, again.items[0].reports) == (
        Outcome.INDEXED,
        ("railway",),
        job.items[0].reports,
    )
    assert (current_generation(queue.index_folder), kept(queue)) == (before, ["railway.txt"])


def test_a_removal_that_broke_off_is_ended(queue: JobQueue) -> None:
    """Where the index was written and the file not removed yet, it is removed now."""
    done(queue, upload(queue, railway=RAILWAY))
    job, path = queue.submit(JobKind.REMOVE, [Item("railway")]), queue.kept / "railway.txt"
    done(queue, job)
    path.write_text(RAILWAY)
    item = Item("railway", path=str(path), article_ids=("railway",))
    queue.save(replace(job, state=JobState.WORKING, items=(item,)))
    assert done(queue, queue.job(job.id)).items[0].outcome is Outcome.REMOVED
    assert (kept(queue), ids(queue)) == ([], ["harbour"])


def test_a_job_is_handed_back(queue: JobQueue) -> None:
    """A process that has to end lets the job wait, and blames no file."""
    job = upload(queue, railway=RAILWAY)
    reading = replace(job, state=JobState.WORKING, items=(replace(job.items[0], outcome=Outcome.READING),))
    Working(queue, reading).hand_back()
    found = queue.job(job.id)
    assert (found.state, found.items[0].outcome, found.items[0].tries) == (JobState.WAITING, Outcome.WAITING, 0)


def test_an_index_that_is_gone_fails_the_job(tmp_path: Path) -> None:
    """Nothing is made where there is no index."""
    queue = JobQueue(tmp_path / "none")
    job = done(queue, upload(queue, railway=RAILWAY))
    assert (job.state, kept(queue)) == (JobState.FAILED, [])
    assert job.sentence.startswith("There is no index at ")


def test_what_bibliographies_told_is_a_remark(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence about a bibliography is noted once."""

    def telling(*arguments: object, told: object, **options: object) -> object:
        for _ in range(2):
            told("zotero.bib has changed since.")  # type: ignore[operator]
        return add_to(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(working, "add_to", telling)
    assert done(queue, upload(queue, railway=RAILWAY)).remarks == ("zotero.bib has changed since.",)


def described(queue: JobQueue, sidecar: str) -> Job:
    """Lay a sidecar beside the harbour's article, by a job."""
    with queue.incoming() as incoming:
        with incoming.receive("harbour.toml") as file:
            file.write(sidecar.encode())
        incoming.close()
        return done(queue, queue.submit(JobKind.REREAD, [Item("harbour")], "", incoming))


def test_an_article_is_read_with_the_sidecar_that_came(queue: JobQueue, harbour_file: Path) -> None:
    """It lies beside the file, and the index is up to date with it."""
    assert described(queue, "year = 1998\n").items[0].outcome is Outcome.INDEXED
    (article,) = open_collection(queue.index_folder, encoder=WordEncoder()).articles
    assert article.publication.year == 1998
    assert harbour_file.with_suffix(".toml").read_text() == "year = 1998\n"


def test_a_sidecar_that_cannot_be_read_leaves_the_former(queue: JobQueue, harbour_file: Path) -> None:
    """The article stays as it was, and the index opens."""
    described(queue, "year = 1998\n")
    job = described(queue, "year = [\n")
    assert job.items[0].outcome is Outcome.REFUSED
    assert "harbour.toml is not TOML" in job.items[0].sentence
    assert harbour_file.with_suffix(".toml").read_text() == "year = 1998\n"
    assert ids(queue) == ["harbour"]


def bibliography(queue: JobQueue, **files: str) -> Job:
    """Put bibliographies, named by their stems, into the queue."""
    with queue.incoming() as incoming:
        for name, text in files.items():
            with incoming.receive(f"{name}.bib") as file:
                file.write(text.encode())
        return queue.submit(JobKind.DESCRIBE, incoming.items(), "", incoming)


def years(queue: JobQueue) -> list[int | None]:
    """The years in the index."""
    articles = open_collection(queue.index_folder, encoder=WordEncoder()).articles
    return [article.publication.year for article in articles]


def test_bibliographies_reach_what_is_there_and_what_comes(queue: JobQueue) -> None:
    """The last of a name counts; one that is none is left out, and the other is taken up."""
    both = "@book{h, title={On the Harbour}, year=1998}\n@book{r, title={On the Railway}, year=1999}\n"
    job = done(queue, bibliography(queue, library=both, letter="Dear Ann"))
    assert [item.outcome for item in job.items] == [Outcome.INDEXED, Outcome.REFUSED]
    assert job.items[0].sentence == "It has 2 entries; one article here is described by it."
    assert job.items[1].sentence.startswith("letter.bib is neither BibTeX nor CSL-JSON nor RIS.")
    done(queue, upload(queue, railway=RAILWAY))
    assert years(queue) == [1998, 1999]
    done(queue, bibliography(queue, library=both.replace("1998", "1997")))
    assert years(queue) == [1997, 1999]
    assert [path.name for path in received_bibliographies(queue.index_folder)] == ["library.bib"]


def test_a_bibliography_that_cannot_be_taken_up_changes_nothing(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index cannot be written, the former bibliography lies there again."""
    done(queue, bibliography(queue, library="@book{h, title={On the Harbour}, year=1998}\n"))
    (path,) = received_bibliographies(queue.index_folder)
    before = path.read_bytes()

    def failing(*_: object, **__: object) -> None:
        raise IndexFolderError("The disk is full.")

    monkeypatch.setattr(working, "describe_in", failing)
    job = done(queue, bibliography(queue, library="@book{h, title={On the Harbour}, year=1900}\n"))
    assert (job.state, job.sentence, path.read_bytes(), years(queue)) == (JobState.FAILED, "The disk is full.", before, [1998])


def test_a_bibliography_is_given_up(queue: JobQueue) -> None:
    """What it told is known no more, what others tell is; one that is gone already changes nothing."""
    done(queue, bibliography(queue, one="@book{h, title={On the Harbour}, year=1998}\n"))
    done(queue, upload(queue, railway=RAILWAY))
    done(queue, bibliography(queue, two="@book{r, title={On the Railway}, year=1999}\n"))
    job = done(queue, queue.submit(JobKind.FORGET, [Item("one.bib"), Item("nowhere.bib")]))
    assert [item.outcome for item in job.items] == [Outcome.REMOVED, Outcome.REFUSED]
    assert years(queue) == [None, 1999]
    assert [path.name for path in received_bibliographies(queue.index_folder)] == ["two.bib"]
