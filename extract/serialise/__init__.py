"""Outputs of what was converted; each serialiser is a module of its own, the record is the first.

`searchable/` makes the PDF/A that may stand beside it.
"""
