"""The record of a document: the first of the serialisers.

    Converted ─▶ Record(source, fields, evidence, content, review, processing)

Evidence has its boxes on the pages as the file has them, whatever was done to read them.
"""

from __future__ import annotations

from extract.core.geometry import Box
from extract.core.model import Document
from extract.layout.model import Layout
from extract.pipeline import Converted
from extract.version import VERSION
from schemas.catalogue import Message, spoken
from schemas.record import (
    Content,
    Evidence,
    Notice,
    PageContent,
    Processing,
    Record,
    Review,
    SourceFile,
    identity,
)

# Mean word confidence under which a page is worth a look; a clean scan has 0.9 and more.
DOUBTFUL_PAGE = 0.8
UNSURE_WORD = 0.6


def record_of(converted: Converted) -> Record:
    """What the contract says of a document."""
    document, extraction = converted.document, converted.extraction
    return Record(
        id=identity(converted.sha256, converted.part),
        source=SourceFile(
            path=converted.source.original,
            record=converted.source.record(converted.part),
            files=converted.source.files,
            part=converted.part,
            sha256=converted.sha256,
            media_type=converted.source.media_type,
            bytes=converted.bytes,
            pages=len(document.pages) if document.paged else None,
        ),
        fields=extraction.fields,
        evidence=_on_stored_pages(extraction.evidence, converted),
        content=_numbered(content(document, converted.layout), converted),
        review=[
            *extraction.review,
            *_doubtful_pages(converted),
            *_differing_pages(converted),
            *_doubtful_boundaries(converted),
        ],
        processing=Processing(
            version=VERSION,
            schema=extraction.schema,
            engine=converted.engine,
            seconds=converted.seconds,
            language=spoken(),
            warnings=[*map(Notice.of, document.warnings), *_page_warnings(converted)],
        ),
    )


def _on_stored_pages(evidence: dict[str, list[Evidence]], converted: Converted) -> list[Evidence]:
    """Evidence, field by field, its boxes on the pages as the file has them, also where OCR turned a page."""
    pages = {page.number: page for page in converted.document.pages}

    def placed(field: str, found: Evidence) -> Evidence:
        page = pages.get(found.page)
        known = {"field": field, "page": converted.page_of_file(found.page)}
        if found.bbox is None or page is None:
            return found.model_copy(update=known)
        return found.model_copy(update={**known, "bbox": page.to_stored(Box(*found.bbox)).edges})

    return [placed(field, item) for field, found in evidence.items() for item in found]


def content(document: Document, layout: Layout) -> Content:
    """The repaired text, page by page and whole (a form feed between pages)."""
    pages = [
        PageContent(
            number=page.number,
            width=page.stored_size[0],
            height=page.stored_size[1],
            verdict=page.verdict.kind,
            text=text,
        )
        for page, text in zip(document.pages, layout.page_texts, strict=True)
    ]
    return Content(pages=pages, text="\f".join(layout.page_texts))


def _numbered(held: Content, converted: Converted) -> Content:
    """The pages by their numbers in the file."""
    for page in held.pages:
        page.number = converted.page_of_file(page.number)
    return held


def _page_warnings(converted: Converted) -> list[Notice]:
    return [
        Notice.of(warning, converted.page_of_file(page.number))
        for page in converted.document.pages
        for warning in page.warnings
    ]


def _doubtful_boundaries(converted: Converted) -> list[Review]:
    """Pages on which another document may begin, or that may belong to another one."""
    return [
        Review.of(f"content.pages[{number - 1}]", Message.of(code, page=converted.page_of_file(number)))
        for number, code in converted.doubtful
    ]


def _differing_pages(converted: Converted) -> list[Review]:
    """Pages whose picture seems to say other numbers or names than their text."""
    return [
        Review.of(
            f"content.pages[{page.number - 1}]",
            Message.of(
                "text-differs",
                page=converted.page_of_file(page.number),
                count=len(page.differences),
                own=page.differences[0][0],
                seen=page.differences[0][1],
            ),
        )
        for page in converted.document.pages
        if page.differences
    ]


def _doubtful_pages(converted: Converted) -> list[Review]:
    """A review entry for each page whose words were, on the whole, read with doubt."""
    found = []
    for page in converted.document.pages:
        words = [word for word in page.words if word.text]
        if not words:
            continue
        mean = sum(word.confidence for word in words) / len(words)
        if mean < DOUBTFUL_PAGE:
            unsure = sum(word.confidence < UNSURE_WORD for word in words)
            number = converted.page_of_file(page.number)
            message = Message.of("page-hard-to-read", page=number, unsure=unsure, words=len(words))
            found.append(Review.of(f"content.pages[{page.number - 1}]", message, round(mean, 3)))
    return found
