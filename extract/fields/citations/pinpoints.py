"""The place in a cited document: "điểm a, b khoản 2 Điều 5 Nghị định số ..." cites two points of one article.

    text before a mention ─▶ ("điểm a khoản 2 Điều 5", "điểm b khoản 2 Điều 5")

Units and their order: Luật Ban hành văn bản quy phạm pháp luật (phần, chương, mục, điều, khoản, điểm).
"""

from __future__ import annotations

import re
from itertools import product

from extract.form.word_patterns import either_case
from schemas import vocabulary

UNITS = vocabulary.parts("units")
UNIT = rf"(?:{either_case(UNITS)})"
LABEL = r"(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[IVXLC]{1,6}|[a-zđ]\d?)(?!\w)"
ITEM = rf"{UNIT} (?:số )?{LABEL}(?:(?:, ?| và | hoặc ){LABEL})*"
CHAIN = re.compile(
    rf"(?P<chain>{ITEM}(?:(?: |, | và | hoặc |; |, và | đến | của ){ITEM})*)"
    r",? ?(?:(?:của |tại |trong |thuộc )?(?:ban hành )?(?:kèm theo )?)(?:các )?$"
)
PART = re.compile(rf"(?P<unit>{UNIT}) (?:số )?(?P<labels>{LABEL}(?:(?:, ?| và | hoặc ){LABEL})*)")
REACH = 160  # characters before a mention in which its pinpoints may stand
Group = list[list[str]]


def pinpoints_before(text: str, at: int) -> tuple[str, ...]:
    """What is cited of the document whose mention begins at `at`, each place by itself."""
    left = re.sub(r"\s+", " ", text[max(0, at - REACH) : at])
    match = CHAIN.search(left)
    if not match:
        return ()
    if " đến " in match["chain"]:
        return (match["chain"],)  # a range stays as it is printed
    return tuple(_expanded(match["chain"]))


def _expanded(chain: str) -> list[str]:
    places: list[str] = []
    group: Group = []  # groups of the small units that wait for their article
    depth = -1
    waiting: list[Group] = []
    for part in PART.finditer(chain):
        unit = _unit(part["unit"])
        labels = [f"{unit} {label}" for label in re.findall(LABEL, part["labels"])]
        rank = UNITS.index(unit)
        if group and rank <= depth:  # "điểm a khoản 1, điểm b khoản 2": a new place begins
            waiting.append(group)
            group = []
            if depth >= UNITS.index("Điều"):
                places += _joined(waiting)
                waiting = []
        group.append(labels)
        depth = rank
    return list(dict.fromkeys([*places, *_joined([*waiting, group])]))


def _joined(groups: list[Group]) -> list[str]:
    """Each place written out; a group shares the larger units of the last one: "điểm a, điểm b khoản 2"."""
    out: list[str] = []
    for group in groups:
        shared = [] if group is groups[-1] else [u for u in groups[-1] if _rank(u) > _rank(group[-1])]
        out += [" ".join(place) for place in product(*group, *shared)]
    return out


def _rank(labels: list[str]) -> int:
    return UNITS.index(labels[0].rsplit(" ", 1)[0])


def _unit(seen: str) -> str:
    return next(unit for unit in UNITS if unit.lower() == seen.lower())
