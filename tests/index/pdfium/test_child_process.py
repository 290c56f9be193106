"""child_process.py: a Python of its own, and how it ends."""

from __future__ import annotations

import pickle
from io import BytesIO

from index.pdfium.child_process import begun, ending, send


def test_child_ends_with_what_it_was_begun_for() -> None:
    """It is ended when nobody needs it, and tells how."""
    with begun("index.pdfium.drawing_process") as child:
        assert child.poll() is None
    assert ending(child) == "signal 9"


def test_child_that_finds_no_module_says_so() -> None:
    """A process that ends by itself tells its exit code."""
    with begun("index.pdfium.child_process") as child:  # which has no main
        assert ending(child) == "exit code 1"


def test_what_is_sent_is_a_pickle() -> None:
    """Each word can be read by itself; without a stream nothing is sent."""
    stream = BytesIO()
    send(stream, (1, 2))
    send(stream, "begun")
    stream.seek(0)
    assert [pickle.load(stream), pickle.load(stream)] == [(1, 2), "begun"]  # noqa: S301  # our own
    send(None, "nothing")
