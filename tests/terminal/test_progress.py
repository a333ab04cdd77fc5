"""The line that is overwritten while a batch goes on."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from extract.terminal.progress import Bar
from schemas.catalogue import Language, speaking

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def drawn() -> Iterator[io.StringIO]:
    with io.StringIO() as file:
        yield file


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "0/24000 documents · 12 pages · "),
        (Language.VI, "0/24000 văn bản · 12 trang · "),
    ],
)
def test_a_narrow_terminal_has_room_for_all_figures(
    drawn: io.StringIO, language: Language, told: str
) -> None:
    with speaking(language):
        bar = Bar(Console(file=drawn, force_terminal=True, width=80))
        bar.begin(24_000)
        bar.pages(12)
        bar.end()
    lines = [line for line in CONTROL.sub("", drawn.getvalue()).splitlines() if told in line]
    assert lines and not [line for line in lines if "…" in line or len(line) > 80]
