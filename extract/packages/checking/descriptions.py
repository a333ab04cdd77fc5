"""EAD.xml and EAD_doc_*.xml: the right elements in the right order, values that the circular allows, and
whether the hồ sơ and its documents agree.

    Tree + Read ─▶ check_descriptions ─▶ identifiers of the documents
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from extract.packages import grammar, xml
from extract.packages.checking.findings import Report
from extract.packages.checking.mets_check import EAD, Read
from extract.packages.checking.tree import Tree
from extract.packages.elements import Form, day_of, faults, form
from extract.packages.values import Values

_KINDS = {"SIP": "sip", "AIP": "aip"}
_ONCE = ("docId", "docCode", "docOrdinal")


def check_descriptions(tree: Tree, read: Read, report: Report) -> list[str]:
    """The identifiers (docId, else docCode) of the documents; nothing is said of a DIP."""
    if read.kind not in _KINDS:
        return []
    kind = _KINDS[read.kind]
    whole = _values(tree, EAD, form(f"{kind}-{'loose' if read.is_loose else 'file'}"), report)
    documents = {}
    for path in read.descriptions:
        if PurePosixPath(path).name.lower().startswith(("ead_pic", "ead_media")):
            report.warn("check-not-checked", path)
        elif (values := _values(tree, path, form(f"{kind}-document"), report)) is not None:
            documents[path] = values
    for name in _ONCE:
        for value, times in Counter(values.get(name, "") for values in documents.values()).items():
            if value and times > 1:
                report.error("check-twice", "", element=name, value=value, count=times)
    if whole is not None:
        _together(whole, documents, len(read.descriptions), report)
    return [values.get("docId") or values.get("docCode", "") for values in documents.values()]


def _values(tree: Tree, path: str, held: Form, report: Report) -> Values | None:
    root = tree.xml(path)
    if root is None:
        return None
    if root.tag != "simpledc":
        report.error("check-no-simpledc", path, name=xml.name_of(root))
        return None
    names = [xml.name_of(node) for node in root if xml.name_of(node)]
    known = [one.name for one in held.elements]
    for name in dict.fromkeys(names):
        if name not in known:
            report.error("check-element-unknown", path, element=name)
        elif names.count(name) > 1:
            report.error("check-element-twice", path, element=name)
    for name in known:
        if name not in names and name not in held.not_everywhere:
            report.error("check-element-absent", path, element=name)
    if not held.any_order and [name for name in names if name in known] != [n for n in known if n in names]:
        report.error("check-order", path)
    values = {xml.name_of(node): "".join(node.itertext()).strip() for node in root if xml.name_of(node)}
    present = {name: value for name, value in values.items() if name in known}
    for element, code in faults(held, present):
        if element.name in present:
            report.error(
                "check-value", path, fault=code, element=element.name, length=element.length,
                value=present[element.name][:100], name=element.said,
            )  # fmt: skip
    return present


def _together(whole: Values, documents: dict[str, Values], count: int, report: Report) -> None:
    """What the hồ sơ says against what its documents say."""
    code = whole.get("fileCode") or whole.get("arcFileCode") or ""
    if code and "fileCode" in whole and not grammar.is_file_code(code):
        report.warn("check-code-grammar", EAD, value=code)
    if whole.get("totalDoc", "").isdecimal() and int(whole["totalDoc"]) != count:
        report.error("check-total", EAD, told=whole["totalDoc"], count=count)
    pages = [values.get("numberOfPage", "") for values in documents.values()]
    told, count = whole.get("numberOfPage", ""), sum(int(page) for page in pages if page.isdecimal())
    if told.isdecimal() and all(page.isdecimal() for page in pages) and int(told) != count:
        report.error("check-pages", EAD, told=told, count=count)
    for path, values in documents.items():
        _document(code, whole, values, path, report)
    begin, end = day_of(whole.get("startDate", "")), day_of(whole.get("endDate", ""))
    if begin and end and begin > _filled_up(end):
        report.error("check-dates", EAD)


def _document(code: str, whole: Values, values: Values, path: str, report: Report) -> None:
    if code and not values.get("docCode", "").startswith(f"{code}."):
        report.error("check-code-of-document", path, value=values.get("docCode", ""), code=code)
    if "arcFileCode" in values and values["arcFileCode"] != code:
        report.error("check-code-of-file", path, value=values["arcFileCode"], code=code)
    day = day_of(values.get("issuedDate", ""))
    begin, end = day_of(whole.get("startDate", "")), day_of(whole.get("endDate", ""))
    if day and begin and end and not begin[0] <= day[0] <= end[0]:
        report.warn("check-date-outside", path, date=values["issuedDate"])


def _filled_up(day: tuple[int, int, int]) -> tuple[int, int, int]:
    """The last day that a date of which parts are not known may be."""
    year, month, of_month = day
    return year, month or 12, of_month or 31
