"""Lists after an anchor: addressees (9a), recipients and the archive line (9b), attachments.

lines of the box ─▶ items without their dashes and closing signs
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diacritics.syllable import is_syllable, skeleton
from extract.fields.context import ELSEWHERE, Answer, Context
from extract.fields.trace import Clues, Trace
from extract.form.folding import fold_words
from extract.form.item_text import cut_back, spelled, with_commas
from extract.form.matching import first_anchor
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.clues import Clue
from schemas.language import FieldRule

# What OCR makes of the dash before an item, and numbers such as "1/" or "(1)".
BULLET = re.compile(r"^\s*(?:[\W_\u02b0-\u02ff]{0,4}[-–—−•+*·~_=»>¬“”`´‘’]+|[(\[]?\d{1,2}[/.)\]](?!\d))\s*")
BRACE = re.compile(r"\s*[{}]\s*")
CLOSING = " ;,.:"
CUT = 0.6  # factor for a text from which strokes were cut
ROOM = 1.0  # line heights that must be left beside a word that would have stood in a line
RUNS_ON = re.compile(r"(?:[,\-–(]|\b(?:và|của|các))\s*$")
LEVEL = 0.4  # line heights by which the beginnings of two lines may differ
SPECK = 2  # signs
NOISE = 0.3  # confidence of a word under which an item may be strokes of a stamp
COLON = re.compile(r"^\s*[:;.,]*\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item and the words it was read from."""

    text: str
    trace: Trace


def read_list(rule: FieldRule, context: Context) -> Answer:
    """The items after the anchor."""
    for lines, certainty, clues in context.places(rule):
        held, sure, how = _held(lines, rule, context, clues), certainty, (*clues, Clue.ANCHOR)
        if held is None and len(rule.regions) == 1 and Clue.BODY_REGION not in clues:
            held, sure, how = _without_anchor(lines, rule), ELSEWHERE, clues
        if held is None:
            continue
        items = [item for item in split(held) if item.text and not _is_stop(item.text, rule)]
        if items:
            evidence = {f"{rule.name}[{i}]": item.trace.evidence(sure, how) for i, item in enumerate(items)}
            return Answer([item.text for item in items], evidence)
    return Answer([])


def _held(
    lines: tuple[Placed, ...], rule: FieldRule, context: Context, clues: Clues
) -> list[tuple[Placed, int]] | None:
    """A list in the body may stand at its end, not only on page one."""
    return after_anchor(context.lines("body") if Clue.BODY_REGION in clues else lines, rule)


def _without_anchor(lines: tuple[Placed, ...], rule: FieldRule) -> list[tuple[Placed, int]]:
    """A box that layout knows by its place although its first words cannot be read: the dashed lines."""
    start = next((i for i, line in enumerate(lines) if _is_item(line.text)), len(lines))
    stop = next((i for i, line in enumerate(lines) if _is_stop(line.text, rule)), len(lines))
    return [(line, 0) for line in lines[start:stop]]


def read_text(rule: FieldRule, context: Context) -> Answer:
    """One text: what stands after an anchor, or what a pattern of the schema takes."""
    for lines, certainty, clues in context.places(rule):
        for trace in _searched(lines, whole=Clue.BODY_REGION not in clues):
            for pattern in rule.patterns:
                match = re.search(context.schema.expand(pattern), trace.text)
                if match:
                    evidence = trace.evidence(certainty, (*clues, Clue.PATTERN), *match.span("value"))
                    return Answer(_tidy(match["value"]), {rule.name: evidence})
        for item in _from_anchor(lines, rule):
            sure = item.text if _is_clean(item.trace) else cut_back(item.text)
            whole = certainty * (1.0 if sure == item.text else CUT)
            return Answer(sure, {rule.name: item.trace.evidence(whole, (*clues, Clue.ANCHOR))})
    return Answer()


def _is_clean(trace: Trace) -> bool:
    return all(piece.word.confidence >= 1 for piece in trace.pieces)


def _searched(lines: tuple[Placed, ...], *, whole: bool) -> list[Trace]:
    """The texts in which a pattern is looked for: each line, then (in a header box) the lines together."""
    single = [Trace.of((line,)) for line in lines]
    return [*single, Trace.of(lines)] if whole else single


def _tidy(text: str) -> str:
    return re.sub(r"^\W+", "", text.strip()).rstrip(" ,;")


def _from_anchor(lines: tuple[Placed, ...], rule: FieldRule) -> list[Item]:
    """The item that begins with the anchor, and the lines that go on with it."""
    for index, line in enumerate(lines):
        found = first_anchor(line.text, rule.anchors)
        if not found or _is_archives(line.text):
            continue
        held = [line]
        for item in lines[index + 1 :]:
            if BULLET.match(item.text) or held[-1].text.rstrip().endswith("."):
                break
            held.append(item)
        trace = Trace.of(held)
        value = COLON.sub("", trace.text[found[1] :]).strip().rstrip(CLOSING)
        return [Item(value, trace)] if value else []
    return []


def after_anchor(lines: tuple[Placed, ...], rule: FieldRule) -> list[tuple[Placed, int]] | None:
    """The lines from the anchor to the stop, each with the offset where its text begins."""
    for index, line in enumerate(lines):
        found = first_anchor(line.text, rule.anchors)
        if not found:
            continue
        skip = COLON.match(line.text[found[1] :])
        first = (line, found[1] + (skip.end() if skip else 0))
        rest: list[tuple[Placed, int]] = []
        bracket = line.text.count("(") > line.text.count(")")  # "(Hồ sơ gửi kèm theo: ...)"
        for item in lines[index + 1 :]:
            if _is_stop(item.text, rule):
                break
            rest.append((item, 0))
            if item.text.rstrip().endswith("./.") or (bracket and _closes(item.text)):
                break
        return [first, *rest] if line.text[first[1] :].strip() else rest
    return None


def _is_item(text: str) -> bool:
    """A dashed line that is not what a seal left of "Nơi nhận:" ("— nhận: 3")."""
    return bool(BULLET.match(text)) and not re.match(r"^[^:]{0,9}nh[âậ]n\s*:", text)


def _closes(text: str) -> bool:
    return text.count(")") > text.count("(") + len(re.findall(r"^\W*\w{1,2}\)", text))


def _is_stop(text: str, rule: FieldRule) -> bool:
    bare = BULLET.sub("", text)
    return bool(rule.stops) and first_anchor(bare, rule.stops) is not None and not _is_archives(bare)


def _is_archives(text: str) -> bool:
    """ "Lưu trữ lịch sử tỉnh" is a recipient; "Lưu trữ: VT" would be an archive line."""
    return fold_words(text).startswith("luu tru ") and ":" not in text[:12]


def split(lines: list[tuple[Placed, int]]) -> list[Item]:
    """Items: each begins with a dash, after a line that ended with a semicolon, or where a line was left."""
    dashed = any(BULLET.match(line.text[start:]) for line, start in lines)
    edge = max((line.box.x1 for line, _ in lines if line.box), default=0.0)
    groups: list[list[tuple[Placed, int]]] = []
    for line, start in lines:
        text = line.text[start:]
        ended = not groups or groups[-1][-1][0].text.rstrip().endswith((";", "."))
        begins = BULLET.match(text) or (ended and not (dashed and text[:1].islower()))
        before = groups[-1][-1][0] if groups else line
        anew = _was_left(before, line, edge) or (not dashed and _names_another(before, line))
        if not groups or begins or anew:
            groups.append([(line, start)])
        else:
            groups[-1].append((line, start))
    return [item for group in groups for item in _items(group) if not _is_noise(item)]


def _names_another(before: Placed, line: Placed) -> bool:
    """Whether a line of a list without dashes stands right under the last and names another agency, post or
    person: "Ủy ban nhân dân các xã" / "Thủ trưởng các đơn vị"; not after a comma or "và"."""
    if not (before.box and line.box) or before.page != line.page or RUNS_ON.search(before.text):
        return False
    named = (*vocabulary.agency_heads(), *vocabulary.agency_names("addressed"))
    level = abs(before.box.x0 - line.box.x0) < LEVEL * line.box.height
    return level and any(line.text.startswith(f"{name} ") for name in named)


def _was_left(before: Placed, line: Placed, edge: float) -> bool:
    """Whether the line begins anew: its first word, in a capital, would have stood in the line before."""
    first = next((word for word in line.line.words if word.text), None)
    if not (before.box and line.box and first and first.box and first.text[0].isupper()):
        return False
    return before.page == line.page and before.box.x1 + first.box.width + ROOM * line.box.height < edge


def _is_noise(item: Item) -> bool:
    """Strokes of a stamp among the items: no word at all, or hardly read and none of the language."""
    worst = min((piece.word.confidence for piece in item.trace.pieces), default=1.0)
    words = re.findall(r"[^\W\d_]{2,}", item.text)
    if not words:
        return worst < 1
    return worst < NOISE and not any(is_syllable(w) or _is_abbreviation(w) for w in words)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 2 and word.isupper() and skeleton(word) == word.replace("Đ", "D")


def _items(group: list[tuple[Placed, int]]) -> list[Item]:
    """The item of some lines; semicolons inside a line divide items that were printed in a row."""
    lines = [line for line, _ in group]
    trace = Trace.of(lines)
    text = trace.text[group[0][1] : _sure_end(trace)]
    read = any(piece.word.confidence < 1 for piece in trace.pieces)
    parts = [BULLET.sub("", part).lstrip("'’‘`´" if read else "") for part in _in_row(text)]
    texts = [_closed(part.strip().rstrip(CLOSING)) for part in parts if part.strip(CLOSING)]
    return [Item(spelled(with_commas(text)) if read else text, trace) for text in texts]


def _sure_end(trace: Trace) -> int:
    """Where the text ends without the specks after it: one or two signs, hardly read."""
    end = len(trace.text)
    for piece in reversed(trace.pieces):
        if piece.word.confidence >= NOISE or len(piece.word.text.strip(CLOSING)) > SPECK:
            break
        if fold_words(trace.text[: piece.start]).endswith("dieu"):
            break  # "Như Điều 3": of an article the number says which
        end = piece.start
    return end


def _closed(text: str) -> str:
    """Without the bracket that closes the whole list."""
    return text[:-1].rstrip(CLOSING) if text.endswith(")") and text.count(")") > text.count("(") else text


def _in_row(text: str) -> list[str]:
    """Split at "; -" always, at ";" only where the text is no dashed item ("Báo X; Đài Y" is one)."""
    parts = BRACE.split(text)
    if len(parts) > 1:  # of a brace beside some items, with what is said of them all behind it
        return [item for part in parts for item in _in_row(part)]
    if BULLET.match(text):
        return re.split(r";\s*(?=[-–—•+~]\s?[^\W\d_a-zà-ỹđ])", text)
    return re.split(r";\s+", text)
