"""Another package called as one of ours: told in plain words, also where the program cannot even start."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sohoa import neighbours
from support import ROOT

OURS = ("extract", "diacritics", "schemas", "sohoa")
CHECKOUT = ("", ".", str(ROOT))
PYTHON_2 = 'print "a package of other people"\n'


def installed(site: Path, name: str, packages: tuple[str, ...], version: str = "1.0") -> None:
    """What an installer writes down of packages that lie in `site`."""
    folder = site / f"{name}-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    with (folder / "RECORD").open("w", encoding="utf-8") as record:
        for file in (file for package in packages for file in sorted((site / package).rglob("*.py"))):
            digest = base64.urlsafe_b64encode(hashlib.sha256(file.read_bytes()).digest())
            print(f"{file.relative_to(site)},sha256={digest.rstrip(b'=').decode()},1", file=record)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sohoa is installed, small."""
    site = tmp_path / "site"
    for name in OURS:
        (site / name).mkdir(parents=True)
        (site / name / "__init__.py").write_text(f'"""{name}"""\n', encoding="utf-8")
    installed(site, "sohoa", OURS)
    monkeypatch.setattr(sys, "path", [str(site), *(folder for folder in sys.path if folder not in CHECKOUT)])
    return site


def test_alone_nothing_is_told(site: Path) -> None:
    (site / "left-1.0.dist-info").mkdir()
    assert (neighbours.in_the_way(site), neighbours.beside(site)) == ("", "")


def test_in_a_checkout_nothing_is_told() -> None:
    assert (neighbours.in_the_way(), neighbours.beside()) == ("", "")


def test_a_package_installed_later_overwrote_ours(site: Path) -> None:
    (site / "schemas" / "__init__.py").write_text(PYTHON_2, encoding="utf-8")
    installed(site, "schemas", ("schemas",), "0.7.1")
    told = neighbours.in_the_way(site)
    assert "schemas 0.7.1 overwrote schemas/__init__.py" in told and "pipx install sohoa" in told


def test_a_package_removed_took_ours_along(site: Path) -> None:
    (site / "schemas" / "__init__.py").unlink()
    told = neighbours.in_the_way(site)
    assert "changed or removed, perhaps by another package: schemas/__init__.py." in told


def test_a_package_installed_earlier_is_only_noted(site: Path) -> None:
    installed(site, "schemas", ("schemas",), "0.7.1")
    assert neighbours.in_the_way(site) == ""
    assert "Another package uses the folders of sohoa: schemas 0.7.1." in neighbours.beside(site)


@pytest.mark.parametrize("stranger", ["extract.py", "extract/__init__.py"])
def test_a_module_earlier_on_the_path_hides_ours(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stranger: str
) -> None:
    module = tmp_path / "first" / stranger
    module.parent.mkdir(parents=True)
    module.touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), *sys.path])
    assert f"extract is taken from {tmp_path / 'first' / 'extract'}" in neighbours.in_the_way(site)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program itself, installed without the data of the decoder."""
    site = tmp_path_factory.mktemp("program") / "site"
    for name in OURS:
        shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("data", "__pycache__"))
    installed(site, "sohoa", OURS)
    return site


def door(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As the script does that an installer makes."""
    return subprocess.run(
        [sys.executable, "-P", "-c", "from sohoa.door import main; main()", *arguments],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_installed_program_starts(program: Path) -> None:
    done = door(program, "doctor")
    assert (done.returncode, done.stderr) == (0, "") and "sohoa's way" not in done.stdout


@pytest.mark.parametrize("name", ["extract", "schemas"])
@pytest.mark.parametrize("command", [("doctor",), ("schemas", "list")])
def test_where_it_cannot_work_a_plain_sentence_is_printed(
    program: Path, tmp_path: Path, name: str, command: tuple[str, ...]
) -> None:
    site = shutil.copytree(program, tmp_path / "site")
    (site / name / "__init__.py").write_text(PYTHON_2, encoding="utf-8")
    installed(site, name, (name,), "0.7.1")
    done = door(site, *command)
    assert done.returncode == 4 and "Traceback" not in done.stderr
    assert f"{name} 0.7.1 overwrote {name}/__init__.py" in done.stdout + done.stderr
