"""How the models that `extract` ships were made; nothing here runs when documents are read."""
