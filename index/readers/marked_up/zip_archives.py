"""Zip archives, as Word, OpenDocument and e-books are: opened only within limits that no honest file exceeds."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from index.errors import ArticleError

MOST_ENTRIES = 20_000
MOST_BYTES = 1_000_000_000  # unpacked, all entries together
LARGEST_ENTRY = 300_000_000
MOST_RATIO = 200  # unpacked to packed, of entries over SMALL bytes: text rarely exceeds 20
SMALL = 5_000_000
ENCRYPTED = 0x1  # the flag of an entry
COMPOUND = b"\xd0\xcf\x11\xe0"  # Word files before 2007, and those that a password protects
CHUNK = 1 << 20


class Archive:
    """A zip archive in memory whose entries' names, sizes and checksums were found sound."""

    def __init__(self, data: bytes, place: str) -> None:
        """Check `data`, the bytes of the file at `place`.

        Raises:
            ArticleError: it is empty, not an archive, damaged, encrypted, too large, or leaves its folder.
        """
        self.place = place
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ArticleError(f"{place} {_what_instead(data)}") from error
        self._refuse_excess()
        self._refuse_damage()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, in order."""
        return tuple(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return an entry.

        Raises:
            ArticleError: there is none of that name.
        """
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise ArticleError(f"{self.place} is not complete: it has no {name}. Save or download it anew.") from error

    def _refuse_excess(self) -> None:
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or total > MOST_BYTES:
            raise ArticleError(
                f"{self.place} would unpack to {len(entries):,} files of {total:,} bytes; more than {MOST_ENTRIES:,} files or "
                f"{MOST_BYTES:,} bytes are not unpacked. Take out what is no text, such as pictures."
            )
        for entry in entries:
            self._refuse_entry(entry)

    def _refuse_entry(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & ENCRYPTED:
            raise ArticleError(f"{self.place} is encrypted. Save it without a password, and index that.")
        name = posixpath.normpath(entry.filename.replace("\\", "/"))
        if name.startswith(("/", "../")) or name == ".." or ":" in name.split("/")[0]:
            raise ArticleError(f"{self.place} holds a path that leaves the archive, {entry.filename!r}. Do not trust this file.")
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > LARGEST_ENTRY or (entry.file_size > SMALL and ratio > MOST_RATIO):
            raise ArticleError(
                f"{self.place} holds {entry.filename!r}, which would unpack from {entry.compress_size:,} bytes to "
                f"{entry.file_size:,}: more than any text does. It is not unpacked."
            )

    def _refuse_damage(self) -> None:
        """Read every entry once: what is longer than it says, or differs from its checksum, is found before anybody trusts it."""
        try:
            for entry in self._zip.infolist():
                with self._zip.open(entry) as file:
                    while file.read(CHUNK):
                        pass
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise ArticleError(f"{self.place} is damaged: {error}. Save or download it anew.") from error


def _what_instead(data: bytes) -> str:
    """Say what a file is that should have been an archive, and what to do."""
    if not data:
        return "is empty: it has 0 bytes. Give a file that holds the article."
    if data.startswith(b"%PDF"):
        return "is a PDF under another name. Name it .pdf."
    if data.startswith(COMPOUND):
        return "is encrypted, or a Word file of before 2007. Save it anew as .docx, without a password."
    if data.startswith(b"PK"):
        return "is cut off or damaged: it begins as an archive, but its list of contents is missing. Save or download it anew."
    return f"is not what its name says: it is no zip archive, but begins with {data[:8]!r}. Give the file its right name."
