"""What a record says twice: who corrects one of the two has corrected the other.

    record as corrected, record as it was ─ follow ─▶ the other places corrected too, and told

The code is number and notation; `signer` is one of `signers`; the whole text is that of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.review.entries import Entry
from extract.review.paths import CONTENT, Json, is_within, value_at

FOLLOW = "follow"  # the action of what nobody said, but follows from what somebody said


def follow(result: Json, machine: Json, said: Sequence[Entry]) -> list[Json]:
    """Corrects `result` in place; what `human` says of it."""
    _whole_text(result, machine)
    return [*_code(result, machine, said), *_signers(result, machine, said)]


def _whole_text(result: Json, machine: Json) -> None:
    """Pages parted by form feeds, as the record has them."""
    if result[CONTENT]["pages"] != machine[CONTENT]["pages"]:
        result[CONTENT]["text"] = "\f".join(page["text"] for page in result[CONTENT]["pages"])


def _code(result: Json, machine: Json, said: Sequence[Entry]) -> Iterator[Json]:
    """922/TTr-SKHCN: the parts that were corrected, with what stands between them."""
    before, after = machine["fields"], result["fields"]
    entry = _last(said, "number", "notation")
    if not entry or _last(said, "code") or not (before["code"] and before["number"] and before["notation"]):
        return
    begin, end, code = before["number"], before["notation"], before["code"]
    if code.startswith(begin) and code.endswith(end) and len(code) > len(begin) + len(end):
        between = code[len(begin) : len(code) - len(end)]
        if after["number"] and after["notation"]:
            after["code"] = f"{after['number']}{between}{after['notation']}"
            if after["code"] != code:
                yield _told("code", after["code"], code, entry)


def _signers(result: Json, machine: Json, said: Sequence[Entry]) -> Iterator[Json]:
    """The one of the signers who is the signer, part by part."""
    signer = machine["fields"]["signer"]
    same = [
        place
        for place, one in enumerate(machine["fields"]["signers"])
        if all(one[part] == signer[part] for part in signer)
    ]
    for part in signer if len(same) == 1 else ():
        here, there = f"signer.{part}", f"signers[{same[0]}].{part}"
        for field, other in ((here, there), (there, here)):
            entry = _last(said, field)
            value = value_at(result, field)
            if entry and not _last(said, other) and value != value_at(result, other):
                held = result["fields"]["signer"] if other == here else result["fields"]["signers"][same[0]]
                held[part] = value
                yield _told(other, value, signer[part], entry)


def _last(said: Sequence[Entry], *fields: str) -> Entry | None:
    """Who spoke last of one of these, or of what it is part of."""
    found = [one for one in said if one.field and any(is_within(field, one.field) for field in fields)]
    return found[-1] if found else None


def _told(field: str, value: object, machine: object, entry: Entry) -> Json:
    told = {"field": field, "value": value, "machine": machine, "who": entry.who, "at": entry.at}
    return {**told, "action": FOLLOW}
