"""Files that came in are kept as received, in a folder beside the index, under names that any system takes.

The folder is one that `loccit index` can read: what is in it are articles' files, and the jobs' own folder is hidden. Folders
that were sent are folders there, too: they become collections, and tell files of one name apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath

from index.folder import kept_folder
from index.readers import SUFFIXES, is_passed_over

LONGEST_STEM, LONGEST_SUFFIX = 150, 20  # bytes in UTF-8; systems take 255
MOST_FOLDERS = 4  # around a file, the innermost
ELSEWHERE = re.compile(
    r"[\\:]|^/|(?:^|/)\.\.(?:/|$)"
)  # what is no name of a file below a folder that was sent, as browsers write it
LONGEST_SHOWN = 120  # characters of a name that a person is shown
FORBIDDEN = re.compile(r'[<>:"|?*\[\]]')  # on Windows, and what loccit itself would take for a pattern
WHITE_SPACE = re.compile(r"\s+")
NAMELESS = "article"


def received_files(index_folder: Path) -> tuple[Path, ...]:
    """Return the files that came in and are kept, in a fixed order; none where nothing ever came in."""
    folder = kept_folder(index_folder)
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and _is_received(path, folder)))


def _is_received(path: Path, folder: Path) -> bool:
    return path.is_file() and not any(map(is_passed_over, path.relative_to(folder).parts))


def safe_name(name: str) -> str:
    r"""Return a name that is a file's in any folder: no path, no control, nothing that a reader of folders passes over.

    >>> safe_name("../../etc/Ōtani\n 1998.docx")
    'Ōtani 1998.docx'
    >>> safe_name("C:\\Texts\\.hidden.txt")
    'hidden.txt'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    spaced = WHITE_SPACE.sub(" ", FORBIDDEN.sub("-", last))
    plain = "".join(character for character in spaced if unicodedata.category(character)[0] != "C").strip(" .~")
    path = PurePosixPath(plain or NAMELESS)
    stem, suffix = _cut(path.stem, LONGEST_STEM).rstrip(" ."), _cut(path.suffix, LONGEST_SUFFIX)
    found = f"{stem or NAMELESS}{suffix}"
    return f"{NAMELESS} {found}" if is_passed_over(found) else found


def safe_folders(name: str) -> tuple[str, ...]:
    r"""Return the folders in which a file of this name was sent, under names that are safe; none where the name leads elsewhere.

    >>> safe_folders("letters/1890s/essay.txt")
    ('letters', '1890s')
    >>> safe_folders("../etc/essay.txt"), safe_folders("C:\\Texts\\essay.txt"), safe_folders("/essay.txt")
    ((), (), ())
    """
    if ELSEWHERE.search(name):
        return ()
    return tuple(safe_name(each) for each in name.split("/")[:-1] if each.strip(" ."))[-MOST_FOLDERS:]


def shown_name(name: str) -> str:
    """Return a file's name as a person is shown it: as it was sent, without controls, and cut where it is long."""
    plain = "".join(character if unicodedata.category(character)[0] != "C" else " " for character in name)
    words = WHITE_SPACE.sub(" ", plain).strip()
    return (words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 20]}…{words[-19:]}") or NAMELESS


def free_path(folder: Path, name: str) -> Path:
    """Return where a file of this name can be kept, in the folders that it was sent in: beside one that has it, under a number.

    Two that would make one id, such as “a.txt” and “A.txt”, are no matter here: ids are told apart where articles are indexed.
    """
    for each in safe_folders(name):
        folder = next(path for path in (folder / other for other in _numbered(each)) if path.is_dir() or not path.exists())
    return next(path for path in (folder / each for each in _numbered(safe_name(name))) if not path.exists())


def remove_kept(path: Path, folder: Path) -> None:
    """Remove a file that is kept in `folder`, and the folders around it that hold nothing any more."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # the first of them that holds something
        for around in path.relative_to(folder).parents[:-1]:
            (folder / around).rmdir()


def _numbered(name: str) -> Iterator[str]:
    yield name
    path = PurePosixPath(name)
    yield from (f"{path.stem} ({number}){path.suffix}" for number in count(2))


def _cut(text: str, most: int) -> str:
    """Cut a text down to so many bytes, whole characters only."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
