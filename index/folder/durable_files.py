"""Files that are whole on the disk when they are said to be: written, synchronised, and put in place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEW = ".new"  # behind the name of a file that is about to take another's place


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines, each ended by a line feed."""
    with path.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write an array as NumPy reads it; not by `np.save`, which does not notice that the disk is full when it closes the file."""
    whole = np.ascontiguousarray(array)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(whole))
        file.write(whole.reshape(-1).view(np.uint8).data)


def link(path: Path, into: Path) -> None:
    """Give an encoder's file, which is never changed, a second name; copy it where that is not possible."""
    try:
        os.link(path, into)
    except OSError:
        shutil.copyfile(path, into)


def replace_text(path: Path, text: str) -> None:
    """Put `text` in the place of a file in one step."""
    beside = path.with_name(path.name + NEW)
    beside.write_text(text + "\n", "utf-8")
    sync(beside)
    beside.replace(path)
    sync(path.parent)


def sync_all(folder: Path) -> None:
    """Wait until a folder and the files in it are on the disk."""
    for path in folder.iterdir():
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of its files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
