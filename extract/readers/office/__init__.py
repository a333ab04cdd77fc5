"""Office files: .docx, .doc and .rtf."""
