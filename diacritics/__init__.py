"""Vietnamese letters repaired: legacy encodings decoded, lost and misread diacritics restored.

Imports nothing of `extract` or `schemas`.
"""

from diacritics.encodings import decode, detect, encode
from diacritics.restore import restore

__all__ = ["decode", "detect", "encode", "restore"]
