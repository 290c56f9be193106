"""Sends every route of a server what its OpenAPI document allows and forbids: `python -m tests.benchmarks.fuzz [EXAMPLES]`.

Schemathesis draws the requests, 700 for each route by default, and checks each response against the document: no 500, no status,
type or field that is not described. One check is left out: that whatever the schemas allow is accepted. Whether a text is a
question, or a section one of the article's, no schema tells; what else is no fault says `schemathesis.toml`. All is on: articles
are added, read anew and removed, marks are kept in a notebook, and whoever asks has a token with every right.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from index.maintenance import build_collection, save_collection
from tests.benchmarks.data import REPOSITORY
from tests.serving import process
from web.guards import new_token

EXAMPLES = 700  # for each route
UNTELLABLE = "positive_data_acceptance"
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
PATIENCE = 120  # seconds for a response: how fast it comes is measured elsewhere


def main(examples: int = EXAMPLES) -> int:
    """Return the exit code of Schemathesis: 0 where every response was as described."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        save_collection(build_collection([REPOSITORY / "seeds"]), folder)
        token, holder = new_token("fuzz", may_change=True)
        (folder.parent / "tokens").write_text(f"{holder.line}\n")
        notebook, tokens = str(folder.parent / "notebook.sqlite"), str(folder.parent / "tokens")
        with process(folder, "--writable", "--notebook", notebook, "--tokens", tokens) as (_, address):
            return fuzz(address, examples, token).returncode


def fuzz(address: str, examples: int, token: str = "", capture_output: bool = False) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis against the server at this address, as the holder of a token where it wants one."""
    program = str(Path(sys.executable).with_name("schemathesis"))
    options = ["--max-examples", str(examples), "--exclude-checks", UNTELLABLE, "--no-color", "--request-timeout", str(PATIENCE)]
    options += ["--header", f"Authorization: Bearer {token}"] if token else []
    return subprocess.run(
        [program, "--config-file", str(CONFIGURATION), "run", f"{address}/api/openapi.json", *options],
        check=False,
        text=True,
        capture_output=capture_output,
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
