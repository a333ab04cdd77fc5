"""Pages of the desk, one module each; `ROUTES` says which addresses it answers."""
