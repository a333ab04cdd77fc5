"""Pages with places: PDFs and what OCR read."""
