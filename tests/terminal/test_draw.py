"""`inspect --draw`: a folder for each document's pictures."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from extract.core.errors import OutputError
from extract.core.options import Options
from extract.terminal.one_document import inspect
from support import ROOT

LETTER = ROOT / "samples" / "06-official-letter.pdf"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    return tmp_path / "drawn"


def pictures(drawn: Path) -> list[str]:
    return sorted(str(path.relative_to(drawn)) for path in drawn.rglob("*.png"))


def test_documents_are_kept_apart_also_those_of_one_name(tmp_path: Path, drawn: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(LETTER, tmp_path / folder / "công văn.pdf")
    for path in (LETTER, tmp_path / "a" / "công văn.pdf", tmp_path / "b" / "công văn.pdf"):
        inspect(path, Options(), drawn)
    wanted = [f"{name}/page-001.png" for name in (LETTER.name, "công văn.pdf", "công văn.pdf~2")]
    assert pictures(drawn) == wanted
    inspect(tmp_path / "b" / "công văn.pdf", Options(), drawn)  # again: over its own
    assert pictures(drawn) == wanted
    told = (drawn / "công văn.pdf~2" / "document.txt").read_text(encoding="utf-8")
    assert Path(told) == tmp_path / "b" / "công văn.pdf"


def test_a_document_of_an_archive(tmp_path: Path, drawn: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(LETTER, "letter.pdf")
    inspect(tmp_path / "a.zip", Options(), drawn)
    assert pictures(drawn) == ["a.zip/letter.pdf/page-001.png"]


def test_text_has_no_pages_to_draw(tmp_path: Path, drawn: Path) -> None:
    (tmp_path / "a.txt").write_text("Kính gửi", encoding="utf-8")
    inspect(tmp_path / "a.txt", Options(), drawn)
    assert not drawn.exists()


def test_a_folder_that_cannot_be_written_is_told(drawn: Path) -> None:
    drawn.touch()
    with pytest.raises(OutputError, match="cannot be written"):
        inspect(LETTER, Options(), drawn)
