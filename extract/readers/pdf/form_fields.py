"""Values of form fields, as pdfium's model of the form knows them: what a field inherits, what is chosen.

    document ─ form_of ─▶ form ─ value_of(form, annotation) ─▶ text, or whether a box is ticked

A field's kind and value may stand in a parent that has no place on any page; the value of a list is the name
that a program knows, not the one that is shown. Fields that the form does not list are told by their own
dictionary. The model is made for one page and changes none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium_c

ON, OFF = "☒", "☐"  # of a box that is ticked or not, as Word writes them
TICKED = (pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON)
CHOSEN = (pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX)
MOST_OPTIONS = 1_000  # of one list

Writes = Callable[[Any, int], int]  # a buffer and its size in bytes ─▶ bytes that it takes


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """The form of a document; None for one without."""
    form = None
    config = pdfium_c.FPDF_FORMFILLINFO(version=2)
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        form = pdfium_c.FPDFDOC_InitFormFillEnvironment(document.raw, config)
    try:
        yield form
    finally:
        if form:
            pdfium_c.FPDFDOC_ExitFormFillEnvironment(form)


def value_of(form: Any, annotation: Any) -> str:
    """What a widget says: its text, the options chosen, ON or OFF; "" for buttons and signatures."""
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation) if form else pdfium_c.FPDF_FORMFIELD_UNKNOWN
    if kind in TICKED:
        return _ticked(annotation)
    if kind in CHOSEN and (chosen := list(_chosen(form, annotation))):
        return ", ".join(chosen)
    if kind in CHOSEN or kind == pdfium_c.FPDF_FORMFIELD_TEXTFIELD:
        return _asked(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation)
    return _own_value(annotation) if kind <= pdfium_c.FPDF_FORMFIELD_UNKNOWN else ""


def _ticked(annotation: Any) -> str:
    """By the state of the widget, which viewers show; programs that fill forms in may leave it to them."""
    if state := string_of(annotation, "AS"):
        return OFF if state == "Off" else ON
    return OFF if string_of(annotation, "V") in ("", "Off") else ON


def _chosen(form: Any, annotation: Any) -> Iterator[str]:
    count = min(pdfium_c.FPDFAnnot_GetOptionCount(form, annotation), MOST_OPTIONS)
    for index in range(count):
        if pdfium_c.FPDFAnnot_IsOptionSelected(form, annotation, index):
            yield utf16(partial(pdfium_c.FPDFAnnot_GetOptionLabel, form, annotation, index))


def _own_value(annotation: Any) -> str:
    """Of a field that the form does not know."""
    kind, state, value = (string_of(annotation, key) for key in ("FT", "AS", "V"))
    if state:
        return OFF if state == "Off" else ON
    if kind == "Btn":
        return ON if value not in ("", "Off") else ""
    return "" if kind == "Sig" else value


def string_of(annotation: Any, key: str) -> str:
    """A text or a name of the annotation's own dictionary; "" for anything else."""
    return utf16(partial(pdfium_c.FPDFAnnot_GetStringValue, annotation, key.encode()))


def _asked(call: Any, form: Any, annotation: Any) -> str:
    return utf16(partial(call, form, annotation))


def utf16(write: Writes) -> str:
    """A text that pdfium writes into a buffer; `write` gives its size in bytes."""
    size = int(write(None, 0))
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    write(ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16le", "replace")
