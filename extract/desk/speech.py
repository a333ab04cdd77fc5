"""Pages in the words of the catalogue.

    template + what it shows ─ language of the session ─▶ HTML, everything escaped

`say` in a template is `schemas.catalogue.say`; the tests know the codes that templates say.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from extract.desk.sessions import Session
from extract.index.model import Filter
from extract.version import VERSION
from schemas.catalogue import Language, Message, number, said, say, speaking

Json = Mapping[str, Any]


def query(wanted: Filter, name: str, value: str | None) -> str:
    """The address of the same list with one thing another way."""
    chosen = {key: held for key, held in (asdict(wanted) | {name: value}).items() if held is not None}
    return urlencode(chosen)


def day(date: str | None) -> str:
    """A date of a document: 09/03/2022 in Vietnamese."""
    return say("desk-day", date=date) if date else ""


def moment(at: str) -> str:
    """When somebody said something, by the clock of this machine."""
    here = datetime.fromisoformat(at).astimezone()
    return say("desk-moment", date=here.strftime("%Y-%m-%d"), time=here.strftime("%H:%M"))


def percent(confidence: float) -> str:
    """Whole, and never 100: a machine is not sure."""
    return f"{min(int(confidence * 100), 99)} %"


def sentence(told: Json, code: str = "code", spoken: str = "message") -> str:
    """What a record tells, in the language of whoever asks; of an unknown code as the record has it."""
    try:
        return str(Message.of(told[code], **told["params"]))
    except KeyError:
        return str(told[spoken])


def failure(error: Json) -> str:
    """Why a document failed, and what to do."""
    return f"{sentence(error, 'cause')} {error['advice']}".strip()


def plain(value: Any) -> str:
    """A value of the log."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("extract.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = (query, day, moment, percent, failure, plain, say, said)
    made.globals.update({word.__name__: word for word in words})
    made.globals.update(version=VERSION, fresh=secrets.token_urlsafe, warning=sentence)
    made.filters["number"] = number
    return made


_TEMPLATES = _environment()


def session_of(request: Request) -> Session:
    """Who asks; the guard has let nobody else through."""
    session: Session = request.scope["session"]
    return session


def entrance(template: str, status: HTTPStatus, language: Language, **shown: Any) -> HTMLResponse:
    """A page for whoever has no session yet."""
    with speaking(language):
        return HTMLResponse(_TEMPLATES.get_template(template).render(language=language, **shown), status)


def page(
    request: Request, template: str, status: HTTPStatus = HTTPStatus.OK, /, **shown: Any
) -> HTMLResponse:
    """A page, or the part of one that htmx puts in its place, for whoever asks."""
    session = session_of(request)
    with speaking(session.language):
        text = _TEMPLATES.get_template(template).render(session=session, request=request, **shown)
    return HTMLResponse(text, status)
