"""What `make dist` makes: a wheel that holds all that loccit needs and nothing else, and answers where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from index.collection import Collection
from index.maintenance import save_collection
from tests.conftest import REPOSITORY
from tests.serve_requirements import FILE

PACKAGES = ("index", "qa", "web")
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", *PACKAGES, "tests", "seeds", "deploy")
QUESTION = "How many Japanese troops were there at the peak?"
LONGEST = 120  # seconds that fetching the packages may take


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the sdist, built from a copy of the repository."""
    home = tmp_path_factory.mktemp("dist")
    for name in BUILT_FROM:
        source, into = REPOSITORY / name, home / "source" / name
        into.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, into, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, into)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(home / "dist"), str(home / "source")]
    subprocess.run(command, check=True, capture_output=True)
    return home / "dist"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, from which nothing of the repository is seen."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def wheel(dist: Path) -> Path:
    (path,) = dist.glob("loccit-*.whl")
    return path


def files(package: str) -> Iterator[str]:
    """What a package consists of, by its path in the repository."""
    for path in (REPOSITORY / package).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield str(path.relative_to(REPOSITORY))


def answered(environment: Path, folder: Path, cwd: Path) -> str:
    """What the installed command answers, and that it is the installed one."""
    command = [str(environment / "bin" / "loccit"), "ask", QUESTION, "--limit", "1", "--index", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd)
    program = [str(environment / "bin" / "python"), "-c", "import web; print(web.__file__)"]
    where = subprocess.run(program, check=True, capture_output=True, text=True, cwd=cwd).stdout
    assert where.startswith(str(environment))
    return done.stdout


def test_the_wheel_holds_the_packages_with_their_data(dist: Path) -> None:
    """Every file of the three packages is in it, and beside them only what describes the distribution."""
    with ZipFile(wheel(dist)) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == {name for package in PACKAGES for name in files(package)}


def test_the_sdist_can_be_built_from(dist: Path) -> None:
    """It holds what the wheel is made of."""
    (path,) = dist.glob("loccit-*.tar.gz")
    with tarfile.open(path) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {name for package in PACKAGES for name in files(package)} | {"pyproject.toml", "README.md", "LICENSE"} <= held


def test_the_installed_wheel_answers(dist: Path, collection: Collection, tmp_path: Path, elsewhere: Path) -> None:
    """In an environment of its own that sees the packages of this one, and in an empty folder."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    install = [sys.executable, "-m", "pip", "--python", str(environment), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel(dist))], check=True)
    # As a path, and so without what an editable installation has put there.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    save_collection(collection, tmp_path / "index")
    assert "the total number of troops reached 72,400.⁵" in answered(environment, tmp_path / "index", elsewhere)


@pytest.mark.slow
def test_a_serving_install_answers(dist: Path, collection: Collection, tmp_path: Path, elsewhere: Path) -> None:
    """With the packages of requirements-serve.txt and nothing else, as pip installs them."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    try:
        subprocess.run([*pip, "--only-binary", ":all:", "-r", str(FILE)], check=True, capture_output=True, timeout=LONGEST)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"the packages cannot be had in {LONGEST} s ({type(error).__name__})")
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel(dist))], check=True)
    save_collection(collection, tmp_path / "index")
    assert "the total number of troops reached 72,400.⁵" in answered(environment, tmp_path / "index", elsewhere)
    installed = {path.name for path in (environment / "lib").glob("python*/site-packages/*")}
    assert {"torch", "sentence_transformers", "transformers", "onnx"} & installed == set()
