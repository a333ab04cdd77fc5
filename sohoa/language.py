"""Which language a run speaks: as it was told, else by its environment, else by the locale.

--lang · SOHOA_LANG · LC_ALL, LC_MESSAGES, LANG ─▶ "vi" or "en"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

OPTION, VARIABLE = "--lang", "SOHOA_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts (POSIX, 8.2)
_LANGUAGE = re.compile(r"(en|vi)(?:[_.@-].*)?", re.IGNORECASE)  # vi, vi_VN.UTF-8, vi-VN


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """ "vi" or "en"; English when nothing says otherwise.

    >>> spoken(["status", "--lang", "vi"], {}), spoken([], {"LANG": "vi_VN.UTF-8"}), spoken([], {})
    ('vi', 'vi', 'en')
    """
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    _, told = taken_out(arguments)
    for wish in (told[-1] if told else "", environment.get(VARIABLE, ""), locale):
        if found := _LANGUAGE.fullmatch(wish):
            return found[1].lower()
    return "en"


def taken_out(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The arguments without `--lang vi` or `--lang=vi`, wherever that stands, and with what was taken out.

    >>> taken_out(["status", "--lang", "vi", "out"])
    (['status', 'out'], ['--lang', 'vi'])
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for at, argument in enumerate(arguments[:end]):
        name, given, value = argument.partition("=")
        if name == OPTION:
            told = [OPTION, value] if given else list(arguments[at : min(at + 2, end)])
            return [*arguments[:at], *arguments[at + (1 if given else len(told)) :]], told
    return list(arguments), []
