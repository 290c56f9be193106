"""ask_page.py: what people see, as HTML."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import LONGEST_QUESTION, Answerer
from qa.answering.confidence_in_words import in_words, per_cent
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID, TEXT
from tests.doubles import WordEncoder
from web import create_app

PEAK = "How many Japanese troops were there at the peak?"
ADDRESSES = [
    "/",
    f"/?q={PEAK}",
    "/?q=What is the capital of Australia?",
    "/?q=",
    "/articles",
    f"/articles/{SEED_ID}?start=6657&end=6757",
    f"/articles/{SEED_ID}/cite?start=6657&end=6957",
    "/verify",
    "/articles/nowhere",
]
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """A page's text, what of it is marked, the values of its ids and links; fails where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text, self.marked, self.ids, self.links = "", "", list[str](), list[str]()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag's id and link."""
        self.open += [] if tag in VOID else [tag]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action"}]

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, which must be the last opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is marked, note numbers apart."""
        self.text += data
        if "mark" in self.open and "sup" not in self.open:
            self.marked += data


def test_answer_is_marked_and_its_note_in_place(client: FlaskClient) -> None:
    """The answering sentence is marked word for word, with the note's number behind its last character."""
    html = client.get("/", query_string={"q": PEAK}).text
    assert Page(html).marked.startswith("Japan continued to send troops into Siberia; at its peak, the total number of troops")
    assert re.search(r'reached 72,400\.<sup class="number"><a [^>]*aria-label="note 5">5</a></sup></mark>', html)
    assert '<span>paragraph 10</span> <span class="page">page 4 of the file</span>' in " ".join(html.split())


def test_counted_pages_are_nowhere_shown_as_printed_ones(client: FlaskClient) -> None:
    """The seed article's pages are only counted in its file, and every page that shows one says so."""
    true = "at its peak, the total number of troops reached 72,400."
    shown = [client.get(path).text for path in ADDRESSES[:-1]] + [client.post("/verify", data={"text": true}).text]
    assert sum("page 4 of the file" in html for html in shown) == 4
    assert not any(re.search(r"\bpp?\.(\s|&nbsp;)*[0-9]", html) for html in shown)


def test_question_stays_in_the_address_and_the_field(client: FlaskClient) -> None:
    """The form is sent by GET, and the field keeps the question."""
    html = client.get("/", query_string={"q": PEAK}).text
    assert '<form id="ask" action="/" method="get"' in html
    assert f'value="{PEAK}"' in html


def test_no_answer_is_set_apart(client: FlaskClient) -> None:
    """A no says so, with its reason, and calls the nearest passages what they are."""
    html = client.get("/?q=What is the capital of Australia?").text
    assert "This article does not seem to answer that." in html
    assert "never uses the word “Australia”" in html
    assert "The nearest passages, which are not an answer" in html


@pytest.mark.parametrize("question", ["", "x" * 5000, "a\x00b", "🚂", "what is it?"])
def test_what_is_no_question_gets_a_sentence_in_the_page(client: FlaskClient, question: str) -> None:
    """A question that cannot be searched for gets the form again with a sentence."""
    response = client.get("/", query_string={"q": question})
    assert response.status_code == 422
    assert '<p class="problem" id="problem" role="alert">The question' in response.text
    assert 'name="q"' in response.text


@pytest.mark.parametrize("limit", ["0", "-1", "1000000000", "x", "1_0", "٣", "9" * 5000, ""])
def test_impossible_limit(client: FlaskClient, limit: str) -> None:
    """A limit in the address that cannot be kept gets a sentence."""
    response = client.get("/", query_string={"q": PEAK, "limit": limit})
    assert response.status_code == 422
    assert "The limit is" in response.text


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script> Graves", '"><img src=x onerror=alert(1)> Graves', "Graves & {{ 7*7 }}"]
)
def test_markup_in_a_question_is_text(client: FlaskClient, question: str) -> None:
    """Markup that somebody asks is shown as text."""
    html = client.get("/", query_string={"q": question}).text
    assert question not in html
    assert escape(question, quote=False).split(" ")[0] in html.replace("&#34;", '"')
    Page(html)


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_whole_and_of_one_house(client: FlaskClient, address: str) -> None:
    """Tags match, ids are unique, scripts and styles are files of ours, and nothing comes from another host."""
    response = client.get(address)
    page = Page(response.text)
    assert len(set(page.ids)) == len(page.ids)
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", response.text))
    assert not re.search(r"<style|<[^>]* (?:style|on[a-z]+)=", response.text)
    assert all(link.startswith(("/", "#")) for link in page.links)
    for link in page.links:
        if link.startswith("/"):
            with client.get(link.split("#")[0]) as followed:
                assert followed.status_code == (404 if "nowhere" in link else 200)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_notes_that_begin_again_have_places_of_their_own(tmp_path: Path) -> None:
    """Where labels begin again with each chapter, every note has an id of its own, to which an answer links."""
    again = TEXT.replace("again.4", "again.1 It stayed open.2 It was used.3")
    (tmp_path / "harbour.txt").write_text(again, "utf-8")
    collection = build_collection([tmp_path], Settings(), WordEncoder())
    client = create_app(OpenedIndex.over(collection)).test_client()
    assert [note.label for note in collection.articles[0].notes] == ["1", "2", "3", "1", "2", "3"]
    ids = [name for name in Page(client.get("/articles/harbour").text).ids if re.fullmatch(r"n\d.*", name)]
    assert len(set(ids)) == 12
    links = Page(client.get("/?q=Ships entered the harbour again").text).links
    assert f"/articles/harbour#{ids[6]}" in links


def test_several_articles_can_be_asked_one_by_one(tmp_path: Path) -> None:
    """With several articles, the form offers each, and the answer names the article."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    (tmp_path / "railway.txt").write_text(TEXT.replace("Harbour", "Railway").replace("flour", "coal"), "utf-8")
    collection = build_collection([tmp_path], Settings(), WordEncoder())
    client = create_app(OpenedIndex.over(collection)).test_client()
    html = client.get("/?q=Who imported coal?&article=railway").text
    assert '<option value="railway" selected>On the Railway</option>' in html
    assert "The mayor imported coal" in Page(html).marked
    assert '<a href="/articles/railway">On the Railway</a></h' in html
    assert client.get("/?q=Who imported coal?&article=nowhere").status_code == 404
    assert client.get("/?q=Who imported coal?&article=").status_code == 200


def test_section_of_another_article_is_let_go(tmp_path: Path) -> None:
    """A section that was chosen together with another article does not stand in the way of this one's answer."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    (tmp_path / "railway.txt").write_text(TEXT.replace("I. The Ice", "I. The Coal"), "utf-8")
    client = create_app(OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder()))).test_client()
    question = {"q": "Who imported flour?", "article": "railway", "section": "I. The Ice"}
    assert client.get("/", query_string={**question, "of": "harbour"}).status_code == 200
    refused = client.get("/", query_string={**question, "of": "railway"})
    assert refused.status_code == 404
    assert "Its sections are: I. The Coal; II. The Thaw." in Page(refused.text).text


def test_confidence_stands_in_words_with_its_number(client: FlaskClient, answerer: Answerer) -> None:
    """Each citation says how likely it is, in the words of the bands, with the number beside."""
    html = client.get("/", query_string={"q": PEAK}).text
    shown = re.findall(r'<span class="likelihood">(.+?) <span class="figure">(\d+)&nbsp;%</span></span>', html)
    wanted = [citation.confidence for citation in answerer.rank(PEAK)]
    assert shown == [(in_words(confidence), str(per_cent(confidence))) for confidence in wanted]


def test_hit_in_a_note_is_shown_as_one(tmp_path: Path) -> None:
    """Where a note's own text answers, it stands as a note before the words that it stands behind."""
    notes = "\n\nNotes\n\n1. The almanac of thermometers, p. 12.\n2. Register, p. 3.\n3. Letters, p. 40.\n4. Ibid., p. 77.\n"
    (tmp_path / "harbour.txt").write_text(TEXT + notes, "utf-8")
    client = create_app(OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder()))).test_client()
    html = client.get("/?q=almanac of thermometers").text
    assert re.search(
        r'<p class="in-note"><b>Note 1</b> <mark dir="auto" lang="en">The almanac of thermometers, p. 12.</mark>', html
    )
    assert "The harbour froze in January." in Page(html).marked


def test_the_form_takes_the_longest_question(client: FlaskClient) -> None:
    """What may be typed, and what the reader's “Ask about this” hands over, is as long as what is answered."""
    assert f'maxlength="{LONGEST_QUESTION}"' in client.get("/").text
    script = files("web.pages").joinpath("static/reader.js").read_text("utf-8")
    assert f".slice(0, {LONGEST_QUESTION})" in script


def test_a_follow_up_says_how_it_was_read(client: FlaskClient) -> None:
    """The form carries the question and what was quoted; one that goes on says with what it was read, and can be asked alone."""
    first = client.get("/", query_string={"q": PEAK}).text
    (passage,) = re.findall(r'name="at" value="([^"]+)"', first)
    assert f'<input type="hidden" name="after" value="{PEAK}">' in first
    html = client.get("/", query_string={"q": "And why did they stay?", "after": PEAK, "at": passage}).text
    assert f'Read as “<span dir="auto">And why did they stay? – {PEAK}</span>”' in html
    assert 'href="/?q=And+why+did+they+stay%3F">Ask it alone</a>' in html
    assert re.findall(r'name="after" value="([^"]+)"', html) == [PEAK, "And why did they stay?"]
    assert "Read as" not in client.get("/", query_string={"q": "And why did they stay?"}).text


def test_a_question_that_stands_alone_has_an_address_of_its_own(client: FlaskClient) -> None:
    """What was asked before is dropped from its address, so that a link to the answer is a link to that alone."""
    response = client.get("/", query_string={"q": PEAK, "article": SEED_ID, "after": "Who was Graves?", "at": "-"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/?q={PEAK.replace(' ', '+')[:-1]}%3F&article={SEED_ID}",
    )


@pytest.mark.parametrize("at", ["-", "nowhere.7", "", "\x00"])
def test_a_passage_that_is_gone_stops_no_follow_up(client: FlaskClient, at: str) -> None:
    """Where the text was read anew since, the question before is read all the same."""
    html = client.get("/", query_string={"q": "And why did they stay?", "after": PEAK, "at": at}).text
    assert "Read as" in html


def test_a_conversation_that_is_too_long(client: FlaskClient) -> None:
    """More questions than are read get a sentence; the page never sends so many."""
    response = client.get("/", query_string={"q": "And why?", "after": ["And how?"] * 21, "at": ["-"] * 21})
    assert response.status_code == 422
    assert "There are 21 questions before this one, but at most 20 are read." in response.text


def test_the_best_answer_is_set_apart(client: FlaskClient) -> None:
    """The first passage stands alone at the top, the other likely ones below a heading of their own, numbered on."""
    html = client.get("/", query_string={"q": "Why did the United States send troops to Siberia?"}).text
    lists = re.findall(r'<ol class="citations ?([a-z ]*)"(?: start="(\d+)")?>(.*?)</ol>', html, re.DOTALL)
    assert (lists[0][0], lists[0][1], lists[0][2].count("<article")) == ("best", "", 1)
    assert [start for _, start, _ in lists[1:]] == [
        str(1 + sum(body.count("<article") for *_, body in lists[:at])) for at in range(1, len(lists))
    ]


def test_the_last_heading_stands_in_the_margin_and_opens_the_path(tmp_path: Path) -> None:
    """Of several headings the last is shown, and the whole path opens; a single one is shown as it is."""
    (tmp_path / "harbour.md").write_text("# Book\n\n## Ice\n\n### Flour\n\nThe mayor imported flour from Canada.\n", "utf-8")
    client = create_app(OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder()))).test_client()
    html = client.get("/?q=flour from Canada").text
    assert '<details class="path section"><summary>Flour</summary><span>Ice › Flour</span></details>' in html


def test_home_says_what_the_library_holds(client: FlaskClient) -> None:
    """How much there is to be asked stands on the first page, with the way to it."""
    html = client.get("/").text
    assert re.search(
        r'<p class="library">1 article(?: by 1 author)?(?:, \d{4})?: 37 paragraphs, 13 pages, 46 notes\. <a href="/articles">',
        html,
    )


def test_home_says_that_its_questions_are_being_worked_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """So they are not looked for in vain in the first seconds after an index was opened."""
    told = "Questions to begin with are being worked out"
    assert told not in client.get("/").text
    monkeypatch.setattr("web.pages.ask_page.examples_of", lambda _: None)
    assert told in client.get("/").text


def test_notes_whose_texts_the_source_lacks(client: FlaskClient) -> None:
    """Who asks for a note of a source that has only its number is told so; where the text is there, nothing is said."""
    said = "The source does not carry this note’s text, only where it stands: that is quoted."
    assert said in client.get("/", query_string={"q": "What does note 24 support?"}).text
    assert said not in client.get("/", query_string={"q": PEAK}).text


def test_the_text_face_comes_from_here(client: FlaskClient) -> None:
    """The style sheet's fonts are there, with their licence, and the policy allows fonts of this host alone."""
    with client.get("/static/loccit.css") as style:
        faces = re.findall(r'url\("(fonts/[^"]+)"\)', style.get_data(as_text=True))
    assert len(faces) == 5
    for face in faces:
        with client.get(f"/static/{face}") as response:
            assert (response.status_code, response.data[:4]) == (200, b"wOF2")
    with client.get("/static/fonts/OFL.txt") as licence:
        assert "SIL OPEN FONT LICENSE" in licence.get_data(as_text=True)
    assert "font-src 'self';" in client.get("/").headers["Content-Security-Policy"]
