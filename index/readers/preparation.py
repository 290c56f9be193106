"""What reading loads when it is first needed, loaded before: whoever waits for a file's reading need not wait for that."""

from __future__ import annotations

from index.languages import detected
from index.text import common_words


def prepare_reading() -> None:
    """Load the detector of languages, and the common words of English; once, however often this is called.

    Raises:
        DetectorError: there is no room for the detector's temporary file.
    """
    detected("")
    common_words()
