"""A scan of which no page could be read is no converted document."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.errors import EngineFailed
from extract.core.options import Options
from extract.core.source import Source
from extract.pipeline import convert
from support import paper


def test_a_scan_whose_pages_all_failed_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    paper.picture(header=True).save(path, dpi=(150, 150))
    source = Source(path=path, name=path.name, root="", media_type="image/png")
    with pytest.raises(EngineFailed) as caught:
        convert(source, Options(page_timeout=0.0))
    assert caught.value.cause == "no-page-read"
    assert caught.value.next_step()
