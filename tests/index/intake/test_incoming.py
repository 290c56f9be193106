"""incoming.py: an upload while it comes in."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from index.intake.incoming import Incoming, waiting_file


def test_files_lie_under_their_numbers(tmp_path: Path) -> None:
    """Whatever a file is called, it waits under its number, with its size and its digest."""
    incoming = Incoming(tmp_path)
    for name, content in (("../a.txt", b"one"), ("../a.txt", b"two!")):
        with incoming.receive(name) as file:
            file.write(content)
    one, two = incoming.items()
    assert (one.name, one.size, one.sha256) == ("../a.txt", 3, sha256(b"one").hexdigest())
    assert (two.name, two.size, two.sha256) == ("../a.txt", 4, sha256(b"two!").hexdigest())
    assert waiting_file(tmp_path, 1).read_bytes() == b"two!"


def test_a_field_that_was_left_empty_is_no_file(tmp_path: Path) -> None:
    """A form without a file sends a nameless one; the files behind it keep their numbers."""
    incoming = Incoming(tmp_path)
    with incoming.receive(" ") as nothing:
        nothing.write(b"")
    with incoming.receive("a.txt") as file:
        file.write(b"one")
    assert [item.name for item in incoming.items()] == ["a.txt"]
    assert waiting_file(tmp_path, 0).read_bytes() == b"one"
