"""Markdown: its marks removed, its lines kept, its tables as tables.

    path ─▶ markdown-it tokens ─▶ Paragraph | Grid ─▶ flow.page ─▶ Document

List markers stay text, as in the printed form ("-", "1."). Inline HTML marks (<sub>, <sup>, <br>) go,
their content stays. Lines of tab-separated cells, which converters leave of a table, become one (see
`tab_columns`). Indented text is no code here: converters indent freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import MARKDOWN
from extract.readers.flow import Block, Grid, GridCell, Look, Paragraph, Span, page
from extract.readers.plain.tab_columns import lay_columns
from extract.readers.plain.text import load

_PARSER = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table").disable(["code", "reference"])
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# A tab inside a line would be taken for a space by the parser; this private-use sign stands in for it.
_TAB_SIGN = "\ue000"
_INNER_TAB = re.compile(r"(?<=\S)\t|\t(?=[\t ]*\S)")
_EMPTY = Paragraph(())


def read_markdown(path: Path, limits: Limits) -> Document:
    """The text as one page. Raises EmptyFile, TooLarge or BrokenFile."""
    text, warnings = load(path, limits)
    lines = text.replace("\f", "\n").splitlines()
    guarded = "\n".join(_INNER_TAB.sub(_TAB_SIGN, line) if line.count("\t") >= 2 else line for line in lines)
    blocks = list(_blocks(_PARSER.parse(guarded)))
    laid = page(lay_columns(blocks), Origin.PLAIN)
    return Document((laid,), MARKDOWN.media_type, MARKDOWN.paged, warnings)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Paragraphs of all block tokens, an empty one after each; list markers put before their items."""
    marker = ""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            yield _grid(tokens[at:end])
            at = end
        elif token.type == "list_item_open":
            # The number as printed is in `info`, its dot or bracket (or the bullet) in `markup`.
            marker = f"{token.info}{token.markup} "
        elif token.type == "inline":
            spans = tuple(_inline(token))
            yield Paragraph((Span(marker, spans[0].look), *spans) if marker and spans else spans)
            marker = ""
        elif token.type in ("fence", "code_block", "html_block"):
            yield Paragraph((Span(_TAG.sub("", _BREAK.sub("\n", token.content)).strip("\n")),))
        if token.nesting == -1 and token.level == 0:
            yield _EMPTY
        at += 1


def _inline(token: Token) -> Iterator[Span]:
    """The text of an inline token with its emphasis; soft and hard breaks are line breaks."""
    bold = italic = 0
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            italic += child.nesting
        elif child.type in ("softbreak", "hardbreak"):
            yield Span("\n")
        elif child.type == "html_inline":
            if _BREAK.match(child.content):
                yield Span("\n")
        elif child.content:
            text = child.content.replace(_TAB_SIGN, "\t")
            yield Span(text, Look(bold=bold > 0, italic=italic > 0))


def _grid(tokens: Sequence[Token]) -> Grid:
    cells: list[GridCell] = []
    row, column = -1, 0
    for token in tokens:
        if token.type == "tr_open":
            row, column = row + 1, 0
        elif token.type == "inline":
            cells.append(GridCell(row, column, (Paragraph(tuple(_inline(token))),)))
            column += 1
    return Grid(tuple(cells))
