"""How the line reader is trained; nothing here runs when documents are read."""
