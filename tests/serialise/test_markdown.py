"""Markdown: what a reader of CommonMark shows is what the record says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.core.limits import Limits
from extract.core.options import Options
from extract.core.source import Source
from extract.intake.admission import judge
from extract.layout import analyse
from extract.pipeline import Converted, convert
from extract.serialise.markdown import escaped, markdown_of
from support import SAMPLES
from support.layout_pages import page, printed

# Own text with footnotes, a table over two pages, office files, a legacy encoding, text without marks.
FILES = (
    "03-report-footnotes.pdf",
    "04-decision-table.pdf",
    "06-official-letter.pdf",
    "07-submission.docx",
    "08-tcvn3.rtf",
    "10-stripped.txt",
)


@cache
def sample(name: str) -> Converted:
    path = SAMPLES / name
    found, _ = judge(path, Limits())
    (made,) = convert(Source(path, name, "", found.media_type), Options())
    assert isinstance(made, Converted)
    return made


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def shown(text: str) -> str:
    """What a reader sees, in one line: its text, without tags."""
    parts = [inner for token in tokens(text) for inner in token.children or ()]
    return " ".join(part.content for part in parts if part.type != "html_inline" and part.content)


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("name", FILES)
def test_all_that_the_record_says_is_shown_once(name: str) -> None:
    converted = sample(name)
    whole = squashed(shown(markdown_of(converted).decode()))
    text = squashed("".join(converted.layout.page_texts))
    assert sorted(whole) == sorted(text)  # order differs only where a page break cuts a paragraph or a table
    for cell in (cell for table in converted.layout.tables for row in table.rows for cell in row):
        assert squashed(cell) in whole


def test_headings_tables_and_notes() -> None:
    report = markdown_of(sample("03-report-footnotes.pdf")).decode()
    levels = [(token.tag, after.content) for token, after in _headings(report)]
    assert levels[:3] == [
        ("h1", "BÁO CÁO"),
        ("h2", "I. TÌNH HÌNH THỰC HIỆN"),
        ("h3", r"1\. Công tác chỉ đạo, điều hành"),
    ]
    assert "\n\n<sup>1</sup> Gồm thị xã" in report
    decision = markdown_of(sample("04-decision-table.pdf")).decode()
    (table,) = sample("04-decision-table.pdf").layout.tables
    kinds = [token.type for token in tokens(decision)]
    assert (kinds.count("table_open"), kinds.count("tr_open")) == (1, 1 + len(table.rows))
    assert "list_item_open" not in kinds


def _headings(text: str) -> list[tuple[Token, Token]]:
    found = tokens(text)
    return [(found[at], found[at + 1]) for at in range(len(found)) if found[at].type == "heading_open"]


SIGNS = (
    "# không phải đề mục",
    "3. Mục ba",
    "12) Mục mười hai",
    "- gạch đầu dòng",
    "+ dấu cộng",
    "> trích",
    "=====",
    "---",
    "a_b_c *d* `e` [f](g) <h> &amp; ~~i~~ | k \\ l",
    "1\n2. hai dòng\n- ba",
)


@pytest.mark.parametrize("text", SIGNS)
def test_signs_of_markdown_are_text(text: str) -> None:
    kinds = {token.type for token in tokens(escaped(text))}
    assert kinds == {"paragraph_open", "inline", "paragraph_close"}
    assert squashed(shown(escaped(text))) == squashed(text)


def test_half_a_surrogate_is_no_error() -> None:
    document = sample("03-report-footnotes.pdf").document
    document = replace(document, pages=(page([printed(70, 300, "Kính \ud83d gửi")]),))
    made = replace(sample("03-report-footnotes.pdf"), document=document, layout=analyse(document))
    assert markdown_of(made) == "Kính ? gửi\n".encode()
