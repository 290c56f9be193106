"""Whether a page in a browser is accessible: axe-core finds nothing, in light colours and in dark ones."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # what depends on the scheme
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def assert_accessible(page: Page) -> None:
    """No rule of WCAG 2.2 A or AA, or a best practice, that axe-core can test is broken; of colours, none in the dark either."""
    for scheme, options in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, f"{scheme}: {results.generate_report()}"
    page.emulate_media(color_scheme="null")


def assert_fits(page: Page, *widths: int) -> None:
    """The page is not wider than its window, as that is and at each of these widths."""
    for width in (None, *widths):
        if width:
            page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SCROLLS_SIDEWAYS) is False, f"wider than {width or 'its window'}"
