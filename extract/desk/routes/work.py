"""The work list: documents with the gravest doubts first, how far the folder is, what to narrow it by.

filters in the address, cursor ─ index ─▶ rows, counts, progress
"""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.archive import key_of
from extract.desk.desk import desk_of
from extract.desk.speech import page
from extract.index.model import Cursor, Filter
from schemas.catalogue import entry, said, spoken

ROWS = 60  # two screens of a large monitor; more come as one scrolls
FACETS = ("state", "reason", "doc_type", "year", "organ", "folder")
_GAP = re.compile(r"[\s:,]*[“\"'(]?\{[^}]*\}[”\"')]?")


def work(request: Request) -> Response:
    """The page, or with `after` the rows that follow."""
    wanted, asked = _filter(request), request.query_params.get("after")
    after = Cursor.read(asked) if asked else None
    with desk_of(request).archive.index() as index:
        rows = index.work(wanted, after, ROWS)
        shown = {"rows": rows, "wanted": wanted, "more": len(rows) == ROWS, "helpers": _HELPERS}
        if asked:
            return page(request, "_rows.html", **shown)
        found = index.facets(wanted)
        facets = [(name, found[name]) for name in FACETS if found.get(name)]
        return page(request, "work.html", progress=index.progress(), facets=facets, **shown)


def next_(request: Request) -> str:
    """Where the next document to do is; the work list when none is left."""
    with desk_of(request).archive.index() as index:
        record = index.next_todo("")
    return f"/d/{key_of(record)}" if record else "/"


def _filter(request: Request) -> Filter:
    names = {field.name for field in fields(Filter)}
    return Filter(**{name: value for name, value in request.query_params.items() if name in names})


def named(facet: str, value: str) -> str:
    """A value of a filter in words."""
    if facet == "state":
        return said(f"desk-state-{value}")
    if facet == "reason":
        return _reason(value)
    return value or said("desk-none")


def _reason(code: str) -> str:
    """A doubt without what stands in its gaps."""
    try:
        sentence = entry(code)[spoken()]
    except KeyError:
        return code
    return re.sub(r"\s+", " ", _GAP.sub(" …", sentence)).strip(" …:;,")


def file_name(record: str) -> str:
    """What the file of a record is called."""
    return PurePosixPath(record).name.removesuffix(".json")


_HELPERS = {"named": named, "key_of": key_of, "file_name": file_name}

ROUTES = [Route("/", work)]
