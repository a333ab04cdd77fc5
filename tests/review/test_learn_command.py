"""`sohoa learn` as a user types it: a person's word on one document helps to read the next one."""

from __future__ import annotations

import json
from pathlib import Path

from extract.review.entries import Action, Draft
from extract.review.log import Log
from support.program import LETTER, sohoa


def test_what_a_person_wrote_is_known_in_the_next_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text(LETTER, encoding="utf-8")
    assert sohoa("convert", "a", "--out", "out", "--quiet", cwd=tmp_path).returncode == 0
    record = json.loads((tmp_path / "out/a/letter.txt.json").read_bytes())
    with Log(tmp_path / "out") as log:
        for field in ("organ", "signer.name"):
            log.append(Draft.of(record, field, Action.CONFIRM, who="Lan"), seen=10**9)
    learned = sohoa("learn", "out", cwd=tmp_path)
    assert learned.returncode == 0, learned.stderr
    known = json.loads((tmp_path / "out/knowledge.json").read_bytes())
    assert {(one["field"], one["confirmed"]) for one in known["values"]} == {("organ", 1), ("signer.name", 1)}
    done = sohoa("convert", "b", "--out", "new", "--quiet", "--knowledge", "out/knowledge.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    again = json.loads((tmp_path / "new/b/letter.txt.json").read_bytes())
    assert again["fields"] == record["fields"]
    (organ,) = (one for one in again["evidence"] if one["field"] == "organ")
    assert "known" in organ["clues"]


def test_a_file_that_is_no_knowledge(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "k.json").write_text("[]", encoding="utf-8")
    done = sohoa("convert", "letter.txt", "--out", "out", "--knowledge", "k.json", cwd=tmp_path)
    assert (
        done.returncode == 2 and "k.json" in done.stderr and not (tmp_path / "out/letter.txt.json").exists()
    )
