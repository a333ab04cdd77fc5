"""By what a value was found: the one list of it, for evidence and the exported JSON Schema."""

from __future__ import annotations

from enum import StrEnum


class Clue(StrEnum):
    """Where a rule looked, and what told it that the value stands there; evidence has them in this order."""

    # Parts of the form that were looked in; the regions of the schema language, "preamble" among them.
    ISSUER_REGION = "issuer-region"
    MOTTO_REGION = "motto-region"
    TITLE_REGION = "title-region"
    ADDRESSEES_REGION = "addressees-region"
    PREAMBLE_REGION = "preamble-region"
    BODY_REGION = "body-region"
    RECIPIENTS_REGION = "recipients-region"
    SIGNATURE_REGION = "signature-region"
    FOOTNOTE_REGION = "footnote-region"
    PAGE_NUMBER_REGION = "page-number-region"
    OVERLAY_REGION = "overlay-region"
    APPENDIX_REGION = "appendix-region"
    SECTION = "section"  # under a heading
    # What told the value.
    ANCHOR = "anchor"  # words that the schema names, before it
    ANCHOR_ABOVE = "anchor-above"  # such words, on a line of their own
    PARAGRAPH = "paragraph"  # every one of the section
    PATTERN = "pattern"  # of the schema
    VOCABULARY = "vocabulary"  # words of the form
    CAPITALS = "capitals"  # printed in capitals, given in ordinary writing
    CODE_GRAMMAR = "code-grammar"
    DATE_GRAMMAR = "date-grammar"
    CITATION_GRAMMAR = "citation-grammar"
    SHORT_FORM = "short-form"  # of a document cited before
    TYPE_WORDS = "type-words"  # tên loại
    NOTATION = "notation"
    AFTER_TYPE = "after-type"  # the lines after tên loại
    UNDER_TITLE = "under-title"  # the words under the title
    ISSUING_WORDS = "issuing-words"  # "ban hành ... như sau"
    ON_BEHALF = "on-behalf"  # "TM." in the signature
    AUTHORITY_LINE = "authority-line"  # who decides, above "QUYẾT ĐỊNH"
    SIGNING_FORM = "signing-form"  # TM., KT., TL. ...
    POSITION = "position"
    NAME_UNDER_POSITION = "name-under-position"
    INCOMING_STAMP = "incoming-stamp"
    AFTER_APPENDIX = "after-appendix"  # the lines after "Phụ lục"
    ISSUED_WITH = "issued-with"  # "Kèm theo"
    FILE_NAME = "file-name"  # of what was given: "574 UB.pdf"
    KNOWN = "known"  # what the archive knows of the agency's documents (knowledge.json)
    OUTLINE = "outline"
    FOOTNOTE = "footnote"
    TABLE = "table"
    TABLE_COLUMNS = "table-columns"
    TABLE_ROW = "table-row"
    LABELLED_LINES = "labelled-lines"  # after a point
    ORDER = "order"  # a sentence that orders
    FIGURE = "figure"  # a number with its unit

    @staticmethod
    def region(name: str) -> Clue:
        """Of a region of the schema language. ValueError for another name."""
        return Clue(f"{name}-region")
