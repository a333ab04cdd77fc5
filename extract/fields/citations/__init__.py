"""Which documents a document cites: found, resolved to one entry each, annotated."""
