"""Digits written or stamped into the printed head: gaps found, read, weighed with what OCR read."""
