"""The desk as a browser meets it, without one: addresses, a session, its token."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from starlette.testclient import TestClient

from extract.desk.archive import key_of

PORT = 8642
HOST = f"127.0.0.1:{PORT}"
BASE = f"http://{HOST}"
SCAN = "in/05-english-ocr-layer.pdf.json"  # recipients[2] and archive_line are doubtful
TABLE = "in/04-decision-table.pdf.json"
BROKEN = "in/12-broken.pdf.json"
BLANK = "in/blank.txt.json"  # without number
OTHER = "in/other.txt.json"  # another one
SCRIPT = "in/script.txt.json"
TITLE = "Về việc <script>alert(1)</script> bảo đảm an toàn"


@dataclass
class Browser:
    """A client with a session, as a browser has it."""

    client: TestClient
    csrf: str = field(default="")

    def open(self, token: str) -> Browser:
        answer = self.client.get("/open", params={"token": token})
        assert answer.status_code == 200, answer.text
        self.csrf = re.findall(r'"X-CSRF-Token": "([^"]+)"', answer.text)[0]
        return self

    def get(self, path: str, **params: str) -> str:
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.text

    def post(self, path: str, **fields: str | int) -> tuple[int, str]:
        headers = {"Origin": BASE, "X-CSRF-Token": self.csrf}
        answer = self.client.post(path, data=fields, headers=headers, follow_redirects=False)
        return answer.status_code, answer.headers.get("location", answer.text)

    def named(self, who: str) -> Browser:
        self.post("/me", who=who)
        return self


def at(record: str, more: str = "") -> str:
    """The address of a document."""
    return f"/d/{key_of(record)}{more}"
