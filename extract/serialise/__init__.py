"""Outputs of what was converted; each serialiser is a module of its own, the record is the first."""
