"""Articles that mean harm, in every format that is read: what a browser might run or be misled by, wherever words may stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypandoc
from reportlab.pdfgen.canvas import Canvas

from tests.index.pdfium.drawn_pdfs import drawn

MARKUP = '<script>window.ran=1</script><img src=x onerror="window.ran=1">"><svg/onload=window.ran=1>{{7*7}}\'`'
LINK = "javascript:window.ran=1"
OVERRIDE, ISOLATE = "\u202e", "\u2067"  # what follows runs from right to left, and nothing ends it
BACKWARDS = f"{OVERRIDE}gnp.exe{ISOLATE}"
HARM = f"{MARKUP} {LINK} {BACKWARDS}"
PANDOC = ("docx", "odt", "epub", "html", "jats", "tei", "latex", "rst", "org", "markdown")
ENDINGS = {"jats": "xml", "latex": "tex", "markdown": "md"}
RAW = f'<p onclick="window.ran=1"><a href="{LINK}">here</a><iframe src="{LINK}"></iframe>The ship sank.</p>{MARKUP}'
ASCII_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def hostile_articles(folder: Path, marks: int) -> list[Path]:
    """Write an article in each format, each with a sidecar, and return the files; `marks` combining ones stand on one letter."""
    heaped = heap(marks)
    made = [_by_pandoc(folder, kind, heaped) for kind in PANDOC]
    made += [_plain(folder, heaped), _lines(folder, heaped), _printed(folder, heaped), _page(folder)]
    for path in made:
        if path.suffix != ".jsonl":
            path.with_suffix(".toml").write_text(_sidecar(path.suffix == ".txt", heaped), "utf-8")
    return made


def heap(marks: int) -> str:
    """Return a letter with as many combining marks, above and below in turn, which is how they take longest to put in order."""
    return "Z" + "\u0300\u0316" * (marks // 2)


def _sidecar(titled: bool, heaped: str) -> str:
    """Return a sidecar; where it has no title, that of the file is shown."""
    named = {"title": f"Sidecar {HARM} {heaped}"} if titled else {}
    named |= {"container": f"Journal {HARM}", "publisher": HARM, "url": "https://example.org/" + "x" * 400}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in named.items()]
    return "\n".join(
        [*lines, f"author = [{json.dumps(f'Graves {HARM}, William {HARM}', ensure_ascii=False)}]", "year = 1918", ""]
    )


def _by_pandoc(folder: Path, kind: str, heaped: str) -> Path:
    """Write an article by pandoc, from Markdown in which all that could be markup is escaped."""
    path = folder / f"{kind}-article.{ENDINGS.get(kind, kind)}"
    pypandoc.convert_text(_markdown(heaped), kind, format="markdown", outputfile=str(path), extra_args=["--standalone"])
    return path


def _markdown(heaped: str) -> str:
    harm = _escaped(HARM)
    title = json.dumps(f"Title {harm} {heaped}", ensure_ascii=False)
    author = json.dumps(f"Author {harm}", ensure_ascii=False)
    return (
        f"---\ntitle: {title}\nauthor: {author}\n---\n\n# Heading {harm} {heaped}\n\n"
        f"The harbour froze in January.[^1] Ships waited [outside]({LINK}) {harm} for the thaw.[^2]\n\n"
        f"Bread became {heaped} expensive, and the mayor imported flour from Canada.[^3]\n\n"
        f"[^1]: Harris, Ice, 12. {harm}\n\n[^2]: Locke {heaped}, 3.\n\n[^3]: Ibid.\n"
    )


def _escaped(text: str) -> str:
    return ASCII_MARKS.sub(r"\\\1", text)


def _plain(folder: Path, heaped: str) -> Path:
    path = folder / "plain-article.txt"
    path.write_text(
        f"Title {HARM} {heaped}\n\nI. Heading {HARM} {heaped}\n\nThe harbour froze in January.1 Ships waited {HARM} outside.2\n\n"
        f"Bread became {heaped} expensive, and the mayor imported flour from Canada.3\n",
        "utf-8",
    )
    return path


def _lines(folder: Path, heaped: str) -> Path:
    path = folder / "lines-article.jsonl"
    text = f"The harbour froze in January.1 Ships waited {HARM} outside.2\n\nThe mayor {heaped} imported flour from Canada.3"
    path.write_text(json.dumps({"id": "lines-article", "title": f"Title {HARM} {heaped}", "text": text}) + "\n", "utf-8")
    return path


def _printed(folder: Path, heaped: str) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(f"Title {HARM} {heaped}")
        canvas.setAuthor(HARM)
        canvas.setFont("Times-Roman", 9)
        for at, line in enumerate((MARKUP, f"The harbour froze. {LINK}", "The mayor imported flour from Canada.")):
            canvas.drawString(20, 500 - 30 * at, line)

    path = folder / "printed-article.pdf"
    path.write_bytes(drawn(draw))
    return path


def _page(folder: Path) -> Path:
    """A web page whose markup itself means harm, rather than words that look like it."""
    path = folder / "page-article.html"
    path.write_text(
        f"<title>Page</title><h1>Page {RAW}</h1><h2 onclick='window.ran=1'>Part</h2>{RAW}<p>The harbour froze.</p>", "utf-8"
    )
    return path
