"""The report as one page that prints on A4, in the form of an office, for somebody to sign.

Report + Accuracy ─ page ─▶ HTML without anything from outside ─ write ─▶ file
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from extract.export.files import replaced
from extract.packages.acceptance.accuracy import ASKED, Accuracy, Measured
from extract.packages.acceptance.report import Report, Tally
from extract.packages.acceptance.wording import bounds, percent, result, shown
from extract.review.intervals import Verdict
from extract.version import VERSION
from schemas.catalogue import number, say, spoken

_CRITERIA = (
    "head-number",
    "head-criterion",
    "head-missed",
    "head-share",
    "head-open",
    "head-result",
    "head-basis",
)
_MEASURED = ("head-number", "head-measured", "head-checked", "head-right", "head-between", "head-shown")


def write(report: Report, accuracy: Accuracy | None, target: Path) -> None:
    """Raises OutputError."""
    with replaced([target]) as (path,):
        path.write_text(page(report, accuracy), encoding="utf-8")


def page(report: Report, accuracy: Accuracy | None) -> str:
    """All that comes from files or from a person is escaped."""
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    year, month, day = f"{report.when:%Y-%m-%d}".split("-")
    said = {
        "language": spoken(),
        "style": (files(__package__) / "page.css").read_text("utf-8"),
        "agency": report.own.get("agencyName", ""),
        "state": say("page-state"),
        "motto": say("page-motto"),
        "title": say("page-title"),
        "subtitle": say("page-subtitle"),
        "place": say("page-day", day=day, month=month, year=year),
        "criteria_title": say("page-criteria", documents=len(report.documents)),
        "conclusion": say("page-good" if report.is_good else "page-not-good", count=_asked(report)),
        "measured": _concluded(accuracy) if accuracy else "",
        "note": say("page-note", version=VERSION),
        "checked_by": say("page-checked-by"),
        "approved_by": say("page-approved-by"),
        "sign": say("page-sign"),
    }
    escaped = {name: text if name == "style" else escape(text) for name, text in said.items()}
    return template.substitute(
        **escaped,
        facts=_facts(report),
        criteria=_table(_CRITERIA, map(_criterion, report.tallies)),
        accuracy=_accuracy(accuracy) if accuracy else "",
    )


def _concluded(accuracy: Accuracy) -> str:
    passed = sum(one.verdict is Verdict.PASSED for one in accuracy.measured)
    told = {"count": passed, "all": len(accuracy.measured), "asked": percent(ASKED)}
    return say("page-measured", **told)


def _asked(report: Report) -> int:
    return sum(bool(tally.missed) for tally in report.tallies if tally.row.is_asked)


def _facts(report: Report) -> str:
    amounts = {"files": report.files, "documents": len(report.documents), "pages": report.pages}
    day = f"{report.when:%Y-%m-%d}"
    told = {
        "page-folder": str(report.folder),
        "page-fonds": " - ".join(report.own[name] for name in ("fonds", "fondsName") if report.own.get(name)),
        "page-amount": say("page-amounts", **amounts),
        "page-left-out": number(report.left_out) if report.left_out else "",
        "page-time": f"{report.when:%H:%M} {say('page-date', date=day)}",
    }
    lines = ((escape(say(code)), escape(text)) for code, text in told.items() if text)
    return "\n".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in lines)


def _criterion(tally: Tally) -> tuple[str, ...]:
    figures = (number(len(tally.missed)), percent(tally.share), number(len(tally.open)))
    return (say(tally.row.missed), *figures, result(tally), say(tally.row.basis))


def _accuracy(found: Accuracy) -> str:
    told = {"drawn": found.drawn, "of": found.of, "seed": found.drawing.seed, "asked": percent(ASKED)}
    lines = [say("page-sample", **told), *map(str, found.notes)]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    table = _table(_MEASURED, map(_measured, found.measured))
    return f"<h2>{escape(say('page-accuracy'))}</h2>\n{text}\n{table}"


def _measured(one: Measured) -> tuple[str, ...]:
    figures = (number(one.found.drawn), percent(one.found.right)) if one.found else ("0", "")
    return (say(one.name), *figures, bounds(one), shown(one))


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows are numbered; the second cell names what the row is of."""
    head = "".join(f'<th scope="col">{escape(say(code))}</th>' for code in heads)
    body = "\n".join(_rows(rows))
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def _rows(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for place, (name, *texts) in enumerate(rows, 1):
        cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
        yield f'<tr><td>{place}</td><th scope="row">{escape(name)}</th>{cells}</tr>'
