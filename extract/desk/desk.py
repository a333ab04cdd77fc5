"""What every page of the desk works with."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from extract.desk.archive import Archive, Opened
from extract.desk.guard import Door, Refused
from extract.desk.pictures import Pictures
from extract.desk.sessions import Sessions
from extract.desk.sources import Sources
from schemas.catalogue import Language


@dataclass(frozen=True, slots=True)
class Desk:
    """One output folder under review. `who`: the name that signs until a person gives another."""

    archive: Archive
    sources: Sources
    pictures: Pictures
    sessions: Sessions
    door: Door
    language: Language
    who: str


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk: Desk = request.app.state.desk
    return desk


def opened(request: Request) -> Opened:
    """The document that the address names. Raises Refused."""
    found = desk_of(request).archive.opened(request.path_params["key"])
    if found is None:
        raise Refused(404, "desk-no-document")
    return found
