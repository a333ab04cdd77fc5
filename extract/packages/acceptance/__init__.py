"""Acceptance: the shares of documents by which a digitised batch is accepted, and how right it is read.

    records ─ noted ─▶ Noted ┐
    files ─ files ─▶ Held ───┴ judge ─▶ Judged of each document ─▶ Report ─▶ table, JSON, page (HTML)
    records ─ draw ─▶ worksheet (XLSX) ─ a person ─▶ reviewed ─▶ Judgement ... ─ accuracy ─▶ Measured

What is asked, and by which paper, stands in criteria.py. What is not known is told as such, never guessed.
"""
