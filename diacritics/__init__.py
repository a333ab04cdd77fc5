"""Vietnamese letters repaired: legacy encodings decoded, lost and misread diacritics restored.

Imports nothing of `extract` or `schemas`.
"""

from diacritics.encodings import decode, detect, encode

__all__ = ["decode", "detect", "encode"]
