"""Writes deploy/licences.md: under which licence each package of constraints.txt may be used, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata

from tests.conftest import REPOSITORY
from tests.serve_requirements import pins

FILE = REPOSITORY / "deploy" / "licences.md"
HEAD = """\
# Licences

Of every package that an installation may bring, the tools for developing included, by its own metadata. loccit itself is under
Apache-2.0. Written by `make requirements`; a test keeps it true, and refuses a licence that nobody has looked at.

| package | licence |
| --- | --- |
"""
ROW = re.compile(r"^\| (?P<name>\S+) \| (?P<licence>.+) \|$", re.MULTILINE)
CLASSIFIER = "License :: "
# What their metadata leave out: the first has its licence in a file alone, the second carries a program, which is run.
SAID_ELSEWHERE = {"axe-playwright-python": "MIT", "pypandoc-binary": "MIT, and GPL-2.0-or-later for pandoc, which it carries"}
MPL = (
    "the Mozilla Public License 2.0 lets it be used, linked and passed on with works under any licence (sections 2.1 "
    "and 3.3). Whoever changes its own files and passes them on publishes these; loccit changes none and contains "
    "none"
)
# Packages with a licence that asks something of whoever passes them on, and why they may stay. Each one's own text was read.
KEPT = {
    "certifi": f"Brought by what fetches models. A list of certificates: {MPL}.",
    "hypothesis": f"For tests alone. MPL: {MPL}.",
    "pathspec": f"For mypy and the documentation alone. MPL: {MPL}.",
    "tqdm": f"In every installation. Partly under the MIT licence, partly under the MPL: {MPL}.",
    "pypandoc-binary": (
        "Only with `loccit[formats]`. The Python part is under the MIT licence. The program pandoc is under the GPL, "
        "version 2 or later, which restricts no running (section 0) and lets it be passed on beside other works (section "
        "2). loccit starts it as a process of its own, links nothing of it and does not contain it. Who passes on an "
        "image with it in it passes on its licence too, and where its source is: pypandoc/files/copyright.pandoc has "
        "both."
    ),
    "pytrec-eval-terrier": (
        "For tests alone, brought by ir-measures, which checks our measures against the field's own program. The package "
        "says MIT; files of the program trec_eval in it, by their author, say “for research, non-commercial purposes”. It "
        "is in no installation of loccit, and no result of loccit needs it. Who may not use it leaves `ir-measures` and "
        "its two tests out."
    ),
}
HEAD_OF_KEPT = """
## What asks for something, and why it may stay

"""
BEHIND = """
## Libraries inside the packages

The wheels of NumPy, SciPy, scikit-learn, FAISS and PyTorch carry GCC's runtime libraries: libgomp and libgfortran under the GPL
3 with the GCC Runtime Library Exception, which lets compiled programs be under any licence, and libquadmath under the LGPL 2.1,
a file of its own that may be replaced. lxml names libiconv (LGPL 2.1) for those of its wheels that need it. FreeType, in
matplotlib and Pillow, may be had under its own licence instead of the GPL. Nothing in a default installation is under the AGPL.
"""
LONGEST = 60  # characters of a licence's name; longer ones are its text


def licence(name: str) -> str:
    """Return what a package says of its licence: an expression, or classifiers, or a name; empty where it says nothing.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    told = metadata(name)
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    classifiers = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith(CLASSIFIER)]
    named, expression = ("".join(told.get_all(key) or ()).strip() for key in ("License", "License-Expression"))
    return expression or ", ".join(classifiers) or (named if len(named) <= LONGEST else "")


def licences() -> Iterator[tuple[str, str]]:
    """Yield each pinned package that is installed here, with its licence."""
    for name in sorted(pins()):
        try:
            yield name, licence(name)
        except PackageNotFoundError:
            continue


def text() -> str:
    """Return what the file has to hold; packages that are not installed here stay as they are."""
    known = dict(ROW.findall(FILE.read_text("utf-8"))) if FILE.exists() else {}
    rows = {name: licence for name, licence in known.items() if name in pins()} | dict(licences())
    table = "".join(f"| {name} | {rows[name]} |\n" for name in sorted(rows))
    return HEAD + table + HEAD_OF_KEPT + "".join(f"- **{name}**: {why}\n" for name, why in sorted(KEPT.items())) + BEHIND


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
