"""Pages without places: office files and plain text."""
