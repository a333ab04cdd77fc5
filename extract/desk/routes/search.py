"""Search: words over the whole archive, with or without marks, each hit with its words and its page."""

from __future__ import annotations

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.archive import key_of
from extract.desk.desk import desk_of
from extract.desk.routes.work import file_name
from extract.desk.speech import page
from extract.index.model import MARK_BEGIN, MARK_END, Cursor

HITS = 25
LONGEST = 400  # signs of a question


def search(request: Request) -> Response:
    """The page, or with `after` the hits that follow."""
    words = request.query_params.get("q", "").strip()[:LONGEST]
    asked = request.query_params.get("after")
    hits = []
    if words:
        with desk_of(request).archive.index() as index:
            hits = index.search(words, Cursor.read(asked) if asked else None, HITS)
    shown = {"hits": hits, "words": words, "more": len(hits) == HITS, "marked": marked}
    template = "_hits.html" if asked else "search.html"
    return page(request, template, key_of=key_of, file_name=file_name, **shown)


def marked(snippet: str) -> Markup:
    """The words hit as <mark>; all else is escaped."""
    text = str(escape(snippet))
    return Markup(text.replace(MARK_BEGIN, "<mark>").replace(MARK_END, "</mark>"))


ROUTES = [Route("/search", search)]
