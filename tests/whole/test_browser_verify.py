"""The verify page in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TRUE = "at its peak, the total number of troops reached 72,400."
FALSE = "at its peak, the total number of soldiers reached 72,500."
Window = Callable[..., Page]


def verify(page: Page, address: str, text: str) -> None:
    """Paste a text and have it verified."""
    page.goto(address + "/verify")
    page.get_by_label("A quotation, or a paragraph of a draft").fill(text)
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("#heard")).not_to_have_text("Is it in the text, exactly?")


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_differences_are_shown_word_by_word(window: Window, address: str, width: int, scripted: bool) -> None:
    """What only the quotation has is struck out, what only the text has stands beside it, and the table names each."""
    page = window(width, java_script_enabled=scripted)
    verify(page, address, FALSE)
    assert page.locator("#heard").text_content() == "Altered"
    compared = page.locator(".compared")
    assert compared.locator("del").all_text_contents() == ["soldiers", "72,500"]
    assert compared.locator("ins").all_text_contents() == ["troops", "72,400"]
    assert page.locator(".roles").text_content() == "Note 5 in the quotation. "
    assert page.locator(".differences tbody th").all_text_contents() == ["word", "number"]
    if scripted:
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_exact_quotation_leads_to_its_place(window: Window, address: str) -> None:
    """A true quotation is called so, shown with its note, and can be read in place."""
    page = window()
    verify(page, address, TRUE)
    assert page.locator("#heard").text_content() == "Word for word"
    assert page.locator(".verdict blockquote .number").text_content() == "5"
    page.get_by_role("link", name="Read in place").click()
    page.wait_for_url("**/articles/**")
    assert page.locator("mark").all_text_contents() == [TRUE + "5"]


def test_draft_is_read_quotation_by_quotation(window: Window, address: str) -> None:
    """Each quotation of a draft has its verdict."""
    page = window()
    verify(page, address, f"As he says, “{TRUE}” But “the weather was very fine in Vladivostok that year,” and “yes.”")
    assert page.locator("#heard").text_content() == "2 quotations in this draft"
    assert page.locator(".verdict h2").all_text_contents() == ["Not in the text", "Word for word"]
    expect(page.get_by_text("One of one or two words was left out, for such are as often terms.")).to_be_visible()


def test_nothing_to_verify(window: Window, address: str) -> None:
    """What is no quotation gets a sentence, and the text stays in its field."""
    page = window()
    verify(page, address, "…?!")
    expect(page.get_by_role("alert")).to_contain_text("neither letter nor digit")
    assert page.get_by_label("A quotation, or a paragraph of a draft").input_value() == "…?!"
