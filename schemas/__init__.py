"""The contract (record.py), the document schemas (YAML) and the vocabularies they use."""
