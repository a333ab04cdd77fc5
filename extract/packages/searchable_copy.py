"""The searchable PDF of a document that people corrected: it says of itself what they said of the document.

    PDF/A beside the record, corrected fields ─ described ─▶ the same PDF/A with other metadata, checked again

What is beside the record stays as the conversion wrote it. The same corrections give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from extract.core.errors import OutputError
from extract.export.forms import NotInstalled
from schemas.catalogue.system import why
from schemas.fields import Fields


def described(path: Path, fields: dict[str, Any]) -> bytes:
    """Raises NotInstalled, and OutputError where the file is no PDF/A (any more)."""
    try:
        import pikepdf  # noqa: PLC0415 - an extra
        from pikepdf import pdfa  # noqa: PLC0415

        from extract.serialise.searchable.metadata import describe  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise NotInstalled("pdfa-not-installed") from error
    written = BytesIO()
    try:
        with pikepdf.open(path) as pdf:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
                flavour = f"{told['pdfaid:part']}{told['pdfaid:conformance'].lower()}"
            describe(pdf, Fields.model_validate(fields))
            pdfa.save(pdf, written, flavour, repair=False, deterministic_id=True)
    except (pikepdf.PdfError, pdfa.PdfaError, KeyError) as error:
        raise OutputError("document-not-read", path=path, error=why(error)) from error
    return written.getvalue()
