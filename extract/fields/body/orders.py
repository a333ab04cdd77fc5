"""Tasks that a sentence gives: who leads, who helps, what is to be done, by when.

    "Giao Sở A chủ trì, phối hợp với Sở B tham mưu ..., hoàn thành trước ngày 20/01/2025."
        ─▶ Task("tham mưu ...", lead=["Sở A"], support=["Sở B"], deadline="trước ngày 20/01/2025")

The sentence must begin with the order, or with the agency that is to lead; what a report tells of
others' orders stands inside its sentences.
"""

from __future__ import annotations

import re

from extract.form.matching import first_anchor
from extract.form.word_patterns import any_of
from schemas import vocabulary
from schemas.fields import Task

ORDER = re.compile(
    r"^(?P<who>[^,.;:]{0,60}?\s?)(?:[Gg]iao|[Pp]hân công)(?:\s+cho)?\s+(?P<lead>[^.;:]{4,160}?)\s+"
    r"(?:làm\s+đầu mối,?\s*)?chủ trì(?:\s+thực hiện)?(?P<rest>.*)$",
    re.DOTALL,
)
LEADS = re.compile(r"^(?P<lead>[^.;:]{4,120}?)\s+chủ trì,\s+(?P<rest>phối hợp.*)$", re.DOTALL)
SUPPORT = re.compile(
    r"^[\s,]*(?:và\s+)?phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng))?\s+(?P<support>.*)$", re.DOTALL
)
# What the helpers' names are followed by: the first verb of the work.
_VERBS = any_of(vocabulary.tasks("verbs"), vocabulary.not_after("tasks"))
WORK = re.compile(rf",?\s+(?=(?:để\s+)?(?:{_VERBS})[\s,])")
_DAY = r"ngày\s+\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4}|/\d{4})?)"
_MONTH = r"tháng\s+\d{1,2}(?:\s+năm\s+\d{4}|/\d{4})|[Qq]uý\s+[IV\d]+(?:\s+năm\s+|/)\d{4}|năm\s+\d{4}"
_SPAN = r"\d{1,3}\s+ngày(?:\s+làm việc)?"
DEADLINE = re.compile(
    r"(?:(?:xong\s+)?trước|chậm nhất(?:\s+là)?(?:\s+(?:đến|vào|trước|trong))?|đến hết"
    r"|trong(?:\s+thời hạn|\s+vòng)?)"
    rf"\s+(?:{_DAY}|{_MONTH}|{_SPAN})"
)
# Signs between names; another agency or group must begin after them ("Sở Nông nghiệp và Môi trường" is one).
BESIDE = re.compile(r"(?:;|,|\s+và|,\s+và)\s+")
GROUP = re.compile(r"(?:các|cơ quan|đơn vị|những)\s", re.IGNORECASE)
LONGEST_WHO = 6  # words of the one who orders
SHORTEST_WORK = 3


def order(sentence: str, *, stated: bool) -> Task | None:
    """The task that a sentence gives; `stated`: also where it only names the agency that leads."""
    found = ORDER.match(sentence)
    if found and not _orders(found["who"].strip()):
        found = None
    found = found or (LEADS.match(sentence) if stated else None)
    if found is None or not _is_agency(found["lead"]):
        return None
    helped = SUPPORT.match(found["rest"])
    names, work = _divided(helped["support"]) if helped else ("", found["rest"].strip(" ,:"))
    if len(work.split()) < SHORTEST_WORK:
        return None
    deadline = DEADLINE.search(work)
    return Task(
        text=work,
        lead=_names(found["lead"]),
        support=_names(names),
        deadline=deadline.group() if deadline else None,
    )


def _orders(who: str) -> bool:
    return not who or (len(who.split()) <= LONGEST_WHO and (_is_agency(who) or who.startswith("Chủ tịch")))


def _is_agency(name: str) -> bool:
    heads = (*vocabulary.agency_heads(), *vocabulary.tasks("leaders"))
    return name[:1].isupper() and first_anchor(name, heads) is not None


def _divided(text: str) -> tuple[str, str]:
    """The helpers' names and the work."""
    gap = WORK.search(text)
    return (text[: gap.start()], text[gap.end() :]) if gap else ("", text)


def _names(text: str) -> list[str]:
    """The agencies one by one."""
    starts = [gap for gap in BESIDE.finditer(text) if _is_named(text[gap.end() :])]
    edges = [0, *(edge for gap in starts for edge in gap.span()), len(text)]
    names = (text[start:end].strip(" ,.;") for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [name for name in names if name]


def _is_named(text: str) -> bool:
    return GROUP.match(text) is not None or _is_agency(text)
