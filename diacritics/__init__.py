"""Vietnamese letters repaired: legacy encodings decoded, lost and misread diacritics restored.

Imports nothing of `extract` or `schemas`.
"""
