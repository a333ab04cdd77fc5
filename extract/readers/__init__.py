"""Readers: one function each, a file to a Document."""
