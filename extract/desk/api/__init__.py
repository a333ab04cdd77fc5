"""The desk for programs: /api/v1, described by /api/v1/openapi.json.

request with a key ─ guard ─▶ FastAPI ─▶ the same archive, log and queue as the pages ─▶ JSON

Authorization: Bearer KEY    of a user (`sohoa users key`), or of this start
"""
