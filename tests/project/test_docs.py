"""The docs name modules and functions: all of them exist."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from support import ROOT

NAME = re.compile(r"`([a-z_]+(?:\.\w+)+)`")
PLACES = ("extract.", "extract.ocr.", "")


def exists(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for place in PLACES:
        for cut in range(len(parts), 0, -1):
            try:
                held = import_module(place + ".".join(parts[:cut]))
            except ImportError:
                continue
            for part in parts[cut:]:
                held = getattr(held, part, None)
            if held is not None:
                return True
    return False


@pytest.mark.parametrize("page", ["journey.md", "architecture.md"])
def test_what_the_docs_name_exists(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    files = (
        "md",
        "py",
        "yaml",
        "toml",
        "json",
        "jsonl",
        "sqlite",
        "lock",
        "zip",
        "html",
        "xml",
        "csv",
        "ini",
    )
    keys = ("fields", "evidence", "content", "processing")  # of a record
    named = {name for name in NAME.findall(text) if name.rsplit(".", 1)[1] not in files}
    named = {name for name in named if name.split(".")[0] not in keys or exists(f"extract.{name}")}
    assert named
    assert not {name for name in named if not exists(name)}
