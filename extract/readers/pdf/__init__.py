"""PDF files: text with fonts and places, rules, pictures."""
