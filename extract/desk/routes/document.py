"""A document: its pages at the left, what they say at the right, the doubtful first.

key ─▶ page ;  key, leaf ─▶ tables, tasks, other lists, text, history, each when it is asked for
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.archive import Opened
from extract.desk.desk import has_pictures, opened
from extract.desk.guard import Refused
from extract.desk.routes.work import file_name
from extract.desk.speech import page, session_of
from extract.desk.values import REST
from extract.desk.wording import label
from extract.review.entries import Entry

LEAVES = ("tables", "lists", "text", "history")
PLACES_A_PAGE = 400  # boxes that can be clicked; a page of a table has some hundred


def document(request: Request) -> Response:
    """The page. A document that failed says why and what to do."""
    found = opened(request)
    shown = {
        "doc": found,
        "values": found.values,
        "name": file_name(found.row.record),
        "sheets": sheets(request, found),
        "words": request.query_params.get("q", ""),
        "at_page": request.query_params.get("page", ""),
        "others": _others(request, found),
        "label": label,
    }
    return page(request, "document.html", **shown)


def _others(request: Request, found: Opened) -> list[Entry]:
    """What others said since the revision in the address, which somebody wanted to finish without seeing."""
    since = request.query_params.get("since", "")
    if not since.isdecimal():
        return []
    me = session_of(request).who
    return [entry for entry in found.entries if entry.id > int(since[:18]) and entry.who != me]


def leaf(request: Request) -> Response:
    """One of the leaves beside the fields."""
    name = request.path_params["leaf"]
    if name not in LEAVES:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-page")
    found = opened(request)
    shown = {"doc": found, "values": found.values, "rest": REST, "label": label, "drawn": False}
    return page(request, f"_{name}.html", **shown)


def sheets(request: Request, found: Opened, *, places: bool = True) -> list[dict[str, object]]:
    """Pages that can be drawn, each with the places of values on it."""
    pages = [one for one in found.record["content"]["pages"] if one["width"] and one["height"]]
    if not pages or not has_pictures(request, found):
        return []
    held: dict[int, list[dict[str, object]]] = {}
    for one in found.record["evidence"] if places else ():
        if one["bbox"] and len(held.setdefault(one["page"], [])) < PLACES_A_PAGE:
            x0, y0, x1, y1 = one["bbox"]
            box = {"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0}
            held[one["page"]].append({"field": one["field"], "text": one["text"], **box})
    return [{**one, "places": held.get(one["number"], [])} for one in pages]


ROUTES = [Route("/d/{key}", document), Route("/d/{key}/leaf/{leaf}", leaf)]
