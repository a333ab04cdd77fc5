"""Builds every file of `diacritics/data` from a corpus folder: `python -m diacritics.training`."""
