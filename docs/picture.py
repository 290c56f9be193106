"""Takes the README's picture: `python -m docs.picture`, an answer on the page as chromium shows it at a width of 1200 pixels."""

from __future__ import annotations

import shutil
import socket
import threading
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from docs.house import REPOSITORY
from index.maintenance import index_into
from index.settings import Settings
from qa.opened_index import OpenedIndex
from web import create_app
from web.service_settings import ServiceSettings
from web.serving.http_server import Server

QUESTION = "How many Japanese troops were there at the peak?"
PICTURE = REPOSITORY / "docs" / "images" / "answer.png"
WIDTH, HEIGHT = 1200, 606


def take() -> None:
    """Serve the seed article on this machine alone, ask, and keep what the page shows."""
    collection = index_into(REPOSITORY / "build" / "picture-index", [REPOSITORY / "seeds"], Settings())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(create_app(OpenedIndex.over(collection)), listening, ServiceSettings())
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        _photograph(f"http://127.0.0.1:{listening.getsockname()[1]}/?q={quote(QUESTION)}")
        server.stop()
        thread.join(30)


def _photograph(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take()
