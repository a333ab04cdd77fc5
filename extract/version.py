"""The version of the program; pyproject.toml takes it from here, records and the ledger carry it."""

VERSION = "0.1.0"
