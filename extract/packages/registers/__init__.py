"""Sheets that the archivist fills in, and the lists that go along with a delivery.

    records + archive.yaml + the sheet of before ─ described ─▶ rows ─▶ write ─▶ XLSX
    XLSX, also of others ─ grid ─▶ texts of cells ─ filled ─▶ Filled ─ Settings.with_sheet ─▶ described

Layouts stand in layouts.yaml. A cell that still says what the program wrote follows the records; any other
was filled in by a person, and wins.
"""
