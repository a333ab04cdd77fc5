"""Kinds that the record names: what a page's text is worth, what an entry of the outline is."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a page's own text is worth."""

    GOOD = "good"
    LEGACY = "legacy"  # TCVN3, VNI, ...: to be decoded
    GARBLED = "garbled"  # read by an OCR that did not know Vietnamese
    STRIPPED = "stripped"  # Vietnamese typed or stored without its marks
    IMAGE = "image"  # no text of its own worth keeping, but ink: to be read by OCR
    EMPTY = "empty"  # neither text nor ink


class HeadingKind(StrEnum):
    """A heading names what follows; a point is itself a numbered statement."""

    HEADING = "heading"
    POINT = "point"
