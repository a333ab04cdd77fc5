"""Which of the shipped schemas a document is read by: its form by the motto, its type by title and notation.

title, notation, motto ─▶ Schema (the one given, or one that extends it)
"""

from __future__ import annotations

import re

from extract.fields.context import Context
from extract.fields.head.doctype import own_code, read_type
from extract.form.matching import alike
from schemas.language import Recognise, Schema
from schemas.layers import names
from schemas.loader import kinds, load


def recognised(context: Context) -> Schema:
    """The schema for this document: of a form of its own before one of a type; else the one given.

    Only the built-in schema is exchanged for what extends it: a user's own is what the user asked for.
    """
    given = context.schema
    if given.name not in names() or load(given.name) is not given or context.appendix_only:
        return given
    found = [kind for kind in kinds(given.name) if kind.recognise and _of_form(kind.recognise, context, kind)]
    return next(iter(found or _of_type(context)), given)


def _of_form(wanted: Recognise, context: Context, kind: Schema) -> bool:
    """Whether the motto is the schema's; where none can be read, whether số and ký hiệu have its form."""
    seen = context.mottoes()
    if seen:
        return any(alike(motto, line) for motto in wanted.mottoes for line in seen)
    code = own_code(context)
    return code is not None and any(re.match(kind.expand(form), str(code)) for form in wanted.codes)


def _of_type(context: Context) -> list[Schema]:
    """The schemas for the document's type."""
    rule = context.schema.rule("doc_type")
    found = read_type(rule, context).value if rule else None
    held = kinds(context.schema.name)
    return [kind for kind in held if found and kind.recognise and found.name in kind.recognise.types]
