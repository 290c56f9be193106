"""service_settings.py, service_options.py: the service's settings by flags and variables."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.answering.answerer import Answerer
from web import create_app
from web.commands.cli import main
from web.service_settings import ServiceSettings, ServiceSettingsError


def shown(*flags: str, **variables: str) -> dict[str, str]:
    """What `loccit serve --show-settings` prints: each variable's value and where it is from."""
    done = CliRunner().invoke(main, ["serve", "--show-settings", *flags], env=variables)
    assert done.exit_code == 0, done.output
    return dict(line.split("=", 1) for line in done.output.splitlines())


def test_every_setting_is_shown_with_its_origin() -> None:
    """A flag goes before a variable, and a variable before the default."""
    found = shown("--port", "8001", LOCCIT_PORT="8002", LOCCIT_QUEUE="7", LOCCIT_CORS_ORIGIN="https://a.org https://b.org")
    assert set(found) == {"LOCCIT_INDEX", *(f"LOCCIT_{each.name.upper()}" for each in fields(ServiceSettings))}
    assert found["LOCCIT_PORT"] == "8001  # flag"
    assert found["LOCCIT_QUEUE"] == "7  # variable"
    assert found["LOCCIT_HOST"] == "127.0.0.1  # default"
    assert found["LOCCIT_CORS_ORIGIN"] == "https://a.org https://b.org  # variable"


def test_kinds_of_settings() -> None:
    """A path, a number with a fraction, a switch and a list are each given as the command line has them, and shown again."""
    flags = ["--tokens", "a b", "--queue-seconds", "0.5", "--public-pages", "--trusted-host", "a.org", "--trusted-host", "b.org"]
    found = shown(*flags, LOCCIT_LOG_QUESTIONS="1")
    assert found["LOCCIT_TOKENS"] == "a b  # flag"
    assert found["LOCCIT_QUEUE_SECONDS"] == "0.5  # flag"
    assert found["LOCCIT_PUBLIC_PAGES"] == "True  # flag"
    assert found["LOCCIT_TRUSTED_HOST"] == "a.org b.org  # flag"
    assert found["LOCCIT_LOG_QUESTIONS"] == "True  # variable"
    assert found["LOCCIT_RATE_LIMIT"] == "  # default"


@pytest.mark.parametrize("flags", [["--port", "99999"], ["--threads", "0"], ["--queue-seconds", "x"], ["--cors-origin", "*"]])
def test_impossible_values_are_refused(flags: list[str]) -> None:
    """A value that cannot be is named, with exit code 2."""
    done = CliRunner().invoke(main, ["serve", "--show-settings", *flags])
    assert (done.exit_code, flags[0].strip("-").replace("-", "_") in done.output.replace("-", "_")) == (2, True)


def test_settings_check_themselves() -> None:
    """Also without a command line, a setting says what it may be."""
    with pytest.raises(ServiceSettingsError, match="The setting threads is 0, but must be from 1 to 64"):
        ServiceSettings(threads=0)


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        (ServiceSettings(), ["127.0.0.1", "localhost"]),
        (ServiceSettings(host="0.0.0.0"), None),  # noqa: S104  # what is tested
        (ServiceSettings(host="0.0.0.0", trusted_host=("a.org",)), ["a.org"]),  # noqa: S104  # what is tested
    ],
)
def test_hosts(settings: ServiceSettings, hosts: list[str] | None) -> None:
    """On this machine alone, only its own names are trusted; elsewhere those that are named, or any."""
    assert settings.hosts == hosts


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"rate_limit": "many"}, "The setting rate_limit is “many”"),
        ({"rate_limit": "5/hour;0 per minute"}, "by which nobody may ask"),
        ({"cors_origin": ("x y",)}, "The setting cors_origin is 'x y', which is no origin"),
        ({"cors_origin": ("https://example.org/page",)}, "which is no origin"),
        ({"tokens": Path("/nowhere/tokens")}, "The file of tokens /nowhere/tokens cannot be read"),
    ],
)
def test_what_only_the_application_can_check(settings: dict[str, object], sentence: str) -> None:
    """A rate or a file of tokens that cannot be read ends the start with a sentence."""
    with pytest.raises(ServiceSettingsError, match=sentence):
        create_app(Answerer.__new__(Answerer), ServiceSettings(**settings))  # type: ignore[arg-type]  # one field each


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "library.example.org"])  # noqa: S104  # that is what is refused
def test_articles_are_not_changed_by_whoever_comes_along(host: str) -> None:
    """Where others reach the service, it is writable with tokens alone."""
    with pytest.raises(ServiceSettingsError, match=f"Whoever reaches {host} could change the articles"):
        ServiceSettings(host=host, writable=True)
    assert ServiceSettings(host=host, writable=True, tokens=Path("tokens")).writable
    assert ServiceSettings(host="::1", writable=True).writable
