"""tokens.py: who may ask."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from web import create_app
from web.commands.cli import main
from web.guards.tokens import holder_of, new_token, read_holders
from web.service_settings import ServiceSettings, ServiceSettingsError

ADA, HOLDER = new_token("ada")


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    """A file of tokens with one holder."""
    path = tmp_path / "tokens"
    path.write_text(f"# who may ask\n\n{HOLDER.line}\n")
    return path


def guarded(opened: OpenedIndex, tokens: Path, public_pages: bool = False) -> FlaskClient:
    """Somebody who sends requests to a service with tokens."""
    return create_app(opened, ServiceSettings(tokens=tokens, public_pages=public_pages)).test_client()


@pytest.mark.parametrize("path", ["/", "/articles", "/api/articles", "/metrics", "/api/openapi.json", "/api/nothing"])
def test_without_a_token(opened: OpenedIndex, tokens: Path, path: str) -> None:
    """Nothing but health, readiness and what pages look like is told to who has no token."""
    response = guarded(opened, tokens).get(path)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="loccit"')


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/loccit.css"])
def test_what_stays_open(opened: OpenedIndex, tokens: Path, path: str) -> None:
    """Whoever watches the service needs no token."""
    with guarded(opened, tokens).get(path) as response:
        assert response.status_code == 200


def test_public_pages(opened: OpenedIndex, tokens: Path) -> None:
    """Pages can be left open to all, and the API not."""
    client = guarded(opened, tokens, public_pages=True)
    assert [client.get(path).status_code for path in ("/", "/articles", "/api/articles", "/metrics")] == [200, 200, 401, 401]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {ADA}", 200),
        (f"bearer  {ADA}", 200),
        (f"Basic {ADA}", 401),
        (f"Bearer {ADA[:-1]}", 401),
        (f"Bearer {HOLDER.digest}", 401),
        ("Bearer", 401),
        ("Bearer \xff\xfe", 401),
        ("", 401),
    ],
    ids=["itself", "small letters", "another scheme", "a part", "its hash", "none", "no text", "nothing"],
)
def test_tokens(opened: OpenedIndex, tokens: Path, header: str, status: int) -> None:
    """Only the token itself lets in: neither a part of it, nor its hash, nor another kind."""
    assert guarded(opened, tokens).get("/api/articles", headers={"Authorization": header}).status_code == status


def test_only_the_hash_is_kept() -> None:
    """The line for the file has the token's SHA-256 and not the token; the token finds its holder."""
    assert HOLDER.line == f"ada sha256:{sha256(ADA.encode()).hexdigest()}"
    others = [new_token(name)[1] for name in ("bob", "eve")]
    assert holder_of(ADA, [others[0], HOLDER, others[1]]) == HOLDER
    assert holder_of(ADA, others) is None


@pytest.mark.parametrize(("text", "sentence"), [("ada\n", "Line 1 of"), ("\n# nobody\n", "names nobody")])
def test_file_of_another_form(tmp_path: Path, text: str, sentence: str) -> None:
    """A line that is none, and a file without any, are told."""
    path = tmp_path / "tokens"
    path.write_text(text)
    with pytest.raises(ServiceSettingsError, match=sentence):
        read_holders(path)


def test_command_makes_a_token(tmp_path: Path) -> None:
    """`loccit token` prints a line that the file takes; a name that the file would not take is refused."""
    done = CliRunner().invoke(main, ["token", "ada"])
    (tmp_path / "tokens").write_text(done.stdout)
    token = done.stderr.split(": ")[1].strip()
    assert holder_of(token, read_holders(tmp_path / "tokens"))
    assert CliRunner().invoke(main, ["token", "a b"]).exit_code == 2


def test_a_holder_may_have_the_right_to_change() -> None:
    """It stands behind the hash, in the line that `loccit token NAME --write` prints."""
    done = CliRunner().invoke(main, ["token", "ada", "--write"])
    line = done.output.splitlines()[-1]
    assert line.endswith(" write")


def test_rights_are_read(tmp_path: Path) -> None:
    """A line without the word is of somebody who may only ask; another word is refused."""
    path = tmp_path / "tokens"
    path.write_text(f"{HOLDER.line}\n{HOLDER.line} write\n")
    assert [holder.may_change for holder in read_holders(path)] == [False, True]
    assert read_holders(path)[1].line == f"{HOLDER.line} write"
    path.write_text(f"{HOLDER.line} admin\n")
    with pytest.raises(ServiceSettingsError, match="Line 1 of .* is not NAME sha256:HASH, alone or before “write”"):
        read_holders(path)
