"""What the legal form says, for layout, fields and OCR alike: cues, codes, dates, positions, names."""
