"""The report: who did how much, how fast, and how often the machine was wrong about each field.

review.sqlite ─ report ─▶ tables, of all time or between two days
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.desk import desk_of
from extract.desk.speech import page
from extract.desk.wording import label
from extract.review.report import report as reported

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
END_OF_DAY = "T24"  # behind every time of that day, as text


def report(request: Request) -> Response:
    """The page; `since` and `until` are days."""
    since, until = (_day(request, name) for name in ("since", "until"))
    found = reported(desk_of(request).archive.folder, since, f"{until}{END_OF_DAY}" if until else "~")
    return page(request, "report.html", report=found, since=since, until=until, named=_named)


def _day(request: Request, name: str) -> str:
    asked = request.query_params.get(name, "")
    return asked if _DAY.fullmatch(asked) else ""


def _named(path: str) -> str:
    """A path without places in words."""
    return label(path.replace("[]", "")) if not path.startswith("content") else label("content.pages[0].text")


ROUTES = [Route("/report", report)]
