"""A folder on an object store, by whatever fsspec has for its URL: S3, Google Cloud Storage, Azure, SFTP, or a path as file://."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from index.errors import LoccitError, first_line

# Where a file needs a folder around it; elsewhere the first part of a path is a bucket, which is not made by the way.
FOLDERS = frozenset({"file", "local", "memory", "sftp", "ssh", "ftp", "smb", "hdfs", "webdav"})
T = TypeVar("T")


class StoreError(LoccitError):
    """An object store cannot be used, or does not hold what is wanted."""


class ObjectStore:
    """Files below a URL; names of files are relative to it."""

    def __init__(self, url: str) -> None:
        """Find out what reads the URL; nothing is asked of the store yet.

        Raises:
            StoreError: nothing that is installed does.
        """
        self._url = url
        if "://" not in url:
            raise StoreError(f"{url!r} is no URL of an object store. Name one such as s3://bucket/index, or file:///path.")
        try:
            import fsspec
        except ModuleNotFoundError as error:
            raise StoreError("fsspec is not installed. Install it with: pip install 'loccit[cluster]'") from error
        self._files, root = self._told("is not known", lambda: fsspec.url_to_fs(url))
        self._root = root.rstrip("/")
        protocol = self._files.protocol
        self._has_folders = not FOLDERS.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none.

        Raises:
            StoreError: the store cannot be read.
        """

        def content() -> bytes | None:
            try:
                return bytes(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

        return self._told("cannot be read", content)

    def get(self, name: str, into: Path) -> None:
        """Copy a file from the store.

        Raises:
            StoreError: it is not there, or cannot be read.
        """
        self._told(f"cannot be read: {name}", lambda: self._files.get_file(self._path(name), str(into)))

    def put(self, path: Path, name: str) -> None:
        """Copy a file to the store, unless one of its name and size is there.

        Raises:
            StoreError: it cannot be written.
        """

        def copied() -> None:
            there = self._path(name)
            if self._size(there) != path.stat().st_size:
                if self._has_folders:
                    self._files.makedirs(there.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(path), there)

        self._told("cannot be written", copied)

    def write(self, name: str, content: bytes) -> None:
        """Write a file's content.

        Raises:
            StoreError: it cannot be written.
        """
        self._told("cannot be written", lambda: self._files.pipe_file(self._path(name), content))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _size(self, path: str) -> int:
        """Return the bytes of a file, -1 where there is none."""
        self._files.invalidate_cache()
        try:
            return int(self._files.size(path))
        except FileNotFoundError:
            return -1

    def _told(self, what: str, done: Callable[[], T]) -> T:
        """Return what is done, and tell in a sentence what the store says against it."""
        try:
            return done()
        except Exception as error:  # each store has errors of its own
            said = first_line(error) or type(error).__name__
            raise StoreError(f"The store at {self._url} {what}: {said}") from error

    def __str__(self) -> str:
        return self._url
