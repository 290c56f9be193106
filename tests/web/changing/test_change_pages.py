"""change_pages.py: articles are changed on pages, without JavaScript."""

from __future__ import annotations

from io import BytesIO

from flask.testing import FlaskClient

from index.intake import JobQueue
from index.intake.worker import Worker
from tests.conftest import RAILWAY
from tests.waiting import until
from tests.web.changing.test_change_routes import client, queue

__all__ = ["client", "queue"]  # fixtures
REFRESHES = '<meta http-equiv="refresh"'


def upload(client: FlaskClient, *files: tuple[str, bytes]) -> str:
    """Send the form, and return the address of the page that it leads to."""
    response = client.post("/articles", data={"files": [(BytesIO(data), name) for name, data in files]})
    assert response.status_code == 303
    return response.headers["Location"]


def test_a_page_shows_how_far_a_job_is(client: FlaskClient, queue: JobQueue) -> None:
    """It refreshes itself until all is taken up; each file has its outcome, a bad one its sentence."""
    page = upload(client, ("railway.txt", RAILWAY.encode()), ("<b>.txt", b""))
    waiting = client.get(page).text
    assert REFRESHES in waiting
    assert "It waits for its turn." in waiting
    assert ">Adding</a>" in client.get("/articles").text
    Worker(queue).run()
    until(lambda: REFRESHES not in client.get(page).text)
    shown = client.get(page).text
    assert "1 added, 1 left out." in shown
    assert "&lt;b&gt;.txt is empty" in shown
    assert "<b>.txt" not in shown
    assert "On the Railway" in shown
    assert "1 paragraph, 2 notes, 0 with their own text, no doubt" in shown
    listed = client.get("/articles").text
    assert page in listed
    assert ">Added</a>" in listed
    assert "On the Railway" in listed


def test_the_list_expects_uploads(client: FlaskClient, queue: JobQueue) -> None:
    """Whoever opens it and may add has a worker called; no other page does that."""
    client.get("/articles/harbour")
    assert not queue.is_expected(within=0.0)
    client.get("/articles")
    assert queue.is_expected(within=0.0)


def test_an_article_is_removed_on_its_page(client: FlaskClient, queue: JobQueue) -> None:
    """The page shows what was read, and its forms read anew and remove; without the right there are none."""
    page = client.get("/articles/harbour/change").text
    assert "4 notes" in page
    assert client.get("/articles/nowhere/change").status_code == 404
    reread = client.post("/articles/harbour/reread").headers["Location"]
    removed = client.post("/articles/harbour/remove").headers["Location"]
    Worker(queue).run()
    assert "1 read anew." in client.get(reread).text
    until(lambda: REFRESHES not in client.get(reread).text)
    assert "It is the only article left" in client.get(removed).text


def test_a_form_that_was_sent_twice(client: FlaskClient, queue: JobQueue) -> None:
    """The second upload finds the file there, and a second removal finds nothing."""
    pages = [upload(client, ("railway.txt", RAILWAY.encode())) for _ in range(2)]
    Worker(queue).run()
    assert "It is in the library already, as “railway”." in client.get(pages[1]).text
    until(lambda: REFRESHES not in client.get(pages[1]).text)
    assert "There already</h1>" in client.get(pages[1]).text
    until(lambda: "On the Railway" in client.get("/articles").text)
    removals = [client.post("/articles/railway/remove").headers["Location"] for _ in range(2)]
    Worker(queue).run()
    assert "There is no such article any more." in client.get(removals[1]).text


def test_unknown_job(client: FlaskClient) -> None:
    """A job that is not kept any more is a page that says so."""
    response = client.get("/jobs/nowhere")
    assert (response.status_code, "There is no job" in response.text) == (404, True)


def test_metadata_are_saved(client: FlaskClient, queue: JobQueue) -> None:
    """The form saves a sidecar, which the article is read with; what cannot be comes back with its sentence."""
    form = client.get("/articles/harbour/metadata").text
    assert 'formmethod="post" formaction="/articles/harbour/metadata"' in form
    refused = client.post("/articles/harbour/metadata", data={"year": "soon", "title": "On <Ice>"}, follow_redirects=True)
    assert refused.status_code == 422
    assert "year is &#39;soon&#39;, but must be a year" in refused.text
    assert 'value="On &lt;Ice&gt;"' in refused.text
    page = client.post("/articles/harbour/metadata", data={"author": "Moore, Ann", "year": "1998"}).headers["Location"]
    Worker(queue).run()
    until(lambda: REFRESHES not in client.get(page).text)
    assert "Moore, Ann, 1998" in client.get("/articles").text
    assert client.post("/articles/nowhere/metadata", data={"year": "1998"}).status_code == 404
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/articles/harbour/metadata", data={"year": "1"}, headers=elsewhere).status_code == 403


def test_a_bibliography_is_taken_up(client: FlaskClient, queue: JobQueue) -> None:
    """The form takes an export of a reference manager, and the articles that are there get what it says."""
    assert "Authors and years from Zotero" in client.get("/articles").text
    export = b"@book{h, title={On the Harbour}, author={Moore, Ann}, year=1998}\n"
    page = client.post("/bibliographies", data={"files": (BytesIO(export), "z.bib")}).headers["Location"]
    Worker(queue).run()
    until(lambda: REFRESHES not in client.get(page).text)
    assert "It has one entry; one article here is described by it." in client.get(page).text
    assert "Moore, Ann, 1998" in client.get("/articles").text
    assert client.post("/bibliographies", data={}).status_code == 415
    assert client.get("/api/bibliographies").get_json() == {"bibliographies": ["z.bib"]}
    assert 'formaction="/bibliographies/z.bib/remove"' in client.get("/articles").text
    given_up = client.post("/bibliographies/z.bib/remove").headers["Location"]
    Worker(queue).run()
    until(lambda: REFRESHES not in client.get(given_up).text)
    assert "Given up</h1>" in client.get(given_up).text
    assert "Moore, Ann, 1998" not in client.get("/articles").text
    assert client.delete("/api/bibliographies/z.bib").status_code == 404
