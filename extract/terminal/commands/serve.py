"""`sohoa serve`, `sohoa users`: the desk for a room of people and for programs."""
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from extract.core.errors import SetupError
from extract.export.forms import NotInstalled
from extract.terminal.arguments import Folder
from extract.terminal.commands.review import Documents
from extract.terminal.spoken import SpokenCommand, SpokenGroup
from schemas.catalogue import say, spoken

LEAST_SECRET = 16  # bytes of a webhook's secret
ROLES = ("read", "correct", "approve")

app = typer.Typer(cls=SpokenGroup, help="help-users")


def _file(code: str, name: str | None = None) -> Any:
    names = (name,) if name else ()
    return typer.Option(*names, metavar="meta-file", exists=True, dir_okay=False, help=code)


def serve(
    folder: Folder,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="help-review-port")] = 8000,
    host: Annotated[str, typer.Option(metavar="meta-address", help="help-review-host")] = "127.0.0.1",
    documents: Documents = None,
    inbox: Annotated[
        Path | None,
        typer.Option(metavar="meta-folder", help="help-serve-inbox", show_default="default-inbox"),
    ] = None,
    users: Annotated[Path | None, _file("help-serve-users")] = None,
    certificate: Annotated[Path | None, _file("help-serve-certificate")] = None,
    key: Annotated[Path | None, _file("help-serve-key")] = None,
    public: Annotated[str | None, typer.Option(metavar="URL", help="help-serve-public")] = None,
    webhook: Annotated[str | None, typer.Option(metavar="URL", help="help-serve-webhook")] = None,
    webhook_secret: Annotated[Path | None, _file("help-serve-secret")] = None,
) -> None:
    """Keep the desk open for a room of people and for programs, until Ctrl-C."""
    try:
        from extract.desk.serve import Settings, serve
    except ModuleNotFoundError as error:
        raise NotInstalled("desk-not-installed", package=error.name) from error

    inbox = inbox or folder.with_name(f"{folder.resolve().name}-inbox")
    settings = Settings(
        folder, port, host, spoken(), tuple(documents or ()), users, certificate, key, public, inbox
    )
    serve(settings, _told, browser=False, webhook=_webhook(webhook, webhook_secret))
    typer.echo(say("desk-ended"))


def _told(address: str) -> None:
    """Where people and programs come in; the token is the key of programs on one's own machine."""
    server, _, rest = address.rpartition("/")
    typer.echo(say("desk-is-open", address=address))
    typer.echo(say("serve-is-open", address=f"{server}/api/v1"))
    _, _, token = rest.partition("token=")
    if token:
        typer.echo(say("serve-token", token=token))
    typer.echo(say("desk-how-to-end"))


def _webhook(url: str | None, secret: Path | None) -> tuple[str, bytes] | None:
    if url is None:
        return None
    told = secret.read_bytes().strip() if secret else b""
    if len(told) < LEAST_SECRET or not url.startswith(("http://", "https://")):
        raise SetupError("webhook-secret-short", path=secret or "--webhook-secret", least=LEAST_SECRET)
    return url, told


UsersFile = Annotated[Path, typer.Argument(metavar="meta-file", dir_okay=False, help="help-users-file")]
Name = Annotated[str, typer.Argument(metavar="meta-name", help="help-users-name")]


@app.command("add", cls=SpokenCommand, help="help-users-add")
def add(
    file: UsersFile,
    name: Name,
    role: Annotated[str, typer.Option(help="help-users-role")] = "correct",
) -> None:
    """Let somebody in, or give him another password or role."""
    from extract.desk.sessions import Role
    from extract.desk.users import LEAST_PASSWORD, Users

    if role not in ROLES:
        from extract.terminal.usage import Mistake

        raise Mistake("usage-no-choice", value=role, choices=", ".join(f"'{one}'" for one in ROLES))
    password = _password()
    if len(password) < LEAST_PASSWORD:
        raise SetupError("users-short-password", least=LEAST_PASSWORD)
    Users.read(file).with_user(name, Role[role.upper()], password).write(file)
    typer.echo(say("users-kept", name=name, role=role))


@app.command("remove", cls=SpokenCommand, help="help-users-remove")
def remove(file: UsersFile, name: Name) -> None:
    """Let somebody in no more, neither him nor his programs."""
    from extract.desk.users import Users

    try:
        Users.read(file).without(name).write(file)
    except KeyError:
        _nobody(name)
    typer.echo(say("users-removed", name=name))


@app.command("key", cls=SpokenCommand, help="help-users-key")
def key(file: UsersFile, name: Name) -> None:
    """Make a key for a program that comes in under somebody's name."""
    from extract.desk.users import Users

    try:
        users, made = Users.read(file).with_key(name)
    except KeyError:
        _nobody(name)
    users.write(file)
    typer.echo(say("users-key", name=name, key=made))


def _nobody(name: str) -> NoReturn:
    raise SetupError("users-nobody", name=name)


def _password() -> str:
    """Asked for twice on a terminal; the first line of what is piped."""
    if sys.stdin.isatty():
        told: str = typer.prompt(say("users-password"), hide_input=True, confirmation_prompt=True)
        return told
    return sys.stdin.readline().rstrip("\r\n")
