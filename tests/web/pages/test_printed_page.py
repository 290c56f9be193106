"""printed_page.py: the printed page beside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from reportlab.lib.pagesizes import A6
from reportlab.pdfgen.canvas import Canvas

from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.doubles import WordEncoder
from tests.scans import read_by_others
from tests.web.pages.test_ask_page import Page
from web import create_app

LINES = ("On the Harbour", "", "The harbour froze in January, and ships waited.", "Bread became expensive for everybody then.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An article of one page, as PDF."""
    path = tmp_path / "harbour.pdf"
    canvas = Canvas(str(path), pagesize=A6)
    for at, line in enumerate(LINES):
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(30, 380 - 12 * at, line)
    canvas.save()
    return path


@pytest.fixture
def client(file: Path) -> FlaskClient:
    """Somebody who reads it."""
    return create_app(OpenedIndex.over(build_collection([file], Settings(), WordEncoder()))).test_client()


def test_the_page_stands_beside_the_text_with_the_mark(client: FlaskClient) -> None:
    """The reader offers it, shows it where it is asked for, and the picture has the quotation marked."""
    (offered,) = [link for link in Page(client.get("/articles/harbour").text).links if "print=mark" in link]
    assert "Page 1 of 1 of the file" in " ".join(client.get(offered).text.split())
    html = client.get("/articles/harbour?start=20&end=40&print=mark").text
    assert "Page 1 of 1 of the file" in " ".join(html.split())
    assert "/articles/harbour/pages/1.webp?start=20&end=40" in Page(html).links
    marked, bare = (client.get(f"/articles/harbour/pages/1.webp{query}") for query in ("?start=20&end=40", ""))
    assert (marked.status_code, marked.mimetype, marked.data[8:12]) == (200, "image/webp", b"WEBP")
    assert marked.data != bare.data
    assert marked.headers["Cache-Control"] == "private, max-age=3600"


def test_recognised_text_has_its_picture_beside_it(tmp_path: Path) -> None:
    """Where a place in recognised text is marked, the page is shown unasked, until the text alone is asked for."""
    (tmp_path / "scan.pdf").write_bytes(read_by_others(["The pilot drowned in 1918. Nobody replaced him."]))
    scans = create_app(OpenedIndex.over(build_collection([tmp_path / "scan.pdf"], Settings(), WordEncoder()))).test_client()
    page = Page(scans.get("/articles/scan?start=0&end=26").text)
    assert "/articles/scan/pages/1.webp?start=0&end=26" in page.links
    alone = "/articles/scan?start=0&end=26&print=no"
    assert any(link.startswith(alone) for link in page.links)
    for address in (alone, "/articles/scan"):
        assert not any("/pages/1.webp" in link for link in Page(scans.get(address).text).links)


@pytest.mark.parametrize("asked", ["0", "7", "x", "", "99999999999"])
def test_pages_that_there_are_not(client: FlaskClient, asked: str) -> None:
    """Whatever page is asked for beside the text, one that there is stands there."""
    assert "/articles/harbour/pages/1.webp" in Page(client.get(f"/articles/harbour?print={asked}").text).links


def test_pictures_that_cannot_be_had(client: FlaskClient, file: Path) -> None:
    """A page that there is not, a file that has changed, and one that is gone get a sentence; the text is still read."""
    assert "has 1 pages, and none that is number 9" in client.get("/articles/harbour/pages/9.webp").text
    file.write_bytes(file.read_bytes() + b"\n")
    changed = client.get("/articles/harbour/pages/1.webp?start=20&end=41")
    assert (changed.status_code, "has changed since it was indexed" in changed.text) == (404, True)
    file.unlink()
    assert "is not at hand here" in client.get("/articles/harbour/pages/1.webp").text
    html = client.get("/articles/harbour?print=1").text
    assert "The harbour froze" in html
    assert "Printed page" not in html
