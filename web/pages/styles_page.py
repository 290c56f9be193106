"""The page on which a style of citation is chosen for this browser, and others are put in from files."""

from __future__ import annotations

import re

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.errors import LoccitError
from web.api import removed_style, uploaded_style
from web.problem_details import status_of
from web.styling import COOKIE, StyleChoice

OWN_ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*")  # one of this service, from where somebody came to choose
A_YEAR = 365 * 24 * 3600  # seconds


def styles_page_blueprint(choice: StyleChoice) -> Blueprint:
    """Return the route `/styles`, and the one by which a style is chosen."""
    blueprint = Blueprint("style_choice", __name__, url_prefix="/styles")

    @blueprint.get("")
    def styles() -> ResponseReturnValue:
        """Show the styles to choose from."""
        return _page(choice, _back(request.args.get("back", "")))

    @blueprint.post("/choose")
    def choose() -> ResponseReturnValue:
        """Remember which style this browser has chosen, and lead back to where it came from."""
        return _chosen(choice.named(request.form.get("style", "")).name)

    return blueprint


def style_changes_blueprint(choice: StyleChoice) -> Blueprint:
    """Return the routes by which styles are put in and removed."""
    blueprint = Blueprint("style_changes", __name__, url_prefix="/styles")

    @blueprint.post("")
    def put_in() -> ResponseReturnValue:
        """Put in the style of a file, and choose it."""
        try:
            return _chosen(uploaded_style(choice.shelf).name)
        except LoccitError as error:
            return _page(choice, _back(request.form.get("back", "")), str(error)), status_of(error)

    @blueprint.post("/<name>/remove")
    def remove(name: str) -> ResponseReturnValue:
        """Remove a style."""
        removed_style(choice.shelf, name)
        return redirect(url_for("style_choice.styles", back=_back(request.form.get("back", "")) or None), 303)

    return blueprint


def _page(choice: StyleChoice, back: str, problem: str = "") -> str:
    styles = choice.shelf.styles()
    removable = {style.name for style in styles if choice.shelf.can_remove(style)}
    return render_template("styles.html", styles=styles, removable=removable, chosen=choice.chosen(), back=back, problem=problem)


def _chosen(name: str) -> ResponseReturnValue:
    response = make_response(redirect(_back(request.form.get("back", "")) or url_for("style_choice.styles"), 303))
    response.set_cookie(COOKIE, name, max_age=A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def _back(address: str) -> str:
    """Return an address if it is one of this service, else nothing."""
    return address if OWN_ADDRESS.fullmatch(address) else ""
