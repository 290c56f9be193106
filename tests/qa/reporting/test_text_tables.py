"""text_tables.py: an evaluation as tables of text."""

from __future__ import annotations

import re

from qa.evaluating.measures import MEASURES
from qa.evaluating.significance import differences
from qa.reporting.text_tables import comparison_table, measures_table, systems_table, types_table
from tests.outcomes import FOUR, RIGHT, evidence, outcome, question, run


def test_report_shows_every_measure_and_both_halves() -> None:
    """The table has a line for each measure: its value, interval and count, and its value on either half."""
    lines = measures_table(FOUR).splitlines()
    assert lines[0] == "4 questions, 3 of them answered by their article, 1 not"
    assert [line[:26].strip() for line in lines[3:]] == [measure.name for measure in MEASURES]
    assert re.fullmatch(r"passage hit@1 +0\.333 +\[0\.000, 1\.000\] +3 +1\.000 +0\.000", lines[3])
    assert not measures_table(run(RIGHT)).splitlines()[2].endswith("dev")


def test_report_tells_what_was_left_out() -> None:
    """Questions that could not be resolved are counted, with the first reason."""
    assert "left out" not in measures_table(FOUR)
    left = run(RIGHT)
    object.__setattr__(left, "left_out", ("line 2: no such quotation",))
    assert measures_table(left, 0).endswith(
        "1 questions are left out, for they could not be resolved; the first: line 2: no such quotation"
    )


def test_by_type() -> None:
    """Each type has a line; what cannot be measured of it is a dash."""
    rows = {line.split()[0]: line.split()[1:] for line in types_table(FOUR).splitlines()[1:]}
    assert rows["who"] == ["2", "0.500", "1.000", "0.500", "0.500", "1.000", "–"]
    assert rows["absent"] == ["1", "–", "–", "–", "–", "–", "0.000"]


def test_systems_are_marked_where_they_differ() -> None:
    """What is really better is marked +, what is worse −, and what may be chance is not."""
    good = run(*(outcome(question(f"q{at}", *evidence(3)), 3) for at in range(12)))
    bad = run(*(outcome(question(f"q{at}", *evidence(3)), 8) for at in range(12)), name="lexical only")
    better, worse = systems_table([good, bad], differences(good, [bad])).splitlines()[1:]
    assert better.split()[:4] == ["as", "it", "is", "1.000"]
    assert worse.split()[2:4] == ["0.000−", "0.000−"]
    assert "real" in comparison_table(differences(good, [bad]))
