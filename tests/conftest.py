"""Fixtures that tests of several rooms use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from support import golden_archive

settings.register_profile("no-deadlines", deadline=None)  # a loaded machine is no failure
settings.load_profile("no-deadlines")
os.environ["SOHOA_LANG"] = "en"  # what programs that tests start speak, whatever the locale here


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder of what the samples truly say, to be looked at only."""
    out = tmp_path_factory.mktemp("golden") / "out"
    golden_archive.make(out)
    return out


@pytest.fixture
def out(golden: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written in."""
    shutil.copytree(golden, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"tờ trình {name}", encoding="utf-8")
    return folder


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Documents that take a moment each, some of them bad, some of the same content."""
    folder = tmp_path / "many"
    folder.mkdir()
    for k in range(240):
        text = f"wait {0.02 * (k % 4):.2f} {k % 200}" if k % 9 else f"raise {k}"
        (folder / f"{k:03}.txt").write_text(text, encoding="utf-8")
    return folder
