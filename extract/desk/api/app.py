"""The interface as an application of its own, which the desk mounts at /api/v1."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.requests import Request
from starlette.responses import Response

from extract.core.errors import OutputError
from extract.desk.api.routes import routes
from extract.desk.desk import Desk
from extract.desk.guard import Refused
from extract.version import VERSION
from schemas.catalogue import say, speaking


def build(desk: Desk) -> FastAPI:
    """Without pages of its own: what shows such descriptions is loaded from elsewhere."""
    api = FastAPI(title="sohoa", version=VERSION, docs_url=None, redoc_url=None)
    api.include_router(routes)
    api.state.desk = desk
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(OutputError, _no_folder)
    return api


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    with speaking(request.app.state.desk.language):
        return JSONResponse({"code": error.code, "message": say(error.code)}, error.status)


def _no_folder(request: Request, error: Exception) -> Response:
    with speaking(request.app.state.desk.language):
        return JSONResponse({"code": "output", "message": str(error)}, 503)
